import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { type Bytes, concat, equal, fromBase64, random, toBase64, utf8 } from "./bytes";
import { keyFault } from "./errors";
import { type Pair, pairOf } from "./words";

/**
 * Key files as wallets and the command `lingnan` write and read them: polkadot-js' JSON, version 3. `encoded` is, in base64: 32
 * bytes of salt, N, p and r of scrypt (32 bits each, little endian), 24 bytes of nonce, and the box around 16 bytes of heading,
 * the secret key of 64, 5 bytes of divider and the public key of 32.
 */
const CONTENT = ["pkcs8", "sr25519"];
const TYPE = ["scrypt", "xsalsa20-poly1305"];
const VERSION = "3";
const SALT = 32;
const NONCE = 24;
const HEAD = SALT + 12 + NONCE;
const TAG = 16;
const HEADING = Uint8Array.of(48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);
const DIVIDER = Uint8Array.of(161, 35, 3, 33, 0);
const SECRET = 64;

/** What @polkadot/keyring 14 writes (131,072) older wallets refuse under the same version. */
export const WRITTEN = { N: 32_768, p: 1, r: 8 };
/** What wallets have written: anything else could cost minutes, or next to nothing to guess. */
const TAKEN = [
	[8_192, 10],
	[16_384, 5],
	[32_768, 3],
	[32_768, 1],
	[65_536, 2],
	[131_072, 1],
] as const;

/** Without pauses: it runs in the worker, where nothing else waits. */
const stretch = (password: string, salt: Uint8Array, cost: { N: number; p: number; r: number }) =>
	scrypt(utf8(password), salt, { ...cost, dkLen: 32, maxmem: 2 ** 28 + 2 ** 20 });

/** The key of a password, with the cost of key files. */
export const stretched = (password: string, salt: Uint8Array) => stretch(password, salt, WRITTEN) as Bytes;

export function writeKeyFile(pair: Pair, password: string, name: string): string {
	const [salt, nonce] = [random(SALT), random(NONCE)];
	const cost = new DataView(new ArrayBuffer(12));
	[WRITTEN.N, WRITTEN.p, WRITTEN.r].forEach((number, at) => cost.setUint32(4 * at, number, true));
	const plain = concat(HEADING, pair.secret, DIVIDER, pair.publicKey);
	const key = stretch(password, salt, WRITTEN);
	const box = xsalsa20poly1305(key, nonce).encrypt(plain);
	key.fill(0);
	plain.fill(0);
	return JSON.stringify(
		{
			encoded: toBase64(concat(salt, new Uint8Array(cost.buffer), nonce, box)),
			encoding: { content: CONTENT, type: TYPE, version: VERSION },
			address: pair.account,
			meta: { name },
		},
		undefined,
		"\t",
	);
}

interface Form {
	encoded: string;
	encoding: { content: string[]; type: string[]; version: string };
}

function isForm(form: unknown): form is Form {
	const { encoded, encoding } = (form ?? {}) as Partial<Form>;
	return typeof encoded === "string" && Array.isArray(encoding?.content) && [encoding.type].flat().length > 0;
}

function parsed(text: string): Form {
	try {
		const form: unknown = JSON.parse(text);
		if (isForm(form)) return form;
	} catch {
		// No JSON is no key file either.
	}
	throw keyFault("NotAKeyFile");
}

export function readKeyFile(text: string, password: string): Pair {
	const { encoded, encoding } = parsed(text);
	const types = [encoding.type].flat();
	if (types.includes("none")) throw keyFault("KeyFileOpen");
	if (encoding.version !== VERSION || `${encoding.content}` !== `${CONTENT}` || `${types}` !== `${TYPE}`) {
		throw keyFault("KeyFileForeign", `${encoding.content.join(", ")}, ${encoding.version}`);
	}
	const bytes = fromBase64(encoded);
	if (!bytes || bytes.length < HEAD + TAG) throw keyFault("KeyFileDamaged");
	const cost = new DataView(bytes.buffer, SALT, 12);
	const [N, p, r] = [0, 4, 8].map((at) => cost.getUint32(at, true)) as [number, number, number];
	if (r !== 8 || !TAKEN.some((taken) => taken[0] === N && taken[1] === p)) throw keyFault("KeyFileCostly", String(N));
	const key = stretch(password, bytes.subarray(0, SALT), { N, p, r });
	return unpacked(opened(bytes, key));
}

function opened(bytes: Uint8Array, key: Uint8Array): Uint8Array {
	try {
		return xsalsa20poly1305(key, bytes.subarray(SALT + 12, HEAD)).decrypt(bytes.subarray(HEAD));
	} catch {
		throw keyFault("WrongPassword");
	} finally {
		key.fill(0);
	}
}

function unpacked(plain: Uint8Array): Pair {
	const at = HEADING.length + SECRET;
	const ours =
		plain.length === at + DIVIDER.length + 32 &&
		equal(plain.subarray(0, HEADING.length), HEADING) &&
		equal(plain.subarray(at, at + DIVIDER.length), DIVIDER);
	if (!ours) throw keyFault("KeyFileDamaged");
	const pair = pairOf(plain.slice(HEADING.length, at));
	const belongs = equal(pair.publicKey, plain.subarray(at + DIVIDER.length));
	plain.fill(0);
	if (!belongs) throw keyFault("KeyFileDamaged");
	return pair;
}
