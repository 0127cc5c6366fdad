// The statement of account of a loan: its entries as they stand in the record, and what each was spent on, by the chain's own rules.

import type { StorageValue } from "../chain/types";
import type { Loan as View, Owed } from "../rules/types";
import { clock, NoPaper, type Reading, there } from "./records";

type Posting = NonNullable<StorageValue<"Financing.Postings">>;

export interface Line {
	posting: Posting;
	spent: Owed;
	/** Principal that is left. Minor units. */
	outstanding: bigint;
}

const NOTHING: Owed = { costs: 0n, penalty: 0n, interest: 0n, fees: 0n, principal: 0n, total: 0n };
/** A longer account is for a table, not for paper. */
const MOST_LINES = 200;

const less = (all: Owed, before: Owed): Owed => ({
	costs: all.costs - before.costs,
	penalty: all.penalty - before.penalty,
	interest: all.interest - before.interest,
	fees: all.fees - before.fees,
	principal: all.principal - before.principal,
	total: all.total - before.total,
});

const none = undefined;

export async function statement({ get, rules, id }: Reading) {
	const loan = there(await get("Financing.Loans", [id]));
	const { terms, amendments } = there(await get("Financing.Records", [id]));
	const agreed = there(terms);
	if (loan.postings > MOST_LINES) throw new NoPaper();
	const postings: Posting[] = [];
	for (let number = 0; number < loan.postings; number += 1) postings.push(there(await get("Financing.Postings", [id, number])));
	const enterprise = there(await get("EnterpriseRegistry.Enterprises", [loan.enterprise]));
	const institution = there(await get("Institutions.Institutions", [loan.institution]));
	const place = agreed.conditions.calendar;
	const years = await get("Calendars.Years", [place]);
	const stood = await get("BusinessClock.Standstills", [{ type: "Recording", value: undefined }]);
	const now = await clock(get);

	// Entries count in the order of their days, and of one day in that in which they were made.
	const ordered = postings.map((posting, number) => ({ posting, number })).sort((a, b) => a.posting.value_date - b.posting.value_date || a.number - b.number);
	const all = ordered.map(({ posting, number }) => ({ posting: number, entry: posting, spent: NOTHING, outstanding_principal: 0n, balance: 0n, reversal_asked: none }));
	// What the rules do not look at is left empty.
	const view: View = {
		id, enterprise: loan.enterprise, institution: loan.institution, currency: agreed.currency, terms: agreed, amendments, rate: 0n, state: loan.state,
		grade: loan.grade, started: loan.started, schedule: [], due: NOTHING, arrears_since: none, arrears_days: 0, material_days: 0,
		default_can_be_noted: false, noted: none, outstanding_principal: 0n, payoff: 0n, repaid: NOTHING, forgiven: NOTHING, defaulted_on: none,
		cured_on: none, proposed: none, called_on: none, closed_on: none, written_off: 0, asked_on: none, compensated: 0n, postings: loan.postings, claims: [],
	};
	const books = (entries: number, day: number) =>
		rules.booksOn({ loan: view, statement: all.slice(0, entries), calendar: { place, years }, stood: stood as [number, number][], day });
	let repaid = NOTHING;
	const lines: Line[] = [];
	for (const [at, { posting }] of ordered.entries()) {
		const after = await books(at + 1, posting.value_date);
		lines.push({ posting, spent: less(after.repaid, repaid), outstanding: after.outstanding_principal });
		repaid = after.repaid;
	}
	const today = Math.floor((Number(now) + 8 * 3_600) / 86_400);
	const { outstanding_principal: outstanding } = await books(all.length, Math.max(today, loan.started));
	return {
		kind: "statement" as const,
		id,
		firm: { name: enterprise.legal_name, number: loan.enterprise },
		bank: institution.spec.name,
		currency: agreed.currency.type.toUpperCase() as "CNY" | "HKD" | "MOP" | "USD",
		state: loan.state.type,
		started: loan.started,
		lent: agreed.conditions.amount,
		outstanding,
		repaid: repaid.total,
		lines,
		now,
	};
}

export type Statement = Awaited<ReturnType<typeof statement>>;
