// The connection with a node: JSON-RPC over a web socket that comes back by itself, and the chain's heads.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { type NetworkTrouble, Trouble } from "./errors";
import type { Door } from "./gateway/door";
import { network } from "./network";

export type Hex = `0x${string}`;
export interface Head {
	hash: Hex;
	number: number;
}
export interface Heads {
	best: Head | undefined;
	final: Head | undefined;
	/** By this machine's clock, which no node can stop: when something new was last made final. */
	finalAt: number | undefined;
	connected: boolean;
	/** The last attempt to connect came to nothing. */
	failed: boolean;
}

export interface Header {
	parentHash: Hex;
	number: Hex;
	stateRoot: Hex;
	extrinsicsRoot: Hex;
	digest: { logs: readonly Hex[] };
}

type Answer = { id?: number; result?: unknown; error?: { code: number; message: string }; params?: { subscription: string; result: unknown } };

const unhex = (hex: string) => hexToBytes(hex.slice(2));
const WAIT_MS = [250, 1_000, 3_000, 8_000];
const ANSWER_MS = 30_000;

/** SCALE's compact integer; a header's number and a count of logs never pass 2^30. */
function compact(value: number): Uint8Array {
	if (value < 1 << 6) return Uint8Array.of(value << 2);
	if (value < 1 << 14) return Uint8Array.of(((value << 2) | 1) & 255, value >> 6);
	const large = value * 4 + 2;
	return Uint8Array.of(large & 255, (large >>> 8) & 255, (large >>> 16) & 255, Math.floor(large / 2 ** 24));
}

/** A header as it is hashed. */
export function bytesOf(header: Header): Uint8Array {
	const logs = header.digest.logs.map(unhex);
	return concatBytes(unhex(header.parentHash), compact(Number(header.number)), unhex(header.stateRoot), unhex(header.extrinsicsRoot), compact(logs.length), ...logs);
}

/** The block's hash is reckoned here, so that a node need not be asked for it, nor believed. */
export const hashOf = (header: Header): Head => ({ number: Number(header.number), hash: `0x${bytesToHex(blake2b(bytesOf(header), { dkLen: 32 }))}` });

class Node {
	#socket: WebSocket | undefined;
	#next = 1;
	#tries = 0;
	#waiting = new Map<number, { done: (result: unknown) => void; fail: (reason: Error) => void; text: string }>();
	#subscriptions = new Map<string, (result: never) => void>();
	#listeners = new Set<() => void>();
	#heads: Heads = { best: undefined, final: undefined, finalAt: undefined, connected: false, failed: false };
	#opened = false;

	/** Heads, as `useSyncExternalStore` reads them: one object until something changes. */
	heads = (): Heads => this.#heads;

	subscribe = (listener: () => void): (() => void) => {
		this.open();
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** The address that answers now. */
	address: string | undefined;

	open(): void {
		if (this.#opened) return;
		this.#opened = true;
		void this.gateway().then((door) => (door ? door.begin() : this.#connect()));
	}

	#door: Promise<Door | undefined> | undefined;

	/** What is asked in the place of a node, where the network's file names gateways. */
	gateway(): Promise<Door | undefined> {
		this.#door ??= network().then(
			async (of) => (of.gateways?.length ? new (await import("./gateway/door")).Door(of, (change) => this.#tell(change)) : undefined),
			() => ((this.#door = undefined), undefined),
		);
		return this.#door;
	}

	/** Asks the node, or the gateway. Questions asked before there is a connection wait for it, `ANSWER_MS` at most. */
	async call<T>(method: string, params: unknown[] = []): Promise<T> {
		this.open();
		const door = await this.gateway();
		return door ? door.call<T>(method, params) : this.#ask<T>(method, params);
	}

	#ask<T>(method: string, params: unknown[]): Promise<T> {
		const id = this.#next++;
		const text = JSON.stringify({ jsonrpc: "2.0", id, method, params });
		return new Promise<T>((resolve, reject) => {
			const timer = setTimeout(() => fail(trouble("Unreachable")), ANSWER_MS);
			const done = (result: unknown) => (clearTimeout(timer), this.#waiting.delete(id), resolve(result as T));
			const fail = (reason: Error) => (clearTimeout(timer), this.#waiting.delete(id), reject(reason));
			this.#waiting.set(id, { done, fail, text });
			if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
		});
	}

	/** The first that a subscription tells. */
	async next<T>(subscribe: string, unsubscribe: string): Promise<T> {
		const door = await this.gateway();
		if (door) return door.next<T>(subscribe);
		const id = await this.call<string>(subscribe);
		try {
			return await new Promise<T>((resolve, reject) => {
				setTimeout(() => reject(trouble("Unreachable")), ANSWER_MS);
				this.#subscriptions.set(id, resolve as (result: never) => void);
			});
		} finally {
			this.#subscriptions.delete(id);
			void this.call(unsubscribe, [id]).catch(() => undefined);
		}
	}

	#tell(change: Partial<Heads>): void {
		this.#heads = { ...this.#heads, ...change };
		for (const listener of this.#listeners) listener();
	}

	async #connect(): Promise<void> {
		let nodes: string[];
		try {
			({ nodes } = await network());
		} catch {
			return this.#again();
		}
		const address = nodes[this.#tries % Math.max(nodes.length, 1)];
		if (!address) return this.#again();
		const socket = new WebSocket(address);
		this.#socket = socket;
		socket.onopen = () => void this.#greet(socket, address);
		socket.onmessage = ({ data }) => this.#read(JSON.parse(String(data)) as Answer);
		socket.onclose = () => {
			if (this.#socket !== socket) return;
			this.#subscriptions.clear();
			for (const { fail } of [...this.#waiting.values()]) fail(trouble("Unreachable"));
			this.#tell({ connected: false, failed: true });
			this.#again();
		};
	}

	#again(): void {
		const wait = WAIT_MS[Math.min(this.#tries++, WAIT_MS.length - 1)];
		setTimeout(() => void this.#connect(), wait);
	}

	async #greet(socket: WebSocket, address: string): Promise<void> {
		for (const { text } of this.#waiting.values()) socket.send(text);
		const { genesis } = await network();
		const first = await this.#ask<Hex>("chain_getBlockHash", [0]).catch(() => undefined);
		if (genesis && first && first !== genesis) {
			for (const { fail } of [...this.#waiting.values()]) fail(trouble("OtherChain"));
			socket.close();
			return;
		}
		this.#tries = 0;
		this.address = address;
		this.#tell({ connected: true, failed: false });
		await this.#follow("chain_subscribeNewHeads", (header: Header) => this.#tell({ best: hashOf(header) }));
		await this.#follow("chain_subscribeFinalizedHeads", (header: Header) => {
			const final = hashOf(header);
			if (final.hash !== this.#heads.final?.hash) this.#tell({ final, finalAt: performance.now() });
		});
	}

	async #follow<T>(method: string, take: (result: T) => void): Promise<void> {
		const id = await this.call<string>(method).catch(() => undefined);
		if (id !== undefined) this.#subscriptions.set(id, take as (result: never) => void);
	}

	#read(answer: Answer): void {
		if (answer.params) {
			this.#subscriptions.get(answer.params.subscription)?.(answer.params.result as never);
			return;
		}
		const waiting = answer.id === undefined ? undefined : this.#waiting.get(answer.id);
		if (answer.error) waiting?.fail(new Trouble({ kind: "node", name: String(answer.error.code) }));
		else waiting?.done(answer.result);
	}
}

const trouble = (name: NetworkTrouble) => new Trouble({ kind: "network", name });

/** One connection for the whole page. */
export const node = new Node();
