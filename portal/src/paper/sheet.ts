// What a paper says, in words: the same rows are printed, and shown to who checks it.

import { bareNumber } from "../firm/numbers";
import { capitals } from "../words/capitals";
import type { PaperWords } from "./words";
import type { Consent } from "./consent";
import type { Lien } from "./lien";
import type { Rating } from "./rating";
import type { Line, Statement } from "./statement";

export interface Sheet {
	title: string;
	facts: { name: string; value: string }[];
	table?: { title: string; columns: { title: string; number?: boolean; share: number }[]; rows: string[][]; empty: string };
	asOf: string;
	/** What the paper does not show. */
	note?: string;
}

export type Paper = Statement | Rating | Consent | Lien;

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
			...who(paper, words),
			{ name: t("firm.apply.bank"), value: words.name(paper.bank) },
			{ name: t("paper.state"), value: t(`firm.loans.state.${paper.state}`) },
			{ name: t("paper.started"), value: day(paper.started) },
			{ name: t("paper.lent"), value: inWords(paper.lent) },
			{ name: t("firm.loan.outstanding"), value: inWords(paper.outstanding) },
			{ name: t("firm.loan.repaid"), value: inWords(paper.repaid) },
		],
		table: {
			title: `${t("paper.entries")}\u00a0(${paper.currency})`,
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
		asOf: asOf(paper, words),
	};
}

const who = ({ firm }: Paper, { t }: PaperWords) => [
	{ name: t("firm.apply.firm"), value: firm.name },
	{ name: t("paper.number"), value: bareNumber(firm.number) },
];
const moment = (second: bigint, { time }: PaperWords) => time(Number(second) * 1_000);
const asOf = ({ now }: Paper, words: PaperWords) => words.t("firm.statement.asOf", { time: moment(now, words) });

function ratingSheet(paper: Rating, words: PaperWords): Sheet {
	const { t } = words;
	return {
		title: t("paper.grades"),
		facts: who(paper, words),
		table: {
			title: t("paper.grades.shown"),
			empty: "",
			columns: [
				{ title: t("paper.grades.grade"), share: 14 },
				{ title: t("paper.grades.to"), share: 24 },
				{ title: t("paper.grades.made"), share: 17 },
				{ title: t("paper.grades.until"), share: 17 },
				{ title: t("paper.grades.pd"), number: true, share: 14 },
				{ title: t("paper.grades.coverage"), number: true, share: 14 },
			],
			rows: paper.ratings.map((one) => [
				t("firm.grade.atLeast", { grade: one.grade.type.toUpperCase() }),
				one.bank === undefined ? t("paper.grades.all") : words.name(one.bank),
				moment(one.made_at, words),
				moment(one.valid_until, words) + (one.valid_until <= paper.now ? `\n${t("paper.grades.over")}` : one.scorecard === paper.champion ? "" : `\n${t("paper.grades.oldCard")}`),
				words.share(one.default_probability, "bp"),
				words.share(one.coverage, "bp"),
			]),
		},
		asOf: asOf(paper, words),
		note: t("paper.grades.note"),
	};
}

function consentSheet(paper: Consent, words: PaperWords): Sheet {
	const { t } = words;
	const { terms } = paper;
	return {
		title: t("paper.consent", { id: String(paper.id) }),
		facts: [
			...who(paper, words),
			{ name: t("firm.apply.bank"), value: words.name(paper.bank) },
			{ name: t("paper.state"), value: t(`firm.consents.standing.${paper.standing}`) },
			{ name: t("firm.consent.purpose"), value: t(`firm.consent.purpose.${terms.purpose.type}`) },
			{ name: t("firm.consent.scope"), value: terms.scope.type === "All" ? t("firm.consent.scope.all") : t("paper.consent.some", { count: terms.scope.value.length }) },
			{ name: t("paper.consent.given"), value: moment(paper.given, words) },
			{ name: t("paper.consent.from"), value: moment(terms.from, words) },
			{ name: t("paper.consent.until"), value: moment(terms.until, words) },
			{ name: t("firm.consent.uses"), value: t("paper.consent.used", { used: paper.used, uses: terms.uses }) },
			{ name: t("firm.consent.retention"), value: words.count(terms.retention_days) },
		],
		asOf: asOf(paper, words),
	};
}

function lienSheet(paper: Lien, words: PaperWords): Sheet {
	const { t, money } = words;
	const { lien, asset, currency } = paper;
	const amount = lien.secured_amount;
	const secured = currency
		? `${money(amount, currency)}\n${capitals(amount, currency, words.lang)}`
		: t("paper.lien.inLoans", { amount: money(amount, "USD", "figure").replace(/[^\d.,-]/g, "") });
	return {
		title: t("paper.lien", { id: String(paper.id) }),
		facts: [
			{ name: t("paper.lien.pledgor"), value: paper.firm.name },
			{ name: t("paper.number"), value: bareNumber(paper.firm.number) },
			{ name: t("firm.apply.bank"), value: words.name(paper.bank) },
			{ name: t("paper.lien.kind"), value: t(`paper.lien.kind.${lien.kind.type}`) },
			{ name: t("paper.lien.on"), value: `${t(`firm.assets.kind.${asset.kind}`)} ${asset.id}\n${asset.title}` },
			{ name: t("paper.lien.amount"), value: secured },
			{ name: t("paper.lien.rank"), value: paper.rank === 0 ? "—" : String(paper.rank) },
			{ name: t("paper.lien.loan"), value: lien.loan === undefined ? "—" : String(lien.loan) },
			{ name: t("paper.lien.registered"), value: moment(lien.registered_at, words) },
			{ name: t("paper.lien.until"), value: words.day(lien.until) },
			{ name: t("paper.state"), value: t(`paper.lien.state.${lien.state.type}`) },
		],
		asOf: asOf(paper, words),
	};
}

export function sheetOf(paper: Paper, words: PaperWords): Sheet {
	switch (paper.kind) {
		case "statement":
			return statementSheet(paper, words);
		case "rating":
			return ratingSheet(paper, words);
		case "consent":
			return consentSheet(paper, words);
		case "lien":
			return lienSheet(paper, words);
	}
}
