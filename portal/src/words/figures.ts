/**
 * Sums, days and rates as each language writes them.
 *
 * Not by `Intl`: it takes no more than a double holds, writes no 万 and 萬, has pt-MO part thousands by blanks where Macao's courts
 * write `MOP$1.000.000,00`, and knows nothing of days in UTC+8. Sums are whole fen, cents or avos, as on the chain.
 */

import { INTL, type Lang } from "./langs";

export type Currency = "CNY" | "HKD" | "MOP" | "USD";
/** `full` has 万 beside it, `figure` is for columns of a table. */
export type MoneyForm = "full" | "figure";
/** Of a whole: basis points, parts per million, hundred-millionths (reference rates), parts per billion (the chain's shares). */
export type RateUnit = "bp" | "ppm" | "e8" | "ppb";

const DECIMALS: Record<RateUnit, number> = { bp: 2, ppm: 4, e8: 6, ppb: 7 };
const DAY = 86_400_000;
const EAST_8 = 8 * 3_600_000;

const MONTHS_EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS_PT = ["Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro", "Novembro", "Dezembro"];

function group(digits: string, lang: Lang): string {
	return digits.replace(/\B(?=(\d{3})+$)/g, lang === "pt" ? "." : ",");
}

/** `value` in units of 10^-decimals, with at least `least` of them shown. */
function decimal(value: bigint, decimals: number, least: number, lang: Lang): string {
	const sign = value < 0n ? "-" : "";
	const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
	const whole = digits.slice(0, digits.length - decimals);
	let rest = digits.slice(digits.length - decimals);
	while (rest.length > least && rest.endsWith("0")) rest = rest.slice(0, -1);
	return sign + group(whole, lang) + (rest ? (lang === "pt" ? "," : ".") + rest : "");
}

/** A mean of counts, in hundredths, with no more decimals than it needs. */
export const hundredths = (value: bigint, lang: Lang): string => decimal(value, 2, 0, lang);

/** A count of things. */
export function count(value: number | bigint, lang: Lang): string {
	return decimal(typeof value === "bigint" ? value : BigInt(Math.round(value)), 0, 0, lang);
}

const SUMS: Record<Lang, Record<Currency, [before: string, after: string, many: [string, string]]>> = {
	"zh-Hans": {
		CNY: ["人民币 ", " 元", ["", "元"]],
		HKD: ["港币 ", " 元", ["", "元"]],
		MOP: ["澳门元 ", "", ["", "澳门元"]],
		USD: ["美元 ", "", ["", "美元"]],
	},
	"zh-Hant": {
		CNY: ["人民幣 ", " 元", ["", "元"]],
		HKD: ["HK$", "", ["港幣 ", "元"]],
		MOP: ["澳門元 ", "", ["", "澳門元"]],
		USD: ["US$", "", ["", "美元"]],
	},
	pt: { CNY: ["CNY ", "", ["", ""]], HKD: ["HK$", "", ["", ""]], MOP: ["MOP$", "", ["", ""]], USD: ["US$", "", ["", ""]] },
	en: { CNY: ["CNY ", "", ["", ""]], HKD: ["HK$", "", ["", ""]], MOP: ["MOP$", "", ["", ""]], USD: ["US$", "", ["", ""]] },
};

/** 100 万, 1.2 亿, or 约 123.46 万 where two decimals do not say it all. */
function inTenThousands(cents: bigint, lang: "zh-Hans" | "zh-Hant"): string | undefined {
	const size = cents < 0n ? -cents : cents;
	if (size < 1_000_000n) return undefined;
	const large = size >= 10_000_000_000n;
	const unit = large ? 10_000_000_000n : 1_000_000n;
	const word = lang === "zh-Hans" ? (large ? "亿" : "万") : large ? "億" : "萬";
	const hundredths = (size * 100n + unit / 2n) / unit;
	const exact = hundredths * unit === size * 100n;
	const about = exact ? "" : lang === "zh-Hans" ? "约 " : "約 ";
	return `${about}${cents < 0n ? "-" : ""}${decimal(hundredths, 2, 0, lang)} ${word}`;
}

export function money(amount: bigint, currency: Currency, lang: Lang, form: MoneyForm = "full"): string {
	const [before, after, [manyBefore, manyAfter]] = SUMS[lang][currency];
	const sign = amount < 0n ? "-" : "";
	const size = amount < 0n ? -amount : amount;
	const figure = `${before}${sign}${decimal(size, 2, 2, lang)}${after}`;
	if (form === "figure" || (lang !== "zh-Hans" && lang !== "zh-Hant")) return figure;
	const many = inTenThousands(amount, lang);
	return many ? `${figure}（${manyBefore}${many}${manyAfter}）` : figure;
}

/** A day as the chain counts them (from 1970-01-01), as a file has it (`2026-11-29`), or the one of a moment, in UTC+8. */
export type DayLike = number | bigint | string | Date;

function parts(value: DayLike): [year: number, month: number, day: number] {
	let at: Date;
	if (value instanceof Date) at = new Date(value.getTime() + EAST_8);
	else if (typeof value === "string") at = new Date(`${value.slice(0, 10)}T00:00:00Z`);
	else at = new Date(Number(value) * DAY);
	return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
}

export function day(value: DayLike, lang: Lang): string {
	const [year, month, date] = parts(value);
	if (lang === "pt") return `${date} de ${MONTHS_PT[month]} de ${year}`;
	if (lang === "en") return `${date} ${MONTHS_EN[month]} ${year}`;
	return `${year}年${month + 1}月${date}日`;
}

/** The month of a day. */
export function month(value: DayLike, lang: Lang): string {
	const [year, index] = parts(value);
	if (lang === "pt") return `${MONTHS_PT[index]} de ${year}`;
	if (lang === "en") return `${MONTHS_EN[index]} ${year}`;
	return `${year}年${index + 1}月`;
}

/** A moment in milliseconds since 1970, as a clock in UTC+8 has it. */
export function time(value: number | bigint | Date, lang: Lang): string {
	const at = value instanceof Date ? value : new Date(Number(value));
	const east = new Date(at.getTime() + EAST_8);
	const clock = `${String(east.getUTCHours()).padStart(2, "0")}:${String(east.getUTCMinutes()).padStart(2, "0")}`;
	return `${day(at, lang)}${lang === "en" || lang === "pt" ? ", " : " "}${clock}`;
}

/** A share of a whole: 34.5%, 34,5 %. */
export function share(value: number | bigint, unit: RateUnit, lang: Lang): string {
	const figure = decimal(BigInt(value), DECIMALS[unit], 0, lang);
	return lang === "pt" ? `${figure}\u00a0%` : `${figure}%`;
}

/** A rate among rates, with two decimals at least: so that they can be compared. */
export function percent(value: number | bigint, unit: RateUnit, lang: Lang): string {
	const figure = decimal(BigInt(value), DECIMALS[unit], 2, lang);
	return lang === "pt" ? `${figure}\u00a0%` : `${figure}%`;
}

/** A rate of a year, with two decimals at least. */
export function rate(value: number | bigint, unit: RateUnit, lang: Lang): string {
	const figure = decimal(BigInt(value), DECIMALS[unit], 2, lang);
	if (lang === "zh-Hans") return `年化 ${figure}%`;
	if (lang === "zh-Hant") return `年利率 ${figure}%`;
	return lang === "pt" ? `${figure}\u00a0% ao ano` : `${figure}% a year`;
}

export function list(items: readonly string[], lang: Lang, type: "and" | "or" = "and"): string {
	return new Intl.ListFormat(INTL[lang], { type: type === "and" ? "conjunction" : "disjunction" }).format(items);
}
