// Several people who sign for one bank: the SDK's pallet `multisig`. The chain knows their common account alone, so the people and
// the number of signatures are told to this browser once, and must give an account that is a bank's.

import { blake2b } from "@noble/hashes/blake2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

const hash = (bytes: Uint8Array) => blake2b(bytes, { dkLen: 32 });
const u16 = (value: number) => Uint8Array.of(value & 255, value >> 8);

export function compare(a: Uint8Array, b: Uint8Array): number {
	for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
		const difference = (a[at] ?? 0) - (b[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

/** The public keys in the order that the chain wants them. */
export const sorted = (keys: Uint8Array[]) => [...keys].sort(compare);

/** SCALE's count of a list; a bank has fewer than 64 officers. */
const count = (length: number) => Uint8Array.of(length << 2);

/** The common account of these people. */
export function commonAccount(keys: Uint8Array[], threshold: number): Uint8Array {
	return hash(concatBytes(utf8ToBytes("modlpy/utilisuba"), count(keys.length), ...sorted(keys), u16(threshold)));
}

/** Two weights in SCALE's compact form stand behind the call. */
const LEAST_BEHIND = 2;
const MOST_BEHIND = 20;

/**
 * The call inside the transaction by which the first officer entered it. The chain keeps its hash alone, so whatever is found
 * here is what will be carried out, or nothing is found: a node cannot put another in its place.
 */
export function callIn(transaction: Uint8Array, callHash: Uint8Array, threshold: number, others: Uint8Array[]): Uint8Array | undefined {
	const before = concatBytes(u16(threshold), count(others.length), ...sorted(others), Uint8Array.of(0));
	const at = indexOf(transaction, before);
	if (at < 0) return undefined;
	const rest = transaction.subarray(at + before.length);
	for (let behind = LEAST_BEHIND; behind <= MOST_BEHIND && behind < rest.length; behind += 1) {
		const call = rest.subarray(0, rest.length - behind);
		// A copy: the codec reads the buffer behind a view from its start.
		if (compare(hash(call), callHash) === 0) return call.slice();
	}
	return undefined;
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
	for (let at = 0; at + part.length <= bytes.length; at += 1) {
		if (part.every((byte, offset) => bytes[at + offset] === byte)) return at;
	}
	return -1;
}
