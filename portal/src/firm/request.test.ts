import { expect, test } from "vitest";
import { readWish, requestOf, writeWish } from "./request";

test("a wish survives the page's address", () => {
	const wish = readWish(new URLSearchParams("amount=50万&tenor=6&method=Bullet&use=Trade&security=1,22,x"), "Guangdong");
	expect(wish).toEqual({ amount: "50万", currency: "Cny", tenor: "6", method: "Bullet", use: "Trade", security: [1n, 22n] });
	expect(readWish(new URLSearchParams(writeWish(wish)), "Macao")).toEqual(wish);
});

test("what an address says wrongly is as if it said nothing", () => {
	const wish = readWish(new URLSearchParams("method=Fast&use=Fun&currency=Btc"), "HongKong");
	expect(wish).toMatchObject({ currency: "Hkd", method: "EqualInstalments", use: "WorkingCapital", tenor: "12" });
	expect(requestOf({ ...wish, tenor: "361" })).toBeUndefined();
	expect(requestOf({ ...wish, amount: "0" })).toBeUndefined();
	expect(requestOf(wish)).toMatchObject({ amount: 100_000_000n, tenor: 12, currency: { type: "Hkd" }, security: [] });
});
