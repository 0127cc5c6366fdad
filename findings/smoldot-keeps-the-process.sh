#!/usr/bin/env bash
# smoldot 3.4.1 keeps its process for a minute after `terminate()` has resolved, though no chain was ever added.
#
# The manual's way to end is `await client.terminate()`. A timer of one minute stays behind (Node.js lists a `Timeout` among what is
# active), so a command line tool or a test that has done its work hangs for that minute before it ends. Who cannot wait calls
# `process.exit()`. Seen 2026-11-30 with Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . smoldot@3.4.1
cat >ends.mjs <<'JAVASCRIPT'
import { start } from "smoldot";

const client = start({ maxLogLevel: 0 });
await client.terminate();
console.log(`terminated; still active: ${process.getActiveResourcesInfo()}`);
JAVASCRIPT
began=$SECONDS
node ends.mjs | tee output
lasted=$((SECONDS - began))
grep -q 'still active: .*Timeout' output || { echo "CHANGED: nothing is active after terminate()"; exit 1; }
[ "$lasted" -ge 30 ] || { echo "CHANGED: the process ended after $lasted s"; exit 1; }
echo "As described: the process ended $lasted s after it began."
