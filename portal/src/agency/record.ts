// What stands about many firms at once, from storage: a question each would be ten thousand.

import { codecs, node, type RegistrationNumber, type StorageValue } from "../chain";
import type { Good, Last } from "./rows";

/** Keys in one request: some 160 kB. */
const KEYS = 1_000;

export type Stated = NonNullable<StorageValue<"Attestations.Latest">>;

async function read(keys: string[], hash: string): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (let at = 0; at < keys.length; at += KEYS) {
		const answer = await node.call<{ changes: [string, string | null][] }[]>("state_queryStorageAt", [keys.slice(at, at + KEYS), hash]);
		for (const [key, value] of answer.flatMap(({ changes }) => changes)) if (value !== null) found.set(key, value);
	}
	return found;
}

/** Keys are made some at a time, so that the page goes on answering. */
async function keysOf<T>(items: readonly T[], key: (item: T) => string): Promise<string[]> {
	const keys: string[] = [];
	for (const [at, item] of items.entries()) {
		if (at % 250 === 249) await new Promise((done) => setTimeout(done));
		keys.push(key(item));
	}
	return keys;
}

const head = () => {
	const { best } = node.heads();
	if (!best) throw new Error("no head");
	return best.hash;
};

/** The last attestation of each pair, in their order; all of one moment. */
export async function lastOf(pairs: readonly { enterprise: RegistrationNumber; indicator: number }[]): Promise<(Stated | undefined)[]> {
	if (pairs.length === 0) return [];
	const coder = (await codecs()).storage("Attestations", "Latest");
	const keys = await keysOf(pairs, ({ enterprise, indicator }) => coder.key([enterprise, indicator]));
	const found = await read([...new Set(keys)], head());
	return keys.map((key) => {
		const value = found.get(key);
		return value === undefined ? undefined : (coder.value(value) as Stated);
	});
}

/** Of these firms the ones that are on the register, by number as text. */
export async function registeredOf(firms: ReadonlyMap<string, RegistrationNumber>): Promise<Set<string>> {
	const coder = (await codecs()).storage("EnterpriseRegistry", "Enterprises");
	const texts = [...firms.keys()];
	const keys = await keysOf([...firms.values()], (number) => coder.key([number]));
	const byKey = new Map(keys.map((key, at) => [key, texts[at]!]));
	const found = await read([...byKey.keys()], head());
	return new Set([...found.keys()].map((key) => byKey.get(key)!));
}

/** Asks once for each firm and pair: a sheet that is mended is compared again and again. */
export class Looked {
	#last = new Map<string, Stated | undefined>();
	#registered = new Map<string, boolean>();

	async about(good: readonly Good[]): Promise<{ registered: Set<string>; last: (Stated | undefined)[] }> {
		const key = ({ number, indicator }: Good) => `${number} ${indicator}`;
		const fresh = good.filter((one) => !this.#last.has(key(one)));
		const firms = new Map(good.filter(({ number }) => !this.#registered.has(number)).map((one) => [one.number, one.enterprise]));
		const [found, stated] = await Promise.all([registeredOf(firms), lastOf(fresh)]);
		for (const number of firms.keys()) this.#registered.set(number, found.has(number));
		for (const [at, one] of fresh.entries()) this.#last.set(key(one), stated[at]);
		const registered = new Set([...this.#registered].flatMap(([number, is]) => (is ? [number] : [])));
		return { registered, last: good.map((one) => this.#last.get(key(one))) };
	}
}

/** What a rule of rows needs of it. `now`: business time. */
export function briefly(stated: Stated | undefined, now: number): Last | undefined {
	if (!stated) return undefined;
	const { period_end, revision, value, standing, dataset } = stated;
	const lapsed = standing.type === "Disputed" && Number(standing.value.deadline) < now;
	return { period: period_end, revision, replaceable: standing.type === "Revoked" || lapsed || dataset !== undefined, value: value.type === "Open" ? value.value : undefined };
}
