// Workbooks as a spreadsheet writes them, for tests.

import { crc32, deflateRawSync } from "node:zlib";

/** A zip archive, as a workbook is one. */
function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
	const parts: Buffer[] = [];
	const index: Buffer[] = [];
	let at = 0;
	for (const [name, text] of Object.entries(files)) {
		const [raw, title] = [Buffer.from(text), Buffer.from(name)];
		const packed = deflateRawSync(raw);
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(20, 4);
		head.writeUInt16LE(8, 8);
		head.writeUInt32LE(crc32(raw), 14);
		head.writeUInt32LE(packed.length, 18);
		head.writeUInt32LE(raw.length, 22);
		head.writeUInt16LE(title.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		head.copy(entry, 6, 4, 30);
		entry.writeUInt32LE(at, 42);
		parts.push(head, title, packed);
		index.push(entry, title);
		at += head.length + title.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(index.length / 2, 8);
	end.writeUInt16LE(index.length / 2, 10);
	end.writeUInt32LE(Buffer.concat(index).length, 12);
	end.writeUInt32LE(at, 16);
	return new Uint8Array(Buffer.concat([...parts, ...index, end]));
}

/** A workbook with this sheet, given as rows of XML. */
export const workbook = (sheet: string) =>
	zip({
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/data.xml"/></Relationships>`,
		"xl/worksheets/data.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
	});
/** A cell with a text. */
export const inline = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
