"""Recomputes the fitted card's numbers from the files alone, with nothing of fit.py and no library.

    python3 check.py CSV [--card DIRECTORY]

Reads cells by the integer formula of the mapping format, counts pairs one by one, and compares with fit.json.
Exit code 1 names what differs.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path


def whole(cell, source):
    """floor_div(2 m n + d 10^k, 2 d 10^k) + offset, for a cell m / 10^k and a scale n / d."""
    units, _, decimals = cell.partition(".")
    mantissa, power = int(units + decimals), 10 ** len(decimals)
    numerator, denominator = source.get("numerator", 1), source.get("denominator", 1)
    return (2 * mantissa * numerator + denominator * power) // (2 * denominator * power) + source.get("offset", 0)


def points(row, card, edges, sources):
    total = card["base"]
    for characteristic in card["characteristics"]:
        source = sources[characteristic["indicator"]]
        cell = row[source["column"]].strip()
        if cell in source.get("missing", [""]):
            total += characteristic["missing"]
            continue
        if "map" in source:
            value = source["map"][cell] if cell in source["map"] else source["otherwise"]
        else:
            value = whole(cell, source)
        place = 0
        for edge in edges[characteristic["indicator"]]:
            if value < edge:
                break
            place += 1
        total += characteristic["points"][place]
    return total


def count(paid, defaulted):
    concordant = sum(p > d for p in paid for d in defaulted)
    tied = sum(p == d for p in paid for d in defaulted)
    return {"concordant": concordant, "tied": tied, "pairs": len(paid) * len(defaulted)}


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    data = Path(arguments[0])
    own = Path(__file__).resolve().parents[2] / "chain-spec" / "sba"
    folder = Path(arguments[2]) if arguments[1:2] == ["--card"] and len(arguments) > 2 else own
    card, indicators, mapping, fit = (
        json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("scorecard", "indicators", "mapping", "fit"))
    edges = {i["code"]: i["edges"] for i in indicators}
    sources = {s["indicator"]: s for s in mapping["indicators"]}
    if hashlib.md5(data.read_bytes()).hexdigest() != fit["data"]["md5"]:
        sys.exit(f"{data}: not the file that was fitted; its md5 is not {fit['data']['md5']}")
    halves = {"1": ([], []), "0": ([], [])}
    with open(data, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            halves[row["Selected"]][row["Default"] == "1"].append(points(row, card, edges, sources))
    wrong = 0
    for half, name in (("0", "test"), ("1", "train")):
        found = count(*halves[half])
        expected = {k: fit["withoutRealEstate"][name][k] for k in found}
        print(f"{name}: {found}, AUC {(found['concordant'] + found['tied'] / 2) / found['pairs']:.6f}")
        if found != expected:
            print(f"{name}: fit.json says {expected}", file=sys.stderr)
            wrong = 1
    for cell in fit["testPoints"]:
        found = tuple(side.count(cell["points"]) for side in halves["0"])
        if found != (cell["paid"], cell["defaulted"]):
            print(f"{cell['points']} points: {found} paid and defaulted, fit.json says {cell}", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
