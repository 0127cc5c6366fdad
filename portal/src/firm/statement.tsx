// The statement of account: on the screen, on paper, and as a table for other programs.

import { useParams } from "react-router";
import { type Answer, useQuestion } from "../chain";
import { PaperButton } from "../paper";
import { Badge, Button, Facts, Page, Table } from "../ui";
import { useWords, type Words } from "../words";
import { isGone, Loading } from "./bits";
import { csv, decimal, isoDate } from "./csv";
import { currencyText, moment, useInstitutions, useNow } from "./data";
import { useOwnDoing } from "../credit/doing";
import { isReversible, Reversal } from "../credit/Reversal";
import { isOther, Others, useFirm, useOwner } from "./firm";
import { useName } from "./names";
import { readId } from "./offer";
import { save } from "./save";

type Line = NonNullable<Answer<"FinancingApi.statement">>["items"][number];

function entryText({ entry }: Line, { t, percent }: Words): string {
	const { entry: what } = entry;
	switch (what.type) {
		case "Repayment":
			return t("firm.entry.Repayment", { reference: what.value.reference });
		case "Charge":
		case "Forgiven":
			return t(`firm.entry.${what.type}`, { reason: what.value.reason });
		case "Repriced":
			return t("firm.entry.Repriced", { rate: percent(what.value.rate, "e8") });
		case "Renewed":
			return t("firm.entry.Renewed", { loan: String(what.value.by) });
		default:
			return t(`firm.entry.${what.type}`);
	}
}

const amountOf = ({ entry }: Line): bigint | undefined => {
	const { value } = entry.entry;
	return value && "amount" in value ? value.amount : undefined;
};

export function Statement() {
	const id = readId(useParams().loan);
	const words = useWords("firm", "credit");
	const { t } = words;
	const name = useName();
	const loan = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const lines = useQuestion("FinancingApi.statement", id === undefined ? null : [id, { after: undefined, limit: 1_000 }]);
	const firm = useFirm();
	const doing = useOwnDoing();
	const owner = useOwner(loan.data?.enterprise);
	const [institutions, now] = [useInstitutions(), useNow()];
	if (isGone(id, loan)) return <Page title={t("firm.loan.gone")} back="/firm/loans">{null}</Page>;
	if (!loan.data || !owner || !lines.data || !institutions || now === undefined) return <Loading of={[loan, lines]} />;
	const { items } = lines.data;
	const currency = currencyText(loan.data.currency);
	const money = (amount: bigint | undefined) => (amount === undefined ? "" : words.money(amount, currency, "figure"));
	const other = (line: Line) => line.spent.penalty + line.spent.costs + line.spent.fees;
	const institution = name("institution", institutions.get(loan.data.institution)?.name ?? "");
	const titles = {
		day: t("firm.statement.day"), entry: t("firm.statement.entry"), amount: t("firm.statement.amount"), interest: t("firm.statement.spentInterest"),
		principal: t("firm.statement.spentPrincipal"), other: t("firm.statement.spentOther"), balance: t("firm.statement.balance"),
	};
	const said = (line: Line) => `${entryText(line, words)}${line.entry.reversed ? ` (${t("firm.statement.reversed")})` : ""}`;
	const write = () => {
		const heading = [...Object.values(titles), t("firm.products.currency")];
		const rows = items.map((line) => [
			isoDate(line.entry.value_date), said(line), decimalOf(amountOf(line)), decimal(line.spent.interest), decimal(line.spent.principal),
			decimal(other(line)), decimal(line.outstanding_principal), currency,
		]);
		save(`lingnan-${id}.csv`, csv([heading, ...rows]), "text/csv");
	};
	return (
		<Page title={t("firm.statement.title", { id: String(id) })} back={`/firm/loan/${id}`} wide>
			<Badge badge={lines.badge} checkedAt={lines.checkedAt} />
			<Others of={loan.data.enterprise} />
			<Facts
				items={[
					{ name: t("firm.apply.firm"), value: `${owner.name} · ${owner.number}` },
					{ name: t("firm.apply.bank"), value: institution },
					{ name: t("firm.loan.outstanding"), value: words.money(loan.data.outstanding_principal, currency) },
				]}
			/>
			<p className="quiet">{t("firm.statement.asOf", { time: words.time(moment(now)) })}</p>
			<div className="row no-print">
				<Button onClick={write}>{t("firm.statement.csv")}</Button>
				<PaperButton kind="statement" id={id} file={`lingnan-${id}.pdf`} />
				<Button kind="secondary" onClick={() => print()}>
					{t("firm.statement.print")}
				</Button>
			</div>
			{doing.progress}
			<Table
				caption={t("firm.loan.statement")}
				rows={items}
				rowKey={(line) => line.posting}
				empty={t("firm.statement.none")}
				columns={[
					{ key: "day", title: titles.day, cell: (line) => words.day(line.entry.value_date) },
					{ key: "entry", title: titles.entry, cell: (line) => (line.entry.reversed ? <s>{said(line)}</s> : said(line)) },
					{ key: "amount", title: titles.amount, number: true, cell: (line) => money(amountOf(line)) },
					{ key: "interest", title: titles.interest, number: true, cell: (line) => money(line.spent.interest) },
					{ key: "principal", title: titles.principal, number: true, cell: (line) => money(line.spent.principal) },
					{ key: "other", title: titles.other, number: true, cell: (line) => money(other(line)) },
					{ key: "balance", title: titles.balance, number: true, cell: (line) => money(line.outstanding_principal) },
					...(!isOther(firm, loan.data.enterprise) && items.some(isReversible) ? [{ key: "reverse", title: t("credit.reversal"), cell: (line: Line) => <Reversal loan={loan.data!.id} line={line} doing={doing} lender={false} /> }] : []),
				]}
			/>
		</Page>
	);
}

const decimalOf = (amount: bigint | undefined) => (amount === undefined ? "" : decimal(amount));
