// The fonts of papers, cut by the build out of one of ten megabytes: what papers nearly always need, the rest of what both scripts
// usually write, and the whole, for a name that has a rare character. Both scripts are in Noto Sans SC, in the shapes of the mainland.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cut } from "../src/paper/harfbuzz.ts";

const portal = join(dirname(fileURLToPath(import.meta.url)), "..");
const { resolve } = createRequire(import.meta.url);
const WHOLE = resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf");
const HARFBUZZ = resolve("harfbuzzjs/dist/harfbuzz-subset.wasm");

/** Characters of a double-byte set, by the ranges of both bytes. */
function charset(encoding, [first, last], [from, to]) {
	const decoder = new TextDecoder(encoding);
	const signs = [];
	for (let lead = first; lead <= last; lead += 1) {
		for (let trail = from; trail <= to; trail += 1) signs.push(...decoder.decode(new Uint8Array([lead, trail])));
	}
	return signs;
}

/** Every character of the page's own texts, and of names. */
function ownTexts() {
	const folders = ["en", "zh-Hans", "zh-Hant", "pt"].map((lang) => join(portal, "locale", lang));
	const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
	const networks = join(portal, "..", "chain-spec");
	const names = readdirSync(networks).map((name) => join(networks, name, "names.json")).filter(existsSync);
	return [...files, ...names].map((file) => readFileSync(file, "utf8")).join("");
}

const LATIN = Array.from({ length: 0x180 - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at));
const CAPITALS = "零壹贰貳叁肆伍陆陸柒捌玖拾佰仟万萬亿億元角分整正";

const points = (signs) => [...new Set(signs)].map((sign) => sign.codePointAt(0));

/** A folder with a.ttf, b.ttf and c.ttf; made once for these texts. */
export async function fontFolder() {
	const texts = ownTexts();
	const mark = createHash("sha256").update("1").update(texts).update(readFileSync(WHOLE)).digest("hex").slice(0, 16);
	const folder = join(portal, "node_modules", ".cache", "lingnan-fonts", mark);
	if (existsSync(folder)) return folder;
	const harfbuzz = await WebAssembly.compile(readFileSync(HARFBUZZ));
	const whole = new Uint8Array(readFileSync(WHOLE));
	// GB 2312's first level, which is ordered by use; its second and Big5 make up the rest.
	const often = points([...LATIN, ...texts, ...CAPITALS, ..."“”‘’…—–·€￥，。、：；？！（）《》〈〉【】％", ...charset("gbk", [0xb0, 0xd7], [0xa1, 0xfe])]);
	const seldom = points([...charset("gbk", [0xa1, 0xf7], [0xa1, 0xfe]), ...charset("big5", [0xa1, 0xf9], [0x40, 0xfe])]);
	const had = new Set(often);
	const made = `${folder}.${process.pid}`;
	mkdirSync(made, { recursive: true });
	writeFileSync(join(made, "a.ttf"), await cut(harfbuzz, whole, often));
	writeFileSync(join(made, "b.ttf"), await cut(harfbuzz, whole, seldom.filter((point) => !had.has(point))));
	writeFileSync(join(made, "c.ttf"), whole);
	try {
		renameSync(made, folder);
	} catch {
		// another build was first
	}
	return folder;
}

/** `paper-fonts/a.ttf` in an import is a file of that folder; the font's licence goes along with the page. */
export function fonts() {
	return {
		name: "lingnan-fonts",
		async config() {
			return { resolve: { alias: { "paper-fonts": await fontFolder() } } };
		},
		generateBundle() {
			this.emitFile({ type: "asset", fileName: "assets/NotoSansSC-OFL.txt", source: readFileSync(resolve("@expo-google-fonts/noto-sans-sc/LICENSE_FONT"), "utf8") });
		},
	};
}
