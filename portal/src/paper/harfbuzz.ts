// Cuts a font to the characters that are used. pdf-lib's own way leaves Chinese blank in PDFium and MuPDF and says nothing.

interface HarfBuzz {
	memory: WebAssembly.Memory;
	_initialize(): void;
	malloc(size: number): number;
	hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
	hb_face_create(blob: number, index: number): number;
	hb_subset_input_create_or_fail(): number;
	hb_subset_input_unicode_set(input: number): number;
	hb_subset_input_set(input: number, which: number): number;
	hb_subset_input_set_flags(input: number, flags: number): void;
	hb_set_clear(set: number): void;
	hb_set_add(set: number, value: number): void;
	hb_subset_or_fail(face: number, input: number): number;
	hb_face_reference_blob(face: number): number;
	hb_blob_get_data(blob: number, length: number): number;
	hb_blob_get_length(blob: number): number;
}

const WRITABLE = 2;
const [DROPPED_TABLES, FEATURES] = [3, 6];
const NO_HINTING = 1;
/** Ligatures, and what is for lines that run from top to bottom. */
const LEFT_OUT = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT"];

const tag = (name: string) => [...name].reduce((sum, sign) => sum * 256 + sign.charCodeAt(0), 0) >>> 0;

/** In an instance of its own: its memory goes with it. */
export async function cut(harfbuzz: WebAssembly.Module, font: Uint8Array, points: Iterable<number>): Promise<Uint8Array> {
	const hb = (await WebAssembly.instantiate(harfbuzz, {})).exports as unknown as HarfBuzz;
	hb._initialize();
	const at = hb.malloc(font.length);
	new Uint8Array(hb.memory.buffer, at, font.length).set(font);
	const face = hb.hb_face_create(hb.hb_blob_create(at, font.length, WRITABLE, 0, 0), 0);
	const input = hb.hb_subset_input_create_or_fail();
	hb.hb_set_clear(hb.hb_subset_input_set(input, FEATURES));
	for (const name of LEFT_OUT) hb.hb_set_add(hb.hb_subset_input_set(input, DROPPED_TABLES), tag(name));
	hb.hb_subset_input_set_flags(input, NO_HINTING);
	const wanted = hb.hb_subset_input_unicode_set(input);
	for (const point of points) hb.hb_set_add(wanted, point);
	const made = hb.hb_subset_or_fail(face, input);
	if (made === 0) throw new Error("the font cannot be cut");
	const blob = hb.hb_face_reference_blob(made);
	return new Uint8Array(hb.memory.buffer, hb.hb_blob_get_data(blob, 0), hb.hb_blob_get_length(blob)).slice();
}
