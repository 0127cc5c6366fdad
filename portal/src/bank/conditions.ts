// The conditions of an offer where the bank says nothing else, and whether they keep to the product. What follows from conditions,
// schedule and yearly cost, is not reckoned here.

import type { Answer, Args, Item } from "../chain";

export type Application = Item<"FinancingApi.inbox">;
export type Product = Item<"FinancingApi.products">;
export type Spec = Product["spec"];
export type Conditions = Args<"FinancingApi.quote">[1];
export type Quote = NonNullable<Answer<"FinancingApi.quote">>;
export type Place = Item<"FinancingApi.institutions">["jurisdiction"]["type"];
export type Grade = Application["grade"]["type"];
export type Cost = Conditions["costs"][number];

export const GRADES: Grade[] = ["Aaa", "Aa", "A", "Bbb", "Bb", "B", "Ccc", "Cc", "C"];
export const METHODS: Conditions["method"]["type"][] = ["EqualInstalments", "EqualPrincipal", "Bullet", "InterestOnly"];
const CLAIMS: Conditions["order"]["claims"][number]["type"][] = ["Costs", "Penalty", "Interest", "Fees", "Principal"];

/** Units of a rate in a basis point: rates are hundred-millionths of the whole a year. */
export const BASIS_POINT = 10_000n;
const WHOLE_POINTS = 10_000n;

/** Basis points a year: the best grade has the least rate, the worst that is served the highest, the others in equal steps. */
export function expectedRate(spec: Spec, grade: Grade): number {
	const [at, worst] = [GRADES.indexOf(grade), GRADES.indexOf(spec.worst_grade.type)];
	if (at >= worst) return at === 0 ? spec.min_rate : spec.max_rate;
	return spec.min_rate + Math.floor(((spec.max_rate - spec.min_rate) * at) / worst);
}

/** What a cost of the product comes to: the fixed part, and the share rounded down. */
export const costOf = (rule: Spec["costs"][number], amount: bigint) => rule.amount + (amount * BigInt(rule.share)) / WHOLE_POINTS;

/** Each cost of the product as the sheet has it; what comes to nothing is left out. */
export function costsOf(spec: Spec, amount: bigint): Cost[] {
	return spec.costs
		.map((rule) => ({ item: rule.item, payee: rule.payee, amount: costOf(rule, amount), after: rule.after, borne_by: rule.borne_by }))
		.filter((cost) => cost.amount > 0n);
}

/** On which days interest can be settled: as the product says, at the end for what is paid at the end, else by the place's custom. */
export function dueDaysOf(spec: Spec, method: Conditions["method"]["type"], place: Place): Conditions["due_days"][] {
	if (method === "Bullet") return [{ type: "Maturity", value: undefined }];
	if (spec.due_days.length > 0) return spec.due_days;
	// The mainland settles on the 20th (PBoC Yinfa 1999 No. 77, art. 20).
	if (place === "Guangdong") return [{ type: "Fixed", value: { every: 1, day: 20, included: true, paid_after: 0 } }];
	return [{ type: "Anniversary", value: { every: 1 } }];
}

export function usual(spec: Spec, { request, grade }: Application, place: Place, reference?: bigint): Conditions {
	const rate = BigInt(expectedRate(spec, grade.type)) * BASIS_POINT;
	const pricing: Conditions["pricing"] =
		spec.reference === undefined
			? { type: "Fixed", value: { rate } }
			: {
					type: "Floating",
					value: { reference: spec.reference, spread: Number((rate - (reference ?? 0n)) / BASIS_POINT), floor: 0n, first: undefined, every: 12 },
				};
	return {
		amount: request.amount,
		tenor: request.tenor,
		method: request.method,
		pricing,
		day_count: spec.day_count,
		due_days: dueDaysOf(spec, request.method.type, place)[0]!,
		first_period: { type: "Short", value: undefined },
		calendar: { type: place, value: undefined },
		adjustment: { type: "Following", value: undefined },
		moves_interest: false,
		grace_days: 0,
		principal_holiday: 0,
		balloon: 0n,
		prepayment: { type: "Lower", value: undefined },
		late: { surcharge: spec.surcharge, misuse: 10_000, on_interest: { type: "ContractThenPenalty", value: undefined } },
		order: { claims: CLAIMS.map((type) => ({ type, value: undefined })) as unknown as Conditions["order"]["claims"], by_day: false },
		costs: costsOf(spec, request.amount),
	} as Conditions;
}

export type Outside = "Amount" | "Tenor" | "Method" | "Reference" | "Rate" | "DayCount" | "DueDays" | "Surcharge" | "Cost";

const same = (a: unknown, b: unknown) => text(a) === text(b);
const text = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));

/** In what an offer lies outside its product: the chain has one name for all of them, and people need to know which. `rate`: on the
 * day of the offer, which of a floating loan is reference and spread. */
export function outside(spec: Spec, conditions: Conditions, rate: bigint): Outside | undefined {
	const reference = conditions.pricing.type === "Floating" ? conditions.pricing.value.reference : undefined;
	const within = <T>(value: T, least: T, most: T) => value >= least && value <= most;
	const anyDay = spec.due_days.length === 0 || conditions.method.type === "Bullet";
	if (!within(conditions.amount, spec.min_amount, spec.max_amount)) return "Amount";
	if (!within(conditions.tenor, spec.min_tenor, spec.max_tenor)) return "Tenor";
	if (!spec.methods.some(({ type }) => type === conditions.method.type)) return "Method";
	if (spec.reference !== reference) return "Reference";
	if (!within(rate, BigInt(spec.min_rate) * BASIS_POINT, BigInt(spec.max_rate) * BASIS_POINT)) return "Rate";
	if (spec.day_count.type !== conditions.day_count.type) return "DayCount";
	if (!anyDay && !spec.due_days.some((days) => same(days, conditions.due_days))) return "DueDays";
	if (conditions.late.surcharge > spec.surcharge) return "Surcharge";
	return conditions.costs.every((cost) => allowed(spec, conditions, cost)) ? undefined : "Cost";
}

function allowed(spec: Spec, { costs, amount }: Conditions, cost: Cost): boolean {
	const rule = spec.costs.find(
		(rule) =>
			rule.item.type === cost.item.type &&
			rule.payee === cost.payee &&
			rule.after <= cost.after &&
			(cost.borne_by.type !== "Borrower" || rule.borne_by.type === "Borrower"),
	);
	if (!rule) return false;
	const together = costs.filter((other) => other.item.type === cost.item.type && other.payee === cost.payee);
	return together.reduce((sum, one) => sum + one.amount, 0n) <= costOf(rule, amount);
}
