// What people type into the bank's forms: shares in per cent, counts, references.

import type { Lang } from "../words";

const PER_CENT = /^(\d{1,3})(?:[.,](\d{1,6}))?\s*%?$/;

/** Per cent as hundred-millionths of the whole (3.45 is 3,450,000); nothing if it is no such number. */
export function readRate(typed: string): bigint | undefined {
	const found = PER_CENT.exec(typed.normalize("NFKC").trim());
	if (!found) return undefined;
	return BigInt(found[1]!) * 1_000_000n + BigInt((found[2] ?? "").padEnd(6, "0"));
}

/** Per cent as basis points; nothing if it is finer than that. */
export function readShare(typed: string): number | undefined {
	const rate = readRate(typed);
	return rate === undefined || rate % 10_000n !== 0n ? undefined : Number(rate / 10_000n);
}

/** Units of 10^-digits of a per cent as people of a language type it back. */
function percent(value: bigint, digits: number, lang: Lang): string {
	const sign = value < 0n ? "-" : "";
	const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
	const part = text.slice(-digits).replace(/0+$/, "").padEnd(2, "0");
	return `${sign}${text.slice(0, -digits)}${lang === "pt" ? "," : "."}${part}`;
}
export const writeRate = (rate: bigint, lang: Lang) => percent(rate, 6, lang);
export const writeShare = (points: number, lang: Lang) => percent(BigInt(points), 2, lang);

export function readCount(typed: string, least: number, most: number): number | undefined {
	const bare = typed.normalize("NFKC").trim();
	if (!/^-?\d{1,9}$/.test(bare)) return undefined;
	const value = Number(bare);
	return value >= least && value <= most ? value : undefined;
}

/** Minor units as they are typed: 1,000,000.00, in Portuguese 1.000.000,00; every language's habit is read back. */
export function writeAmount(amount: bigint, lang: Lang): string {
	const [group, point] = lang === "pt" ? [".", ","] : [",", "."];
	return `${(amount / 100n).toString().replace(/\B(?=(\d{3})+$)/g, group)}${point}${(amount % 100n).toString().padStart(2, "0")}`;
}

const REFERENCE = /^[\x20-\x7e]{1,64}$/;
/** The chain compares references without blanks: something must be left. */
export const isReference = (typed: string) => REFERENCE.test(typed) && typed.trim() !== "";
