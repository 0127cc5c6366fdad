// One question, asked at one block.

import { checks, type Request } from "./checks";
import { codecs } from "./codec";
import { type Head, node } from "./node";
import type { Answer, Args, Item, ListArgs, ListName, QuestionName, StorageArgs, StorageName, StorageValue } from "./types";

export interface Asked<T> {
	value: T;
	/** By which names the checks know the requests. */
	requests: string[];
	head: Head;
}

/** Bytes that came again are decoded once, and screens are not drawn anew for them. */
const decoded = new Map<string, { bytes: string | null; value: unknown }>();
const DECODED = 256;

function decodeOnce(key: string, bytes: string | null, decode: () => unknown): unknown {
	const before = decoded.get(key);
	if (before && before.bytes === bytes) return before.value;
	const value = decode();
	decoded.delete(key);
	decoded.set(key, { bytes, value });
	if (decoded.size > DECODED) decoded.delete(decoded.keys().next().value!);
	return value;
}

/** A node lets sixteen questions of one connection wait, and refuses the next. */
const AT_ONCE = 12;
let running = 0;
const queue: (() => void)[] = [];

async function inTurn<T>(question: () => Promise<T>): Promise<T> {
	// Who ends gives its place to the first that waits, so the count stays.
	if (running < AT_ONCE) running += 1;
	else await new Promise<void>((go) => queue.push(go));
	try {
		return await question();
	} finally {
		const next = queue.shift();
		if (next) next();
		else running -= 1;
	}
}

export async function ask<N extends QuestionName>(name: N, args: Args<N>, head: Head): Promise<Asked<Answer<N>>> {
	const [api = "", method = ""] = name.split(".");
	const coder = (await codecs()).question(api, method);
	const request: Request = { method: "call", name: `${api}_${method}`, data: coder.args(args) };
	const answer = await inTurn(() => node.call<string>("state_call", [request.name, request.data, head.hash]));
	const key = checks.note(request, head.hash, head.number, answer);
	return { value: decodeOnce(key, answer, () => coder.answer(answer)) as Answer<N>, requests: [key], head };
}

/** Walks all pages, at one block, so that no entry moves between. */
export async function askList<N extends ListName>(name: N, args: ListArgs<N>, head: Head): Promise<Asked<Item<N>[]>> {
	const items: Item<N>[] = [];
	const requests: string[] = [];
	let after: unknown;
	do {
		const page = await ask(name, [...args, { after, limit: undefined }] as unknown as Args<N>, head);
		const { items: some, next } = page.value as { items: Item<N>[]; next?: unknown };
		items.push(...some);
		requests.push(...page.requests);
		after = next;
	} while (after !== undefined);
	return { value: items, requests, head };
}

export async function askStorage<N extends StorageName>(name: N, args: StorageArgs<N>, head: Head): Promise<Asked<StorageValue<N>>> {
	const [pallet = "", entry = ""] = name.split(".");
	const coder = (await codecs()).storage(pallet, entry);
	const request: Request = { method: "storage", key: coder.key(args) };
	const answer = await node.call<string | null>("state_getStorage", [request.key, head.hash]);
	const key = checks.note(request, head.hash, head.number, answer);
	return { value: decodeOnce(key, answer, () => coder.value(answer)) as StorageValue<N>, requests: [key], head };
}
