import { describe, expect, it } from "vitest";
import { clockBadge, mayRest } from "./data";
import { standingOf } from "./offer";

const all = { application: "verified", quote: "verified", clock: "verified", assets: "verified", references: "verified" } as const;
const terms = (security: unknown[], type: "Fixed" | "Floating") => ({ security, conditions: { pricing: { type } } });

describe("an offer", () => {
	it("is as good as the worst of what is shown and signed", () => {
		expect(standingOf(terms([1n], "Floating"), all)).toBe("verified");
		for (const part of Object.keys(all)) {
			for (const badge of ["node", "old", "disagrees"] as const) {
				expect(standingOf(terms([1n], "Floating"), { ...all, [part]: badge }), part).toBe(badge);
			}
		}
	});

	it("needs no word on assets and reference rates that it does not have", () => {
		expect(standingOf(terms([], "Fixed"), { ...all, assets: "node", references: "node" })).toBe("verified");
	});

	it("has no button once node and light client differed, anywhere", () => {
		expect(mayRest("verified", false, false)).toBe(true);
		expect(mayRest("node", false, false)).toBe(false);
		expect(mayRest("node", true, false)).toBe(true);
		for (const badge of ["verified", "node", "old", "disagrees"] as const) expect(mayRest(badge, true, true), badge).toBe(false);
		for (const badge of ["old", "disagrees"] as const) expect(mayRest(badge, true, false), badge).toBe(false);
	});
});

it("a block's time stands by this machine's clock, and never against what was found out", () => {
	expect(clockBadge(1_000_000n, "node", 1_060_000)).toBe("verified");
	expect(clockBadge(1_000_000n, "node", 1_060_001)).toBe("node");
	expect(clockBadge(1_000_000n, "node", 900_000)).toBe("node");
	for (const badge of ["disagrees", "old"] as const) expect(clockBadge(1_000_000n, badge, 1_000_000)).toBe(badge);
});
