// All loans by how late they are: sums, and the lists under them.

import { BUCKETS, type Bucket, bucketOf } from "../bank/portfolio";
import { GRADES } from "../bank/conditions";
import type { Line } from "../bank/payments";
import { csv, isoDate } from "../firm/csv";
import { bareNumber } from "../firm/numbers";

export const WAYS = ["grade", "place", "month", "institution"] as const;
/** By what loans are counted: the grade at grant, the place of the bank, the month of the grant, the bank. */
export type Way = (typeof WAYS)[number];

export interface Loan {
	line: Line;
	/** Where its bank is. */
	place: string;
}

export const PLACES = ["Guangdong", "HongKong", "Macao"];

/** `2026-11`: the days of loans are those of UTC+8. */
export const monthOf = (day: number) => isoDate(day).slice(0, 7);

export function keyOf({ line, place }: Loan, way: Way): string {
	if (way === "grade") return line.grade.type;
	if (way === "place") return place;
	return way === "month" ? monthOf(line.started) : String(line.institution);
}

export interface Sum {
	key: string;
	counts: Record<Bucket, number>;
	/** Of all of them. */
	defaults: number;
	all: number;
}

const nothing = (key: string): Sum => ({ key, counts: { none: 0, d30: 0, d90: 0, over: 0 }, defaults: 0, all: 0 });

function add(sum: Sum, { line }: Loan): void {
	sum.counts[bucketOf(line.arrears_days)] += 1;
	sum.all += 1;
	if (line.state.type === "InDefault") sum.defaults += 1;
}

const ORDER: Record<Way, (a: string, b: string) => number> = {
	grade: (a, b) => (GRADES as string[]).indexOf(a) - (GRADES as string[]).indexOf(b),
	place: (a, b) => PLACES.indexOf(a) - PLACES.indexOf(b),
	month: (a, b) => a.localeCompare(b),
	institution: (a, b) => Number(a) - Number(b),
};

export function sumsBy(loans: readonly Loan[], way: Way): Sum[] {
	const sums = new Map<string, Sum>();
	for (const loan of loans) {
		const key = keyOf(loan, way);
		if (!sums.has(key)) sums.set(key, nothing(key));
		add(sums.get(key)!, loan);
	}
	return [...sums.values()].sort((a, b) => ORDER[way](a.key, b.key));
}

export function sumOf(loans: readonly Loan[]): Sum {
	const sum = nothing("");
	for (const loan of loans) add(sum, loan);
	return sum;
}

/** Late by a day or more. */
export const late = ({ counts }: Sum) => counts.d30 + counts.d90 + counts.over;

export type Lateness = Bucket | "late" | "default" | "all";
const LATENESS: Lateness[] = [...BUCKETS, "late", "default", "all"];

export interface Asked {
	by: Partial<Record<Way, string>>;
	lateness: Lateness;
}

/** The list under a figure, as its address has it. */
export const addressOf = (by: Partial<Record<Way, string>>, lateness: Lateness) => `/regulator/loans?${new URLSearchParams({ ...by, late: lateness })}`;

export function readAddress(address: URLSearchParams): Asked {
	const by: Partial<Record<Way, string>> = {};
	for (const way of WAYS) if (address.has(way)) by[way] = address.get(way)!;
	const typed = address.get("late") as Lateness;
	return { by, lateness: LATENESS.includes(typed) ? typed : "all" };
}

export function listOf(loans: readonly Loan[], { by, lateness }: Asked): Loan[] {
	const is = (loan: Loan) => {
		const { line } = loan;
		const bucket = bucketOf(line.arrears_days);
		if (lateness === "default" ? line.state.type !== "InDefault" : lateness === "late" ? bucket === "none" : lateness !== "all" && bucket !== lateness) return false;
		return WAYS.every((way) => by[way] === undefined || keyOf(loan, way) === by[way]);
	};
	const order = (a: Loan, b: Loan) => b.line.arrears_days - a.line.arrears_days || (a.line.id < b.line.id ? -1 : 1);
	return loans.filter(is).sort(order);
}

export interface Source {
	block: number;
	hash: string;
	/** What was asked, as a program would ask it again. */
	query: string;
}

/** A list as a file: of which block, by which question, then the rows. Column names stay in English: other programs read them. */
export function listCsv({ block, hash, query }: Source, columns: string[], rows: string[][]): string {
	return csv([["block", String(block), hash], ["query", query], [], columns, ...rows]);
}

const LOAN_COLUMNS = ["loan", "enterprise", "institution", "institution name", "place", "product", "currency", "state", "grade", "started", "ends", "arrears days", "arrears since", "in default since", "written off percent"];

export function loansCsv(source: Source, loans: readonly Loan[], nameOf: (institution: number) => string): string {
	const date = (day: number | undefined) => (day === undefined ? "" : isoDate(day));
	const rows = loans.map(({ line, place }) => [
		`${line.id}`, bareNumber(line.enterprise), `${line.institution}`, nameOf(line.institution), place, `${line.product}`, line.currency.type.toUpperCase(), line.state.type,
		line.grade.type.toUpperCase(), date(line.started), date(line.ends), `${line.arrears_days}`, date(line.arrears_since), date(line.defaulted_on), (line.written_off / 100).toFixed(2),
	]);
	return listCsv(source, LOAN_COLUMNS, rows);
}
