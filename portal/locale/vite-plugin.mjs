/** Lets the build compile the catalogues: `vite.config.ts` names it among its plugins. */

import { compile } from "./catalogues.mjs";

const CATALOGUE = /[\\/]locale[\\/](en|zh-Hans|zh-Hant|pt)[\\/][a-z-]+\.json$/;

export function words() {
	return {
		name: "lingnan-words",
		// Before Vite's own reader of JSON, which takes what comes out of here: compiled messages are JSON too.
		enforce: "pre",
		transform(code, id) {
			if (!CATALOGUE.test(id.split("?")[0])) return null;
			return { code: JSON.stringify(compile(JSON.parse(code))), map: null };
		},
	};
}
