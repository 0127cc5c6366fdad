import { expect, test } from "vitest";
import { numberText, parseNumber } from "./numbers.ts";

test.each(["CN:91440300708461136T", "HK:12345678", "HK:F1234567", "MO:SO 12345"])("%s is read and written", (text) => {
	const number = parseNumber(text);
	expect(number && numberText(number)).toBe(text);
});

test("eighteen characters alone are the mainland's, and what is none is none", () => {
	expect(parseNumber(" 91440300708461136t ")).toEqual(parseNumber("CN:91440300708461136T"));
	for (const text of ["", "CN:123", "HK:1234567", "XX:1", "MO:", "MO:ÁÉ"]) expect(parseNumber(text)).toBeUndefined();
});
