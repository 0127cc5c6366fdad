// Who stands behind a loan: what a guarantee may say, and by what its guarantors sign it.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Answer, call, type Calls, encodeCall, type Item } from "../chain";

export type Guarantee = Answer<"GuaranteesApi.guarantees_of">[number];
export type Part = Guarantee["parts"][number];
export type Guarantor = Item<"GuaranteesApi.guarantors">;
export type Spec = Calls["Guarantees"]["propose"]["guarantee"];

export const SCHEMES = ["Agreed", "EightyTwenty", "FourThreeTwoOne"] as const;
export const MODELS = ["Advance", "NetLoss"] as const;
export const COVERS = ["Principal", "Debt"] as const;
export const MOST_PARTS = 8;
const WHOLE = 10_000;

/** A part as it is typed and read. */
export interface Typed {
	guarantor: number;
	/** Basis points of what is covered. */
	share: number;
	/** The guarantor that it stands behind; none: it pays the lender. */
	backs?: number | undefined;
}

export type Flaw = "EmptyPart" | "TwoParts" | "NothingBehind" | "BeyondPart" | "BeyondWhole" | "LenderFifth" | "NotTheScheme";

/** What the chain would refuse, before it is sent. `others`: what other guarantees of the loan have taken, in basis points. */
export function flawOf(parts: readonly Typed[], scheme: (typeof SCHEMES)[number], kinds: ReadonlyMap<number, string>, others = 0): Flaw | undefined {
	if (parts.length === 0 || parts.some(({ share }) => share < 1 || share > WHOLE)) return "EmptyPart";
	if (new Set(parts.map(({ guarantor }) => guarantor)).size < parts.length) return "TwoParts";
	const front = parts.filter(({ backs }) => backs === undefined);
	for (const { guarantor, backs } of parts) {
		if (backs === undefined) continue;
		const before = parts.find((one) => one.guarantor === backs);
		if (!before || backs === guarantor) return "NothingBehind";
		const behind = parts.filter((one) => one.backs === backs).reduce((sum, { share }) => sum + share, 0);
		if (behind > before.share) return "BeyondPart";
	}
	const whole = front.reduce((sum, { share }) => sum + share, 0);
	if (whole + others > WHOLE) return "BeyondWhole";
	if (scheme === "EightyTwenty" && whole > 8_000) return "LenderFifth";
	if (scheme === "FourThreeTwoOne" && !isFourThreeTwoOne(parts, kinds)) return "NotTheScheme";
	return undefined;
}

/** Each of these bears its tenths once those behind it have paid. */
function isFourThreeTwoOne(parts: readonly Typed[], kinds: ReadonlyMap<number, string>): boolean {
	const bears = { guarantor: 0, reGuarantor: 0, government: 0 };
	for (const { guarantor, share } of parts) {
		const own = share - parts.filter(({ backs }) => backs === guarantor).reduce((sum, one) => sum + one.share, 0);
		const kind = kinds.get(guarantor);
		if (kind === "ReGuarantor") bears.reGuarantor += own;
		else if (kind === "GovernmentFund") bears.government += own;
		else bears.guarantor += own;
	}
	return bears.guarantor === 4_000 && bears.reGuarantor === 3_000 && bears.government === 1_000;
}

export function specOf(application: bigint, scheme: (typeof SCHEMES)[number], model: (typeof MODELS)[number], covers: (typeof COVERS)[number], parts: readonly Typed[]): Spec {
	const word = <T extends string>(type: T) => ({ type, value: undefined });
	return { application, scheme: word(scheme), model: word(model), covers: word(covers), parts: parts.map(({ guarantor, share, backs }) => ({ guarantor, share, backs })) } as Spec;
}

/** BLAKE2b-256 of exactly what is shown: a guarantor signs this, and no node can put another in its place. */
export async function hashShown({ loan, scheme, model, covers, parts }: Pick<Guarantee, "loan" | "scheme" | "model" | "covers" | "parts">): Promise<string> {
	const spec = specOf(loan, scheme.type, model.type, covers.type, parts);
	const bytes = await encodeCall(call("Guarantees", "propose", { guarantee: spec }));
	// In front of the arguments a call has two bytes, its pallet and its own.
	return `0x${bytesToHex(blake2b(bytes.subarray(2), { dkLen: 32 }))}`;
}

/** What other guarantees of a loan have taken of it: those that ended, or lapsed, take nothing. */
export const takenBy = (guarantees: readonly Guarantee[]) =>
	guarantees
		.filter(({ state }) => !["Released", "Lapsed"].includes(state.type))
		.flatMap(({ parts }) => parts)
		.filter(({ backs }) => backs === undefined)
		.reduce((sum, { share }) => sum + share, 0);

/** Guarantors without whose word the firm cannot accept an amendment. */
export const missingWord = (guarantees: readonly Guarantee[], amendment: string) =>
	guarantees
		.filter(({ state }) => ["Bound", "Called", "Paid"].includes(state.type))
		.flatMap(({ parts }) => parts)
		.filter(({ agreed_to }) => agreed_to !== amendment)
		.map(({ guarantor }) => guarantor);
