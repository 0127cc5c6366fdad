// Other conditions for a loan that runs: what the chain would take, so that an officer is told before anything is sent.

import type { Answer } from "../chain";
import { addMonths } from "../firm/use-assets";

export type Loan = NonNullable<Answer<"FinancingApi.loan">>;
export type Conditions = Loan["terms"]["conditions"];
export type Amendment = Loan["amendments"][number];

/** Those that hold now. */
export const inForce = ({ amendments, terms }: Pick<Loan, "amendments" | "terms">): Conditions => amendments.at(-1)?.conditions ?? terms.conditions;

/** By how many months a loan can be extended, all times together (General Rules on Loans; `longest_extension` of the chain). */
export const longestExtension = (tenor: number) => (tenor <= 12 ? tenor : tenor <= 60 ? Math.floor(tenor / 2) : 36);

/** The principal that an amendment of today is about: what is not due, and what is due of it if that becomes due anew. */
export const principalOf = ({ outstanding_principal, due }: Pick<Loan, "outstanding_principal" | "due">, reschedules: boolean): bigint =>
	reschedules ? outstanding_principal : outstanding_principal - due.principal;

/** The terms, in months from today, that an extension may have; nothing where none is left. */
export function extensionRange(loan: Pick<Loan, "terms" | "started" | "schedule">, today: number): { least: number; most: number } | undefined {
	const { tenor } = loan.terms.conditions;
	const latest = addMonths(addMonths(loan.started, tenor), longestExtension(tenor));
	const ends = Math.max(today, ...loan.schedule.map(({ due }) => due));
	const months = Array.from({ length: 360 }, (_, index) => index + 1);
	const least = months.find((one) => addMonths(today, one) > ends);
	const most = months.findLast((one) => addMonths(today, one) <= latest);
	return least !== undefined && most !== undefined && least <= most ? { least, most } : undefined;
}

/** An extension changes the end alone. */
export const extended = (loan: Loan, tenor: number): Amendment =>
	({ kind: { type: "Extension", value: undefined }, conditions: { ...inForce(loan), amount: loan.outstanding_principal, tenor, costs: [] }, reschedules_arrears: false }) as Amendment;

export interface Changed {
	tenor: number;
	method: Conditions["method"]["type"];
	/** Of a fixed loan, hundred-millionths a year. */
	rate: bigint | undefined;
	/** Settlements of interest alone at the start. */
	holiday: number;
	reschedules: boolean;
}

/** A restructuring keeps what is not said, adds no cost, and has no balloon beyond what is owed. */
export function restructured(loan: Loan, { tenor, method, rate, holiday, reschedules }: Changed): Amendment {
	const before = inForce(loan);
	const amount = principalOf(loan, reschedules);
	const pricing = rate !== undefined && before.pricing.type === "Fixed" ? { type: "Fixed" as const, value: { rate } } : before.pricing;
	const due_days = method === "Bullet" ? { type: "Maturity" as const, value: undefined } : before.due_days.type === "Maturity" ? { type: "Anniversary" as const, value: { every: 1 } } : before.due_days;
	const conditions = {
		...before,
		amount,
		tenor,
		method: { type: method, value: undefined },
		pricing,
		due_days,
		principal_holiday: holiday,
		balloon: before.balloon < amount ? before.balloon : 0n,
		costs: [],
	};
	return { kind: { type: "Restructuring", value: undefined }, conditions, reschedules_arrears: reschedules } as Amendment;
}
