/** Reads the catalogues and compiles their ICU messages: for the build, and for `npm run check:words`. */

import { compileMessage } from "@lingui/message-utils/compileMessage";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const LANGS = ["en", "zh-Hans", "zh-Hant", "pt"];

/** `{ area: { id: text } }` of one language. */
export function read(folder, lang) {
	const areas = {};
	for (const file of readdirSync(join(folder, lang)).sort()) {
		if (file.endsWith(".json")) areas[file.slice(0, -5)] = JSON.parse(readFileSync(join(folder, lang, file), "utf8"));
	}
	return areas;
}

/** A catalogue as the page loads it: no parser of messages goes along, and nothing is evaluated. */
export function compile(texts) {
	return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, compileMessage(text)]));
}

/** The names that a compiled message takes, and what each is (`plural`, `select`, `number`, or nothing). */
export function holes(tokens, found = new Map()) {
	for (const token of tokens) {
		if (!Array.isArray(token)) continue;
		const [name, kind, format] = token;
		found.set(name, new Set([...(found.get(name) ?? []), kind ?? ""]));
		if (format && typeof format === "object") {
			for (const [key, inner] of Object.entries(format)) if (key !== "offset" && Array.isArray(inner)) holes(inner, found);
		}
	}
	return found;
}

/** What a reader may see: all branches, without names of values. */
export function seen(tokens) {
	return tokens
		.map((token) => {
			if (typeof token === "string") return token === "#" ? "0" : token;
			const [, , format] = token;
			if (!format || typeof format !== "object") return "\u2026";
			return Object.values(format).filter(Array.isArray).map(seen).join(" \u2502 ");
		})
		.join("");
}
