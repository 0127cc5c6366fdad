// Lays a paper out on A4. The same evidence gives the same file to the last byte, in any browser: who checks it makes it again.

import fontkit from "@pdf-lib/fontkit";
import { PDFArray, PDFDict, PDFDocument, type PDFFont, PDFHexString, PDFName, PDFNumber, PDFOperator, PDFOperatorNames, type PDFPage, PDFRawStream, PDFString, decodePDFRawStream, rgb } from "pdf-lib";
import qrcode from "qrcode-generator";
import { elsewhere, split } from "./codes";
import { encode, type Evidence } from "./evidence";
import { type FontFiles, fontsFor } from "./fonts";
import { type Paper, type Sheet, sheetOf } from "./sheet";
import type { PaperWords } from "./words";

const [WIDTH, HEIGHT, MARGIN] = [595.28, 841.89, 48];
const INNER = WIDTH - 2 * MARGIN;
const FOOT = MARGIN + 22;
const BLACK = rgb(0.1, 0.1, 0.12);
const GREY = rgb(0.38, 0.38, 0.42);
const LINE = rgb(0.75, 0.75, 0.78);
const ATTACHMENT = "lingnan-evidence.bin";

type Typeface = { font: PDFFont; points: Set<number> }[];

/** Parts of a text, each in the font that has it. */
function runs(text: string, faces: Typeface): { text: string; font: PDFFont }[] {
	const parts: { text: string; font: PDFFont }[] = [];
	for (const sign of text) {
		const { font } = faces.find(({ points }) => points.has(sign.codePointAt(0)!)) ?? faces[0]!;
		const last = parts.at(-1);
		if (last?.font === font) last.text += sign;
		else parts.push({ text: sign, font });
	}
	return parts;
}

const widthOf = (text: string, size: number, faces: Typeface) => runs(text, faces).reduce((sum, { text, font }) => sum + font.widthOfTextAtSize(text, size), 0);

/** Chinese breaks between any two characters, but not before a mark; other scripts between words, and in the middle of one that is
 * longer than the line. */
export function wrap(text: string, fits: (line: string) => boolean): string[] {
	const lines: string[] = [];
	for (const paragraph of text.split("\n")) {
		const pieces = paragraph.match(/[\p{Script=Han}（《“][，。、：；？！）》”%％]*|[^\s\p{Script=Han}（《“]+\s*|\s+/gu) ?? [];
		let line = "";
		for (const piece of pieces) {
			if (line === "" || fits((line + piece).trimEnd())) line += piece;
			else {
				lines.push(line.trimEnd());
				line = piece;
			}
			while (!fits(line.trimEnd())) {
				let end = line.length - 1;
				while (end > 1 && !fits(line.slice(0, end))) end -= 1;
				lines.push(line.slice(0, end));
				line = line.slice(end);
			}
		}
		lines.push(line.trimEnd());
	}
	return lines;
}

class Pen {
	page!: PDFPage;
	y = 0;
	constructor(
		readonly doc: PDFDocument,
		readonly faces: Typeface,
	) {
		this.turn();
	}

	turn(): void {
		this.page = this.doc.addPage([WIDTH, HEIGHT]);
		this.y = HEIGHT - MARGIN;
	}

	/** A new page where so much does not fit any more. */
	need(height: number): boolean {
		if (this.y - height >= FOOT) return false;
		this.turn();
		return true;
	}

	write(text: string, x: number, y: number, size: number, color = BLACK): void {
		for (const { text: part, font } of runs(text, this.faces)) {
			this.page.drawText(part, { x, y, size, font, color });
			x += font.widthOfTextAtSize(part, size);
		}
	}

	wrap(text: string, width: number, size: number): string[] {
		return wrap(text, (line) => widthOf(line, size, this.faces) <= width);
	}

	paragraph(text: string, size: number, color = BLACK, width = INNER, x = MARGIN): void {
		for (const line of this.wrap(text, width, size)) {
			this.need(size * 1.5);
			this.y -= size * 1.45;
			this.write(line, x, this.y, size, color);
		}
	}

	rule(): void {
		this.page.drawLine({ start: { x: MARGIN, y: this.y }, end: { x: WIDTH - MARGIN, y: this.y }, thickness: 0.5, color: LINE });
	}
}

function facts(pen: Pen, rows: Sheet["facts"]): void {
	const left = 140;
	for (const { name, value } of rows) {
		const [names, values] = [pen.wrap(name, left - 10, 9.5), pen.wrap(value, INNER - left, 10.5)];
		const height = Math.max(names.length, values.length) * 15 + 5;
		pen.need(height);
		names.forEach((line, at) => pen.write(line, MARGIN, pen.y - 13 - at * 15, 9.5, GREY));
		values.forEach((line, at) => pen.write(line, MARGIN + left, pen.y - 13 - at * 15, 10.5));
		pen.y -= height;
		pen.rule();
	}
}

function table(pen: Pen, { title, columns, rows, empty }: NonNullable<Sheet["table"]>): void {
	const size = 8.5;
	const unit = INNER / columns.reduce((sum, { share }) => sum + share, 0);
	const row = (cells: string[], color: typeof BLACK) => {
		const lines = cells.map((cell, at) => pen.wrap(cell, columns[at]!.share * unit - 6, size));
		const height = Math.max(...lines.map((of) => of.length)) * 12 + 6;
		// On a new page the heading comes again.
		if (pen.need(height) && color !== GREY) head();
		let x = MARGIN;
		for (const [at, of] of lines.entries()) {
			const width = columns[at]!.share * unit;
			of.forEach((line, down) => {
				const from = columns[at]!.number ? x + width - 3 - widthOf(line, size, pen.faces) : x;
				pen.write(line, from, pen.y - 11 - down * 12, size, color);
			});
			x += width;
		}
		pen.y -= height;
		pen.rule();
	};
	const head = () => row(columns.map(({ title }) => title), GREY);
	pen.need(60);
	pen.y -= 10;
	pen.paragraph(title, 12);
	pen.y -= 6;
	head();
	for (const cells of rows) row(cells, BLACK);
	if (rows.length === 0) pen.paragraph(empty, size, GREY);
}

/** Dark squares of a row that touch are one rectangle. */
function code(page: PDFPage, text: string, x: number, y: number, size: number): void {
	const qr = qrcode(0, "L");
	qr.addData(text, "Alphanumeric");
	qr.make();
	const count = qr.getModuleCount();
	const unit = size / (count + 8);
	const numbers = (...values: number[]) => values.map((value) => PDFNumber.of(Math.round(value * 1_000) / 1_000));
	const marks: PDFOperator[] = [PDFOperator.of(PDFOperatorNames.PushGraphicsState), PDFOperator.of(PDFOperatorNames.NonStrokingColorGray, numbers(0))];
	for (let row = 0; row < count; row += 1) {
		for (let from = 0; from < count; from += 1) {
			if (!qr.isDark(row, from)) continue;
			let to = from;
			while (to < count && qr.isDark(row, to)) to += 1;
			marks.push(PDFOperator.of(PDFOperatorNames.AppendRectangle, numbers(x + (from + 4) * unit, y + size - (row + 5) * unit, (to - from) * unit, unit)));
			from = to;
		}
	}
	page.pushOperators(...marks, PDFOperator.of(PDFOperatorNames.FillNonZero), PDFOperator.of(PDFOperatorNames.PopGraphicsState));
}

function codes(pen: Pen, texts: string[], t: PaperWords["t"]): void {
	const [across, gap] = [3, 8];
	const size = (INNER - (across - 1) * gap) / across;
	for (let at = 0; at < texts.length; at += across) {
		pen.need(size + 18);
		texts.slice(at, at + across).forEach((text, column) => {
			const x = MARGIN + column * (size + gap);
			code(pen.page, text, x, pen.y - size, size);
			pen.write(t("paper.code", { number: at + column + 1, of: texts.length }), x + 8, pen.y - size - 6, 7.5, GREY);
		});
		pen.y -= size + 18;
	}
}

export interface Made {
	pdf: Uint8Array;
	/** How many bytes go along, and in how many codes. None: they do not fit. */
	evidence: number;
	codes: number;
}

export async function make(evidence: Evidence, paper: Paper, words: PaperWords, files: FontFiles): Promise<Made> {
	const { t } = words;
	const sheet = sheetOf(paper, words);
	const bytes = encode(evidence);
	const texts = split(bytes);
	const proof = texts ? t("paper.proof", { codes: texts.length }) : t("paper.proofInFile", { size: words.count(Math.ceil(bytes.length / 1_000)) });
	const lines = [t("paper.issuer"), t("paper.proofTitle"), proof, t("paper.notSigned")];
	const every = [sheet.title, sheet.asOf, sheet.note ?? "", ...lines, ...sheet.facts.flatMap(({ name, value }) => [name, value])];
	if (sheet.table) every.push(sheet.table.title, sheet.table.empty, ...sheet.table.columns.map(({ title }) => title), ...sheet.table.rows.flat());
	every.push(t("paper.page", { number: 1_234_567_890, of: 1_234_567_890 }), t("paper.code", { number: 1_234_567_890, of: 1_234_567_890 }), "0123456789");

	const doc = await PDFDocument.create({ updateMetadata: false });
	doc.registerFontkit(fontkit);
	const faces: Typeface = [];
	for (const [at, { bytes, points }] of (await fontsFor(every.join(""), files)).entries()) {
		// Already cut: cut again by pdf-lib it would be blank.
		faces.push({ points, font: await doc.embedFont(bytes, { subset: false, customName: `LingnanPaper${at}`, features: { liga: false } }) });
	}
	const made = new Date(Number(paper.now) * 1_000);
	doc.setTitle(sheet.title, { showInWindowTitleBar: true });
	doc.setLanguage(words.lang);
	doc.setCreator("Lingnan");
	doc.setProducer("Lingnan");
	doc.setCreationDate(made);
	doc.setModificationDate(made);
	await doc.attach(bytes, ATTACHMENT, { mimeType: "application/octet-stream", description: t("paper.proofTitle"), creationDate: made, modificationDate: made });

	const pen = new Pen(doc, faces);
	pen.paragraph(t("paper.issuer"), 9, GREY);
	pen.y -= 4;
	pen.paragraph(sheet.title, 18);
	pen.y -= 2;
	pen.paragraph(sheet.asOf, 9.5, GREY);
	pen.y -= 10;
	pen.rule();
	facts(pen, sheet.facts);
	if (sheet.table) table(pen, sheet.table);
	if (sheet.note) {
		pen.y -= 6;
		pen.paragraph(sheet.note, 9, GREY);
	}
	pen.y -= 14;
	pen.need(120);
	pen.paragraph(t("paper.proofTitle"), 12);
	pen.paragraph(proof, 9);
	pen.paragraph(t("paper.notSigned"), 9, GREY);
	pen.y -= 10;
	codes(pen, texts ?? [elsewhere(bytes.length)], t);
	const pages = doc.getPages();
	pages.forEach((page, at) => {
		pen.page = page;
		pen.write(t("paper.page", { number: at + 1, of: pages.length }), MARGIN, MARGIN - 14, 8, GREY);
		const right = sheet.title;
		pen.write(right, WIDTH - MARGIN - widthOf(right, 8, faces), MARGIN - 14, 8, GREY);
	});
	return { pdf: await doc.save(), evidence: bytes.length, codes: texts?.length ?? 0 };
}

/** The evidence that lies in a PDF. Nothing: there is none, or the file cannot be read. */
export async function attachmentOf(pdf: Uint8Array): Promise<Uint8Array | undefined> {
	try {
		const doc = await PDFDocument.load(pdf, { updateMetadata: false });
		const names = doc.catalog.lookup(PDFName.of("Names"), PDFDict).lookup(PDFName.of("EmbeddedFiles"), PDFDict).lookup(PDFName.of("Names"), PDFArray);
		for (let at = 0; at + 1 < names.size(); at += 2) {
			const name = names.lookup(at);
			if (!(name instanceof PDFHexString || name instanceof PDFString) || name.decodeText() !== ATTACHMENT) continue;
			const stream = names.lookup(at + 1, PDFDict).lookup(PDFName.of("EF"), PDFDict).lookup(PDFName.of("F"));
			if (stream instanceof PDFRawStream) return decodePDFRawStream(stream).decode();
		}
	} catch {
		// Not a PDF, or one that was damaged.
	}
	return undefined;
}
