import { describe, expect, it } from "vitest";
import { type Asset, type Lien, mostCosts, ripe, shares } from "./enforcement";

const owner = (value: string) => ({ type: "Mainland", value });
const [own, other] = [owner("0x01"), owner("0x02")];
const lienOf = (enforcement: object | undefined, institution = 0) => ({ id: 1n, lien: { institution }, enforcement }) as unknown as Lien;
const proposal = (more: object = {}) => ({ realisation: { price: { type: "Evidenced" } }, object_until: 100, agreed: [], objection: undefined, ...more });
const assetOf = (lien: Lien, more: object = {}, others: Lien[] = []) => ({ right: { owners: [own, other], encumbrance: { type: "None" } }, receivable: undefined, liens: [lien, ...others], ...more }) as unknown as Asset;
const judged = (enforcement: object | undefined, today: number, more: object = {}, others: Lien[] = []) => {
	const lien = lienOf(enforcement);
	return ripe(assetOf(lien, more, others), lien, today);
};

describe("an enforcement can be carried out", () => {
	it("once the owners' days are over", () => {
		expect([judged(proposal(), 100), judged(proposal(), 101)]).toEqual(["TooEarly", "Ripe"]);
		expect(judged(undefined, 101)).toBe("TooEarly");
	});

	it("at once when every owner agreed, unless another lender stands behind", () => {
		const agreed = proposal({ agreed: [other, own] });
		expect(judged(proposal({ agreed: [own] }), 1), "one of two").toBe("TooEarly");
		expect(judged(agreed, 1)).toBe("Ripe");
		expect(judged(agreed, 100, {}, [lienOf(undefined, 9)])).toBe("TooEarly");
		expect(judged(agreed, 101, {}, [lienOf(undefined, 9)])).toBe("Ripe");
		expect(judged(agreed, 1, {}, [lienOf(undefined, 0)]), "the same lender's").toBe("Ripe");
	});

	it("not at a price that an owner must agree to and did not, not while a court is asked, not what a court keeps", () => {
		expect(judged(proposal({ realisation: { price: { type: "Agreed" } } }), 101)).toBe("NotAgreed");
		expect(judged(proposal({ objection: { raised_on: 90 } }), 101)).toBe("ObjectionPending");
		expect(judged(proposal(), 101, { right: { owners: [own], encumbrance: { type: "Preservation" } } })).toBe("Encumbered");
	});

	it("of a receivable by its creditor's word", () => {
		const receivable = { right: undefined, receivable: { spec: { creditor: own } } };
		expect(judged(proposal({ agreed: [own] }), 1, receivable)).toBe("Ripe");
	});
});

describe("what it brings", () => {
	it("goes to costs, the claim, and what is left (Civil Code, articles 389 and 438)", () => {
		expect(shares({ proceeds: 120_000_000n, costs: 1_200_000n }, 10_352_692n)).toEqual({ costs: 1_200_000n, claim: 10_352_692n, rest: 108_447_308n });
		expect(shares({ proceeds: 5_000n, costs: 500n }, 10_000n)).toEqual({ costs: 500n, claim: 4_500n, rest: 0n });
		expect(mostCosts(5_009n)).toBe(500n);
	});
});
