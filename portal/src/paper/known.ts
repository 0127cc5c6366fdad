// Which validators this browser knows, and since when: by them it judges papers without a line.

import type { Validators } from "../rules";

export interface Known extends Validators {
	/** When this browser last learnt it, in milliseconds since 1970. */
	at: number;
	/** Whether a light client found it right, or a node said so. */
	verified: boolean;
}
/** By the hash of the network's first block. */
type Kept = Record<string, { keys: [string, string][]; set: string; at: number; verified: boolean }[]>;

const NAME = "validators";
/** Sets of a network that are kept: papers are judged by the set that voted for them. */
const MOST = 12;

function read(): Kept {
	try {
		return JSON.parse(localStorage.getItem(NAME) ?? "{}") as Kept;
	} catch {
		return {}; // without storage each visit begins anew
	}
}

/** Keeps a set; a node's word never takes the place of what was verified. */
export function keep(genesis: string, { keys, set, at, verified }: Known): void {
	const kept = read();
	const before = kept[genesis] ?? [];
	const same = before.find((one) => one.set === String(set));
	const texts = keys.map(([key, weight]): [string, string] => [key, String(weight)]);
	if (same?.verified && !verified && JSON.stringify(same.keys) !== JSON.stringify(texts)) return;
	const now = { keys: texts, set: String(set), at, verified: verified || (same?.verified ?? false) };
	const others = before.filter((one) => one !== same);
	try {
		localStorage.setItem(NAME, JSON.stringify({ ...kept, [genesis]: [now, ...others].slice(0, MOST) }));
	} catch {
		// As above.
	}
}

export function known(genesis: string, set: bigint): Known | undefined {
	const found = read()[genesis]?.find((one) => one.set === String(set));
	return found && { ...found, set, keys: found.keys.map(([key, weight]): [string, bigint] => [key, BigInt(weight)]) };
}
