// Following finality: the votes themselves are counted by the chain's Rust, which has its own tests; here they are "votes of set n".

import { blake2b } from "@noble/hashes/blake2.js";
import { beforeEach, describe, expect, it } from "vitest";
import type { Rules } from "../../rules/rules";
import { hashOf, type Header, type Hex } from "../node";
import { behind, Follower, type Known, type Line, readProof } from "./follow";

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
/** The round, the block, and "votes of set n". */
const votesFor = (block: Hex, set: number) => `0x${"00".repeat(8)}${block.slice(2)}${Buffer.from(`set ${set}`).toString("hex")}`;
const proof = (block: Hex, votes: string) => `${block}${(((votes.length - 2) / 2) << 2 | 1).toString(16).padStart(4, "0").replace(/(..)(..)/, "$2$1")}${votes.slice(2)}`;
const numbers = () => Array.from({ length: final + 1 }, (_, number) => number);

const asked: number[] = [];
const line: Line = {
	// Nobody votes past the end of a set, but by the next one.
	votes: async () => votesFor(hashAt(final), forged ? 99 : setAt(final)),
	async proofOf(block) {
		asked.push(block);
		const end = ends.find((end) => end >= block && end <= final);
		return end === undefined ? null : proof(hashAt(end), votesFor(hashAt(end), forged ? 99 : setAt(end)));
	},
	header: async (hash) => headerOf(numbers().find((number) => hashAt(number) === hash)!),
};
const rules = {
	async verifyJustification({ justification, validators }: { justification: Uint8Array; validators: { set: bigint } }) {
		if (Buffer.from(justification.subarray(40)).toString() !== `set ${validators.set}`) throw Object.assign(new Error("Signature"), { kind: "rules" });
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
	it("is followed by the newest votes, and the same block is taken once", async () => {
		const follower = new Follower(line, rules, file);
		expect(await follower.step()).toMatchObject({ number: 20, hash: hashAt(20) });
		expect(await follower.step()).toBeUndefined();
		final = 25;
		expect(await follower.step()).toMatchObject({ number: 25 });
		expect(asked).toEqual([]);
		expect(follower.find(hashAt(20))?.root).toBe(headerOf(20).stateRoot);
	});

	it("goes from set to set while it is followed", async () => {
		const follower = new Follower(line, rules, file);
		await follower.step();
		[ends, final] = [[22], 22];
		expect(await follower.step()).toMatchObject({ number: 22, validators: { set: 1n, keys: keysOf(1) } });
		final = 30;
		expect(await follower.step()).toMatchObject({ number: 30, validators: { set: 1n } });
		expect(asked).toEqual([]);
	});

	it("reaches today's set from an old file, by the end of each set between", async () => {
		[ends, final] = [[5, 12], 20];
		const follower = new Follower(line, rules, file);
		expect(await follower.step()).toMatchObject({ number: 20, validators: { set: 2n, keys: keysOf(2) } });
		expect(asked).toEqual([1, 6]);
		expect(follower.known).toMatchObject({ set: 2n, block: 20 });
	});

	it("is not believed where the votes are somebody's else", async () => {
		const follower = new Follower(line, rules, file);
		await follower.step();
		[forged, final] = [true, 30];
		await expect(follower.step()).rejects.toThrow("Signature");
		ends = [25];
		await expect(follower.step()).rejects.toThrow("Signature");
		expect(follower.last?.number).toBe(20);
		await expect(new Follower(line, rules, file).step()).rejects.toThrow("Signature");
	});

	it("is not believed where the header is another block's", async () => {
		const follower = new Follower({ ...line, header: async () => headerOf(3) }, rules, file);
		await expect(follower.step()).rejects.toThrow("another block's");
	});

	it("does not go back", async () => {
		await expect(new Follower(line, rules, { ...file, block: 20 }).step()).resolves.toBeUndefined();
	});
});

it("a block that states a time long ago is old, however well it is proved", () => {
	const now = 1_796_000_000_000;
	expect(behind(BigInt(now - 5 * 60_000), now)).toBe(0);
	expect(behind(BigInt(now + 5 * 60_000), now)).toBe(0);
	expect(behind(BigInt(now - 86_400_000), now)).toBe(86_400_000);
});

it("reads the votes out of a proof, and refuses what is cut off", () => {
	const whole = proof(hashAt(3), votesFor(hashAt(3), 0));
	expect(readProof(`${whole}ffff`)).toEqual({ block: hashAt(3), justification: new Uint8Array(Buffer.from(votesFor(hashAt(3), 0).slice(2), "hex")) });
	expect(() => readProof(whole.slice(0, -2))).toThrow();
	expect(() => readProof("0x00")).toThrow();
});
