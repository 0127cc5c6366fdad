import { sign, verify } from "@scure/sr25519";
import { expect, test } from "vitest";
import { accountOf } from "./account";
import { askedBack } from "./asked-back";
import { equal, fromHex, toHex } from "./bytes";
import { KeyError } from "./errors";
import { developmentPair, entropyOf, pairOfEntropy, split, wordsOf } from "./words";

const DEVELOPMENT = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const fault = (text: string) => {
	try {
		entropyOf(text);
	} catch (error) {
		return String(error);
	}
	return undefined;
};

test("the development phrase and its keys have the accounts that every tool knows", () => {
	const root = pairOfEntropy(entropyOf(DEVELOPMENT));
	expect(root.account).toBe("5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV");
	expect(toHex(root.publicKey)).toBe("46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a");
	for (const [path, account] of [
		["//Alice", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"],
		["//Bob", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"],
		["//Alice//stash", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"],
	] as const) {
		expect(developmentPair(path).account, path).toBe(account);
	}
});

test("steps that are numbers, long names and names beyond ASCII derive as polkadot-js has them", () => {
	// By @polkadot/keyring 14: `new Keyring({ type: "sr25519" }).addFromUri(path)`.
	for (const [path, key] of PATHS) expect(toHex(developmentPair(path).publicKey), path).toBe(key);
	for (const bad of ["", "Alice", "/Alice", "//", "//Alice/soft", "//Alice//"]) {
		expect(() => developmentPair(bad), bad).toThrow(KeyError);
	}
});

const PATHS = [
	["//1", "b606fc73f57f03cdb4c932d475ab426043e429cecc2ffff0d2672b0df8398c48"],
	["//18446744073709551615", "a4ca284d5222ef916e2e181430785972ed22cb51ef91a0c6cdbbd390ee74bc77"],
	["//agency//market-regulation", "aeefb312671dfca857d0e68f9e0b24be6aa0726b5fb0fab0fafd44cf401bea37"],
	["//enterprise//91440300708461136T", "84617c8720dc173758bfd6b5ba639cbe4bc5f3422b9a7e9c4e2923383e5df953"],
	["//a name that is far too long to be put into thirty-two bytes", "2424879e7d6ee3772f83f6005252def0a26bc32b2dc690e8155794225e69025c"],
	["//荔枝", "1e36ee94173d5ff396dcc846d4df7767598d3a28c39206025faf417608a5451a"],
] as const;

test("twelve words come back from their entropy, however they are typed", () => {
	const entropy = fromHex("7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f")!;
	const words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
	expect(wordsOf(entropy)).toBe(words);
	expect(equal(entropyOf(words), entropy)).toBe(true);
	expect(split(" 1. Legal\n2. WINNER,  thank ")).toEqual(["legal", "winner", "thank"]);
	expect(equal(entropyOf(words.toUpperCase().replaceAll(" ", "\n  ")), entropy)).toBe(true);
});

test("a mistyped word is named by its place and never repeated", () => {
	expect(fault("legal winner")).toBe("WordsCount: 2");
	expect(fault(DEVELOPMENT.replace("lake", "lakke"))).toBe("WordUnknown: 4");
	expect(fault(DEVELOPMENT.replace("lake", "zoo"))).toBe("WordsTypo");
});

test("what a key signs is taken by whoever knows its public half", () => {
	const alice = developmentPair("//Alice");
	const message = new TextEncoder().encode("agreed");
	const signature = sign(alice.secret, message);
	expect(verify(message, signature, alice.publicKey)).toBe(true);
	expect(verify(new TextEncoder().encode("refused"), signature, alice.publicKey)).toBe(false);
});

test("two different words are asked back, neither the first nor the last", () => {
	const seen = new Set<string>();
	for (let first = 0; first < 10; first++) {
		for (let second = 0; second < 9; second++) {
			const picks = [first, second];
			const [a, b] = askedBack(12, () => picks.shift()!);
			expect(a >= 1 && a < b && b <= 10, `${a} ${b}`).toBe(true);
			seen.add(`${a} ${b}`);
		}
	}
	expect(seen.size).toBe(45);
});

test("accounts are written as everywhere", () => {
	expect(accountOf(new Uint8Array(32))).toBe("5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM");
});
