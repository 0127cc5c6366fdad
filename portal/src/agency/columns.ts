// What a column says, by its heading; the clerk confirms it.

import type { Indicator } from "../firm/data";
import type { Form, Place } from "../rules";
import { LANGS } from "../words/langs";
import { translated } from "../words/names";
import headers from "./headers.json";
import type { Rows } from "./sheet";

/** How the figures of a column are written, where the heading or the cells say it. */
export const SCALES = ["plain", "tenThousand", "sign", "percent", "share"] as const;
export type Scale = (typeof SCALES)[number];

export interface Column {
	kind: "none" | "number" | "period" | "figure";
	/** Of a figure. */
	indicator?: number;
	scale?: Scale;
}

export interface Layout {
	/** Index of the row with the headings. */
	top: number;
	columns: Column[];
}

const currencies = new Set(["CNY", "HKD", "MOP", "USD"]);
/** The scales that a unit can be written in; the first where nothing says otherwise. */
export function scalesOf({ unit }: { unit: string }): Scale[] {
	if (unit === "basis points") return ["plain", "sign", "percent", "share"];
	return currencies.has(unit) ? ["plain", "tenThousand"] : ["plain"];
}

const bare = (text: string) =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[(\[【（][^)\]】）]*[)\]】）]/g, "")
		.replace(/[^\p{L}\p{N}]/gu, "");

const plain = (list: string[]) => list.map(bare);
const NUMBER = plain(headers.number);
const PERIOD = plain(headers.period);
const SYNONYMS: Record<string, string[]> = headers.indicators;

function namesOf({ name }: Indicator): string[] {
	const known = LANGS.map((lang) => translated(name, lang)).filter((one) => one !== undefined);
	return plain([name, ...known, ...(SYNONYMS[name] ?? [])]).filter((one) => one !== "");
}

/** How well a heading has one of these names: its length where it is all of it, less where it is a part. */
function fit(heading: string, names: string[]): number {
	let best = 0;
	for (const name of names) {
		if (name === heading) best = Math.max(best, 1_000 + name.length);
		// Two Chinese characters say as much as a word of Latin letters.
		else if (name.length >= (/\p{Script=Han}/u.test(name) ? 2 : 5) && heading.includes(name)) best = Math.max(best, name.length);
	}
	return best;
}

function columnOf(heading: string, indicators: readonly Indicator[]): Column {
	const text = bare(heading);
	if (text === "") return { kind: "none" };
	const found: [number, Column][] = [
		[fit(text, NUMBER), { kind: "number" }],
		[fit(text, PERIOD), { kind: "period" }],
		...indicators.map((one): [number, Column] => [fit(text, namesOf(one)), { kind: "figure", indicator: one.id }]),
	];
	const [best, column] = found.reduce((a, b) => (b[0] > a[0] ? b : a));
	return best > 0 ? column : { kind: "none" };
}

/** How a column is written: by what its heading has in brackets, and by its cells. */
export function scaleOf(heading: string, cells: readonly string[], indicator: { unit: string }): Scale {
	const can = scalesOf(indicator);
	if (can.length === 1) return "plain";
	const text = heading.normalize("NFKC").toLowerCase();
	const says = (unit: keyof typeof headers.units) => headers.units[unit].some((one) => text.includes(one.normalize("NFKC")));
	const filled = cells.filter((one) => one !== "");
	if (can.includes("sign") && filled.length > 0 && filled.filter((one) => /[%％]\s*$/.test(one)).length * 2 > filled.length) return "sign";
	if (can.includes("tenThousand")) return says("tenThousand") ? "tenThousand" : "plain";
	if (says("basisPoints")) return "plain";
	if (says("percent")) return "percent";
	// A share of one as spreadsheets keep what they show as per cent.
	if (filled.length > 0 && filled.every((one) => Math.abs(Number(one)) <= 3) && filled.some((one) => one.includes("."))) return "share";
	return "plain";
}

const SAMPLE = 200;
const TOP = 20;

/** The layout of a sheet, with one column for each meaning; the better heading has it. */
export function recognise(rows: Rows, indicators: readonly Indicator[]): Layout {
	const read = (row: Rows[number]) => row.map(({ text }) => columnOf(text, indicators));
	const score = (columns: Column[]) => columns.filter(({ kind }) => kind !== "none").length + (columns.some(({ kind }) => kind === "number") ? 10 : 0);
	let top = 0;
	let columns = read(rows[0] ?? []);
	for (let at = 1; at < Math.min(rows.length, TOP); at += 1) {
		const here = read(rows[at]!);
		if (score(here) > score(columns)) [top, columns] = [at, here];
	}
	const taken = new Set<string>();
	const width = Math.max(0, ...rows.slice(top, top + SAMPLE).map((row) => row.length));
	columns = Array.from({ length: width }, (_, at): Column => {
		const column = columns[at] ?? { kind: "none" };
		const key = `${column.kind} ${column.indicator ?? ""}`;
		if (column.kind === "none" || taken.has(key)) return { kind: "none" };
		taken.add(key);
		const indicator = indicators.find(({ id }) => id === column.indicator);
		const cells = rows.slice(top + 1, top + 1 + SAMPLE).map((row) => row[at]?.text ?? "");
		return indicator ? { ...column, scale: scaleOf(rows[top]?.[at]?.text ?? "", cells, indicator) } : column;
	});
	return { top, columns };
}

const FACTORS: Record<Scale, [bigint, bigint]> = {
	plain: [1n, 1n],
	tenThousand: [10_000n, 1n],
	sign: [10_000n, 1n],
	percent: [100n, 1n],
	share: [10_000n, 1n],
};

/** How the rules are to read a column. `place`: whose numbers stand there. */
export function formOf(scale: Scale, place: Place, changes: Partial<Form> = {}): Form {
	return { place, thousands: false, percent: scale === "sign", scale: FACTORS[scale], ...changes };
}
