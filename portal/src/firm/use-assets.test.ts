import { expect, test } from "vitest";
import { addMonths } from "./use-assets";

const day = (text: string) => Date.parse(text) / 86_400_000;

test.each([
	["2026-11-30", 3, "2027-02-28"],
	["2026-01-31", 1, "2026-02-28"],
	["2027-12-15", 13, "2029-01-15"],
	["2028-01-31", 1, "2028-02-29"],
])("%s and %i months are %s", (from, months, to) => expect(addMonths(day(from), months)).toBe(day(to)));
