/** The check of the words finds what it is for: each test spoils one thing in a copy of the catalogues. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check } from "../locale/check.mjs";

const here = join(import.meta.dirname, "..");
let portal: string;

beforeEach(() => {
	portal = join(mkdtempSync(join(tmpdir(), "words-")), "portal");
	mkdirSync(join(portal, "src/words"), { recursive: true });
	cpSync(join(here, "locale"), join(portal, "locale"), { recursive: true });
	mkdirSync(join(portal, "..", "docs"));
	cpSync(join(here, "..", "docs/glossary.md"), join(portal, "..", "docs/glossary.md"));
});

afterEach(() => rmSync(join(portal, ".."), { recursive: true }));

const path = (lang: string, area = "words") => join(portal, "locale", lang, `${area}.json`);
const read = (lang: string) => JSON.parse(readFileSync(path(lang), "utf8"));

function spoil(lang: string, change: (texts: Record<string, string>) => void) {
	const texts = read(lang);
	change(texts);
	writeFileSync(path(lang), JSON.stringify(texts));
}

async function wrong(): Promise<string[]> {
	return (await check(portal, { write: true })).wrong;
}

it("finds nothing in the catalogues as they are", async () => {
	expect((await check(here)).wrong).toEqual([]);
});

describe("refuses", () => {
	it("a language that lacks a message, or has one more", async () => {
		spoil("pt", (texts) => delete texts["words.language"]);
		spoil("zh-Hant", (texts) => (texts["words.more"] = "更多"));
		expect(await wrong()).toEqual(["zh-Hant: words: words.more: is not in English", "pt: words: words.language: is missing"]);
	});

	it("a value that a translation forgets", async () => {
		spoil("zh-Hans", (texts) => (texts["words.days"] = "几天"));
		expect(await wrong()).toEqual(["zh-Hans: words: words.days: takes {}, but in English {days}"]);
	});

	it("a number that would be written otherwise than all others", async () => {
		for (const lang of ["en", "zh-Hans", "zh-Hant", "pt"]) spoil(lang, (texts) => (texts["words.days"] = "{days, number}"));
		expect(await wrong()).toHaveLength(4);
	});

	const words: [string, string, string][] = [
		["en", "Sign the transaction", '"transaction"'],
		["en", "Not on the blockchain", '"blockchain"'],
		["zh-Hans", "交易已提交", '"交易"'],
		["zh-Hans", "企业已登出", '"登出"'],
		["zh-Hans", "企业已注销", '"注销"'],
		["zh-Hans", "抵押应收账款", '"抵押"'],
		["zh-Hant", "銀行賬戶", '"賬"'],
		["zh-Hant", "由另一人複核", '"複核"'],
		["zh-Hant", "企業资料", "资: not of this script"],
		["zh-Hans", "企業资料", "業: not of this script"],
		["zh-Hans", "到期,请确认", "a comma"],
		["pt", "A finalidade do bloco", '"bloco"'],
		["pt", "Escolha a finalidade", '"finalidade"'],
		["pt", "Ação efetuada", '"Ação"'],
		["pt", "29 de novembro", '"novembro"'],
	];
	it.each(words)("in %s: %s", async (lang, text, said) => {
		spoil(lang, (texts) => (texts["words.language"] = text));
		expect((await wrong()).join("\n")).toContain(said);
	});

	it("an id in the code that is in no catalogue", async () => {
		writeFileSync(join(portal, "src/screen.tsx"), 'const a = t("words.nothing"); const b = t(`words.no.${kind}`); const c = t(`words.place.${place}`);');
		expect(await wrong()).toEqual(["code: screen.tsx: words.nothing: is in no catalogue", "code: screen.tsx: words.no.${…}: no id begins so"]);
	});

	it("an area that the type of ids does not know", async () => {
		await check(portal, { write: true });
		for (const lang of ["en", "zh-Hans", "zh-Hant", "pt"]) writeFileSync(path(lang, "other"), "{}");
		expect((await check(portal)).wrong).toEqual(["src/words/ids.ts: write it anew: npm run check:words -- --write"]);
	});

	it("a glossary for people that says something else", async () => {
		const manual = join(portal, "..", "docs/glossary.md");
		writeFileSync(manual, readFileSync(manual, "utf8").replace("| 授信敞口 |", "| 敞口 |"));
		expect(await wrong()).toEqual(["docs/glossary.md: exposure: zh-Hans: says 敞口, glossary.json 授信敞口"]);
	});
});

it("lets a word stand where it is the word: deregistered is 注销, a purpose is finalidade", async () => {
	spoil("en", (texts) => (texts["words.language"] = "The firm is deregistered; the purpose has ended"));
	spoil("zh-Hans", (texts) => (texts["words.language"] = "企业已注销"));
	spoil("pt", (texts) => (texts["words.language"] = "A finalidade terminou"));
	expect(await wrong()).toEqual([]);
});

it("tells of a message that nothing uses", async () => {
	const { notes } = await check(here);
	expect(notes.every((note) => note.endsWith("is not used"))).toBe(true);
	writeFileSync(join(portal, "src/screen.tsx"), 't("words.language")');
	expect((await check(portal, { write: true })).notes).not.toContain("words.language is not used");
});
