import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type EncryptionKey, newEncryptionKey, openBox, type Suite, suiteByte } from "./boxes";
import { fingerprint } from "./account";
import { fromHex, toHex } from "./bytes";
import { readEnvelope } from "./envelope";

/** Made by the command's own code, to the card's version 7: what the browser must open. */
const ENVELOPES: { suite: Suite; secret: string; public: string; envelope: Record<string, string> }[] = JSON.parse(
	readFileSync(new URL("../../../sealing/tests/vectors/envelopes.json", import.meta.url), "utf8"),
);
const keyOf = ({ suite, secret, public: key }: (typeof ENVELOPES)[number]): EncryptionKey => ({
	suite,
	secret: fromHex(secret)!,
	publicKey: fromHex(key)!,
});
const refused = (box: Uint8Array, key: EncryptionKey, content: "openings" | "disclosure" = "openings") =>
	openBox(content, box, key).then(() => "opened", String);

test("boxes of the command open, of either suite", async () => {
	expect(ENVELOPES.map(({ suite }) => suite)).toEqual(["x25519", "xwing"]);
	for (const vector of ENVELOPES) {
		const { content, enterprise, box } = readEnvelope(JSON.stringify(vector.envelope));
		expect([content, enterprise]).toEqual(["openings", "CN:91440300708461136T"]);
		expect(box[0]).toBe(suiteByte(vector.suite));
		expect(`0x${toHex(fingerprint(keyOf(vector).publicKey))}`).toBe(vector.envelope.to);
		const plain = new TextDecoder().decode(await openBox(content, box, keyOf(vector)));
		expect(JSON.parse(plain)).toEqual({ figure: 7 });
	}
});

test("another key, another label, another version of the card and a changed byte are refused", async () => {
	for (const vector of ENVELOPES) {
		const { box } = readEnvelope(JSON.stringify(vector.envelope));
		const key = keyOf(vector);
		expect(await refused(box, await newEncryptionKey(vector.suite))).toBe("BoxOtherKey");
		expect(await refused(box, key, "disclosure")).toBe("BoxOtherKey");
		for (const at of [1, 5, box.length - 1]) {
			const changed = box.slice();
			changed[at]! ^= 1;
			expect(await refused(changed, key), String(at)).toBe("BoxOtherKey");
		}
		expect(await refused(box.subarray(0, 20), key)).toBe("BoxTooShort");
		expect(await refused(box.subarray(0, 0), key)).toBe("BoxTooShort");
	}
	const [classical, hybrid] = ENVELOPES as [(typeof ENVELOPES)[number], (typeof ENVELOPES)[number]];
	const { box } = readEnvelope(JSON.stringify(hybrid.envelope));
	expect(await refused(box, keyOf(classical))).toBe("BoxOtherSuite: xwing");
	expect(await refused(Uint8Array.of(9, ...box), keyOf(hybrid))).toBe("BoxUnknownSuite: 9");
});

test("a new key has the length that a card takes", async () => {
	expect((await newEncryptionKey()).publicKey.length).toBe(1_216);
	const key = await newEncryptionKey("x25519");
	expect([key.publicKey.length, key.secret.length]).toEqual([32, 32]);
});

test("what is no envelope is refused", () => {
	for (const text of ["", "{}", "null", JSON.stringify({ ...ENVELOPES[0]!.envelope, format: "lingnan-envelope-9" })]) {
		expect(() => readEnvelope(text), text).toThrow(expect.objectContaining({ name: "NotABox" }));
	}
});
