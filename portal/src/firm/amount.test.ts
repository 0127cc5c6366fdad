import { expect, test } from "vitest";
import { readAmount } from "./amount.ts";

test.each([
	["1,000,000.00", 100_000_000n],
	["1000000", 100_000_000n],
	["1.000.000,00", 100_000_000n],
	["1 000 000,5", 100_000_050n],
	["100万", 100_000_000n],
	["１００萬", 100_000_000n],
	["1.5亿", 15_000_000_000n],
	["1,234", 123_400n],
	["12.34", 1_234n],
	["0.01", 1n],
])("%s is read", (typed, amount) => expect(readAmount(typed)).toBe(amount));

test.each(["", "0", "1.234,5.6", "-5", "1e6", "12.345.6", "abc", "10,000,000,000,000.01", "0.00001万1"])("%s is no amount", (typed) =>
	expect(readAmount(typed)).toBeUndefined(),
);
