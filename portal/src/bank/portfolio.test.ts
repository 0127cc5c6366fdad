import { expect, test } from "vitest";
import type { Line } from "./payments";
import { bucketOf, byGrade, byLateness, portfolioCsv } from "./portfolio";

const line = (id: bigint, arrears_days: number, grade: string, state = "Active") =>
	({ id, arrears_days, grade: { type: grade }, state: { type: state }, currency: { type: "Cny" }, started: 20_788, ends: 21_153, written_off: 2_500 }) as unknown as Line;

test("arrears are counted by grade in the classes that banks report", () => {
	expect([0, 1, 30, 31, 90, 91].map(bucketOf)).toEqual(["none", "d30", "d30", "d90", "d90", "over"]);
	const groups = byGrade([line(1n, 0, "Bbb"), line(2n, 31, "Aaa"), line(3n, 91, "Bbb", "InDefault")]);
	expect(groups).toEqual([
		{ grade: "Aaa", counts: { none: 0, d30: 0, d90: 1, over: 0 }, defaults: 0, all: 1 },
		{ grade: "Bbb", counts: { none: 1, d30: 0, d90: 0, over: 1 }, defaults: 1, all: 2 },
	]);
});

test("the latest loan stands first", () => {
	expect(byLateness([line(1n, 0, "A"), line(2n, 40, "A"), line(3n, 0, "A")]).map(({ id }) => id)).toEqual([2n, 1n, 3n]);
});

test("the file has sums that spreadsheets add, and runs nothing", () => {
	const text = portfolioCsv([{ line: line(3n, 91, "Bbb"), firm: "914401150000512119", name: "=HYPERLINK(1)", outstanding: 100_000_001n, due: 5n, category: "Doubtful" }]);
	expect(text.split("\r\n")[1]).toBe("3,914401150000512119,'=HYPERLINK(1),CNY,Active,BBB,2026-12-01,2027-12-01,1000000.01,0.05,91,over 90,,25.00,Doubtful");
});
