// The light client: it checks by itself what the validators made final, and each answer against that. Its messages are below.

import { type Chain, start } from "polkadot-api/smoldot";
import type { Request } from "./checks";
import type { Hex } from "./node";

export type ToLight =
	| { type: "start"; specification: string; database: string | undefined }
	| { type: "ask"; id: number; request: Request; at: Hex };

export type FromLight =
	| { type: "finals"; hashes: Hex[] }
	| { type: "answer"; id: number; answer: string | null }
	| { type: "silent"; id: number; why: string }
	| { type: "database"; content: string }
	| { type: "failed"; why: string };

/** So many final blocks stay to be asked about; screens ask at blocks that became final a little while ago. */
const KEPT = 64;
const TRIES = 4;
const TRY_AGAIN_MS = 1_000;
/** The database saves the next visit what this one has checked. */
const DATABASE_MOST = 4 << 20;
const DATABASE_AFTER_MS = 5_000;
const DATABASE_EVERY_MS = 5 * 60_000;

type Event =
	| { event: "initialized"; finalizedBlockHashes: Hex[] }
	| { event: "newBlock"; blockHash: Hex }
	| { event: "bestBlockChanged" }
	| { event: "finalized"; finalizedBlockHashes: Hex[]; prunedBlockHashes: Hex[] }
	| { event: "operationCallDone"; operationId: string; output: Hex }
	| { event: "operationStorageItems"; operationId: string; items: { key: string; value?: Hex }[] }
	| { event: "operationStorageDone" | "operationInaccessible"; operationId: string }
	| { event: "operationError"; operationId: string; error: string }
	| { event: "stop" };

interface Operation {
	done(answer: string | null): void;
	fail(why: string): void;
	value: string | null;
}

const tell = (message: FromLight) => postMessage(message);
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

class Light {
	#next = 1;
	#answers = new Map<number, { done: (result: never) => void; fail: (reason: Error) => void }>();
	#operations = new Map<string, Operation>();
	#early: Event[] = [];
	#following = "";
	#finals: Hex[] = [];

	constructor(readonly chain: Chain) {
		void this.#read();
		void this.#follow();
		void this.#keepDatabase();
	}

	call<T>(method: string, params: unknown[]): Promise<T> {
		const id = this.#next++;
		return new Promise<T>((done, fail) => {
			this.#answers.set(id, { done, fail });
			this.chain.sendJsonRpc(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
		});
	}

	async #read(): Promise<void> {
		for (;;) {
			const { id, result, error, params } = JSON.parse(await this.chain.nextJsonRpcResponse());
			if (params) {
				if (params.subscription === this.#following) this.#event(params.result as Event);
				else this.#early.push(params.result as Event); // came before the answer that names the subscription was read
				continue;
			}
			const answer = this.#answers.get(id);
			this.#answers.delete(id);
			if (error) answer?.fail(new Error(error.message));
			else answer?.done(result as never);
		}
	}

	async #follow(): Promise<void> {
		this.#finals = [];
		this.#early = [];
		this.#following = await this.call<string>("chainHead_v1_follow", [true]);
		for (const event of this.#early.splice(0)) this.#event(event);
	}

	#event(event: Event): void {
		switch (event.event) {
			case "initialized":
				this.#final(event.finalizedBlockHashes);
				break;
			case "finalized":
				this.#final(event.finalizedBlockHashes);
				if (event.prunedBlockHashes.length > 0) this.#unpin(event.prunedBlockHashes);
				break;
			case "operationCallDone":
				this.#end(event.operationId)?.done(event.output);
				break;
			case "operationStorageItems": {
				const operation = this.#operations.get(event.operationId);
				if (operation) operation.value = event.items[0]?.value ?? null;
				break;
			}
			case "operationStorageDone": {
				const operation = this.#end(event.operationId);
				operation?.done(operation.value);
				break;
			}
			case "operationInaccessible":
				this.#end(event.operationId)?.fail("inaccessible");
				break;
			case "operationError":
				this.#end(event.operationId)?.fail(event.error);
				break;
			case "stop":
				for (const operation of this.#operations.values()) operation.fail("stopped");
				this.#operations.clear();
				void this.#follow();
				break;
		}
	}

	#end(id: string): Operation | undefined {
		const operation = this.#operations.get(id);
		this.#operations.delete(id);
		return operation;
	}

	#final(hashes: Hex[]): void {
		this.#finals.push(...hashes);
		const over = this.#finals.splice(0, Math.max(0, this.#finals.length - KEPT));
		if (over.length > 0) this.#unpin(over);
		tell({ type: "finals", hashes: this.#finals });
	}

	#unpin(hashes: Hex[]): void {
		this.call("chainHead_v1_unpin", [this.#following, hashes]).catch(() => undefined);
	}

	/** Asked of its peers with proofs, and checked. A peer that does not answer in time is no proof of anything: it tries again. */
	async ask(request: Request, at: Hex): Promise<string | null> {
		for (let tries = 1; ; tries += 1) {
			try {
				return await this.#askOnce(request, at);
			} catch (reason) {
				if (tries === TRIES) throw reason;
				await pause(TRY_AGAIN_MS);
			}
		}
	}

	async #askOnce(request: Request, at: Hex): Promise<string | null> {
		const started =
			request.method === "call"
				? await this.call<{ result: string; operationId: string }>("chainHead_v1_call", [this.#following, at, request.name, request.data])
				: await this.call<{ result: string; operationId: string }>("chainHead_v1_storage", [this.#following, at, [{ key: request.key, type: "value" }], null]);
		if (started.result !== "started") throw new Error(started.result);
		return new Promise((done, fail) => {
			this.#operations.set(started.operationId, { done, fail: (why) => fail(new Error(why)), value: null });
		});
	}

	async #keepDatabase(): Promise<void> {
		await pause(DATABASE_AFTER_MS);
		for (;;) {
			const content = await this.call<string>("chainHead_unstable_finalizedDatabase", [DATABASE_MOST]).catch(() => undefined);
			if (content) tell({ type: "database", content });
			await pause(DATABASE_EVERY_MS);
		}
	}
}

let light: Promise<Light> | undefined;

addEventListener("message", ({ data }: MessageEvent<ToLight>) => {
	if (data.type === "start") {
		const client = start({ maxLogLevel: 2, logCallback: (level, _, words) => level < 2 && console.debug(words) });
		light = client.addChain({ chainSpec: data.specification, databaseContent: data.database }).then((chain) => new Light(chain));
		light.catch((reason: unknown) => tell({ type: "failed", why: String(reason) }));
		return;
	}
	const { id, request, at } = data;
	void light
		?.then((one) => one.ask(request, at))
		.then((answer) => tell({ type: "answer", id, answer }))
		.catch((reason: unknown) => tell({ type: "silent", id, why: String(reason) }));
});
