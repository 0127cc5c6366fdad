// The chain's metadata, from which the types of questions and calls are made: `write` takes it from a running node and leaves its
// words out, `check` says whether a node's is the same, `types` makes the types from the file (chain/types.d.ts and common.d.ts,
// which git does not keep).
//
//   node chain/metadata.mjs write|check|types [http://127.0.0.1:9944]

import { readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateMultipleDescriptors } from "@polkadot-api/codegen";
import { compactNumber, decAnyMetadata, metadata as codec, unifyMetadata } from "@polkadot-api/substrate-bindings";

const VERSION = 16;
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What the node answers, without the marks of an option and of a list of bytes around it. */
async function ofNode(url) {
	const params = ["Metadata_metadata_at_version", `0x${Buffer.from([VERSION, 0, 0, 0]).toString("hex")}`];
	const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "state_call", params });
	const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
	const { result, error } = await answer.json();
	if (error) throw new Error(error.message);
	const bytes = new Uint8Array(Buffer.from(result.slice(2), "hex")); // of a part of a buffer the whole would be read
	if (bytes[0] !== 1) throw new Error(`the node has no metadata of version ${VERSION}`);
	const length = compactNumber.dec(bytes.slice(1));
	const marks = 1 + compactNumber.enc(length).length;
	return withoutWords(bytes.slice(marks, marks + length));
}

/** The page has texts of its own, and two fifths of the metadata are words. */
function withoutWords(bytes) {
	const whole = decAnyMetadata(bytes);
	const strip = (part) => {
		if (part instanceof Uint8Array || typeof part !== "object" || part === null) return part;
		if (Array.isArray(part)) return part.map(strip);
		return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, name === "docs" ? [] : strip(value)]));
	};
	return codec.enc(strip(whole));
}

function writeTypes(bytes) {
	const metadata = unifyMetadata(decAnyMetadata(bytes));
	const made = generateMultipleDescriptors([{ key: "lingnan", metadata, knownTypes: {} }], {
		client: "polkadot-api",
		types: "./common",
		common: "./unused",
		metadataTypes: "./unused",
		descriptorValues: "./unused",
	});
	const head = "// Made by `npm run types` from metadata.scale. Not edited by hand.\n";
	// Types alone: what the page needs at run time it makes from the metadata itself.
	const { content } = made.descriptorTypesFiles[0];
	const types = content
		.replace(/^\s*import \{ toBinary \}.*$/m, "")
		.replace(/^\s*const descriptorValues = [\s\S]*?;$/m, "")
		.replace(/^\s*const metadataTypes = [\s\S]*?\);$/m, "")
		.replace(/^const (asset|extensions|getMetadata|genesis|_allDescriptors)[\s\S]*?(?=\n\n|\ntype |\nexport |\nconst )/gm, "")
		.replace(/^export default _allDescriptors;$/m, "");
	writeFileSync(path("types.d.ts"), head + types);
	writeFileSync(path("common.d.ts"), head + made.typesFileContent.replace(/^export const .*_Enum as unknown.*$/gm, ""));
}

const [what, url = "http://127.0.0.1:9944"] = process.argv.slice(2);
const kept = () => new Uint8Array(readFileSync(path("metadata.scale")));
if (what === "write") {
	const bytes = await ofNode(url);
	writeFileSync(path("metadata.scale"), bytes);
	writeTypes(bytes);
} else if (what === "types") {
	const age = (name) => statSync(path(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
	// Made last of the two: what is newer than its source is not made again, for it takes ten seconds.
	if (age("common.d.ts") <= Math.max(age("metadata.scale"), age("metadata.mjs"))) writeTypes(kept());
} else if (what === "check") {
	if (!Buffer.from(kept()).equals(Buffer.from(await ofNode(url)))) {
		console.error("portal/chain/metadata.scale is not what the node has: run `npm run metadata`");
		process.exit(1);
	}
} else {
	console.error("usage: node chain/metadata.mjs write|check|types [URL]");
	process.exit(2);
}
