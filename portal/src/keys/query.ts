// A question to a gateway, as it is signed (docs/gateway.md). The form is made here, from fields that are looked at one by one: the
// worker signs it without a prompt, so nothing else may pass under its name.

import { type Bytes, random, toHex, utf8 } from "./bytes";
import { KeyError } from "./errors";

/** In whose name is asked. */
export type QueryParty = { Enterprise: string } | { Institution: number } | { Agency: number } | "Account";

export interface Asked {
	as: QueryParty;
	method: string;
	params: unknown[];
	/** Peer id that the gateway says. */
	node: string;
	/** Hash of a final block. */
	block: string;
}

/** As it is sent: the text that was signed, to the byte. */
export interface SignedQuery {
	query: string;
	signature: Bytes;
}

const LONGEST = 8_192;

function partyOf(as: unknown): QueryParty | undefined {
	if (as === "Account") return as;
	if (typeof as !== "object" || as === null || Object.keys(as).length !== 1) return undefined;
	const { Enterprise, Institution, Agency } = as as Record<string, unknown>;
	const isId = (id: unknown): id is number => typeof id === "number" && Number.isInteger(id) && id >= 0 && id < 2 ** 32;
	if (typeof Enterprise === "string" && /^(CN|HK|MO):[0-9A-Z \-/.]{1,18}$/.test(Enterprise)) return { Enterprise };
	if (isId(Institution)) return { Institution };
	return isId(Agency) ? { Agency } : undefined;
}

/** The JSON of a query, with a nonce of its own. Refused unless each field has the form of its own. */
export function queryText({ as, method, params, node, block }: Asked): string {
	const party = partyOf(as);
	const forms = /^[a-z][A-Za-z]*_[A-Za-z]+$/.test(method) && /^[1-9A-HJ-NP-Za-km-z]{10,80}$/.test(node) && /^0x[0-9a-f]{64}$/.test(block);
	if (!party || !forms || !Array.isArray(params)) throw new KeyError("key", "Unexpected", "query");
	const text = JSON.stringify({ as: party, method, params, node, block, nonce: `0x${toHex(random(16))}` });
	if (utf8(text).length > LONGEST) throw new KeyError("key", "Unexpected", "query too long");
	return text;
}

/** What is signed. Wallets wrap what is no transaction in the same way. A transaction is signed over its bytes and its hash of the chain's
 * first block behind them, or over a hash of 32 bytes: never over what ends in these letters. */
export const queryBytes = (text: string): Bytes => utf8(`<Bytes>lingnan query 1 ${text}</Bytes>`);
