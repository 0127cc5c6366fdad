// Stands in until the words arrive: same signatures, plain replacement of `{names}`, all languages at once.

import { useSyncExternalStore } from "react";

export type Lang = "zh-Hans" | "zh-Hant" | "pt" | "en";
export const LANGS = ["zh-Hans", "zh-Hant", "pt", "en"] as const;
export const NAMES: Record<Lang, string> = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", pt: "Português", en: "English" };
export type MessageId = string;
export type Value = string | number | bigint;
export type Place = "guangdong" | "hongKong" | "macao";

const files = import.meta.glob<Record<string, string>>("../../locale/*/*.json", { eager: true, import: "default" });
let lang: Lang = LANGS.find((one) => one === (typeof localStorage === "undefined" ? null : localStorage.getItem("lang"))) ?? "en";
const listeners = new Set<() => void>();

function t(id: MessageId, values: Record<string, Value> = {}): string {
	const area = id.slice(0, id.indexOf("."));
	const text = files[`../../locale/${lang}/${area}.json`]?.[id] ?? id;
	return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
export async function setLang(to: Lang): Promise<void> {
	lang = to;
	localStorage.setItem("lang", to);
	document.documentElement.lang = to;
	for (const listener of listeners) listener();
}
export function setPlace(_: Place): void {}
export async function loadWords(..._: string[]): Promise<void> {}
const subscribe = (listener: () => void) => (listeners.add(listener), () => void listeners.delete(listener));

export function useWords(..._: string[]) {
	useSyncExternalStore(subscribe, () => lang);
	return {
		t,
		lang,
		setLang,
		money: (amount: bigint, currency: string) => `${currency} ${Number(amount) / 100}`,
		count: (value: number | bigint) => String(value),
		day: (value: number | bigint | string | Date) => (value instanceof Date ? value : new Date(Number(value) * 86_400_000)).toISOString().slice(0, 10),
		month: (value: number | bigint | string | Date) => (value instanceof Date ? value : new Date(Number(value) * 86_400_000)).toISOString().slice(0, 7),
		time: (value: number | bigint | Date) => new Date(Number(value)).toISOString(),
		rate: (value: number | bigint, _unit: string) => String(value),
		share: (value: number | bigint, _unit: string) => String(value),
		list: (items: readonly string[], _type?: "and" | "or") => items.join(", "),
	};
}

/** What happened, why, what to do. */
export function errorText(error: unknown): { title: string; why: string; what: string } {
	return { title: JSON.stringify(error), why: "", what: "" };
}
