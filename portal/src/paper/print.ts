// Makes a paper from what the node says now; loaded when somebody wants one.

import { ask, bytesOf, codecs, node } from "../chain";
import * as rules from "../rules";
import type { Place } from "../words";
import type { Evidence } from "./evidence";
import { files } from "./files";
import { known } from "./known";
import { make, type Made } from "./pdf";
import { NoPaper } from "./records";
import type { Statement } from "./statement";
import { take } from "./take";
import { verify } from "./verify";
import { PLACES, wordsOf } from "./words";

export type Wanted = Pick<Evidence, "kind" | "lang" | "id"> & { place: Place; firm?: string };

/** The evidence as it is now, checked as anybody will check it. */
export async function fresh({ place, firm = "", ...wanted }: Wanted) {
	const chain = await codecs();
	const evidence = await take({ ...wanted, firm, place: PLACES.indexOf(place) }, node, chain, rules, bytesOf);
	const verdict = await verify(evidence, chain, rules, known);
	if (!verdict.holds) throw new Error("the node's own proof does not hold");
	return { evidence, verdict };
}

export async function print(wanted: Wanted): Promise<Made> {
	const { evidence, verdict } = await fresh(wanted);
	const { paper, block, hash } = verdict;
	if (paper.kind === "statement") await compare(paper, hash as `0x${string}`, block);
	return make(evidence, paper, await wordsOf(wanted.lang, wanted.place), files);
}

/** The chain's own statement of the same block. */
async function compare(paper: Statement, hash: `0x${string}`, number: number): Promise<void> {
	// A rate whose day has come counts though nobody entered it yet: the record alone does not show it.
	const now = await ask("FinancingApi.statement", [paper.id, { after: undefined, limit: undefined }], { hash, number });
	const lines = now.value?.items ?? [];
	const same = lines.every(({ outstanding_principal, spent }, at) => paper.lines[at]?.outstanding === outstanding_principal && paper.lines[at]?.spent.total === spent.total);
	if (!same) throw new NoPaper();
}

export { NoPaper } from "./records";
export { NoGlyph } from "./fonts";
