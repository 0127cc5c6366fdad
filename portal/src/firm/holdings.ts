// Openings that the owner dropped: they live as long as the page does, in memory alone. Nothing is stored, nothing is sent.

import { useSyncExternalStore } from "react";
import { openBox } from "../keys";
import type { Opened } from "../rules";
import type { Opener, Refused } from "./envelope";

export interface Trouble {
	why: Refused["why"];
	file: string;
}

export interface Holdings {
	/** By indicator; the newest period last. */
	opened: ReadonlyMap<number, readonly Opened[]>;
	troubles: readonly Trouble[];
}

const nothing: Holdings = { opened: new Map(), troubles: [] };
const held = new Map<string, Holdings>();
/** Keys that were brought, and files that no key opens yet: an owner may drop the two apart. */
let keys: Opener[] = [];
const waiting = new Map<string, { name: string; content: string }[]>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => (listeners.add(listener), () => void listeners.delete(listener));
const tell = () => listeners.forEach((listener) => listener());

/** Takes files that were dropped or chosen: keys and openings in any order. */
export async function take(files: readonly File[], about: { genesis: string; enterprise: string }): Promise<void> {
	// What decrypts is fetched when there is something to decrypt.
	const { identityOpener, isIdentity, openOpenings, Refused } = await import("./envelope");
	const texts = await Promise.all(files.map(async (file) => ({ name: file.name, content: await file.text() })));
	const before = held.get(about.enterprise) ?? nothing;
	const opened = new Map(before.opened);
	const troubles: Trouble[] = [];
	const note = (error: unknown) => {
		if (!(error instanceof Refused)) throw error;
		troubles.push({ why: error.why, file: error.file });
	};
	keys = [...keys, ...texts.filter((one) => isIdentity(one.content)).map((one) => identityOpener(one.content))];
	// A key file that was brought is tried first: for the browser's own one the person may have to be asked.
	const own: Opener = (box) => openBox("openings", box);
	const all = [...(waiting.get(about.enterprise) ?? []), ...texts.filter((one) => !isIdentity(one.content))];
	const left: typeof all = [];
	for (const file of all) {
		try {
			for (const one of (await openOpenings(file.name, file.content, [...keys, own], about)).opened) {
				const known = (opened.get(one.indicator) ?? []).filter((other) => other.salt !== one.salt);
				opened.set(one.indicator, [...known, one].sort((a, b) => a.period_end - b.period_end));
			}
		} catch (error) {
			note(error);
			if (error instanceof Refused && (error.why === "otherKey")) left.push(file);
		}
	}
	waiting.set(about.enterprise, left);
	held.set(about.enterprise, { opened, troubles });
	tell();
}

/** Closes all that was opened. */
export function forget(): void {
	held.clear();
	waiting.clear();
	keys = [];
	tell();
}

export function useHoldings(enterprise: string): Holdings {
	return useSyncExternalStore(subscribe, () => held.get(enterprise) ?? nothing);
}
