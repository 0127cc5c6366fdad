// What both sides see of a credit line.

import { useList } from "../chain";
import { Amount, Day, Empty, Facts, Table } from "../ui";
import { useWords } from "../words";
import { useDueDays } from "../bank/Sheet";
import { type Line, type LineSpec, settlements } from "./lines";
import { codeOf, useInstitutionName } from "./parts";

/** Every term of a line: what its two sides sign, and what a second officer approves. */
export function useLineTerms() {
	const { t, percent, list, time } = useWords("credit", "bank");
	const dueDays = useDueDays();
	return (spec: LineSpec) => {
		const { conditions, commitment_fee: fee } = spec;
		return {
			limit: { name: t("credit.line.limit"), value: <Amount value={spec.limit} currency={codeOf(spec.currency)} /> },
			others: [
				{ name: t("credit.line.again"), value: t("bank.yesNo", { yes: spec.revolving ? "yes" : "no" }) },
				{ name: t("credit.line.until"), value: <Day value={spec.until} /> },
				{ name: t("credit.line.repayBy"), value: <Day value={spec.repay_by} /> },
				{ name: t("credit.line.highestRate"), value: percent(conditions.highest_rate, "e8") },
				{ name: t("credit.line.longestTenor"), value: t("bank.months", { n: conditions.longest_tenor }) },
				{ name: t("bank.file.method"), value: conditions.methods.length === 0 ? t("credit.line.anyMethod") : list(conditions.methods.map(({ type }) => t("bank.method", { method: type })), "or") },
				{ name: t("bank.file.use"), value: conditions.use_of_funds.length === 0 ? t("credit.line.anyUse") : list(conditions.use_of_funds.map(({ type }) => t("bank.use", { use: type })), "or") },
				{ name: t("credit.line.fee"), value: fee.rate === 0 ? t("bank.none") : t("credit.line.feeIs", { rate: percent(fee.rate, "bp"), count: t("bank.dayCount", { count: fee.day_count.type }), when: dueDays(fee.due_days) }) },
			],
			validUntil: { name: t("credit.line.validUntil"), value: time(Number(spec.valid_until) * 1_000) },
		};
	};
}

/** Every term of a line, and where it stands. */
export function LineFacts({ line }: { line: Line }) {
	const { t } = useWords("credit", "bank");
	const institution = useInstitutionName();
	const { limit, others, validUntil } = useLineTerms()(line.spec);
	const currency = codeOf(line.spec.currency);
	return (
		<Facts
			items={[
				{ name: t("bank.col.state"), value: <strong>{t("credit.line.state", { state: line.state.type })}</strong> },
				{ name: t("credit.lender"), value: institution(line.institution) },
				limit,
				{ name: t("credit.line.drawn"), value: <Amount value={line.drawn} currency={currency} /> },
				{ name: t("credit.line.available"), value: <strong><Amount value={line.available} currency={currency} /></strong> },
				...others,
				...(line.state.type === "Offered" ? [validUntil] : []),
				...(line.accepted_on === undefined ? [] : [{ name: t("credit.line.acceptedOn"), value: <Day value={line.accepted_on} /> }]),
				...(line.cancelled_on === undefined ? [] : [{ name: t("credit.line.cancelledOn"), value: <Day value={line.cancelled_on} /> }]),
			]}
		/>
	);
}

/** The fee, settlement by settlement, and what was paid of it. */
export function FeeTables({ line }: { line: Line }) {
	const { t, money } = useWords("credit", "bank");
	const currency = codeOf(line.spec.currency);
	const figure = (value: bigint) => <span className="amount">{money(value, currency, "figure")}</span>;
	if (line.spec.commitment_fee.rate === 0 || line.accepted_on === undefined) return null;
	return (
		<section>
			<h2>{t("credit.line.fee")}</h2>
			<p>{t("credit.line.feeOwed", { owed: money(line.fee_owed, currency, "figure"), due: money(line.fee_due, currency, "figure") })}</p>
			<Table
				caption={t("credit.line.settlements")}
				rows={settlements(line)}
				rowKey={({ from }) => from}
				empty={t("credit.line.noSettlement")}
				columns={[
					{ key: "from", title: t("credit.line.from"), cell: ({ from }) => <Day value={from} /> },
					{ key: "to", title: t("credit.line.to"), cell: ({ to }) => <Day value={to} /> },
					{ key: "due", title: t("bank.col.due"), cell: ({ due }) => <Day value={due} /> },
					{ key: "amount", title: t("bank.col.amount"), number: true, cell: ({ amount }) => figure(amount) },
					{ key: "levied", title: t("bank.col.state"), cell: ({ levied }) => t("credit.line.levied", { levied: levied ? "yes" : "no" }) },
				]}
			/>
			{line.fee_payments.length > 0 && (
				<Table
					caption={t("credit.line.payments")}
					rows={line.fee_payments}
					rowKey={({ reference }) => reference}
					columns={[
						{ key: "day", title: t("bank.loan.valueDate"), cell: ({ value_date }) => <Day value={value_date} /> },
						{ key: "reference", title: t("bank.payments.reference"), cell: ({ reference }) => reference },
						{ key: "amount", title: t("bank.col.amount"), number: true, cell: ({ amount }) => figure(amount) },
					]}
				/>
			)}
		</section>
	);
}

/** What was asked for under the line: each drawdown is an application, and then a loan, of its own. */
export function Drawdowns({ line, link }: { line: Line; link: (application: bigint) => React.ReactNode }) {
	const { t } = useWords("credit", "bank");
	const { data } = useList("FinancingApi.applications_of", [line.spec.enterprise]);
	const own = data?.filter(({ request }) => request.line === line.id);
	return (
		<section>
			<h2>{t("credit.line.drawdowns")}</h2>
			{own?.length === 0 && <Empty>{t("credit.line.noDrawdown")}</Empty>}
			{own && own.length > 0 && (
				<Table
					caption={t("credit.line.drawdowns")}
					rows={own}
					rowKey={({ id }) => String(id)}
					columns={[
						{ key: "number", title: t("credit.application"), cell: ({ id }) => link(id) },
						{ key: "state", title: t("bank.col.state"), cell: ({ now }) => t("bank.state", { state: now.type }) },
						{ key: "amount", title: t("bank.col.amount"), number: true, cell: ({ request, terms }) => <Amount value={terms?.conditions.amount ?? request.amount} currency={request.currency} /> },
						{ key: "tenor", title: t("bank.file.tenor"), cell: ({ request, terms }) => t("bank.months", { n: terms?.conditions.tenor ?? request.tenor }) },
					]}
				/>
			)}
		</section>
	);
}
