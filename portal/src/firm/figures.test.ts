import { beforeAll, describe, expect, test } from "vitest";
import { currentWords, loadWords, setLang } from "../words";
import { percent } from "./data";
import { groupOf, type Line } from "./home";
import { nextOf } from "./loans";
import { raised, readAcceptance } from "./offer";
import { binOf, figure, mean, range } from "./ranges";
import { running } from "./states";

beforeAll(async () => {
	await setLang("en");
	await loadWords("firm");
});

describe("ranges", () => {
	const taxes = { unit: "CNY", edges: [-5n, 0n, 200_000n, 1_000_000n] };
	const plain = (unit: string) => unit;
	const told = (bin: number, measure = taxes) => range(bin, measure, currentWords(), plain);

	test("an edge belongs to the range above it", () => {
		expect([-6n, -5n, 0n, 199_999n, 200_000n, 5_000_000n].map((value) => binOf(value, taxes))).toEqual([0, 1, 2, 2, 3, 4]);
		expect([told(0), told(3), told(4)]).toEqual(["below CNY -5.00", "CNY 200,000.00 to below CNY 1,000,000.00", "CNY 1,000,000.00 or more"]);
	});

	test("one whole number is itself, and yes and no are words", () => {
		expect(told(1, { unit: "penalties", edges: [1n, 2n, 4n] })).toBe("1 penalties");
		expect([0, 1].map((bin) => told(bin, { unit: "yes or no", edges: [1n] }))).toEqual(["no", "yes"]);
		expect(figure(-1_250n, { unit: "basis points", edges: [] }, currentWords(), plain)).toBe("-12.5%");
	});

	test("a mean has the decimals that it needs, and two at most", () => {
		const means = (unit: string, ...sums: [bigint, number][]) => sums.map(([sum, count]) => mean(sum, count, { unit, edges: [] }, currentWords(), plain));
		expect(means("staff", [341n, 2], [340n, 2], [200n, 3], [-1n, 3])).toEqual(["170.5 staff", "170 staff", "66.67 staff", "-0.33 staff"]);
		expect([...means("CNY", [341n, 2]), ...means("basis points", [5n, 2]), ...means("yes or no", [1n, 2])]).toEqual(["CNY 170.50", "0.025%", "0.5"]);
	});
});

describe("where a statement belongs", () => {
	const now = 1_800_000_000;
	const line = (attestation: object | undefined) => ({ indicator: {}, agency: undefined, attestation }) as unknown as Line;
	const stands = (changes: object = {}) => line({ standing: { type: "InForce" }, counts: true, expires: BigInt(now + 40 * 86_400), ...changes });

	test("what is missing, disputed or ends within thirty days is not among what counts", () => {
		expect(groupOf(line(undefined), now)).toBe("missing");
		expect(groupOf(stands({ counts: false }), now)).toBe("missing");
		expect(groupOf(stands({ standing: { type: "Disputed" }, counts: false }), now)).toBe("disputed");
		expect(groupOf(stands({ standing: { type: "Revoked" }, counts: false }), now)).toBe("revoked");
		expect(groupOf(stands({ expires: BigInt(now + 30 * 86_400) }), now)).toBe("expiring");
		expect(groupOf(stands(), now)).toBe("standing");
		expect(groupOf(stands({ standing: { type: "Upheld" } }), now)).toBe("standing");
	});
});

describe("what is signed", () => {
	const call = (pallet: string, name: string, value: unknown) => ({ type: pallet, value: { type: name, value } });
	const accept = call("Financing", "accept_offer", { application: 7n, terms_hash: "0x01" });
	const pledge = call("Collateral", "pledge", { asset: 3n, pledgor: {}, lien: { institution: 1, secured_amount: 5n, until: 9 } });
	const batch = (...calls: unknown[]) => call("Utility", "batch_all", { calls });

	test("is one acceptance, alone or behind pledges, and nothing else", () => {
		expect(readAcceptance(accept)).toEqual({ application: 7n, terms_hash: "0x01", pledges: [] });
		expect(readAcceptance(batch(pledge, accept))?.pledges.map((one) => one.asset)).toEqual([3n]);
		const others = [
			call("Financing", "refuse_offer", { application: 7n }),
			batch(accept, pledge),
			batch(accept, accept),
			batch(call("EnterpriseRegistry", "offer_control", {}), accept),
			batch(call("CrossBorder", "pledge", {}), accept),
			call("Utility", "batch", { calls: [accept] }),
			batch(),
		];
		expect(others.map(readAcceptance)).toEqual(others.map(() => undefined));
	});
});

describe("figures of a loan", () => {
	test("a rate has two decimals, whatever they are, and the reader's mark", () => {
		expect([percent(4_004_863n, "en"), percent(3_999_999n, "pt"), percent(50_000n, "zh-Hans")]).toEqual(["4.00%", "4,00\u00a0%", "0.05%"]);
	});

	test("what is overdue bears the rate raised by a share of itself", () => {
		expect([raised(3_450_000n, 5_000), raised(1n, 5_000)]).toEqual([5_175_000n, 2n]);
	});

	test("the next instalment is due today or later, and is one on which something is due", () => {
		const due = (day: number, sum: bigint) => ({ due: day, principal: sum, interest: 0n, fees: 0n });
		const schedule = [due(10, 5n), due(20, 0n), due(30, 7n)];
		const loan = { schedule, state: { type: "Active" } } as never;
		expect([9, 10, 11, 31].map((today) => nextOf(loan, today)?.due)).toEqual([10, 10, 30, undefined]);
		expect(nextOf({ schedule, state: { type: "Closed" } } as never, 9)).toBeUndefined();
		expect(["Active", "InDefault", "Closed", "Stated"].filter(running)).toEqual(["Active", "InDefault"]);
	});
});
