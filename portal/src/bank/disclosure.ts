// A file by which a firm opens sealed indicators to one bank (sealing/src/disclosure.rs). Whether a range or a figure is what the
// agency sealed is asked of the rules; the rest is compared here with the record.

import { verify } from "@scure/sr25519";
import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { AccountId } from "@polkadot-api/substrate-bindings";
import type { Item, RegistrationNumber } from "../chain";
import { numberText } from "../firm/numbers";

const FORMAT = "lingnan-disclosure-2";

/** Why a file proves nothing; texts of the same names are under that of disclosures. */
export type Why =
	| "NotAnEnvelope" | "NoKey" | "WrongKey" | "Format" | "Tampered" | "OtherChain" | "OtherFirm" | "WrongInstitution" | "Empty"
	/** Something on the way to the answer failed. */
	| "NotChecked"
	| "NotController" | "NotRecorded" | "NotCovered" | "NotSealed" | "Superseded" | "Revoked" | "Disputed" | "Expired" | "DoesNotOpen" | "WrongFigure";

export class Refused extends Error {
	constructor(
		readonly why: Why,
		/** The indicator that it is about. */
		readonly indicator?: string,
	) {
		super(why);
	}
}

export type Indicator = Item<"AttestationsApi.indicators">;
export type Attestation = Item<"AttestationsApi.attestations">;
export type Consent = Item<"ConsentsApi.consents_of">;
export type Receipt = Item<"ConsentsApi.receipts">;

interface Statement {
	format: string;
	genesis: string;
	/** `CN:91440300708461136T`. */
	enterprise: string;
	institution: number;
	consent: number;
	items: {
		indicator: number;
		revision: number;
		periodEnd: number;
		opening: { bin: number; blindings: string[] };
		figure: { value: string; salt: `0x${string}` } | null;
	}[];
}

/** What the record has of the firm, at one block. */
export interface Around {
	genesis: string;
	institution: number;
	enterprise: RegistrationNumber;
	controller: string | undefined;
	indicators: Indicator[];
	attestations: Attestation[];
	consents: Consent[];
	/** Of a consent. */
	receipts(consent: bigint): Promise<Receipt[]>;
	/** Throws where it is not what the agency sealed. */
	check(shown: {
		enterprise: RegistrationNumber;
		indicator: Indicator;
		attestation: Attestation;
		period_end: number;
		bin: number;
		blindings: `0x${string}`[];
		figure?: [bigint, `0x${string}`];
	}): Promise<unknown>;
}

export interface Found {
	indicator: Indicator;
	bin: number;
	value: bigint | undefined;
	periodEnd: number;
}

export interface Checked {
	consent: bigint;
	/** When the firm recorded it; Unix seconds. */
	recordedAt: number;
	found: Found[];
}

/** Figures can have more digits than a number of JavaScript: they are read as text. */
const exact = (text: string) => text.replace(/("value"\s*:\s*)(-?\d+)/g, '$1"$2"');

/** The document was encrypted with blanks behind it. */
export async function checkDisclosure(plain: Uint8Array, around: Around): Promise<Checked> {
	const text = new TextDecoder().decode(plain).trimEnd();
	let statement: Statement;
	let signed: { account: string; signature: string };
	try {
		({ statement, signed } = JSON.parse(exact(text)) as { statement: Statement; signed: typeof signed });
	} catch {
		throw new Refused("Format");
	}
	if (statement?.format !== FORMAT) throw new Refused("Format");
	if (!isSigned(text, signed)) throw new Refused("Tampered");
	if (statement.genesis !== around.genesis) throw new Refused("OtherChain");
	if (statement.enterprise !== numberText(around.enterprise)) throw new Refused("OtherFirm");
	if (statement.institution !== around.institution) throw new Refused("WrongInstitution");
	if (statement.items.length === 0) throw new Refused("Empty");
	if (signed.account !== around.controller) throw new Refused("NotController");

	const consent = BigInt(statement.consent);
	const hash = `0x${bytesToHex(blake2b(utf8ToBytes(text), { dkLen: 32 }))}`;
	const receipt = (await around.receipts(consent)).find(({ disclosure, institution }) => disclosure === hash && institution === around.institution);
	if (!receipt) throw new Refused("NotRecorded");
	const given = around.consents.find(({ id }) => id === consent);
	const found: Found[] = [];
	for (const item of statement.items) {
		const indicator = around.indicators.find(({ id }) => id === item.indicator);
		if (!indicator) throw new Refused("NotSealed", String(item.indicator));
		const refuse = (why: Why) => new Refused(why, indicator.name);
		if (given?.scope.type === "Only" && !given.scope.value.includes(indicator.id)) throw refuse("NotCovered");
		const attestation = around.attestations.find((one) => one.indicator === item.indicator);
		if (attestation?.value.type !== "Sealed") throw refuse("NotSealed");
		if (attestation.revision !== item.revision) throw refuse("Superseded");
		if (attestation.standing.type === "Revoked" || attestation.standing.type === "Disputed") throw refuse(attestation.standing.type);
		if (!attestation.counts) throw refuse("Expired");
		try {
			await around.check({
				enterprise: around.enterprise,
				indicator,
				attestation,
				period_end: item.periodEnd,
				bin: item.opening.bin,
				blindings: item.opening.blindings.map((one) => `0x${one}` as const),
				...(item.figure && { figure: [BigInt(item.figure.value), item.figure.salt] as [bigint, `0x${string}`] }),
			});
		} catch (thrown) {
			const { name } = thrown as { name?: string };
			// Whatever else went wrong says nothing of the file.
			if (name !== "DoesNotOpen" && name !== "WrongFigure") throw thrown;
			throw refuse(name);
		}
		found.push({ indicator, bin: item.opening.bin, value: item.figure ? BigInt(item.figure.value) : undefined, periodEnd: item.periodEnd });
	}
	return { consent, recordedAt: Number(receipt.at), found };
}

/** What was signed is the statement's own text, as it stands in the document, wrapped as wallets wrap what is no transaction. */
function isSigned(text: string, { account, signature }: { account: string; signature: string }): boolean {
	const [before, behind] = ['{"statement":', ',"signed":'];
	const end = text.lastIndexOf(behind);
	if (!text.startsWith(before) || end < 0) return false;
	try {
		const key = AccountId(42).enc(account);
		return verify(utf8ToBytes(`<Bytes>${text.slice(before.length, end)}</Bytes>`), hexToBytes(signature.replace(/^0x/, "")), key);
	} catch {
		return false;
	}
}
