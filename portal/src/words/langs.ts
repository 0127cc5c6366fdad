/** The four languages, and which of them a reader gets. */

export const LANGS = ["zh-Hans", "zh-Hant", "pt", "en"] as const;
export type Lang = (typeof LANGS)[number];

/** Traditional Chinese and Portuguese differ by place in some words, so messages may select on it. */
export type Place = "guangdong" | "hongKong" | "macao";

/** What each language calls itself: a reader looks for the own one. */
export const NAMES: Record<Lang, string> = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", pt: "Português", en: "English" };

export const isLang = (value: unknown): value is Lang => LANGS.includes(value as Lang);

/** What browsers, links and networks say, as one of ours. */
export function asLang(tag: string): Lang | undefined {
	if (isLang(tag)) return tag;
	const parts = tag.toLowerCase().split(/[-_]/);
	if (parts[0] === "zh") return parts.some((part) => ["hant", "hk", "mo", "tw"].includes(part)) ? "zh-Hant" : "zh-Hans";
	return parts[0] === "pt" ? "pt" : parts[0] === "en" ? "en" : undefined;
}

/** The link decides (a bank sends it in its client's language), then what was chosen here before, then the browser. */
export function firstLang(link: string | null, kept: string | null, browser: readonly string[]): Lang {
	for (const tag of [link, kept, ...browser]) {
		const lang = tag ? asLang(tag) : undefined;
		if (lang) return lang;
	}
	return "en";
}

/** The value of `lang` on the page: browsers choose Hong Kong's shapes of characters by it. */
export function pageLang(lang: Lang, place: Place): string {
	if (lang === "zh-Hans") return "zh-Hans-CN";
	if (lang === "zh-Hant") return place === "macao" ? "zh-Hant-MO" : "zh-Hant-HK";
	return lang === "pt" ? "pt-MO" : "en";
}

/** For rules of plurals and of lists. Macao writes European Portuguese: of `pt` alone a browser makes Brazil's. */
export const INTL: Record<Lang, string> = { "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant-HK", pt: "pt-PT", en: "en-GB" };
