// What all peers are given, and how what they took is printed.

import { createHash } from "node:crypto";

export const BATCH = 500;
export const DAY = 86_400;
export const INDICATOR = 1;
export const VALIDITY_DAYS = 400;

// One agency states one indicator of each firm, about a period that ended a month ago.
const PERIOD_END = Math.floor(Date.now() / 1_000 / DAY) - 30;

/** Nobody checks the last character of the numbers. The name has at most 31 bytes: a contract stores it in one word. */
const number = (n) => `91440600${String(n).padStart(9, "0")}X`;

export function* firms(count) {
	for (let n = 0; n < count; n++) {
		yield {
			number: number(n),
			legalName: `佛山${n}号制衣公司`,
			industry: "C1810",
			division: 440_600,
			founded: 12_000 + (n % 8_000),
			capital: 100_000_000 + n,
			currency: "CNY",
		};
	}
}

export function* statements(count) {
	for (let n = 0; n < count; n++) {
		yield {
			firm: number(n),
			indicator: INDICATOR,
			value: (n * 7_919) % 1_000_000,
			periodEnd: PERIOD_END,
			evidence: `0x${createHash("sha256").update(`evidence ${n}`).digest("hex")}`,
		};
	}
}

export function* batches(rows) {
	let batch = [];
	for (const row of rows) {
		batch.push(row);
		if (batch.length === BATCH) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}

export function print(what, count, seconds) {
	const cells = [String(count).padStart(9), seconds.toFixed(2).padStart(9), Math.round(count / seconds).toString().padStart(11)];
	console.log(`${what.padEnd(44)}${cells.join("")}`);
}

/** Does `work` on each of `items`, on so many at a time, in their order. */
export async function together(items, atOnce, work) {
	const rest = items.values();
	const worker = async () => {
		for (const item of rest) await work(item);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}

/** One line in place of a stack. */
process.on("uncaughtException", (error) => {
	console.error(error.message);
	process.exit(1);
});
