"""Adds the classes of a fitted card to a file, as columns named like their indicators, for `lingnan attestation import`.

    python3 classes.py CARD FILE NEW

CARD is the folder that fit.py wrote, FILE a CSV with the figures' columns. Needs no library. A missing class is an empty cell.
"""

import csv
import json
import sys
from pathlib import Path

from check import place, value


def main(arguments):
    if len(arguments) != 3:
        sys.exit(__doc__)
    made = json.loads((Path(arguments[0]) / "classes.json").read_text("utf-8"))
    with open(arguments[1], encoding="utf-8-sig", newline="") as old, open(arguments[2], "x", encoding="utf-8", newline="") as new:
        reader = csv.DictReader(old)
        writer = csv.DictWriter(new, [*reader.fieldnames, *(m["indicator"] for m in made)])
        writer.writeheader()
        for row in reader:
            for m in made:
                try:
                    numbers = [value(row, f["source"]) for f in m["figures"]]
                except (ValueError, KeyError):
                    sys.exit(f"{arguments[1]}, line {reader.line_num}: a figure of {m['indicator']} is no number as the card reads it")
                a, b = (None if n is None else place(f["edges"], n) for f, n in zip(m["figures"], numbers))
                row[m["indicator"]] = "" if a is None or b is None else m["classes"][a][b]
            writer.writerow(row)


if __name__ == "__main__":
    main(sys.argv[1:])
