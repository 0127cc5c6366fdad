import { expect, test } from "vitest";
import { addressOf, late, listOf, type Loan, loansCsv, readAddress, sumOf, sumsBy } from "./arrears";

const DAY = 20_788; // 2026-12-01
const loan = (id: bigint, arrears_days: number, grade: string, { place = "Guangdong", institution = 1, started = DAY, state = "Active" } = {}): Loan =>
	({ place, line: { id, arrears_days, grade: { type: grade }, institution, product: 2, started, ends: DAY + 365, state: { type: state }, currency: { type: "Cny" }, written_off: 2_500, enterprise: { type: "Mainland", value: `0x${"39".repeat(18)}` } } }) as unknown as Loan;

const LOANS = [loan(1n, 0, "Bbb"), loan(2n, 31, "Aaa", { place: "Macao", institution: 2 }), loan(3n, 91, "Bbb", { state: "InDefault", started: DAY - 1 }), loan(4n, 12, "Bbb")];

test("loans are counted once in each way, and the sums are the same", () => {
	expect(sumsBy(LOANS, "grade").map(({ key, all, defaults, counts }) => [key, all, defaults, counts.d30, counts.d90, counts.over])).toEqual([
		["Aaa", 1, 0, 0, 1, 0],
		["Bbb", 3, 1, 1, 0, 1],
	]);
	expect(sumsBy(LOANS, "place").map(({ key, all }) => [key, all])).toEqual([["Guangdong", 3], ["Macao", 1]]);
	expect(sumsBy(LOANS, "month").map(({ key, all }) => [key, all])).toEqual([["2026-11", 1], ["2026-12", 3]]);
	expect(sumsBy(LOANS, "institution").map(({ key, all }) => [key, all])).toEqual([["1", 3], ["2", 1]]);
	expect([sumOf(LOANS).all, late(sumOf(LOANS)), sumOf(LOANS).defaults]).toEqual([4, 3, 1]);
});

test("each figure opens exactly the loans that it counts, the latest first", () => {
	const list = (by: object, lateness: "d30" | "late" | "default" | "all") => listOf(LOANS, readAddress(new URLSearchParams(addressOf(by, lateness).split("?")[1]))).map(({ line }) => line.id);
	expect(list({ grade: "Bbb" }, "all")).toEqual([3n, 4n, 1n]);
	expect(list({ grade: "Bbb" }, "late")).toEqual([3n, 4n]);
	expect(list({ grade: "Bbb" }, "d30")).toEqual([4n]);
	expect(list({ month: "2026-11" }, "default")).toEqual([3n]);
	expect(list({ place: "Macao", institution: "2" }, "all")).toEqual([2n]);
	expect(readAddress(new URLSearchParams("late=<b>"))).toEqual({ by: {}, lateness: "all" });
});

test("the file says of which block and by which question it is", () => {
	const lines = loansCsv({ block: 42, hash: "0xab", query: "PortfolioApi.loans_by; grade=Bbb" }, [LOANS[2]!], () => "=Bank").split("\r\n");
	expect(lines.slice(0, 3)).toEqual(["\uFEFFblock,42,0xab", "query,PortfolioApi.loans_by; grade=Bbb", ""]);
	expect(lines[4]).toBe("3,999999999999999999,1,'=Bank,Guangdong,2,CNY,InDefault,BBB,2026-11-30,2027-12-01,91,,,25.00");
});
