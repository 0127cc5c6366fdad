// The rules, over whatever runs the wasm: the worker, or a test.

import type { UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import { type RulesCodecs, rulesCodecs } from "./codecs";
import type { Run } from "./run";
import type * as T from "./types";

/** The rules have no answer; `refused` says why. Its texts are those of `kind` and `name`. */
export class RulesRefused extends Error {
	readonly kind = "rules";
	override readonly name: T.RuleRefusal;
	constructor(readonly refused: T.Refused) {
		super(`rules.${refused.type}`);
		this.name = refused.type;
	}
}

const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** No two proofs may hide with the same. */
const randomness = () => hex(crypto.getRandomValues(new Uint8Array(32)));

type Named = Exclude<keyof RulesCodecs, "refused">;

export function rulesOf(metadata: () => Promise<UnifiedMetadata>, run: Run) {
	let made: Promise<RulesCodecs> | undefined;
	const codecs = () => {
		made ??= metadata().then(rulesCodecs);
		made.catch(() => (made = undefined));
		return made;
	};
	async function ask<R>(name: Named, args: unknown): Promise<R> {
		const rule = (await codecs())[name];
		const answer = rule.answer.dec(await run(name, (rule.args as { enc(args: unknown): Uint8Array }).enc(args)));
		if (answer.success) return answer.value as R;
		throw new RulesRefused(answer.value as T.Refused);
	}

	/** Schedule and yearly cost of conditions if the money goes on a day. `rate`: of a floating loan, that of the day. */
	const quote = (asked: { conditions: T.Conditions; drawn: number; calendar: T.Calendar; rate?: bigint }) =>
		ask<T.Quote>("quote", { rate: undefined, ...asked });

	return {
		/** What `creditScoring.prove_grade` takes as `proof`, checked as the chain checks it. No grade: the best that is reached.
		 * No institution: towards everybody. */
		proveGrade: (asked: {
			genesis: T.Hash;
			firm: T.Firm;
			basis: T.ProofBasis;
			/** The one of the basis. */
			scorecard: T.Scorecard;
			grade?: T.Grade;
			institution?: number;
		}) => ask<T.GradeProof>("prove_grade", { randomness: randomness(), grade: undefined, institution: undefined, ...asked }),

		/** The form of all that was not shown yet, in as few calls of `attestations.prove_form` as it takes. */
		proveForm: (asked: { genesis: T.Hash; firm: T.Firm }) =>
			ask<T.FormPart[]>("prove_form", { randomness: randomness(), ...asked }),

		/** Points, what costs most of them, and the smallest step to a better grade, by any scorecard. */
		explain: (asked: { scorecard: T.Scorecard; firm: T.Firm }) => ask<T.Explained>("explain", asked),

		/** A figure as an agency attests it, and what opens it for the firm. */
		sealRow: async (asked: {
			secret: T.Hash;
			genesis: T.Hash;
			enterprise: T.RegistrationNumber;
			indicator: T.Indicator;
			value: bigint;
			period_end: number;
			/** The revision that it will have, from 1. */
			revision: number;
		}) => {
			const [attestation, opened] = await ask<[T.AttestationSpec, T.Opened]>("seal_row", asked);
			return { attestation, opened };
		},

		/** Rows about one indicator: each as the chain takes it, or every fault of it. `rows`: number, figure, end of the period, as the
		 * sheet has them. `now`: business time. */
		checkRows: async (asked: {
			form: T.Form;
			indicator: T.Indicator;
			now: bigint;
			rows: [string, string, string][];
		}): Promise<T.CheckedRow[]> => {
			type Word<W> = { type: W };
			type Answer =
				| { success: true; value: Extract<T.CheckedRow, { row: unknown }>["row"] }
				| { success: false; value: [Word<(typeof T.CELLS)[number]>, Word<(typeof T.CELL_FAULTS)[number]>][] };
			const checked = await ask<Answer[]>("check_rows", asked);
			return checked.map(({ success, value }) =>
				success ? { row: value } : { faults: value.map(([cell, fault]) => ({ cell: cell.type, fault: fault.type })) },
			);
		},

		/** Whether an indicator that a firm opens to a bank is what the agency sealed; refused if not. `figure`: with its salt, where
		 * the firm shows it. */
		checkShown: (asked: {
			enterprise: T.RegistrationNumber;
			indicator: T.Indicator;
			attestation: T.Attestation;
			period_end: number;
			bin: number;
			blindings: T.Hash[];
			figure?: [bigint, T.Hash];
		}) => ask<undefined>("check_shown", { figure: undefined, ...asked }),

		/** Every product in the published order. */
		matchProducts: async (asked: {
			enterprise: T.Enterprise;
			rating?: T.Rating;
			has_champion: boolean;
			headroom: T.Headroom;
			own_headroom: T.OwnRoom[];
			institutions: T.Institution[];
			products: T.Product[];
			request: T.Request;
			/** Those that the request names. */
			assets: T.Asset[];
		}): Promise<{ matches: T.Match[] } | { refused: "InvalidRequest" | "NotFound" } | { refused: "SecurityUnusable"; asset: bigint }> => {
			const answer = await ask<
				| { success: true; value: T.Match[] }
				| { success: false; value: { type: "InvalidRequest" | "NotFound" } | { type: "SecurityUnusable"; value: { asset: bigint } } }
			>("match_products", { rating: undefined, ...asked });
			if (answer.success) return { matches: answer.value };
			return answer.value.type === "SecurityUnusable"
				? { refused: answer.value.type, asset: answer.value.value.asset }
				: { refused: answer.value.type };
		},

		quote,
		/** What is paid, and when. */
		scheduleOf: async (asked: Parameters<typeof quote>[0]): Promise<T.Instalment[]> => (await quote(asked)).schedule,
		/** What it costs in all. */
		costOf: async (asked: Parameters<typeof quote>[0]) => {
			const { rate, all_in, interest, costs } = await quote(asked);
			return { rate, all_in, interest, costs };
		},

		/** How a loan's books stand on a day that has come. `stood`: days on which no payment could be recorded
		 * (`BusinessClock.Standstills` of `Recording`). */
		booksOn: (asked: {
			loan: T.Loan;
			statement: T.StatementLine[];
			calendar: T.Calendar;
			stood: [number, number][];
			day: number;
		}) => ask<T.Books>("books", asked),

		/** By what `financing.accept_offer` takes exactly these terms. */
		hashTerms: (terms: T.Terms) => ask<T.Hash>("hash_terms", terms),
		/** The same for `creditLines.accept`. */
		hashLine: (line: T.Line) => ask<T.Hash>("hash_line", line),
		/** The same of a loan's amendment. */
		hashAmendment: (asked: { loan: bigint; amendment: T.Amendment }) => ask<T.Hash>("hash_amendment", asked),

		/** `CN:91440300708461136T`, with every published check; refused by the fault's name. */
		readNumber: (text: string) => ask<T.RegistrationNumber>("read_number", text),

		readHeader: (header: Uint8Array) => ask<T.Header>("read_header", header),
		/** Whether over two thirds of these validators finalised this block; refused if not. */
		verifyJustification: (asked: { justification: Uint8Array; validators: T.Validators; block: T.Hash }) =>
			ask<T.Finalised>("verify_justification", asked),
		/** What a state held under each key; undefined: nothing. Refused if the proof does not show it. */
		verifyStorageProof: (asked: { root: T.Hash; nodes: Uint8Array[]; keys: Uint8Array[] }) =>
			ask<(Uint8Array | undefined)[]>("verify_storage_proof", asked),
	};
}

export type Rules = ReturnType<typeof rulesOf>;
