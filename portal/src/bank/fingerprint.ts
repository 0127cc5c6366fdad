// A document's fingerprint, which alone leaves the browser.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

export async function fingerprintOf(file: Blob): Promise<`0x${string}`> {
	return `0x${bytesToHex(blake2b(new Uint8Array(await file.arrayBuffer()), { dkLen: 32 }))}`;
}
