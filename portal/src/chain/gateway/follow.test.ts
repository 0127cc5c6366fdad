// Following finality: the votes themselves are counted by the chain's Rust, which has its own tests; here they are "votes of set n".

import { blake2b } from "@noble/hashes/blake2.js";
import { beforeEach, describe, expect, it } from "vitest";
import type { Rules } from "../../rules/rules";
import { hashOf, type Header, type Hex } from "../node";
import { Follower, type Known, type Line, readProof } from "./follow";

const root = `0x${"00".repeat(32)}` as const;
const headerOf = (number: number): Header => ({ parentHash: root, number: `0x${number.toString(16)}`, stateRoot: `0x${number.toString(16).padStart(64, "0")}`, extrinsicsRoot: root, digest: { logs: [] } });
const hashAt = (number: number) => hashOf(headerOf(number)).hash;
const keysOf = (set: number): [string, bigint][] => [[`0x${set.toString(16).padStart(64, "0")}`, 1n]];

/** Sets end with these blocks; so many blocks are final. */
let ends: number[];
let final: number;
/** By whom the votes for the newest block are. */
let forged: boolean;

const setAt = (block: number) => ends.filter((end) => end < block).length;
const proof = (block: Hex, words: string) => `${block}${(words.length << 2).toString(16).padStart(2, "0")}${Buffer.from(words).toString("hex")}`;

const numbers = () => Array.from({ length: final + 1 }, (_, number) => number);

const asked: number[] = [];
const line: Line = {
	async proofOf(block) {
		asked.push(block);
		if (block > final) return null;
		const to = ends.find((end) => end >= block && end <= final) ?? final;
		return proof(hashAt(to), `set ${forged ? 99 : setAt(to)}`);
	},
	header: async (hash) => headerOf(numbers().find((number) => hashAt(number) === hash)!),
};
const rules = {
	async verifyJustification({ justification, validators }: { justification: Uint8Array; validators: { set: bigint } }) {
		if (Buffer.from(justification).toString() !== `set ${validators.set}`) throw Object.assign(new Error("Signature"), { kind: "rules" });
		return {};
	},
	async readHeader(bytes: Uint8Array) {
		const number = numbers().find((one) => hashAt(one) === `0x${Buffer.from(blake2b(bytes, { dkLen: 32 })).toString("hex")}`)!;
		return { number, state_root: headerOf(number).stateRoot, validators: ends.includes(number) ? [keysOf(ends.indexOf(number) + 1), 0] : undefined };
	},
} as unknown as Pick<Rules, "verifyJustification" | "readHeader">;

const file: Known = { set: 0n, keys: keysOf(0), block: 0 };

beforeEach(() => {
	[ends, final, forged] = [[], 20, false];
	asked.length = 0;
});

describe("finality", () => {
	it("is followed from the newest block on, and nothing is asked twice", async () => {
		const follower = new Follower(line, rules, file);
		expect(await follower.step(20)).toMatchObject({ number: 20, hash: hashAt(20) });
		expect(await follower.step(20)).toBeUndefined();
		final = 25;
		expect(await follower.step(25)).toMatchObject({ number: 25 });
		expect(asked).toEqual([20, 21]);
		expect(follower.find(hashAt(20))?.root).toBe(headerOf(20).stateRoot);
	});

	it("goes from set to set while it is followed", async () => {
		const follower = new Follower(line, rules, file);
		await follower.step(20);
		[ends, final] = [[22], 30];
		expect(await follower.step(30)).toMatchObject({ number: 22, validators: { set: 1n } });
		expect(await follower.step(30)).toMatchObject({ number: 30, validators: { set: 1n, keys: keysOf(1) } });
	});

	it("reaches today's set from an old file", async () => {
		[ends, final] = [[5, 12], 20];
		const follower = new Follower(line, rules, file);
		expect(await follower.step(20)).toMatchObject({ number: 20, validators: { set: 2n } });
		expect(follower.known).toMatchObject({ set: 2n, block: 20 });
	});

	it("is not believed where the votes are somebody's else", async () => {
		const follower = new Follower(line, rules, file);
		await follower.step(20);
		[forged, final] = [true, 30];
		await expect(follower.step(30)).rejects.toThrow("Signature");
		expect(follower.last?.number).toBe(20);
		await expect(new Follower(line, rules, file).step(30)).rejects.toThrow("Signature");
	});

	it("is not believed where the header is another block's", async () => {
		const follower = new Follower({ ...line, header: async () => headerOf(3) }, rules, file);
		await expect(follower.step(20)).rejects.toThrow("another block's");
	});
});

it("reads the votes out of a proof, and refuses what is cut off", () => {
	const whole = proof(hashAt(3), "votes");
	expect(readProof(`${whole}ffff`)).toEqual({ block: hashAt(3), justification: new Uint8Array(Buffer.from("votes")) });
	expect(() => readProof(whole.slice(0, -2))).toThrow();
	expect(() => readProof("0x00")).toThrow();
});
