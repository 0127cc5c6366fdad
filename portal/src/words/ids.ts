// Written by `npm run check:words -- --write`: one line an area of portal/locale/en.

import type firm from "../../locale/en/firm.json";
import type words from "../../locale/en/words.json";

export const AREAS = [
	"firm",
	"words",
] as const;
export type Area = (typeof AREAS)[number];
export type MessageId =
	| keyof typeof firm
	| keyof typeof words;
