// Takes a justification, a header and a state proof from a running network (`scripts/network 4`) into proofs.json.
//
//   cd portal && node --experimental-websocket wasm/tests/take-proofs.mjs ws://127.0.0.1:9944

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { blockHeader, Twox128 } from "@polkadot-api/substrate-bindings";

const [url = "ws://127.0.0.1:9944"] = process.argv.slice(2);
const socket = new WebSocket(url);
const waiting = new Map();
let heard = () => {};
socket.onmessage = ({ data }) => {
	const { id, result, error, method, params } = JSON.parse(data);
	if (method === "grandpa_justifications") heard(params.result);
	else if (error) waiting.get(id).fail(new Error(error.message));
	else waiting.get(id).done(result);
};
await new Promise((done) => (socket.onopen = done));
let calls = 0;
const ask = (method, ...params) =>
	new Promise((done, fail) => {
		waiting.set(++calls, { done, fail });
		socket.send(JSON.stringify({ jsonrpc: "2.0", id: calls, method, params }));
	});

const bytes = (hex) => Uint8Array.from(Buffer.from(hex.slice(2), "hex"));
const hex = (data) => `0x${Buffer.from(data).toString("hex")}`;
const key = (pallet, entry) =>
	hex(Buffer.concat([pallet, entry].map((name) => Twox128(new TextEncoder().encode(name)))));

// One whose votes lead over headers to the block, if there is one soon.
const justification = await new Promise((done) => {
	let count = 0;
	heard = (one) => {
		count += 1;
		if (bytes(one).length > 1_000 || count > 60) done(one);
	};
	ask("grandpa_subscribeJustifications");
});
const target = hex(bytes(justification).slice(8, 40));
const fields = await ask("chain_getHeader", target);
const digests = { "06": "preRuntime", "05": "seal", "04": "consensus" };
const header = blockHeader.enc({
	parentHash: fields.parentHash,
	number: Number(fields.number),
	stateRoot: fields.stateRoot,
	extrinsicRoot: fields.extrinsicsRoot,
	digests: fields.digest.logs.map((log) => {
		const item = bytes(log);
		const short = item[5] & 3;
		const length = short === 0 ? 1 : short === 1 ? 2 : 4;
		return {
			type: digests[log.slice(2, 4)],
			value: { engine: new TextDecoder().decode(item.slice(1, 5)), payload: hex(item.slice(5 + length)) },
		};
	}),
});
const keys = [key("Timestamp", "Now"), key("Attestations", "NextAgency"), key("Nothing", "Here")];
const { proof } = await ask("state_getReadProof", keys, target);
const values = await Promise.all(keys.map((one) => ask("state_getStorage", one, target)));
const validators = await ask("state_call", "GrandpaApi_grandpa_authorities", "0x", target);
const set = await ask("state_call", "GrandpaApi_current_set_id", "0x", target);
const taken = { hash: target, header: hex(header), justification, validators, set, keys, proof, values };
writeFileSync(fileURLToPath(new URL("proofs.json", import.meta.url)), `${JSON.stringify(taken, null, "\t")}\n`);
console.log(JSON.stringify(taken).length, "bytes of", Number(fields.number));
process.exit(0);
