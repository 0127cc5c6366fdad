import { describe, expect, it, vi } from "vitest";
import type { Done } from "../chain";
import type { Batch } from "./job";
import { type Ways, sendAll } from "./send";

let specs: { enterprise: string; indicator: number; evidence: string }[] = [];
vi.mock("./job", async (original) => ({
	...(await original<typeof import("./job")>()),
	specsOf: async (batch: Batch) => batch.lines.map(({ line }) => specs[line - 1]!),
	attest: (some: unknown[]) => ({ many: some.length }),
	attestEach: (some: unknown[]) => ({ each: some.length }),
}));

const batch = (index: number, ...lines: number[]): Batch => ({ job: "j", index, bytes: new Uint8Array(), lines: lines.map((line) => ({ line })) });
const done: Done = { events: [] };
const no = (error: string): Done => ({ refused: { kind: "module", pallet: "Attestations", error } });
const item = (ok: boolean) => ({ pallet: "Utility", event: ok ? "ItemCompleted" : "ItemFailed", data: { error: { type: "Module", value: { type: "Attestations", value: { type: "OutdatedPeriod" } } } } });

function desk(answers: Done[], stands: string[] = []) {
	const calls: unknown[] = [];
	const told = new Map<number, Batch>();
	const ways: Ways = {
		title: "state",
		act: async ({ call }) => (calls.push(call), answers.shift() ?? done),
		lastOf: async (pairs) => (pairs as unknown as typeof specs).map(({ evidence }) => (stands.includes(evidence) ? ({ evidence } as never) : undefined)),
		keep: async () => undefined,
		tell: (one) => void told.set(one.index, one),
	};
	return { calls, ways, outcomes: () => [...told.values()].flatMap(({ lines }) => lines.map(({ line, outcome }) => [line, typeof outcome === "object" ? outcome.error : outcome])) };
}

describe("a job", () => {
	specs = [1, 2, 3, 4].map((n) => ({ enterprise: `${n}`, indicator: 4, evidence: `0x${n}` }));

	it("goes out batch by batch", async () => {
		const { calls, ways, outcomes } = desk([]);
		expect(await sendAll([batch(0, 1, 2), batch(1, 3)], ways, false)).toBeUndefined();
		expect(calls).toEqual([{ many: 2 }, { many: 1 }]);
		expect(outcomes()).toEqual([[1, "accepted"], [2, "accepted"], [3, "accepted"]]);
	});

	it("of which one row is refused goes on row by row, each for its own reason", async () => {
		const { calls, ways, outcomes } = desk([no("OutdatedPeriod"), { events: [item(true), item(false), item(true)] }]);
		expect(await sendAll([batch(0, 1, 2, 3), batch(1, 4)], ways, false)).toBeUndefined();
		expect(calls).toEqual([{ many: 3 }, { each: 3 }, { many: 1 }]);
		expect(outcomes()).toEqual([[1, "accepted"], [2, "OutdatedPeriod"], [3, "accepted"], [4, "accepted"]]);
	});

	it("stops where nothing was said of a row, and says why", async () => {
		const { calls, ways, outcomes } = desk([done, { refused: { kind: "node", name: "Payment", minutes: 9 } }]);
		expect(await sendAll([batch(0, 1), batch(1, 2), batch(2, 3)], ways, false)).toEqual({ kind: "node", name: "Payment", minutes: 9 });
		expect([calls.length, outcomes()]).toEqual([2, [[1, "accepted"]]]);
	});

	it("that was closed sends nothing twice: what stands is known by its evidence", async () => {
		const { calls, ways, outcomes } = desk([{ events: [item(true)] }], ["0x1", "0x2", "0x3"]);
		expect(await sendAll([batch(0, 1, 2), batch(1, 3, 4)], ways, true)).toBeUndefined();
		expect(calls).toEqual([{ each: 1 }]);
		expect(outcomes()).toEqual([[1, "accepted"], [2, "accepted"], [3, "accepted"], [4, "accepted"]]);
	});
});
