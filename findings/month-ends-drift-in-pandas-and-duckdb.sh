#!/usr/bin/env bash
# pandas 3.1.1 and DuckDB 2.0.1 make a monthly series from the 31st of January that goes on by the 28th from February on.
#
# A loan that is drawn on the 31st falls due on the last day of short months and on the 31st of the others. `pandas.date_range` with
# `DateOffset(months=1)` and DuckDB's `generate_series` with `interval 1 month` add a month to the day before, not to the first one: what
# February takes away never comes back. Instalments are then asked for up to three days early, and the last one is not on the day of
# the contract, though pandas was told that day as `end`: it gives 28 July for a series of seven that ends on 31 July. In leap years it
# is the 29th. Polars 2.1.0 counts from the first day with the same words. In the other two, add i months to the first day for each i:
# `start + DateOffset(months=i)`, `start + to_months(i)`. Freq "ME" is right for the 31st only: from the 30th it gives the 31st.
# Seen 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install pandas==3.1.1 duckdb==2.0.1 polars==2.1.0
"$work/python/bin/python" - <<'PYTHON'
from datetime import date

import duckdb
import pandas
import polars

MONTH = pandas.DateOffset(months=1)
start, end = date(2026, 1, 31), date(2026, 7, 31)
due = "01-31 02-28 03-31 04-30 05-31 06-30 07-31"
drifted = "01-31 02-28 03-28 04-28 05-28 06-28 07-28"
series = f"generate_series(date '{start}', date '{end}', interval 1 month)"


def by_duckdb(query):
    return [day for (day,) in duckdb.sql(query).fetchall()]


changed = False
for name, expected, days in [
    ("pandas, start and end", drifted, pandas.date_range(start, end, freq=MONTH)),
    ("pandas, end and seven", drifted, pandas.date_range(end=end, periods=7, freq=MONTH)),
    ("DuckDB, series", drifted, by_duckdb(f"select unnest({series})")),
    ("Polars, date_range", due, polars.date_range(start, end, "1mo", eager=True)),
    ("pandas, from the first day", due, [pandas.Timestamp(start) + pandas.DateOffset(months=i) for i in range(7)]),
    ("DuckDB, from the first day", due, by_duckdb(f"select date '{start}' + to_months(i::integer) from range(7) months(i)")),
]:
    seen = " ".join(f"{day:%m-%d}" for day in days)
    print(f"{name}: {seen}")
    if seen != expected:
        print(f"CHANGED: was {expected}")
        changed = True
the_30th = pandas.date_range("2026-01-30", periods=3, freq="ME")
print("pandas, ME from the 30th:", " ".join(f"{day:%m-%d}" for day in the_30th))
if the_30th[0].day != 31:
    print("CHANGED: ME keeps the 30th")
    changed = True
if changed:
    raise SystemExit(1)
print("As described: what February takes away never comes back.")
PYTHON
