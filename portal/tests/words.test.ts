/** The check of the words finds what it is for: each test spoils one thing in a copy of the catalogues. */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LANGS } from "../locale/catalogues.mjs";
import { check } from "../locale/check.mjs";

const here = join(import.meta.dirname, "..");
const SOURCES = [
	"docs/glossary.md",
	"gateway/src/refusal.rs",
	"portal/chain/metadata.scale",
	"portal/src/chain/errors.ts",
	"primitives/types/src/asset.rs",
	"primitives/types/src/error_code.rs",
	"primitives/types/src/product.rs",
];
let portal: string;

beforeEach(() => {
	portal = join(mkdtempSync(join(tmpdir(), "words-")), "portal");
	mkdirSync(join(portal, "src/words"), { recursive: true });
	cpSync(join(here, "locale"), join(portal, "locale"), { recursive: true });
	// Other areas come and go; these tests are about the check.
	for (const lang of LANGS) {
		for (const file of readdirSync(join(portal, "locale", lang))) if (!["words.json", "errors.json"].includes(file)) rmSync(join(portal, "locale", lang, file));
	}
	for (const path of SOURCES) cpSync(join(here, "..", path), join(portal, "..", path));
});

afterEach(() => rmSync(join(portal, ".."), { recursive: true }));

const path = (lang: string, area = "words") => join(portal, "locale", lang, `${area}.json`);
const read = (lang: string) => JSON.parse(readFileSync(path(lang), "utf8"));

function spoil(lang: string, change: (texts: Record<string, string>) => void) {
	const texts = read(lang);
	change(texts);
	writeFileSync(path(lang), JSON.stringify(texts));
}

const wrong = (): string[] => check(portal, { write: true }).wrong;

it("finds nothing in the catalogues as they are", () => {
	expect(check(here).wrong).toEqual([]);
});

describe("refuses", () => {
	it("a language that lacks a message, or has one more", () => {
		spoil("pt", (texts) => delete texts["words.language"]);
		spoil("zh-Hant", (texts) => (texts["words.more"] = "更多"));
		expect(wrong()).toEqual(["zh-Hant: words: words.more: is not in English", "pt: words: words.language: is missing"]);
	});

	it("a value that a translation forgets", () => {
		spoil("zh-Hans", (texts) => (texts["words.days"] = "几天"));
		expect(wrong()).toEqual(["zh-Hans: words: words.days: takes {}, but in English {days}"]);
	});

	it("a number that would be written otherwise than all others", () => {
		for (const lang of ["en", "zh-Hans", "zh-Hant", "pt"]) spoil(lang, (texts) => (texts["words.days"] = "{days, number}"));
		expect(wrong()).toHaveLength(4);
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
	it.each(words)("in %s: %s", (lang, text, said) => {
		spoil(lang, (texts) => (texts["words.language"] = text));
		expect((wrong()).join("\n")).toContain(said);
	});

	it("an id in the code that is in no catalogue", () => {
		writeFileSync(join(portal, "src/screen.tsx"), 'const a = t("words.nothing"); const b = t(`words.no.${kind}`); const c = t(`words.place.${place}`);');
		expect(wrong()).toEqual(["code: screen.tsx: words.nothing: is in no catalogue", "code: screen.tsx: words.no.${…}: no id begins so"]);
	});

	it("an area that the type of ids does not know", () => {
		check(portal, { write: true });
		for (const lang of ["en", "zh-Hans", "zh-Hant", "pt"]) writeFileSync(path(lang, "other"), "{}");
		expect(check(portal).wrong).toEqual(["src/words/ids.ts: write it anew: npm run check:words -- --write"]);
	});

	it("an error without a text, and a text without an error", () => {
		const map = join(portal, "locale/error-texts.json");
		const spoilt = JSON.parse(readFileSync(map, "utf8"));
		delete spoilt.modules.Consents.AlreadyRevoked;
		delete spoilt.refusals.product.GradeTooLow;
		delete spoilt.kinds.gateway.NoRelation;
		delete spoilt.kinds.node["20001"];
		delete spoilt.kinds.network.Expired;
		spoilt.modules.Consents.Invented = ["expired", "nothing"];
		writeFileSync(map, JSON.stringify(spoilt));
		const said = wrong().filter((line) => !line.endsWith("no error uses it"));
		expect(said).toEqual([
			"error-texts.json: Consents.AlreadyRevoked: the chain has this error, and it has no text",
			"error-texts.json: Consents.Invented: the chain has no such error",
			"error-texts.json: product.GradeTooLow: has no text",
			"error-texts.json: gateway.NoRelation: has no text",
			"error-texts.json: node.20001: has no text",
			"error-texts.json: network.Expired: has no text",
		]);
	});

	it("a glossary for people that says something else", () => {
		const manual = join(portal, "..", "docs/glossary.md");
		const text = readFileSync(manual, "utf8").replace("| 授信敞口 |", "| 敞口 |").replace("| SME |", "| small firm |");
		writeFileSync(manual, text);
		expect(wrong()).toEqual(["glossary.json: small firm: is in docs/glossary.md alone", "docs/glossary.md: exposure: zh-Hans: says 敞口, glossary.json 授信敞口"]);
	});
});

it("lets a word stand where it is the word: deregistered is 注销, a purpose is finalidade", () => {
	spoil("en", (texts) => (texts["words.language"] = "The firm is deregistered; the purpose has ended"));
	spoil("zh-Hans", (texts) => (texts["words.language"] = "企业已注销"));
	spoil("pt", (texts) => (texts["words.language"] = "A finalidade terminou"));
	expect(wrong()).toEqual([]);
});

it("tells of a message that nothing uses", () => {
	const { notes } = check(here);
	expect(notes.every((note) => note.endsWith("is not used"))).toBe(true);
	writeFileSync(join(portal, "src/screen.tsx"), 't("words.language")');
	expect(check(portal, { write: true }).notes).not.toContain("words.language is not used");
});
