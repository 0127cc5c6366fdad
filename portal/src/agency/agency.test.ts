import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { inline, workbook } from "../../tests/support/workbook";
import { codecsOf } from "../chain/codecs";
import type { Indicator } from "../firm/data";
import type { CheckedRow, Form } from "../rules/types";
import { rulesOf } from "../rules/rules";
import { callIn } from "../rules/wasm";
import { keep } from "../words/names";
import { recognise, scaleOf } from "./columns";
import { against, check, FORMS, NO_MENDS, strange, sumsOf, wholesOf } from "./rows";
import { readRecords, readSecret, writeRecords } from "./secret";
import { lettersOf, lostIn, placeOf, readCsv, readSheet, type Rows, Unread } from "./sheet";

const NOW = 1_796_000_000n; // 30 November 2026
const read = (path: string) => readFileSync(new URL(path, import.meta.url));
const names = JSON.parse(read("../../../chain-spec/guangdong/names.json").toString()) as Parameters<typeof keep>[0];

const indicator = (id: number, name: string, unit: string, edges: bigint[], type: "Figure" | "Register" = "Figure"): Indicator =>
	({ id, name, unit, edges, owner: 5, direction: { type: "HigherIsBetter", value: undefined }, validity_days: 120, class: { type, value: undefined }, retired: false }) as Indicator;
const TAXES = indicator(4, "Taxes paid in 12 months", "CNY", [10_000n, 50_000n, 200_000n]);
const GROWTH = indicator(5, "Growth of taxed sales, year on year", "basis points", [-2_000n, 500n]);
const PATENTS = indicator(21, "Patents in force", "patents", [1n, 3n], "Register");
const ALL = [TAXES, GROWTH, PATENTS];


let checkRows: (asked: { form: Form; indicator: Indicator; now: bigint; rows: [string, string, string][] }) => Promise<CheckedRow[]>;
beforeAll(async () => {
	keep(names);
	const { metadata } = codecsOf(new Uint8Array(read("../../chain/metadata.scale")));
	const module = await WebAssembly.compile(read("../../wasm/lingnan.wasm"));
	checkRows = rulesOf(async () => metadata, (name, args) => callIn(module, name, args)).checkRows;
});
const place = { type: "Guangdong", value: undefined } as const;
const rows = (text: string): Rows => readCsv(text);
const checkAll = (sheet: Rows, mends = NO_MENDS, layout = recognise(sheet, ALL)) => check(sheet, layout, mends, ALL, place as never, NOW, checkRows);

describe("a sheet", () => {
	it("keeps its lines as the clerk counts them", () => {
		const sheet = rows('\uFEFF名单;\r\n\r\n代码;"a ""b"";\nc"\r\n#N/A;1');
		expect(sheet.map((row) => row.map(({ text }) => text))).toEqual([["名单", ""], [""], ["代码", 'a "b";\nc'], ["", "1"]]);
		expect(sheet[3]![0]).toEqual({ text: "", lost: "SheetError" });
	});

	it("of a workbook shows what the reader gives as nothing", async () => {
		const sheet = await readSheet(
			new Blob([
				workbook(
					`<row r="1">${inline("A1", "Code")}${inline("B1", "Taxes paid")}</row>` +
						`<row r="3">${inline("A3", "x")}<c r="B3" t="e"><v>#N/A</v></c></row>` +
						`<row r="4">${inline("A4", "y")}<c r="B4"><f>B3*2</f></c></row>` +
						`<row r="5">${inline("A5", "z")}<c r="B5"><f>1+1</f><v>2</v></c><c r="C5"><v>914403007084611360</v></c></row>`,
				),
			]),
			"taxes.xlsx",
		);
		expect(sheet[2]![1]).toEqual({ text: "", lost: "SheetError" });
		expect(sheet[3]![1]).toEqual({ text: "", lost: "Uncomputed" });
		expect(sheet[4]!.map(({ text }) => text)).toEqual(["z", "2", "9.144030070846113e+17"]);
		expect(sheet[3]![0]!.text).toBe("y");
	});

	it("refuses what is no sheet", async () => {
		await expect(readSheet(new Blob(["old"]), "old.xls")).rejects.toThrow(Unread);
		await expect(readSheet(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 0)]), "cut.xlsx")).rejects.toThrow(Unread);
	});

	it("names its cells", () => {
		expect([placeOf("C12"), placeOf("AA1")]).toEqual([[2, 11], [26, 0]]);
		expect([0, 25, 26, 701].map(lettersOf)).toEqual(["A", "Z", "AA", "ZZ"]);
		expect(lostIn('<c r="A1"/><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="shared"><f si="0"/></c>')).toEqual(new Map([["C1", "Uncomputed"]]));
	});
});

describe("columns", () => {
	it.each([
		["统一社会信用代码,企业名称,数据截止日,近12个月纳税额（万元）", ["number", "none", "period", "figure"], "tenThousand"],
		["統一社會信用代碼,公司名稱,數據截止日,納稅額", ["number", "none", "period", "figure"], "plain"],
		["Número de registo,Firma,Fim do período,Impostos pagos", ["number", "none", "period", "figure"], "plain"],
		["Registration number,Name,Period end,Taxes paid in 12 months (CNY)", ["number", "none", "period", "figure"], "plain"],
	])("are known by %s", (heads, kinds, scale) => {
		const { top, columns } = recognise(rows(`${heads}\n1,2,3,4`), ALL);
		expect([top, columns.map(({ kind }) => kind)]).toEqual([0, kinds]);
		expect(columns[3]).toEqual({ kind: "figure", indicator: TAXES.id, scale });
	});

	it("are known by every name that the network's files have", () => {
		for (const one of ALL) {
			for (const name of [one.name, ...Object.values(names[one.name]!)]) {
				expect(recognise(rows(`统一社会信用代码\t${name}\n1\t2`), ALL).columns[1]).toMatchObject({ kind: "figure", indicator: one.id });
			}
		}
	});

	it("are found below a title, each meaning once", () => {
		const { top, columns } = recognise(rows("2026年10月纳税情况,,\n\n信用代码,纳税额,有效专利,纳税额\n1,2,3,4"), ALL);
		expect(top).toBe(2);
		expect(columns.map(({ indicator }) => indicator)).toEqual([undefined, 4, 21, undefined]);
	});

	it("say how figures are written", () => {
		expect(scaleOf("growth", ["12.5%", "-3 %"], GROWTH)).toBe("sign");
		expect(scaleOf("growth (%)", ["12.5"], GROWTH)).toBe("percent");
		expect(scaleOf("growth", ["0.125", "-0.03"], GROWTH)).toBe("share");
		expect(scaleOf("growth (bp)", ["125", "0"], GROWTH)).toBe("plain");
		expect(scaleOf("patents (%)", ["1"], PATENTS)).toBe("plain");
	});
});

const GOOD = "91440300708461136T";
const HEAD = "统一社会信用代码,截止日,纳税额（万元）";
const sheetOf = (...lines: string[]) => rows([HEAD, ...lines].join("\n"));

describe("rows", () => {
	it("are read as the chain takes them", async () => {
		const { good, wrong, empty } = await checkAll(sheetOf(`${GOOD},2026年10月31日,125.5`, `${GOOD},2026-09-30,`));
		expect([wrong, empty]).toEqual([[], 1]);
		expect(good).toMatchObject([{ row: 1, column: 2, indicator: 4, number: `CN:${GOOD}`, value: 1_255_000n, period: 20_757 }]);
	});

	it("say what is wrong in which cell", async () => {
		const { good, wrong } = await checkAll(
			sheetOf(`91440300708461137T,2026-10-31,1`, `9.14E+17,2026-10-31,1`, `${GOOD},2026-12-31,1`, `${GOOD},2026-02-30,x`, `${GOOD},,1`, `${GOOD},2026-10-31,#N/A`, `${GOOD},31/10/2026,1`, `${GOOD},2026-10-31,"1,250"`),
		);
		expect(good).toEqual([]);
		expect(wrong.map(({ row, column, fault }) => `${row}${lettersOf(column!)} ${fault}`)).toEqual([
			"1A NumberOrganisationCheck", "2A Spoiled", "3B Future", "4C Decimal", "4B NoSuchDay", "5B Missing", "6C SheetError", "7B Order", "8C Commas",
		]);
	});

	it("are mended in place, for a whole column, or left out", async () => {
		const sheet = sheetOf(`91440300708461137T,31/10/2026,"1,250"`, `bad,31/10/2026,2`);
		const first = await checkAll(sheet);
		expect(wholesOf(first.wrong).map(({ whole, count }) => [whole, count])).toEqual([["dayFirst", 2], ["monthFirst", 2], ["thousands", 1]]);
		const mended = await checkAll(sheet, {
			cells: new Map([["1:0", GOOD]]),
			left: new Set([2]),
			forms: new Map([[1, FORMS.dayFirst], [2, FORMS.thousands]]),
		});
		expect(mended.wrong).toEqual([]);
		expect(mended.good).toMatchObject([{ value: 12_500_000n, period: 20_757 }]);
		expect((await checkAll(sheetOf(`${GOOD},,1`), { ...NO_MENDS, period: "2026-10-31" })).good).toHaveLength(1);
	});

	it("have numbers as their place prints them", async () => {
		const of = async (type: string, ...numbers: string[]) => {
			const sheet = rows(["商業登記號碼;納稅額;截止日", ...numbers.map((one) => `${one};1;2026-10-31`)].join("\n"));
			const { good, wrong } = await check(sheet, recognise(sheet, ALL), NO_MENDS, ALL, { type, value: undefined } as never, NOW, checkRows);
			return [...good.map(({ number }) => number), ...wrong.map(({ fault }) => fault)];
		};
		expect(await of("HongKong", "12345678-000-03-25-6")).toEqual(["HK:12345678"]);
		expect(await of("Macao", "12345 (SO)")).toEqual(["Brackets"]);
		expect(await of("Guangdong", `CN:${GOOD}`)).toEqual([`CN:${GOOD}`]);
		expect(await of("HongKong", `CN:${GOOD}`, "HK:12345678")).toEqual([`CN:${GOOD}`, "HK:12345678"]);
	});

	it("that say two things of one firm are told, and older periods go first", async () => {
		const { good, wrong } = await checkAll(sheetOf(`${GOOD},2026-10-31,1`, `${GOOD},2026-10-31,2`, `${GOOD},2026-09-30,3`));
		expect(wrong).toEqual([{ row: 2, column: 0, fault: "Twice" }]);
		expect(good.map(({ value }) => value)).toEqual([30_000n, 10_000n]);
	});

	it("are compared with what stands on the record", async () => {
		const checked = await checkAll(sheetOf(`${GOOD},2026-10-31,1`));
		const last = { period: 20_757, revision: 1, replaceable: false, value: undefined };
		const faults = (...before: Parameters<typeof against>[2]) => against(checked, new Set([`CN:${GOOD}`]), before, 0, 1).wrong.map(({ fault }) => fault);
		expect([faults(undefined), faults(last), faults({ ...last, replaceable: true }), faults({ ...last, period: 20_758 })]).toEqual([[], ["Stated"], [], ["Outdated"]]);
		expect(against(checked, new Set(), [undefined], 0, 1)).toMatchObject({ good: [], wrong: [{ row: 1, column: 0, fault: "NotRegistered" }] });
	});

	it("are summed beside what was before", async () => {
		const { good } = await checkAll(sheetOf(`${GOOD},2026-09-30,1`, `${GOOD},2026-10-31,5`));
		const [sum] = sumsOf(good, [10_000n, undefined]);
		expect(sum).toEqual({ indicator: 4, count: 2, sum: 60_000n, lowest: 10_000n, highest: 50_000n, before: { count: 1, sum: 10_000n } });
		expect([strange(sum!), strange({ ...sum!, sum: 25_000n }), strange({ ...sum!, before: undefined })]).toEqual([true, false, false]);
	});

	it("of ten thousand lines are checked while a person looks", async () => {
		const sheet = sheetOf(...Array.from({ length: 10_000 }, (_, at) => `${GOOD},2026-10-31,${at}`));
		const begin = performance.now();
		const { good, wrong } = await checkAll(sheet);
		console.log(`10,000 rows checked in ${Math.round(performance.now() - begin)} ms`);
		expect(good.length + wrong.length).toBe(10_000);
	}, 120_000);
});

describe("the agency's files", () => {
	it("are read", () => {
		const digits = "0f".repeat(32);
		expect(readSecret(`# keep it\nlingnan-sealing-secret:${digits}\n`)).toBe(`0x${digits}`);
		expect(readSecret("xwing-secret:00")).toBeUndefined();
		const line = '{"enterprise":"CN:91440300708461136T","indicator":4,"periodEnd":20000,"revision":3,"value":9007199254740993}\n';
		expect(readRecords(`${line}{"enter`)).toEqual([{ enterprise: "CN:91440300708461136T", indicator: 4, periodEnd: 20_000, revision: 3, value: 9_007_199_254_740_993n }]);
		expect(writeRecords(readRecords(line)!)).toBe(line);
		expect(readRecords("a,b\n")).toBeUndefined();
	});
});
