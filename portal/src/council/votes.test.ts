import { expect, test } from "vitest";
import { majority, missing, spanOf, standing, twoThirds } from "./votes";

test("shares are rounded up, as the chain rounds them", () => {
	expect([twoThirds(26), majority(129), majority(10)]).toEqual([18, 65, 6]);
});

const votes = (ayes: number, nays: number) => ({ threshold: 18, ayes: Array<string>(ayes).fill("a"), nays: Array<string>(nays).fill("n"), end: 100 });

test("a motion is open only while those who are silent can still decide it", () => {
	expect(standing(votes(17, 8), 26, 99)).toBe("open");
	expect(standing(votes(18, 8), 26, 99)).toBe("passed");
	expect(standing(votes(0, 8), 26, 99)).toBe("open");
	expect(standing(votes(0, 9), 26, 99)).toBe("failed");
	expect(standing(votes(17, 0), 26, 100)).toBe("over");
	expect([missing(votes(17, 8)), missing(votes(20, 0))]).toEqual([1, 0]);
});

test("a time is told by what is largest in it", () => {
	expect(spanOf(5 * 86_400 + 3_600 * 2 + 59)).toEqual({ unit: "days", days: 5, hours: 2, minutes: 0 });
	expect(spanOf(7_260).unit).toBe("hours");
	expect(spanOf(119)).toEqual({ unit: "minutes", days: 0, hours: 0, minutes: 1 });
	expect([spanOf(59).unit, spanOf(-5).unit]).toEqual(["none", "none"]);
});
