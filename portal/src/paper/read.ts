// From evidence to what it says.

import type { Codecs } from "../chain/codec";
import { parseNumber } from "../firm/numbers";
import type { Rules } from "../rules/rules";
import type { Header } from "../rules/types";
import { consent } from "./consent";
import type { Evidence } from "./evidence";
import { lien } from "./lien";
import { rating } from "./rating";
import type { Get } from "./records";
import type { Paper } from "./sheet";
import { statement } from "./statement";

/** What records say. */
export function read({ kind, id, firm }: Evidence, get: Get, rules: Rules): Promise<Paper> {
	return { statement, rating, consent, lien }[kind]({ get, rules, id, firm: parseNumber(firm) });
}

const unhex = (hex: string) => Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** The same out of the paper's own proof: refused where it does not show a record that is asked for. */
export async function readProved(evidence: Evidence, chain: Codecs, rules: Rules): Promise<{ paper: Paper; header: Header }> {
	const header = await rules.readHeader(evidence.header.slice());
	const get: Get = async (name, args) => {
		const [pallet = "", entry = ""] = name.split(".");
		const coder = chain.storage(pallet, entry);
		const [value] = await rules.verifyStorageProof({ root: header.state_root, nodes: evidence.proof, keys: [unhex(coder.key(args))] });
		return coder.value(value === undefined ? null : hex(value)) as never;
	};
	return { paper: await read(evidence, get, rules), header };
}
