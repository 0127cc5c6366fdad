import { expect, test } from "vitest";
import { type Application, type Conditions, costsOf, dueDaysOf, expectedRate, outside, type Spec, usual } from "./conditions";

const word = <T extends string>(type: T) => ({ type, value: undefined });
const twentieth = { type: "Fixed", value: { every: 1, day: 20, included: true, paid_after: 1 } };
const spec = {
	name: "A loan", currency: word("Cny"), min_amount: 1_000n, max_amount: 100_000n, min_tenor: 3, max_tenor: 36, min_rate: 345, max_rate: 545, reference: undefined,
	day_count: word("Actual360"), due_days: [twentieth], surcharge: 3_000,
	costs: [{ item: word("Valuation"), payee: "An appraiser", amount: 1_000n, share: 20, after: 10, borne_by: word("Lender") }],
	methods: [word("EqualInstalments"), word("Bullet")], worst_grade: word("Bbb"),
} as unknown as Spec;
const application = { grade: word("Aa"), request: { amount: 10_000n, tenor: 12, method: word("EqualInstalments") } } as unknown as Application;
const offer = usual(spec, application, "Guangdong");

test("an offer has the request's amount, the product's rate for the grade, its days, its costs and its surcharge", () => {
	expect(offer).toMatchObject({
		amount: 10_000n, tenor: 12, pricing: { type: "Fixed", value: { rate: 4_110_000n } }, due_days: twentieth, calendar: word("Guangdong"),
		late: { surcharge: 3_000, misuse: 10_000 }, costs: [{ amount: 1_020n, after: 10, borne_by: word("Lender") }],
	});
	expect(outside(spec, offer, 4_110_000n), "the product has it so").toBeUndefined();
});

test("the best grade has the least rate, and whoever is served at all the highest at most", () => {
	expect((["Aaa", "Aa", "A", "Bbb", "C"] as const).map((grade) => expectedRate(spec, grade))).toEqual([345, 411, 478, 545, 545]);
});

test("days of settlement are the product's, else the place's, and of what is paid at the end its end", () => {
	const open = { ...spec, due_days: [] } as Spec;
	expect([dueDaysOf(open, "EqualInstalments", "Guangdong"), dueDaysOf(open, "EqualInstalments", "Macao"), dueDaysOf(spec, "Bullet", "Guangdong")]).toEqual([
		[{ type: "Fixed", value: { every: 1, day: 20, included: true, paid_after: 0 } }],
		[{ type: "Anniversary", value: { every: 1 } }],
		[{ type: "Maturity", value: undefined }],
	]);
});

test("a floating loan follows its product's reference with the spread that gives the expected rate today", () => {
	const floating = { ...spec, reference: 1 } as Spec;
	expect(usual(floating, application, "Guangdong", 3_000_000n).pricing).toMatchObject({ type: "Floating", value: { reference: 1, spread: 111, every: 12 } });
	expect(outside(floating, offer, 4_110_000n)).toBe("Reference");
});

test("what lies outside the product is named before anything is sent", () => {
	const of = (change: Partial<Record<keyof Conditions, unknown>>, rate = 4_110_000n) => outside(spec, { ...offer, ...change } as Conditions, rate);
	const cost = (change: object) => of({ costs: [{ ...offer.costs[0], ...change }] });
	expect([of({ amount: 100_001n }), of({ tenor: 2 }), of({ method: word("InterestOnly") }), of({}, 5_450_001n), of({ day_count: word("Actual365") })]).toEqual(["Amount", "Tenor", "Method", "Rate", "DayCount"]);
	expect([of({ due_days: word("Maturity") }), of({ due_days: word("Maturity"), method: word("Bullet") }), of({ late: { ...offer.late, surcharge: 3_001 } })]).toEqual(["DueDays", undefined, "Surcharge"]);
	expect([cost({ amount: 1_021n }), cost({ amount: 1_019n }), cost({ after: 9 }), cost({ borne_by: word("Borrower") }), cost({ payee: "" })]).toEqual(["Cost", undefined, "Cost", "Cost", "Cost"]);
	expect(of({ costs: [offer.costs[0], offer.costs[0]] }), "told twice is not charged twice").toBe("Cost");
	expect(costsOf({ ...spec, costs: [{ ...spec.costs[0]!, amount: 0n, share: 0 }] }, 1n)).toEqual([]);
});
