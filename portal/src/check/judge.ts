// What somebody has of a paper, and what is to be thought of it. Nothing of it leaves the browser.

import jsQR from "jsqr";
import { codecs } from "../chain";
import { join } from "../paper/codes";
import { decode, type Evidence, LAYOUT } from "../paper/evidence";
import { files as fonts } from "../paper/files";
import { known } from "../paper/known";
import { attachmentOf, make } from "../paper/pdf";
import { verify, type Verdict } from "../paper/verify";
import { PLACES, wordsOf } from "../paper/words";
import * as rules from "../rules";

/** How the pages of a file stand to its proof. None: there are none here, only codes. */
export type Pages = "same" | "other" | "otherLayout" | "notCompared" | undefined;

export type Judged =
	| { is: "judged"; evidence: Evidence; verdict: Verdict; pages: Pages }
	/** Neither a PDF with a proof nor codes of one. */
	| { is: "nothing" }
	| { is: "missing"; codes: number[] }
	| { is: "inFile" };

/** The same pages are made again out of the proof: whoever changed them, or the proof, gets others. */
async function pagesOf(pdf: Uint8Array, evidence: Evidence, verdict: Verdict): Promise<Pages> {
	if (!verdict.holds) return "notCompared";
	if (evidence.layout !== LAYOUT) return "otherLayout";
	try {
		const words = await wordsOf(evidence.lang, PLACES[evidence.place] ?? "guangdong");
		const { pdf: again } = await make(evidence, verdict.paper, words, fonts);
		return again.length === pdf.length && again.every((byte, at) => byte === pdf[at]) ? "same" : "other";
	} catch (fault) {
		console.info("the pages cannot be made again here:", fault);
		return "notCompared";
	}
}

async function judge(bytes: Uint8Array, pdf: Uint8Array | undefined): Promise<Judged> {
	const evidence = decode(bytes);
	if (!evidence) return { is: "nothing" };
	const verdict = await verify(evidence, await codecs(), rules, known);
	return { is: "judged", evidence, verdict, pages: pdf && (await pagesOf(pdf, evidence, verdict)) };
}

export async function judgePdf(pdf: Uint8Array): Promise<Judged> {
	const bytes = await attachmentOf(pdf);
	return bytes ? judge(bytes, pdf) : { is: "nothing" };
}

export async function judgeCodes(texts: readonly string[]): Promise<Judged> {
	const found = join(texts);
	if ("evidence" in found) return judge(found.evidence, undefined);
	if ("missing" in found) return { is: "missing", codes: found.missing };
	return { is: "inFile" in found ? "inFile" : "nothing" };
}

/** Longest side, in points, at which a picture is read: most phones' are larger than a code needs, and a whole page's code is small. */
const SIZES = [1_600, 3_200, 1_000];

/** The text of a code in a picture. */
export async function codeIn(picture: Blob): Promise<string | undefined> {
	const bitmap = await createImageBitmap(picture);
	const longest = Math.max(bitmap.width, bitmap.height);
	for (const size of new Set(SIZES.map((size) => Math.min(size, longest)))) {
		const [width, height] = [Math.round((bitmap.width * size) / longest), Math.round((bitmap.height * size) / longest)];
		const canvas = document.createElement("canvas");
		canvas.width = width;
		canvas.height = height;
		const context = canvas.getContext("2d", { willReadFrequently: true })!;
		context.drawImage(bitmap, 0, 0, width, height);
		const found = jsQR(context.getImageData(0, 0, width, height).data, width, height);
		if (found?.data) return found.data;
	}
	return undefined;
}
