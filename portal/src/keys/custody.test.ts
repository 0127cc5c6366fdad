import { verify } from "@scure/sr25519";
import { beforeEach, expect, test, vi } from "vitest";
import { utf8 } from "./bytes";
import { Custody } from "./custody";
import { IDLE } from "./guard";
import { Authenticator, memory, MemoryStore, workerOf } from "./testing";
import { developmentPair } from "./words";

vi.setConfig({ testTimeout: 60_000 }); // scrypt is slow by intent

const MESSAGE = utf8("agreed");
const PASSKEY = { kind: "passkey", name: "Lingnan", label: "Key" } as const;
const PASSWORD = { kind: "password", password: "correct horse" } as const;
const refused = (act: Promise<unknown>) => act.then(() => "allowed", String);

let now: number;
let store: MemoryStore;
let passkeys: Authenticator;
let [kept, session] = [memory(), memory()];
let worker: ReturnType<typeof workerOf>;
let custody: Custody;

/** The page, loaded anew: its worker begins without a key. */
async function load() {
	worker = workerOf(store, () => now);
	custody = new Custody({ worker, memory: kept, session, passkeys });
	await custody.loaded;
}

beforeEach(async () => {
	[now, store, passkeys, kept, session] = [1_000_000, new MemoryStore(), new Authenticator(), memory(), memory()];
	await load();
});

const state = () => custody.snapshot().state;
async function sign(fresh = false) {
	const signer = await custody.ask(fresh);
	expect(verify(MESSAGE, await signer.sign(MESSAGE), signer.publicKey)).toBe(true);
	return signer;
}

test("a key is made with one prompt, and signs without another until it is locked", async () => {
	expect([state(), await refused(custody.ask(false))]).toEqual(["none", "NoKey"]);
	await custody.make(PASSKEY);
	expect([state(), passkeys.prompts]).toEqual(["open", 1]);
	expect(await refused(custody.ask(false))).toBe("SecondWayMissing");
	await custody.hasSecondWay("words");
	await sign();
	expect(passkeys.prompts).toBe(1);
	await custody.lock();
	expect(state()).toBe("locked");
	await sign();
	expect([state(), passkeys.prompts]).toEqual(["open", 2]);
});

test("an authenticator that answers only when asked again costs a second prompt", async () => {
	passkeys.prf = "when asked";
	await custody.make(PASSKEY);
	expect([state(), passkeys.prompts]).toEqual(["open", 2]);
});

test("an authenticator without PRF is refused before a key is made, and a password does instead", async () => {
	passkeys.prf = "not at all";
	expect(await refused(custody.make(PASSKEY))).toBe("NoPrf");
	expect([store.entries.size, state()]).toEqual([0, "none"]);
	await custody.make(PASSWORD);
	await custody.hasSecondWay("words");
	await sign();
});

test("a passkey that proves itself and gives no PRF is said to be that, or the password is asked for", async () => {
	await custody.make(PASSKEY);
	await custody.hasSecondWay("file");
	await load();
	passkeys.prf = "not at all";
	expect(await refused(custody.ask(false))).toBe("NoPrfNow");
	passkeys.prf = "at creation";
	await custody.unlockByPasskey();
	await custody.protect(PASSWORD);
	await load();
	passkeys.prf = "not at all";
	const asked = custody.ask(false);
	await vi.waitFor(() => expect(custody.snapshot().asking?.fault?.name).toBe("NoPrfNow"));
	await custody.answer("correct hoarse");
	expect(custody.snapshot().asking?.fault?.name).toBe("WrongPassword");
	await custody.answer("correct horse");
	expect((await asked).account).toBe(custody.snapshot().account);
	expect([state(), custody.snapshot().asking]).toEqual(["open", undefined]);
});

test("whoever refuses the prompt signs nothing", async () => {
	await custody.make(PASSKEY);
	await custody.hasSecondWay("file");
	passkeys.fails = "NotAllowedError";
	expect(await refused(custody.ask(true))).toBe("Cancelled");
	await load();
	expect(await refused(custody.ask(false))).toBe("Cancelled");
	for (const [name, says] of [["SecurityError", "InsecurePage"], ["NotSupportedError", "Unsupported"]] as const) {
		passkeys.fails = name;
		expect(await refused(custody.ask(false))).toBe(says);
	}
	expect(state()).toBe("locked");
});

test("whoever closes the question for the password signs nothing", async () => {
	await custody.make(PASSWORD);
	await custody.hasSecondWay("words");
	await load();
	const asked = custody.ask(false);
	await vi.waitFor(() => expect(custody.snapshot().asking).toBeDefined());
	custody.cancel();
	expect(await refused(asked)).toBe("Cancelled");
	expect(custody.snapshot().asking).toBeUndefined();
});

test("a fresh question prompts although the key is open, and its answer signs once", async () => {
	await custody.make(PASSKEY);
	await custody.hasSecondWay("file");
	await sign();
	expect(passkeys.prompts).toBe(1);
	const signer = await sign(true);
	expect(passkeys.prompts).toBe(2);
	expect(await refused(signer.sign(MESSAGE))).toBe("Locked");
});

test("after ten idle minutes it prompts again; work on the page puts that off", async () => {
	await custody.make(PASSKEY);
	await custody.hasSecondWay("file");
	now += IDLE - 1;
	custody.touch();
	await vi.waitFor(async () => expect(await custody.remote.isOpen(custody.snapshot().account!)).toBe(true));
	now += IDLE - 1;
	await sign();
	expect(passkeys.prompts).toBe(1);
	now += IDLE;
	worker.guard.tick();
	expect(state()).toBe("locked");
	await sign();
	expect(passkeys.prompts).toBe(2);
});

test("a second passkey must be another one", async () => {
	await custody.make(PASSKEY);
	expect(await refused(custody.protect(PASSKEY))).toBe("AlreadyHere");
	const first = passkeys.held.pop()!;
	await custody.protect(PASSKEY);
	await custody.hasSecondWay("passkey");
	await load();
	await sign();
	passkeys.held.splice(0, 1, first);
	await load();
	await sign();
});

test("the chosen key is remembered, and what is removed is gone", async () => {
	const one = await custody.make(PASSKEY);
	passkeys.held.splice(0);
	now += 1;
	const other = await custody.make(PASSKEY);
	expect(custody.snapshot().account).toBe(other.account);
	custody.choose(one.account);
	await vi.waitFor(() => expect([custody.snapshot().account, state()]).toEqual([one.account, "locked"]));
	await load();
	expect(custody.snapshot().account).toBe(one.account);
	await custody.remove(one.account);
	expect([custody.snapshot().account, store.entries.size]).toEqual([other.account, 1]);
	await custody.remove(other.account);
	expect([state(), custody.snapshot().account]).toEqual(["none", undefined]);
});

test("a key of everybody's is chosen by its path, and survives loading and locking", async () => {
	await custody.useDevelopment("//agency//tax");
	const { account } = developmentPair("//agency//tax");
	expect([state(), custody.snapshot().account]).toEqual(["open", account]);
	expect((await sign(true)).account).toBe(account);
	await load();
	await vi.waitFor(() => expect(custody.snapshot().account).toBe(account));
	now += IDLE;
	expect((await sign()).account).toBe(account);
	expect(passkeys.prompts).toBe(0);
	const own = await custody.make(PASSKEY);
	expect([custody.snapshot().account, custody.snapshot().development]).toEqual([own.account, undefined]);
});

test("where the worker does not load the page says so, and does not wait for ever", async () => {
	const broken = { onmessage: null, onerror: null as Worker["onerror"], postMessage() {} };
	custody = new Custody({ worker: broken, memory: kept, session, passkeys });
	(broken.onerror as () => void)();
	await custody.loaded;
	expect(custody.snapshot()).toMatchObject({ loaded: true, state: "none" });
	expect(await refused(custody.make(PASSKEY))).toContain("Unexpected");
});
