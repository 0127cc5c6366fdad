// Proofs of reading by a gateway that is made up: a "proof" here is the list of what the state holds, and holds if nobody changed it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Rules } from "../../rules/rules";
import type { Request } from "../checks";
import { codecsOf } from "../codecs";
import { Trouble } from "../errors";
import type { Checkpoint, Follower } from "./follow";
import { Prover } from "./prover";

const codecs = codecsOf(new Uint8Array(readFileSync(join(import.meta.dirname, "../../../chain/metadata.scale"))));
const AT = `0x${"22".repeat(32)}` as const;
const checkpoint: Checkpoint = { hash: AT, number: 7, root: "0x07", validators: { keys: [], set: 4n } };
const follower = { checkpoints: [checkpoint], find: (hash: string) => (hash === AT ? checkpoint : undefined) } as unknown as Follower;

const hexOf = (text: string) => `0x${Buffer.from(text).toString("hex")}`;
let state: Map<string, string>;
let asked: string[][];
let closed: string | undefined;
/** It answers what is not in the state. */
let forges: boolean;

const rules = {
	async verifyStorageProof({ nodes, keys }: { nodes: Uint8Array[]; keys: Uint8Array[] }) {
		if (nodes.some((node) => Buffer.from(node).toString() === "forged")) throw Object.assign(new Error("StateProof"), { kind: "rules" });
		return keys.map((key) => {
			const value = state.get(`0x${Buffer.from(key).toString("hex")}`);
			return value === undefined ? undefined : new Uint8Array(Buffer.from(value.slice(2), "hex"));
		});
	},
} as unknown as Pick<Rules, "verifyStorageProof" | "quote">;

const made = () =>
	new Prover(
		follower,
		async (keys) => {
			asked.push(keys);
			if (closed && keys.includes(closed)) throw new Trouble({ kind: "gateway", name: "NoRelation" });
			return { proof: [hexOf(forges ? "forged" : "true")] };
		},
		rules,
		async () => codecs,
	);

const offset = codecs.storage("BusinessClock", "Offset").key([]);
const now = codecs.storage("Timestamp", "Now").key([]);
const nine = `0x09${"00".repeat(7)}`;
const storage: Request = { method: "storage", key: offset };

beforeEach(() => {
	[state, asked, closed, forges] = [new Map([[offset, nine]]), [], undefined, false];
});

describe("an entry of the state", () => {
	it("is what was proved, once for all who ask", async () => {
		const prover = made();
		expect(await Promise.all([prover.agrees(storage, AT, nine), prover.agrees(storage, AT, "0x08"), prover.ask({ method: "storage", key: now }, AT)])).toEqual(["same", "other", null]);
		expect(asked).toEqual([[offset, now]]);
		expect(await prover.agrees(storage, AT, null)).toBe("other");
		expect(asked).toHaveLength(1);
	});

	it("whose proof does not hold proves nothing", async () => {
		forges = true;
		await expect(made().agrees(storage, AT, nine)).rejects.toThrow("StateProof");
	});

	it("at a block whose finality was not proved proves nothing", async () => {
		await expect(made().agrees(storage, `0x${"33".repeat(32)}`, nine)).rejects.toThrow();
	});
});

it("asks 32 keys at a time, and each for itself where one is closed", async () => {
	const prover = made();
	const keys = Array.from({ length: 40 }, (_, at) => hexOf(`key ${at}`));
	await prover.values(keys, checkpoint);
	expect(asked.map((some) => some.length)).toEqual([32, 8]);
	asked = [];
	closed = hexOf("closed");
	const both = await Promise.allSettled([prover.values([closed], checkpoint), prover.values([offset], checkpoint)]);
	expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
	expect(asked).toHaveLength(3);
});

it("holds an answer to its records by the chain's own types", async () => {
	const coder = codecs.question("GrandpaApi", "current_set_id");
	const set = { method: "call", name: "GrandpaApi_current_set_id", data: coder.args([]) } as const;
	expect(await made().agrees(set, AT, `0x04${"00".repeat(7)}`)).toBe("same");
	expect(await made().agrees(set, AT, `0x05${"00".repeat(7)}`)).toBe("other");
	// Of what no records are known it says nothing.
	const slot = { method: "call", name: "AuraApi_slot_duration", data: "0x" } as const;
	expect(await made().agrees(slot, AT, "0x")).toBe("unknown");
});
