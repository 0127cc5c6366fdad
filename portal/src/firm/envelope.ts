// Files that agencies encrypt to a firm, opened in the browser: with the browser's own key, whose secret half stays with the keys'
// worker, or with a key that the command made and the owner brings as a file.

import { AEAD_ChaCha20Poly1305, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256, KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { CipherSuite } from "hpke";
import { concat, fromHex, utf8 } from "../keys/bytes";
import { readEnvelope } from "../keys/envelope";
import { type Openings, readOpenings } from "../rules/openings";

/** Why a file is not read; each has its text under that of openings. */
export type Unread = "noKey" | "otherKey" | "otherFirm" | "unread";

export class Refused extends Error {
	constructor(
		readonly why: Unread,
		readonly file: string,
	) {
		super(`${file}: ${why}`);
	}
}

/** What opens a box, or throws; `to` is the hash of the key that the file says it is for. */
export type Opener = (box: Uint8Array, to: string) => Promise<Uint8Array>;

const HEAD = 1 + 4;
const suites = {
	x25519: { byte: 1, encapsulated: 32, kem: KEM_DHKEM_X25519_HKDF_SHA256 },
	xwing: { byte: 2, encapsulated: 1_120, kem: KEM_MLKEM768_X25519 },
} as const;
const line = /^\s*(x25519|xwing)-secret:([0-9a-f]{64})\s*$/m;

/** Whether a text file is a key that `lingnan key encryption` wrote. */
export const isIdentity = (content: string) => line.test(content);

/** That key, as what opens. A file names its key by hash, and the box is bound to that, so the public half is not needed. */
export function identityOpener(content: string, holds: "openings" | "disclosure" = "openings"): Opener {
	const [, name, digits] = content.match(line) ?? [];
	const secret = fromHex(digits ?? "");
	const { byte, encapsulated, kem } = suites[name as keyof typeof suites];
	return async (box, to) => {
		if (box[0] !== byte || !secret) throw new Error("another suite");
		const hpke = new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
		const aad = concat(utf8(holds), fromHex(to) ?? utf8(""), box.subarray(0, HEAD));
		const key = await hpke.DeserializePrivateKey(secret);
		const [share, sealed] = [box.slice(HEAD, HEAD + encapsulated), box.slice(HEAD + encapsulated)];
		return hpke.Open(key, share, sealed, { aad, info: utf8("lingnan-box-1") });
	};
}

/** Opens a file of openings, of this chain and this firm, with the first key that does. */
export async function openOpenings(
	file: string,
	content: string,
	openers: Opener[],
	{ genesis, enterprise }: { genesis: string; enterprise: string },
): Promise<Openings> {
	let envelope: ReturnType<typeof readEnvelope>;
	let to: string;
	try {
		envelope = readEnvelope(content);
		to = (JSON.parse(content) as { to: string }).to;
	} catch {
		throw new Refused("unread", file);
	}
	if (envelope.content !== "openings") throw new Refused("unread", file);
	if (envelope.enterprise !== undefined && envelope.enterprise !== enterprise) throw new Refused("otherFirm", file);
	if (openers.length === 0) throw new Refused("noKey", file);
	for (const open of openers) {
		const plain = await open(envelope.box, to).catch(() => undefined);
		if (!plain) continue;
		let openings: Openings;
		try {
			openings = readOpenings(new TextDecoder().decode(plain));
		} catch {
			throw new Refused("unread", file);
		}
		if (openings.genesis !== genesis || openings.enterprise !== enterprise) throw new Refused("otherFirm", file);
		return openings;
	}
	throw new Refused("otherKey", file);
}
