import { blake2b } from "@noble/hashes/blake2.js";
import { type Bytes, concat, toHex, utf8 } from "./bytes";

/** BLAKE2b-256. */
export const fingerprint = (bytes: Uint8Array): Bytes => blake2b(bytes, { dkLen: 32 }) as Bytes;

const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** All networks of Lingnan write accounts with this number in front. */
const PREFIX = 42;

/** An account as people see it (SS58). polkadot-api would bring its whole codec into the worker for this. */
export function accountOf(publicKey: Uint8Array): string {
	const body = concat(Uint8Array.of(PREFIX), publicKey);
	const sum = blake2b(concat(utf8("SS58PRE"), body), { dkLen: 64 });
	const whole = concat(body, sum.subarray(0, 2));
	let number = BigInt(`0x${toHex(whole)}`);
	let text = "";
	for (; number > 0n; number /= 58n) text = DIGITS[Number(number % 58n)] + text;
	return text;
}
