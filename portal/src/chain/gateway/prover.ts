// What takes the light client's place where a gateway is asked: it holds answers to records whose proof of reading this browser checked,
// under the state of a block whose finality it checked.

import type { Rules } from "../../rules/rules";
import type { LightClient, Request, Verdict } from "../checks";
import type { Codecs } from "../codec";
import { Trouble } from "../errors";
import type { Hex } from "../node";
import type { StorageArgs, StorageName, StorageValue } from "../types";
import type { Checkpoint, Follower } from "./follow";
import { JUDGES, type Proved } from "./records";

const unhex = (text: string) => Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** Keys in one question to a gateway. */
const MOST_KEYS = 32;
/** Proved records that are kept. */
const KEPT = 2_000;
const GATHER_MS = 20;

interface Wanted {
	key: string;
	done(value: string | null): void;
	fail(reason: unknown): void;
}

export class Prover implements LightClient {
	#records = new Map<string, Promise<string | null>>();
	#wanted = new Map<string, Wanted[]>();
	#listeners = new Set<() => void>();

	constructor(
		private readonly follower: Follower,
		private readonly proofOf: (keys: string[], at: string) => Promise<{ proof: string[] }>,
		private readonly rules: Pick<Rules, "verifyStorageProof" | "quote">,
		private readonly codecs: () => Promise<Codecs>,
	) {}

	finals = (): readonly Hex[] => this.follower.checkpoints.map(({ hash }) => hash);

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** A new block is proved. */
	tell(): void {
		for (const listener of this.#listeners) listener();
	}

	/** What the state of a block held under these keys. */
	async values(keys: string[], at: Pick<Checkpoint, "hash" | "root">): Promise<Map<string, string | null>> {
		const found = await Promise.all([...new Set(keys)].map(async (key) => [key, await this.#value(key, at)] as const));
		return new Map(found);
	}

	/** Keys that are wanted at about the same time are asked together: a gateway answers so many questions in a minute. */
	#value(key: string, at: Pick<Checkpoint, "hash" | "root">): Promise<string | null> {
		const name = `${at.hash} ${key}`;
		const before = this.#records.get(name);
		if (before) return before;
		const value = new Promise<string | null>((done, fail) => {
			const wanted = this.#wanted.get(at.hash) ?? [];
			if (wanted.length === 0) setTimeout(() => void this.#flush(at), GATHER_MS);
			wanted.push({ key, done, fail });
			this.#wanted.set(at.hash, wanted);
		});
		this.#records.set(name, value);
		value.catch(() => this.#records.delete(name));
		for (const old of this.#records.keys()) {
			if (this.#records.size <= KEPT) break;
			this.#records.delete(old);
		}
		return value;
	}

	async #flush(at: Pick<Checkpoint, "hash" | "root">): Promise<void> {
		const wanted = this.#wanted.get(at.hash) ?? [];
		this.#wanted.delete(at.hash);
		for (let from = 0; from < wanted.length; from += MOST_KEYS) {
			const some = wanted.slice(from, from + MOST_KEYS);
			try {
				const { proof } = await this.proofOf(some.map(({ key }) => key), at.hash);
				const values = await this.rules.verifyStorageProof({ root: at.root, nodes: proof.map(unhex), keys: some.map(({ key }) => unhex(key)) });
				for (const [index, { done }] of some.entries()) {
					const value = values[index];
					done(value === undefined ? null : hex(value));
				}
			} catch (reason) {
				// One key that may not be read refuses all: then each is asked for itself.
				const closed = reason instanceof Trouble && "name" in reason.reason && reason.reason.name === "NoRelation";
				if (closed && some.length > 1) await Promise.all(some.map((one) => this.#alone(one, at)));
				else for (const { fail } of some) fail(reason);
			}
		}
	}

	async #alone({ key, done, fail }: Wanted, at: Pick<Checkpoint, "hash" | "root">): Promise<void> {
		try {
			const { proof } = await this.proofOf([key], at.hash);
			const [value] = await this.rules.verifyStorageProof({ root: at.root, nodes: proof.map(unhex), keys: [unhex(key)] });
			done(value === undefined ? null : hex(value));
		} catch (reason) {
			fail(reason);
		}
	}

	async ask(request: Request, at: Hex): Promise<string | null> {
		const checkpoint = this.follower.find(at);
		if (!checkpoint || request.method !== "storage") throw new Error("not provable");
		return (await this.values([request.key], checkpoint)).get(request.key) ?? null;
	}

	async agrees(request: Request, at: Hex, said: string | null): Promise<Verdict> {
		if (request.method === "storage") return (await this.ask(request, at)) === said ? "same" : "other";
		const checkpoint = this.follower.find(at);
		const judge = JUDGES[request.name];
		if (!checkpoint || !judge || said === null) return "unknown";
		const codecs = await this.codecs();
		const [api = "", method = ""] = request.name.split(/_(.*)/s);
		const coder = codecs.question(api, method);
		const all = async <N extends StorageName>(name: N, args: StorageArgs<N>[]): Promise<StorageValue<N>[]> => {
			const [pallet = "", entry = ""] = name.split(".");
			const record = codecs.storage(pallet, entry);
			const keys = args.map((one) => record.key(one));
			const values = await this.values(keys, checkpoint);
			return keys.map((key) => record.value(values.get(key) ?? null) as StorageValue<N>);
		};
		const proved: Proved = { all, get: async (name, args) => (await all(name, [args]))[0]!, rules: this.rules, validators: checkpoint.validators };
		return judge(coder.values(request.data) as never[], coder.answer(said) as never, proved);
	}
}
