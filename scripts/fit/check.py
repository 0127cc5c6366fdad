"""Recomputes a fitted card's numbers from the written files alone, with nothing of fit.py and no library.

    python3 check.py FILE [--card FOLDER]

FILE is the CSV that was fitted. Reads cells by the integer formula of the mapping format, counts pairs one by one where they
are few, and compares with fit.json. Exit code 1 names what differs.
"""

import csv
import datetime
import hashlib
import json
import sys
from pathlib import Path


def whole(cell, source):
    """floor_div(2 m n + d 10^k, 2 d 10^k) + offset, for a cell m / 10^k and a scale n / d."""
    cell = cell.replace(source.get("thousands", "\0"), "").lower()
    cell, _, power = cell.partition("e")
    units, _, decimals = cell.partition(".")
    mantissa, places = int(units + decimals), len(decimals) - int(power or 0)
    mantissa, ten = mantissa * 10 ** max(0, -places), 10 ** max(0, places)
    numerator, denominator = source.get("numerator", 1), source.get("denominator", 1)
    return (2 * mantissa * numerator + denominator * ten) // (2 * denominator * ten) + source.get("offset", 0)


def value(row, source):
    """A number, or None when missing."""
    cell = row[source["column"]].strip()
    if cell in source.get("missing", [""]):
        return None
    if "map" in source:
        return source["map"][cell] if cell in source["map"] else source["otherwise"]
    return whole(cell, source)


def place(edges, number):
    found = 0
    for edge in edges:
        if number < edge:
            break
        found += 1
    return found


def points(row, card, edges, sources, classes):
    total = card["base"]
    for characteristic in card["characteristics"]:
        code = characteristic["indicator"]
        if code in classes:
            figures = [(f, value(row, f["source"])) for f in classes[code]["figures"]]
            gone = any(number is None for _, number in figures)
            number = None
            if not gone:
                (a, b) = (place(f["edges"], n) for f, n in figures)
                number = classes[code]["classes"][a][b]
        else:
            number = value(row, sources[code])
        total += characteristic["missing"] if number is None else characteristic["points"][place(edges[code], number)]
    return total


def listed(cells):
    return cells if isinstance(cells, list) else [cells]


def half_of(row, number, split):
    if "column" in split:
        return "test" if row[split["column"]].strip() in listed(split["test"]) else "train"
    if "seed" in split:
        mask = 2**64 - 1
        z = ((number + 1) * 0x9E3779B97F4A7C15 + split["seed"] * 0xD1342543DE82EF95) & mask
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return "test" if (z ^ (z >> 31)) / 2**64 < split["testShare"] else "train"
    cell = row[split["date"]["column"]].strip()
    epoch = split["date"].get("epoch")
    day = datetime.date.fromisoformat(epoch) + datetime.timedelta(int(cell)) if epoch else datetime.date.fromisoformat(cell[:10])
    return "test" if day >= datetime.date.fromisoformat(split["testFrom"]) else "train"


def count(paid, defaulted):
    """Pairs in which the paid loan has more points, and those that tie."""
    concordant = tied = 0
    for points_, number in ((p, paid.count(p)) for p in sorted(set(paid))):
        concordant += number * sum(points_ > d for d in defaulted)
        tied += number * sum(points_ == d for d in defaulted)
    return {"concordant": concordant, "tied": tied, "pairs": len(paid) * len(defaulted)}


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    data = Path(arguments[0])
    own = Path(__file__).resolve().parents[2] / "chain-spec" / "sba"
    folder = Path(arguments[2]) if arguments[1:2] == ["--card"] and len(arguments) > 2 else own
    read = lambda name: json.loads((folder / f"{name}.json").read_text("utf-8"))
    card, indicators, fit = read("scorecard"), read("indicators"), read("fit")
    listing = fit["sources"] if "sources" in fit else read("mapping")["indicators"]
    classes = {c["indicator"]: c for c in read("classes")} if (folder / "classes.json").exists() else {}
    edges = {i["code"]: i["edges"] for i in indicators}
    sources = {s["indicator"]: s for s in listing}
    if hashlib.md5(data.read_bytes()).hexdigest() != fit["data"]["md5"]:
        sys.exit(f"{data}: not the file that was fitted; its md5 is not {fit['data']['md5']}")
    found, number, outcome = {"train": ([], []), "test": ([], [])}, 0, fit["outcome"]
    with open(data, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if any(row[f["column"]].strip() not in f["in"] for f in fit.get("filter", [])):
                continue
            cell = row[outcome["column"]].strip()
            if cell in outcome.get("neither", []) + outcome.get("declined", []):
                continue
            half = half_of(row, number, fit["halves"])
            number += 1
            found[half][cell in listed(outcome["defaulted"])].append(points(row, card, edges, sources, classes))
    wrong = 0
    for name in ("test", "train"):
        counted = count(*found[name])
        expected = {k: fit["card"][name][k] for k in counted}
        print(f"{name}: {counted}, AUC {(counted['concordant'] + counted['tied'] / 2) / counted['pairs']:.6f}")
        if counted != expected:
            print(f"{name}: fit.json says {expected}", file=sys.stderr)
            wrong = 1
    for cell in fit["testPoints"]:
        seen = tuple(side.count(cell["points"]) for side in found["test"])
        if seen != (cell["paid"], cell["defaulted"]):
            print(f"{cell['points']} points: {seen} paid and defaulted, fit.json says {cell}", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
