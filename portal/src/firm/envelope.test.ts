import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { identityOpener, isIdentity, openOpenings, type Opener, Refused } from "./envelope";

// Made by the command on a development chain: `lingnan key encryption`, `lingnan attestation seal`.
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const firm = {
	genesis: "0x15bf735b0459bb40fd5c48a98bf1cae867740e34fe9217d257e0460d1dc88005",
	enterprise: "CN:91440305000000078N",
};
const key = (suite: string) => identityOpener(fixture(`${suite}.key`));
const open = (suite: string, keys: Opener[], content = fixture(`${suite}.openings`), about = firm) =>
	openOpenings("tax.openings", content, keys, about);
const refusal = async (opening: Promise<unknown>) =>
	opening.then(
		() => "opened",
		(error: unknown) => (error instanceof Refused ? error.why : error),
	);

describe.each([
	["x25519", 9_007_199_254_740_993n],
	["xwing", -1_250n],
])("a file that an agency encrypted by %s", (suite, value) => {
	test("is opened by the firm's key, to the last digit", async () => {
		const { opened } = await open(suite, [key("xwing"), key("x25519")]);
		expect(opened.map((one) => one.value)).toEqual([value]);
		expect(opened[0]?.blindings.length).toBe(6);
	});

	test("is refused by name to whom it is not for, and if it was changed", async () => {
		const content = fixture(`${suite}.openings`);
		expect(await refusal(open(suite, []))).toBe("noKey");
		expect(await refusal(open(suite, [key(suite === "xwing" ? "x25519" : "xwing")]))).toBe("otherKey");
		const changed = content.replace(/(.)"\s*}\s*$/, (_, digit: string) => `${digit === "0" ? "1" : "0"}"}`);
		expect(await refusal(open(suite, [key(suite)], changed))).toBe("otherKey");
		expect(await refusal(open(suite, [key(suite)], content.slice(0, -9)))).toBe("unread");
		expect(await refusal(open(suite, [key(suite)], content, { ...firm, enterprise: "HK:12345678" }))).toBe("otherFirm");
		expect(await refusal(open(suite, [], content, { ...firm, enterprise: "HK:12345678" })), "whose it is stands on it").toBe("otherFirm");
		expect(await refusal(open(suite, [key(suite)], content, { ...firm, genesis: "0x00" }))).toBe("otherFirm");
	});
});

test("a key is told from a file of openings", () => {
	expect([fixture("x25519.key"), fixture("xwing.openings")].map(isIdentity)).toEqual([true, false]);
});
