import { expect, test } from "vitest";
import { csv, decimal, isoDate } from "./csv.ts";

test("a table keeps its text, and nothing in it becomes a formula", () => {
	const made = csv([["日期", "摘要"], ["2026-11-30", 'a "b", c'], ["-12.50", "=HYPERLINK(1)"]]);
	expect(made).toBe('\uFEFF日期,摘要\r\n2026-11-30,"a ""b"", c"\r\n-12.50,\'=HYPERLINK(1)\r\n');
});

test("amounts and days are written for machines", () => {
	expect([decimal(123_456_789n), decimal(5n), decimal(-150n)]).toEqual(["1234567.89", "0.05", "-1.50"]);
	expect(isoDate(20_787)).toBe("2026-11-30");
});
