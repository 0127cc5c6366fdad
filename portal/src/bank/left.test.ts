import { expect, test } from "vitest";
import { dayOf, endOf, left } from "./left";

test("less than two days press, and what is over is late", () => {
	const of = (seconds: number) => left(1_000_000 + seconds, 1_000_000);
	expect(of(4 * 86_400 + 3_700)).toEqual({ pressing: "ample", id: "bank.left.days", values: { days: 4, hours: 1 } });
	expect(of(86_400)).toEqual({ pressing: "soon", id: "bank.left.days", values: { days: 1, hours: 0 } });
	expect(of(7_260)).toEqual({ pressing: "soon", id: "bank.left.hours", values: { hours: 2, minutes: 1 } });
	expect(of(0).pressing).toBe("soon");
	expect(of(-1)).toEqual({ pressing: "late", id: "bank.left.late", values: { days: 0 } });
	expect(of(-90_000).values).toEqual({ days: 1 });
});

test("a day ends at midnight in UTC+8", () => {
	expect([dayOf(endOf(20_788)), dayOf(endOf(20_788) + 1)]).toEqual([20_788, 20_789]);
});
