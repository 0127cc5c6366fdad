import { expect, it } from "vitest";
import { minutesUntilRoom, whyUnpaid } from "./room";

const MS = 1_000_000n;
const firm = { party: "enterprise", max: 250n * MS, used: 245n * MS, recovery: MS / 100n };

it("tells whole minutes until what was used has come back", () => {
	// 10 ms lack, a hundredth of one comes back every two seconds: 1,000 blocks.
	expect(minutesUntilRoom(firm, 15n * MS, 2_000)).toBe(34);
	expect(minutesUntilRoom(firm, 5n * MS, 2_000)).toBe(0);
	expect(minutesUntilRoom(firm, 5n * MS + 1n, 2_000)).toBe(1);
});

it("tells what there never is room for, and who has none", () => {
	expect(minutesUntilRoom(firm, 251n * MS, 2_000)).toBeUndefined();
	expect(whyUnpaid(firm, 15n * MS, 2_000)).toEqual({ kind: "node", name: "Payment", minutes: 34 });
	expect(whyUnpaid(firm, 251n * MS, 2_000)).toEqual({ kind: "node", name: "BeyondAllowance" });
	expect(whyUnpaid({ ...firm, party: undefined }, 1n, 2_000)).toEqual({ kind: "node", name: "NoAllowance" });
});
