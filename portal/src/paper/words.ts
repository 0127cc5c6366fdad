// The words of a paper, in its own language, which need not be that of the page.

import { type Messages, setupI18n } from "@lingui/core";
import * as figures from "../words/figures";
import type { MessageId } from "../words/ids";
import { INTL, type Lang, type Place } from "../words/langs";
import { shown } from "../words/names";
import type { Words } from "../words";

export type PaperWords = Pick<Words, "t" | "lang" | "money" | "day" | "time" | "share" | "rate" | "count" | "name">;

const files = import.meta.glob<{ default: Messages }>("../../locale/*/{paper,firm}.json");
export const PLACES: readonly Place[] = ["guangdong", "hongKong", "macao"];

export async function wordsOf(lang: Lang, place: Place): Promise<PaperWords> {
	const own = setupI18n();
	for (const area of ["paper", "firm"]) own.load(lang, (await files[`../../locale/${lang}/${area}.json`]!()).default);
	own.activate(lang, INTL[lang]);
	// In a font for Chinese the curled ones are as wide as a character.
	const straight = (text: string) => (lang === "en" || lang === "pt" ? text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"') : text);
	return {
		t: (id: MessageId, values = {}) => straight(own._(id, { place, ...values })),
		lang,
		name: (english) => shown(english, lang),
		money: (amount, currency, form) => figures.money(amount, currency, lang, form),
		count: (value) => figures.count(value, lang),
		day: (value) => figures.day(value, lang),
		time: (value) => figures.time(value, lang),
		share: (value, unit) => figures.share(value, unit, lang),
		rate: (value, unit) => figures.rate(value, unit, lang),
	};
}
