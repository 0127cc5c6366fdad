// Payments that a bank's core system exports, matched with its loans. Whatever is not sure is left to a person, last in the list.

import type { Item } from "../chain";
import { readAmount } from "../firm/amount";
import { all, type Element, first, readXml, textAt } from "./xml";

export type Doubt =
	| "UnknownLoan" | "NoMatch" | "SeveralLoans" | "ByAmount" | "NotDue" | "AboveDebt" | "Recorded" | "Twice" | "Future" | "TooOld"
	| "BeforeLoan" | "Closed" | "BadAmount" | "BadDay" | "NoReference" | "BadReference" | "Currency" | "Debit"
	| "ManyLines" | "NotBooked" | "NotSplit";

/** A row of the file, before anything is known of loans. */
export interface Row {
	/** Of a CSV file the line on which it begins, as an editor counts lines; of camt.053 the number of the payment. */
	row: number;
	/** Days since 1970-01-01. */
	day: number | undefined;
	/** Minor units. */
	amount: bigint | undefined;
	/** `CNY` and so on, where the file says it. */
	currency: string | undefined;
	reference: string;
	/** What else the payer wrote. */
	note: string;
	payer: string;
	loan: bigint | undefined;
	debit: boolean;
	/** What the file itself leaves open. */
	unsure?: Doubt[];
}

export class Unread extends Error {
	/** The line that cannot be read, where the file is a table otherwise. */
	constructor(readonly line?: number) {
		super();
	}
}

/** Spreadsheets of the mainland still write GB 18030. */
export function decodeText(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("gb18030").decode(bytes);
	}
}

export function readPayments(text: string): Row[] {
	return /^\uFEFF?\s*</.test(text) ? readCamt(text) : readCsv(text);
}

// ---- CSV

type Column = "day" | "amount" | "currency" | "reference" | "note" | "payer" | "loan" | "debit";
const HEADINGS: Record<Column, string[]> = {
	day: ["value date", "date", "booking date", "日期", "起息日", "入账日期", "记账日期", "交易日期", "入帳日期", "記帳日期", "起息日期", "data-valor", "data valor", "data"],
	amount: ["amount", "credit", "credit amount", "金额", "贷方金额", "收入金额", "入账金额", "金額", "貸方金額", "收入金額", "入帳金額", "montante", "valor"],
	debit: ["debit", "debit amount", "借方金额", "支出金额", "借方金額", "支出金額", "débito"],
	currency: ["currency", "币种", "幣種", "貨幣", "moeda"],
	reference: ["reference", "payment reference", "交易流水号", "流水号", "参考号", "交易參考編號", "參考編號", "流水號", "referência", "referência do pagamento"],
	note: ["remittance", "narrative", "details", "purpose", "附言", "摘要", "用途", "備註", "备注", "descrição", "descritivo"],
	payer: ["payer", "付款方", "付款人", "对方户名", "付款人名称", "對方戶名", "付款人名稱", "ordenante"],
	loan: ["loan", "loan number", "贷款", "贷款编号", "貸款", "貸款編號", "crédito", "número do crédito"],
};

const heading = (cell: string) => cell.normalize("NFKC").trim().toLowerCase();
const columnOf = (cell: string) => (Object.keys(HEADINGS) as Column[]).find((column) => HEADINGS[column].includes(heading(cell)));

interface Cells {
	cells: string[];
	/** Where the row begins and ends, from 1. */
	line: number;
	end: number;
}

/** Rows of cells by RFC 4180, whatever of the three marks parts them. A file that strays from it is refused whole: what a program
 * makes of a lone quotation mark is a guess, and a payment must not be lost to one. */
function tableOf(text: string): Cells[] {
	const bare = text.replace(/^\uFEFF/, "");
	const top = bare.slice(0, bare.search(/\r?\n|$/));
	const mark = [",", ";", "\t"].reduce((best, one) => (top.split(one).length > top.split(best).length ? one : best), ",");
	const rows: Cells[] = [];
	let row: string[] = [];
	let [line, begun] = [1, 1];
	const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n]*))(${mark}|\\r?\\n|$)`, "gy");
	for (let at = 0; at < bare.length || row.length > 0; at = cell.lastIndex) {
		cell.lastIndex = at;
		const found = cell.exec(bare);
		if (!found) throw new Unread(line);
		row.push(found[1] === undefined ? (found[2] ?? "").trim() : found[1].replaceAll('""', '"'));
		const ends = found[3] !== mark;
		const breaks = found[0].split("\n").length - 1;
		if (ends) {
			// The break that ends the row is none within it.
			const end = line + breaks - (found[3] === "" ? 0 : 1);
			if (row.some((one) => one !== "")) rows.push({ cells: row, line: begun, end });
			row = [];
		}
		line += breaks;
		if (ends) begun = line;
	}
	return rows;
}

export const cellsOf = (text: string): string[][] => tableOf(text).map(({ cells }) => cells);

function readCsv(text: string): Row[] {
	const rows = tableOf(text);
	// Exports begin with a few lines about the account.
	const top = rows.findIndex(({ cells }) => {
		const columns = cells.map(columnOf);
		return (["day", "amount", "reference"] as const).every((column) => columns.includes(column));
	});
	const columns = rows[top]?.cells.map(columnOf);
	if (!columns) throw new Unread();
	return rows.slice(top + 1).map(({ cells, line, end }) => {
		const cell = (column: Column) => (cells[columns.indexOf(column)] ?? "").trim().replace(/^'(?=[=+\-@])/, "");
		const amount = cell("amount");
		const loan = /^(?:L|#)?\s*(\d{1,18})$/i.exec(cell("loan"))?.[1];
		return {
			row: line,
			day: readDay(cell("day")),
			amount: readAmount(amount.replace(/^[-+]|\b(CNY|HKD|MOP|USD)\b/g, "").trim()),
			currency: (cell("currency").toUpperCase() || /\b(CNY|HKD|MOP|USD)\b/.exec(amount)?.[1]) || undefined,
			reference: cell("reference"),
			note: cell("note"),
			payer: cell("payer"),
			loan: loan === undefined ? undefined : BigInt(loan),
			debit: amount.startsWith("-") || (amount === "" && cell("debit") !== ""),
			// Two lone quotation marks can make one row of two payments.
			...(end > line && { unsure: ["ManyLines" as const] }),
		};
	});
}

const DAY = 86_400_000;

/** 2026-12-20, 2026/12/20, 20261220, 2026年12月20日, and with the day first as in Portuguese and English: 20/12/2026, 20.12.2026. */
export function readDay(text: string): number | undefined {
	const bare = text.normalize("NFKC").trim();
	const forms: [RegExp, [number, number, number]][] = [
		[/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/, [1, 2, 3]],
		[/^(\d{4})(\d{2})(\d{2})$/, [1, 2, 3]],
		[/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/, [3, 2, 1]],
	];
	for (const [form, [year, month, day]] of forms) {
		const found = form.exec(bare);
		if (!found) continue;
		const [y, m, d] = [Number(found[year]), Number(found[month]), Number(found[day])];
		const at = Date.UTC(y, m - 1, d);
		const back = new Date(at);
		if (back.getUTCMonth() !== m - 1 || back.getUTCDate() !== d) return undefined;
		return at / DAY;
	}
	return undefined;
}

// ---- camt.053

function readCamt(text: string): Row[] {
	const document = readXml(text);
	if (!document || document.name !== "Document" || !first(document, "BkToCstmrStmt")) throw new Unread();
	const rows: Row[] = [];
	for (const entry of all(document, "Ntry")) {
		const given = all(entry, "TxDtls");
		// Of several payments whose own amounts the bank does not say only their sum is known: that is one payment, for a person to part.
		const parted = given.length < 2 || given.every((detail) => amountOf(detail));
		const details = parted ? given : [undefined];
		// Up to version 4 the code is the element's own text. Without one the entry stands: it is on a statement.
		const status = textAt(entry, "Sts/Cd") || textAt(entry, "Sts/Prtry") || textAt(entry, "Sts") || "BOOK";
		const unsure: Doubt[] = [...(status === "BOOK" ? [] : ["NotBooked" as const]), ...(parted ? [] : ["NotSplit" as const])];
		for (const detail of details.length > 0 ? details : [undefined]) {
			const amount = amountOf(detail) ?? first(entry, "Amt");
			rows.push({
				row: rows.length + 1,
				day: readDay(textAt(entry, "ValDt/Dt") || textAt(entry, "ValDt/DtTm") || textAt(entry, "BookgDt/Dt") || textAt(entry, "BookgDt/DtTm")),
				amount: readAmount(amount?.text.trim() ?? ""),
				currency: amount?.attributes.Ccy,
				reference: referenceOf(detail, entry),
				note: detail || !parted ? all(detail ?? entry, "Ustrd").map((one) => one.text.trim()).join(" ") : textAt(entry, "AddtlNtryInf"),
				payer: textAt(detail, "RltdPties/Dbtr/Pty/Nm") || textAt(detail, "RltdPties/Dbtr/Nm"),
				loan: undefined,
				// What is owed on a loan is a debit balance: money that came is a credit, in the bank's account as in the loan's.
				debit: textAt(entry, "CdtDbtInd") === "DBIT" || textAt(entry, "RvslInd") === "true",
				...(unsure.length > 0 && { unsure }),
			});
		}
	}
	return rows;
}

const amountOf = (detail: Element | undefined) => first(detail, "Amt") ?? first(detail, "AmtDtls/TxAmt/Amt");

function referenceOf(detail: Element | undefined, entry: Element): string {
	const given = ["Refs/EndToEndId", "Refs/TxId", "Refs/AcctSvcrRef"].map((path) => textAt(detail, path));
	return [...given, textAt(entry, "AcctSvcrRef"), textAt(entry, "NtryRef")].find((one) => one && one !== "NOTPROVIDED") ?? "";
}

// ---- matching

export type Line = Item<"PortfolioApi.loans_by">;

/** What is known of a loan of the bank. */
export interface Known {
	id: bigint;
	currency: string;
	started: number;
	/** Registration number as people write it, without its place. */
	firm: string;
	name: string | undefined;
	/** Payments that the firm says it made and the bank has not answered. */
	claims: string[];
	/** Of entries on its account. */
	references: string[];
	due: bigint;
	payoff: bigint;
	closed: boolean;
}

export interface Matched {
	row: Row;
	loan: bigint | undefined;
	doubts: Doubt[];
}

/** Days back that an entry can count from; the chain's parameter of this name is 30. */
export const BACKDATING_DAYS = 30;

/** As the chain compares references: without blanks, in capitals. */
export const normal = (reference: string) => reference.replace(/\s/g, "").toUpperCase();
const ASCII = /^[\x20-\x7e]{1,64}$/;

/** These need a person to look, and yet can be right; with any other doubt a row cannot be recorded as it stands. */
const OPEN_TO_JUDGEMENT: Doubt[] = ["SeveralLoans", "ByAmount", "NotDue", "ManyLines", "NotSplit"];
export const canRecord = ({ loan, doubts }: Matched) => loan !== undefined && doubts.every((doubt) => OPEN_TO_JUDGEMENT.includes(doubt));

const NAMED = /(?:\bL[- ]?|\bloan\s*(?:no\.?\s*|number\s*)?|贷款\s*(?:编号|号)?\s*|貸款\s*(?:編號|號)?\s*|\bcr[ée]dito\s*(?:n\.?\s*[ºo°]\s*)?)#?(\d{1,18})\b/iu;

/** Which loan the words of a payment name, and whether there is doubt. */
function find(row: Row, loans: Map<bigint, Known>): { loan: bigint | undefined; doubts: Doubt[] } {
	const one = (id: bigint) => (loans.has(id) ? { loan: id, doubts: [] } : { loan: undefined, doubts: ["UnknownLoan" as Doubt] });
	if (row.loan !== undefined) return one(row.loan);
	const words = `${row.reference} ${row.note}`.normalize("NFKC");
	const claimed = [...loans.values()].filter(({ claims }) => row.reference !== "" && claims.map(normal).includes(normal(row.reference)));
	if (claimed[0] && claimed.length === 1) return { loan: claimed[0].id, doubts: [] };
	const named = NAMED.exec(words)?.[1];
	if (named !== undefined) return one(BigInt(named));
	const tight = normal(words);
	const running = [...loans.values()].filter(({ closed }) => !closed);
	const ofFirm = running.filter(({ firm, name }) => tight.includes(normal(firm)) || (name && row.payer && normal(row.payer) === normal(name)));
	const exact = (among: Known[]) => among.filter(({ due }) => due > 0n && due === row.amount);
	if (ofFirm[0]) {
		if (ofFirm.length === 1) return { loan: ofFirm[0].id, doubts: [] };
		const due = exact(ofFirm);
		return { loan: due.length === 1 ? due[0]!.id : undefined, doubts: ["SeveralLoans"] };
	}
	const due = exact(running);
	if (due.length === 1) return { loan: due[0]!.id, doubts: ["ByAmount"] };
	return { loan: undefined, doubts: ["NoMatch"] };
}

/** What stands against recording a row on a loan. */
export function doubtsOf(row: Row, loan: Known | undefined, today: number): Doubt[] {
	const found: Doubt[] = [...(row.unsure ?? [])];
	if (row.debit) found.push("Debit");
	if (row.amount === undefined && !row.debit) found.push("BadAmount");
	if (row.day === undefined) found.push("BadDay");
	else if (row.day > today) found.push("Future");
	else if (row.day < today - BACKDATING_DAYS) found.push("TooOld");
	if (row.reference === "") found.push("NoReference");
	else if (!ASCII.test(row.reference)) found.push("BadReference");
	if (!loan) return found;
	if (row.currency !== undefined && row.currency !== loan.currency) found.push("Currency");
	if (loan.closed) found.push("Closed");
	if (row.day !== undefined && row.day < loan.started) found.push("BeforeLoan");
	if (row.reference !== "" && loan.references.map(normal).includes(normal(row.reference))) found.push("Recorded");
	if (row.amount !== undefined && !loan.closed) {
		if (row.amount > loan.payoff) found.push("AboveDebt");
		else if (row.amount > loan.due) found.push("NotDue");
	}
	return found;
}

/** Sure rows first, in the file's order; doubtful rows last. */
export function match(rows: Row[], known: Known[], today: number): Matched[] {
	// What the rows before it pay is due no more.
	const loans = new Map(known.map((loan) => [loan.id, { ...loan }]));
	const seen = new Set<string>();
	const matched = rows.map((row) => {
		const { loan, doubts } = find(row, loans);
		const more = doubtsOf(row, loan === undefined ? undefined : loans.get(loan), today);
		const name = `${loan} ${normal(row.reference)}`;
		const twice: Doubt[] = row.reference !== "" && loan !== undefined && seen.has(name) ? ["Twice"] : [];
		// What is announced comes again once it is booked.
		if (!row.unsure?.includes("NotBooked")) seen.add(name);
		const all = [...doubts, ...more, ...twice];
		const left = loan === undefined ? undefined : loans.get(loan);
		if (left && all.length === 0 && row.amount !== undefined) {
			left.due -= row.amount;
			left.payoff -= row.amount;
		}
		return { row, loan, doubts: all };
	});
	return [...matched.filter(({ doubts }) => doubts.length === 0), ...matched.filter(({ doubts }) => doubts.length > 0)];
}
