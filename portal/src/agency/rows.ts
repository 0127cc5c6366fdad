// A sheet's rows, each as the chain takes it or with what is wrong in which cell.

import { numberText } from "../firm/numbers";
import type { Indicator } from "../firm/data";
import { CELL_FAULTS, type CheckedRow, type Form, type Place, type RegistrationNumber } from "../rules/types";
import { formOf, type Layout } from "./columns";
import type { Rows } from "./sheet";

/** What is wrong with a cell: by the chain's own rules, by the sheet, or by what stands on the record. */
export const FAULTS = [...CELL_FAULTS, "SheetError", "Uncomputed", "Missing", "Twice", "NotRegistered", "Outdated", "Stated"] as const;
export type Fault = (typeof FAULTS)[number];

export interface Wrong {
	/** Index of the row in the sheet. */
	row: number;
	/** Of the cell; of a period for all rows there is none. */
	column: number | undefined;
	fault: Fault;
}

/** A figure that can be stated. */
export interface Good {
	row: number;
	column: number;
	indicator: number;
	enterprise: RegistrationNumber;
	/** `CN:…` */
	number: string;
	value: bigint;
	period: number;
}

export interface Checked {
	good: Good[];
	wrong: Wrong[];
	/** Cells without a figure: they state nothing. */
	empty: number;
}

/** What the clerk changed. */
export interface Mends {
	/** By `row:column`. */
	cells: ReadonlyMap<string, string>;
	/** Rows that are left out. */
	left: ReadonlySet<number>;
	/** How a whole column is written, by column. */
	forms: ReadonlyMap<number, Partial<Form>>;
	/** One day for all rows, as it was typed. */
	period?: string;
}
export const NO_MENDS: Mends = { cells: new Map(), left: new Set(), forms: new Map() };

type CheckRows = (asked: { form: Form; indicator: Indicator; now: bigint; rows: [string, string, string][] }) => Promise<CheckedRow[]>;

export const columnOfKind = ({ columns }: Layout, kind: "number" | "period") => {
	const at = columns.findIndex((column) => column.kind === kind);
	return at < 0 ? undefined : at;
};

export async function check(sheet: Rows, layout: Layout, mends: Mends, indicators: readonly Indicator[], place: Place, now: bigint, checkRows: CheckRows): Promise<Checked> {
	const [numbers, periods] = [columnOfKind(layout, "number"), columnOfKind(layout, "period")];
	const checked: Checked = { good: [], wrong: [], empty: 0 };
	if (numbers === undefined) return checked;
	const cell = (row: number, column: number) => {
		const mended = mends.cells.get(`${row}:${column}`);
		return mended === undefined ? (sheet[row]?.[column] ?? { text: "" }) : { text: mended };
	};
	const told = new Set<string>();
	const say = (row: number, column: number | undefined, fault: Fault) => {
		const key = `${row}:${column}:${fault}`;
		if (!told.has(key)) checked.wrong.push({ row, column, fault });
		told.add(key);
	};
	const rows: number[] = [];
	for (let row = layout.top + 1; row < sheet.length; row += 1) {
		const some = sheet[row]!.some(({ text, lost }) => text !== "" || lost);
		if (some && !mends.left.has(row)) rows.push(row);
	}
	const inForm = rows.slice(0, 50).some((row) => /^(CN|HK|MO)\s*[:：]/i.test(cell(row, numbers).text));
	for (const [column, { kind, indicator: id, scale = "plain" }] of layout.columns.entries()) {
		const indicator = kind === "figure" ? indicators.find((one) => one.id === id) : undefined;
		if (!indicator) continue;
		const asked: number[] = [];
		const cells: [string, string, string][] = [];
		for (const row of rows) {
			const [number, figure] = [cell(row, numbers), cell(row, column)];
			const period = mends.period === undefined && periods !== undefined ? cell(row, periods) : { text: mends.period ?? "" };
			if (figure.text === "" && !figure.lost) {
				checked.empty += 1;
				continue;
			}
			const before = checked.wrong.length;
			for (const [one, at] of [[number, numbers], [figure, column], [period, mends.period === undefined ? periods : undefined]] as const) {
				if (one.lost) say(row, at, one.lost);
				else if (one.text === "") say(row, at, "Missing");
			}
			// What the sheet lost is told once for each row, whatever the rules would say of an empty cell.
			if (checked.wrong.length === before && [number, figure, period].every((one) => one.text !== "")) {
				asked.push(row);
				cells.push([number.text, figure.text, period.text]);
			}
		}
		const form = { ...formOf(scale, place, mends.forms.get(column)), ...(mends.forms.get(numbers) ?? {}), ...(periods === undefined ? {} : (mends.forms.get(periods) ?? {})) };
		if (inForm) delete form.place;
		const answers = asked.length > 0 ? await checkRows({ form, indicator, now, rows: cells }) : [];
		for (const [index, answer] of answers.entries()) {
			const row = asked[index]!;
			if ("faults" in answer) {
				for (const { cell: which, fault } of answer.faults) {
					say(row, which === "Number" ? numbers : which === "Figure" ? column : mends.period === undefined ? periods : undefined, fault);
				}
			} else {
				const { enterprise, value, period_end } = answer.row;
				checked.good.push({ row, column, indicator: indicator.id, enterprise, number: numberText(enterprise), value, period: period_end });
			}
		}
	}
	return withoutTwice(checked, numbers);
}

/** Of one firm, indicator and period there is one figure: who says two says which. */
function withoutTwice(checked: Checked, numbers: number): Checked {
	const seen = new Map<string, Good>();
	const wrong = [...checked.wrong];
	const good = checked.good.filter((one) => {
		const key = `${one.number} ${one.indicator} ${one.period}`;
		if (!seen.has(key)) return seen.set(key, one);
		if (!wrong.some(({ row, fault }) => row === one.row && fault === "Twice")) wrong.push({ row: one.row, column: numbers, fault: "Twice" });
		return false;
	});
	// An older period of the same firm goes first: a newer one takes its place, never the other way round.
	return { ...checked, good: good.sort((a, b) => a.period - b.period || a.row - b.row), wrong: wrong.sort((a, b) => a.row - b.row) };
}

/** What stands about a firm and an indicator. */
export interface Last {
	period: number;
	revision: number;
	/** Whether another of the same period may take its place. */
	replaceable: boolean;
	/** Of a register. */
	value: bigint | undefined;
}

/** Takes out what the record would refuse. `last`: in the order of `good`. */
export function against(checked: Checked, registered: ReadonlySet<string>, last: readonly (Last | undefined)[], numbers: number, period: number | undefined): Checked {
	const wrong = [...checked.wrong];
	const told = new Set<number>();
	const good = checked.good.filter((one, at) => {
		const before = last[at];
		const fault: Fault | undefined = !registered.has(one.number)
			? "NotRegistered"
			: before && before.period > one.period
				? "Outdated"
				: before && before.period === one.period && !before.replaceable
					? "Stated"
					: undefined;
		if (!fault) return true;
		if (!told.has(one.row)) wrong.push({ row: one.row, column: fault === "NotRegistered" ? numbers : period, fault });
		told.add(one.row);
		return false;
	});
	return { ...checked, good, wrong: wrong.sort((a, b) => a.row - b.row) };
}

/** How a column can be mended as a whole. */
export type Whole = "thousands" | "sign" | "noSign" | "dayFirst" | "monthFirst" | "keepLetters" | "dropLetters";
const WHOLES: Partial<Record<Fault, Whole[]>> = {
	Commas: ["thousands"],
	UnaskedPercent: ["sign"],
	NoPercent: ["noSign"],
	Order: ["dayFirst", "monthFirst"],
	Brackets: ["keepLetters", "dropLetters"],
};
export const FORMS: Record<Whole, Partial<Form>> = {
	thousands: { thousands: true },
	sign: { percent: true, scale: [10_000n, 1n] },
	noSign: { percent: false, scale: [100n, 1n] },
	dayFirst: { day_first: true },
	monthFirst: { day_first: false },
	keepLetters: { keep_suffix: true },
	dropLetters: { keep_suffix: false },
};

/** What a press can mend at once, with how many cells it is about; the most first. */
export function wholesOf(wrong: readonly Wrong[]): { column: number; whole: Whole; count: number }[] {
	const counts = new Map<string, { column: number; whole: Whole; count: number }>();
	for (const { column, fault } of wrong) {
		if (column === undefined) continue;
		for (const whole of WHOLES[fault] ?? []) {
			const key = `${column} ${whole}`;
			const known = counts.get(key) ?? { column, whole, count: 0 };
			counts.set(key, { ...known, count: known.count + 1 });
		}
	}
	return [...counts.values()].sort((a, b) => b.count - a.count);
}

export interface Sum {
	indicator: number;
	count: number;
	sum: bigint;
	lowest: bigint;
	highest: bigint;
	/** The same firms' last figures, as far as they are known. */
	before: { count: number; sum: bigint } | undefined;
}

/** Sums of what is to be stated, and of what was before. `last` in the order of `good`. */
export function sumsOf(good: readonly Good[], last: readonly (bigint | undefined)[]): Sum[] {
	const sums = new Map<number, Sum>();
	for (const [at, { indicator, value }] of good.entries()) {
		const sum = sums.get(indicator) ?? { indicator, count: 0, sum: 0n, lowest: value, highest: value, before: undefined };
		sum.count += 1;
		sum.sum += value;
		if (value < sum.lowest) sum.lowest = value;
		if (value > sum.highest) sum.highest = value;
		const before = last[at];
		if (before !== undefined) sum.before = { count: (sum.before?.count ?? 0) + 1, sum: (sum.before?.sum ?? 0n) + before };
		sums.set(indicator, sum);
	}
	return [...sums.values()];
}

/** Whether the mean moved by more than half: worth a second look. */
export function strange({ count, sum, before }: Sum): boolean {
	if (!before || before.count === 0) return false;
	const [now, then] = [sum * BigInt(before.count), before.sum * BigInt(count)];
	const [moved, size] = [now > then ? now - then : then - now, then < 0n ? -then : then];
	return moved * 2n > size && moved > BigInt(count * before.count);
}
