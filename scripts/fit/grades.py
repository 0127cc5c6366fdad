"""Cut-offs and the probability of each grade, from the data, with intervals."""

import math

import numpy as np
from scipy.special import expit
from scipy.stats import beta
from sklearn.linear_model import LogisticRegression

from joint import isotonic

GRADES = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C"]
CONFIDENCE = 0.95
# The curve over all points counts as so many firms in each grade: a grade without a default is not one without risk.
CURVE_COUNTS_AS = 20


def curve(points, bad):
    """Log-odds of default as a straight line over the points: (intercept, slope for a point)."""
    middle, spread = points.mean(), points.std() or 1.0
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000)
    model.fit(((points - middle) / spread)[:, None], bad)
    slope = float(model.coef_[0][0]) / spread
    return float(model.intercept_[0]) - slope * middle, slope


def cut_offs(points):
    """Nine, one and the same step of the odds apart, from the best fiftieth to the worst twentieth of the fitted rows."""
    high, low = np.quantile(points, 0.98), np.quantile(points, 0.05)
    found = [int(round(x)) for x in np.linspace(high, low, 9)]
    for i in range(7, -1, -1):
        found[i] = max(found[i], found[i + 1] + 1)
    lift = max(0, 1 - found[-1])
    return [x + lift for x in found]


def grade_of(points, offs):
    """The place of each total's grade, AAA first: the best whose cut-off is reached, else C."""
    return np.minimum(np.searchsorted(-np.array(offs), -points, side="left"), 8)


def interval(defaults, firms):
    """Clopper and Pearson (1934), two-sided: exact for the binomial, on the safe side."""
    tail = (1 - CONFIDENCE) / 2
    low = beta.ppf(tail, defaults, firms - defaults + 1) if defaults else 0.0
    high = beta.ppf(1 - tail, defaults + 1, firms - defaults) if firms > defaults else 1.0
    return float(low), float(high)


def probabilities(points, bad, offs, line):
    """Basis points for each grade, never falling: what happened there, and what the curve says, weighed by how many firms there are."""
    grade, expected = grade_of(points, offs), expit(line[0] + line[1] * points)
    firms = np.bincount(grade, minlength=9).astype(float)
    defaults = np.bincount(grade, weights=bad, minlength=9)
    middles = [offs[0] + (offs[0] - offs[1]) / 2] + [(a + b) / 2 for a, b in zip(offs, offs[1:])]
    by_curve = np.array([expected[grade == g].mean() if firms[g] else expit(line[0] + line[1] * middles[g]) for g in range(9)])
    mixed = (defaults + CURVE_COUNTS_AS * by_curve) / (firms + CURVE_COUNTS_AS)
    even = isotonic(mixed, firms + CURVE_COUNTS_AS)
    return [min(10_000, max(1, int(round(10_000 * p)))) for p in even]


def table(points, bad, offs, stated):
    """Each grade: firms, defaults, what was stated, what happened and its interval, and whether what was stated lies in it."""
    grade, rows = grade_of(points, offs), []
    for g, name in enumerate(GRADES):
        inside = grade == g
        firms, defaults = int(inside.sum()), int(bad[inside].sum())
        low, high = interval(defaults, firms) if firms else (0.0, 1.0)
        rows.append({
            "grade": name, "firms": firms, "defaults": defaults, "stated": stated[g],
            "realised": round(10_000 * defaults / firms) if firms else None,
            "low": math.floor(10_000 * low), "high": math.ceil(10_000 * high),
            "held": bool(math.floor(10_000 * low) <= stated[g] <= math.ceil(10_000 * high)) if firms else None,
        })
    return rows
