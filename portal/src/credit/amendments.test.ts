import { describe, expect, it } from "vitest";
import { extended, extensionRange, inForce, type Loan, longestExtension, principalOf, restructured } from "./amendments";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const conditions = {
	amount: 100_000_000n, tenor: 12, method: { type: "EqualInstalments", value: undefined }, pricing: { type: "Fixed", value: { rate: 3_450_000n } },
	due_days: { type: "Anniversary", value: { every: 1 } }, principal_holiday: 0, balloon: 30_000_000n, costs: [{ amount: 1n }],
};
const loan = {
	id: 7n, started: day("2026-06-30"), outstanding_principal: 60_000_000n, due: { principal: 10_000_000n, total: 10_500_000n },
	schedule: [{ due: day("2026-07-30") }, { due: day("2027-06-30") }], terms: { conditions }, amendments: [],
} as unknown as Loan;

describe("an extension", () => {
	it("is as long as the General Rules on Loans allow: 12, 36 and 84 months get 12, 18 and 36 more", () => {
		expect([12, 36, 84, 60, 61].map(longestExtension)).toEqual([12, 18, 36, 30, 36]);
	});

	it("ends after the loan and within that, counted from today", () => {
		// On 2027-06-01 the loan ends on 06-30: one month more is 07-01. The latest end is 2028-06-30, which is 12 months and some days away.
		expect(extensionRange(loan, day("2027-06-01"))).toEqual({ least: 1, most: 12 });
		expect(extensionRange(loan, day("2027-01-15"))).toEqual({ least: 6, most: 17 });
		const used = { ...loan, schedule: [{ due: day("2028-06-30") }] } as unknown as Loan;
		expect(extensionRange(used, day("2027-06-01")), "all of it is used").toBeUndefined();
	});

	it("changes the term alone, is about all that is owed, and costs nothing", () => {
		const { kind, conditions: after, reschedules_arrears } = extended(loan, 18);
		expect([kind.type, reschedules_arrears]).toEqual(["Extension", false]);
		expect(after).toEqual({ ...conditions, amount: 60_000_000n, tenor: 18, costs: [] });
	});
});

describe("a restructuring", () => {
	const changed = { tenor: 24, method: "EqualPrincipal" as const, rate: 3_000_000n, holiday: 3, reschedules: false };

	it("is about the principal that is not due, and with the arrears about all of it", () => {
		expect([principalOf(loan, false), principalOf(loan, true)]).toEqual([50_000_000n, 60_000_000n]);
		expect(restructured(loan, changed).conditions.amount).toBe(50_000_000n);
		expect(restructured(loan, { ...changed, reschedules: true })).toMatchObject({ reschedules_arrears: true, conditions: { amount: 60_000_000n } });
	});

	it("settles a loan that is paid at the end at its end, and any other on days", () => {
		expect(restructured(loan, { ...changed, method: "Bullet" }).conditions.due_days.type).toBe("Maturity");
		const bullet = { ...loan, terms: { conditions: { ...conditions, due_days: { type: "Maturity", value: undefined } } } } as unknown as Loan;
		expect(restructured(bullet, changed).conditions.due_days).toEqual({ type: "Anniversary", value: { every: 1 } });
	});

	it("keeps a reference rate, and of the others what was agreed last", () => {
		const floating = { ...conditions, pricing: { type: "Floating", value: { reference: 0, spread: 45 } } };
		const amended = { ...loan, amendments: [{ conditions: floating }] } as unknown as Loan;
		expect(inForce(amended)).toBe(floating);
		expect(restructured(amended, changed).conditions.pricing).toEqual(floating.pricing);
		expect(restructured(loan, changed).conditions.pricing).toEqual({ type: "Fixed", value: { rate: 3_000_000n } });
	});

	it("keeps no balloon that is as large as what is owed", () => {
		expect(restructured(loan, changed).conditions.balloon).toBe(30_000_000n);
		const small = { ...loan, outstanding_principal: 40_000_000n } as Loan;
		expect(restructured(small, changed).conditions.balloon).toBe(0n);
	});
});
