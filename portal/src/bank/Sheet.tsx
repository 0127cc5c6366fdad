import type { ReactNode } from "react";
import { Table } from "../ui";
import { useWords } from "../words";
import { BASIS_POINT, type Conditions, type Product, type Quote } from "./conditions";
import { useQuestion, useStorage } from "../chain";
import { Amount, Day, Facts } from "../ui";

/** Rates as the chain has them: hundred-millionths of the whole a year. */
export function usePricing(): (pricing: Conditions["pricing"]) => string {
	const { t, rate, share } = useWords("bank");
	const references = useQuestion("ReferenceRatesApi.reference_rates", []);
	return (pricing) => {
		if (pricing.type === "Fixed") return rate(pricing.value.rate, "e8");
		const { reference, spread } = pricing.value;
		const known = references.data?.find(({ id }) => id === reference);
		const name = known ? `${known.spec.name} ${known.spec.tenor}`.trim() : String(reference);
		const now = known?.last ? rate(known.last.rate, "e8") : "—";
		return `${t("bank.offer.reference", { name, rate: now })} ${spread < 0 ? "−" : "+"} ${share(Math.abs(spread), "bp")}`;
	};
}

export function useDueDays(): (days: Conditions["due_days"]) => string {
	const { t } = useWords("bank");
	return (days) => {
		if (days.type === "Maturity") return t("bank.due.maturity");
		if (days.type === "Anniversary") return t("bank.due.anniversary", { every: days.value.every });
		return t("bank.due.fixed", { every: days.value.every, day: days.value.day, after: days.value.paid_after });
	};
}

/** Every condition, in words. */
export function useConditionFacts(): (conditions: Conditions, currency: string) => { key: string; name: string; value: ReactNode; raw: unknown }[] {
	const { t, share, list } = useWords("bank");
	const pricing = usePricing();
	const dueDays = useDueDays();
	const yes = (is: boolean) => t("bank.yesNo", { yes: is ? "yes" : "no" });
	return (c, currency) => [
		{ raw: c.amount, name: t("bank.file.amount"), value: <Amount value={c.amount} currency={currency} /> },
		{ raw: c.tenor, name: t("bank.file.tenor"), value: t("bank.months", { n: c.tenor }) },
		{ raw: c.method, name: t("bank.file.method"), value: t("bank.method", { method: c.method.type }) },
		{ raw: c.pricing, name: t("bank.offer.rateIs"), value: pricing(c.pricing) },
		{ raw: c.day_count, name: t("bank.offer.dayCount"), value: t("bank.dayCount", { count: c.day_count.type }) },
		{ raw: c.due_days, name: t("bank.offer.dueDays"), value: dueDays(c.due_days) },
		{ raw: c.first_period, name: t("bank.offer.firstPeriod"), value: t("bank.firstPeriod", { first: c.first_period.type }) },
		{ raw: c.calendar, name: t("bank.offer.calendar"), value: t("bank.place", { where: c.calendar.type }) },
		{ raw: c.adjustment, name: t("bank.offer.adjustment"), value: t("bank.adjustment", { how: c.adjustment.type }) },
		{ raw: c.moves_interest, name: t("bank.offer.movesInterest"), value: yes(c.moves_interest) },
		{ raw: c.grace_days, name: t("bank.offer.grace"), value: t("bank.days", { n: c.grace_days }) },
		{ raw: c.principal_holiday, name: t("bank.offer.holiday"), value: String(c.principal_holiday) },
		{ raw: c.balloon, name: t("bank.offer.balloon"), value: <Amount value={c.balloon} currency={currency} /> },
		{ raw: c.prepayment, name: t("bank.offer.prepayment"), value: t("bank.prepayment", { effect: c.prepayment.type }) },
		{ raw: c.late.surcharge, name: t("bank.offer.surcharge"), value: share(c.late.surcharge, "bp") },
		{ raw: c.late.misuse, name: t("bank.offer.misuse"), value: share(c.late.misuse, "bp") },
		{ raw: c.late.on_interest, name: t("bank.offer.onInterest"), value: t("bank.onInterest", { what: c.late.on_interest.type }) },
		{
			raw: c.order,
			name: t("bank.offer.order"),
			value: `${c.order.claims.map(({ type }) => t("bank.claim", { claim: type })).join(" → ")} (${t(c.order.by_day ? "bank.offer.orderByDay" : "bank.offer.orderFirst")})`,
		},
		{
			raw: c.costs,
			name: t("bank.offer.costs"),
			value:
				c.costs.length === 0
					? t("bank.none")
					: c.costs.map((cost, index) => (
							<p key={index}>
								<Amount value={cost.amount} currency={currency} />:{" "}
								{list([
									t("bank.cost", { item: cost.item.type }),
									cost.payee ? t("bank.offer.costPayee", { payee: cost.payee }) : t("bank.offer.costToBank"),
									t("bank.offer.costAfter", { days: cost.after }),
									t("bank.costBorne", { by: cost.borne_by.type }),
								])}
							</p>
						)),
		},
	].map((fact) => ({ key: fact.name, ...fact }));
}

/** Every condition of an offer: what the firm signs, to the last one. */
export function ConditionsShown({ conditions, currency }: { conditions: Conditions; currency: string }) {
	const { t } = useWords("bank");
	const facts = useConditionFacts();
	return (
		<section>
			<h2>{t("bank.offer.conditions")}</h2>
			<Facts items={facts(conditions, currency)} />
		</section>
	);
}

/** Told in basis points, half up, as the record tells it. */
const rounded = (rate: bigint) => (rate + BASIS_POINT / 2n) / BASIS_POINT;

/** What follows from the conditions: the yearly cost with all in, and what is to be paid when. */
export function QuoteShown({ quote, currency }: { quote: Quote; currency: string }) {
	const { t, rate } = useWords("bank");
	return (
		<section>
			<Facts
				items={[
					{
						name: t("bank.offer.allIn"),
						value: <strong>{t("bank.offer.allInTwo", { simple: rate(rounded(quote.all_in.simple), "bp"), compound: rate(rounded(quote.all_in.compound), "bp") })}</strong>,
					},
					{ name: t("bank.offer.interest"), value: <Amount value={quote.interest} currency={currency} /> },
					{ name: t("bank.offer.costsTotal"), value: <Amount value={quote.costs} currency={currency} /> },
				]}
			/>
			<Schedule schedule={quote.schedule} currency={currency} caption={t("bank.offer.schedule")} />
		</section>
	);
}

/** Of a loan that was called, days of its schedule stay on which nothing is to be paid any more. */
const isToPay = ({ principal, interest, fees }: Quote["schedule"][number]) => principal + interest + fees > 0n;

export function Schedule({ schedule, currency, caption }: { schedule: Quote["schedule"]; currency: string; caption: string }) {
	const { t, money } = useWords("bank");
	const figure = (value: bigint) => <span className="amount">{money(value, currency as "CNY", "figure")}</span>;
	const fees = schedule.some((one) => one.fees > 0n);
	const columns = [
		{ key: "number", title: t("bank.offer.no"), cell: (one: Quote["schedule"][number]) => one.number },
		{
			key: "due",
			title: t("bank.col.due"),
			cell: (one: Quote["schedule"][number]) => (
				<>
					<Day value={one.due} />
					{one.provisional && <span title={t("bank.offer.provisional")}> *</span>}
				</>
			),
		},
		{ key: "principal", title: t("bank.offer.principal"), number: true, cell: (one: Quote["schedule"][number]) => figure(one.principal) },
		{ key: "interest", title: t("bank.offer.interestCol"), number: true, cell: (one: Quote["schedule"][number]) => figure(one.interest) },
		...(fees ? [{ key: "fees", title: t("bank.offer.feesCol"), number: true, cell: (one: Quote["schedule"][number]) => figure(one.fees) }] : []),
		{ key: "all", title: t("bank.offer.instalment"), number: true, cell: (one: Quote["schedule"][number]) => <strong>{figure(one.principal + one.interest + one.fees)}</strong> },
	];
	return (
		<>
			<Table caption={caption} columns={columns} rows={schedule.filter(isToPay)} rowKey={({ number, due }) => `${number} ${due}`} />
			{schedule.some(({ provisional }) => provisional) && <p className="hint">* {t("bank.offer.provisional")}</p>}
		</>
	);
}

/** The product of a number, whether it still stands or not. */
export function useProduct(id: number | undefined) {
	const { data, loading, badge } = useStorage("Products.Products", id === undefined ? null : [id]);
	return { product: data && id !== undefined ? ({ id, ...data } as Product) : undefined, known: !loading, badge };
}

