import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { flawOf, type Guarantee, hashShown, missingWord, specOf, takenBy, type Typed } from "./guarantees";

// The page loads the metadata by its address.
beforeAll(() => void vi.stubGlobal("fetch", async () => new Response(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url))))));

const kinds = new Map([[0, "GuaranteeCompany"], [1, "ReGuarantor"], [2, "Insurer"], [3, "GovernmentFund"]]);
const of = (guarantor: number, share: number, backs?: number): Typed => ({ guarantor, share, backs });

describe("parts of a guarantee", () => {
	it("are what guarantors can bear together", () => {
		expect(flawOf([of(0, 8_000), of(1, 3_000, 0)], "EightyTwenty", kinds)).toBeUndefined();
		expect(flawOf([], "Agreed", kinds)).toBe("EmptyPart");
		expect(flawOf([of(0, 0)], "Agreed", kinds)).toBe("EmptyPart");
		expect(flawOf([of(0, 10), of(0, 20)], "Agreed", kinds)).toBe("TwoParts");
		expect(flawOf([of(0, 10), of(1, 5, 2)], "Agreed", kinds)).toBe("NothingBehind");
		expect(flawOf([of(0, 10, 0)], "Agreed", kinds)).toBe("NothingBehind");
		expect(flawOf([of(0, 4_000), of(1, 3_000, 0), of(2, 1_001, 0)], "Agreed", kinds)).toBe("BeyondPart");
		expect(flawOf([of(0, 6_000), of(2, 4_001)], "Agreed", kinds)).toBe("BeyondWhole");
		expect(flawOf([of(0, 6_000)], "Agreed", kinds, 4_001), "with those of other guarantees").toBe("BeyondWhole");
	});

	it("leave the lender a fifth, where that is the scheme", () => {
		expect(flawOf([of(0, 8_001)], "EightyTwenty", kinds)).toBe("LenderFifth");
	});

	it("are four, three and one tenth of guarantor, re-guarantor and government, once those behind have paid (Anhui)", () => {
		expect(flawOf([of(0, 8_000), of(1, 3_000, 0), of(3, 1_000, 0)], "FourThreeTwoOne", kinds)).toBeUndefined();
		expect(flawOf([of(0, 4_000), of(1, 3_000), of(3, 1_000)], "FourThreeTwoOne", kinds)).toBeUndefined();
		expect(flawOf([of(0, 8_000), of(1, 3_000, 0)], "FourThreeTwoOne", kinds)).toBe("NotTheScheme");
	});
});

const shown = { loan: 7n, scheme: { type: "Agreed" }, model: { type: "Advance" }, covers: { type: "Principal" }, parts: [{ guarantor: 0, share: 5_000, backs: undefined }] } as unknown as Guarantee;

describe("what a guarantor signs", () => {
	it("is the hash of all that is shown, and of nothing else", async () => {
		const hash = await hashShown(shown);
		expect(hash).toMatch(/^0x[0-9a-f]{64}$/);
		expect(await hashShown({ ...shown, id: 9n, lender_bears: 1 } as Guarantee), "what is reckoned from it does not count").toBe(hash);
		for (const change of [{ loan: 8n }, { scheme: { type: "EightyTwenty" } }, { model: { type: "NetLoss" } }, { covers: { type: "Debt" } }, { parts: [{ guarantor: 0, share: 5_001 }] }, { parts: [{ guarantor: 1, share: 5_000 }] }, { parts: [{ guarantor: 0, share: 5_000, backs: 1 }] }]) {
			expect(await hashShown({ ...shown, ...change } as unknown as Guarantee), Object.keys(change)[0]).not.toBe(hash);
		}
	});

	it("has the form that the chain's codec writes", () => {
		expect(specOf(7n, "Agreed", "Advance", "Principal", [of(0, 5_000)])).toEqual({
			application: 7n, scheme: { type: "Agreed", value: undefined }, model: { type: "Advance", value: undefined }, covers: { type: "Principal", value: undefined }, parts: [{ guarantor: 0, share: 5_000, backs: undefined }],
		});
	});
});

describe("of several guarantees", () => {
	const guarantee = (state: string, ...parts: [guarantor: number, share: number, backs?: number, agreed_to?: string][]) =>
		({ state: { type: state }, parts: parts.map(([guarantor, share, backs, agreed_to]) => ({ guarantor, share, backs, agreed_to })) }) as unknown as Guarantee;
	const all = [guarantee("Bound", [0, 5_000, undefined, "0xaa"], [1, 3_000, 0, "0xbb"]), guarantee("Released", [2, 2_000]), guarantee("Signed", [3, 1_000])];

	it("those that pay the lender and have not ended take their shares", () => expect(takenBy(all)).toBe(6_000));

	it("all who stand behind the loan agree to exactly this amendment", () => {
		expect(missingWord(all, "0xaa")).toEqual([1]);
		expect(missingWord(all, "0xcc")).toEqual([0, 1]);
	});
});
