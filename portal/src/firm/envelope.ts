// Files that agencies encrypt to a firm (sealing/src/envelope.rs, sealing/src/boxes.rs): opened here, in the browser.
// HPKE (RFC 9180), base mode, HKDF-SHA256 and ChaCha20-Poly1305; the KEM is X25519 (suite 1) or X-Wing (suite 2).

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { ml_kem768_x25519 as XWing } from "@noble/post-quantum/hybrid.js";

/** Why a file is not read; texts of the same name stand under `firm.open`. */
export type Unread = "noKey" | "otherKey" | "changed" | "otherFirm" | "unread";

export class Refused extends Error {
	constructor(
		readonly why: Unread,
		readonly file: string,
	) {
		super(`${file}: ${why}`);
	}
}

const suites = {
	1: { name: "x25519", kem: 0x0020, encapsulated: 32 },
	2: { name: "xwing", kem: 0x647a, encapsulated: 1_120 },
} as const;
type Suite = keyof typeof suites;

/** A firm's key for such files. It signs nothing. */
export interface Identity {
	suite: Suite;
	secret: Uint8Array;
	public: Uint8Array;
}

const none = new Uint8Array();
const be16 = (n: number) => new Uint8Array([n >> 8, n & 255]);
const text = utf8ToBytes;

function publicOf(suite: Suite, secret: Uint8Array): Uint8Array {
	return suite === 1 ? x25519.getPublicKey(secret) : XWing.keygen(secret).publicKey;
}

/** Reads what `lingnan key encryption` wrote. */
export function readIdentity(file: string, content: string): Identity {
	const line = content.split("\n").find((one) => /^(x25519|xwing)-secret:/.test(one.trim()));
	const [, name, digits] = line?.trim().match(/^(x25519|xwing)-secret:([0-9a-f]{64})$/) ?? [];
	if (!name || !digits) throw new Refused("unread", file);
	const suite: Suite = name === "x25519" ? 1 : 2;
	const secret = hexToBytes(digits);
	return { suite, secret, public: publicOf(suite, secret) };
}

/** Whether a text file is such a key. */
export const isIdentity = (content: string) => /^(x25519|xwing)-secret:/m.test(content);

const hash = (bytes: Uint8Array) => blake2b(bytes, { dkLen: 32 });

function labels(suiteId: Uint8Array) {
	const version = text("HPKE-v1");
	return {
		extract: (salt: Uint8Array, label: string, ikm: Uint8Array) =>
			extract(sha256, concatBytes(version, suiteId, text(label), ikm), salt),
		expand: (prk: Uint8Array, label: string, info: Uint8Array, length: number) =>
			expand(sha256, prk, concatBytes(be16(length), version, suiteId, text(label), info), length),
	};
}

/** What both sides share, of the encapsulated key. */
function decapsulate({ suite, secret, public: own }: Identity, encapsulated: Uint8Array): Uint8Array {
	if (suite === 2) return XWing.decapsulate(encapsulated, secret);
	const { extract, expand } = labels(concatBytes(text("KEM"), be16(suites[1].kem)));
	const prk = extract(none, "eae_prk", x25519.getSharedSecret(secret, encapsulated));
	return expand(prk, "shared_secret", concatBytes(encapsulated, own), 32);
}

function decrypt(identity: Identity, info: Uint8Array, bound: Uint8Array, box: Uint8Array): Uint8Array {
	const { kem, encapsulated } = suites[identity.suite];
	const shared = decapsulate(identity, box.subarray(0, encapsulated));
	const { extract, expand } = labels(concatBytes(text("HPKE"), be16(kem), be16(1), be16(3)));
	const context = concatBytes(new Uint8Array([0]), extract(none, "psk_id_hash", none), extract(none, "info_hash", info));
	const secret = extract(shared, "secret", none);
	const key = expand(secret, "key", context, 32);
	return chacha20poly1305(key, expand(secret, "base_nonce", context, 12), bound).decrypt(box.subarray(encapsulated));
}

const head = 5;

/** Opens a box that is bound to a label. Throws if it was changed or is for another key. */
export function openBox(label: string, sealed: Uint8Array, identity: Identity): Uint8Array {
	const bound = concatBytes(text(label), hash(identity.public), sealed.subarray(0, head));
	return decrypt(identity, text("lingnan-box-1"), bound, sealed.subarray(head));
}

/** One sealed statement, opened. Nothing of it leaves the browser. */
export interface Opened {
	indicator: number;
	/** Days since 1970. */
	periodEnd: number;
	/** In the indicator's unit. */
	value: bigint;
	salt: string;
	opening: { bin: number; blindings: string[] };
}

/** What one agency opens to one firm. */
export interface Openings {
	genesis: string;
	agency: number;
	enterprise: string;
	statements: Opened[];
}

/** A figure may need more digits than a JavaScript number has. */
function parse(plain: string): Openings & { format: string } {
	const exact = plain.replace(/("value"\s*:\s*)(-?\d+)/g, '$1"$2"');
	const read = JSON.parse(exact) as Openings & { format: string };
	return { ...read, statements: read.statements.map((one) => ({ ...one, value: BigInt(one.value) })) };
}

interface Envelope {
	format: string;
	content: string;
	to: string;
	sealed: string;
}

/** Opens a file of openings, of this chain and this firm. */
export function openOpenings(
	file: string,
	content: string,
	keys: Identity[],
	{ genesis, enterprise }: { genesis: string; enterprise: string },
): Openings {
	let envelope: Envelope;
	try {
		envelope = JSON.parse(content) as Envelope;
	} catch {
		throw new Refused("unread", file);
	}
	if (envelope.format !== "lingnan-envelope-2" || envelope.content !== "openings") throw new Refused("unread", file);
	const key = keys.find((one) => `0x${bytesToHex(hash(one.public))}` === envelope.to);
	if (!key) throw new Refused(keys.length === 0 ? "noKey" : "otherKey", file);
	let openings: Openings & { format: string };
	try {
		const sealed = hexToBytes(envelope.sealed);
		if (sealed[0] !== key.suite) throw new Error("another suite");
		openings = parse(new TextDecoder().decode(openBox("openings", sealed, key)));
	} catch {
		throw new Refused("changed", file);
	}
	if (openings.format !== "lingnan-openings-1") throw new Refused("unread", file);
	if (openings.genesis !== genesis || openings.enterprise !== enterprise) throw new Refused("otherFirm", file);
	return openings;
}
