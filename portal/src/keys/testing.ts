// What tests put in the place of the browser's worker, database and passkeys.

import { type Bytes, equal, random } from "./bytes";
import { asKeyError } from "./errors";
import { Guard } from "./guard";
import type { Answer, Request } from "./messages";
import type { Passkeys } from "./passkey";
import type { Entry, Store } from "./vault";

export class MemoryStore implements Store {
	readonly entries = new Map<string, Entry>();
	all = async () => [...this.entries.values()];
	get = async (account: string) => structuredClone(this.entries.get(account));
	put = async (entry: Entry) => void this.entries.set(entry.account, structuredClone(entry));
	remove = async (account: string) => void this.entries.delete(account);
}

/** The guard behind messages that are copied, as a worker's are. */
export function workerOf(store: Store, now: () => number) {
	const guard = new Guard({ store, now, onLock: () => say({ event: "locked" }) });
	const worker = {
		guard,
		onmessage: null as ((event: MessageEvent<Answer>) => void) | null,
		postMessage(request: Request) {
			const { id, method, args } = structuredClone(request);
			const act = guard[method] as (...args: unknown[]) => unknown;
			Promise.resolve()
				.then(() => act.apply(guard, args))
				.then(
					(value) => say({ id, value }),
					(error: unknown) => {
						const { kind, name, detail } = asKeyError(error);
						say({ id, error: { kind, name, detail } });
					},
				);
		},
	};
	const say = (answer: Answer) => worker.onmessage?.({ data: structuredClone(answer) } as MessageEvent<Answer>);
	return worker;
}

export function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
	const kept = new Map<string, string>();
	return {
		getItem: (name) => kept.get(name) ?? null,
		setItem: (name, value) => void kept.set(name, value),
		removeItem: (name) => void kept.delete(name),
	};
}

/** An authenticator: what it can, and what went wrong with it. */
export class Authenticator implements Passkeys {
	prompts = 0;
	prf: "at creation" | "when asked" | "not at all" = "at creation";
	fails: string | undefined;
	readonly held: { id: Bytes; secret: Bytes }[] = [];

	async create({ publicKey }: CredentialCreationOptions): Promise<Credential> {
		this.#prompt();
		if (publicKey!.excludeCredentials?.some(({ id }) => this.#find(id))) throw new DOMException("", "InvalidStateError");
		const made = { id: random(16), secret: random(32) };
		this.held.push(made);
		const results = this.prf === "at creation" ? { results: await this.#answer(made.secret, publicKey!) } : {};
		return this.#credential(made.id, { prf: { enabled: this.prf !== "not at all", ...results } });
	}

	async get({ publicKey }: CredentialRequestOptions): Promise<Credential> {
		this.#prompt();
		const found = publicKey!.allowCredentials?.map(({ id }) => this.#find(id)).find(Boolean);
		if (!found) throw new DOMException("", "NotAllowedError");
		const prf = this.prf === "not at all" ? {} : { prf: { results: await this.#answer(found.secret, publicKey!) } };
		return this.#credential(found.id, prf);
	}

	#prompt() {
		this.prompts++;
		if (this.fails) throw new DOMException("", this.fails);
	}

	#find = (id: BufferSource) => this.held.find((held) => equal(held.id, new Uint8Array(id as Uint8Array<ArrayBuffer>)));

	async #answer(secret: Bytes, { extensions }: { extensions?: AuthenticationExtensionsClientInputs }) {
		const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
		return { first: await crypto.subtle.sign("HMAC", key, extensions!.prf!.eval!.first as Bytes) };
	}

	#credential = (id: Bytes, results: AuthenticationExtensionsClientOutputs) =>
		({ type: "public-key", rawId: id.buffer, getClientExtensionResults: () => results }) as unknown as Credential;
}
