"""What the chain does with a card, in whole numbers and nothing but Python's own library.

The reading of cells is the mapping format of chain-spec/README.md; bins and totals are the pallets' rules.
"""

import csv
from fractions import Fraction
from math import floor


def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def selected(row):
    """The paper's training half."""
    return row["Selected"] == "1"


def outcome(row):
    """1 when the loan was charged off, 0 when it was paid in full."""
    return int(row["Default"])


def number(source, row):
    """A number source of the mapping format, applied to one row; None when missing."""
    cell = row[source["column"]].strip()
    if cell in source.get("missing", [""]):
        return None
    if "map" in source:
        found = source["map"].get(cell, source.get("otherwise"))
        if found is None:
            raise ValueError(f"{source['column']}: {cell!r} is not in the map")
        return found
    scaled = Fraction(cell) * source.get("numerator", 1) / source.get("denominator", 1)
    return floor(scaled + Fraction(1, 2)) + source.get("offset", 0)


def bin_of(edges, value):
    """An edge belongs to the bin above it."""
    return sum(edge <= value for edge in edges)


def score(card, indicators, sources, row):
    """Total points of a row: base, and per characteristic the points of its bin or those of a missing value."""
    edges = {i["code"]: i["edges"] for i in indicators}
    source = {s["indicator"]: s for s in sources}
    total = card["base"]
    for c in card["characteristics"]:
        value = number(source[c["indicator"]], row)
        total += c["missing"] if value is None else c["points"][bin_of(edges[c["indicator"]], value)]
    return total


def auc(scored):
    """Area under the ROC curve of (score, bad) as exact counts: a pair is one paid and one defaulted loan, concordant
    when the paid one has the higher score. AUC = (concordant + tied / 2) / pairs."""
    goods, bads = {}, {}
    for value, bad in scored:
        side = bads if bad else goods
        side[value] = side.get(value, 0) + 1
    concordant = tied = below = 0
    for value in sorted(set(goods) | set(bads)):
        concordant += goods.get(value, 0) * below
        tied += goods.get(value, 0) * bads.get(value, 0)
        below += bads.get(value, 0)
    pairs = sum(goods.values()) * below
    area = Fraction(2 * concordant + tied, 2 * pairs)
    return {
        "concordant": concordant, "tied": tied, "pairs": pairs,
        "numerator": area.numerator, "denominator": area.denominator, "auc": f"{float(area):.6f}",
    }
