import { expect, test } from "vitest";
import { readAmount } from "../firm/amount";
import { isReference, readCount, readRate, readShare, writeAmount, writeRate, writeShare } from "./numbers";

test("rates are read as people of all four languages write them, and written back", () => {
	expect(["3.45", "3,45 %", "３.45％", "0.005175", "12"].map(readRate)).toEqual([3_450_000n, 3_450_000n, 3_450_000n, 5_175n, 12_000_000n]);
	expect(["", "3.4567891", "-1", "1e3", "3.4.5"].map(readRate)).toEqual([undefined, undefined, undefined, undefined, undefined]);
	expect([3_450_000n, 5_175_000n, 12_000_000n, 1n].map((rate) => writeRate(rate, "en"))).toEqual(["3.45", "5.175", "12.00", "0.000001"]);
	expect([readShare("50"), readShare("12.5"), readShare("12.555"), writeShare(5_000, "zh-Hans")]).toEqual([5_000, 1_250, undefined, "50.00"]);
});

test("counts, sums and references keep their bounds", () => {
	expect([readCount("12", 1, 360), readCount("361", 1, 360), readCount("1.5", 1, 360)]).toEqual([12, undefined, undefined]);
	expect(writeAmount(100_000_001n, "zh-Hant")).toBe("1,000,000.01");
	expect(["PAY 1", " ", "", "付款", "x".repeat(65)].map(isReference)).toEqual([true, false, false, false, false]);
});

test("what a form is filled with in Portuguese has its comma, and is read back as the same", () => {
	expect([writeAmount(100_000_050n, "pt"), writeAmount(5n, "pt"), writeRate(5_175_000n, "pt"), writeShare(5_000, "pt")]).toEqual(["1.000.000,50", "0,05", "5,175", "50,00"]);
	expect([readAmount("1.000.000,50"), readAmount("12.345,00"), readRate("5,175"), readShare("50,00")]).toEqual([100_000_050n, 1_234_500n, 5_175_000n, 5_000]);
});
