import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { call, decodeCall, encodeCall } from "../chain";
import type { Spec } from "../bank/conditions";
import { policyOf, rises, type Rules, served, usualPrice } from "./policies";

// The page loads the metadata by its address.
beforeAll(() => void vi.stubGlobal("fetch", async () => new Response(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url))))));

const word = (type: string) => ({ type, value: undefined });
const spec = {
	min_amount: 1_000_000n, max_amount: 50_000_000n, min_tenor: 3, max_tenor: 12, min_rate: 345, max_rate: 545, reference: undefined, worst_grade: word("Bbb"), methods: [word("Bullet"), word("EqualInstalments")],
	day_count: word("Actual360"), due_days: [], surcharge: 5_000, costs: [], security: [word("TradeReceivable")], worst_loan_to_value: 8_000,
} as unknown as Spec;
const rules: Rules = {
	worst: "A", coverage: 6_000, maxAmount: 50_000_000n, minTenor: 3, maxTenor: 12, ageMonths: 24, maxExposure: 100_000_000n, prices: [3_450_000n, 3_550_000n, 3_650_000n],
	unsecured: true, security: false, perDay: 50, inAll: 1_000, validDays: 14,
};

describe("a policy", () => {
	it("is written as the chain's codec writes it, and read back as the same", async () => {
		const made = policyOf(3, spec, "Guangdong", rules);
		const read = (await decodeCall(await encodeCall(call("Policies", "publish", { spec: made })))) as unknown as { value: { value: { spec: unknown } } };
		expect(read.value.value.spec).toMatchObject({
			product: 3,
			rules: { worst_grade: { type: "A" }, minimum_coverage: 6_000, max_amount: 50_000_000n, min_tenor: 3, max_tenor: 12, minimum_age_months: 24, unsecured: true, security: [], worst_loan_to_value: 0, max_exposure: 100_000_000n },
			offer: { price: { type: "Fixed", value: { rates: [3_450_000n, 3_550_000n, 3_650_000n, 3_650_000n, 3_650_000n, 3_650_000n, 3_650_000n, 3_650_000n, 3_650_000n] } }, calendar: { type: "Guangdong" }, valid_days: 14 },
			uses: { per_day: 50, in_all: 1_000 },
		});
	});

	it("takes what is repaid at the end alone only where the product has nothing else", () => {
		expect(policyOf(3, spec, "Guangdong", rules).rules.methods.map(({ type }) => type)).toEqual(["EqualInstalments"]);
		const bullet = policyOf(3, { ...spec, methods: [word("Bullet")] } as unknown as Spec, "Guangdong", rules);
		expect([bullet.rules.methods[0]!.type, bullet.offer.due_days.type]).toEqual(["Bullet", "Maturity"]);
	});

	it("with security has the product's loan-to-value", () => {
		expect(policyOf(3, spec, "Guangdong", { ...rules, security: true }).rules).toMatchObject({ security: [{ type: "TradeReceivable" }], worst_loan_to_value: 8_000 });
	});

	it("over a reference has spreads", () => {
		const floating = policyOf(3, { ...spec, reference: 0 } as unknown as Spec, "Guangdong", { ...rules, prices: [-10, 45, 60] });
		expect(floating.offer.price).toEqual({ type: "Floating", value: { reference: 0, spreads: [-10, 45, 60, 60, 60, 60, 60, 60, 60], floor: 0n, first: undefined, every: 12 } });
		expect(usualPrice({ ...spec, reference: 0 } as unknown as Spec, "Aaa", 3_000_000n)).toBe(45);
	});

	it("never costs a worse grade less", () => {
		expect([rises([1n, 1n, 2n]), rises([2n, 1n]), rises([])]).toEqual([true, false, true]);
		expect(served("A")).toEqual(["Aaa", "Aa", "A"]);
		expect(usualPrice(spec, "Bbb", undefined)).toBe(5_450_000n);
	});
});
