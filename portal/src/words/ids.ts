// Written by `npm run check:words -- --write`: one line an area of portal/locale/en.

import type words from "../../locale/en/words.json";

export const AREAS = [
	"words",
] as const;
export type Area = (typeof AREAS)[number];
export type MessageId =
	| keyof typeof words;
