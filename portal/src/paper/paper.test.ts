// Papers of a loan on a development chain, whose evidence was taken once: LINGNAN_WRITE=1 with LINGNAN_NODE_URL and LINGNAN_FIRM (loan, consent and lien 0)
// takes it anew after records changed their form (NODE_OPTIONS=--experimental-websocket).

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { fontFolder } from "../../fonts/fonts.mjs";
import { codecsOf } from "../chain/codecs";
import { bytesOf, node } from "../chain/node";
import { rulesOf } from "../rules/rules";
import { callIn } from "../rules/wasm";
import { capitals } from "../words/capitals";
import { LANGS } from "../words/langs";
import { join as joinCodes, split } from "./codes";
import { decode, encode, type Evidence, type Kind, KINDS } from "./evidence";
import { type FontFiles, fontsFor, NoGlyph } from "./fonts";
import { attachmentOf, make, wrap } from "./pdf";
import { sheetOf } from "./sheet";
import { take } from "./take";
import { verify } from "./verify";
import { PLACES, wordsOf } from "./words";

const fixture = (kind: Kind) => new URL(`fixtures/${kind}.bin`, import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const metadata = file("../../chain/metadata.scale");
const chain = codecsOf(metadata);
let wasm: WebAssembly.Module;
const rules = rulesOf(
	async () => unifyMetadata(decAnyMetadata(metadata)),
	(name, args) => callIn(wasm, name, args),
);

let files: FontFiles;
let evidence: Evidence;
const nobody = () => undefined;
const knows = () => ({ keys: evidence.validators, set: evidence.set, at: 1_796_000_000_000, verified: true });

beforeAll(async () => {
	vi.spyOn(console, "info").mockImplementation(() => undefined); // why a paper does not hold
	wasm = await WebAssembly.compile(file("../../wasm/lingnan.wasm"));
	const folder = await fontFolder();
	const harfbuzz = await WebAssembly.compile(readFileSync(createRequire(import.meta.url).resolve("harfbuzzjs/dist/harfbuzz-subset.wasm")));
	files = { harfbuzz: async () => harfbuzz, font: async (tier) => new Uint8Array(readFileSync(join(folder, `${tier}.ttf`))) };
	if (process.env.LINGNAN_WRITE) {
		const url = process.env.LINGNAN_NODE_URL!;
		globalThis.fetch = async () => new Response(JSON.stringify({ nodes: [url], genesis: null }));
		const asked = { lang: "zh-Hans" as const, place: 0, id: 0n, firm: process.env.LINGNAN_FIRM ?? "" };
		for (const kind of KINDS) writeFileSync(fixture(kind), encode(await take({ ...asked, kind }, node, chain, rules, bytesOf)));
	}
	evidence = decode(new Uint8Array(readFileSync(fixture("statement"))))!;
}, 60_000);

async function paperIn(lang: Evidence["lang"]) {
	const one = { ...evidence, lang };
	const verdict = await verify(one, chain, rules, knows);
	if (!verdict.holds) throw new Error("the fixture does not hold");
	const words = await wordsOf(lang, PLACES[0]!);
	return { one, words, verdict, made: await make(one, verdict.paper, words, files), sheet: sheetOf(verdict.paper, words) };
}

describe("a statement of account", () => {
	it("says what the record says, and what a payment was spent on", async () => {
		const { verdict, sheet } = await paperIn("zh-Hans");
		expect(verdict).toMatchObject({ holds: true, known: true, signers: 1, validators: 1 });
		const { paper } = verdict;
		if (paper.kind !== "statement") throw new Error("another paper");
		expect(paper.firm.name).toBe("深圳市南山木棉精密机械有限公司");
		expect(paper.lent).toBe(100_000_000n);
		expect(paper.lines).toHaveLength(1);
		const [line] = paper.lines;
		expect(line!.spent.total).toBe(30_000_050n);
		expect(line!.outstanding).toBe(paper.lent - line!.spent.principal);
		expect(paper.repaid).toBe(30_000_050n);
		const shown = sheet.facts.map(({ value }) => value).join("\n");
		expect(shown).toContain("人民币 1,000,000.00 元（100 万元）\n人民币壹佰万元整");
		expect(shown).toContain(capitals(paper.outstanding, "CNY", "zh-Hans"));
		expect(sheet.table!.rows[0]!.join(" ")).toContain("CCB 2026 0077");
	}, 60_000);

	it.each(LANGS)("is the same file to the last byte when it is made again, in %s", async (lang) => {
		const { one, words, verdict, made } = await paperIn(lang);
		expect(await attachmentOf(made.pdf)).toEqual(encode(one));
		expect((await make(one, verdict.paper, words, files)).pdf).toEqual(made.pdf);
		if (process.env.LINGNAN_PICTURES) writeFileSync(join(process.env.LINGNAN_PICTURES, `statement-${lang}.pdf`), made.pdf);
		console.log(`${lang}: ${made.pdf.length} bytes, evidence ${made.evidence} bytes in ${made.codes} codes`);
	}, 60_000);

	it("does not hold with a byte of its evidence changed, wherever", async () => {
		const whole = encode(evidence);
		// The last is of a validator's weight in a list that who knows the validators does not read.
		for (let at = 0; at < whole.length; at += 97) {
			const changed = whole.slice();
			changed[at]! ^= 1;
			const read = decode(changed);
			if (!read) continue;
			const verdict = await verify(read, chain, rules, nobody);
			if (!verdict.holds) continue;
			// What is left are the words around it: by them the pages would be others, and the file another.
			const words = await wordsOf(read.lang, PLACES[read.place] ?? "guangdong");
			const { made } = await paperIn(evidence.lang);
			expect((await make(read, verdict.paper, words, files)).pdf, `byte ${at}`).not.toEqual(made.pdf);
		}
		for (const part of ["header", "justification"] as const) {
			const bytes = evidence[part].slice();
			bytes[40]! ^= 1;
			expect(await verify({ ...evidence, [part]: bytes }, chain, rules, nobody), part).toEqual({ holds: false });
		}
		for (let at = 0; at < evidence.proof.length; at += 1) {
			const proof = evidence.proof.map((node, other) => (other === at ? node.map((byte, place) => (place === 5 ? byte ^ 1 : byte)) : node));
			expect(await verify({ ...evidence, proof }, chain, rules, nobody), `node ${at}`).toEqual({ holds: false });
		}
	}, 60_000);

	it("says that it does not know the validators where it does not, and does not hold by others", async () => {
		expect(await verify(evidence, chain, rules, nobody)).toMatchObject({ holds: true, known: false });
		const others = () => ({ ...knows(), keys: [[`0x${"11".repeat(32)}`, 1n]] as [string, bigint][] });
		expect(await verify(evidence, chain, rules, others)).toEqual({ holds: false });
	});

	it("is not the paper of another loan", async () => {
		expect(await verify({ ...evidence, id: evidence.id + 1n }, chain, rules, knows)).toEqual({ holds: false });
	});
});

describe("papers of grades, of a consent and of a lien", () => {
	const paperOf = async (kind: Kind, lang: Evidence["lang"]) => {
		const own = { ...decode(new Uint8Array(readFileSync(fixture(kind))))!, lang };
		const verdict = await verify(own, chain, rules, nobody);
		if (!verdict.holds) throw new Error("the fixture does not hold");
		const words = await wordsOf(lang, PLACES[0]!);
		const { pdf } = await make(own, verdict.paper, words, files);
		if (process.env.LINGNAN_PICTURES) writeFileSync(join(process.env.LINGNAN_PICTURES, `${kind}-${lang}.pdf`), pdf);
		return { own, pdf, sheet: sheetOf(verdict.paper, words) };
	};

	it("say what the record says", async () => {
		const grades = await paperOf("rating", "zh-Hans");
		expect(grades.sheet.facts[0]!.value).toBe("深圳市南山木棉精密机械有限公司");
		expect(grades.sheet.table!.rows[0]![0]).toMatch(/^不低于 A+$/);
		expect(await attachmentOf(grades.pdf)).toEqual(encode(grades.own));
		const consent = await paperOf("consent", "en");
		const facts = Object.fromEntries(consent.sheet.facts.map(({ name, value }) => [name, value]));
		expect(facts).toMatchObject({ Institution: "China Construction Bank Guangdong Branch", Purpose: "assessment", Standing: "in force" });
		expect(facts.Uses).toMatch(/^\d+ of 900 used$/);
		const lien = await paperOf("lien", "pt");
		const told = Object.fromEntries(lien.sheet.facts.map(({ name, value }) => [name, value]));
		expect(told).toMatchObject({ Espécie: "penhor", "Graduação actual": "1", Situação: "em vigor", "Registada até": "31 de Dezembro de 2029" });
		expect(told.Sobre).toBe("marca 0\n木棉精密");
		expect(told["Garante até"]).toMatch(/^800\.000,00, na moeda/);
	}, 60_000);

	it("do not hold as those of another firm or of another number", async () => {
		const [grades, consent, lien] = (["rating", "consent", "lien"] as const).map((kind) => decode(new Uint8Array(readFileSync(fixture(kind))))!);
		expect(await verify({ ...grades!, firm: "CN:91440300708461136T" }, chain, rules, nobody)).toEqual({ holds: false });
		expect(await verify({ ...consent!, id: 7n }, chain, rules, nobody)).toEqual({ holds: false });
		expect(await verify({ ...lien!, id: 7n }, chain, rules, nobody)).toEqual({ holds: false });
	});
});

describe("codes", () => {
	it("say the same in any order, and which are missing", () => {
		const bytes = Uint8Array.from({ length: 2_345 }, (_, at) => (at * 7) % 256);
		const texts = split(bytes)!;
		expect(texts).toHaveLength(3);
		expect(texts.every((text) => /^[0-9A-Z $%*+\-./:]+$/.test(text))).toBe(true);
		expect(joinCodes([texts[2]!, texts[0]!, texts[1]!, texts[0]!])).toEqual({ evidence: bytes });
		expect(joinCodes([texts[1]!])).toEqual({ missing: [1, 3] });
		expect(joinCodes([texts[0]!, split(bytes.slice(1))![1]!])).toEqual({ wrong: true });
		expect(joinCodes(["https://example.org"])).toEqual({ wrong: true });
		expect(split(new Uint8Array(5_401))).toBeUndefined();
	});
});

describe("fonts", () => {
	it("have every character of both scripts' usual sets, the rare ones from larger files", async () => {
		expect(await fontsFor("深圳市 São João 壹佰 貸款結單", files)).toHaveLength(1);
		const set = (encoding: string, last: number, trails: number[]) =>
			trails.flatMap((trail) => Array.from({ length: last - 0xa0 }, (_, at) => new TextDecoder(encoding).decode(new Uint8Array([0xa1 + at, trail]))));
		const trails = Array.from({ length: 0xbf }, (_, at) => 0x40 + at);
		const all = [...set("gbk", 0xf7, trails.filter((trail) => trail > 0xa0)), ...set("big5", 0xf9, trails)].filter((sign) => /^\p{Script=Han}$/u.test(sign));
		expect(new Set(all).size).toBeGreaterThan(15_000);
		expect(await fontsFor(all.join(""), files)).toHaveLength(2);
		expect(await fontsFor("深圳䶮", files)).toHaveLength(2);
	}, 60_000);

	it("say which character they lack", async () => {
		await expect(fontsFor("公司𠮷", files)).rejects.toEqual(new NoGlyph(["𠮷"]));
	}, 60_000);
});

it("a line breaks between characters of Chinese, but not before a mark", () => {
	expect(wrap("一二三，四五六", (line) => line.length <= 3)).toEqual(["一二", "三，四", "五六"]);
	expect(wrap("one two three", (line) => line.length <= 7)).toEqual(["one two", "three"]);
	expect(wrap("ABCDEFGHIJ", (line) => line.length <= 4)).toEqual(["ABCD", "EFGH", "IJ"]);
});
