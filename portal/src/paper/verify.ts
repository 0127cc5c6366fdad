// The verdict on evidence: by the rules that are in this browser, without asking anybody.

import type { Codecs } from "../chain/codec";
import type { Rules } from "../rules/rules";
import type { Evidence } from "./evidence";
import type { Known } from "./known";
import { readProved } from "./read";
import type { Paper } from "./sheet";

export type Verdict =
	| { holds: true; known: true; signers: number; validators: number; at: number; verified: boolean; paper: Paper; block: number; hash: string }
	/** All fits together, but whoever made it may have made up the validators too. */
	| { holds: true; known: false; signers: number; validators: number; paper: Paper; block: number; hash: string }
	| { holds: false };

export async function verify(evidence: Evidence, chain: Codecs, rules: Rules, knows: (genesis: string, set: bigint) => Known | undefined): Promise<Verdict> {
	try {
		const { paper, header } = await readProved(evidence, chain, rules);
		const { genesis, set, justification } = evidence;
		const known = knows(genesis, set);
		const keys = known?.keys ?? evidence.validators;
		const { signers, validators } = await rules.verifyJustification({ justification, validators: { keys, set }, block: header.hash });
		const found = { holds: true as const, signers, validators, paper, block: header.number, hash: header.hash };
		return known ? { ...found, known: true, at: known.at, verified: known.verified } : { ...found, known: false };
	} catch (fault) {
		console.info("the paper does not hold:", fault); // for who looks closer: the reader gets the verdict
		return { holds: false };
	}
}
