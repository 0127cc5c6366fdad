// What a paper says, in words: the same rows are printed, and shown to who checks it.

import { bareNumber } from "../firm/numbers";
import { capitals } from "../words/capitals";
import type { PaperWords } from "./words";
import type { Line, Statement } from "./statement";

export interface Sheet {
	title: string;
	facts: { name: string; value: string }[];
	table?: { title: string; columns: { title: string; number?: boolean; share: number }[]; rows: string[][]; empty: string };
	asOf: string;
}

export type Paper = Statement;

function entryText({ posting }: Line, { t, share }: PaperWords): string {
	const { entry } = posting;
	const said = () => {
		switch (entry.type) {
			case "Repayment":
				return t("firm.entry.Repayment", { reference: entry.value.reference });
			case "Charge":
			case "Forgiven":
				return t(`firm.entry.${entry.type}`, { reason: entry.value.reason });
			case "Repriced":
				return t("firm.entry.Repriced", { rate: share(entry.value.rate, "e8") });
			case "Renewed":
				return t("firm.entry.Renewed", { loan: String(entry.value.by) });
			default:
				return t(`firm.entry.${entry.type}`);
		}
	};
	return posting.reversed ? `${said()} (${t("firm.statement.reversed")})` : said();
}

function statementSheet(paper: Statement, words: PaperWords): Sheet {
	const { t, money, day } = words;
	// In a table the currency stands once, above it.
	const bare = (amount: bigint) => money(amount, paper.currency, "figure").replace(/[^\d.,-]/g, "");
	const inWords = (amount: bigint) => `${money(amount, paper.currency)}\n${capitals(amount, paper.currency, words.lang)}`;
	return {
		title: t("firm.statement.title", { id: String(paper.id) }),
		facts: [
			{ name: t("firm.apply.firm"), value: paper.firm.name },
			{ name: t("paper.number"), value: bareNumber(paper.firm.number) },
			{ name: t("firm.apply.bank"), value: words.name(paper.bank) },
			{ name: t("paper.state"), value: t(`firm.loans.state.${paper.state}`) },
			{ name: t("paper.started"), value: day(paper.started) },
			{ name: t("paper.lent"), value: inWords(paper.lent) },
			{ name: t("firm.loan.outstanding"), value: inWords(paper.outstanding) },
			{ name: t("firm.loan.repaid"), value: inWords(paper.repaid) },
		],
		table: {
			title: `${t("paper.entries")} · ${paper.currency}`,
			empty: t("firm.statement.none"),
			columns: [
				{ title: t("firm.statement.day"), share: 17 },
				{ title: t("firm.statement.entry"), share: 27 },
				{ title: t("firm.statement.amount"), number: true, share: 14 },
				{ title: t("paper.interest"), number: true, share: 14 },
				{ title: t("firm.statement.spentPrincipal"), number: true, share: 14 },
				{ title: t("firm.statement.balance"), number: true, share: 14 },
			],
			rows: paper.lines.map((line) => {
				const { entry, value_date } = line.posting;
				const amount = entry.value && "amount" in entry.value ? bare(entry.value.amount) : "";
				const { interest, penalty, costs, fees, principal } = line.spent;
				return [day(value_date), entryText(line, words), amount, bare(interest + penalty + costs + fees), bare(principal), bare(line.outstanding)];
			}),
		},
		asOf: t("firm.statement.asOf", { time: words.time(Number(paper.now) * 1_000) }),
	};
}

export const sheetOf = (paper: Paper, words: PaperWords): Sheet => statementSheet(paper, words);
