import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { call, decodeCall, encodeCall } from "../chain";
import { parseNumber } from "../firm/numbers";
import { type Line, mostFee, settlements, specOf, unfit } from "./lines";

// The page loads the metadata by its address.
beforeAll(() => void vi.stubGlobal("fetch", async () => new Response(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url))))));

const offered = {
	enterprise: parseNumber("CN:91440300708461136T")!, currency: "Cny", limit: 100_000_000n, revolving: true, until: 20_900, repayBy: 21_000, highestRate: 4_500_000n, longestTenor: 6,
	methods: ["Bullet"], uses: ["Purchases"], fee: 25, every: 3, days: 20, now: 1_800_000_000,
} as const;

it("an offer of a line is written as the chain's codec writes it, and read back as the same", async () => {
	const spec = specOf({ ...offered, methods: [...offered.methods], uses: [...offered.uses] });
	expect(spec.valid_until).toBe(1_800_000_000n + 20n * 86_400n);
	const read = (await decodeCall(await encodeCall(call("CreditLines", "offer", { spec })))) as unknown as { value: { value: { spec: unknown } } };
	expect(read.value.value.spec).toMatchObject({
		limit: 100_000_000n, revolving: true, until: 20_900, repay_by: 21_000, conditions: { highest_rate: 4_500_000n, longest_tenor: 6, methods: [{ type: "Bullet" }], use_of_funds: [{ type: "Purchases" }] },
		commitment_fee: { rate: 25, day_count: { type: "Actual360" }, due_days: { type: "Fixed", value: { every: 3, day: 20, included: true, paid_after: 1 } } },
	});
});

describe("a commitment fee", () => {
	const fee = (from: number, amount: bigint) => ({ from, to: from + 90, due: from + 91, amount });
	const line = { levied: [fee(0, 31_806n)], to_levy: [fee(90, 27_014n)], fee_owed: 806n } as unknown as Line;
	it("is shown settlement by settlement, and as much can be recorded as is levied and unpaid, with what is levied then", () => {
		expect(settlements(line).map(({ amount, levied }) => [amount, levied])).toEqual([[31_806n, true], [27_014n, false]]);
		expect(mostFee(line)).toBe(27_820n);
	});
});

describe("a drawdown", () => {
	const word = (type: string) => ({ type });
	const line = { institution: 3, available: 60_000_000n, spec: { currency: word("Cny"), conditions: { longest_tenor: 6, methods: [word("Bullet")], use_of_funds: [word("Purchases")] } } } as unknown as Line;
	const request = { amount: 60_000_000n, tenor: 6, currency: word("Cny"), method: word("Bullet"), use_of_funds: word("Purchases") };
	it("keeps what the line says", () => {
		expect(unfit(line, request, 3)).toBeUndefined();
		expect(unfit(line, request, 4), "another bank's").toBe("Bank");
		expect(unfit(line, { ...request, amount: 60_000_001n }, 3)).toBe("Amount");
		expect(unfit(line, { ...request, currency: word("Hkd") }, 3)).toBe("Currency");
		expect(unfit(line, { ...request, tenor: 7 }, 3)).toBe("Tenor");
		expect(unfit(line, { ...request, method: word("EqualInstalments") }, 3)).toBe("Method");
		expect(unfit(line, { ...request, use_of_funds: word("Premises") }, 3)).toBe("Use");
	});
	it("may be anything that an empty list leaves open", () => {
		const open = { ...line, spec: { ...line.spec, conditions: { ...line.spec.conditions, methods: [], use_of_funds: [] } } } as Line;
		expect(unfit(open, { ...request, method: word("EqualInstalments"), use_of_funds: word("Premises") }, 3)).toBeUndefined();
	});
});
