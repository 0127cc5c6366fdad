// The page before a gateway that is made up: what it asks with a key that is open, locked or not there, and in whose name.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Heads } from "../node";

const GENESIS = `0x${"11".repeat(32)}`;
const BLOCK = `0x${"22".repeat(32)}`;
const ACCOUNT = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

let key: { state: "none" | "locked" | "open"; account?: string };
const keyListeners = new Set<() => void>();
vi.mock("../../keys", () => ({
	KeyError: class KeyError extends Error {},
	custody: () => ({
		snapshot: () => key,
		subscribe: (listener: () => void) => (keyListeners.add(listener), () => keyListeners.delete(listener)),
		signQuery: async (asked: object) => {
			if (key.state !== "open") throw Object.assign(new Error(), { kind: "key", name: "Locked" });
			return { query: JSON.stringify(asked), account: key.account, signature: new Uint8Array(64) };
		},
	}),
}));
const { Door } = await import("./door");

interface Posted {
	method: string;
	/** Of a query. */
	as?: unknown;
	asked?: string;
	params: unknown[];
	block?: string;
}
let posted: Posted[];
let answers: Record<string, unknown>;
let down: boolean;

const gateway = async (_: string, { body }: { body: string }) => {
	if (down) throw new TypeError("down");
	const { method, params } = JSON.parse(body) as { method: string; params: [{ query: string }] };
	const query = method === "query" ? (JSON.parse(params[0].query) as { as: unknown; method: string; params: unknown[]; block: string }) : undefined;
	posted.push(query ? { method, as: query.as, asked: query.method, params: query.params, block: query.block } : { method, params });
	const answer = answers[query?.method ?? method];
	return { json: async () => (answer instanceof Error ? { error: { code: 21_010, message: "", data: answer.message } } : { result: answer ?? null }) };
};

const info = () => ({
	node: "12D3KooWOne", genesis: GENESIS, finalised: { number: 7, hash: BLOCK }, boxes: true,
	public: ["chain_getHeader", "financing_institutions", "attestation_agencies"],
	calls: ["FinancingApi_products"],
	signed: ["state_call", "state_getStorage", "state_getReadProof", "grandpa_proveFinality", "system_accountNextIndex", "transaction_outcome", "enterprise_of", "openings_fetch", "openings_drop"],
});

let heads: Partial<Heads>;
const made = (more: object = {}) => new Door({ name: "m", place: "Guangdong", nodes: [], genesis: GENESIS, rehearsal: false, gateways: ["https://door.example"], ...more }, (change) => (heads = { ...heads, ...change }));

beforeEach(() => {
	[posted, down, heads, key] = [[], false, {}, { state: "open", account: ACCOUNT }];
	answers = { gateway_info: info(), enterprise_of: { items: ["HK:12345678"], next: null }, financing_institutions: { items: [{ id: 3, key: ACCOUNT }], next: null }, state_call: "0x00" };
	vi.stubGlobal("fetch", gateway);
	vi.stubGlobal("location", { pathname: "/firm" });
	vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined });
	vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
});
afterEach(() => vi.unstubAllGlobals());

const signed = () => posted.filter(({ method }) => method === "query");
const refusal = (asked: Promise<unknown>) => asked.then(() => "answered", (reason: { reason?: { name: string }; name?: string }) => reason.reason?.name ?? reason.name);

describe("without a key", () => {
	it("what is public is asked without a signature, and the rest not at all", async () => {
		key = { state: "none" };
		const door = made();
		await door.look();
		expect(heads).toMatchObject({ connected: true, best: { number: 7, hash: BLOCK } });
		expect(await door.call("state_call", ["FinancingApi_products", "0x", BLOCK])).toBe("0x00");
		expect(await refusal(door.call("state_call", ["AttestationsApi_attestations", "0x", BLOCK]))).toBe("SignatureRequired");
		expect(signed()).toEqual([]);
	});

	it("a locked key signs nothing, and what is final is seen all the same", async () => {
		key = { state: "locked", account: ACCOUNT };
		const door = made({ validators: { set: "0", keys: [], block: 0 } });
		await door.look();
		expect(heads.best?.number).toBe(7);
		expect(await refusal(door.call("state_call", ["AttestationsApi_attestations", "0x", BLOCK]))).toBe("Locked");
		expect(signed()).toEqual([]);
	});
});

describe("with an open key", () => {
	it("each question is signed in the name of whom the screens are of, at the block that it is asked of", async () => {
		const door = made();
		await door.call("state_call", ["FinancingApi_loans_of", "0x0131323334353637380000", BLOCK]);
		vi.stubGlobal("location", { pathname: "/bank" });
		await door.call("state_call", ["FinancingApi_inbox", "0x03000000", BLOCK]);
		expect(signed().map(({ as, asked, params, block }) => [as, asked, params[0], block])).toEqual([
			["Account", "enterprise_of", ACCOUNT, BLOCK],
			[{ Enterprise: "HK:12345678" }, "state_call", "FinancingApi_loans_of", BLOCK],
			[{ Institution: 3 }, "state_call", "FinancingApi_inbox", BLOCK],
		]);
	});

	it("what an account asks about itself needs no party", async () => {
		answers.enterprise_of = { items: [], next: null };
		const door = made();
		await door.call("state_call", ["EnterpriseRegistryApi_enterprises_of", `0x${"00".repeat(32)}`, BLOCK]);
		answers.system_accountNextIndex = 4;
		expect(await door.nonce(ACCOUNT)).toBe(4);
		expect(signed().map(({ as }) => as)).toEqual(["Account", "Account"]);
	});

	it("what no gateway answers is not asked", async () => {
		expect(await refusal(made().call("state_queryStorageAt", [["0x"]]))).toBe("MethodClosed");
		expect(await refusal(made().next("author_pendingExtrinsics"))).toBe("MethodClosed");
		expect(posted.map(({ method }) => method)).toEqual(["gateway_info"]);
	});

	it("a proof of many keys is asked in parts, and is one", async () => {
		answers.state_getReadProof = { at: BLOCK, proof: ["0x01", "0x02"] };
		const { proof } = await made().call<{ proof: string[] }>("state_getReadProof", [Array.from({ length: 40 }, (_, at) => `0x${at}`), BLOCK]);
		expect(proof).toEqual(["0x01", "0x02"]);
		expect(signed().filter(({ asked }) => asked === "state_getReadProof").map(({ params }) => (params[0] as string[]).length)).toEqual([32, 8]);
	});

	it("boxes are fetched and dropped in the firm's name", async () => {
		answers.openings_fetch = { boxes: [{ agency: 1, at: 5, hash: "0x01", box: "{}" }] };
		const door = made();
		expect(await door.boxes("HK:12345678")).toHaveLength(1);
		await door.drop("HK:12345678", ["0x01"]);
		expect(signed().map(({ as, asked, params }) => [as, asked, params])).toEqual([
			[{ Enterprise: "HK:12345678" }, "openings_fetch", ["HK:12345678"]],
			[{ Enterprise: "HK:12345678" }, "openings_drop", ["HK:12345678", ["0x01"]]],
		]);
	});

	it("a refusal is the gateway's by name", async () => {
		answers.state_call = new Error("NoRelation");
		expect(await refusal(made().call("state_call", ["CreditScoringApi_ratings", "0x", BLOCK]))).toBe("NoRelation");
	});
});

it("a gateway of another chain, or none that answers, is told as such", async () => {
	answers.gateway_info = { ...info(), genesis: BLOCK };
	await made().look();
	expect(heads).toMatchObject({ connected: false, failed: true });
	down = true;
	expect(await refusal(made().call("chain_getHeader", [BLOCK]))).toBe("Unreachable");
});
