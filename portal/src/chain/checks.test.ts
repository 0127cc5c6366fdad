import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Checks, type LightClient, type Request, type Verdict } from "./checks";
import type { Hex } from "./node";

const QUESTION: Request = { method: "call", name: "FinancingApi_products", data: "0x" };
const hash = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;

/** Knows the true answer at each block, and that blocks up to `final` are final. */
class Light implements LightClient {
	final = 0;
	asked: number[] = [];
	#listeners: (() => void)[] = [];
	constructor(readonly truth: (number: number) => string | null | Error) {}
	finals = () => Array.from({ length: this.final }, (_, index) => hash(index + 1));
	async ask(_: Request, at: Hex) {
		const number = Number(at);
		this.asked.push(number);
		const answer = this.truth(number);
		if (answer instanceof Error) throw answer;
		return answer;
	}
	subscribe(listener: () => void) {
		this.#listeners.push(listener);
		return () => undefined;
	}
	async finalise(number: number) {
		this.final = number;
		for (const listener of this.#listeners) listener();
		await vi.advanceTimersByTimeAsync(0);
	}
}

const settle = () => vi.advanceTimersByTimeAsync(0);
let checks: Checks;
beforeEach(() => {
	vi.useFakeTimers();
	checks = new Checks();
});
afterEach(() => vi.useRealTimers());

/** What the node said, shown on a screen. */
function shown(number: number, answer: string | null): string[] {
	const keys = [checks.note(QUESTION, hash(number), number, answer)];
	checks.use(keys);
	return keys;
}

describe("an answer of the node", () => {
	it("is the node's until its block is final, then verified", async () => {
		const light = new Light(() => "a");
		checks.attach(light);
		const keys = shown(3, "a");
		await light.finalise(2);
		expect(checks.badge(keys)).toBe("node");
		await light.finalise(3);
		expect(checks.badge(keys)).toBe("verified");
		expect(checks.checkedAt(keys)).toBe(Date.now());
		expect(light.asked).toEqual([3]);
	});

	it("that is wrong is found out at its own block, and nothing is believed after it", async () => {
		const light = new Light((number) => (number < 5 ? "a" : "b"));
		checks.attach(light);
		const keys = shown(4, "b"); // true a block later: it is still a lie here
		await light.finalise(9);
		expect(checks.badge(keys)).toBe("disagrees");
		expect(checks.disagreement).toMatchObject({ number: 4, answer: "b" });
	});

	it("that changed is the node's again until the new one is checked", async () => {
		const light = new Light((number) => (number < 5 ? "a" : "b"));
		checks.attach(light);
		const keys = shown(3, "a");
		await light.finalise(4);
		expect(checks.badge(keys)).toBe("verified");
		shown(5, "b");
		expect(checks.badge(keys)).toBe("node");
		await light.finalise(5);
		expect(checks.badge(keys)).toBe("verified");
	});

	it("that stays the same is asked again once a minute, not with each block", async () => {
		const light = new Light(() => "a");
		checks.attach(light);
		for (let number = 1; number <= 20; number += 1) {
			shown(number, "a");
			await light.finalise(number);
		}
		expect(light.asked).toEqual([1]);
		await vi.advanceTimersByTimeAsync(61_000);
		shown(21, "a");
		await light.finalise(21);
		expect(light.asked).toHaveLength(2);
	});

	it("is verified for a minute after its check, and no longer where no later block becomes known", async () => {
		const light = new Light(() => "a");
		checks.attach(light);
		const keys = shown(1, "a");
		await light.finalise(1);
		const drawn = vi.fn();
		const stop = checks.subscribe(drawn);
		// The node goes on with blocks of its own making, while the light client goes on with others.
		for (let turn = 1; turn <= 11; turn += 1) {
			await vi.advanceTimersByTimeAsync(5_000);
			shown(1_000 + turn, "a");
			await light.finalise(1 + turn);
		}
		expect(checks.badge(keys)).toBe("verified");
		drawn.mockClear();
		await vi.advanceTimersByTimeAsync(5_000);
		expect(checks.badge(keys)).toBe("node");
		expect(drawn).toHaveBeenCalled(); // screens learn it without an event
		stop();
	});

	it("that is another lie each time is caught, though finality is slower than asking", async () => {
		const light = new Light(() => "a");
		checks.attach(light);
		const keys = shown(1, "a");
		await light.finalise(1);
		shown(2, "lie 2");
		for (let number = 3; number <= 60; number += 1) shown(number, `lie ${number}`);
		expect(checks.badge(keys)).toBe("node");
		await light.finalise(2);
		expect(checks.badge(keys)).toBe("disagrees");
		expect(checks.disagreement).toMatchObject({ number: 2, answer: "lie 2" });
	});

	it("that is right stays verified while an earlier one is compared too", async () => {
		const light = new Light((number) => (number < 3 ? "a" : "b"));
		checks.attach(light);
		shown(2, "a");
		const keys = shown(3, "b");
		await light.finalise(3);
		expect(light.asked).toEqual([3, 2]);
		expect(checks.badge(keys)).toBe("verified");
	});

	it("that changes with each block is compared at each", async () => {
		const light = new Light((number) => `at ${number}`);
		checks.attach(light);
		for (let number = 1; number <= 6; number += 1) shown(number, `at ${number}`);
		await light.finalise(4);
		await settle();
		expect([...light.asked].sort()).toEqual([1, 2, 3, 4]);
		expect(checks.disagreement).toBeUndefined();
	});

	it("stays the node's where the light client cannot say", async () => {
		const light = new Light(() => new Error("inaccessible"));
		checks.attach(light);
		const keys = shown(1, "a");
		await light.finalise(1);
		expect(checks.badge(keys)).toBe("node");
		expect(checks.disagreement).toBeUndefined();
	});

	it("that there is nothing is checked like any other", async () => {
		const light = new Light(() => "0x01");
		checks.attach(light);
		const keys = shown(1, null);
		await light.finalise(1);
		expect(checks.badge(keys)).toBe("disagrees");
	});

	it("that no screen shows is not asked about", async () => {
		const light = new Light(() => "a");
		checks.attach(light);
		const keys = [checks.note(QUESTION, hash(1), 1, "a")];
		await light.finalise(1);
		expect(light.asked).toEqual([]);
		checks.use(keys);
		await settle();
		expect(light.asked).toEqual([1]);
	});
});

it("a screen is as good as the worst of its answers", async () => {
	const light = new Light(() => "a");
	checks.attach(light);
	const keys = shown(1, "a");
	await light.finalise(1);
	const other = checks.note({ method: "storage", key: "0x26aa" }, hash(7), 7, null);
	expect(checks.badge([...keys, other])).toBe("node");
});

describe("an answer that is held to records", () => {
	/** Cannot ask again, and says whether an answer agrees. */
	const records = (verdict: (answer: string | null) => Verdict) => {
		const asked: (string | null)[] = [];
		const light: LightClient = {
			finals: () => [hash(1)],
			ask: () => Promise.reject(new Error("not provable")),
			agrees: async (_, __, answer) => (asked.push(answer), verdict(answer)),
			subscribe: () => () => undefined,
		};
		checks.attach(light);
		return asked;
	};

	it("is verified where they say all of it", async () => {
		records(() => "same");
		const keys = shown(1, "a");
		await settle();
		expect(checks.badge(keys)).toBe("verified");
	});

	it("that is more than they say stays the server's, and is not asked about again at once", async () => {
		const asked = records(() => "unknown");
		const keys = shown(1, "a");
		await settle();
		checks.note(QUESTION, hash(1), 1, "a");
		await settle();
		expect(checks.badge(keys)).toBe("node");
		expect(checks.disagreement).toBeUndefined();
		expect(asked).toEqual(["a"]);
	});

	it("that they contradict is a lie", async () => {
		records((answer) => (answer === "b" ? "other" : "unknown"));
		const keys = shown(1, "a");
		await settle();
		checks.note(QUESTION, hash(1), 1, "b");
		await settle();
		expect(checks.badge(keys)).toBe("disagrees");
		expect(checks.disagreement).toMatchObject({ answer: "b" });
	});
});
