import { describe, expect, it } from "vitest";
import { capitals } from "./capitals";
import { count, day, list, money, month, percent, rate, share, time } from "./figures";
import { asLang, firstLang, pageLang } from "./langs";

const MILLION = 100_000_000n;

describe("a sum", () => {
	it("stands as the glossary writes a million in each language", () => {
		expect(money(MILLION, "CNY", "zh-Hans")).toBe("人民币 1,000,000.00 元（100 万元）");
		expect(money(MILLION, "HKD", "zh-Hant")).toBe("HK$1,000,000.00（港幣 100 萬元）");
		expect(money(MILLION, "MOP", "pt")).toBe("MOP$1.000.000,00");
		expect(money(MILLION, "MOP", "zh-Hant", "figure")).toBe("澳門元 1,000,000.00");
		expect(money(MILLION, "HKD", "en")).toBe("HK$1,000,000.00");
	});
	it("is exact beyond what a double holds, and below zero", () => {
		expect(money(900_719_925_474_099_301n, "CNY", "en")).toBe("CNY 9,007,199,254,740,993.01");
		expect(money(-105n, "HKD", "zh-Hant")).toBe("HK$-1.05");
		expect(money(5n, "CNY", "zh-Hans")).toBe("人民币 0.05 元");
	});
	it("says when the ten thousands beside it are rounded, and goes on to hundreds of millions", () => {
		expect(money(123_456_789n, "CNY", "zh-Hans")).toBe("人民币 1,234,567.89 元（约 123.46 万元）");
		expect(money(12_000_000_000n, "CNY", "zh-Hant")).toBe("人民幣 120,000,000.00 元（1.2 億元）");
		expect(money(999_999n, "CNY", "zh-Hans")).toBe("人民币 9,999.99 元");
	});
});

describe("a sum in words", () => {
	it("is written as banks write it in Chinese", () => {
		expect(capitals(MILLION, "CNY", "zh-Hans")).toBe("人民币壹佰万元整");
		expect(capitals(100_405_000n, "CNY", "zh-Hans")).toBe("人民币壹佰万肆仟零伍拾元整");
		expect(capitals(1_680_032n, "CNY", "zh-Hans")).toBe("人民币壹万陆仟捌佰元叁角贰分");
		expect(capitals(140_950n, "CNY", "zh-Hans")).toBe("人民币壹仟肆佰零玖元伍角整");
		expect(capitals(10_700_053n, "CNY", "zh-Hans")).toBe("人民币壹拾万柒仟元伍角叁分");
		expect(capitals(32_504n, "CNY", "zh-Hans")).toBe("人民币叁佰贰拾伍元零肆分");
		expect(capitals(1_000_000_000_000n, "CNY", "zh-Hans")).toBe("人民币壹佰亿元整");
		expect(capitals(10_000_000_100n, "CNY", "zh-Hans")).toBe("人民币壹亿零壹元整");
		expect(capitals(10_010_100n, "CNY", "zh-Hans")).toBe("人民币壹拾万零壹佰零壹元整");
		expect(capitals(10_000_123_400n, "CNY", "zh-Hans")).toBe("人民币壹亿零壹仟贰佰叁拾肆元整");
		expect(capitals(MILLION, "HKD", "zh-Hant")).toBe("港幣壹佰萬元正");
		expect(capitals(50n, "MOP", "zh-Hant")).toBe("澳門元伍角正");
	});
	it("is a number of patacas in Portuguese, and of dollars in English", () => {
		expect(capitals(MILLION, "MOP", "pt")).toBe("um milhão de patacas");
		expect(capitals(123_456_700n, "MOP", "pt")).toBe("um milhão duzentas e trinta e quatro mil quinhentas e sessenta e sete patacas");
		expect(capitals(200_100n, "MOP", "pt")).toBe("duas mil e uma patacas");
		expect(capitals(110_050n, "HKD", "pt")).toBe("mil e cem dólares de Hong Kong e cinquenta cêntimos");
		expect(capitals(123_456_701n, "HKD", "en")).toBe(
			"one million two hundred and thirty-four thousand five hundred and sixty-seven Hong Kong dollars and one cent",
		);
		expect(capitals(100_500_000n, "CNY", "en")).toBe("one million five thousand yuan exactly");
	});
});

describe("a day", () => {
	it("is written as each language writes it", () => {
		expect(day("2026-11-29", "zh-Hans")).toBe("2026年11月29日");
		expect(day(20_786, "pt")).toBe("29 de Novembro de 2026");
		expect(day("2026-11-29", "en")).toBe("29 November 2026");
		expect(month("2026-11-29", "pt")).toBe("Novembro de 2026");
	});
	it("begins at midnight in UTC+8, wherever the reader is", () => {
		const late = Date.UTC(2026, 10, 28, 16, 5);
		expect(day(new Date(late), "zh-Hant")).toBe("2026年11月29日");
		expect(time(BigInt(late), "zh-Hans")).toBe("2026年11月29日 00:05");
		expect(time(late, "en")).toBe("29 November 2026, 00:05");
	});
});

describe("a rate", () => {
	it("is of a year and says so", () => {
		expect(rate(345, "bp", "zh-Hans")).toBe("年化 3.45%");
		expect(rate(345n, "bp", "zh-Hant")).toBe("年利率 3.45%");
		expect(rate(34_500_000, "ppb", "pt")).toBe("3,45\u00a0% ao ano");
		expect(rate(3_000_000, "e8", "en")).toBe("3.00% a year");
		expect(rate(3_456_789, "e8", "en")).toBe("3.456789% a year");
	});
	it("differs from a share", () => expect(share(3_450, "bp", "zh-Hans")).toBe("34.5%"));
});

it("counts and lists", () => {
	expect(count(11_000_000n, "pt")).toBe("11.000.000");
	expect(list(["a", "b", "c"], "zh-Hant", "or")).toBe("a、b或c");
	expect(list(["a", "b", "c"], "en")).toBe("a, b and c");
});

describe("the language", () => {
	it("is the link's, then what was chosen, then the browser's", () => {
		expect(firstLang("pt", "en", ["zh-CN"])).toBe("pt");
		expect(firstLang(null, "zh-Hant", ["zh-CN"])).toBe("zh-Hant");
		expect(firstLang(null, null, ["fr", "zh-MO"])).toBe("zh-Hant");
		expect(firstLang(null, null, ["zh-CN"])).toBe("zh-Hans");
		expect(firstLang("xx", null, [])).toBe("en");
		expect(asLang("zh-Hant-HK")).toBe("zh-Hant");
	});
	it("has the place in the page's tag, since shapes of characters differ", () => {
		expect(pageLang("zh-Hant", "macao")).toBe("zh-Hant-MO");
		expect(pageLang("zh-Hant", "guangdong")).toBe("zh-Hant-HK");
	});
});

describe("rates in a column", () => {
	it("have two decimals at least, and all that they need", () => {
		expect([3_450_000, 3_500_000, 5_175_000, 0].map((one) => percent(one, "e8", "en"))).toEqual(["3.45%", "3.50%", "5.175%", "0.00%"]);
		expect(percent(500, "bp", "pt")).toBe("5,00\u00a0%");
	});
});
