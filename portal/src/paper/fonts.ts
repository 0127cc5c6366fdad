// The fonts that a text needs, cut to it. What no font has is said before anything is drawn: viewers would show nothing, and say
// nothing.

import fontkit from "@pdf-lib/fontkit";
import { cut } from "./harfbuzz";

export const TIERS = ["a", "b", "c"] as const;
export type Tier = (typeof TIERS)[number];

export interface FontFiles {
	harfbuzz(): Promise<WebAssembly.Module>;
	font(tier: Tier): Promise<Uint8Array>;
}

/** No font has these. */
export class NoGlyph extends Error {
	constructor(readonly signs: string[]) {
		super(signs.join(" "));
	}
}

export interface Cut {
	bytes: Uint8Array;
	points: Set<number>;
}

function covered(font: Uint8Array, wanted: number[]): Set<number> {
	try {
		const read = fontkit.create(font as never) as unknown as { hasGlyphForCodePoint(point: number): boolean };
		return new Set(wanted.filter((point) => read.hasGlyphForCodePoint(point)));
	} catch {
		return new Set(); // nothing of it was wanted: such a font has no table of characters
	}
}

/** Fonts for a text, each with what it is for: of most papers one. */
export async function fontsFor(text: string, files: FontFiles): Promise<Cut[]> {
	let wanted = [...new Set([...text].map((sign) => sign.codePointAt(0)!))].filter((point) => point >= 0x20).sort((a, b) => a - b);
	const made: Cut[] = [];
	for (const tier of TIERS) {
		if (wanted.length === 0) break;
		const bytes = await cut(await files.harfbuzz(), await files.font(tier), wanted);
		const points = covered(bytes, wanted);
		if (points.size > 0) made.push({ bytes, points });
		wanted = wanted.filter((point) => !points.has(point));
	}
	if (wanted.length > 0) throw new NoGlyph(wanted.map((point) => String.fromCodePoint(point)));
	return made;
}
