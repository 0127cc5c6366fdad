// Answers held to the records that they rest on. The chain here is made up: records by name and arguments.

import { describe, expect, it } from "vitest";
import type { Verdict } from "../checks";
import { JUDGES, type Proved } from "./records";

const FIRM = { type: "Mainland", value: "0x3931" };
const PAGE = { after: undefined, limit: undefined };
const text = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));

const record = (value: unknown, more: object = {}) => ({
	value, period_end: 20_000, expires: 1_800_000_000n, made_at: 1_700_000_000n, evidence: "0x03", revision: 2, standing: { type: "InForce" }, dataset: undefined, shown: false, ...more,
});
const indicator = (name: string, owner: number) => ({ spec: { name, unit: "CNY", owner, edges: [10n, 20n], direction: { type: "HigherIsBetter" }, validity_days: 90, class: { type: "Register" } }, retired: false });

function chain(): Record<string, unknown> {
	return {
		"Timestamp.Now []": 1_750_000_000_000n,
		"BusinessClock.Offset []": 0n,
		"Attestations.NextIndicator []": 3,
		[`Attestations.Latest ${text([FIRM, 0])}`]: record({ type: "Open", value: 20n }),
		[`Attestations.Latest ${text([FIRM, 2])}`]: record({ type: "Sealed", value: ["0x01"] }, { expires: 1_740_000_000n }),
		"Attestations.Indicators [0]": indicator("Tax paid", 1),
		"Attestations.Indicators [1]": indicator("Exports", 1),
		"Attestations.Indicators [2]": indicator("Staff", 2),
		"Attestations.Agencies [1]": { spec: { name: "Tax", key: "5A" }, suspended: false },
		"Attestations.Agencies [2]": { spec: { name: "Social security", key: "5B" }, suspended: true },
	};
}

const provedBy = (records: Record<string, unknown>): Proved => {
	const get = async (name: string, args: unknown[]) => records[`${name} ${text(args)}`];
	const quote = async ({ conditions, drawn, calendar }: { conditions: object; drawn: number; calendar: object }) => ({ drawn, interest: 7n, made: text([conditions, calendar]) });
	return { get, rules: { quote }, all: (name: string, args: unknown[][]) => Promise.all(args.map((one) => get(name, one))), validators: { keys: [["0x01", 1n]], set: 4n } } as never;
};

const shown = () => [
	{ indicator: 0, name: "Tax paid", unit: "CNY", agency: 1, agency_suspended: false, bin: 2, counts: true, ...record({ type: "Open", value: 20n }) },
	{ indicator: 2, name: "Staff", unit: "CNY", agency: 2, agency_suspended: true, bin: undefined, counts: false, ...record({ type: "Sealed", value: ["0x01"] }, { expires: 1_740_000_000n }) },
];

const judge = (name: string, args: unknown[], answer: unknown, records = chain()): Promise<Verdict> => JUDGES[name]!(args as never[], answer as never, provedBy(records));
const attested = (items: object[], paging: object = PAGE, next?: number) => judge("AttestationsApi_attestations", [FIRM, paging], { items, next });

describe("what agencies say of a firm", () => {
	it("is verified to the last word, in whatever order", async () => {
		expect(await attested(shown())).toBe("same");
		expect(await attested(shown().reverse())).toBe("same");
	});

	it("is a lie where any word of it is another", async () => {
		for (const change of [
			{ value: { type: "Open", value: 21n } }, { expires: 1n }, { revision: 3 }, { standing: { type: "Upheld" } }, { name: "Taxes" }, { unit: "HKD" }, { agency: 2 },
			{ agency_suspended: true }, { bin: 1 }, { counts: false }, { shown: true }, { indicator: 1 },
		]) {
			const [first, second] = shown();
			expect(await attested([{ ...first, ...change }, second!]), text(change)).toBe("other");
		}
	});

	it("is a lie where a statement is left out, or made up", async () => {
		expect(await attested(shown().slice(1))).toBe("other");
		expect(await attested([...shown(), { ...shown()[0]!, indicator: 1 }])).toBe("other");
		expect(await attested([])).toBe("other");
	});

	it("of one page of several is the gateway's word, as far as it holds", async () => {
		expect(await attested(shown().slice(0, 1), PAGE, 0)).toBe("unknown");
		expect(await attested([{ ...shown()[0]!, bin: 0 }], PAGE, 0)).toBe("other");
	});

	it("counts no more once its dataset does not stand", async () => {
		const records = { ...chain(), [`Attestations.Latest ${text([FIRM, 0])}`]: record({ type: "Open", value: 20n }, { dataset: 5 }), "Attestations.Datasets [5]": { standing: { type: "Superseded" } } };
		const [first, second] = shown();
		expect(await judge("AttestationsApi_attestations", [FIRM, PAGE], { items: [{ ...first, dataset: 5 }, second] }, records)).toBe("other");
		expect(await judge("AttestationsApi_attestations", [FIRM, PAGE], { items: [{ ...first, dataset: 5, counts: false }, second] }, records)).toBe("same");
	});
});

describe("a list that is numbered", () => {
	const items = () => [0, 1, 2].map((id) => { const { spec, retired } = chain()[`Attestations.Indicators [${id}]`] as ReturnType<typeof indicator>; return { id, ...spec, retired }; });
	it("is verified as a whole, and a lie in any entry or number is seen", async () => {
		const asked = (some: object[]) => judge("AttestationsApi_indicators", [PAGE], { items: some });
		expect(await asked(items())).toBe("same");
		expect(await asked(items().slice(0, 2))).toBe("other");
		expect(await asked(items().map((one) => ({ ...one, name: one.id === 1 ? "Imports" : one.name })))).toBe("other");
		expect(await judge("AttestationsApi_indicators", [PAGE], { items: items().slice(0, 2), next: 1 })).toBe("unknown");
	});
});

describe("what lies in more than records", () => {
	const firm = { legal_name: "Kapok", industry: "C", division: undefined, founded: 1, registered_capital: 5n, capital_currency: "Cny", lei: undefined, outer_check_mismatch: false, status: "Active", controller: "5F", registrar: 0, registered_at: 1n, successor: undefined };
	const records = { [`EnterpriseRegistry.Enterprises ${text([FIRM])}`]: firm };
	it("is never called verified, and a lie in it is seen", async () => {
		const asked = (view: unknown) => judge("EnterpriseRegistryApi_enterprise", [FIRM], view, records);
		expect(await asked({ ...firm, officers: [] })).toBe("unknown");
		expect(await asked({ ...firm, controller: "5G", officers: [] })).toBe("other");
		expect(await asked(undefined)).toBe("other");
	});
});

describe("an application with its offer", () => {
	const filed = { enterprise: FIRM, product: 1, institution: 2, grade: "A", filed_at: 1n, decide_by: 9n, deadline_missed: false, reservation: undefined, state: { type: "Offered" } };
	const made = { request: { amount: 5n }, terms: { rate: 4n, valid_until: 1_750_000_001n } };
	const records = { ...chain(), "Financing.Applications [\"7n\"]": filed, "Financing.Records [\"7n\"]": made };
	const view = { id: 7n, ...filed, ...made, now: { type: "Offered" }, offered_terms_hash: "0x" };
	it("is verified in all that is accepted", async () => {
		const asked = (one: unknown) => judge("FinancingApi_application", [7n], one, records);
		expect(await asked(view)).toBe("same");
		expect(await asked({ ...view, terms: { rate: 5n } })).toBe("other");
		expect(await asked({ ...view, institution: 3 })).toBe("other");
		// The time for it is over, as the chain reckons: no record says so.
		expect(await asked({ ...view, now: { type: "Expired" } })).toBe("unknown");
		expect(await asked(undefined)).toBe("other");
	});

	it("that time may have ended is never called verified", async () => {
		for (const [state, end] of [["Offered", { terms: { rate: 4n, valid_until: 1_750_000_000n } }], ["Open", {}]] as const) {
			const late = { ...filed, state: { type: state } };
			const stored = { ...records, "Financing.Applications [\"7n\"]": late, "Financing.Records [\"7n\"]": { ...made, ...end } };
			expect(await judge("FinancingApi_application", [7n], { ...view, ...late, ...end, now: { type: state } }, stored), state).toBe("unknown");
		}
	});
});

describe("what an offer costs", () => {
	const fixed = { pricing: { type: "Fixed", value: { rate: 5n } }, calendar: "Guangdong" };
	const records = { 'Calendars.Years ["Guangdong"]': [[2026, []]] };
	const answer = { drawn: 20_000, interest: 7n, made: text([fixed, { place: "Guangdong", years: [[2026, []]] }]) };
	it("is reckoned here from the bank days that are proved", async () => {
		const asked = (conditions: object, one: unknown) => judge("FinancingApi_quote", [1, conditions, 20_000], one, records);
		expect(await asked(fixed, answer)).toBe("same");
		expect(await asked(fixed, { ...answer, interest: 8n })).toBe("other");
		expect(await asked({ ...fixed, pricing: { type: "Floating" } }, answer)).toBe("unknown");
		expect(await asked(fixed, undefined)).toBe("unknown");
	});
});

it("validators are those that were followed to", async () => {
	expect(await judge("GrandpaApi_current_set_id", [], 4n)).toBe("same");
	expect(await judge("GrandpaApi_current_set_id", [], 5n)).toBe("other");
	expect(await judge("GrandpaApi_grandpa_authorities", [], [["0x02", 1n]])).toBe("other");
});
