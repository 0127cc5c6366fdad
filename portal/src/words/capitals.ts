/** Sums in words, for papers: a figure can be changed with one stroke of a pen. */

import type { Currency } from "./figures";
import type { Lang } from "./langs";

const HAN = {
	"zh-Hans": { digits: "零壹贰叁肆伍陆柒捌玖", small: ["", "拾", "佰", "仟"], large: ["", "万", "亿", "万亿"], unit: "元", whole: "整" },
	"zh-Hant": { digits: "零壹貳叁肆伍陸柒捌玖", small: ["", "拾", "佰", "仟"], large: ["", "萬", "億", "萬億"], unit: "元", whole: "正" },
} as const;

const HAN_NAMES: Record<"zh-Hans" | "zh-Hant", Record<Currency, string>> = {
	"zh-Hans": { CNY: "人民币", HKD: "港币", MOP: "澳门元", USD: "美元" },
	"zh-Hant": { CNY: "人民幣", HKD: "港幣", MOP: "澳門元", USD: "美元" },
};

/** 1,004,050 is 壹佰万肆仟零伍拾: one 零 for every gap, none at the end. */
function hanWhole(value: bigint, lang: "zh-Hans" | "zh-Hant"): string {
	const { digits, small, large } = HAN[lang];
	if (value === 0n) return digits[0] ?? "";
	let words = "";
	let gap = false;
	const text = value.toString();
	for (let at = 0; at < text.length; at += 1) {
		const place = text.length - 1 - at;
		const digit = Number(text[at]);
		if (digit === 0) gap = true;
		else {
			if (gap && words) words += digits[0];
			gap = false;
			words += (digits[digit] ?? "") + (small[place % 4] ?? "");
		}
		const section = text.slice(Math.max(0, at - 3), at + 1);
		if (place % 4 === 0 && /[1-9]/.test(section)) {
			// Zeros before 万 and 亿 are silent; those behind are of the next four digits.
			words += large[place / 4] ?? "";
			gap = false;
		}
	}
	return words;
}

function han(amount: bigint, currency: Currency, lang: "zh-Hans" | "zh-Hant"): string {
	const { digits, unit, whole } = HAN[lang];
	const yuan = amount / 100n;
	const jiao = Number((amount / 10n) % 10n);
	const fen = Number(amount % 10n);
	let words = `${HAN_NAMES[lang][currency]}${yuan > 0n || (jiao === 0 && fen === 0) ? hanWhole(yuan, lang) + unit : ""}`;
	if (jiao === 0 && fen === 0) return words + whole;
	if (jiao > 0) words += `${digits[jiao]}角`;
	else if (yuan > 0n) words += digits[0];
	return fen > 0 ? `${words}${digits[fen]}分` : words + whole;
}

const EN_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const EN_TENS = ", , twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety".split(", ");
const EN_LARGE = ["", "thousand", "million", "billion", "trillion", "quadrillion"];

function enBelowThousand(value: number): string {
	if (value < 20) return EN_ONES[value] ?? "";
	if (value < 100) return (EN_TENS[Math.floor(value / 10)] ?? "") + (value % 10 ? `-${EN_ONES[value % 10]}` : "");
	const rest = value % 100;
	return `${EN_ONES[Math.floor(value / 100)]} hundred${rest ? ` and ${enBelowThousand(rest)}` : ""}`;
}

function enWhole(value: bigint): string {
	if (value === 0n) return "zero";
	const words: string[] = [];
	for (let power = EN_LARGE.length - 1; power >= 0; power -= 1) {
		const three = Number((value / 1000n ** BigInt(power)) % 1000n);
		if (three === 0) continue;
		const joined = power === 0 && three < 100 && words.length > 0 ? "and " : "";
		words.push(`${joined}${enBelowThousand(three)}${power > 0 ? ` ${EN_LARGE[power]}` : ""}`);
	}
	return words.join(" ");
}

const PT_ONES = "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove".split(" ");
const PT_TENS = ", , vinte, trinta, quarenta, cinquenta, sessenta, setenta, oitenta, noventa".split(", ");
const PT_HUNDREDS = ", cento, duzentos, trezentos, quatrocentos, quinhentos, seiscentos, setecentos, oitocentos, novecentos".split(", ");

/** Patacas are feminine, yuan, dollars and avos masculine. */
function ptBelowThousand(value: number, feminine: boolean): string {
	if (value === 100) return "cem";
	const words: string[] = [];
	if (value >= 100) {
		const hundreds = PT_HUNDREDS[Math.floor(value / 100)] ?? "";
		words.push(feminine ? hundreds.replace(/entos$/, "entas").replace(/hentos$/, "hentas") : hundreds);
	}
	const rest = value % 100;
	const one = (ones: number) => (feminine ? (ones === 1 ? "uma" : ones === 2 ? "duas" : PT_ONES[ones]) : PT_ONES[ones]) ?? "";
	if (rest >= 20) {
		words.push(PT_TENS[Math.floor(rest / 10)] ?? "");
		if (rest % 10) words.push(one(rest % 10));
	} else if (rest > 0) words.push(one(rest));
	return words.join(" e ");
}

function ptWhole(value: bigint, feminine: boolean): string {
	if (value === 0n) return "zero";
	const groups: { text: string; size: number }[] = [];
	// Long scale: mil milhões is 10^9, um bilião 10^12.
	const big: [bigint, string, string][] = [
		[1_000_000_000_000n, "bilião", "biliões"],
		[1_000_000n, "milhão", "milhões"],
	];
	let left = value;
	for (const [size, one, many] of big) {
		const times = left / size;
		left %= size;
		if (times > 0n) groups.push({ text: times === 1n ? `um ${one}` : `${ptWhole(times, false)} ${many}`, size: 1000 });
	}
	const thousands = Number(left / 1000n);
	const rest = Number(left % 1000n);
	if (thousands > 0) groups.push({ text: thousands === 1 ? "mil" : `${ptBelowThousand(thousands, feminine)} mil`, size: 1000 });
	if (rest > 0) groups.push({ text: ptBelowThousand(rest, feminine), size: rest });
	return groups.reduce((words, { text, size }, at) => {
		if (at === 0) return text;
		const last = at === groups.length - 1;
		return `${words}${last && (size < 100 || size % 100 === 0) ? " e " : " "}${text}`;
	}, "");
}

const NAMES_EN: Record<Currency, [string, string, string]> = {
	CNY: ["yuan", "yuan", "fen"],
	HKD: ["Hong Kong dollar", "Hong Kong dollars", "cents"],
	MOP: ["pataca", "patacas", "avos"],
	USD: ["US dollar", "US dollars", "cents"],
};
const NAMES_PT: Record<Currency, [string, string, string]> = {
	CNY: ["yuan", "yuans", "fen"],
	HKD: ["dólar de Hong Kong", "dólares de Hong Kong", "cêntimos"],
	MOP: ["pataca", "patacas", "avos"],
	USD: ["dólar dos Estados Unidos", "dólares dos Estados Unidos", "cêntimos"],
};

/** 人民币壹佰万元整; um milhão de patacas. Sums are not negative. */
export function capitals(amount: bigint, currency: Currency, lang: Lang): string {
	if (lang === "zh-Hans" || lang === "zh-Hant") return han(amount, currency, lang);
	const whole = amount / 100n;
	const cents = Number(amount % 100n);
	const [one, many, part] = (lang === "pt" ? NAMES_PT : NAMES_EN)[currency];
	if (lang === "en") {
		const sum = `${enWhole(whole)} ${whole === 1n ? one : many}`;
		return cents ? `${sum} and ${enBelowThousand(cents)} ${cents === 1 ? part.replace(/s$/, "") : part}` : `${sum} exactly`;
	}
	const feminine = currency === "MOP";
	const of = whole >= 1_000_000n && whole % 1_000_000n === 0n ? "de " : "";
	const words = whole === 1n && feminine ? "uma" : ptWhole(whole, feminine);
	const sum = `${words} ${of}${whole === 1n ? one : many}`;
	return cents ? `${sum} e ${ptBelowThousand(cents, false)} ${cents === 1 ? part.replace(/s$/, "") : part}` : sum;
}
