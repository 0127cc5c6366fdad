#!/usr/bin/env bash
# python-stdnum 2.2 refuses the Unified Social Credit Codes that agriculture departments give out.
#
# GB 32100-2015 lets the first place name the department that registered a body: digits for most, and the letters A (military), N
# (agriculture) and Y (others). Village collectives and their companies, which borrow like small firms, have codes that begin
# with N. `stdnum.cn.uscc` wants eight digits at the front and answers InvalidFormat to each of them, whatever the check
# character; the same body with a 9 in the first place and the check character to match is taken. Who cleans a file of
# enterprises with it loses all of them as malformed. Seen 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" --quiet install python-stdnum==2.2
"$work/python/bin/python" - <<'PYTHON'
from stdnum.cn import uscc
from stdnum.exceptions import InvalidFormat

# The check character by the standard: weights 3^i modulo 31 over its alphabet.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check(body):
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[-total % 31]


company, collective = with_check("92440103MF1234567"), with_check("N2440103MF1234567")
assert uscc.validate(company) == company
try:
    uscc.validate(collective)
    raise SystemExit(f"{collective} is taken now: this finding is over")
except InvalidFormat as refused:
    print(f"{company} is taken; {collective}: {refused}")
PYTHON
