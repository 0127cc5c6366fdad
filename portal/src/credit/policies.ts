// A product's policy: rules over facts alone, and the price by grade that follows. What is not asked is as in the bank's other offers.

import type { Calls, Item } from "../chain";
import { BASIS_POINT, type Conditions, dueDaysOf, expectedRate, GRADES, type Place, type Spec, usual } from "../bank/conditions";

export type Policy = Item<"PoliciesApi.policies_by">;
export type PolicySpec = Calls["Policies"]["publish"]["spec"];

export interface Rules {
	worst: (typeof GRADES)[number];
	/** Basis points. */
	coverage: number;
	maxAmount: bigint;
	minTenor: number;
	maxTenor: number;
	ageMonths: number;
	maxExposure: bigint;
	/** Hundred-millionths a year, or of a product that follows a reference basis points over it; AAA first, as many as are served. */
	prices: (bigint | number)[];
	unsecured: boolean;
	security: boolean;
	perDay: number;
	inAll: number;
	validDays: number;
}

/** The grades that a policy takes, the best first. */
export const served = (worst: Rules["worst"]) => GRADES.slice(0, GRADES.indexOf(worst) + 1);

/** What a bank would charge by its product, where it says nothing else. */
export const usualPrice = (spec: Spec, grade: Rules["worst"], reference: bigint | undefined): bigint | number => {
	const rate = BigInt(expectedRate(spec, grade)) * BASIS_POINT;
	return spec.reference === undefined ? rate : Number((rate - (reference ?? 0n)) / BASIS_POINT);
};

/** A worse grade never costs less. */
export const rises = (prices: readonly (bigint | number)[]) => prices.every((price, at) => at === 0 || price >= prices[at - 1]!);

/** Nine prices: those of grades that are not taken are not used, and stand as the last one. */
const nine = <T>(prices: readonly T[]) => Array.from({ length: GRADES.length }, (_, at) => prices[Math.min(at, prices.length - 1)]!);

export function policyOf(product: number, spec: Spec, place: Place, rules: Rules): PolicySpec {
	const others = spec.methods.filter(({ type }) => type !== "Bullet");
	// One set of days goes with all of a policy's ways of repayment: what is paid at the end alone is a policy of its own.
	const methods = others.length > 0 ? others : spec.methods;
	const first = methods[0]!.type;
	const application = { request: { amount: spec.min_amount, tenor: spec.min_tenor, method: methods[0] }, grade: { type: "Aaa" } };
	const base: Conditions = usual(spec, application as never, place);
	const floating = base.pricing.type === "Floating" ? base.pricing.value : undefined;
	const price = floating
		? { type: "Floating", value: { reference: floating.reference, spreads: nine(rules.prices).map(Number), floor: 0n, first: undefined, every: 12 } }
		: { type: "Fixed", value: { rates: nine(rules.prices).map(BigInt) } };
	return {
		product,
		rules: {
			worst_grade: { type: rules.worst, value: undefined },
			minimum_coverage: rules.coverage,
			max_amount: rules.maxAmount,
			min_tenor: rules.minTenor,
			max_tenor: rules.maxTenor,
			methods,
			use_of_funds: [],
			industries: [],
			divisions: [],
			jurisdictions: [],
			minimum_age_months: rules.ageMonths,
			unsecured: rules.unsecured,
			security: rules.security ? spec.security : [],
			worst_loan_to_value: rules.security ? spec.worst_loan_to_value : 0,
			max_exposure: rules.maxExposure,
		},
		offer: {
			price,
			day_count: base.day_count,
			due_days: dueDaysOf(spec, first, place)[0]!,
			first_period: base.first_period,
			calendar: base.calendar,
			adjustment: base.adjustment,
			moves_interest: base.moves_interest,
			grace_days: 0,
			principal_holiday: 0,
			balloon: 0,
			prepayment: base.prepayment,
			late: base.late,
			order: base.order,
			valid_days: rules.validDays,
		},
		uses: { per_day: rules.perDay, in_all: rules.inAll },
	} as PolicySpec;
}
