#!/usr/bin/env bash
# python-stdnum 2.2 takes Legal Entity Identifiers whose check digits no issuer can have made.
#
# ISO 17442 makes the two check digits as 98 less the remainder by 97, so that they run from 02 to 98. `stdnum.lei` asks only
# that the whole number leaves 1, which is true of a second spelling of some numbers: ...97 is also taken as ...00. Two spellings of
# one identifier are two firms to whatever compares text. The `mod_97_10` of the same package makes the first one only: comparing with
# that is the way out. Seen 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install python-stdnum==2.2
"$work/python/bin/python" - <<'PYTHON'
from stdnum import lei
from stdnum.iso7064 import mod_97_10

issued, other = "254900HQPHV68BZ1T297", "254900HQPHV68BZ1T200"
made = mod_97_10.calc_check_digits(issued[:18])
print(f"made: {made}; {issued}: {lei.is_valid(issued)}; {other}: {lei.is_valid(other)}")
assert made == "97" and lei.is_valid(issued)
assert lei.is_valid(other), f"{other} is refused now: this finding is over"
PYTHON
