// The page's way to the chain on networks of members: a gateway in the place of a node. It is asked by question and answer alone, so what
// is new is found out by asking; who has no open key sees what is public.

import { custody, KeyError } from "../../keys";
import { askedHead } from "../asked";
import { checks } from "../checks";
import { codecs } from "../codec";
import { type ChainError, toChainError, Trouble } from "../errors";
import { move } from "../light";
import type { Network } from "../network";
import type { Head, Header, Heads, Hex } from "../node";
import { behind, type Checkpoint, Follower, type Known } from "./follow";
import { OWN, Parties } from "./parties";
import { Prover } from "./prover";
import { type Info, NodeRefusal, Wire } from "./wire";

/** Between two looks at what is final. */
const LOOK_MS = 5_000;
/** So long a block that was proved may be named in a query, whatever the time between blocks. */
const LEADS_MS = 20_000;
/** Between two looks at the time that blocks state. */
const CLOCK_EVERY_MS = 60_000;
const HIDDEN_MS = 20_000;
/** Methods of an account about itself. */
const OF_ACCOUNT = new Set(["system_accountNextIndex", "transaction_outcome", "allowance_get", "enterprise_of"]);
const STORE = "lingnan.validators";
/** So many blocks back a query's block may lie; some are left for who reads slowly. */
const OLDEST = 56;

type Tell = (change: Partial<Heads>) => void;

export class Door {
	readonly #wire: Wire;
	readonly #parties: Parties;
	#following: Promise<{ follower: Follower; prover: Prover } | undefined> | undefined;
	#final: Head | undefined;
	#provedAt = -Infinity;
	#clock = { at: -Infinity, late: 0 };
	#looking: Promise<void> | undefined;

	constructor(
		private readonly network: Network,
		private readonly tell: Tell,
	) {
		this.#wire = new Wire(network.gateways!, network.genesis, (asked) => custody().signQuery(asked));
		const listed = async (method: string, account: string) => {
			let after: unknown;
			do {
				const page: { items: { id: number; key: string }[]; next: unknown } = await this.#wire.post(method, after === undefined ? [] : [null, { after }]);
				const found = page.items.find(({ key }) => key === account);
				if (found) return found.id;
				after = page.next ?? undefined;
			} while (after !== undefined);
			return undefined;
		};
		this.#parties = new Parties({
			firms: async (account) => (await this.#wire.ask<{ items: string[] }>("Account", "enterprise_of", [account], await this.#block())).items,
			institution: (account) => listed("financing_institutions", account),
			agency: (account) => listed("attestation_agencies", account),
		});
	}

	/** Looks for what is final, now and ever again. */
	begin(): void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const again = async () => {
			clearTimeout(timer);
			await this.look();
			clearTimeout(timer);
			timer = setTimeout(() => void again(), document.hidden ? HIDDEN_MS : LOOK_MS);
		};
		document.addEventListener("visibilitychange", () => document.hidden || void again());
		// A key that was opened shows more at once.
		let open = this.#isOpen();
		custody().subscribe(() => {
			if (open === this.#isOpen()) return;
			open = this.#isOpen();
			this.#parties.forget();
			if (open) void again();
		});
		void again();
	}

	#isOpen = () => custody().snapshot().state === "open";

	/** One look at a time; who comes meanwhile waits for it. */
	look(): Promise<void> {
		this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
		return this.#looking;
	}

	async #look(): Promise<void> {
		try {
			const last = (await this.#following)?.follower.last;
			// What was proved a moment ago leads on by itself.
			const leads = last !== undefined && this.#isOpen() && performance.now() - this.#provedAt < LEADS_MS;
			const info = await this.#wire.info(!leads);
			// The first screen does not wait for what counts votes.
			if (!this.#final) {
				this.#final = info.finalised;
				this.tell({ connected: true, failed: false, best: info.finalised, final: info.finalised, finalAt: performance.now() });
			}
			const isFirst = last === undefined;
			const checkpoint = this.#isOpen() ? await this.#follow(info) : undefined;
			// What is proved is shown at its own block. Without a proof it is the gateway's word.
			const before = leads || (last && info.finalised.number - last.number < OLDEST) ? last : undefined;
			const head = checkpoint ?? before ?? info.finalised;
			const final: Head = { hash: head.hash, number: head.number };
			const isNew = final.hash !== this.#final?.hash && final.number >= (this.#final?.number ?? 0);
			if (isNew) this.#final = final;
			const late = checkpoint ? await this.#late(checkpoint) : 0;
			this.tell({ connected: true, failed: false, ...(isNew && { best: final, final, finalAt: performance.now() - late }) });
			// What stood there on the gateway's word is asked again where it can be verified.
			if (isFirst && checkpoint) askedHead.now();
		} catch (reason) {
			const { kind } = toChainError(reason);
			this.tell({ connected: false, failed: kind === "network" });
		}
	}

	#late = async (checkpoint: Checkpoint): Promise<number> => {
		if (performance.now() - this.#clock.at < CLOCK_EVERY_MS) return this.#clock.late;
		try {
			const stated = (await codecs()).storage("Timestamp", "Now");
			const { prover } = (await this.#following)!;
			const late = behind(stated.value(await prover.ask({ method: "storage", key: stated.key([]) }, checkpoint.hash)) as bigint, Date.now());
			this.#clock = { at: performance.now(), late };
		} catch {
			// Asked again with the next block.
		}
		return this.#clock.late;
	};

	/** Goes on to what is proved by now. What cannot be followed is the gateway's word, and said to be. */
	async #follow(info: Info) {
		this.#following ??= this.#beginFollowing(info);
		const following = await this.#following;
		if (!following) return undefined;
		try {
			const reached = await following.follower.step();
			if (!reached) return undefined;
			this.#provedAt = performance.now();
			move("on");
			this.#keep(following.follower.known);
			following.prover.tell();
			return reached;
		} catch (reason) {
			// The line, or nobody to ask as: another time.
			if (reason instanceof Trouble || reason instanceof KeyError) return undefined;
			console.warn(`finality cannot be followed: ${String(reason)}`);
			move("failed");
			return undefined;
		}
	}

	async #beginFollowing({ genesis }: Info) {
		const { validators } = this.network;
		if (!validators) return undefined;
		const rules = await import("../../rules");
		const file: Known = { keys: validators.keys.map(([key, weight]) => [key, BigInt(weight)]), set: BigInt(validators.set), block: validators.block };
		// Who has seen a later block is not led back to an earlier one. A rehearsal's chain may begin anew.
		const kept = this.network.rehearsal ? undefined : this.#kept(genesis);
		const isLater = kept && (kept.set > file.set || (kept.set === file.set && kept.block > file.block));
		const recent = async () => (performance.now() - this.#provedAt < LEADS_MS ? this.#final?.hash : undefined) ?? (await this.#wire.info()).finalised.hash;
		const line = {
			votes: async () => this.signed<string | null>("finality_votes", [], await recent()),
			proofOf: async (block: number) => {
				try {
					return await this.signed<string | null>("grandpa_proveFinality", [block], await recent());
				} catch (reason) {
					// That set has not ended.
					if (reason instanceof NodeRefusal) return null;
					throw reason;
				}
			},
			header: (hash: Hex) => this.#wire.post<Header | null>("chain_getHeader", [hash]),
		};
		const follower = new Follower(line, rules, isLater ? kept : file);
		const prover = new Prover(follower, (keys, at) => this.signed("state_getReadProof", [keys], at), rules, codecs);
		checks.attach(prover);
		return { follower, prover };
	}

	/** What an earlier visit followed to: it goes on from there. */
	#kept(genesis: string): Known | undefined {
		try {
			const kept = JSON.parse(localStorage.getItem(STORE) ?? "null") as { genesis: string; set: string; block: number; keys: [string, string][] } | null;
			if (!kept || kept.genesis !== genesis) return undefined;
			return { set: BigInt(kept.set), block: kept.block, keys: kept.keys.map(([key, weight]) => [key, BigInt(weight)]) };
		} catch {
			return undefined;
		}
	}

	#keep({ keys, set, block }: Known): void {
		try {
			const { genesis } = this.network;
			if (genesis) localStorage.setItem(STORE, JSON.stringify({ genesis, set: String(set), block, keys: keys.map(([key, weight]) => [key, String(weight)]) }));
		} catch {
			// The next visit begins with the network's file.
		}
	}

	/** A final block that a query may name. */
	async #block(): Promise<string> {
		return this.#final?.hash ?? (await this.#wire.info()).finalised.hash;
	}

	/** Asks in the name of whom the screens are of. */
	async signed<T>(method: string, params: unknown[], at?: string): Promise<T> {
		const { account } = custody().snapshot();
		if (!account) throw new Trouble({ kind: "gateway", name: "SignatureRequired" });
		const block = at ?? (await this.#block());
		const [name, data] = method === "state_call" ? (params as [string, string]) : [method, ""];
		const own = OF_ACCOUNT.has(method) || OWN.has(name);
		const as = own ? "Account" : await this.#parties.asking(account, location.pathname, data);
		return this.#wire.ask<T>(as, method, params, block);
	}

	/** As a node answers it. */
	async call<T>(method: string, params: unknown[]): Promise<T> {
		const info = await this.#wire.info();
		switch (method) {
			case "state_call": {
				const [name, data, at] = params as [string, string, string | undefined];
				return info.calls.includes(name) ? this.#wire.post<T>(method, params) : this.signed<T>(method, [name, data], at);
			}
			case "state_getStorage": {
				const [key, at] = params as [string, string | undefined];
				return this.signed<T>(method, [key], at);
			}
			case "state_getReadProof": {
				const [keys, at] = params as [string[], string | undefined];
				return this.#proof(keys, at) as Promise<T>;
			}
			default:
				if (info.public.includes(method)) return this.#wire.post<T>(method, params);
				if (info.signed.includes(method)) return this.signed<T>(method, params);
				throw new Trouble({ kind: "gateway", name: "MethodClosed" });
		}
	}

	/** Any number of keys, some at a time. */
	async #proof(keys: string[], at: string | undefined): Promise<{ at: string; proof: string[] }> {
		const block = at ?? (await this.#block());
		const nodes = new Set<string>();
		for (let from = 0; from < keys.length; from += 32) {
			const { proof } = await this.signed<{ proof: string[] }>("state_getReadProof", [keys.slice(from, from + 32)], block);
			for (const node of proof) nodes.add(node);
		}
		return { at: block, proof: [...nodes] };
	}

	/** Papers want the votes for a block that was just made final. */
	async next<T>(subscribe: string): Promise<T> {
		if (subscribe !== "grandpa_subscribeJustifications") throw new Trouble({ kind: "gateway", name: "MethodClosed" });
		return this.signed<T>("finality_votes", []);
	}

	/** Sends a signed transaction. */
	submit(transaction: string): Promise<Hex> {
		return this.#wire.post<Hex>("author_submitExtrinsic", [transaction]);
	}

	/** What this account's transaction led to; nothing while it stands in none of the newest blocks. */
	outcome(account: string, hash: string): Promise<{ block: Head; final: boolean; events: string[] } | null> {
		return this.signed("transaction_outcome", [account, hash]);
	}

	nonce(account: string): Promise<number> {
		return this.signed("system_accountNextIndex", [account]);
	}

	get genesis(): Promise<Hex> {
		return this.#wire.info().then(({ genesis }) => (this.network.genesis as Hex | null) ?? genesis);
	}

	/** Until what is shown is at least of this block, for a while. */
	async until(block: number): Promise<void> {
		this.#parties.forget();
		for (let tries = 0; tries < 10 && (this.#final?.number ?? 0) < block; tries += 1) {
			await new Promise((done) => setTimeout(done, 700));
			await this.look();
		}
	}

	get final(): Head | undefined {
		return this.#final;
	}

	/** Whether there are boxes to be fetched. */
	async hasBoxes(): Promise<boolean> {
		return (await this.#wire.info()).boxes;
	}

	/** What agencies left for a firm, encrypted to it. */
	async boxes(firm: string): Promise<{ agency: number; at: number; hash: string; box: string }[]> {
		return (await this.#wire.ask<{ boxes: { agency: number; at: number; hash: string; box: string }[] }>({ Enterprise: firm }, "openings_fetch", [firm], await this.#block())).boxes;
	}

	async drop(firm: string, hashes: string[]): Promise<void> {
		for (let from = 0; from < hashes.length; from += 100) {
			await this.#wire.ask({ Enterprise: firm }, "openings_drop", [firm, hashes.slice(from, from + 100)], await this.#block());
		}
	}
}

/** What a pool says of a transaction that it does not take, in the words of the SDK. */
const WORDS: [RegExp, string][] = [
	[/pay some fees/i, "Payment"],
	[/outdated/i, "Stale"],
	[/valid in the future/i, "Future"],
	[/bad signature/i, "BadProof"],
	[/ancient birth block/i, "AncientBirthBlock"],
	[/exhaust the resources/i, "ExhaustsResources"],
	[/call is not expected/i, "Call"],
];

export function ofPool(reason: unknown): ChainError {
	if (!(reason instanceof NodeRefusal)) return toChainError(reason);
	const [, custom] = /Custom error: (\d+)/i.exec(reason.words) ?? [];
	if (custom !== undefined) return { kind: "node", name: `Custom${custom}` };
	const known = WORDS.find(([words]) => words.test(reason.words));
	return { kind: "node", name: known?.[1] ?? String(reason.code) };
}
