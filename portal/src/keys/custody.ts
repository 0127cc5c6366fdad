import type { Content, Suite } from "./boxes";
import { type Bytes, random } from "./bytes";
import { asKeyError, KeyError, keyFault } from "./errors";
import type { Shown } from "./guard";
import type { Opener } from "./locks";
import type { Answer, Method, Remote, Request } from "./messages";
import { askPasskey, createPasskey, type Passkeys } from "./passkey";
import type { Asked, SignedQuery } from "./query";
import type { SecondWay } from "./vault";

export type KeyState = "none" | "locked" | "open";

/** Signs for one account. One that was asked for afresh signs once. */
export interface Signer {
	account: string;
	publicKey: Bytes;
	sign(payload: Uint8Array): Promise<Bytes>;
}

/** A password is being asked for, by `KeyPrompt`. */
export interface Asking {
	account: string;
	fault?: KeyError;
}

export interface Snapshot {
	loaded: boolean;
	keys: Shown[];
	/** The key that is chosen. */
	chosen?: Shown;
	/** The path of a key of everybody's, instead. */
	development?: string;
	account?: string;
	publicKey?: Bytes;
	state: KeyState;
	asking?: Asking;
}

interface Surroundings {
	worker: Pick<Worker, "postMessage"> & { onmessage: ((event: MessageEvent<Answer>) => void) | null; onerror?: Worker["onerror"] };
	/** Only what everybody may know: which account is chosen, and which key of everybody's. */
	memory: Pick<Storage, "getItem" | "setItem" | "removeItem">;
	session: Pick<Storage, "getItem" | "setItem" | "removeItem">;
	channel?: Pick<BroadcastChannel, "postMessage"> & { onmessage: ((event: MessageEvent) => void) | null };
	passkeys?: Passkeys;
}

const CHOSEN = "lingnan.account";
const DEVELOPMENT = "lingnan.development";

/** What a person protects a new key with. */
export type Protection = { kind: "passkey"; name: string; label: string } | { kind: "password"; password: string };

/** Keys from the page's side: asks the worker, prompts, and tells who listens. It never sees a key. */
export class Custody {
	#snapshot: Snapshot = { loaded: false, keys: [], state: "none" };
	readonly #listeners = new Set<() => void>();
	readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: KeyError): void }>();
	#next = 0;
	#broken: KeyError | undefined;
	#answer: { resolve(grant: string): void; reject(error: KeyError): void } | undefined;
	readonly loaded: Promise<void>;

	constructor(private readonly around: Surroundings) {
		around.worker.onmessage = ({ data }) => this.#hear(data);
		around.worker.onerror = () => this.#fail();
		if (around.channel) around.channel.onmessage = ({ data }) => void this.#hearOther(data);
		this.loaded = this.#load();
	}

	subscribe = (listener: () => void) => {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	};

	snapshot = () => this.#snapshot;

	/** A method of the guard. */
	readonly remote = new Proxy({} as Remote, {
		get:
			(_, method: Method) =>
			(...args: unknown[]) =>
				this.#call(method, args),
	});

	/** Makes a key. */
	async make(protection: Protection): Promise<Shown> {
		const prf = random(32);
		return this.#adopt(await this.remote.make(await this.#protect(protection, prf, []), prf));
	}

	async restoreWords(words: string, protection: Protection): Promise<Shown> {
		const prf = random(32);
		return this.#adopt(await this.remote.restoreWords(words, await this.#protect(protection, prf, []), prf));
	}

	/** The file's password protects it here, too. */
	async restoreFile(text: string, password: string): Promise<Shown> {
		return this.#adopt(await this.remote.restoreFile(text, password, { kind: "password", password }, random(32)));
	}

	async restoreCopy(text: string): Promise<Shown> {
		const entry = await this.remote.restoreCopy(text);
		await this.#load(entry.account);
		this.#tell();
		return entry;
	}

	/** One more passkey, or another password. */
	async protect(protection: Protection): Promise<Shown> {
		const { prf, locks } = this.#chosen();
		const others = locks.flatMap(({ credential }) => credential ?? []);
		const opener = await this.#protect(protection, prf, others);
		const entry = await this.#whenOpen((account) => this.remote.addLock(account, opener));
		await this.#reload();
		return entry;
	}

	async removeLock(made: number): Promise<void> {
		await this.#whenOpen((account) => this.remote.removeLock(account, made));
		await this.#reload();
	}

	async hasSecondWay(way: SecondWay): Promise<void> {
		await this.remote.hasSecondWay(this.#chosen().account, way);
		await this.#reload();
	}

	/** Removes the key from this browser. */
	async remove(account: string): Promise<void> {
		await this.remote.remove(account);
		await this.#reload();
	}

	/** By hand, and then in all windows. Idle ones lock by themselves, and alone. */
	async lock(): Promise<void> {
		await this.remote.lock();
		this.around.channel?.postMessage("locked");
	}

	choose(account: string): void {
		this.around.session.removeItem(DEVELOPMENT);
		this.around.memory.setItem(CHOSEN, account);
		void this.#reload();
	}

	/** A key of everybody's. Only the screens of rehearsal networks offer it. */
	async useDevelopment(path: string): Promise<void> {
		const { account, publicKey } = await this.remote.development(path);
		this.around.session.setItem(DEVELOPMENT, path);
		const { chosen: _, ...rest } = this.#snapshot;
		this.#set({ ...rest, development: path, account, publicKey, state: "open" });
	}

	/** Unlocks with a passkey, and asks for no password where that fails: the screen has a field of its own. */
	async unlockByPasskey(): Promise<void> {
		await this.#unlockBy(await this.#askPasskey());
	}

	/** Unlocks with a password, where no prompt is open. */
	async unlockWith(password: string): Promise<void> {
		await this.#unlockBy({ kind: "password", password });
	}

	/**
	 * Who signs. `fresh` prompts although the key is unlocked, and what it answers with signs once: for accepting an offer, consent
	 * to all, control and votes.
	 */
	async ask(fresh: boolean): Promise<Signer> {
		await this.loaded;
		const { state, development, account } = this.#snapshot;
		if (state === "none" || !account) throw keyFault("NoKey");
		if (development) {
			if (!(await this.remote.isOpen(account))) await this.useDevelopment(development);
			return this.#signer(account);
		}
		if (!this.#chosen().secondWay) throw keyFault("SecondWayMissing");
		// The worker's own clock says whether it is open still.
		if (!fresh && (await this.remote.isOpen(account))) return this.#signer(account);
		const grant = await this.#unlocked();
		return this.#signer(account, fresh ? grant : undefined);
	}

	/** The words, to be written down: after a prompt, unless the key is being made. */
	async words(): Promise<string[]> {
		const { account } = this.#chosen();
		return this.remote.words(account, await this.#toShow());
	}

	/** The key file, to be saved: after a prompt, unless the key is being made. */
	async keyFile(password: string, name: string): Promise<string> {
		const { account } = this.#chosen();
		return this.remote.keyFile(account, password, name, await this.#toShow());
	}

	/** What is kept here, for another browser: it opens there as it does here. */
	copy(): Promise<string> {
		return this.remote.copy(this.#chosen().account);
	}

	async #toShow(): Promise<string | undefined> {
		const { account, secondWay } = this.#chosen();
		if (!secondWay && (await this.remote.isOpen(account))) return undefined;
		return this.#unlocked();
	}

	/** What the password prompt answers. */
	async answer(password: string): Promise<void> {
		const { asking } = this.#snapshot;
		if (!asking || !this.#answer) return;
		try {
			const grant = await this.#unlockBy({ kind: "password", password });
			this.#answer.resolve(grant);
			this.#closePrompt();
		} catch (error) {
			this.#set({ ...this.#snapshot, asking: { ...asking, fault: asKeyError(error) } });
		}
	}

	cancel(): void {
		this.#answer?.reject(keyFault("Cancelled"));
		this.#closePrompt();
	}

	/** Somebody is at work: the ten minutes begin again. */
	touch(): void {
		if (this.#snapshot.state === "open") void this.remote.touch();
	}

	async encryptionKey(suite?: Suite) {
		const key = await this.#whenOpen((account) => this.remote.encryptionKey(account, suite));
		await this.#reload();
		return key;
	}

	openBox(content: Content, box: Uint8Array): Promise<Bytes> {
		return this.#whenOpen((account) => this.remote.openBox(account, content, box));
	}

	/** Signs a question to a gateway. It prompts nobody: refused while the key is locked. */
	async signQuery(asked: Asked): Promise<SignedQuery & { account: string }> {
		await this.loaded;
		const { account, state, development } = this.#snapshot;
		if (!account || state === "none") throw keyFault("NoKey");
		if (development && !(await this.remote.isOpen(account))) await this.useDevelopment(development);
		return { account, ...(await this.remote.signQuery(account, asked)) };
	}

	async #whenOpen<T>(act: (account: string) => Promise<T>): Promise<T> {
		await this.loaded;
		const { account } = this.#chosen();
		if (!(await this.remote.isOpen(account))) await this.#unlocked();
		return act(account);
	}

	#signer(account: string, grant?: string): Signer {
		const { publicKey } = this.#snapshot;
		return { account, publicKey: publicKey!, sign: (payload) => this.remote.sign(account, payload, grant) };
	}

	#chosen(): Shown {
		const { chosen } = this.#snapshot;
		if (!chosen) throw keyFault("NoKey");
		return chosen;
	}

	async #unlocked(): Promise<string> {
		const { account, locks } = this.#chosen();
		const byPassword = locks.some(({ kind }) => kind === "password");
		if (!locks.some(({ kind }) => kind === "passkey")) return this.#askPassword({ account });
		try {
			return await this.#unlockBy(await this.#askPasskey());
		} catch (error) {
			const fault = asKeyError(error);
			if (!byPassword) throw fault;
			// Whoever closed the prompt may have no passkey at hand: browsers do not tell.
			return this.#askPassword({ account, ...(fault.name !== "Cancelled" && { fault }) });
		}
	}

	#askPasskey(): Promise<Opener> {
		const { prf, locks } = this.#chosen();
		return askPasskey({ prf, credentials: locks.flatMap(({ credential }) => credential ?? []) }, this.around.passkeys);
	}

	#askPassword(asking: Asking): Promise<string> {
		this.#answer?.reject(keyFault("Cancelled"));
		this.#set({ ...this.#snapshot, asking });
		return new Promise((resolve, reject) => {
			this.#answer = { resolve, reject };
		});
	}

	#closePrompt(): void {
		this.#answer = undefined;
		const { asking: _, ...rest } = this.#snapshot;
		this.#set(rest);
	}

	async #unlockBy(opener: Opener): Promise<string> {
		const grant = await this.remote.unlock(this.#chosen().account, opener);
		this.#set({ ...this.#snapshot, state: "open" });
		return grant;
	}

	async #protect(protection: Protection, prf: Bytes, others: Bytes[]): Promise<Opener> {
		if (protection.kind === "password") return { kind: "password", password: protection.password };
		return createPasskey({ prf, name: protection.name, label: protection.label, others }, this.around.passkeys);
	}

	async #adopt(entry: Shown): Promise<Shown> {
		// Browsers that run out of room delete what was not asked to be kept.
		void globalThis.navigator?.storage?.persist?.().catch(() => false);
		this.around.session.removeItem(DEVELOPMENT);
		await this.#load(entry.account);
		this.#tell();
		return entry;
	}

	async #load(account = this.around.memory.getItem(CHOSEN) ?? undefined): Promise<void> {
		const keys = await this.remote.list().catch(() => []);
		const chosen = keys.find((key) => key.account === account) ?? keys[0];
		if (chosen) this.around.memory.setItem(CHOSEN, chosen.account);
		else this.around.memory.removeItem(CHOSEN);
		const { asking } = this.#snapshot;
		const development = this.around.session.getItem(DEVELOPMENT);
		if (development) {
			this.#set({ loaded: true, keys, state: "none", ...(asking && { asking }) });
			return this.useDevelopment(development).catch(() => this.around.session.removeItem(DEVELOPMENT));
		}
		const open = chosen && (await this.remote.isOpen(chosen.account));
		this.#set({
			loaded: true,
			keys,
			state: chosen ? (open ? "open" : "locked") : "none",
			...(chosen && { chosen, account: chosen.account, publicKey: chosen.publicKey }),
			...(asking && { asking }),
		});
	}

	async #reload(): Promise<void> {
		await this.#load();
		this.#tell();
	}

	#tell(): void {
		this.around.channel?.postMessage("changed");
	}

	async #hearOther(said: unknown): Promise<void> {
		if (said === "locked") await this.remote.lock();
		if (said === "changed") await this.#load();
	}

	#call(method: Method, args: unknown[]): Promise<unknown> {
		const id = this.#next++;
		if (this.#broken) return Promise.reject(this.#broken);
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			this.around.worker.postMessage({ id, method, args } as unknown as Request);
		});
	}

	#hear(answer: Answer): void {
		if ("event" in answer) {
			if (this.#snapshot.state !== "open") return;
			const state: KeyState = this.#snapshot.development ? "open" : "locked";
			this.#set({ ...this.#snapshot, state });
			return;
		}
		const waiting = this.#waiting.get(answer.id);
		this.#waiting.delete(answer.id);
		if (!waiting) return;
		if ("error" in answer) waiting.reject(new KeyError(answer.error.kind, answer.error.name, answer.error.detail));
		else waiting.resolve(answer.value);
	}

	/** The worker did not load, or broke: whoever waits is told, and whoever asks from now on. */
	#fail(): void {
		const fault = new KeyError("key", "Unexpected", "worker");
		for (const { reject } of this.#waiting.values()) reject(fault);
		this.#waiting.clear();
		this.#broken = fault;
	}

	#set(snapshot: Snapshot): void {
		this.#snapshot = snapshot;
		for (const listener of this.#listeners) listener();
	}
}
