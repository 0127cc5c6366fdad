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

/** What a node said and no light client has found right. It lasts as long as the page: a later visit would judge by the word of a
 * node that nobody checks any more. */
let said: Kept = {};

/** Notes a set; a node's word never takes the place of what was verified, and is not kept. */
export function keep(genesis: string, { keys, set, at, verified }: Known): void {
	const now = { keys: keys.map(([key, weight]): [string, string] => [key, String(weight)]), set: String(set), at, verified };
	const others = (of: Kept) => (of[genesis] ?? []).filter((one) => one.set !== now.set);
	if (!verified) {
		said = { ...said, [genesis]: [now, ...others(said)].slice(0, MOST) };
		return;
	}
	said = { ...said, [genesis]: others(said) };
	const kept = read();
	// What an earlier release kept on a node's word goes.
	const before = others(kept).filter((one) => one.verified);
	try {
		localStorage.setItem(NAME, JSON.stringify({ ...kept, [genesis]: [now, ...before].slice(0, MOST) }));
	} catch {
		// As above.
	}
}

/** The node turned out to differ from the light client: nothing that it alone said is known any more. */
export function forgetSaid(): void {
	said = {};
}

export function known(genesis: string, set: bigint): Known | undefined {
	const ofSet = (one: Kept[string][number]) => one.set === String(set);
	const found = read()[genesis]?.find((one) => ofSet(one) && one.verified) ?? said[genesis]?.find(ofSet);
	return found && { ...found, set, keys: found.keys.map(([key, weight]): [string, bigint] => [key, BigInt(weight)]) };
}
