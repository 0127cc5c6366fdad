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

interface Waiting extends Said {
	/** When the node said it, by this machine's clock. */
	since: number;
	/** How often the light client could not say. */
	failed: number;
}

interface Record {
	request: Request;
	/** What is shown. */
	last: Said;
	/** What the light client was not asked yet: the block of each has to be final first. */
	waiting: Waiting[];
	/** The answer that was found to be right, and when that was by this machine's clock. */
	right?: { answer: string | null; at: number };
	wrong?: Said;
	/** The block that the light client was last asked of. */
	seen?: Hex;
	/** What no proof says all of: it is not asked about again for a while. */
	silent?: { answer: string | null; at: number };
	users: number;
	/** A check runs. */
	busy: boolean;
}

export type Verdict = "same" | "other" | "unknown";

/** What a light client must be able to do. */
export interface LightClient {
	/** The final blocks that it can still be asked about, the newest last. */
	finals(): readonly Hex[];
	ask(request: Request, at: Hex): Promise<string | null>;
	/** In the place of `ask` where an answer can be held to records, and not be had again: whether it agrees with them, or they do not
	 * say all of it. */
	agrees?(request: Request, at: Hex, answer: string | null): Promise<Verdict>;
	subscribe(listener: () => void): () => void;
}

const judge = async (light: LightClient, request: Request, at: Hex, said: string | null): Promise<Verdict> =>
	light.agrees ? light.agrees(request, at, said) : (await light.ask(request, at)) === said ? "same" : "other";

const KEPT = 32;
/** After so long an answer that stays the same is checked again, so that it need not lose its standing. */
const AGAIN_MS = 30_000;
/** So long a check holds. An answer of a block that the light client never comes to know is the node's word after that. */
const HOLDS_MS = 60_000;
/** A block that is not final after so long never will be. */
const FORGET_MS = 600_000;
/** So long an answer waits for its own block to become final. */
const SOON_MS = 10_000;
const TRIES = 3;
const TICK_MS = 5_000;

export const requestKey = (request: Request): string =>
	request.method === "call" ? `${request.name} ${request.data}` : `storage ${request.key}`;

export class Checks {
	#records = new Map<string, Record>();
	#listeners = new Set<() => void>();
	#light: LightClient | undefined;
	/** Once node and light client differed, nothing is signed until the page is loaded anew. */
	disagreement: Said | undefined;

	#ticking: ReturnType<typeof setInterval> | undefined;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		// What was verified ceases to be so without any event.
		this.#ticking ??= setInterval(() => this.#tell(), TICK_MS);
		return () => {
			this.#listeners.delete(listener);
			if (this.#listeners.size > 0) return;
			clearInterval(this.#ticking);
			this.#ticking = undefined;
		};
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
		const before = this.#records.get(key);
		// One text for all that are alike: a list of products has a hundred thousand characters.
		const said = { hash, number, answer: before?.last.answer === answer ? before.last.answer : answer };
		const record = before ?? { request, last: said, waiting: [], users: 0, busy: false };
		this.#records.set(key, record);
		record.last = said;
		if (!record.waiting.some((one) => one.hash === hash && one.answer === answer)) record.waiting.push({ ...said, since: Date.now(), failed: 0 });
		// From the middle: the oldest wait until they are final, however slowly that comes, and the newest are shown.
		if (record.waiting.length > KEPT) record.waiting.splice(KEPT / 2, 1);
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
			if (!record?.right || record.right.answer !== record.last.answer || Date.now() - record.right.at >= HOLDS_MS) worst = "node";
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

	/**
	 * What the node said at a block that the light client never learns, as before it began, is compared with the newest final block: if it is
	 * the same there, it is right. If it is not, it may have been right, and stays the node's word.
	 */
	#askNow(record: Record, light: LightClient, fresh: boolean): void {
		const newest = light.finals().at(-1);
		const soon = record.waiting.some(({ since }) => Date.now() - since < SOON_MS);
		if (fresh || soon || newest === undefined || newest === record.seen) return;
		record.busy = true;
		record.seen = newest;
		const { answer } = record.last;
		void judge(light, record.request, newest, answer)
			.then(
				(verdict) => {
					if (answer !== record.last.answer) return;
					if (verdict === "same") record.right = { answer, at: Date.now() };
					if (verdict === "unknown") record.silent = { answer, at: Date.now() };
				},
				() => {},
			)
			.then(() => {
				record.busy = false;
				this.#tell();
			});
	}

	#check(): void {
		const light = this.#light;
		if (!light) return;
		const finals = new Set(light.finals());
		for (const record of this.#records.values()) {
			if (record.users <= 0 || record.busy || record.wrong) continue;
			const now = Date.now();
			// Each is compared at its own block; but what was found right a moment ago is not asked about again.
			const isFresh = (answer: string | null) => [record.right, record.silent].some((one) => one !== undefined && one.answer === answer && now - one.at < AGAIN_MS);
			record.waiting = record.waiting.filter(({ hash, answer, since }) => now - since < FORGET_MS && !(finals.has(hash) && isFresh(answer)));
			// What is shown first, then the newest: they are what somebody looks at.
			const said = record.waiting.findLast(({ hash, answer }) => answer === record.last.answer && finals.has(hash)) ?? record.waiting.findLast(({ hash }) => finals.has(hash));
			if (!said) {
				this.#askNow(record, light, isFresh(record.last.answer));
				continue;
			}
			record.busy = true;
			record.seen = said.hash;
			void judge(light, record.request, said.hash, said.answer)
				.then(
					(verdict) => {
						const { answer } = said;
						record.waiting = record.waiting.filter((one) => one !== said);
						if (verdict === "same") {
							// An earlier answer that was right then says nothing against the one that is shown.
							if (answer === record.last.answer || record.right?.answer !== record.last.answer) record.right = { answer, at: Date.now() };
						} else if (verdict === "unknown") {
							record.silent = { answer, at: Date.now() };
						} else {
							record.wrong = said;
							this.disagreement ??= said;
						}
						return true;
					},
					() => {
						// It could not say: the answer stays the node's.
						said.failed += 1;
						if (said.failed >= TRIES) record.waiting = record.waiting.filter((one) => one !== said);
						return false;
					},
				)
				.then((answered) => {
					record.busy = false;
					this.#tell();
					if (answered) this.#check();
				});
		}
	}
}

export const checks = new Checks();
