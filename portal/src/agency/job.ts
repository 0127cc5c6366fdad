// Figures on their way onto the record. What is kept in the browser is only what will stand there anyway: calls with commitments, or
// with values that a register publishes. Neither a sealed figure nor the secret is ever kept.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { ask, call, type Call, codecs, decodeCall, encodeCall, node, type RegistrationNumber } from "../chain";
import type { Indicator } from "../firm/data";
import { type AttestationSpec, sealRow } from "../rules";
import type { Good } from "./rows";
import type { Noted } from "./secret";

/** The most that one call of the chain takes. */
const MOST = 500;
/** Seals that wait for the rules at a time. */
const AT_ONCE = 16;

/** A row of the sheet, and what became of it: nothing yet, accepted, or the name of the refusal. */
export interface Line {
	/** Its line in the sheet, from 1. */
	line: number;
	outcome?: "accepted" | { kind: string; pallet?: string; error?: string; name?: string };
}
export interface Batch {
	job: string;
	index: number;
	/** The call, as it is signed. */
	bytes: Uint8Array;
	lines: Line[];
}
export interface Job {
	id: string;
	agency: number;
	genesis: string;
	/** Milliseconds since 1970. */
	made: number;
	rows: number;
	/** With the sheet it makes the evidence of open values. */
	salt: string;
}

// ---- sealing

export interface Sealed {
	specs: AttestationSpec[];
	/** Of sealed figures: what the agency adds to its records. */
	noted: Noted[];
}

/** Commitments in place of figures; of a register the values. `revisions`: the last ones, in the order of `good`. */
export async function seal(good: readonly Good[], revisions: readonly number[], indicators: ReadonlyMap<number, Indicator>, secret: string | undefined, genesis: string, evidence: string, tell: (done: number) => void): Promise<Sealed> {
	const next = new Map<string, number>();
	const planned = good.map((one, at) => {
		const key = `${one.number} ${one.indicator}`;
		const revision = next.get(key) ?? revisions[at]! + 1;
		next.set(key, revision + 1);
		return { one, revision };
	});
	const specs: AttestationSpec[] = new Array(good.length);
	const noted: Noted[] = [];
	let at = 0;
	let done = 0;
	const turn = async () => {
		while (at < planned.length) {
			const index = at++;
			const { one, revision } = planned[index]!;
			const indicator = indicators.get(one.indicator)!;
			const { enterprise, value, period } = one;
			if (indicator.class.type === "Register") specs[index] = { enterprise, indicator: one.indicator, value: { type: "Open", value }, period_end: period, evidence } as AttestationSpec;
			else if (secret === undefined) throw new Error("a figure without the secret");
			else specs[index] = (await sealRow({ secret, genesis, enterprise, indicator, value, period_end: period, revision })).attestation;
			done += 1;
			if (done % 100 === 0) tell(done);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, turn));
	for (const { one, revision } of planned) {
		if (indicators.get(one.indicator)!.class.type === "Figure") noted.push({ enterprise: one.number, indicator: one.indicator, periodEnd: one.period, revision, value: one.value });
	}
	return { specs, noted };
}

/** Of open values: the sheet's salted fingerprint. */
export const evidenceOf = (salt: string, sheet: Uint8Array): `0x${string}` => `0x${bytesToHex(blake2b(sheet, { dkLen: 32, key: hexToBytes(salt) }))}`;
export const newSalt = () => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));

/** How many go into one call: what the chain takes, and what a block has room for. */
export async function sizeOf(specs: readonly AttestationSpec[]): Promise<number> {
	const limits = (await codecs()).constant("System", "BlockWeights") as { per_class: { normal: { max_extrinsic?: { ref_time: bigint; proof_size: bigint } } } };
	const room = limits.per_class.normal.max_extrinsic;
	const { best } = node.heads();
	let size = Math.min(MOST, specs.length);
	while (room && best && size > 1) {
		const { weight } = (await ask("TransactionPaymentCallApi.query_call_info", [attest(specs.slice(0, size)) as never, 0], best)).value;
		if (weight.ref_time <= room.ref_time && weight.proof_size <= room.proof_size) break;
		size = Math.ceil(size / 2);
	}
	return size;
}

export const attest = (specs: readonly AttestationSpec[]): Call => call("Attestations", "attest_many", { attestations: specs as never });
/** Each by itself, so that one which is refused stops no other. */
export const attestEach = (specs: readonly AttestationSpec[]): Call =>
	call("Utility", "force_batch", { calls: specs.map((attestation) => call("Attestations", "attest", { attestation })) as never });

export async function specsOf({ bytes }: Batch): Promise<AttestationSpec[]> {
	const { value } = (await decodeCall(bytes)) as unknown as { value: { value: { attestations: AttestationSpec[] } } };
	return value.value.attestations;
}

export async function batchesOf(job: string, specs: readonly AttestationSpec[], lines: readonly number[], size: number): Promise<Batch[]> {
	const batches: Batch[] = [];
	for (let at = 0; at < specs.length; at += size) {
		const some = specs.slice(at, at + size);
		batches.push({ job, index: batches.length, bytes: await encodeCall(attest(some)), lines: lines.slice(at, at + size).map((line) => ({ line })) });
	}
	return batches;
}

/** Those of a batch of which nothing is known. */
export const openOf = ({ lines }: Batch): number[] => lines.flatMap(({ outcome }, at) => (outcome === undefined ? [at] : []));

export interface Counts {
	accepted: number;
	refused: number;
	waiting: number;
}
export function countsOf(batches: readonly Batch[]): Counts {
	const counts = { accepted: 0, refused: 0, waiting: 0 };
	for (const { outcome } of batches.flatMap(({ lines }) => lines)) counts[outcome === undefined ? "waiting" : outcome === "accepted" ? "accepted" : "refused"] += 1;
	return counts;
}

export type Pair = { enterprise: RegistrationNumber; indicator: number };
/** What stands already of a batch that was sent before the page was closed is known by its evidence, which nothing else has. */
export function settle(batch: Batch, specs: readonly AttestationSpec[], stated: readonly ({ evidence: unknown } | undefined)[]): Batch {
	const lines = batch.lines.map((line, at): Line => (line.outcome === undefined && stated[at]?.evidence === specs[at]!.evidence ? { ...line, outcome: "accepted" } : line));
	return { ...batch, lines };
}

// ---- kept in the browser

const [NAME, JOBS, BATCHES] = ["lingnan-agency", "jobs", "batches"] as const;

let opened: Promise<IDBDatabase> | undefined;
function database(): Promise<IDBDatabase> {
	opened ??= new Promise((resolve, reject) => {
		const opening = indexedDB.open(NAME, 1);
		opening.onupgradeneeded = () => {
			opening.result.createObjectStore(JOBS, { keyPath: "id" });
			opening.result.createObjectStore(BATCHES, { keyPath: ["job", "index"] });
		};
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error ?? new Error("no database"));
	});
	opened.catch(() => (opened = undefined));
	return opened;
}

async function within<T>(mode: IDBTransactionMode, act: (jobs: IDBObjectStore, batches: IDBObjectStore) => IDBRequest<T> | undefined): Promise<T | undefined> {
	const open = await database();
	return new Promise((resolve, reject) => {
		// Before anything is signed it is on the disk.
		const turn = open.transaction([JOBS, BATCHES], mode, { durability: "strict" });
		const request = act(turn.objectStore(JOBS), turn.objectStore(BATCHES));
		turn.oncomplete = () => resolve(request?.result);
		turn.onabort = turn.onerror = () => reject(turn.error ?? new Error("not kept"));
	});
}

const own = (job: string) => IDBKeyRange.bound([job, 0], [job, Number.MAX_SAFE_INTEGER]);

export const kept = {
	jobs: async (): Promise<Job[]> => (await within<Job[]>("readonly", (jobs) => jobs.getAll())) ?? [],
	batches: async (job: string): Promise<Batch[]> => (await within<Batch[]>("readonly", (_, batches) => batches.getAll(own(job)))) ?? [],
	begin: async (job: Job, batches: readonly Batch[]): Promise<void> =>
		void (await within("readwrite", (jobs, store) => {
			for (const one of batches) store.put(one);
			return jobs.put(job);
		})),
	put: async (batch: Batch): Promise<void> => void (await within("readwrite", (_, batches) => batches.put(batch))),
	end: async (job: string): Promise<void> =>
		void (await within("readwrite", (jobs, batches) => {
			jobs.delete(job);
			return batches.delete(own(job));
		})),
};

/** A letter's fingerprint, as disputes and answers have it. */
export const letterOf = (text: string): `0x${string}` => `0x${bytesToHex(blake2b(utf8ToBytes(text), { dkLen: 32 }))}`;
