import { expect, test } from "vitest";
import { atMost, interval, rocOf } from "./statistics";

test("the interval is the exact one of the tables", () => {
	const close = ([low, high]: [number, number], expected: [number, number]) => {
		expect(low).toBeCloseTo(expected[0], 4);
		expect(high).toBeCloseTo(expected[1], 4);
	};
	close(interval(0, 10), [0, 0.3085]);
	close(interval(1, 10), [0.0025, 0.445]);
	close(interval(5, 10), [0.1871, 0.8129]);
	close(interval(10, 10), [0.6915, 1]);
	close(interval(0, 0), [0, 1]);
	close(interval(10, 1_000), [0.0048, 0.0183]);
});

test("chances of many loans do not run over", () => {
	expect(atMost(0, 2, 0.5)).toBeCloseTo(0.25, 10);
	expect(atMost(50_000, 100_000, 0.5)).toBeCloseTo(0.5, 2);
	expect([atMost(-1, 5, 0.5), atMost(5, 5, 0.5), atMost(2, 5, 0), atMost(2, 5, 1)]).toEqual([0, 1, 1, 0]);
});

test("the area is the share of pairs in which the default has the worse grade", () => {
	// Three good loans of the best grade and one of the worst; a default of each: 8 pairs, 3 right, 4 equal, 1 wrong.
	const roc = rocOf([{ loans: 4, defaulted: 1 }, { loans: 2, defaulted: 1 }])!;
	expect(roc.pairs).toBe(8);
	expect(roc.area).toBeCloseTo((3 + 4 / 2) / 8, 10);
	expect(roc.points).toEqual([{ good: 0, bad: 0 }, { good: 0.25, bad: 0.5 }, { good: 1, bad: 1 }]);
	expect(rocOf([{ loans: 5, defaulted: 0 }])).toBeUndefined();
	expect(rocOf([{ loans: 5, defaulted: 5 }])).toBeUndefined();
	expect(rocOf([{ loans: 9, defaulted: 0 }, { loans: 1, defaulted: 1 }])?.area).toBe(1);
});
