import type { EncryptionKey } from "./boxes";
import { type Bytes, fromBase64, toBase64 } from "./bytes";
import { keyFault } from "./errors";
import type { Lock, Sealed } from "./locks";

/** Where a key can be had again when this browser is lost. */
export type SecondWay = "passkey" | "file" | "words";

/** What the browser keeps of a key: nothing in it opens without a passkey or a password. */
export interface Entry {
	account: string;
	publicKey: Bytes;
	/** Milliseconds since 1970. */
	made: number;
	/** What each passkey's PRF is asked about. */
	prf: Bytes;
	locks: Lock[];
	/** `words`: the entropy of words. `secret`: 64 bytes, of a key file, which has no words. */
	signing: Sealed & { of: "words" | "secret" };
	/** The key for openings, which signs nothing and was made apart. */
	encryption?: Sealed & Pick<EncryptionKey, "suite" | "publicKey">;
	/** Absent: nothing is signed yet. */
	secondWay?: SecondWay;
}

export interface Store {
	all(): Promise<Entry[]>;
	get(account: string): Promise<Entry | undefined>;
	put(entry: Entry): Promise<void>;
	remove(account: string): Promise<void>;
}

const [NAME, TABLE, VERSION] = ["lingnan-keys", "keys", 1] as const;

/** The browser's own database. */
export function browserStore(): Store {
	const database = new Promise<IDBDatabase>((resolve, reject) => {
		const opening = indexedDB.open(NAME, VERSION);
		opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { keyPath: "account" });
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(keyFault("StorageRefused"));
	});
	database.catch(() => {}); // Who asks for something is told.
	const within = async <T>(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>) => {
		const open = await database;
		return new Promise<T>((resolve, reject) => {
			// A key counts as kept when it is on the disk.
			const transaction = open.transaction(TABLE, mode, { durability: "strict" });
			const request = act(transaction.objectStore(TABLE));
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = transaction.onerror = () => reject(keyFault("StorageRefused"));
		});
	};
	return {
		all: () => within<Entry[]>("readonly", (table) => table.getAll()),
		get: (account) => within<Entry | undefined>("readonly", (table) => table.get(account)),
		put: async (entry) => void (await within("readwrite", (table) => table.put(entry))),
		remove: async (account) => void (await within("readwrite", (table) => table.delete(account))),
	};
}

const COPY = "lingnan-key-copy-1";

/** An entry as a file: who has one of its passkeys, or its password, opens it in another browser. */
export function writeCopy(entry: Entry): string {
	const digits = (_: string, value: unknown) => (value instanceof Uint8Array ? { base64: toBase64(value) } : value);
	return JSON.stringify({ format: COPY, entry }, digits, "\t");
}

export function readCopy(text: string): Entry {
	const bytes = (_: string, value: unknown) => {
		const encoded = (value as { base64?: unknown } | null)?.base64;
		return typeof encoded === "string" ? fromBase64(encoded) : value;
	};
	try {
		const { format, entry } = JSON.parse(text, bytes) as { format: string; entry: Entry };
		if (format === COPY && isEntry(entry)) return entry;
	} catch {
		// No JSON is no copy either.
	}
	throw keyFault("CopyForeign");
}

const isSealed = (sealed: Sealed | undefined) =>
	sealed?.iv instanceof Uint8Array && sealed.box instanceof Uint8Array;

function isEntry({ account, publicKey, made, prf, locks, signing, encryption }: Entry): boolean {
	const fits = typeof account === "string" && typeof made === "number" && prf instanceof Uint8Array;
	const lock = (lock: Lock) =>
		isSealed(lock) && lock.salt instanceof Uint8Array && (lock.kind === "password" || lock.credential instanceof Uint8Array);
	return (
		fits &&
		publicKey instanceof Uint8Array &&
		Array.isArray(locks) &&
		locks.length > 0 &&
		locks.every(lock) &&
		isSealed(signing) &&
		(signing.of === "words" || signing.of === "secret") &&
		(encryption === undefined || (isSealed(encryption) && encryption.publicKey instanceof Uint8Array))
	);
}
