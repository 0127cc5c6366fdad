// What goes along with a paper, in its attachment and in its QR codes: enough to find without any node that so many validators
// finalised a state, and that the state held these records.

import { Bytes, type CodecType, Hex, str, Struct, Tuple, u32, u64, u8, Vector } from "@polkadot-api/substrate-bindings";
import type { Lang } from "../words/langs";

export const LANGUAGES: readonly Lang[] = ["en", "zh-Hans", "zh-Hant", "pt"];
export const KINDS = ["statement", "rating", "consent", "lien"] as const;
export type Kind = (typeof KINDS)[number];

/** Goes up when a page of the same records would look otherwise. */
export const LAYOUT = 1;

export interface Evidence {
	/** By which pages it was laid out. */
	layout: number;
	kind: Kind;
	lang: Lang;
	/** Which network's names its pages have. */
	place: number;
	/** Hash of the network's first block. */
	genesis: string;
	/** Number of the loan, the consent, the lien; 0 where it is of a firm. */
	id: bigint;
	/** Of grades: the firm's number, `CN:…`. Else empty. */
	firm: string;
	header: Uint8Array;
	/** Nodes of the state's trie. */
	proof: Uint8Array[];
	justification: Uint8Array;
	/** The set that voted, and who is in it, by what the maker's node said. */
	set: bigint;
	validators: [string, bigint][];
}

const hash = Hex(32);
const wire = Struct({
	version: u8,
	layout: u32,
	kind: u8,
	lang: u8,
	place: u8,
	genesis: hash,
	id: u64,
	firm: str,
	header: Bytes(),
	proof: Vector(Bytes()),
	justification: Bytes(),
	set: u64,
	validators: Vector(Tuple(hash, u64)),
});
const VERSION = 1;

export function encode({ kind, lang, ...rest }: Evidence): Uint8Array {
	return wire.enc({ ...rest, version: VERSION, kind: KINDS.indexOf(kind), lang: LANGUAGES.indexOf(lang) } as CodecType<typeof wire>);
}

/** Nothing if it is not such a thing, to the last byte. */
export function decode(bytes: Uint8Array): Evidence | undefined {
	try {
		const { version, kind, lang, ...rest } = wire.dec(bytes);
		if (version !== VERSION) return undefined;
		const [which, language] = [KINDS[kind], LANGUAGES[lang]];
		if (!which || !language) return undefined;
		const found: Evidence = { ...rest, kind: which, lang: language };
		const again = encode(found);
		return again.length === bytes.length && again.every((byte, at) => byte === bytes[at]) ? found : undefined;
	} catch {
		return undefined;
	}
}
