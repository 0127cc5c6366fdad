import { verify } from "@scure/sr25519";
import { beforeEach, expect, test, vi } from "vitest";
import { type Bytes, random, toBase64, toHex, utf8 } from "./bytes";
import { Guard, IDLE } from "./guard";
import { readKeyFile } from "./keyfile";
import { newLock, type Opener, purposeKey, seal } from "./locks";
import { sealedMaterial } from "./material";
import { MemoryStore } from "./testing";
import { writeCopy } from "./vault";

vi.setConfig({ testTimeout: 60_000 }); // scrypt is slow by intent

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const MESSAGE = utf8("agreed");
const minutes = (n: number) => n * 60_000;

let [now, locks] = [0, 0];
let store: MemoryStore;
let guard: Guard;
const made = () => new Guard({ store, now: () => now, onLock: () => locks++ });
const passkey = async (byte: number): Promise<Opener> => ({
	kind: "passkey",
	credential: new Uint8Array(16).fill(byte),
	output: await sealedMaterial(new Uint8Array(32).fill(byte)),
});
const password = (text: string): Opener => ({ kind: "password", password: text });
const prf = () => random(32);
const refused = (act: Promise<unknown>) => act.then(() => "allowed", String);

beforeEach(() => {
	[now, locks, store] = [1_000_000, 0, new MemoryStore()];
	guard = made();
});

/** A key that may sign. */
async function ready(opener: Opener): Promise<string> {
	const { account } = await guard.make(opener, prf());
	await guard.hasSecondWay(account, "file");
	return account;
}

test("nothing is signed before there is a second way", async () => {
	const { account, publicKey, secondWay } = await guard.make(await passkey(1), prf());
	expect(secondWay).toBeUndefined();
	expect(await refused(guard.sign(account, MESSAGE))).toBe("SecondWayMissing");
	await guard.hasSecondWay(account, "words");
	expect(verify(MESSAGE, await guard.sign(account, MESSAGE), publicKey)).toBe(true);
});

test("what is made, locked and unlocked signs as before; another passkey or password opens nothing", async () => {
	for (const [right, wrong, says] of [
		[await passkey(1), await passkey(2), "NoPasskeyHere"],
		[password("correct horse"), password("correct hoarse"), "WrongPassword"],
	] as const) {
		const account = await ready(right);
		guard.lock();
		expect(await refused(guard.sign(account, MESSAGE))).toBe("Locked");
		guard = made(); // Another page.
		expect(await refused(guard.unlock(account, wrong))).toBe(says);
		expect(await refused(guard.sign(account, MESSAGE))).toBe("Locked");
		await guard.unlock(account, right);
		const { publicKey } = (await guard.list()).find((key) => key.account === account)!;
		expect(verify(MESSAGE, await guard.sign(account, MESSAGE), publicKey)).toBe(true);
	}
});

test("a passkey whose PRF answers otherwise opens nothing", async () => {
	const account = await ready(await passkey(1));
	const other: Opener = { kind: "passkey", credential: new Uint8Array(16).fill(1), output: await sealedMaterial(random(32)) };
	expect(await refused(guard.unlock(account, other))).toBe("NoPasskeyHere");
});

test("after ten idle minutes it is locked; use and work on the page put that off", async () => {
	const account = await ready(await passkey(1));
	now += IDLE - 1;
	guard.tick();
	expect(guard.isOpen(account)).toBe(true);
	await guard.sign(account, MESSAGE);
	now += minutes(9);
	guard.touch();
	now += minutes(9);
	expect([guard.isOpen(account), locks]).toEqual([true, 0]);
	now += minutes(1);
	guard.tick();
	expect([guard.isOpen(account), locks]).toEqual([false, 1]);
	expect(await refused(guard.sign(account, MESSAGE))).toBe("Locked");
});

test("a machine that slept is locked although no timer ran", async () => {
	const account = await ready(await passkey(1));
	now += minutes(60);
	guard.touch();
	expect(await refused(guard.sign(account, MESSAGE))).toBe("Locked");
	expect(locks).toBe(1);
});

test("a grant is for one signature and two minutes", async () => {
	const opener = await passkey(1);
	const account = await ready(opener);
	expect(await refused(guard.sign(account, MESSAGE, "made up"))).toBe("Locked");
	const grant = await guard.unlock(account, opener);
	expect(await refused(guard.sign(account, MESSAGE, grant))).toBe("allowed");
	expect(await refused(guard.sign(account, MESSAGE, grant))).toBe("Locked");
	const late = await guard.unlock(account, opener);
	now += minutes(2);
	expect(await refused(guard.sign(account, MESSAGE, late))).toBe("Locked");
});

test("words and key file are shown while the key is made, and then after a prompt alone", async () => {
	const opener = await passkey(1);
	const { account } = await guard.make(opener, prf());
	const words = (await guard.words(account)).join(" ");
	expect(readKeyFile(await guard.keyFile(account, "correct horse", ""), "correct horse").account).toBe(account);
	await guard.hasSecondWay(account, "words");
	expect(await refused(guard.words(account))).toBe("Locked");
	expect(await refused(guard.keyFile(account, "correct horse", ""))).toBe("Locked");
	expect((await guard.words(account, await guard.unlock(account, opener))).join(" ")).toBe(words);
	const again = made();
	store.entries.clear();
	expect((await again.restoreWords(words, opener, prf())).account).toBe(account);
});

test("words and key files of elsewhere give the account that they always had, and it signs at once", async () => {
	const byWords = await guard.restoreWords(WORDS, await passkey(1), prf());
	expect([byWords.account, byWords.secondWay, byWords.hasWords]).toEqual([
		"5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe",
		"words",
		true,
	]);
	const file = await guard.keyFile(byWords.account, "correct horse", "", await guard.unlock(byWords.account, await passkey(1)));
	await guard.remove(byWords.account);
	const byFile = await guard.restoreFile(file, "correct horse", password("correct horse"), prf());
	expect([byFile.account, byFile.secondWay, byFile.hasWords]).toEqual([byWords.account, "file", false]);
	expect(await refused(guard.sign(byFile.account, MESSAGE))).toBe("allowed");
	const grant = await guard.unlock(byFile.account, password("correct horse"));
	expect(await refused(guard.words(byFile.account, grant))).toBe("WordsOther");
});

test("a second passkey opens the same key, also from a copy in another browser", async () => {
	const account = await ready(await passkey(1));
	await guard.addLock(account, await passkey(2));
	const copy = await guard.copy(account);
	store.entries.clear();
	guard = made();
	await guard.restoreCopy(copy);
	expect(await refused(guard.restoreCopy(copy))).toBe("OtherKey");
	for (const byte of [1, 2]) await guard.unlock(account, await passkey(byte));
	expect(await refused(guard.unlock(account, await passkey(3)))).toBe("NoPasskeyHere");
	expect(await refused(guard.sign(account, MESSAGE))).toBe("allowed");
	for (const bad of ["", "{}", "null", copy.replace("copy-1", "copy-9"), copy.replace('"locks"', '"bolts"')]) {
		expect(await refused(guard.restoreCopy(bad)), bad.slice(0, 20)).toBe("CopyForeign");
	}
});

test("a lock is taken away, but never the last; a new password takes the place of the old", async () => {
	const account = await ready(password("correct horse"));
	now += 1;
	const { locks } = await guard.addLock(account, await passkey(1));
	expect(locks.map(({ kind }) => kind)).toEqual(["password", "passkey"]);
	now += 1;
	expect((await guard.addLock(account, password("another horse"))).locks.map(({ kind }) => kind)).toEqual(["passkey", "password"]);
	expect(await refused(guard.unlock(account, password("correct horse")))).toBe("WrongPassword");
	const left = await guard.removeLock(account, locks[1]!.made);
	expect(left.locks.map(({ kind }) => kind)).toEqual(["password"]);
	expect(await refused(guard.removeLock(account, left.locks[0]!.made))).toBe("SecondWayMissing");
});

test("what was put under another account's name is not taken for it", async () => {
	const opener = await passkey(1);
	const [one, other] = [await ready(opener), await ready(opener)];
	store.entries.set(one, { ...store.entries.get(other)!, account: one });
	guard.lock();
	expect(await refused(guard.unlock(one, opener))).toBe("NoPasskeyHere");
	// Not even where whoever made it up knows its password, as of a copy that he hands out.
	const dataKey = random(32);
	const signing = await seal(await purposeKey(dataKey, "signing"), random(16), `${one} signing`);
	const locks = [await newLock(password("told to everybody"), dataKey, one, now)];
	store.entries.set(one, { ...store.entries.get(one)!, locks, signing: { ...signing, of: "words" } });
	expect(await refused(guard.unlock(one, password("told to everybody")))).toBe("OtherKey");
});

test("the key for openings is made once, apart from the key that signs, and opens what is encrypted to it", async () => {
	const opener = await passkey(1);
	const account = await ready(opener);
	expect(await refused(guard.openBox(account, "openings", new Uint8Array(40)))).toBe("NoEncryptionKey");
	const { suite, publicKey } = await guard.encryptionKey(account);
	expect([suite, publicKey.length]).toEqual(["xwing", 1_216]);
	guard = made();
	expect(await refused(guard.encryptionKey(account))).toBe("Locked");
	await guard.unlock(account, opener);
	expect((await guard.encryptionKey(account)).publicKey).toEqual(publicKey);
	expect(await refused(guard.openBox(account, "openings", new Uint8Array(40).fill(2)))).toBe("BoxTooShort");
	const box = new Uint8Array(1_200).fill(2);
	expect(await refused(guard.openBox(account, "openings", box))).toBe("BoxOtherKey");
});

test("keys of everybody's sign at once and are kept nowhere", async () => {
	const { account, publicKey } = await guard.development("//agency//tax");
	expect(verify(MESSAGE, await guard.sign(account, MESSAGE), publicKey)).toBe(true);
	expect(store.entries.size).toBe(0);
	expect(await refused(guard.words(account))).toBe("NoKey");
});

test("nothing that is kept holds the words, the entropy or the secret in clear", async () => {
	const entropy = new Uint8Array(16).fill(0x7f);
	const { account } = await guard.restoreWords(WORDS, await passkey(1), prf());
	await guard.encryptionKey(account);
	await guard.addLock(account, password("correct horse"));
	const file = await guard.keyFile(account, "correct horse", "", await guard.unlock(account, await passkey(1)));
	const secret = readKeyFile(file, "correct horse").secret as Bytes;
	const entry = store.entries.get(account)!;
	const kept = writeCopy(entry);
	const raw = [entry.signing.box, entry.encryption!.box, ...entry.locks.map(({ box }) => box)].map((box) => toHex(box)).join(" ");
	for (const planted of [entropy, secret.subarray(0, 32), secret.subarray(32), secret, utf8("correct horse"), utf8("sausage")]) {
		expect(raw).not.toContain(toHex(planted));
		expect(kept).not.toContain(toBase64(planted).slice(0, 16));
		expect(kept).not.toContain(toHex(planted));
	}
	for (const word of ["sausage", "yellow", "correct horse"]) expect(kept + file).not.toContain(word);
});

const QUERY = { as: { Enterprise: "CN:91440300708461136T" }, method: "attestation_list", params: ["CN:91440300708461136T"], node: "12D3KooWThisNode", block: `0x${"07".repeat(32)}` };

test("a question to a gateway is signed without a prompt, in that form and with a nonce of its own", async () => {
	const account = await ready(password("correct horse"));
	const { publicKey } = (await guard.list())[0]!;
	const one = await guard.signQuery(account, QUERY);
	const said = new RegExp(`^\\{"as":\\{"Enterprise":"CN:91440300708461136T"\\},"method":"attestation_list","params":\\["CN:91440300708461136T"\\],"node":"12D3KooWThisNode","block":"0x(07){32}","nonce":"0x[0-9a-f]{32}"\\}$`);
	expect(one.query).toMatch(said);
	expect(verify(utf8(`<Bytes>lingnan query 1 ${one.query}</Bytes>`), one.signature, publicKey)).toBe(true);
	expect(verify(utf8(one.query), one.signature, publicKey)).toBe(false);
	expect((await guard.signQuery(account, QUERY)).query).not.toBe(one.query);
	for (const as of ["Account", { Institution: 3 }, { Agency: 0 }] as const) expect(JSON.parse((await guard.signQuery(account, { ...QUERY, as })).query).as).toEqual(as);
});

test("what has not the form of a question is not signed as one", async () => {
	const account = await ready(password("correct horse"));
	const bad = [
		{ as: { Enterprise: "CN:91440300708461136T", Agency: 0 } },
		{ as: { Enterprise: 'CN:9"}</Bytes>' } },
		{ as: { Institution: -1 } },
		{ as: "Monitor" },
		{ method: "author_submitExtrinsic\"" },
		{ method: "remark" },
		{ params: "CN:91440300708461136T" },
		{ params: ["x".repeat(8_200)] },
		{ node: "a b" },
		{ block: "0x07" },
	];
	for (const one of bad) expect(await refused(guard.signQuery(account, { ...QUERY, ...one } as never)), JSON.stringify(one).slice(0, 60)).toContain("Unexpected");
	// Nothing that was handed in besides is written into it.
	expect(JSON.parse((await guard.signQuery(account, { ...QUERY, also: 1 } as never)).query)).not.toHaveProperty("also");
});

test("a page that goes on asking keeps no key open", async () => {
	const account = await ready(password("correct horse"));
	for (let passed = 0; passed < 9; passed += 3) {
		now += minutes(3);
		await guard.signQuery(account, QUERY);
	}
	now += minutes(1);
	expect(await refused(guard.signQuery(account, QUERY))).toBe("Locked");
	expect(await refused(guard.sign(account, MESSAGE))).toBe("Locked");
});
