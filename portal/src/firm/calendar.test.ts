import { expect, test } from "vitest";
import { calendar } from "./calendar.ts";

const made = calendar(
	[{ uid: "loan-7-1@lingnan", day: 20_787, title: "第 1 期还款，中国建设银行广东省分行：人民币 85,151.36 元；请留意账户余额是否充足", note: "a, b; c\nd" }],
	Date.UTC(2026, 10, 30, 9, 30, 5, 7),
);

test("a day is a whole day, and a reminder comes three days before", () => {
	for (const line of ["DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261201", "DTSTAMP:20261130T093005Z", "TRIGGER:-P3D", "UID:loan-7-1@lingnan"]) {
		expect(made.split("\r\n")).toContain(line);
	}
	expect(made).toContain("DESCRIPTION:a\\, b\\; c\\nd\r\n");
});

test("no line is longer than 75 bytes, and no character is cut", () => {
	const lines = made.split("\r\n");
	expect(lines.pop()).toBe("");
	for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
	expect(made.replaceAll("\r\n ", "")).toContain("SUMMARY:第 1 期还款，中国建设银行广东省分行：人民币 85\\,151.36 元；请留意账户余额是否充足\r\n");
	expect(made).not.toContain("�");
});
