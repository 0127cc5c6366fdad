// A credit line: what is offered, by the bounds that the chain keeps, and what can be drawn.

import type { Calls, Item } from "../chain";

export type Line = Item<"CreditLinesApi.lines_of">;
export type LineSpec = Calls["CreditLines"]["offer"]["spec"];

export const SETTLES = [1, 3, 6, 12] as const;
export const LONGEST_TENOR = 360;
/** An offer stands for so many days at most. */
export const MOST_DAYS = 90;
const DAY = 86_400;

export interface Offered {
	enterprise: LineSpec["enterprise"];
	currency: LineSpec["currency"]["type"];
	limit: bigint;
	revolving: boolean;
	/** Days since 1970. */
	until: number;
	repayBy: number;
	/** Hundred-millionths a year. */
	highestRate: bigint;
	longestTenor: number;
	methods: string[];
	uses: string[];
	/** Basis points a year, on what is not drawn. */
	fee: number;
	every: (typeof SETTLES)[number];
	/** Days for which the offer stands, from `now` (Unix seconds). */
	days: number;
	now: number;
}

/** As the chain takes it. The fee is settled on the 20th (PBoC Yinfa 1999 No. 77, article 20), over actual days of 360, as the command has it. */
export function specOf(o: Offered): LineSpec {
	const word = <T extends string>(type: T) => ({ type, value: undefined });
	return {
		enterprise: o.enterprise,
		currency: word(o.currency),
		limit: o.limit,
		revolving: o.revolving,
		until: o.until,
		repay_by: o.repayBy,
		conditions: { highest_rate: o.highestRate, longest_tenor: o.longestTenor, methods: o.methods.map(word), use_of_funds: o.uses.map(word) },
		commitment_fee: { rate: o.fee, day_count: word("Actual360"), due_days: { type: "Fixed", value: { every: o.every, day: 20, included: true, paid_after: 1 } } },
		valid_until: BigInt(o.now + o.days * DAY),
	} as LineSpec;
}

/** What was levied, and what is to be levied, the earliest first. */
export const settlements = ({ levied, to_levy }: Pick<Line, "levied" | "to_levy">) => [...levied.map((one) => ({ ...one, levied: true })), ...to_levy.map((one) => ({ ...one, levied: false }))];

/** The most that a payment of the fee can be: what is levied and not paid, with what is levied by recording it. */
export const mostFee = ({ fee_owed, to_levy }: Pick<Line, "fee_owed" | "to_levy">) => fee_owed + to_levy.reduce((sum, { amount }) => sum + amount, 0n);

/** What a drawdown must keep, in the words of a refusal; nothing: it fits. */
export function unfit({ spec, available, institution }: Pick<Line, "spec" | "available" | "institution">, request: { amount: bigint; tenor: number; method: { type: string }; use_of_funds: { type: string }; currency: { type: string } }, bank: number): "Bank" | "Amount" | "Currency" | "Tenor" | "Method" | "Use" | undefined {
	const { longest_tenor, methods, use_of_funds } = spec.conditions;
	if (institution !== bank) return "Bank";
	if (request.currency.type !== spec.currency.type) return "Currency";
	if (request.amount > available) return "Amount";
	if (request.tenor > longest_tenor) return "Tenor";
	if (methods.length > 0 && !methods.some(({ type }) => type === request.method.type)) return "Method";
	if (use_of_funds.length > 0 && !use_of_funds.some(({ type }) => type === request.use_of_funds.type)) return "Use";
	return undefined;
}
