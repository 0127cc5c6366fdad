import { sign } from "@scure/sr25519";
import type { Content, EncryptionKey, Suite } from "./boxes";
import { type Bytes, equal, random, toHex } from "./bytes";
import { keyFault } from "./errors";
import { readKeyFile, writeKeyFile } from "./keyfile";
import { type Lock, newLock, type Opener, openLock, purposeKey, seal, unseal } from "./locks";
import { type Asked, queryBytes, queryText, type SignedQuery } from "./query";
import { type Entry, readCopy, type SecondWay, type Store, writeCopy } from "./vault";
import { developmentPair, entropyOf, type Pair, pairOf, pairOfEntropy, wordsOf } from "./words";

/** An unlocked key is forgotten after ten minutes in which nobody used it. */
export const IDLE = 10 * 60_000;
/** For how long an answered prompt counts for the one signature that it was for. */
const GRANTED = 2 * 60_000;

/** Loaded when they are wanted: most visits open nothing. */
const boxes = () => import("./boxes");

/** What may be shown of an entry. */
export type Shown = Pick<Entry, "account" | "publicKey" | "made" | "prf" | "secondWay"> & {
	locks: { kind: Lock["kind"]; credential?: Bytes; made: number }[];
	hasWords: boolean;
	encryption?: Pick<EncryptionKey, "suite" | "publicKey">;
};

interface Open {
	pair: Pair;
	/** None of a key of everybody's: it is in no vault. */
	kept?: { dataKey: Bytes; entropy?: Bytes; encryption?: EncryptionKey };
}

interface Surroundings {
	store: Store;
	now(): number;
	onLock(): void;
}

/** Holds the one key that is unlocked. It lives in the worker: the page gets signatures, never the key. */
export class Guard {
	#open: Open | undefined;
	#used = 0;
	#grant: { id: string; until: number } | undefined;

	constructor(private readonly around: Surroundings) {}

	async list(): Promise<Shown[]> {
		const entries = await this.around.store.all();
		return entries.sort((a, b) => a.made - b.made).map(shown);
	}

	/** A new key, kept under its first lock. Nothing is signed with it before there is a second way. */
	async make(opener: Opener, prf: Bytes): Promise<Shown> {
		const entropy = random(16);
		return this.#keep(pairOfEntropy(entropy), entropy, opener, prf);
	}

	async restoreWords(text: string, opener: Opener, prf: Bytes): Promise<Shown> {
		const entropy = entropyOf(text);
		return this.#keep(pairOfEntropy(entropy), entropy, opener, prf, "words");
	}

	async restoreFile(text: string, password: string, opener: Opener, prf: Bytes): Promise<Shown> {
		return this.#keep(readKeyFile(text, password), undefined, opener, prf, "file");
	}

	/** Who has one of its locks' keys unlocks it afterwards. */
	async restoreCopy(text: string): Promise<Shown> {
		const entry = readCopy(text);
		if (await this.around.store.get(entry.account)) throw keyFault("OtherKey");
		await this.around.store.put(entry);
		return shown(entry);
	}

	/** Unlocks, and answers with a grant for one signature. */
	async unlock(account: string, opener: Opener): Promise<string> {
		const entry = await this.#entry(account);
		const dataKey = await this.#dataKey(entry, opener);
		const plain = await unseal(await purposeKey(dataKey, "signing"), entry.signing, `${account} signing`);
		const pair = plain && (entry.signing.of === "words" ? pairOfEntropy(plain) : pairOf(plain));
		// A store that somebody changed could hold another key under this name.
		if (!pair || pair.account !== account) throw keyFault("OtherKey");
		this.#forget();
		this.#open = { pair, kept: { dataKey, ...(entry.signing.of === "words" && { entropy: plain }) } };
		this.#used = this.around.now();
		return this.#granted();
	}

	/** A key of everybody's, for rehearsals. */
	async development(path: string): Promise<{ account: string; publicKey: Bytes }> {
		const pair = developmentPair(path);
		this.#forget();
		this.#open = { pair };
		this.#used = this.around.now();
		return { account: pair.account, publicKey: pair.publicKey };
	}

	async sign(account: string, payload: Uint8Array, grant?: string): Promise<Bytes> {
		const { pair, kept } = this.#opened(account);
		if (kept && !(await this.#entry(account)).secondWay) throw keyFault("SecondWayMissing");
		if (grant !== undefined) this.#spend(grant);
		return sign(pair.secret, payload, random(32)) as Bytes;
	}

	/** Signs a question to a gateway, without a prompt and of that form alone. The page asks by itself, again and again: that is nobody at
	 * work, so the ten minutes run on. */
	async signQuery(account: string, asked: Asked): Promise<SignedQuery> {
		this.tick();
		if (this.#open?.pair.account !== account) throw keyFault("Locked");
		const query = queryText(asked);
		return { query, signature: sign(this.#open.pair.secret, queryBytes(query), random(32)) as Bytes };
	}

	/** The words, to be written down. */
	async words(account: string, grant?: string): Promise<string[]> {
		const { entropy } = await this.#shownTo(account, grant);
		if (!entropy) throw keyFault("WordsOther");
		return wordsOf(entropy).split(" ");
	}

	async keyFile(account: string, password: string, name: string, grant?: string): Promise<string> {
		await this.#shownTo(account, grant);
		return writeKeyFile(this.#opened(account).pair, password, name);
	}

	async copy(account: string): Promise<string> {
		return writeCopy(await this.#entry(account));
	}

	async addLock(account: string, opener: Opener): Promise<Shown> {
		const { dataKey } = this.#kept(account);
		const lock = await newLock(opener, dataKey, account, this.around.now());
		const others = (await this.#entry(account)).locks.filter(
			(other) => other.kind !== "password" || lock.kind !== "password",
		);
		return this.#change(account, { locks: [...others, lock] });
	}

	/** Never the last one. */
	async removeLock(account: string, made: number): Promise<Shown> {
		this.#kept(account);
		const locks = (await this.#entry(account)).locks.filter((lock) => lock.made !== made);
		if (!locks.length) throw keyFault("SecondWayMissing");
		return this.#change(account, { locks });
	}

	async hasSecondWay(account: string, secondWay: SecondWay): Promise<Shown> {
		this.#kept(account);
		return this.#change(account, { secondWay });
	}

	/** The key for openings; made where there is none. */
	async encryptionKey(account: string, suite?: Suite): Promise<Pick<EncryptionKey, "suite" | "publicKey">> {
		const { suite: found, publicKey } = (await this.#encryption(account)) ?? (await this.#newEncryption(account, suite));
		return { suite: found, publicKey };
	}

	async openBox(account: string, content: Content, box: Uint8Array): Promise<Bytes> {
		const key = await this.#encryption(account);
		if (!key) throw keyFault("NoEncryptionKey");
		return (await boxes()).openBox(content, box, key);
	}

	async remove(account: string): Promise<void> {
		if (this.#open?.pair.account === account) this.lock();
		await this.around.store.remove(account);
	}

	isOpen(account: string): boolean {
		this.tick();
		return this.#open?.pair.account === account;
	}

	/** Somebody is at work on the page. */
	touch(): void {
		this.tick();
		if (this.#open) this.#used = this.around.now();
	}

	/** Locks when the time is over. Asked before each use, too: timers stand still while a machine sleeps. */
	tick(): void {
		if (this.#open && this.around.now() - this.#used >= IDLE) this.lock();
	}

	lock(): void {
		if (!this.#open) return;
		this.#forget();
		this.around.onLock();
	}

	#forget(): void {
		const { pair, kept } = this.#open ?? {};
		for (const secret of [pair?.secret, kept?.dataKey, kept?.entropy, kept?.encryption?.secret]) secret?.fill(0);
		this.#open = undefined;
		this.#grant = undefined;
	}

	async #keep(pair: Pair, entropy: Bytes | undefined, opener: Opener, prf: Bytes, secondWay?: SecondWay): Promise<Shown> {
		const { account, publicKey } = pair;
		const [dataKey, made] = [random(32), this.around.now()];
		const plain = entropy ?? pair.secret;
		const signing = await seal(await purposeKey(dataKey, "signing"), plain, `${account} signing`);
		const entry: Entry = {
			account,
			publicKey,
			made,
			prf,
			locks: [await newLock(opener, dataKey, account, made)],
			signing: { ...signing, of: entropy ? "words" : "secret" },
			...(secondWay && { secondWay }),
		};
		await this.around.store.put(entry);
		this.#forget();
		this.#open = { pair, kept: { dataKey, ...(entropy && { entropy }) } };
		this.#used = this.around.now();
		return shown(entry);
	}

	async #entry(account: string): Promise<Entry> {
		const entry = await this.around.store.get(account);
		if (!entry) throw keyFault("NoKey");
		return entry;
	}

	async #change(account: string, changed: Partial<Entry>): Promise<Shown> {
		const entry = { ...(await this.#entry(account)), ...changed };
		await this.around.store.put(entry);
		return shown(entry);
	}

	async #dataKey({ account, locks }: Entry, opener: Opener): Promise<Bytes> {
		const fits = (lock: Lock) =>
			lock.kind === "passkey" ? opener.kind === "passkey" && equal(lock.credential, opener.credential) : opener.kind === "password";
		const lock = locks.find(fits);
		if (!lock) throw keyFault("NoPasskeyHere");
		return openLock(lock, opener, account);
	}

	#opened(account: string): Open {
		this.tick();
		if (this.#open?.pair.account !== account) throw keyFault("Locked");
		this.#used = this.around.now();
		return this.#open;
	}

	#kept(account: string): NonNullable<Open["kept"]> {
		const { kept } = this.#opened(account);
		if (!kept) throw keyFault("NoKey");
		return kept;
	}

	/** Before there is a second way, making one needs no second prompt; afterwards what shows the key does. */
	async #shownTo(account: string, grant: string | undefined): Promise<NonNullable<Open["kept"]>> {
		const kept = this.#kept(account);
		if ((await this.#entry(account)).secondWay) this.#spend(grant);
		return kept;
	}

	#granted(): string {
		this.#grant = { id: toHex(random(16)), until: this.around.now() + GRANTED };
		return this.#grant.id;
	}

	#spend(id: string | undefined): void {
		const { id: granted, until } = this.#grant ?? { id: undefined, until: 0 };
		if (id === undefined || id !== granted || this.around.now() >= until) throw keyFault("Locked");
		this.#grant = undefined;
	}

	async #encryption(account: string): Promise<EncryptionKey | undefined> {
		const kept = this.#kept(account);
		if (kept.encryption) return kept.encryption;
		const { encryption } = await this.#entry(account);
		if (!encryption) return undefined;
		const { suite, publicKey } = encryption;
		const secret = await unseal(await purposeKey(kept.dataKey, "encryption"), encryption, `${account} encryption`);
		if (!secret) throw keyFault("OtherKey");
		kept.encryption = { suite, publicKey, secret };
		return kept.encryption;
	}

	async #newEncryption(account: string, suite: Suite | undefined): Promise<EncryptionKey> {
		const kept = this.#kept(account);
		const key = await (await boxes()).newEncryptionKey(suite);
		const sealed = await seal(await purposeKey(kept.dataKey, "encryption"), key.secret, `${account} encryption`);
		await this.#change(account, { encryption: { ...sealed, suite: key.suite, publicKey: key.publicKey } });
		kept.encryption = key;
		return key;
	}
}

function shown({ account, publicKey, made, prf, secondWay, locks, signing, encryption }: Entry): Shown {
	return {
		account,
		publicKey,
		made,
		prf,
		locks: locks.map((lock) => ({
			kind: lock.kind,
			made: lock.made,
			...(lock.kind === "passkey" && { credential: lock.credential }),
		})),
		hasWords: signing.of === "words",
		...(secondWay && { secondWay }),
		...(encryption && { encryption: { suite: encryption.suite, publicKey: encryption.publicKey } }),
	};
}
