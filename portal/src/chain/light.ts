// Whether and when this browser runs a light client, and what the page knows of it. Its megabytes come after the first screen.

import { useSyncExternalStore } from "react";
import { checks, type LightClient, type Request } from "./checks";
import type { FromLight, ToLight } from "./light.worker";
import { network } from "./network";
import type { Hex } from "./node";

/** `none`: this network gives no specification. `waits`: the line is slow or saves data, so the person is asked. */
export type LightState = "none" | "waits" | "starting" | "on" | "failed";

const IDLE_MS = 1_500;
const START_MS = 60_000;
const STORE = "lingnan-light";

let state: LightState = "none";
const listeners = new Set<() => void>();
/** Where gateways are asked no light client runs: what follows finality there says how far it is. */
export function move(to: LightState): void {
	state = to;
	for (const listener of listeners) listener();
}

interface Line {
	saveData?: boolean;
	effectiveType?: string;
}

/** A line on which three megabytes are asked for before they are taken. */
function slow(): boolean {
	const line = (navigator as { connection?: Line }).connection;
	return line?.saveData === true || ["slow-2g", "2g", "3g"].includes(line?.effectiveType ?? "");
}

/** Begins after the first screen, once. */
let begun = false;
export function beginLight(): void {
	if (begun) return;
	begun = true;
	setTimeout(async () => {
		const { chainSpec, gateways = [] } = await network().catch(() => ({ chainSpec: undefined, gateways: [] }));
		if (!chainSpec || gateways.length > 0) return;
		if (slow()) move("waits");
		else await startLight();
	}, IDLE_MS);
}

export async function startLight(): Promise<void> {
	if (state === "starting" || state === "on") return;
	move("starting");
	try {
		const { chainSpec } = await network();
		const answer = await fetch(`/${chainSpec}`);
		if (!answer.ok) throw new Error(`${chainSpec}: ${answer.status}`);
		const specification = await answer.text();
		// A development chain begins anew under the same genesis: then its node has another name.
		const { id, bootNodes } = JSON.parse(specification) as { id: string; bootNodes: string[] };
		const place = [id, ...bootNodes].join(" ");
		const database = await kept(place);
		// What an earlier visit checked may be of a chain that is no more.
		checks.attach(await begin(specification, place, database).catch((reason: unknown) => (database ? begin(specification, place, undefined) : Promise.reject(reason))));
		move("on");
	} catch (reason) {
		console.warn(`no light client: ${String(reason)}`);
		move("failed");
	}
}

async function begin(specification: string, place: string, database: string | undefined): Promise<LightClient> {
	const worker = new Worker(new URL("./light.worker.ts", import.meta.url), { type: "module", name: "light" });
	const client = new WorkerClient(worker, (content) => void keep(place, content));
	worker.postMessage({ type: "start", specification, database } satisfies ToLight);
	try {
		await client.ready;
		return client;
	} catch (reason) {
		worker.terminate();
		throw reason;
	}
}

class WorkerClient implements LightClient {
	#finals: Hex[] = [];
	#next = 1;
	#asked = new Map<number, { done: (answer: string | null) => void; fail: (reason: Error) => void }>();
	#listeners = new Set<() => void>();
	/** Once it has found out by itself what is final. */
	readonly ready: Promise<void>;

	constructor(
		readonly worker: Worker,
		keepDatabase: (content: string) => void,
	) {
		this.ready = new Promise((done, fail) => {
			const timer = setTimeout(() => fail(new Error("nothing final in time")), START_MS);
			worker.onerror = ({ message }) => fail(new Error(message));
			worker.onmessage = ({ data }: MessageEvent<FromLight>) => {
				switch (data.type) {
					case "finals":
						this.#finals = data.hashes;
						clearTimeout(timer);
						done();
						for (const listener of this.#listeners) listener();
						break;
					case "answer":
						this.#end(data.id)?.done(data.answer);
						break;
					case "silent":
						this.#end(data.id)?.fail(new Error(data.why));
						break;
					case "database":
						keepDatabase(data.content);
						break;
					case "failed":
						fail(new Error(data.why));
						break;
				}
			};
		});
	}

	#end(id: number) {
		const asked = this.#asked.get(id);
		this.#asked.delete(id);
		return asked;
	}

	finals = (): readonly Hex[] => this.#finals;

	ask(request: Request, at: Hex): Promise<string | null> {
		const id = this.#next++;
		return new Promise((done, fail) => {
			this.#asked.set(id, { done, fail });
			this.worker.postMessage({ type: "ask", id, request, at } satisfies ToLight);
		});
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}

/** One entry: what an earlier visit checked, under the chain that it is of. A browser that keeps nothing begins anew. */
function store(): Promise<IDBObjectStore> {
	return new Promise((done, fail) => {
		const opening = indexedDB.open(STORE, 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore("databases");
		opening.onsuccess = () => done(opening.result.transaction("databases", "readwrite").objectStore("databases"));
		opening.onerror = () => fail(opening.error);
	});
}

async function kept(place: string): Promise<string | undefined> {
	try {
		const reading = (await store()).get(place);
		return await new Promise((done) => {
			reading.onsuccess = () => done(reading.result as string | undefined);
			reading.onerror = () => done(undefined);
		});
	} catch {
		return undefined;
	}
}

async function keep(place: string, content: string): Promise<void> {
	try {
		const databases = await store();
		databases.clear(); // those of other chains, or of this one when it began anew
		databases.put(content, place);
	} catch {
		// It is found out anew at the next visit.
	}
}

export function useLight(): LightState {
	return useSyncExternalStore(
		(listener) => (listeners.add(listener), () => listeners.delete(listener)),
		() => state,
	);
}
