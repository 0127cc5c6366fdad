"""The older method: bins one by one (optbinning), weights of evidence, one logistic regression over them."""

import math

import numpy as np
from optbinning import OptimalBinning
from sklearn.linear_model import LogisticRegression

from joint import HIGHER, LOWER

# Below this a characteristic says too little to be worth a column; above 0.5 one looks for a leak.
LEAST_INFORMATION = 0.02
MOST_BINS = 8
TREND = {HIGHER: "descending", LOWER: "ascending"}


def bins_of(item, values, missing, bad, smallest):
    """Integer edges, and the paid and defaulted loans per bin, monotone along the direction."""
    known = ~missing
    binning = OptimalBinning(item["code"], dtype="numerical", solver="cp", monotonic_trend=TREND.get(item["direction"]),
                             max_n_bins=MOST_BINS, min_bin_size=smallest)
    binning.fit(values[known].astype(float), bad[known].astype(int))
    # A split between whole numbers becomes the whole number above it: the chain gives an edge to the bin above.
    edges = np.array(sorted({math.ceil(split) for split in binning.splits}), dtype=np.int64)
    at = np.searchsorted(edges, values[known], side="right")
    counts = np.stack([np.bincount(at[bad[known] == k], minlength=len(edges) + 1) for k in (0, 1)], axis=1)
    return edges, counts.tolist()


def weights_of_evidence(counts):
    good, bad = (sum(c[k] for c in counts) for k in (0, 1))
    # Half an observation keeps an empty cell finite.
    shares = [(max(g, 0.5) / good, max(b, 0.5) / bad) for g, b in counts]
    woe = [math.log(g / b) for g, b in shares]
    return woe, sum((g - b) * w for (g, b), w in zip(shares, woe))


def fit(candidates, numbers, bad, smallest):
    """Bins, then a logistic regression on weights of evidence, dropping what says little or turns its sign.

    Returns (kept, intercept, fate): each kept one with edges and its log-odds of a good ending by bin."""
    kept, fate = [], []
    for item in candidates:
        values, missing = numbers(item)
        edges, counts = bins_of(item, values, missing, bad, smallest)
        woe, information = weights_of_evidence(counts) if len(edges) else ([0.0], 0.0)
        note = {"indicator": item["code"], "column": item["source"]["column"], "informationValue": round(information, 4)}
        fate.append(note)
        if information < LEAST_INFORMATION:
            note["dropped"] = "says too little along its direction"
            continue
        worst = min(woe)
        x = np.append(woe, worst)[np.where(missing, len(woe), np.searchsorted(edges, values, side="right"))]
        kept.append({"item": item, "edges": edges, "woe": woe, "x": x, "note": note})
    while True:
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
        model.fit(np.array([k["x"] for k in kept]).T, bad)
        coefficients = [float(c) for c in model.coef_[0]]
        turned = max(range(len(kept)), key=lambda i: coefficients[i])
        if coefficients[turned] < 0:
            break
        # More evidence of good must lower the odds of default: what turns its sign repeats another characteristic.
        kept[turned]["note"]["dropped"] = "turns its sign beside the others"
        del kept[turned]
    for k, c in zip(kept, coefficients):
        k["worth"] = [-c * w for w in k["woe"]]
        k["lost"] = min(k["worth"])
    return kept, -float(model.intercept_[0]), fate
