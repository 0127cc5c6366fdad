// A call by way of a gateway that is made up: what is signed, what it becomes, and how that is told.

import { blake2b } from "@noble/hashes/blake2.js";
import { getPublicKey, secretFromSeed, sign, verify } from "@scure/sr25519";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { call } from "../call";
import { codecsOf } from "../codecs";
import { Trouble } from "../errors";
import { node } from "../node";
import type { Sending } from "../send";
import { NodeRefusal } from "./wire";

const scale = new Uint8Array(readFileSync(join(import.meta.dirname, "../../../chain/metadata.scale")));
const codecs = codecsOf(scale);
vi.mock("../codec", () => ({ codecs: async () => codecs, metadataBytes: async () => scale }));
const { eraOf, extensionsOf, send } = await import("./send");

const secret = secretFromSeed(new Uint8Array(32).fill(7));
const publicKey = getPublicKey(secret);
const signed: Uint8Array[] = [];
const signer = { account: "", publicKey: publicKey as never, sign: async (payload: Uint8Array) => (signed.push(payload), sign(secret, payload) as never) };
const GENESIS = `0x${"11".repeat(32)}`;
const birth = { number: 5_000, hash: `0x${"22".repeat(32)}` as const };
const CALL = call("Consents", "revoke", { consent: 7n });

const event = (type: string, name: string, value: unknown) => `0x${Buffer.from(codecs.event.enc({ type, value: { type: name, value } })).toString("hex")}`;
const weight = { weight: { ref_time: 1n, proof_size: 1n }, class: { type: "Normal", value: undefined }, pays_fee: { type: "Yes", value: undefined } };
const revoked = event("Consents", "Revoked", { consent: 7n });
/** The chain writes a pallet's error in four bytes, the codec in as many as the error has. */
const failed = ((bytes: string) => `${bytes.slice(0, 12)}000000${bytes.slice(12)}`)(event("System", "ExtrinsicFailed", { dispatch_error: { type: "Module", value: { type: "Consents", value: { type: "NotFound", value: undefined } } }, dispatch_info: weight }));

const at = (number: number, final: boolean, events: string[]) => ({ block: { number, hash: `0x${number.toString(16).padStart(64, "0")}` }, final, events });

/** What it answers about the transaction, look by look; the last goes on. */
function door(outcomes: unknown[], refusal?: Error) {
	const sent: string[] = [];
	const made = {
		final: birth,
		genesis: Promise.resolve(GENESIS),
		nonce: async () => 3,
		submit: async (transaction: string) => {
			sent.push(transaction);
			if (refusal) throw refusal;
		},
		outcome: async (_: string, hash: string) => {
			expect(hash).toBe(`0x${Buffer.from(blake2b(Buffer.from(sent[0]!.slice(2), "hex"), { dkLen: 32 })).toString("hex")}`);
			const next = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
			if (next instanceof Error) throw next;
			return next;
		},
		until: async () => undefined,
	};
	vi.spyOn(node, "gateway").mockResolvedValue(made as never);
	return sent;
}

async function told(): Promise<Sending[]> {
	const all: Sending[] = [];
	const done = send(CALL, signer, publicKey, (sending) => all.push(sending));
	await vi.advanceTimersByTimeAsync(130_000);
	await done;
	return all;
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined });
	signed.length = 0;
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

describe("a call by a gateway", () => {
	it("is sent, in a block, final", async () => {
		const sent = door([null, new NodeRefusal(20_005, "busy"), at(5_001, false, [revoked]), at(5_001, false, [revoked]), at(5_001, true, [revoked])]);
		const all = await told();
		expect(all.map(({ step }) => step)).toEqual(["signing", "sent", "inBlock", "final"]);
		expect(all.at(-1)).toMatchObject({ block: 5_001, events: [{ pallet: "Consents", event: "Revoked", data: { consent: 7n } }] });
		expect(sent).toHaveLength(1);
	});

	it("is refused because, once that is final: until then another block can hold it", async () => {
		door([at(5_001, false, [failed]), at(5_002, false, [revoked]), at(5_002, true, [revoked])]);
		expect((await told()).map(({ step }) => step)).toEqual(["signing", "sent", "inBlock", "final"]);
		door([at(5_001, false, [failed]), at(5_001, true, [failed])]);
		expect((await told()).at(-1)).toEqual({ step: "refused", error: { kind: "module", pallet: "Consents", error: "NotFound" } });
	});

	it("that the pool does not take is refused by the runtime's name", async () => {
		for (const [words, name] of [["Invalid Transaction: Transaction is outdated", "Stale"], ["Invalid Transaction: Custom error: 1", "Custom1"], ["Invalid Transaction: Transaction has a bad signature", "BadProof"], ["Pool is full", "1016"]]) {
			door([null], new NodeRefusal(1_016, words!));
			expect((await told()).at(-1)).toEqual({ step: "refused", error: { kind: "node", name } });
		}
	});

	it("is looked for where no answer came, or another gateway had passed it on", async () => {
		for (const lost of [new Trouble({ kind: "network", name: "Unreachable" }), new NodeRefusal(1_013, "Transaction Already Imported")]) {
			door([null, at(5_001, true, [revoked])], lost);
			expect((await told()).at(-1)).toMatchObject({ step: "final", block: 5_001 });
		}
	});

	it("of which nothing is heard is uncertain, and said to be", async () => {
		door([null]);
		expect((await told()).at(-1)).toEqual({ step: "refused", error: { kind: "network", name: "Interrupted" } });
	});
});

it("signs what the runtime checks: versions of the page's metadata, this chain's first block, the newest final one", async () => {
	const sent = door([at(5_001, true, [revoked])]);
	await told();
	const bytes = Buffer.from(sent[0]!.slice(2), "hex");
	const body = bytes.subarray(2); // behind its length
	expect(body[0]).toBe(0x84);
	expect(body.subarray(2, 34).equals(Buffer.from(publicKey))).toBe(true);
	// Era, nonce 3, no tip, no hash of metadata; the call.
	const encoded = Buffer.from(codecs.call.enc(CALL));
	expect(body.subarray(99).toString("hex")).toBe(`${Buffer.from(eraOf(5_000)).toString("hex")}0c0000${encoded.toString("hex")}`);
	const { spec_version, transaction_version } = codecs.constant("System", "Version") as { spec_version: number; transaction_version: number };
	const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer).toString("hex");
	const payload = Buffer.from(signed[0]!).toString("hex");
	expect(payload).toBe(`${encoded.toString("hex")}${body.subarray(99, 99 + 5).toString("hex")}${u32(spec_version)}${u32(transaction_version)}${GENESIS.slice(2)}${birth.hash.slice(2)}00`);
	expect(verify(signed[0]!, body.subarray(35, 99), publicKey)).toBe(true);
	expect(Object.keys(extensionsOf(["CheckNonce", "CheckWeight"], { version: { spec_version, transaction_version }, genesis: GENESIS, birth, nonce: 3 }))).toEqual(["CheckNonce", "CheckWeight"]);
});

it("writes the time of a transaction as the SDK does", () => {
	// Era::mortal(2048, 5000): period 2^11, phase 904.
	expect([...eraOf(5_000)]).toEqual([(904 << 4 | 10) & 255, (904 << 4) >> 8]);
	expect([...eraOf(2_048)]).toEqual([10, 0]);
});
