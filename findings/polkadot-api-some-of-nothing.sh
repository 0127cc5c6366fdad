#!/usr/bin/env bash
# polkadot-api 2.2.2 (@polkadot-api/substrate-bindings 0.20.3): an `Option` of a type without a value, such as `Option<()>`, reads as
# `undefined` whether it is Some or None, and what is written back is None.
#
# SCALE has two encodings, 01 and 00. Who decodes a call, shows it and encodes it again has another call: another hash, and where Some
# switches something on, another meaning. The portal therefore compares the hash of what it encodes with the hash that is voted on
# or signed before it shows a button (decisions 271 and 276). Seen 2026-11-30 with Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @polkadot-api/substrate-bindings@0.20.3
cat >option.mjs <<'JAVASCRIPT'
import { _void, Option } from "@polkadot-api/substrate-bindings";

const codec = Option(_void);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
for (const written of ["01", "00"]) {
	const read = codec.dec(`0x${written}`);
	console.log(`${written} reads as ${read}, and is written as ${hex(codec.enc(read))}`);
}
JAVASCRIPT
node option.mjs | tee output
grep -qx '01 reads as undefined, and is written as 00' output || { echo "CHANGED: Some is told from None"; exit 1; }
grep -qx '00 reads as undefined, and is written as 00' output || { echo "CHANGED: None reads otherwise"; exit 1; }
echo "As described: Some of nothing became None."
