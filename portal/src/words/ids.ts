// Written by `npm run check:words -- --write`: one line an area of portal/locale/en.

import type errors from "../../locale/en/errors.json";
import type words from "../../locale/en/words.json";

export const AREAS = [
	"errors",
	"words",
] as const;
export type Area = (typeof AREAS)[number];
export type MessageId =
	| keyof typeof errors
	| keyof typeof words;
