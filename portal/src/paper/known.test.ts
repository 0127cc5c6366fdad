import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgetSaid, keep, known, type Known } from "./known";

const NETWORK = "0x01";
const validators = (key: string, verified: boolean, set = 7n): Known => ({ keys: [[key, 1n]], set, at: 1_000, verified });

/** A browser's storage; what the page alone remembers is gone with the page. */
let stored: Map<string, string>;
beforeEach(() => {
	stored = new Map();
	vi.stubGlobal("localStorage", { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => stored.set(name, value) });
	forgetSaid();
	return () => vi.unstubAllGlobals();
});

describe("validators", () => {
	it("that were verified are kept for later visits", async () => {
		keep(NETWORK, validators("0xaa", true));
		vi.resetModules();
		const later = await import("./known");
		expect(later.known(NETWORK, 7n)).toEqual(validators("0xaa", true));
	});

	it("that a node named last as long as the page", async () => {
		keep(NETWORK, validators("0xbb", false));
		expect(known(NETWORK, 7n)).toEqual(validators("0xbb", false));
		expect(stored.size).toBe(0);
		vi.resetModules();
		expect((await import("./known")).known(NETWORK, 7n)).toBeUndefined();
	});

	it("of a node that was caught are forgotten, but not those that were verified", () => {
		keep(NETWORK, validators("0xaa", true, 6n));
		keep(NETWORK, validators("0xbb", false, 7n));
		forgetSaid();
		expect(known(NETWORK, 7n)).toBeUndefined();
		expect(known(NETWORK, 6n)).toEqual(validators("0xaa", true, 6n));
	});

	it("that a node names never take the place of those that were verified", () => {
		keep(NETWORK, validators("0xaa", true));
		keep(NETWORK, validators("0xbb", false));
		expect(known(NETWORK, 7n)).toEqual(validators("0xaa", true));
	});

	it("that an earlier release kept on a node's word are known no more", () => {
		const entry = { keys: [["0xbb", "1"]], set: "7", at: 1, verified: false };
		stored.set("validators", JSON.stringify({ [NETWORK]: [entry] }));
		expect(known(NETWORK, 7n)).toBeUndefined();
		keep(NETWORK, validators("0xaa", true, 8n));
		expect(stored.get("validators")).not.toContain("0xbb");
	});
});
