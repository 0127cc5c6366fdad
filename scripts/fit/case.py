"""A case: its specification, and the rows of a file read by it."""

import datetime
import json
import tomllib
from pathlib import Path

import jsonschema
import numpy as np

from table import Refused, Table, shown

DIRECTIONS = {"higher": "HigherIsBetter", "lower": "LowerIsBetter", "none": "None"}
READING = ("column", "thousands", "numerator", "denominator", "offset", "map", "otherwise", "missing")


def read_case(path):
    """A specification in JSON or TOML, checked by case.schema.json; what is wrong is named by its place."""
    text = path.read_text("utf-8")
    try:
        case = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except ValueError as error:
        raise Refused(f"{path}: {error}") from error
    schema = json.loads(Path(__file__).with_name("case.schema.json").read_text("utf-8"))
    for error in jsonschema.Draft202012Validator(schema).iter_errors(case):
        inner = min(error.context, key=lambda e: (len(e.context), -len(e.absolute_path)), default=error)
        place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in inner.absolute_path).lstrip(".")
        raise Refused(f"{path}: {place or 'the whole'}: {inner.message[:200]}")
    further = [c for a in case.get("alternatives", []) for c in a["candidates"]]
    codes = [c["indicator"] for c in case["candidates"]]
    for code in codes:
        if codes.count(code) > 1:
            raise Refused(f"{path}: two candidates have the code {code!r}")
    for candidate in [*case["candidates"], *further]:
        both = set(candidate.get("map", {})) & set(candidate.get("missing", [""]) + candidate.get("special", []))
        if both:
            raise Refused(f"{path}: {candidate['indicator']}: {shown(min(both))} stands both in `map` and in `missing` or `special`")
        if "otherwise" in candidate and "map" not in candidate:
            raise Refused(f"{path}: {candidate['indicator']}: `otherwise` needs a `map`")
        if "map" in candidate and {"numerator", "denominator", "offset"} & set(candidate):
            raise Refused(f"{path}: {candidate['indicator']}: what is mapped is not scaled too")
    if len(case["name"].encode()) > 64:
        raise Refused(f"{path}: name: more than 64 bytes")
    if "inference" in case and "declined" not in case["outcome"]:
        raise Refused(f"{path}: inference: outcome.declined names no cells of declined applications")
    if "declined" in case["outcome"] and case.get("method") == "evidence":
        raise Refused(f"{path}: outcome.declined: declined applications go with the joint method alone")
    case["candidates"] = [indicator(c, case) for c in case["candidates"]]
    for alternative in case.get("alternatives", []):
        alternative["candidates"] = [indicator(c, case) for c in alternative["candidates"]]
    return case


def indicator(candidate, case):
    """A candidate as the rest reads it: what the chain keeps, and the number source apart."""
    source = {"indicator": candidate["indicator"], **{k: candidate[k] for k in READING if k in candidate}}
    return {
        "code": candidate["indicator"], "name": candidate["name"], "unit": candidate["unit"], "owner": candidate["owner"],
        "direction": DIRECTIONS[candidate["direction"]],
        "validityDays": candidate.get("validityDays", case.get("attestationValidityDays", 365)),
        "class": candidate.get("class", "Figure"), **({"law": candidate["law"]} if "law" in candidate else {}),
        "source": source, "special": candidate.get("special", []),
    }


def chain_source(item):
    """The number source as mapping.json has it: special cells are missing ones there."""
    source = dict(item["source"])
    if item["special"]:
        source["missing"] = source.get("missing", [""]) + item["special"]
    return source


class Rows:
    """The rows of a file that count, with outcome and half."""

    def __init__(self, case, path):
        candidates = [*case["candidates"], *(c for a in case.get("alternatives", []) for c in a["candidates"])]
        report, split = case.get("report", {}), case["split"]
        columns = [c["source"]["column"] for c in candidates] + [case["outcome"]["column"]]
        columns += [f["column"] for f in case.get("filter", [])] + [g["column"] for g in report.get("groups", [])]
        columns += [split["column"]] if "column" in split else []
        columns += [d["column"] for d in (split.get("date"), report.get("date")) if d]
        columns += [report["firm"]] if "firm" in report else []
        self.case, self.table = case, Table(path, list(dict.fromkeys(columns)), case.get("encoding", "utf-8"))
        t = self.table
        counted = np.ones(t.rows, dtype=bool)
        for condition in case.get("filter", []):
            counted &= t.one_of(condition["column"], [condition["in"]]) == 0
        outcome = case["outcome"]
        ended = t.one_of(outcome["column"], [outcome["paid"], outcome["defaulted"], outcome.get("neither", []), outcome.get("declined", [])])
        self._named(counted & (ended < 0), outcome["column"], "neither paid nor defaulted by the specification")
        self.declined = np.flatnonzero(counted & (ended == 3))
        counted &= ended < 2
        self.at = np.flatnonzero(counted)
        self.bad = ended[self.at].astype(np.int64)
        self.test = self._half(split, self.at)
        # What a fit must not know of the granted rows it must not know of the declined ones: by a seed there is nothing to know.
        self.declined = self.declined if "seed" in split else self.declined[~self._half(split, self.declined)]
        for half, rows in (("fitted", self.bad[~self.test]), ("tested", self.bad[self.test])):
            if not 0 < rows.sum() < len(rows):
                raise Refused(f"{path}: of the {len(rows)} rows to be {half} {int(rows.sum())} defaulted: both kinds are needed")
        self._read, self._of_declined = {}, {}

    def _named(self, wrong, column, why):
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            cell = self.table.columns[column][row].as_py()
            self.table.refuse(row, column, f"{shown(cell)} is {why}")

    def _half(self, split, at):
        if "column" in split:
            half = self.table.one_of(split["column"], [split["train"], split["test"]])
            kept = np.zeros(self.table.rows, dtype=bool)
            kept[at] = True
            self._named(kept & (half < 0), split["column"], "in neither half by the specification")
            return half[at] == 1
        if "seed" in split:
            # The same rows whatever the library's version: an order of the row numbers by a hash that is written down.
            share = split.get("testShare", 0.3)
            return hashed(np.arange(len(at), dtype=np.uint64), split["seed"]) < share
        return self.days(split["date"])[at] >= datetime.date.fromisoformat(split["testFrom"]).toordinal()

    def days(self, source):
        """Days of a date column, for every row of the file."""
        cells, at = self.table.classes(source["column"])
        found = np.zeros(len(cells), dtype=np.int64)
        for i, cell in enumerate(cells):
            try:
                if "epoch" in source:
                    found[i] = datetime.date.fromisoformat(source["epoch"]).toordinal() + int(cell)
                    datetime.date.fromordinal(int(found[i]))
                else:
                    found[i] = datetime.date.fromisoformat(cell[:10]).toordinal()
            except (ValueError, OverflowError):
                self.table.refuse(int(np.flatnonzero(at == i)[0]), source["column"], f"{shown(cell)} is no date as the specification has it")
        return found[at]

    def numbers(self, item):
        """Whole numbers of the rows that count, and which are missing."""
        code = item["code"]
        if code not in self._read:
            values, missing = self.table.whole_numbers(chain_source(item))
            self._read[code] = values[self.at], missing[self.at]
            self._of_declined[code] = values[self.declined], missing[self.declined]
        return self._read[code]

    def numbers_of_declined(self, item):
        """The same of the declined rows."""
        self.numbers(item)
        return self._of_declined[item["code"]]


def hashed(numbers, seed):
    """Evenly in 0 to 1: the finaliser of SplitMix64 (Steele, Lea and Flood 2014) over row number and seed."""
    with np.errstate(over="ignore"):
        z = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed) * np.uint64(0xD1342543DE82EF95)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return z.astype(np.float64) / 2.0**64
