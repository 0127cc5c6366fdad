// The fonts and HarfBuzz, fetched from beside the page when the first paper is made.

import harfbuzz from "harfbuzzjs/dist/harfbuzz-subset.wasm?url";
import a from "paper-fonts/a.ttf?url";
import b from "paper-fonts/b.ttf?url";
import c from "paper-fonts/c.ttf?url";
import type { FontFiles, Tier } from "./fonts";

const ADDRESSES: Record<Tier, string> = { a, b, c };

const kept = new Map<string, Promise<unknown>>();
function once<T>(address: string, make: (bytes: Uint8Array<ArrayBuffer>) => T | Promise<T>): Promise<T> {
	const before = kept.get(address);
	if (before) return before as Promise<T>;
	const made = fetch(address).then(async (answer) => {
		if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
		return make(new Uint8Array(await answer.arrayBuffer()));
	});
	made.catch(() => kept.delete(address)); // a line that broke is tried again
	kept.set(address, made);
	return made;
}

export const files: FontFiles = {
	harfbuzz: () => once(harfbuzz, (bytes) => WebAssembly.compile(bytes)),
	font: (tier) => once(ADDRESSES[tier], (bytes) => bytes as Uint8Array),
};
