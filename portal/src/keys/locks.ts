import { type Bytes, random, utf8 } from "./bytes";
import { keyFault } from "./errors";
import { stretched } from "./keyfile";
import { sealedMaterial } from "./material";

/**
 * Each key of the vault is encrypted under a data key of its own, and the data key once under each lock: a passkey's PRF output or a
 * password. So a lock is added or taken away without touching what it protects.
 */
export type Lock = Wrapped & ({ kind: "passkey"; credential: Bytes } | { kind: "password" });

export interface Wrapped extends Sealed {
	/** Of HKDF, or of scrypt. */
	salt: Bytes;
	/** Milliseconds since 1970. */
	made: number;
}

export interface Sealed {
	iv: Bytes;
	box: Bytes;
}

/** What a person gives. `output` is the PRF's, as a key that HKDF alone can use and nobody can read. */
export type Opener = { kind: "passkey"; credential: Bytes; output: CryptoKey } | { kind: "password"; password: string };

const AES = { name: "AES-GCM", length: 256 } as const;
const USES: KeyUsage[] = ["encrypt", "decrypt"];

const derived = (material: CryptoKey, salt: Bytes, info: string) =>
	crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8(info) }, material, AES, false, USES);

async function keyOf(opener: Opener, salt: Bytes): Promise<CryptoKey> {
	if (opener.kind === "passkey") return derived(opener.output, salt, "lingnan-passkey-1");
	return derived(await sealedMaterial(stretched(opener.password, salt)), salt, "lingnan-password-1");
}

/** The key for one purpose. A data key is of one entry alone, so it needs no salt. */
export async function purposeKey(dataKey: Bytes, purpose: "signing" | "encryption"): Promise<CryptoKey> {
	return derived(await sealedMaterial(dataKey.slice()), new Uint8Array(0), `lingnan-${purpose}-1`);
}

/** `about` is readable and bound: a box moved to another account does not open. */
export async function seal(key: CryptoKey, plain: Bytes, about: string): Promise<Sealed> {
	const iv = random(12);
	const box = await crypto.subtle.encrypt({ name: AES.name, iv, additionalData: utf8(about) }, key, plain);
	return { iv, box: new Uint8Array(box) };
}

/** Nothing where the key is another, or a byte was changed. */
export async function unseal(key: CryptoKey, { iv, box }: Sealed, about: string): Promise<Bytes | undefined> {
	const way = { name: AES.name, iv, additionalData: utf8(about) };
	return crypto.subtle.decrypt(way, key, box).then(
		(plain) => new Uint8Array(plain),
		() => undefined,
	);
}

export async function newLock(opener: Opener, dataKey: Bytes, account: string, made: number): Promise<Lock> {
	const salt = random(32);
	const wrapped = { ...(await seal(await keyOf(opener, salt), dataKey, account)), salt, made };
	if (opener.kind === "password") return { kind: "password", ...wrapped };
	return { kind: "passkey", credential: opener.credential, ...wrapped };
}

/** The data key, or a refusal that says what did not fit. */
export async function openLock(lock: Lock, opener: Opener, account: string): Promise<Bytes> {
	const dataKey = await unseal(await keyOf(opener, lock.salt), lock, account);
	if (!dataKey) throw keyFault(opener.kind === "password" ? "WrongPassword" : "NoPasskeyHere");
	return dataKey;
}
