// What the page reckons by itself, with the chain's own Rust, in a worker. Nothing of it is sent.

import { codecs } from "../chain";
import { rulesOf } from "./rules";
import { runInWorker } from "./run";

export const {
	proveGrade,
	proveForm,
	explain,
	sealRow,
	checkRows,
	checkShown,
	matchProducts,
	quote,
	scheduleOf,
	costOf,
	booksOn,
	hashTerms,
	hashLine,
	hashAmendment,
	readNumber,
	readHeader,
	verifyJustification,
	verifyStorageProof,
} = rulesOf(async () => (await codecs()).metadata, runInWorker);

export { readOpenings } from "./openings";
export { RulesRefused } from "./rules";
export type * from "./types";
export { CELL_FAULTS, CELLS, PRODUCT_REFUSALS, RULE_REFUSALS } from "./types";
