import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import type { Sum } from "./arrears";
import { LateBars, RocPlot } from "./plots";
import { rowsOf, thousandths } from "./Scorecards";
import { rocOf } from "./statistics";

const sum = (key: string, none: number, d30: number, d90: number, over: number): Sum => ({ key, counts: { none, d30, d90, over }, defaults: 0, all: none + d30 + d90 + over });

test("bars are as long as the shares, beside each other, and the longest fills the plot", () => {
	const drawn = renderToString(<LateBars sums={[sum("AAA", 3, 1, 0, 0), sum("C", 1, 1, 1, 1)]} name={(key) => key} label="late" />);
	const bars = [...drawn.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => [Number(x), Number(width)]);
	const whole = bars[3]![1]! * 3;
	expect(bars[0]![1]).toBeCloseTo(whole / 3, 6);
	expect(bars.slice(3).map(([, width]) => width)).toEqual([bars[3]![1], bars[4]![1], bars[5]![1]]);
	expect(bars[4]![0]).toBeCloseTo(bars[3]![0]! + bars[3]![1]!, 6);
	expect(bars[5]![0]! + bars[5]![1]!).toBeCloseTo(590, 6);
	expect(drawn).not.toMatch(/NaN|style=/);
});

test("the curve goes from the lower left to the upper right", () => {
	const drawn = renderToString(<RocPlot roc={rocOf([{ loans: 4, defaulted: 1 }, { loans: 2, defaulted: 1 }])!} label="roc" good="good" bad="bad" />);
	expect(drawn).toContain('points="30,270 90,150 270,30"');
	expect(drawn).not.toMatch(/NaN|style=/);
});

test("each grade stands beside what was stated of it, all together beside nothing", () => {
	const outcome = (scope: unknown, loans: number, defaulted: number) => ({ scope, loans, borrowers: loans, defaulted, expected: 1_250n, judged: false, warned: false });
	const grade = (type: string) => ({ type: "Grade", value: { type } });
	const rows = rowsOf({ outcomes: [outcome(grade("Aaa"), 10, 1), outcome(grade("Aa"), 0, 0)], whole: outcome({ type: "Whole" }, 10, 1), spec: { default_probabilities: [10, 25] } } as never);
	expect(rows.map(({ grade, stated, low, high }) => [grade, stated, low, high])).toEqual([["Aaa", 10, 25, 4_450], ["Aa", 25, 0, 10_000], ["", undefined, 25, 4_450]]);
	expect(thousandths(12_034n)).toBe("12.034");
});
