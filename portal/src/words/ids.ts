// Written by `npm run check:words -- --write`: one line an area of portal/locale/en.

import type bank from "../../locale/en/bank.json";
import type firm from "../../locale/en/firm.json";
import type words from "../../locale/en/words.json";

export const AREAS = [
	"bank",
	"firm",
	"words",
] as const;
export type Area = (typeof AREAS)[number];
export type MessageId =
	| keyof typeof bank
	| keyof typeof firm
	| keyof typeof words;
