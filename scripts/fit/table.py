"""Files as they come: cells as text, and the whole numbers that the chain makes of them.

Reading follows the mapping format of chain-spec/README.md, exactly, for half a million rows at a time. What is wrong is
named by its line (CSV) or row (Parquet) and its column, and an error repeats 20 characters of a cell at most.
"""

import csv
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

DECIMAL = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$"
INTEGER = range(-(2**63), 2**63)


class Refused(Exception):
    """What is wrong, in words for whoever wrote the file."""


def shown(cell):
    return repr(cell if len(cell) <= 20 else cell[:20] + "…")


class Table:
    """The named columns of a file, as text without blanks around it."""

    def __init__(self, path, columns, encoding="utf-8"):
        self.path, self.encoding = path, encoding
        self.parquet = path.read_bytes()[:4] == b"PAR1" if path.stat().st_size < 1 << 20 else magic(path) == b"PAR1"
        names = self._names()
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise Refused(f"{path}: two columns are named {', '.join(map(repr, twice))}")
        unknown = [name for name in columns if name not in names]
        if unknown:
            raise Refused(f"{path}: there is no column {', '.join(map(repr, unknown))}; there are {', '.join(names[:60])}")
        table = self._parquet(columns) if self.parquet else self._csv(names, columns)
        self.rows = table.num_rows
        if not self.rows:
            raise Refused(f"{path}: there is no row")
        self.columns = {name: pc.utf8_trim_whitespace(table.column(name).combine_chunks()) for name in columns}

    def _names(self):
        if self.parquet:
            return list(pa.parquet.read_schema(self.path).names)
        with open(self.path, encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding, newline="") as file:
            try:
                return next(csv.reader(file), [])
            except UnicodeDecodeError as error:
                raise Refused(f"{self.path}: not {self.encoding}; name its `encoding` in the specification") from error

    def _parquet(self, columns):
        table = pa.parquet.read_table(self.path, columns=list(columns))
        return pa.table({name: as_text(table.column(name)) for name in columns})

    def _csv(self, names, columns):
        wrong = []

        def note(row):
            wrong.append(row)
            return "skip"

        quoted = self._has_quotes()
        if quoted:
            self._check_quotes(len(names))
        try:
            table = pa.csv.read_csv(
                self.path,
                read_options=pa.csv.ReadOptions(encoding=self.encoding, use_threads=True),
                parse_options=pa.csv.ParseOptions(newlines_in_values=quoted, invalid_row_handler=note),
                convert_options=pa.csv.ConvertOptions(
                    include_columns=list(columns), column_types={name: pa.string() for name in names},
                    strings_can_be_null=False))
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            raise Refused(f"{self.path}: {str(error).splitlines()[0][:120]}") from error
        if wrong:
            self._check_quotes(len(names))
            raise Refused(f"{self.path}: a row has {wrong[0].actual_columns} cells, the header {wrong[0].expected_columns}")
        return table

    def _has_quotes(self):
        with open(self.path, "rb") as file:
            return any(b'"' in piece for piece in iter(lambda: file.read(1 << 20), b""))

    def _check_quotes(self, width):
        """RFC 4180, strictly: a stray quote would swallow rows."""
        with open(self.path, encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding, newline="") as file:
            reader, begins = csv.reader(file, strict=True), 1
            try:
                for row in reader:
                    if row and len(row) != width:
                        raise Refused(f"{self.path}, line {begins}: {len(row)} cells, the header has {width}")
                    begins = reader.line_num + 1
            except csv.Error as error:
                raise Refused(f"{self.path}, line {begins}: a quote that opens there does not close as it should "
                              f"(RFC 4180): {error}") from error

    def place(self, row):
        """A row as people find it: the line of a CSV file, counted from 1, or the row of a Parquet file."""
        if self.parquet:
            return f"{self.path}, row {row + 1}"
        with open(self.path, encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding, newline="") as file:
            reader, seen, begins = csv.reader(file), -2, 1
            for cells in reader:
                seen += bool(cells)
                if seen == row:
                    break
                begins = reader.line_num + 1
        return f"{self.path}, line {begins}"

    def refuse(self, row, column, why):
        raise Refused(f"{self.place(row)}, column {column!r}: {why}")

    def classes(self, column):
        """The different cells of a column, and for each row which of them it has."""
        coded = self.columns[column].dictionary_encode()
        return np.array(coded.dictionary.to_pylist(), dtype=object), coded.indices.to_numpy()

    def one_of(self, column, groups, rows=None):
        """For each row the number of the group of cells that its cell is in; -1 where it is in none."""
        cells, at = self.classes(column)
        found = {cell: number for number, group in enumerate(groups) for cell in group}
        answer = np.array([found.get(cell, -1) for cell in cells], dtype=np.int64)[at]
        return answer if rows is None else answer[rows]

    def whole_numbers(self, source):
        """A number source: values, and which of them are missing. A `special` cell counts as missing, as it must on the chain."""
        cells, at = self.classes(source["column"])
        missing = np.isin(cells.astype(str), source.get("missing", [""]) + source.get("special", []))
        values = np.zeros(len(cells), dtype=np.int64)
        wrong = {}
        if "map" in source:
            for place in np.flatnonzero(~missing):
                found = source["map"].get(cells[place], source.get("otherwise"))
                if found is None:
                    wrong[place] = f"{shown(cells[place])} is not in the map, and there is no `otherwise`"
                else:
                    values[place] = found
        else:
            numbered = np.flatnonzero(~missing)
            values[numbered], wrong = scaled([cells[i] for i in numbered], source)
            wrong = {numbered[i]: why for i, why in wrong.items()}
        if wrong:
            row = int(np.flatnonzero(np.isin(at, list(wrong)))[0])
            self.refuse(row, source["column"], wrong[at[row]])
        return values[at], missing[at]


def magic(path):
    with open(path, "rb") as file:
        return file.read(4)


def as_text(column):
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        # A whole number that a tool made a decimal one of, because the column has gaps, is whole again.
        column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, kind))
        return pc.fill_null(pc.replace_substring_regex(column.cast(pa.string()), r"^(-?\d+)\.0$", r"\1"), "")
    return pc.fill_null(column.cast(pa.string()), "")


def exact(cell, source):
    """floor(cell x numerator / denominator + 1/2) + offset."""
    value = Fraction(cell) * source.get("numerator", 1) / source.get("denominator", 1)
    return math.floor(value + Fraction(1, 2)) + source.get("offset", 0)


def scaled(cells, source):
    """Whole numbers of many cells. Floating point decides where it cannot be wrong, fractions where it could."""
    if mark := source.get("thousands"):
        grouped = pd.Series(cells, dtype=object).str.fullmatch(r"[+-]?\d{1,3}(?:" + mark_pattern(mark) + r"\d{3})+(?:\.\d*)?")
        cells = [c.replace(mark, "") if g else c for c, g in zip(cells, grouped)]
    text = pa.array(cells, pa.string())
    decimal = pc.match_substring_regex(text, DECIMAL).to_numpy(zero_copy_only=False)
    wrong = {int(i): f"a decimal number is expected, not {shown(cells[i])}" for i in np.flatnonzero(~decimal)[:1]}
    rough = pd.to_numeric(pd.Series(cells, dtype=object).where(decimal, "0"), errors="coerce").to_numpy(dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):
        moved = rough * (source.get("numerator", 1) / source.get("denominator", 1)) + 0.5
    unsure = ~(np.abs(moved - np.rint(moved)) > 1e-13 * np.maximum(1, np.abs(moved)))
    values = np.floor(np.where(unsure, 0, moved)).astype(np.int64) + source.get("offset", 0)
    for i in np.flatnonzero(unsure & decimal):
        value = exact(cells[i], source)
        if value not in INTEGER:
            wrong[int(i)] = f"{shown(cells[i])} gives a number beyond 64 bits"
            break
        values[i] = value
    return values, wrong


def mark_pattern(mark):
    import re
    return re.escape(mark)
