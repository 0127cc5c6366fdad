"""Fits a scorecard on the training half of the real loans and writes the files the chain takes.

    python3 fit.py CSV [--out DIRECTORY]

Bins come from optbinning, coefficients from scikit-learn's logistic regression, points from the standard scaling
(600 at odds of 50:1, 20 points double the odds). What the columns mean, and why some are left out, is in README.md.
"""

import argparse
import hashlib
import json
import math
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
from optbinning import OptimalBinning
from sklearn.linear_model import LogisticRegression

from card import auc, bin_of, number, outcome, read_rows, score, selected

# The scale: 600 points at odds of 50:1, 20 points double the odds.
POINTS_AT, ODDS_AT, DOUBLING = 600, 50, 20
FACTOR = DOUBLING / math.log(2)
OFFSET = POINTS_AT - FACTOR * math.log(ODDS_AT)
# One grade per doubling of the odds. A grade's default probability, in basis points, is the design's.
CUT_OFFS = [680, 660, 640, 620, 600, 580, 560, 540, 520]
DEFAULT_PROBABILITIES = [10, 25, 50, 100, 200, 400, 800, 1600, 3200]
MINIMUM_COVERAGE = 6000
RATING_VALIDITY_DAYS = 90
ATTESTATION_VALIDITY_DAYS = 365
# Below this a characteristic says too little to be worth a column; above 0.5 one looks for a leak.
LEAST_INFORMATION = 0.02
MOST_BINS, SMALLEST_BIN = 8, 0.05

HIGHER, LOWER = "HigherIsBetter", "LowerIsBetter"

# NAICS to line of business: what the firm lives on. 0 services, 1 goods let out, 2 real property let out.
LINES = {
    **{code: 2 for code in ("531110", "531120", "531130", "531190")},
    **{code: 0 for code in ("531210", "531311", "531312", "531320", "531390")},
    **{code: 1 for code in (
        "532111", "532112", "532120", "532210", "532220", "532230", "532291", "532292", "532299", "532310",
        "532411", "532412", "532420", "532490", "533110")},
}


def candidate(code, name, unit, owner, direction, column, **source):
    """An indicator and the column it is read from. Its direction is what the trade expects, declared before fitting."""
    return {
        "code": code, "name": name, "unit": unit, "owner": owner, "direction": direction,
        "source": {"indicator": code, "column": column, **source},
    }


YES_NO = {"Y": 1, "N": 0}
CANDIDATES = [
    candidate("sba-employees", "Employees at application", "persons", "human-resources", HIGHER, "NoEmp"),
    candidate("sba-jobs-created", "Jobs the loan creates", "persons", "human-resources", HIGHER, "CreateJob"),
    candidate("sba-jobs-retained", "Jobs the loan retains", "persons", "human-resources", HIGHER, "RetainedJob"),
    candidate("sba-approved", "Amount the bank approved", "USD", "financial-regulation", HIGHER, "GrAppv"),
    candidate("sba-guaranteed-share", "Share of the loan that the state guarantees", "basis points",
              "financial-regulation", HIGHER, "Portion", numerator=10000, denominator=1),
    candidate("sba-revolving", "Revolving line of credit (no 0, yes 1)", "yes or no", "financial-regulation", LOWER,
              "RevLineCr", map={**YES_NO, "0": 0}, missing=["", "T"]),
    candidate("sba-short-form", "Short-form programme (no 0, yes 1)", "yes or no", "financial-regulation", LOWER,
              "LowDoc", map=YES_NO, missing=["", "S", "A", "0"]),
    candidate("sba-established", "Business older than two years (no 0, yes 1)", "yes or no", "market-regulation",
              HIGHER, "New", map={"1": 0, "0": 1}),
    candidate("sba-franchise", "Franchise (no 0, yes 1)", "yes or no", "market-regulation", HIGHER, "FranchiseCode",
              map={"0": 0, "1": 0}, otherwise=1),
    candidate("sba-line", "Lives on (services 0, goods let 1, property let 2)", "class", "market-regulation", HIGHER,
              "NAICS", map=LINES),
]
# Only for the comparison with and without it: the compilers derived it from the term, which leaks a little.
REAL_ESTATE = candidate("sba-real-estate", "Backed by real estate (no 0, yes 1)", "yes or no", "natural-resources",
                        HIGHER, "RealEstate")

# NAICS to GB/T 4754-2017: K70 real estate, L71 leasing.
INDUSTRIES = {
    "531110": "K7040", "531120": "K7040", "531130": "K7040", "531190": "K7040",
    "531210": "K7030", "531311": "K7020", "531312": "K7020", "531320": "K7090", "531390": "K7090",
    "532111": "L7111", "532112": "L7111", "532120": "L7111", "532210": "L7130", "532220": "L7130", "532230": "L7125",
    "532291": "L7130", "532292": "L7121", "532299": "L7130", "532310": "L7119", "532411": "L7119", "532412": "L7113",
    "532420": "L7114", "532490": "L7119", "533110": "L71",
}
REGISTRATION = {
    "number": {"kind": "macao", "prefix": "SBA-", "column": "LoanNr_ChkDgt"},
    "legalName": {"column": "Name"},
    "industry": {"column": "NAICS", "map": INDUSTRIES, "otherwise": "K70"},
    "founded": {"column": "ApprovalDate", "epoch": "1960-01-01"},
    "capital": {"value": 0, "currency": "USD"},
}


def bins_of(item, values, bad):
    """Integer edges, and the paid and defaulted loans per bin, monotone along the direction."""
    known = [i for i, v in enumerate(values) if v is not None]
    trend = "descending" if item["direction"] == HIGHER else "ascending"
    binning = OptimalBinning(item["code"], dtype="numerical", solver="cp", monotonic_trend=trend,
                             max_n_bins=MOST_BINS, min_bin_size=SMALLEST_BIN)
    binning.fit(np.array([values[i] for i in known], dtype=float), np.array([bad[i] for i in known], dtype=int))
    # A split between whole numbers becomes the whole number above it: the chain gives an edge to the bin above.
    edges = sorted({math.ceil(split) for split in binning.splits})
    counts = [[0, 0] for _ in range(len(edges) + 1)]
    for i in known:
        counts[bin_of(edges, values[i])][bad[i]] += 1
    return edges, counts


def weights_of_evidence(counts):
    good, bad = (sum(c[k] for c in counts) for k in (0, 1))
    # Half an observation keeps an empty cell finite.
    shares = [(max(g, 0.5) / good, max(b, 0.5) / bad) for g, b in counts]
    woe = [math.log(g / b) for g, b in shares]
    return woe, sum((g - b) * w for (g, b), w in zip(shares, woe))


def fit(candidates, train):
    """Bins, then a logistic regression on weights of evidence, dropping what says little or turns its sign."""
    bad = [outcome(row) for row in train]
    kept, fate = [], []
    for item in candidates:
        values = [number(item["source"], row) for row in train]
        edges, counts = bins_of(item, values, bad)
        woe, information = weights_of_evidence(counts) if edges else ([0.0], 0.0)
        note = {"indicator": item["code"], "column": item["source"]["column"]}
        note["informationValue"] = round(information, 4)
        fate.append(note)
        if information < LEAST_INFORMATION:
            note["dropped"] = "says too little along its direction"
            continue
        worst = min(woe)
        x = [worst if v is None else woe[bin_of(edges, v)] for v in values]
        kept.append({**item, "edges": edges, "counts": counts, "woe": woe, "x": x, "note": note})
    while True:
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
        model.fit(np.array([k["x"] for k in kept]).T, np.array(bad))
        coefficients = [float(c) for c in model.coef_[0]]
        turned = max(range(len(kept)), key=lambda i: coefficients[i])
        if coefficients[turned] < 0:
            return kept, coefficients, float(model.intercept_[0]), fate
        # More evidence of good must lower the odds of default: what turns its sign repeats another characteristic.
        kept[turned]["note"]["dropped"] = "turns its sign beside the others"
        del kept[turned]


def scorecard(kept, coefficients, intercept, name):
    """Points rounded once: the base carries the intercept, a characteristic its coefficient times its evidence."""
    characteristics = []
    for item, coefficient in zip(kept, coefficients):
        points = [round(-FACTOR * coefficient * w) for w in item["woe"]]
        characteristics.append(
            {"indicator": item["code"], "points": points, "missing": min(points), "reference": max(points)})
    return {
        "name": name, "base": round(OFFSET - FACTOR * intercept), "characteristics": characteristics,
        "cutOffs": CUT_OFFS, "defaultProbabilities": DEFAULT_PROBABILITIES,
        "minimumCoverage": MINIMUM_COVERAGE, "validityDays": RATING_VALIDITY_DAYS,
    }


def indicators(kept):
    return [{
        "code": item["code"], "name": item["name"], "unit": item["unit"], "owner": item["owner"],
        "edges": item["edges"], "direction": item["direction"], "validityDays": ATTESTATION_VALIDITY_DAYS,
        "class": "Figure", "personal": False,
    } for item in kept]


def unrounded(kept, coefficients, intercept, rows):
    result = []
    for row in rows:
        total = -intercept
        for item, coefficient in zip(kept, coefficients):
            value = number(item["source"], row)
            woe = min(item["woe"]) if value is None else item["woe"][bin_of(item["edges"], value)]
            total -= coefficient * woe
        result.append(total)
    return result


def measure(scores, rows):
    return auc([(s, outcome(row)) for s, row in zip(scores, rows)])


def study(candidates, name, train, test):
    """One fit with all its numbers: the card, its indicators, and what they achieve."""
    kept, coefficients, intercept, fate = fit(candidates, train)
    card, defined = scorecard(kept, coefficients, intercept, name), indicators(kept)
    sources = [item["source"] for item in kept]
    numbers = {
        "test": measure([score(card, defined, sources, row) for row in test], test),
        "train": measure([score(card, defined, sources, row) for row in train], train),
        "testUnrounded": measure(unrounded(kept, coefficients, intercept, test), test),
        "trainUnrounded": measure(unrounded(kept, coefficients, intercept, train), train),
        "intercept": round(intercept, 9),
        "characteristics": [
            {"indicator": item["code"], "coefficient": round(c, 9),
             "bins": [{"paid": g, "defaulted": b, "weightOfEvidence": round(w, 9)}
                      for (g, b), w in zip(item["counts"], item["woe"])]}
            for item, c in zip(kept, coefficients)],
        "candidates": fate,
    }
    return kept, card, defined, numbers


def points_table(card, defined, sources, rows):
    table = {}
    for row in rows:
        cell = table.setdefault(score(card, defined, sources, row), [0, 0])
        cell[outcome(row)] += 1
    return [{"points": p, "paid": g, "defaulted": b} for p, (g, b) in sorted(table.items(), reverse=True)]


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "chain-spec" / "sba")
    args = parser.parse_args()
    rows = read_rows(args.csv)
    train, test = [r for r in rows if selected(r)], [r for r in rows if not selected(r)]

    kept, card, defined, without = study(CANDIDATES, "Real small-business loans, fitted card 1", train, test)
    _, _, _, with_it = study([*CANDIDATES, REAL_ESTATE], "with RealEstate", train, test)
    sources = [item["source"] for item in kept]
    report = {
        "data": {"file": args.csv.name, "md5": hashlib.md5(args.csv.read_bytes()).hexdigest(),
                 "rows": len(rows), "train": len(train), "test": len(test)},
        "halves": {"column": "Selected", "train": "1", "test": "0"},
        "outcome": {"column": "Default", "paid": "0", "defaulted": "1"},
        "scale": {"pointsAt": POINTS_AT, "oddsAt": ODDS_AT, "doubling": DOUBLING},
        "test": without["test"],
        "withoutRealEstate": without,
        "withRealEstate": with_it,
        "testPoints": points_table(card, defined, sources, test),
        "versions": {"python": platform.python_version(), **{
            name: version(name) for name in ("optbinning", "ortools", "scikit-learn", "scipy", "numpy", "pandas")}},
    }
    mapping = {"registration": REGISTRATION, "periodEnd": {"today": True}, "indicators": sources}
    args.out.mkdir(parents=True, exist_ok=True)
    for name, content in (("indicators", defined), ("scorecard", card), ("mapping", mapping), ("fit", report)):
        (args.out / f"{name}.json").write_text(layout(content) + "\n", encoding="utf-8")
    for label, numbers in (("card (without RealEstate)", without), ("with RealEstate", with_it)):
        print(f"{label}: test {numbers['test']['auc']}, train {numbers['train']['auc']}, "
              f"test unrounded {numbers['testUnrounded']['auc']}")


if __name__ == "__main__":
    main()
