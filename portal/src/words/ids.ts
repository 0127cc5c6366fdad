// Written by `npm run check:words -- --write`: one line an area of portal/locale/en.

import type agency from "../../locale/en/agency.json";
import type app from "../../locale/en/app.json";
import type bank from "../../locale/en/bank.json";
import type check from "../../locale/en/check.json";
import type council from "../../locale/en/council.json";
import type credit from "../../locale/en/credit.json";
import type errors from "../../locale/en/errors.json";
import type firm from "../../locale/en/firm.json";
import type keys from "../../locale/en/keys.json";
import type notices from "../../locale/en/notices.json";
import type paper from "../../locale/en/paper.json";
import type regulator from "../../locale/en/regulator.json";
import type ui from "../../locale/en/ui.json";
import type words from "../../locale/en/words.json";

export const AREAS = [
	"agency",
	"app",
	"bank",
	"check",
	"council",
	"credit",
	"errors",
	"firm",
	"keys",
	"notices",
	"paper",
	"regulator",
	"ui",
	"words",
] as const;
export type Area = (typeof AREAS)[number];
export type MessageId =
	| keyof typeof agency
	| keyof typeof app
	| keyof typeof bank
	| keyof typeof check
	| keyof typeof council
	| keyof typeof credit
	| keyof typeof errors
	| keyof typeof firm
	| keyof typeof keys
	| keyof typeof notices
	| keyof typeof paper
	| keyof typeof regulator
	| keyof typeof ui
	| keyof typeof words;
