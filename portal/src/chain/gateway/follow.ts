// What validators made final, followed through a gateway that is not believed: each step is their votes, counted by the chain's own
// Rust in this browser, under the set of validators that the network's file names or an earlier step led to.

import type { Rules } from "../../rules/rules";
import type { Validators } from "../../rules";
import { bytesOf, hashOf, type Header, type Hex } from "../node";

/** A block whose finality this browser has seen proved. */
export interface Checkpoint {
	hash: Hex;
	number: number;
	/** Of its state. */
	root: Hex;
	/** Who finalises after it. */
	validators: Validators;
}

/** A set, and a block up to which it was in force at the least. */
export interface Known extends Validators {
	block: number;
}

export interface Line {
	/** The votes for a block that was just made final. */
	votes(): Promise<string | null>;
	/** `grandpa_proveFinality`: the end of the set of validators in which that block is; nothing while that has not ended. */
	proofOf(block: number): Promise<string | null>;
	header(hash: Hex): Promise<Header | null>;
}

const unhex = (text: string) => Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (bytes: Uint8Array): Hex => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** So many blocks can still be asked about. */
const KEPT = 48;
/** Sets that one step goes through. */
const MOST_SETS = 100;

/** The votes in an answer of `grandpa_proveFinality`, and the block that they are for. Headers on the way to it lie behind. */
export function readProof(answer: string): { block: Hex; justification: Uint8Array } {
	const bytes = unhex(answer);
	const block = hex(bytes.subarray(0, 32));
	const mode = (bytes[32] ?? 0) & 3;
	const view = new DataView(bytes.buffer);
	const width = [1, 2, 4][mode];
	if (width === undefined || bytes.length < 32 + width) throw new Error("no proof of finality");
	const length = (width === 1 ? view.getUint8(32) : width === 2 ? view.getUint16(32, true) : view.getUint32(32, true)) >>> 2;
	const justification = bytes.slice(32 + width, 32 + width + length);
	if (justification.length !== length) throw new Error("no proof of finality");
	return { block, justification };
}

/** Clocks of people's machines may be so far from the chain's. */
const CLOCK_MS = 10 * 60_000;

/** By how much a block lies behind this machine's clock, beyond what clocks differ by: who answers with what was final long ago, proof and
 * all, is found out by the time that the block itself states. */
export function behind(stated: bigint, clock: number): number {
	const ms = clock - Number(stated);
	return ms > CLOCK_MS ? ms : 0;
}

export class Follower {
	readonly checkpoints: Checkpoint[] = [];

	constructor(
		private readonly line: Line,
		private readonly rules: Pick<Rules, "verifyJustification" | "readHeader">,
		/** What it begins with. */
		public known: Known,
	) {}

	get last(): Checkpoint | undefined {
		return this.checkpoints.at(-1);
	}

	/** Goes on to the newest block that is proved. Nothing where nothing newer is. Throws where the votes do not hold. */
	async step(): Promise<Checkpoint | undefined> {
		for (let sets = 0; sets < MOST_SETS; sets += 1) {
			const votes = await this.line.votes();
			if (!votes) return undefined;
			try {
				return await this.#take(unhex(votes));
			} catch (fault) {
				if ((fault as { kind?: string }).kind !== "rules") throw fault;
				// They may be of a later set: the way there goes by the end of the one that is known.
				const end = await this.line.proofOf(this.known.block + 1);
				if (!end) throw fault;
				const before = this.known.set;
				await this.#take(readProof(end).justification);
				if (this.known.set === before) throw fault;
			}
		}
		throw new Error("too many changes of validators");
	}

	async #take(justification: Uint8Array): Promise<Checkpoint | undefined> {
		const block = hex(justification.subarray(8, 40)); // behind the round's number
		const { keys, set } = this.known;
		// The worker takes what it is given for itself.
		await this.rules.verifyJustification({ justification: justification.slice(), validators: { keys, set }, block });
		if (this.find(block)) return undefined;
		const header = await this.line.header(block);
		if (!header || hashOf(header).hash !== block) throw new Error("the header is another block's");
		const { number, state_root, validators } = await this.rules.readHeader(bytesOf(header).slice());
		if (number <= this.known.block) return undefined;
		// The block that names others is the last that its own set makes final.
		if (validators && validators[1] !== 0) throw new Error("a change of validators after a while");
		this.known = validators ? { keys: validators[0], set: set + 1n, block: number } : { keys, set, block: number };
		const checkpoint = { hash: block, number, root: state_root as Hex, validators: { keys: this.known.keys, set: this.known.set } };
		this.checkpoints.push(checkpoint);
		this.checkpoints.splice(0, Math.max(0, this.checkpoints.length - KEPT));
		return checkpoint;
	}

	find(hash: string): Checkpoint | undefined {
		return this.checkpoints.find((one) => one.hash === hash);
	}
}
