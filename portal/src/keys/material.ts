import type { Bytes } from "./bytes";

/** Bytes as a key that HKDF alone can use; the bytes are gone. */
export async function sealedMaterial(bytes: Uint8Array): Promise<CryptoKey> {
	const key = await crypto.subtle.importKey("raw", bytes as Bytes, "HKDF", false, ["deriveKey"]);
	bytes.fill(0);
	return key;
}
