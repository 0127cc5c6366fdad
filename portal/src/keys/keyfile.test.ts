import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { fromBase64, toBase64, toHex, utf8 } from "./bytes";
import { readKeyFile, writeKeyFile } from "./keyfile";
import { entropyOf, pairOfEntropy } from "./words";

vi.setConfig({ testTimeout: 60_000 }); // scrypt is slow by intent

/** The same words and password as the vectors of the crate `client`, which say who wrote them. */
const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASSWORD = "a password for a test";
const vector = (name: string) => readFileSync(new URL(`../../../client/tests/vectors/${name}.json`, import.meta.url), "utf8");
const OURS = () => pairOfEntropy(entropyOf(WORDS));
const refused = (text: string, password = PASSWORD) => {
	try {
		return readKeyFile(text, password).account;
	} catch (error) {
		return String(error);
	}
};

test("key files that wallets wrote open with their password alone", () => {
	for (const name of ["keyring-14", "keyring-12", "portal"]) {
		const pair = readKeyFile(vector(name), PASSWORD);
		expect(pair.account, name).toBe(OURS().account);
		expect(pair.secret, name).toEqual(OURS().secret);
		expect(refused(vector(name), "another password")).toBe("WrongPassword");
	}
});

test("a key file of the portal opens again, holds no secret in clear, and costs what every wallet takes", () => {
	const text = writeKeyFile(OURS(), PASSWORD, "the shop's key");
	expect(readKeyFile(text, PASSWORD).secret).toEqual(OURS().secret);
	const form = JSON.parse(text);
	expect(form.address).toBe(OURS().account);
	expect(form.meta.name).toBe("the shop's key");
	const bytes = fromBase64(form.encoded)!;
	expect([...bytes.subarray(32, 44)]).toEqual([0, 128, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0]);
	expect(bytes.length).toBe(68 + 16 + 117);
	expect(toHex(bytes)).not.toContain(toHex(OURS().secret));
	expect(writeKeyFile(OURS(), PASSWORD, "the shop's key")).not.toBe(text);
});

test("what is no key file of ours is refused by name", () => {
	const with_ = (change: (form: { encoded: string; encoding: Record<string, unknown> }) => void) => {
		const form = JSON.parse(vector("keyring-12"));
		change(form);
		return refused(JSON.stringify(form));
	};
	expect(refused("words, not a file")).toBe("NotAKeyFile");
	expect(refused("{}")).toBe("NotAKeyFile");
	expect(refused("null")).toBe("NotAKeyFile");
	expect(with_((form) => (form.encoding.version = "4"))).toBe("KeyFileForeign: pkcs8, sr25519, 4");
	expect(with_((form) => (form.encoding.content = ["pkcs8", "ed25519"]))).toContain("KeyFileForeign: pkcs8, ed25519");
	expect(with_((form) => (form.encoding.type = ["none"]))).toBe("KeyFileOpen");
	expect(with_((form) => (form.encoded = "!"))).toBe("KeyFileDamaged");
	expect(with_((form) => (form.encoded = "AAAA"))).toBe("KeyFileDamaged");
	expect(
		with_((form) => {
			const bytes = fromBase64(form.encoded)!;
			bytes[bytes.length - 1]! ^= 1;
			form.encoded = toBase64(bytes);
		}),
	).toBe("WrongPassword");
	expect(
		with_((form) => {
			const bytes = fromBase64(form.encoded)!;
			new DataView(bytes.buffer).setUint32(32, 1 << 30, true);
			form.encoded = toBase64(bytes);
		}),
	).toBe("KeyFileCostly: 1073741824");
});

test("a password in any script is the one that wallets take", () => {
	const password = "荔枝 ção";
	const text = writeKeyFile(OURS(), password, "");
	expect(utf8(password).length).toBeGreaterThan(password.length);
	expect(readKeyFile(text, password).account).toBe(OURS().account);
});
