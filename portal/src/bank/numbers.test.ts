import { expect, test } from "vitest";
import { isReference, readCount, readRate, readShare, writeAmount, writeRate, writeShare } from "./numbers";

test("rates are read as people of all four languages write them, and written back", () => {
	expect(["3.45", "3,45 %", "３.45％", "0.005175", "12"].map(readRate)).toEqual([3_450_000n, 3_450_000n, 3_450_000n, 5_175n, 12_000_000n]);
	expect(["", "3.4567891", "-1", "1e3", "3.4.5"].map(readRate)).toEqual([undefined, undefined, undefined, undefined, undefined]);
	expect([3_450_000n, 5_175_000n, 12_000_000n, 1n].map(writeRate)).toEqual(["3.45", "5.175", "12.00", "0.000001"]);
	expect([readShare("50"), readShare("12.5"), readShare("12.555"), writeShare(5_000)]).toEqual([5_000, 1_250, undefined, "50.00"]);
});

test("counts, sums and references keep their bounds", () => {
	expect([readCount("12", 1, 360), readCount("361", 1, 360), readCount("1.5", 1, 360)]).toEqual([12, undefined, undefined]);
	expect(writeAmount(100_000_001n)).toBe("1,000,000.01");
	expect(["PAY 1", " ", "", "付款", "x".repeat(65)].map(isReference)).toEqual([true, false, false, false, false]);
});
