import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { getPublicKey, HDKD, secretFromSeed } from "@scure/sr25519";
import { accountOf, fingerprint } from "./account";
import { type Bytes, concat, utf8 } from "./bytes";
import { keyFault } from "./errors";

/** The phrase that is printed in every manual: its keys are everybody's, so they are for rehearsals alone. */
const DEVELOPMENT = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const KNOWN: ReadonlySet<string> = new Set(wordlist);

/** What signs: as Ed25519 expands it (`secretFromSeed`), the form that key files hold, too. */
export interface Pair {
	secret: Bytes;
	publicKey: Bytes;
	account: string;
}

export function pairOf(secret: Uint8Array): Pair {
	const publicKey = getPublicKey(secret) as Bytes;
	return { secret: secret as Bytes, publicKey, account: accountOf(publicKey) };
}

/** Twelve words. */
export const wordsOf = (entropy: Uint8Array): string => entropyToMnemonic(entropy, wordlist as string[]);

/** What people type: capitals, more than one space, commas and line breaks are no mistakes. */
export const split = (text: string): string[] =>
	text
		.normalize("NFKD")
		.toLowerCase()
		.split(/[\s,.;]+|\d+[.)]?/)
		.filter(Boolean);

/** The entropy of words, or a refusal that says which word is none. */
export function entropyOf(text: string): Bytes {
	const words = split(text);
	if (words.length !== 12 && words.length !== 24) throw keyFault("WordsCount", String(words.length));
	const unknown = words.findIndex((word) => !KNOWN.has(word));
	if (unknown >= 0) throw keyFault("WordUnknown", String(unknown + 1));
	try {
		return mnemonicToEntropy(words.join(" "), wordlist as string[]) as Bytes;
	} catch {
		throw keyFault("WordsTypo");
	}
}

/** Substrate's way: PBKDF2 over the entropy. BIP39's own, over the words' letters, gives another key. */
export function pairOfEntropy(entropy: Uint8Array): Pair {
	const seed = pbkdf2(sha512, entropy, utf8("mnemonic"), { c: 2048, dkLen: 64 });
	const pair = pairOf(secretFromSeed(seed.subarray(0, 32)));
	seed.fill(0);
	return pair;
}

/** A key of everybody's, by its path of hard steps: `//agency//tax`. */
export function developmentPair(path: string): Pair {
	const steps = path.match(/\/\/[^/]+/g) ?? [];
	if (!steps.length || steps.join("") !== path) throw keyFault("NoKey", path);
	const root = pairOfEntropy(entropyOf(DEVELOPMENT)).secret;
	return pairOf(steps.reduce((secret: Uint8Array, step) => HDKD.secretHard(secret, chainCode(step.slice(2))), root));
}

/** A step that is a number counts as one, any other as a string. */
function chainCode(step: string): Bytes {
	const code = new Uint8Array(32);
	if (/^\d+$/.test(step) && BigInt(step) < 1n << 64n) {
		new DataView(code.buffer).setBigUint64(0, BigInt(step), true);
		return code;
	}
	const text = utf8(step);
	const scale = concat(compact(text.length), text);
	if (scale.length > 32) return fingerprint(scale);
	code.set(scale);
	return code;
}

const compact = (length: number) =>
	length < 64 ? Uint8Array.of(length << 2) : Uint8Array.of(((length << 2) | 1) & 255, length >> 6);
