#!/usr/bin/env bash
# RocksDB (here by rocksdict 0.3.29 of PyPI): a process that opens and closes any file descriptor of its own database's LOCK file, or a
# copy of the one that is open, has no lock any more, and another process opens the same database for writing without a word.
#
# RocksDB locks by fcntl, and such a lock belongs to the process and the file, not to the descriptor: POSIX ends it at the first
# close. Whatever walks through a program's own open files is enough: a check of leaks, a backup inside of the process. In Lingnan it
# was a loop that copied each of them to set an option on sockets; two programs wrote into one database, and it was lost. Locks
# by flock do not behave so. Seen 2026-12-01 on Linux with CPython 3.11.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rocksdict==0.3.29
cat >second.py <<'PYTHON'
import sys
from rocksdict import Rdict

try:
    Rdict(sys.argv[1]).close()
    print("a second process opens it")
except Exception as error:
    print("a second process is refused:", "lock" in str(error).lower())
PYTHON
cat >first.py <<'PYTHON'
import subprocess, sys
from rocksdict import Rdict

def second():
    done = subprocess.run([sys.executable, "second.py", "base"], capture_output=True, text=True, check=True)
    return done.stdout.strip()

held = Rdict("base")
held["key"] = "value"
print("while it is open:", second())
open("base/LOCK").close()
print("after its own LOCK was read and closed:", second())
PYTHON
venv/bin/python first.py | tee output
grep -qx 'while it is open: a second process is refused: True' output || { echo "CHANGED: nothing is locked"; exit 1; }
grep -qx 'after its own LOCK was read and closed: a second process opens it' output || { echo "CHANGED: the lock holds"; exit 1; }
echo "As described: one close ended the lock."
