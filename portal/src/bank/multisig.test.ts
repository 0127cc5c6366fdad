import { blake2b } from "@noble/hashes/blake2.js";
import { hexToBytes, bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { callIn, commonAccount } from "./multisig";

const [maker, checker] = [Uint8Array.from({ length: 32 }, () => 2), Uint8Array.from({ length: 32 }, () => 1)];

test("the common account is the one that wallets make, whatever order the people stand in", () => {
	const account = bytesToHex(commonAccount([maker, checker], 2));
	expect(bytesToHex(commonAccount([checker, maker], 2))).toBe(account);
	expect(account).toBe("6fd5d80fd10c6bdf947ee5c83d64c6d6dc84ea591b44d1ea5ecafe6f1c505b0d");
	expect(bytesToHex(commonAccount([maker, checker], 1))).not.toBe(account);
});

test("a call is found in the transaction that entered it, by its hash alone", () => {
	const call = hexToBytes("0102030405060708");
	const hash = blake2b(call, { dkLen: 32 });
	const transaction = concatBytes(hexToBytes("8400ffee"), Uint8Array.of(2, 0, 4), checker, Uint8Array.of(0), call, hexToBytes("0b00407a10f35a0824"));
	const found = callIn(transaction, hash, 2, [checker]);
	expect(found).toEqual(call);
	expect(found?.buffer.byteLength, "it owns its bytes").toBe(call.length);
	expect(callIn(transaction, hash, 3, [checker])).toBeUndefined();
	const changed = Uint8Array.from(transaction);
	changed[changed.length - 12]! ^= 1;
	expect(callIn(changed, hash, 2, [checker]), "what was changed is not that call").toBeUndefined();
});
