// A gateway over HTTP: one JSON-RPC request in each POST (docs/gateway.md).

import type { QueryParty } from "../../keys/query";
import { Trouble } from "../errors";
import type { Head, Hex } from "../node";

/** What a gateway says of itself. */
export interface Info {
	/** Peer id that queries name. */
	node: string;
	genesis: Hex;
	finalised: Head;
	/** Methods that are answered without a signature, and with one; functions of the runtime without one. */
	public: string[];
	calls: string[];
	signed: string[];
	/** Whether it keeps what agencies leave for firms. */
	boxes: boolean;
}

/** Signs a question in somebody's name; refused while the key is locked. */
export type Signs = (asked: { as: QueryParty; method: string; params: unknown[]; node: string; block: string }) => Promise<{ query: string; account: string; signature: Uint8Array }>;

const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
const ANSWER_MS = 45_000;

/** A gateway says its own refusals by name; the node's come through with their numbers. */
const isOwn = (code: number, data: unknown): data is string => typeof data === "string" && (code === -32_602 ? data === "Malformed" : code >= 21_000 && code < 22_000);

/** An error of the node, with its words: of a transaction that was refused they alone say why. */
export class NodeRefusal extends Trouble {
	constructor(
		readonly code: number,
		readonly words: string,
	) {
		super({ kind: "node", name: String(code) });
	}
}

/** Several gateways: the one that answered last is asked, and the next where it does not answer at all. */
export class Wire {
	#at = 0;
	#info: Promise<Info> | undefined;

	constructor(
		readonly addresses: readonly string[],
		readonly genesis: string | null,
		readonly signs: Signs,
		readonly fetching: typeof fetch = (...args) => fetch(...args),
	) {}

	/** One request. */
	async post<T>(method: string, params: unknown): Promise<T> {
		for (let tries = 1; ; tries += 1) {
			const address = this.addresses[this.#at % this.addresses.length]!;
			try {
				return await this.#postTo<T>(address, method, params);
			} catch (reason) {
				const silent = reason instanceof Trouble && reason.reason.kind === "network";
				if (!silent || tries >= this.addresses.length) throw reason;
				// Another gateway has another node behind it.
				this.#at += 1;
				this.#info = undefined;
				// A query names the node that it is for: it is signed anew.
				if (method === "query") throw reason;
			}
		}
	}

	async #postTo<T>(address: string, method: string, params: unknown): Promise<T> {
		const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
		let answer: { result?: T; error?: { code: number; message: string; data?: unknown } };
		try {
			const response = await this.fetching(address, { method: "POST", headers: { "content-type": "application/json" }, body, signal: AbortSignal.timeout(ANSWER_MS), credentials: "omit" });
			answer = (await response.json()) as typeof answer;
		} catch {
			throw new Trouble({ kind: "network", name: "Unreachable" });
		}
		const { error } = answer;
		if (!error) return answer.result as T;
		if (isOwn(error.code, error.data)) throw new Trouble({ kind: "gateway", name: error.data });
		throw new NodeRefusal(error.code, [error.message, error.data].filter((part) => typeof part === "string").join(": "));
	}

	/** What the gateway says of itself: asked once, and anew where `fresh`. */
	info(fresh = false): Promise<Info> {
		if (fresh) this.#info = undefined;
		this.#info ??= this.post<Info>("gateway_info", []).then((info) => {
			if (this.genesis && info.genesis !== this.genesis) throw new Trouble({ kind: "network", name: "OtherChain" });
			return info;
		});
		const asked = this.#info;
		asked.catch(() => {
			if (this.#info === asked) this.#info = undefined;
		});
		return asked;
	}

	/** A signed question, at a block. Anew where the node behind the gateway is another by now. */
	async ask<T>(as: QueryParty, method: string, params: unknown[], block: string): Promise<T> {
		for (let tries = 1; ; tries += 1) {
			const { node } = await this.info();
			const { query, account, signature } = await this.signs({ as, method, params, node, block });
			try {
				return await this.post<T>("query", [{ query, account, scheme: "sr25519", signature: hex(signature) }]);
			} catch (reason) {
				const again = reason instanceof Trouble && (reason.reason.kind === "network" ? this.addresses.length > 1 : "name" in reason.reason && reason.reason.name === "OtherNode");
				if (!again || tries === 2) throw reason;
				await this.info(true);
			}
		}
	}
}
