// What several sides see of one contract, in each language: the same facts, and for each side its own acts.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Writable } from "node:stream";
import type { ReactElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseNumber } from "../firm/numbers";
import { type Lang, LANGS, loadWords, setLang } from "../words";

const answers = vi.hoisted(() => new Map<string, (args: readonly unknown[]) => unknown>());
const asked = (name: string, args: readonly unknown[] | null) => ({
	data: args ? answers.get(name)?.(args) : undefined, loading: false, error: undefined, badge: "verified", checkedAt: undefined, head: undefined,
});
vi.mock("../chain", async (actual) => ({ ...(await actual<object>()), useQuestion: asked, useList: asked, useStorage: asked }));
vi.mock("../keys", () => ({ useKey: () => ({ account: "owner", state: "open" }) }));

const { Guarantees } = await import("./Guarantees");
const { Security } = await import("./Security");
const { Compared } = await import("./Compared");
const { LineFacts, FeeTables } = await import("./LineParts");
const { Reversal } = await import("./Reversal");

const word = (type: string, value?: unknown) => ({ type, value });
const doing = { send: async () => true, busy: false, progress: null };
const owner = parseNumber("CN:914403000000000017")!;

async function show(screen: ReactElement, lang: Lang = "en"): Promise<string> {
	await setLang(lang);
	const chunks: string[] = [];
	await new Promise<void>((done, fail) => {
		const sink = new Writable({ write: (chunk: Buffer, _, next) => (chunks.push(chunk.toString()), next()), final: (next) => (next(), done()) });
		const { pipe } = renderToPipeableStream(
			<QueryClientProvider client={new QueryClient()}>
				<MemoryRouter>{screen}</MemoryRouter>
			</QueryClientProvider>,
			{ onAllReady: () => void pipe(sink), onError: fail },
		);
	});
	return chunks.join("").replaceAll("<!-- -->", "").replaceAll(/<!--.*?-->/g, "");
}

/** No message is missing or shows its own marks, in any language. */
async function inAll(screen: ReactElement): Promise<void> {
	for (const lang of LANGS) {
		const text = (await show(screen, lang)).replace(/<[^>]*>/g, " ");
		expect(text, lang).not.toMatch(/\b(bank|credit|firm|ui)\.[a-zA-Z]+|\{\w+[,}]|undefined/);
		expect(text.trim(), lang).not.toBe("");
	}
	await setLang("en");
}

const part = { guarantor: 0, share: 5_000, backs: undefined, bears: 2_000, signed_on: 20_800, stated_on: undefined, paid_on: undefined, agreed_to: "0xaa", to_pay: 30_000_000n, of_recoveries: 0 };
const guarantee = (state: string) => ({
	id: 3n, loan: 7n, institution: 0, currency: word("Cny"), scheme: word("EightyTwenty"), model: word("Advance"), covers: word("Principal"), terms: "0x11", state: word(state), proposed_on: 20_790, called_on: undefined, pay_by: 20_900, call_by: 20_950,
	lender_bears: 5_000, lender_of_recoveries: 10_000, parts: [part, { ...part, guarantor: 1, share: 3_000, backs: 0, agreed_to: undefined }],
});
const conditions = {
	amount: 60_000_000n, tenor: 6, method: word("EqualInstalments"), pricing: word("Fixed", { rate: 3_450_000n }), day_count: word("Actual360"), due_days: word("Anniversary", { every: 1 }), first_period: word("Short"), calendar: word("Guangdong"),
	adjustment: word("Following"), moves_interest: false, grace_days: 0, principal_holiday: 0, balloon: 0n, prepayment: word("Lower"), late: { surcharge: 5_000, misuse: 10_000, on_interest: word("Nothing") },
	order: { claims: ["Costs", "Penalty", "Interest", "Fees", "Principal"].map((one) => word(one)), by_day: false }, costs: [],
};

beforeAll(async () => {
	for (const lang of LANGS) {
		await setLang(lang);
		await loadWords("credit", "bank", "firm", "ui");
	}
	await setLang("en");
});
beforeEach(() => {
	answers.clear();
	answers.set("FinancingApi.institutions", () => [{ id: 0, name: "Bank" }]);
	answers.set("GuaranteesApi.guarantors", () => [{ id: 0, name: "First Guarantee" }, { id: 1, name: "Second Guarantee" }]);
	answers.set("Timestamp.Now", () => 1_800_000_000_000n);
	answers.set("BusinessClock.Offset", () => 0n);
	answers.set("ReferenceRatesApi.reference_rates", () => []);
});

describe("a guarantee", () => {
	it("says who bears what, and who has not agreed to an amendment", async () => {
		answers.set("GuaranteesApi.guarantees_of", () => [guarantee("Bound")]);
		const page = await show(<Guarantees loan={7n} amendment="0xaa" />);
		for (const said of ["First Guarantee", "behind First Guarantee", "the lender bears a fifth or more", "50%", "20%", ">agreed<", ">not yet<"]) expect(page).toContain(said);
		expect(page, "who only reads has nothing to press").not.toContain("<button");
		await inAll(<Guarantees loan={7n} amendment="0xaa" />);
	});

	it.each([
		["Proposed", ["Take it back"]],
		["Bound", ["Call it: the guarantors pay", "Give it back for good"]],
		["Called", ["Record that it paid", "Give it back for good"]],
		["Released", []],
	])("that is %s gives the lender its acts and no others", async (state, acts) => {
		answers.set("GuaranteesApi.guarantees_of", () => [guarantee(state)]);
		const page = await show(<Guarantees loan={7n} lender={doing} called />);
		expect([...page.matchAll(/<button[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual(acts);
		await inAll(<Guarantees loan={7n} lender={doing} called />);
	});
});

describe("security", () => {
	const enforcement = { realisation: { buyer: undefined, proceeds: 70_000_000n, costs: 2_000_000n, price: word("Agreed"), evidence: "0x11" }, currency: word("Cny"), object_until: 20_840, agreed: [] as unknown[], objection: undefined, claims: [] };
	const asset = (more: object = {}) => ({
		id: 5n, kind: word("Invention"), holder: undefined, right: { title: "Hollow shaft", owners: [owner], encumbrance: word("None") }, receivable: undefined,
		liens: [{ id: 9n, rank: 1, lien: { institution: 0, loan: 7n, state: word("Defaulted"), secured_amount: 60_000_000n, until: 21_000, asset: 5n }, enforcement: { ...enforcement, ...more } }],
	});
	const of = { assets: [5n], loan: 7n, owed: 50_000_000n, currency: word("Cny") };

	it("says how a price is shared, to both sides alike", async () => {
		answers.set("CollateralApi.asset", () => asset());
		for (const side of [{ lender: doing }, { owner: doing, number: owner }, "nobody" as const]) {
			const page = await show(<Security {...of} side={side} />);
			for (const said of ["CNY 700,000.00", "CNY 20,000.00", "CNY 500,000.00", "CNY 180,000.00", "the agreement of every owner", "has said nothing"]) expect(page).toContain(said);
			await inAll(<Security {...of} side={side} />);
		}
	});

	it("is enforced by its lender only once its owners agreed to a price that needs it", async () => {
		answers.set("CollateralApi.asset", () => asset());
		expect(await show(<Security {...of} side={{ lender: doing }} />)).toContain("Every owner must agree to this price first.");
		answers.set("CollateralApi.asset", () => asset({ agreed: [owner] }));
		expect(await show(<Security {...of} side={{ lender: doing }} />)).toContain("Carry out the enforcement");
	});

	it("asks its owner to agree or to object, once", async () => {
		answers.set("CollateralApi.asset", () => asset());
		const page = await show(<Security {...of} side={{ owner: doing, number: owner }} />);
		expect(page).toContain("Agree to exactly this");
		expect(page).not.toContain("Carry out");
		answers.set("CollateralApi.asset", () => asset({ agreed: [owner] }));
		expect(await show(<Security {...of} side={{ owner: doing, number: owner }} />)).not.toContain("Agree to exactly this");
	});
});

describe("other conditions", () => {
	it("stand beside those that hold, and what changes says so", async () => {
		const screen = <Compared before={conditions as never} after={{ ...conditions, tenor: 9, principal_holiday: 2 } as never} currency="CNY" label="Conditions" />;
		const page = await show(screen);
		expect(page.match(/class="changed"/g)).toHaveLength(2);
		expect(page).toContain("<td>6 months</td><td>9 months</td>");
		await inAll(screen);
	});
});

describe("a credit line", () => {
	const line = {
		id: 4n, institution: 0, terms_hash: "0x11", state: word("InForce"), offered_at: 0n, accepted_on: 20_800, cancelled_on: undefined, drawn: 40_000_000n, available: 60_000_000n, stops: [],
		levied: [{ from: 20_800, to: 20_880, due: 20_881, amount: 31_806n }], to_levy: [{ from: 20_880, to: 20_970, due: 20_971, amount: 27_014n }], fee_payments: [{ reference: "FEE 1", amount: 31_000n, value_date: 20_885, recorded_on: 20_886 }], fee_owed: 806n, fee_due: 806n,
		spec: { enterprise: owner, currency: word("Cny"), limit: 100_000_000n, revolving: true, until: 21_000, repay_by: 21_100, conditions: { highest_rate: 4_500_000n, longest_tenor: 6, methods: [], use_of_funds: [word("Purchases")] }, commitment_fee: { rate: 25, day_count: word("Actual360"), due_days: word("Fixed", { every: 3, day: 20, included: true, paid_after: 1 }) }, valid_until: 0n },
	};
	it("says every term, what is drawn, and each settlement of its fee", async () => {
		const screen = (
			<>
				<LineFacts line={line as never} />
				<FeeTables line={line as never} />
			</>
		);
		const page = await show(screen);
		for (const said of ["CNY 1,000,000.00", "CNY 600,000.00", "4.50%", "0.25%", "Goods and materials", "CNY 318.06", "CNY 270.14", "FEE 1", ">levied<", ">not levied yet<", "Levied and unpaid: CNY 8.06"]) expect(page).toContain(said);
		await inAll(screen);
	});
});

describe("a reversal", () => {
	const line = (reversal_asked?: object) => ({ posting: 2, entry: { entry: word("Repayment", { amount: 1n, reference: "R" }), value_date: 1, reversed: undefined }, reversal_asked }) as never;
	it("that the other side asked for is agreed to, one's own waits", async () => {
		const asked = line({ by_lender: false, reason: "it bounced" });
		expect(await show(<Reversal loan={7n} line={asked} doing={doing} lender />)).toContain("Agree to the reversal");
		const own = await show(<Reversal loan={7n} line={asked} doing={doing} lender={false} />);
		expect(own).toContain("The firm asks to reverse it: it bounced");
		expect(own).not.toContain("<button");
		expect(await show(<Reversal loan={7n} line={line()} doing={doing} lender={false} />)).toContain("Ask to reverse");
		await inAll(<Reversal loan={7n} line={line()} doing={doing} lender />);
	});
});
