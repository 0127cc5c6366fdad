/**
 * The portal's words. Catalogues are `portal/locale/<language>/<area>.json`; an area is loaded in the language that is read, when it
 * is first asked for, so the page begins without any of the others.
 */

import { i18n, type Messages } from "@lingui/core";
import { use, useSyncExternalStore } from "react";
import { loadErrorTexts } from "./errors";
import * as figures from "./figures";
import { type Area, AREAS, type MessageId } from "./ids";
import { firstLang, INTL, isLang, type Lang, pageLang, type Place } from "./langs";
import * as names from "./names";

export { asLang, LANGS, NAMES, type Lang, type Place } from "./langs";
export type { Area, MessageId } from "./ids";
export { Name } from "./Name";
export { errorText, refusalText, type About, type ErrorText, type NamedError } from "./errors";
export type { Currency, DayLike, MoneyForm, RateUnit } from "./figures";

export type Value = string | number | bigint;

export interface Words {
	/** Values are named as in the message. `place` is always there, for words that differ between Hong Kong and Macao. */
	t(id: MessageId, values?: Record<string, Value>): string;
	lang: Lang;
	setLang(lang: Lang): Promise<void>;
	place: Place;
	/** What has this English name on the chain; `[EN]` behind it where the network's files have no other. */
	name(english: string): string;
	money(amount: bigint, currency: figures.Currency, form?: figures.MoneyForm): string;
	count(value: number | bigint): string;
	hundredths(value: bigint): string;
	day(value: figures.DayLike): string;
	month(value: figures.DayLike): string;
	time(value: number | bigint | Date): string;
	rate(value: number | bigint, unit: figures.RateUnit): string;
	share(value: number | bigint, unit: figures.RateUnit): string;
	percent(value: number | bigint, unit: figures.RateUnit): string;
	list(items: readonly string[], type?: "and" | "or"): string;
}

const KEPT = "lang";
const files = import.meta.glob<{ default: Messages }>("../../locale/*/*.json");
const loading = new Map<string, Promise<void>>();
const loaded = new Set<string>();
const wanted = new Set<Area>();
const listeners = new Set<() => void>();

let lang: Lang = firstLang(
	typeof location === "undefined" ? null : new URLSearchParams(location.search).get("lang"),
	kept(),
	typeof navigator === "undefined" ? [] : navigator.languages,
);
let place: Place = "guangdong";
let words: Words = make();
begin();

function kept(): string | null {
	try {
		return typeof localStorage === "undefined" ? null : localStorage.getItem(KEPT);
	} catch {
		return null; // A browser may forbid storage: then the choice lasts as long as the page.
	}
}

function begin() {
	i18n.load(lang, {});
	i18n.activate(lang, INTL[lang]);
	if (typeof document !== "undefined") document.documentElement.lang = pageLang(lang, place);
}

function tell() {
	words = make();
	for (const listener of listeners) listener();
}

/** Loads an area in a language. A load that failed is tried again when next asked for. */
function load(language: Lang, area: Area): Promise<void> {
	const key = `${language}/${area}`;
	const running = loading.get(key);
	if (running) return running;
	const file = files[`../../locale/${key}.json`];
	const fresh = (async () => {
		if (file) i18n.load(language, (await file()).default);
		if (area === "errors") await loadErrorTexts();
		loaded.add(key);
		if (language === lang) tell();
	})();
	fresh.catch(() => loading.delete(key));
	loading.set(key, fresh);
	return fresh;
}

/** For lazy routes: the screen comes with its words. */
export async function loadWords(...areas: Area[]): Promise<void> {
	for (const area of areas) wanted.add(area);
	await Promise.all(areas.map((area) => load(lang, area)));
}

export async function setLang(to: Lang): Promise<void> {
	await Promise.all([...wanted].map((area) => load(to, area)));
	lang = to;
	try {
		localStorage.setItem(KEPT, to);
	} catch {
		// As above.
	}
	begin();
	tell();
}

/** The network's place. */
export function setPlace(to: Place) {
	if (to === place) return;
	place = to;
	begin();
	tell();
}

/** The network's names in other languages: the file that network.json names. */
export async function loadNames(path: string): Promise<void> {
	const read = await names.read(path);
	if (!read) return;
	names.keep(read);
	tell();
}

/** Whether there is such a message among those that were loaded. */
export const hasMessage = (id: string): id is MessageId => id in i18n.messages;

/** The message, for code outside of components. Of an area that is not there yet nothing is shown until it comes. */
export function t(id: MessageId, values: Record<string, Value> = {}): string {
	const area = id.slice(0, id.indexOf(".")) as Area;
	if (!loaded.has(`${lang}/${area}`)) {
		wanted.add(area);
		load(lang, area).catch(() => undefined);
		return "";
	}
	const plain: Record<string, string | number> = { place };
	for (const [name, value] of Object.entries(values)) plain[name] = typeof value === "bigint" ? Number(value) : value;
	const said = i18n._(id, plain);
	// `#` in a plural goes through Intl, which parts Portuguese thousands by a blank; everything else here has points.
	return lang === "pt" ? said.replace(/(\d)[\u00a0\u202f](?=\d{3}(?!\d))/g, "$1.") : said;
}

function make(): Words {
	const now = lang;
	return {
		t,
		lang: now,
		setLang,
		place,
		name: (english) => names.shown(english, now),
		money: (amount, currency, form) => figures.money(amount, currency, now, form),
		count: (value) => figures.count(value, now),
		hundredths: (value) => figures.hundredths(value, now),
		day: (value) => figures.day(value, now),
		month: (value) => figures.month(value, now),
		time: (value) => figures.time(value, now),
		rate: (value, unit) => figures.rate(value, unit, now),
		share: (value, unit) => figures.share(value, unit, now),
		percent: (value, unit) => figures.percent(value, unit, now),
		list: (items, type) => figures.list(items, now, type),
	};
}

/** What stands now, for code outside of components. */
export const currentWords = (): Words => words;

function subscribe(listener: () => void) {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}

/**
 * The words in the language of the reader; the component is drawn again when it changes. With areas named it waits for them
 * (Suspense); others come when they are first used.
 */
export function useWords(...areas: Area[]): Words {
	const now = useSyncExternalStore(subscribe, currentWords, currentWords);
	for (const area of areas) {
		wanted.add(area);
		if (!loaded.has(`${now.lang}/${area}`)) use(load(now.lang, area));
	}
	return now;
}

export { AREAS, isLang };
