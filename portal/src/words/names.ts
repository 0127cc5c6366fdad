/**
 * What agencies, institutions, products and indicators are called in the reader's language. On the chain names are English; the
 * network's file names.json (from `chain-spec/<network>/names.json`) has the others. What governance added since shows in
 * English, with a mark.
 */

import type { Lang } from "./langs";

export type Names = Record<string, Partial<Record<Lang, string>>>;

const MARK = " [EN]";

let names: Names | undefined;

/** The name in this language, or nothing where the network's file has none. */
export function translated(english: string, lang: Lang): string | undefined {
	if (lang === "en") return english;
	return Object.hasOwn(names ?? {}, english) ? names?.[english]?.[lang] : undefined;
}

/** As it is shown. Until the file has come, nothing is marked. */
export const shown = (english: string, lang: Lang): string => translated(english, lang) ?? english + (names && english ? MARK : "");

export function keep(read: Names) {
	names = read;
}

/** Reads the file beside network.json. Without it names stay English. */
export async function read(path: string): Promise<Names | undefined> {
	const answer = await fetch(path).catch(() => undefined);
	if (!answer?.ok) return undefined;
	return (await answer.json().catch(() => undefined)) as Names | undefined;
}
