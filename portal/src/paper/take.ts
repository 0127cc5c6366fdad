// Takes the evidence from a node: what was made final just now, its state's records, and how both are proved.

import { compact, u64 as wide } from "@polkadot-api/substrate-bindings";
import type { Codecs } from "../chain/codec";
import type { Header } from "../chain/node";
import type { Rules } from "../rules/rules";
import { type Evidence, LAYOUT } from "./evidence";
import { read } from "./read";
import type { Get } from "./records";

/** A node, as far as papers need it. */
export interface Line {
	call<T>(method: string, params?: unknown[]): Promise<T>;
	next<T>(subscribe: string, unsubscribe: string): Promise<T>;
}

const unhex = (hex: string) => Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

type Asked = Pick<Evidence, "kind" | "lang" | "place" | "id" | "firm">;

export async function take(asked: Asked, line: Line, chain: Codecs, rules: Rules, headerBytes: (header: Header) => Uint8Array): Promise<Evidence> {
	const genesis = await line.call<string>("chain_getBlockHash", [0]);
	// Each that is made final comes with the votes; only every sixteenth block's are kept by nodes.
	for (let tries = 1; ; tries += 1) {
		const justification = unhex(await line.next<string>("grandpa_subscribeJustifications", "grandpa_unsubscribeJustifications"));
		const block = hex(justification.subarray(8, 40)); // behind the round's number
		const [header, set, keys] = await Promise.all([
			line.call<Header>("chain_getHeader", [block]),
			line.call<string>("state_call", ["GrandpaApi_current_set_id", "0x", block]),
			line.call<string>("state_call", ["GrandpaApi_grandpa_authorities", "0x", block]),
		]);
		const wanted = new Set<string>();
		const get: Get = async (name, args) => {
			const [pallet = "", entry = ""] = name.split(".");
			const coder = chain.storage(pallet, entry);
			const key = coder.key(args);
			wanted.add(key);
			return coder.value(await line.call<string | null>("state_getStorage", [key, block])) as never;
		};
		const evidence: Evidence = {
			...asked,
			layout: LAYOUT,
			genesis,
			header: headerBytes(header),
			proof: [],
			justification,
			set: wide.dec(set),
			validators: authorities(keys),
		};
		await read(evidence, get, rules);
		const { proof } = await line.call<{ proof: string[] }>("state_getReadProof", [[...wanted], block]);
		evidence.proof = proof.map(unhex);
		try {
			// Where the validators change, the state names the next ones already.
			await rules.verifyJustification({ justification, validators: { keys: evidence.validators, set: evidence.set }, block });
			return evidence;
		} catch (fault) {
			if (tries === 3) throw fault;
		}
	}
}

/** A list of keys, each with its weight. */
function authorities(scale: string): [string, bigint][] {
	const bytes = unhex(scale);
	const count = Number(compact.dec(bytes));
	const from = bytes.length - count * 40;
	return Array.from({ length: count }, (_, at) => {
		const one = bytes.subarray(from + at * 40, from + (at + 1) * 40);
		return [hex(one.subarray(0, 32)), wide.dec(one.slice(32))];
	});
}
