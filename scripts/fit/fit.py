"""Fits a scorecard by a case's specification on a file, and writes what the chain takes and what a validator signs.

    python3 fit.py CASE FILE [--out FOLDER] [--teacher] [--no-report]

CASE is a specification in JSON or TOML (case.schema.json), FILE a CSV or Parquet file. Nothing of one case is in here.
"""

import argparse
import hashlib
import json
import math
import platform
import sys
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import numpy as np

import grades
import joint
import pairs
from case import Rows, chain_source, read_case
from table import Refused

# Parts that a characteristic is cut into before bins are joined.
FINE = 48
SEED = 20_260_101


class Scale:
    """Points for log-odds: so many at these odds, so many more double them."""

    def __init__(self, case):
        given = {"pointsAt": 600, "oddsAt": 50, "doubling": 20, **case.get("scale", {})}
        self.given = given
        self.factor = given["doubling"] / math.log(2)
        self.offset = given["pointsAt"] - self.factor * math.log(given["oddsAt"])


def area(points, bad):
    """Area under the ROC curve as exact counts: a pair is one paid and one defaulted loan, concordant when the paid one
    has more points. AUC = (concordant + tied / 2) / pairs."""
    levels, at = np.unique(points, return_inverse=True)
    bads = np.bincount(at, weights=bad, minlength=len(levels)).astype(np.int64)
    goods = np.bincount(at, minlength=len(levels)).astype(np.int64) - bads
    below = np.concatenate([[0], np.cumsum(bads)[:-1]])
    concordant, tied, pairs_ = int((goods * below).sum()), int((goods * bads).sum()), int(goods.sum() * bads.sum())
    value = Fraction(2 * concordant + tied, 2 * pairs_)
    return {"concordant": concordant, "tied": tied, "pairs": pairs_,
            "numerator": value.numerator, "denominator": value.denominator, "auc": f"{float(value):.6f}"}


def teacher(candidates, numbers, train, bad, seed):
    """Log-odds of a good ending of each fitted row, by gradient boosting on the other rows; and the edges where they bend."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.tree import DecisionTreeRegressor
    x = np.stack([np.where(m, np.nan, v.astype(float)) for v, m in map(numbers, candidates)], axis=1)[train]
    fold = np.random.default_rng(seed).permutation(len(x)) % 3
    margin = np.zeros(len(x))
    for out in range(3):
        model = HistGradientBoostingClassifier(learning_rate=0.06, max_leaf_nodes=15, max_iter=250, early_stopping=True,
                                               validation_fraction=0.15, random_state=seed)
        model.fit(x[fold != out], bad[train][fold != out])
        margin[fold == out] = -model.decision_function(x[fold == out])
    edges = {}
    for i, item in enumerate(candidates):
        known = ~np.isnan(x[:, i])
        tree = DecisionTreeRegressor(max_leaf_nodes=16, min_samples_leaf=max(5, int(0.01 * known.sum())))
        if known.sum() > 50:
            tree.fit(x[known, i:i + 1], margin[known])
            edges[item["code"]] = sorted({math.ceil(t) for t in tree.tree_.threshold[tree.tree_.feature == 0]})
    return margin, edges


class Study:
    """One fit: the characteristics that were kept, what each bin is worth, and the card of whole points. `expected`: how likely each
    declined row would have defaulted, if they are fitted too."""

    def __init__(self, case, rows, candidates, with_teacher=False, expected=None):
        self.case, self.rows, self.candidates, self.scale, self.expected = case, rows, candidates, Scale(case), expected
        self.train = ~rows.test
        self.good = 1 - rows.bad
        self.made, self.details = [], {}
        if case.get("method", "joint") == "evidence":
            import evidence
            inside = lambda item: tuple(a[self.train] for a in rows.numbers(item))
            found, self.intercept, self.fate = evidence.fit(
                candidates, inside, rows.bad[self.train], case.get("smallestBin", 0.05))
            self.kept = [{k: f[k] for k in ("item", "edges", "worth", "lost")} for f in found]
        else:
            self._joint(with_teacher)
        self._points()

    def numbers(self, item):
        return self._numbers(item, self.rows.numbers)

    def numbers_of_declined(self, item):
        return self._numbers(item, self.rows.numbers_of_declined)

    def _numbers(self, item, read):
        if "classes" in item:
            made = item["classes"]
            by_code = {c["code"]: c for c in self.candidates}
            values, missing = zip(*(read(by_code[code]) for code in made["of"]))
            return pairs.class_of(made, values, missing)
        return read(item)

    def fitted(self, item):
        """Numbers of the rows that are fitted: with declined ones, if these are."""
        parts = [tuple(a[self.train] for a in self.numbers(item))]
        parts += [self.numbers_of_declined(item)] if self.expected is not None else []
        return tuple(np.concatenate(arrays) for arrays in zip(*parts))

    def _joint(self, with_teacher):
        case, train = self.case, self.train
        good = self.good[train]
        smallest = case.get("smallestBin", 0.02)
        margin, also = teacher(self.candidates, self.numbers, train, self.rows.bad, SEED) if with_teacher else (None, {})
        if self.expected is not None:
            # A row that ends well by so much is the same to the fit as two rows that share its weight.
            good = np.concatenate([good, 1 - self.expected])
            margin = None if margin is None else np.concatenate([margin, np.log((1 - self.expected) / self.expected)])
        n = len(good)
        blocks = {}
        for item in self.candidates:
            values, missing = self.fitted(item)
            edges = joint.quantile_edges(values[~missing], max(8, min(FINE, n // 25)), max(5, smallest * n / 4),
                                         also.get(item["code"], ()))
            most = joint.MOST_OPEN_BINS if item["class"] == "Register" else joint.MOST_BINS
            blocks[item["code"]] = joint.Block(item["code"], item["direction"], edges, joint.bins(edges, values, missing), most)
        fine = [b for b in blocks.values() if len(b.edges)]
        strength, tried = joint.chosen_strength(lambda rows: [b.part(rows) for b in fine], good, smallest, SEED)
        self.details = {"strength": strength, "tried": tried}
        items = list(self.candidates)
        if case.get("pairs", 0):
            spread = math.sqrt(good.mean() * (1 - good.mean()) * n)
            intercept = joint.descend(fine, good, strength * spread)
            owners = {c["code"]: c["owner"] for c in self.candidates}
            most = 8 if n >= 20_000 else 6 if n >= 4_000 else 4
            by_code = {c["code"]: c for c in self.candidates}
            self.made = pairs.propose(fine, owners, good, intercept, case["pairs"], most, SEED, margin)
            for made in self.made:
                one, other = (by_code[c] for c in made["of"])
                code = f"{one['code']}-by-{other['code']}"
                code = code if len(code) <= 64 else "class-" + hashlib.sha256(code.encode()).hexdigest()[:12]
                name = f"Class of {one['name']} by {other['name']}"
                item = {
                    "code": code, "name": name if len(name.encode()) <= 64 else f"Class {code}"[:64], "unit": "class",
                    "owner": one["owner"], "direction": joint.HIGHER,
                    "validityDays": min(one["validityDays"], other["validityDays"]),
                    "class": "Figure", "source": {"indicator": code, "column": code}, "special": [], "classes": made,
                }
                made["indicator"] = code
                items.append(item)
                found, missing = self.fitted(item)
                edges = np.arange(1, max(map(max, made["classes"])) + 1)
                block = joint.Block(code, joint.HIGHER, edges, joint.bins(edges, found, missing))
                if len(edges):
                    fine.append(block)
        kept, self.intercept, dropped = joint.fit(fine, good, strength, smallest)
        by_code = {i["code"]: i for i in items}
        self.kept = [{"item": by_code[b.code], "edges": b.edges, "worth": b.f[:-1].tolist(), "lost": float(b.f[-1])} for b in kept]
        codes = {b.code for b in kept}
        self.fate = []
        for item in items:
            note = {"indicator": item["code"], "column": item["source"]["column"]}
            if item["code"] not in codes:
                note["dropped"] = dropped.get(item["code"], "has one value, or too few of each")
            self.fate.append(note)
        self.made = [m for m in self.made if m["indicator"] in codes]
        if not kept:
            raise Refused(f"{self.rows.table.path}: no candidate tells paid from defaulted")

    def _points(self):
        """Points rounded once: the base carries the intercept, a bin what it is worth."""
        case, factor = self.case, self.scale.factor
        self.at, characteristics = [], []
        for k in self.kept:
            values, missing = self.numbers(k["item"])
            at = joint.bins(k["edges"], values, missing)
            self.at.append(at)
            points = [round(factor * w) for w in k["worth"]]
            reference = max(points)
            if case.get("reference") == "median":
                known = np.sort(at[self.train & ~missing])
                reference = points[int(known[len(known) // 2])]
            characteristics.append({"indicator": k["item"]["code"], "points": points,
                                    "missing": min(min(points), round(factor * k["lost"])), "reference": reference})
        base = round(self.scale.offset + factor * self.intercept)
        least = base + sum(c["missing"] for c in characteristics)
        most = base + sum(max(c["points"]) for c in characteristics)
        self.lift = max(0, -least)
        if most + self.lift > 65_535 or any(abs(p) > 32_767 for c in characteristics for p in c["points"] + [c["missing"]]):
            raise Refused(f"scale: totals reach {most}, and the chain adds up to 65,535; take a smaller `doubling`")
        offs = case.get("grades", {}).get("cutOffs", "fitted")
        if self.lift and offs != "fitted":
            raise Refused(f"scale: the worst total is {least}, and the chain knows none below 0; take {-least} more at `pointsAt`")
        self.card = {"name": case["name"], "base": base + self.lift, "characteristics": characteristics}
        self.totals = np.full(len(self.rows.bad), self.card["base"], dtype=np.int64)
        self.eta = np.full(len(self.rows.bad), self.intercept)
        for k, c, at in zip(self.kept, characteristics, self.at):
            self.totals += np.array(c["points"] + [c["missing"]])[at]
            self.eta += np.array(k["worth"] + [min(k["lost"], min(k["worth"]))])[at]

    def totals_of_declined(self):
        totals = np.full(len(self.rows.declined), self.card["base"], dtype=np.int64)
        for k, c in zip(self.kept, self.card["characteristics"]):
            values, missing = self.numbers_of_declined(k["item"])
            totals += np.array(c["points"] + [c["missing"]])[joint.bins(k["edges"], values, missing)]
        return totals

    def grade(self):
        """Cut-offs and probabilities, from the fitted rows unless the specification has them."""
        given, train, bad = self.case.get("grades", {}), self.train, self.rows.bad
        offs, stated = given.get("cutOffs", "fitted"), given.get("defaultProbabilities", "fitted")
        offs = grades.cut_offs(self.totals[train]) if offs == "fitted" else offs
        self.line = grades.curve(self.totals[train], bad[train])
        if stated == "fitted":
            stated = grades.probabilities(self.totals[train], bad[train], offs, self.line)
        self.card |= {"cutOffs": offs, "defaultProbabilities": stated,
                      "minimumCoverage": self.case.get("minimumCoverage", 6000), "validityDays": self.case.get("validityDays", 90)}
        self.calibration = {half: grades.table(self.totals[rows], bad[rows], offs, stated)
                            for half, rows in (("train", train), ("test", ~train))}

    def numbers_of(self):
        """What it achieves, as fit.json has it."""
        halves = (("test", self.rows.test), ("train", self.train))
        whole = lambda rows: (self.totals[rows] - self.lift - self.scale.offset) / self.scale.factor
        found = {name: area(self.totals[rows], self.rows.bad[rows]) for name, rows in halves}
        found |= {f"{name}Unrounded": area(self.eta[rows], self.rows.bad[rows]) for name, rows in halves}
        found["rounding"] = {
            name: {"logLoss": round(joint.loss(whole(rows), self.good[rows]), 9),
                   "logLossUnrounded": round(joint.loss(self.eta[rows], self.good[rows]), 9)} for name, rows in halves}
        found["intercept"] = round(self.intercept, 9)
        found["characteristics"] = []
        for k, at in zip(self.kept, self.at):
            size = len(k["edges"]) + 2
            bad = np.bincount(at[self.train], weights=self.rows.bad[self.train], minlength=size).astype(int)
            paid = np.bincount(at[self.train], minlength=size) - bad
            worth = [*k["worth"], k["lost"]]
            cells = [{"paid": int(g), "defaulted": int(b), "logOdds": round(w, 9)} for g, b, w in zip(paid, bad, worth)]
            found["characteristics"].append({"indicator": k["item"]["code"], "bins": cells[:-1], "missing": cells[-1]})
        found["candidates"] = self.fate
        return found

    def indicators(self):
        found = []
        for k in self.kept:
            item = k["item"]
            found.append({
                "code": item["code"], "name": item["name"], "unit": item["unit"], "owner": item["owner"],
                "edges": [int(e) for e in k["edges"]], "direction": item["direction"], "validityDays": item["validityDays"],
                "class": item["class"], "personal": False, **({"source": item["law"]} if "law" in item else {}),
            })
        return found

    def classes(self):
        """How an agency computes each class: for its own tools and for classes.py."""
        by_code = {c["code"]: c for c in self.candidates}
        return [{
            "indicator": m["indicator"],
            "figures": [{"name": by_code[code]["name"], "unit": by_code[code]["unit"], "edges": edges, "source": chain_source(by_code[code])}
                        for code, edges in zip(m["of"], m["edges"])],
            "classes": m["classes"], "gain": m["gain"],
        } for m in self.made]


def inferred(study, with_teacher):
    """The fit with declined applications, and how both compare. Fuzzy augmentation (Siddiqi, Credit Risk Scorecards, 2006, chapter 6):
    a declined row counts in part as paid and in part as defaulted, as likely as the card of the known rows says."""
    case, rows = study.case, study.rows
    given = {"oddsFactor": 1, "card": "without", **case.get("inference", {})}
    intercept, slope = study.line
    odds = given["oddsFactor"] * np.exp(np.clip(intercept + slope * study.totals_of_declined(), -20, 20))
    expected = odds / (1 + odds)
    other = Study(case, rows, study.candidates, with_teacher, expected)
    other.grade()

    def told(one):
        found = one.numbers_of()
        grade = np.bincount(grades.grade_of(one.totals_of_declined(), one.card["cutOffs"]), minlength=9)
        return {"test": found["test"], "train": found["train"], "logLoss": found["rounding"]["test"]["logLoss"],
                "characteristics": len(one.kept), "declinedByGrade": [int(n) for n in grade]}
    compared = {"method": "fuzzy augmentation", **given, "rows": len(rows.declined), "expectedDefault": round(float(expected.mean()), 6),
                "knownDefault": round(float(rows.bad[study.train].mean()), 6), "without": told(study), "with": told(other)}
    return (other if given["card"] == "with" else study), compared


def one(cells):
    return cells[0] if len(cells) == 1 else cells


def halves(split):
    return {**split, "train": one(split["train"]), "test": one(split["test"])} if "column" in split else {"testShare": 0.3, **split} if "seed" in split else split


def points_table(totals, bad):
    levels, at = np.unique(totals, return_inverse=True)
    bads = np.bincount(at, weights=bad, minlength=len(levels)).astype(int)
    both = np.bincount(at, minlength=len(levels))
    return [{"points": int(p), "paid": int(n - b), "defaulted": int(b)} for p, n, b in zip(levels, both, bads)][::-1]


def layout(value, depth=0):
    """JSON for reviewers: what fits on a line stays on it."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(line) + 2 * depth <= 120 and depth > 0:
        return line
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(k)}: {layout(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + "  " * depth + "}"
    return "[\n" + ",\n".join(inner + layout(v, depth + 1) for v in value) + "\n" + "  " * depth + "]"


def digest(path, kind):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()


def run(case_path, data, out=None, with_teacher=False, report=True):
    """The whole of it; returns (study, fit.json's content, hash of the report)."""
    case = read_case(case_path)
    rows = Rows(case, data)
    study = Study(case, rows, case["candidates"], with_teacher)
    study.grade()
    compared = None
    if len(rows.declined):
        study, compared = inferred(study, with_teacher)
    others = {a["name"]: Study(case, rows, [*case["candidates"], *a["candidates"]], with_teacher).numbers_of()
              for a in case.get("alternatives", [])}
    numbers = study.numbers_of()
    libraries = ("numpy", "scipy", "scikit-learn", "pandas", "pyarrow")
    libraries += ("optbinning", "ortools") if case.get("method") == "evidence" else ()
    content = {
        "data": {"file": data.name, "md5": digest(data, "md5"), "sha256": digest(data, "sha256"), "rows": len(rows.bad),
                 "train": int(study.train.sum()), "test": int(rows.test.sum())},
        "case": {"file": case_path.name, "sha256": digest(case_path, "sha256"), "method": case.get("method", "joint"), "teacher": with_teacher},
        "halves": halves(case["split"]),
        "outcome": {**case["outcome"], "paid": one(case["outcome"]["paid"]), "defaulted": one(case["outcome"]["defaulted"])},
        **({"filter": case["filter"]} if "filter" in case else {}),
        "scale": study.scale.given,
        "test": numbers["test"],
        "card": numbers,
        "alternatives": others,
        "grades": study.calibration,
        "testPoints": points_table(study.totals[rows.test], rows.bad[rows.test]),
        **({"declined": compared} if compared else {}),
        **({"choice": study.details} if study.details else {}),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in libraries}},
    }
    sources = [chain_source(k["item"]) for k in study.kept]
    files = {"indicators": study.indicators(), "scorecard": study.card}
    if "registration" in case:
        files["mapping"] = {"registration": case["registration"], "periodEnd": case.get("periodEnd", {"today": True}), "indicators": sources}
    else:
        content["sources"] = sources
    if study.made:
        files["classes"] = study.classes()
    files["fit"] = content
    mark = None
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for name, value in files.items():
            (out / f"{name}.json").write_text(layout(value) + "\n", encoding="utf-8")
        if report:
            import report as pages
            text = pages.page(study, content, rows)
            (out / "report.html").write_text(text, encoding="utf-8")
            mark = hashlib.sha256(text.encode()).hexdigest()
    return study, content, mark


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", type=Path, help="specification, JSON or TOML")
    parser.add_argument("file", type=Path, help="CSV or Parquet")
    parser.add_argument("--out", type=Path, help="folder for the files; beside the specification, named like it, if not given")
    parser.add_argument("--teacher", action="store_true", help="gradient boosting proposes edges and orders pairs")
    parser.add_argument("--no-report", action="store_true")
    args = parser.parse_args()
    out = args.out or args.case.parent / args.case.stem
    try:
        study, content, mark = run(args.case, args.file, out, args.teacher, not args.no_report)
    except (Refused, OSError) as error:
        sys.exit(str(error))
    for label, numbers in (("card", content["card"]), *content["alternatives"].items()):
        print(f"{label}: test {numbers['test']['auc']}, train {numbers['train']['auc']}, "
              f"test unrounded {numbers['testUnrounded']['auc']}")
    print(f"{len(study.kept) - len(study.made)} of {len(study.candidates)} candidates and {len(study.made)} classes of two figures; written to {out}")
    if mark:
        print(f"report.html, SHA-256 {mark}")


if __name__ == "__main__":
    main()
