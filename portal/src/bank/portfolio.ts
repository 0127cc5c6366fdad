// Loans of a bank by how late they are.

import { csv, decimal, isoDate } from "../firm/csv";
import { GRADES, type Grade } from "./conditions";
import type { Line } from "./payments";

export type Bucket = "none" | "d30" | "d90" | "over";
export const BUCKETS: Bucket[] = ["none", "d30", "d90", "over"];

/** 1 to 30, 31 to 90 and over 90 days, as banks report them. */
export function bucketOf(arrearsDays: number): Bucket {
	if (arrearsDays <= 0) return "none";
	if (arrearsDays <= 30) return "d30";
	return arrearsDays <= 90 ? "d90" : "over";
}

export interface Group {
	grade: Grade;
	counts: Record<Bucket, number>;
	defaults: number;
	all: number;
}

/** By the grade at grant, the best first; grades without a loan are left out. */
export function byGrade(lines: readonly Line[]): Group[] {
	const groups = new Map<Grade, Group>();
	for (const line of lines) {
		const grade = line.grade.type;
		const group = groups.get(grade) ?? { grade, counts: { none: 0, d30: 0, d90: 0, over: 0 }, defaults: 0, all: 0 };
		group.counts[bucketOf(line.arrears_days)] += 1;
		group.all += 1;
		if (line.state.type === "InDefault") group.defaults += 1;
		groups.set(grade, group);
	}
	return [...groups.values()].sort((a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade));
}

/** The latest first, then by number. */
export const byLateness = (lines: readonly Line[]) =>
	[...lines].sort((a, b) => b.arrears_days - a.arrears_days || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** A line of the file, with what only the loan itself tells. */
export interface Full {
	line: Line;
	firm: string;
	name: string;
	outstanding: bigint;
	due: bigint;
	category: string;
}

/** Column names stay in English: other programs read the file. */
const COLUMNS = [
	"loan", "enterprise", "name", "currency", "state", "grade", "started", "ends", "outstanding", "due", "arrears days", "arrears", "in default since",
	"written off percent", "category",
];

export function portfolioCsv(loans: readonly Full[]): string {
	const rows = loans.map(({ line, firm, name, outstanding, due, category }) => [
		`${line.id}`, firm, name, line.currency.type.toUpperCase(), line.state.type, line.grade.type.toUpperCase(), isoDate(line.started), isoDate(line.ends),
		decimal(outstanding), decimal(due), `${line.arrears_days}`,
		{ none: "", d30: "1-30", d90: "31-90", over: "over 90" }[bucketOf(line.arrears_days)],
		line.defaulted_on === undefined ? "" : isoDate(line.defaulted_on),
		(line.written_off / 100).toFixed(2),
		category,
	]);
	return csv([COLUMNS, ...rows]);
}
