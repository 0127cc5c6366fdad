// What the node said, and what the light client says of the same block.

import type { Hex } from "./node";

export type Badge = "verified" | "node" | "disagrees" | "old";

/** A question as both are asked it. */
export type Request = { method: "call"; name: string; data: string } | { method: "storage"; key: string };

interface Said {
	hash: Hex;
	number: number;
	answer: string | null;
}

interface Record {
	request: Request;
	said: Said[];
	/** The answer that was found to be right, and when that was by this machine's clock. */
	right?: { answer: string | null; at: number; number: number };
	wrong?: Said;
	users: number;
	/** A check runs. */
	busy: boolean;
}

/** What a light client must be able to do. */
export interface LightClient {
	/** The final blocks that it can still be asked about, the newest last. */
	finals(): readonly Hex[];
	ask(request: Request, at: Hex): Promise<string | null>;
	subscribe(listener: () => void): () => void;
}

const KEPT = 32;
const AGAIN_MS = 60_000;

export const requestKey = (request: Request): string =>
	request.method === "call" ? `${request.name} ${request.data}` : `storage ${request.key}`;

export class Checks {
	#records = new Map<string, Record>();
	#listeners = new Set<() => void>();
	#light: LightClient | undefined;
	/** Once node and light client differed, nothing is signed until the page is loaded anew. */
	disagreement: Said | undefined;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};
	attach(light: LightClient): void {
		this.#light = light;
		light.subscribe(() => this.#check());
		this.#check();
	}

	/** Screens say which answers they show: those alone are checked. */
	use(keys: string[]): () => void {
		for (const key of keys) {
			const record = this.#records.get(key);
			if (record) record.users += 1;
		}
		this.#check();
		return () => {
			for (const key of keys) {
				const record = this.#records.get(key);
				if (record) record.users -= 1;
			}
		};
	}

	/** Notes what the node said. */
	note(request: Request, hash: Hex, number: number, answer: string | null): string {
		const key = requestKey(request);
		const record = this.#records.get(key) ?? { request, said: [], users: 0, busy: false };
		this.#records.set(key, record);
		const last = record.said.at(-1);
		// One text for all that are alike: a list of products has a hundred thousand characters.
		record.said = [...record.said.slice(1 - KEPT), { hash, number, answer: last?.answer === answer ? last.answer : answer }];
		this.#tell();
		this.#check();
		return key;
	}

	/** The standing of answers that are shown together: the worst of theirs. */
	badge(keys: string[]): Exclude<Badge, "old"> {
		let worst: Exclude<Badge, "old"> = "verified";
		for (const key of keys) {
			const record = this.#records.get(key);
			if (record?.wrong) return "disagrees";
			const last = record?.said.at(-1);
			if (!last || !record?.right || record.right.answer !== last.answer) worst = "node";
		}
		return worst;
	}

	/** When the oldest of these was found right, in milliseconds since 1970 by this machine's clock. */
	checkedAt(keys: string[]): number | undefined {
		const times = keys.map((key) => this.#records.get(key)?.right?.at);
		return times.length === 0 || times.some((time) => time === undefined) ? undefined : Math.min(...(times as number[]));
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}

	#check(): void {
		const light = this.#light;
		if (!light) return;
		const finals = new Set(light.finals());
		for (const record of this.#records.values()) {
			if (record.users <= 0 || record.busy || record.wrong) continue;
			const last = record.said.at(-1);
			if (!last) continue;
			const { right } = record;
			if (right && right.answer === last.answer && Date.now() - right.at < AGAIN_MS) continue;
			// The newest answer like the one that is shown, of a block that is final by the light client's own judgement.
			const said = record.said.findLast(({ hash, answer }) => answer === last.answer && finals.has(hash));
			if (!said || (right && right.answer === said.answer && said.number <= right.number)) continue;
			record.busy = true;
			void light
				.ask(record.request, said.hash)
				.then((answer) => {
					if (answer === said.answer) {
						record.right = { answer, at: Date.now(), number: said.number };
					} else {
						record.wrong = said;
						this.disagreement ??= said;
					}
				})
				.catch(() => undefined) // it could not say: the answer stays the node's
				.finally(() => {
					record.busy = false;
					this.#tell();
				});
		}
	}
}

export const checks = new Checks();
