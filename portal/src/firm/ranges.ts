// Ranges of an indicator, as people read them (primitives/types/src/indicator.rs).

import type { Words } from "../words";

export interface Measure {
	unit: string;
	/** Inner edges of the ranges; an edge belongs to the range above it. */
	edges: readonly bigint[];
}

const share = "basis points";
const yesOrNo = "yes or no";
const currencies = new Set(["CNY", "HKD", "MOP", "USD"]);

/** A figure with its unit, of which `unit` tells the reader's word. Figures in a currency are whole units of it, not cents. */
export function figure(value: bigint, measure: Measure, words: Words, unit: (unit: string) => string): string {
	if (measure.unit === share) return words.share(value, "bp");
	if (measure.unit === yesOrNo) return words.t(value === 0n ? "firm.range.no" : "firm.range.yes");
	if (currencies.has(measure.unit)) return words.money(value * 100n, measure.unit as "CNY", "figure");
	return counted(words.count(value), measure, words, unit);
}

/** The mean of so many figures, to hundredths: a whole number would read as if it were exact. Of yes and no it is the share of yes. */
export function mean(sum: bigint, count: number, measure: Measure, words: Words, unit: (unit: string) => string): string {
	const [size, n] = [sum < 0n ? -sum : sum, BigInt(count)];
	const rounded = (size * 200n + n) / (2n * n);
	const value = sum < 0n ? -rounded : rounded;
	if (measure.unit === share) return words.share(value, "ppm");
	if (measure.unit === yesOrNo) return words.hundredths(value);
	if (currencies.has(measure.unit)) return words.money(value, measure.unit as "CNY", "figure");
	return counted(words.hundredths(value), measure, words, unit);
}

function counted(count: string, measure: Measure, words: Words, unit: (unit: string) => string): string {
	const word = unit(measure.unit);
	// Chinese has no space between a figure and its measure word; a foreign one keeps it.
	const joined = words.lang.startsWith("zh") && !/^[a-z]/i.test(word);
	return word === "" ? count : joined ? `${count}${word}` : `${count} ${word}`;
}

/** The range of this number, lowest 0. */
export function range(bin: number, measure: Measure, words: Words, unit: (unit: string) => string): string {
	const { edges } = measure;
	const tell = (value: bigint) => figure(value, measure, words, unit);
	const [from, below] = [bin > 0 ? edges[bin - 1] : undefined, edges[bin]];
	if (measure.unit === yesOrNo && edges.length === 1) return tell(bin > 0 ? 1n : 0n);
	if (from !== undefined && below !== undefined) {
		return below - from === 1n ? tell(from) : words.t("firm.range.between", { from: tell(from), to: tell(below) });
	}
	if (from !== undefined) return words.t("firm.range.from", { from: tell(from) });
	return below === undefined ? "" : words.t("firm.range.below", { to: tell(below) });
}

/** The range in which a value lies. */
export const binOf = (value: bigint, { edges }: Measure) => edges.filter((edge) => edge <= value).length;
