// Writes the files of a network for the page, from a node that runs: network.json, the specification with the node's address
// for the light client, and the names of chain-spec in other languages.
//
//   node portal/network.mjs ws://127.0.0.1:9944 /ip4/127.0.0.1/tcp/30334/ws FOLDER [GATEWAY…] <specification.json
//
// With gateways, `https://…`, the page asks them and no node; it begins with the validators that this node says are in force.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { validatorsOf } from "./validators.mjs";
import { text } from "node:stream/consumers";
import { writeNames } from "./locale/names.mjs";

const [url, listens, folder, ...gateways] = process.argv.slice(2);
if (!folder) {
	console.error("usage: node network.mjs NODE_URL LISTEN_ADDRESS FOLDER [GATEWAY...] <SPECIFICATION");
	process.exit(2);
}

async function rpc(method, params = []) {
	const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
	const answer = await fetch(url.replace(/^ws/, "http"), { method: "POST", headers: { "content-type": "application/json" }, body });
	const { result, error } = await answer.json();
	if (error) throw new Error(`${method}: ${error.message}`);
	return result;
}

const specification = JSON.parse(await text(process.stdin));
specification.bootNodes = [`${listens}/p2p/${await rpc("system_localPeerId")}`];
writeFileSync(join(folder, "chain-spec.json"), JSON.stringify(specification));

// `lingnan-hong-kong`, `lingnan-guangdong-dev`, …
const place = /hong-kong/.test(specification.id) ? "HongKong" : /macao/.test(specification.id) ? "Macao" : "Guangdong";
writeNames({ Guangdong: "guangdong", HongKong: "hong-kong", Macao: "macao" }[place], folder);
const network = {
	name: specification.name,
	place,
	nodes: [url],
	genesis: await rpc("chain_getBlockHash", [0]),
	rehearsal: specification.chainType === "Development" || specification.chainType === "Local",
	chainSpec: "chain-spec.json",
	names: "names.json",
	...(gateways.length > 0 && { gateways, validators: await validatorsOf(rpc) }),
	// Where an operator sends notices, if one does.
	...(process.env.LINGNAN_NOTICES && { notices: process.env.LINGNAN_NOTICES }),
};
writeFileSync(join(folder, "network.json"), `${JSON.stringify(network, undefined, "\t")}\n`);
