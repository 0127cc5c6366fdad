// A clerk's file as rows of cells, whatever wrote it. Of a workbook the first sheet.

import { decodeText } from "../bank/payments";

/** What a cell holds that is no text: an error of the spreadsheet (`#N/A`), or a formula that no program ever reckoned. */
export type Lost = "SheetError" | "Uncomputed";

export interface Cell {
	text: string;
	lost?: Lost;
}
/** `rows[0]` is the file's first line. */
export type Rows = Cell[][];

export class Unread extends Error {}

const EMPTY: Cell = { text: "" };

export async function readSheet(file: Blob, name: string): Promise<Rows> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
	if (!zipped && /\.xlsx?$/i.test(name)) throw new Unread();
	return zipped ? readWorkbook(bytes) : readCsv(decodeText(bytes));
}

/** RFC 4180, whatever of the three marks parts the cells. Empty lines stay: people count them. */
export function readCsv(text: string): Rows {
	const bare = text.replace(/^\uFEFF/, "");
	const line = bare.slice(0, bare.search(/\r?\n|$/));
	const mark = [",", ";", "\t"].reduce((best, one) => (line.split(one).length >= line.split(best).length ? one : best), ",");
	const rows: Rows = [];
	let row: Cell[] = [];
	const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n]*))(${mark}|\\r?\\n|$)`, "gy");
	for (let at = 0; at < bare.length; at = cell.lastIndex) {
		cell.lastIndex = at;
		const found = cell.exec(bare);
		if (!found) throw new Unread();
		const said = found[1] === undefined ? (found[2] ?? "").trim() : found[1].replaceAll('""', '"').trim();
		row.push(lostText(said) ? { text: "", lost: "SheetError" } : { text: said.replace(/^'(?=[=+\-@])/, "") });
		if (found[3] !== mark) {
			rows.push(row);
			row = [];
		}
	}
	if (row.length > 0) rows.push(row);
	return rows;
}

/** What a spreadsheet writes into a CSV file where a formula has no answer. */
const lostText = (text: string) => /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i.test(text);

type Read = string | number | boolean | Date | null;

/** The reader gives nothing alike for `#N/A`, for a formula never reckoned and for an empty cell: the first two are looked up in
 * the sheet's own text, so that the clerk sees them. */
async function readWorkbook(bytes: Uint8Array): Promise<Rows> {
	const { readSheet: read } = await import("read-excel-file/universal");
	let found: Read[][];
	let lost: Map<string, Lost>;
	try {
		[found, lost] = await Promise.all([read(new Blob([bytes as Uint8Array<ArrayBuffer>])) as Promise<Read[][]>, lostCells(bytes)]);
	} catch {
		throw new Unread();
	}
	const rows = found.map((row) => row.map((value): Cell => ({ text: written(value) })));
	for (const [place, why] of lost) {
		const [column, line] = placeOf(place);
		while (rows.length <= line) rows.push([]);
		const row = rows[line]!;
		while (row.length <= column) row.push(EMPTY);
		row[column] = { text: "", lost: why };
	}
	return rows;
}

/** As a person would have typed it. A number of more digits than a spreadsheet keeps is written as a power, which no rule takes
 * for a registration number. */
export function written(value: Read): string {
	if (value === null) return "";
	if (value instanceof Date) {
		const text = value.toISOString();
		return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19).replace("T", " ");
	}
	if (typeof value === "boolean") return value ? "1" : "0";
	if (typeof value === "string") return value.trim();
	if (Math.abs(value) >= 1e15) return value.toExponential();
	return String(Number(value.toPrecision(15)));
}

/** `C12` as column 2, row 11. */
export function placeOf(name: string): [number, number] {
	const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(name) ?? [];
	return [[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, Number(digits) - 1];
}

/** Column 2 as `C`. */
export const lettersOf = (column: number): string => (column < 26 ? "" : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

async function lostCells(bytes: Uint8Array): Promise<Map<string, Lost>> {
	const files = zipEntries(bytes);
	const text = async (name: string) => {
		const entry = files.get(name);
		return entry ? new TextDecoder().decode(await entry()) : "";
	};
	const [book, links] = await Promise.all([text("xl/workbook.xml"), text("xl/_rels/workbook.xml.rels")]);
	const id = /<(?:\w+:)?sheet\b[^>]*\b\w+:id="([^"]+)"/.exec(book)?.[1];
	const link = [...links.matchAll(/<Relationship\b[^>]*>/g)].map(([one]) => one).find((one) => one.includes(`Id="${id}"`));
	const target = /\bTarget="([^"]+)"/.exec(link ?? "")?.[1] ?? "worksheets/sheet1.xml";
	const sheet = await text(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
	return lostIn(sheet);
}

export function lostIn(sheet: string): Map<string, Lost> {
	const found = new Map<string, Lost>();
	for (const [, attributes = "", body = ""] of sheet.matchAll(/<(?:x:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:x:)?c>)/g)) {
		const place = /\br="([A-Z]+\d+)"/.exec(attributes)?.[1];
		if (!place) continue;
		if (/\bt="e"/.test(attributes)) found.set(place, "SheetError");
		else if (/<(?:x:)?f\b/.test(body) && !/<(?:x:)?v\b/.test(body)) found.set(place, "Uncomputed");
	}
	return found;
}

/** The files of a zip archive; each is unpacked when it is asked for. */
function zipEntries(bytes: Uint8Array): Map<string, () => Promise<Uint8Array>> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = bytes.length - 22;
	while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
	if (end < 0) throw new Unread();
	const files = new Map<string, () => Promise<Uint8Array>>();
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
		if (view.getUint32(at, true) !== 0x02014b50) throw new Unread();
		const [method, size, name, extra, note] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
		const head = view.getUint32(at + 42, true);
		const begins = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
		const packed = bytes.slice(begins, begins + size);
		files.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), async () =>
			method === 0 ? packed : new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer()),
		);
		at += 46 + name + extra + note;
	}
	return files;
}
