// What the second officer reads before approving: from the bytes that are signed, in each language.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { beforeAll, expect, it, vi } from "vitest";
import { codecsOf } from "../chain/codecs";
import type { Call } from "../chain/types";
import { parseNumber } from "../firm/numbers";
import { type Lang, LANGS, loadWords, setLang } from "../words";

const answers = vi.hoisted(() => new Map<string, (args: readonly unknown[]) => unknown>());
const asked = (name: string, args: readonly unknown[] | null) => ({
	data: args ? answers.get(name)?.(args) : undefined, loading: false, error: undefined, badge: "verified", checkedAt: undefined, head: undefined,
});
vi.mock("../chain", async (actual) => ({ ...(await actual<object>()), useQuestion: asked, useList: asked, useStorage: asked }));
vi.mock("../keys", () => ({ useKey: () => ({ account: "officer", state: "open" }) }));

const { Contents } = await import("./Approve");
const { describe } = await import("./pending");

const { call: codec } = codecsOf(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url))));
const word = (type: string, value?: unknown) => ({ type, value });
/** As the page finds it: decoded from its bytes. */
const made = (pallet: string, name: string, args: unknown) => codec.dec(codec.enc(word(pallet, word(name, args)) as never)) as Call;

const firm = parseNumber("CN:914403000000000017")!;
const conditions = {
	amount: 60_000_000n, tenor: 6, method: word("EqualInstalments"), pricing: word("Fixed", { rate: 3_450_000n }), day_count: word("Actual360"), due_days: word("Anniversary", { every: 1 }), first_period: word("Short"), calendar: word("Guangdong"),
	adjustment: word("Following"), moves_interest: false, grace_days: 0, principal_holiday: 0, balloon: 0n, prepayment: word("Lower"), late: { surcharge: 5_000, misuse: 10_000, on_interest: word("Nothing") },
	order: { claims: ["Costs", "Penalty", "Interest", "Fees", "Principal"].map((one) => word(one)), by_day: false }, costs: [],
};
const policy = {
	product: 2,
	rules: { worst_grade: word("A"), minimum_coverage: 6_000, max_amount: 50_000_000n, min_tenor: 3, max_tenor: 12, methods: [], use_of_funds: [], industries: [], divisions: [], jurisdictions: [], minimum_age_months: 24, unsecured: true, security: [], worst_loan_to_value: 0, max_exposure: 70_000_000n },
	offer: { ...conditions, price: word("Fixed", { rates: Array.from({ length: 9 }, (_, at) => 3_450_000n + BigInt(at) * 100_000n) }), balloon: 0, valid_days: 14 },
	uses: { per_day: 50, in_all: 1_000 },
};
const line = {
	enterprise: firm, currency: word("Cny"), limit: 100_000_000n, revolving: true, until: 21_000, repay_by: 21_100, conditions: { highest_rate: 4_500_000n, longest_tenor: 6, methods: [], use_of_funds: [] },
	commitment_fee: { rate: 25, day_count: word("Actual360"), due_days: word("Fixed", { every: 3, day: 20, included: true, paid_after: 1 }) }, valid_until: 1_800_000_000n,
};
const HASH = `0x${"11".repeat(32)}`;
const charge = made("Financing", "levy_charge", { loan: 7n, amount: 60_000n, reason: "a letter" });

const CASES: [Call, string[]][] = [
	[charge, ["CNY 600.00", "a letter"]],
	[made("Financing", "forgive", { loan: 7n, amount: 1_00n, reason: "goodwill" }), ["CNY 1.00", "goodwill"]],
	[made("Financing", "reverse", { loan: 7n, posting: 3, reason: "it bounced" }), ["Entry 3", "it bounced"]],
	[made("Financing", "refuse_claim", { loan: 7n, reference: "MINE 7", reason: "no such payment" }), ["MINE 7", "no such payment"]],
	[made("Financing", "repay_several", { loans: [7n, 8n], amount: 500_00n, reference: "IN 9", value_date: 20_900, named: undefined }), ["CNY 500.00", "IN 9", "No. 7, No. 8"]],
	[made("Collateral", "continue_lien", { lien: 9n, until: 21_000 }), ["1 July 2027"]],
	[made("Financing", "propose_amendment", { loan: 7n, amendment: { kind: word("Extension"), conditions: { ...conditions, tenor: 9 }, reschedules_arrears: true }, valid_until: 1_800_000_000n }), ["Some Works", "extension", "9 months", "(changes)", "becomes due anew"]],
	[made("CreditLines", "offer", { spec: line }), ["Some Works", "CNY 1,000,000.00", "4.50%", "0.25%", "360", "15 January 2027"]],
	[made("Financing", "explain_override", { application: 7n, reason: word("NewerInformation") }), ["newer information"]],
	[made("CreditLines", "freeze", { line: 4n, reason: "annual review" }), ["annual review"]],
	[made("CreditLines", "record_fee", { line: 4n, amount: 31_806n, reference: "FEE 1", value_date: 20_900 }), ["CNY 318.06", "FEE 1"]],
	[made("Guarantees", "propose", { guarantee: { application: 7n, scheme: word("EightyTwenty"), model: word("NetLoss"), covers: word("Debt"), parts: [{ guarantor: 0, share: 5_000 }, { guarantor: 1, share: 3_000, backs: 0 }] } }), ["First Guarantee", "50%", "Second Guarantee", "30% behind First Guarantee", "all that is owed"]],
	[made("Collateral", "propose_enforcement", { lien: 9n, realisation: { buyer: firm, proceeds: 70_000_000n, costs: 2_000_000n, price: word("Appraised"), evidence: HASH } }), ["CN:914403000000000017", "CNY 700,000.00", "CNY 20,000.00", "the standing appraisal"]],
	[made("Policies", "publish", { spec: policy }), ["AAA", "3.45%", "3.65%", "CNY 500,000.00", "CNY 700,000.00", "50 in a day"]],
	[made("Utility", "batch_all", { calls: [charge, made("Financing", "write_off", { loan: 7n, share: 2_500 })] }), ["Costs charged to loan 7", "a letter", "Written off: 25%"]],
];

async function show(what: Call, lang: Lang): Promise<string> {
	await setLang(lang);
	const chunks: string[] = [];
	await new Promise<void>((done, fail) => {
		const sink = new Writable({ write: (chunk: Buffer, _, next) => (chunks.push(chunk.toString()), next()), final: (next) => (next(), done()) });
		const { pipe } = renderToPipeableStream(
			<QueryClientProvider client={new QueryClient()}>
				<MemoryRouter>
					<Contents what={what} parts={describe(what)!.parts} />
				</MemoryRouter>
			</QueryClientProvider>,
			{ onAllReady: () => void pipe(sink), onError: fail },
		);
	});
	return chunks.join("").replaceAll(/<!--.*?-->/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

beforeAll(async () => {
	for (const lang of LANGS) {
		await setLang(lang);
		await loadWords("credit", "bank", "ui");
	}
	answers.set("EnterpriseRegistryApi.enterprise", () => ({ legal_name: "Some Works" }));
	answers.set("FinancingApi.loan", () => ({ id: 7n, enterprise: firm, currency: word("Cny"), amendments: [], terms: { conditions } }));
	answers.set("FinancingApi.application", () => ({ id: 7n, enterprise: firm, request: { amount: 1n, currency: word("Cny") }, terms: undefined }));
	answers.set("CreditLinesApi.line", () => ({ spec: line }));
	answers.set("GuaranteesApi.guarantors", () => [{ id: 0, name: "First Guarantee" }, { id: 1, name: "Second Guarantee" }]);
	answers.set("Collateral.Liens", () => ({ loan: 7n }));
	answers.set("Products.Products", () => ({ institution: 0, open: true, spec: { currency: word("Cny") } }));
	answers.set("ReferenceRatesApi.reference_rates", () => []);
});

it.each(CASES.map(([what, said]) => [(what as unknown as { value: { type: string } }).value.type, what, said] as const))("of %s all that matters is on the screen", async (_, what, said) => {
	const page = await show(what, "en");
	for (const part of said) expect(page).toContain(part);
	for (const lang of LANGS) expect(await show(what, lang), lang).not.toMatch(/\b(bank|credit|firm|ui)\.[a-zA-Z]+|\{\w+[,}]|undefined/);
});
