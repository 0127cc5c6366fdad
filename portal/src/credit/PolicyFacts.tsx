import { Amount, Facts, Table } from "../ui";
import { useWords } from "../words";
import { type PolicySpec, served } from "./policies";

/** By what a bank decides at once, and what it then costs: rules are public, and look at facts alone. */
export function PolicyFacts({ spec, currency }: { spec: Pick<PolicySpec, "rules" | "offer" | "uses">; currency: string }) {
	const { t, percent, share, list, count } = useWords("credit", "bank");
	const { rules, offer, uses } = spec;
	const { price } = offer;
	const grades = served(rules.worst_grade.type);
	const costs = (at: number) => (price.type === "Fixed" ? percent(price.value.rates[at]!, "e8") : `${price.value.spreads[at]! < 0 ? "−" : "+"} ${percent(Math.abs(price.value.spreads[at]!), "bp")}`);
	return (
		<>
			<Facts
				items={[
					{ name: t("bank.products.worst"), value: rules.worst_grade.type.toUpperCase() },
					{ name: t("bank.publish.coverage"), value: share(rules.minimum_coverage, "bp") },
					{ name: t("bank.publish.maxAmount"), value: <Amount value={rules.max_amount} currency={currency} /> },
					{ name: t("bank.products.tenors"), value: t("bank.products.range", { least: rules.min_tenor, most: t("bank.months", { n: rules.max_tenor }) }) },
					{ name: t("bank.file.method"), value: rules.methods.length === 0 ? t("credit.line.anyMethod") : list(rules.methods.map(({ type }) => t("bank.method", { method: type })), "or") },
					{ name: t("bank.file.use"), value: rules.use_of_funds.length === 0 ? t("credit.line.anyUse") : list(rules.use_of_funds.map(({ type }) => t("bank.use", { use: type })), "or") },
					{ name: t("bank.publish.age"), value: count(rules.minimum_age_months) },
					{ name: t("bank.publish.unsecured"), value: t("bank.yesNo", { yes: rules.unsecured ? "yes" : "no" }) },
					...(rules.security.length === 0 ? [] : [{ name: t("bank.publish.security"), value: list(rules.security.map(({ type }) => t("bank.kind", { kind: type })), "or") }]),
					{ name: t("credit.policy.exposure"), value: <Amount value={rules.max_exposure} currency={currency} /> },
					{ name: t("credit.policy.uses"), value: t("credit.policy.usesOf", { day: count(uses.per_day), all: count(uses.in_all) }) },
					{ name: t("bank.offer.validDays"), value: count(offer.valid_days) },
				]}
			/>
			<Table
				caption={t("credit.policy.price")}
				rows={grades.map((grade, at) => ({ grade, at }))}
				rowKey={({ grade }) => grade}
				columns={[
					{ key: "grade", title: t("bank.col.grade"), cell: ({ grade }) => grade.toUpperCase() },
					{ key: "price", title: t(price.type === "Fixed" ? "bank.offer.rateIs" : "credit.policy.spread"), number: true, cell: ({ at }) => costs(at) },
				]}
			/>
		</>
	);
}
