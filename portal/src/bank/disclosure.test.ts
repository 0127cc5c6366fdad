import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { AccountId } from "@polkadot-api/substrate-bindings";
import { getPublicKey, secretFromSeed, sign } from "@scure/sr25519";
import { expect, test } from "vitest";
import { parseNumber } from "../firm/numbers";
import { type Around, checkDisclosure, Refused } from "./disclosure";

const secret = secretFromSeed(new Uint8Array(32).fill(7));
const account = AccountId(42).dec(getPublicKey(secret));
const statement = {
	format: "lingnan-disclosure-2", genesis: "0x01", enterprise: "CN:91440300708461136T", institution: 0, consent: 5, block: { number: 1, hash: "0x02" },
	items: [{ indicator: 4, revision: 3, periodEnd: 20_000, opening: { bin: 1, blindings: ["aa"] }, figure: { value: 9_007_199_254_740_993, salt: "0x03" } }],
};
const VALUE = "9007199254740993";

/** The file as the command writes it, padded with blanks. */
function file(change: (statement: typeof structure) => void = () => undefined, signer = secret) {
	const structure = structuredClone(statement);
	change(structure);
	const body = JSON.stringify(structure).replace("9007199254740992", VALUE);
	const signature = bytesToHex(sign(signer, utf8ToBytes(`<Bytes>${body}</Bytes>`)));
	const text = `{"statement":${body},"signed":{"account":"${AccountId(42).dec(getPublicKey(signer))}","signature":"0x${signature}"}}`;
	return { plain: utf8ToBytes(text.padEnd(4_096)), hash: `0x${bytesToHex(blake2b(utf8ToBytes(text), { dkLen: 32 }))}` };
}
const structure = statement;

function around(hash: string, change: (around: Around) => void = () => undefined): Around {
	const record = {
		genesis: "0x01", institution: 0, enterprise: parseNumber("CN:91440300708461136T")!, controller: account,
		indicators: [{ id: 4, name: "Taxes" }],
		attestations: [{ indicator: 4, revision: 3, value: { type: "Sealed", value: [] }, standing: { type: "InForce" }, counts: true }],
		consents: [{ id: 5n, scope: { type: "All" } }],
		receipts: async (consent: bigint) => (consent === 5n ? [{ number: 1, at: 77n, institution: 0, disclosure: hash }] : []),
		check: async () => undefined,
	} as unknown as Around;
	change(record);
	return record;
}

const why = async (plain: Uint8Array, record: Around) => {
	const thrown = await checkDisclosure(plain, record).then(() => undefined, (thrown: unknown) => thrown);
	return thrown instanceof Refused ? thrown.why : thrown;
};

test("a file that holds tells ranges and figures to the last digit", async () => {
	const { plain, hash } = file();
	const asked: unknown[] = [];
	const found = await checkDisclosure(plain, around(hash, (record) => (record.check = async (shown) => asked.push(shown.figure, shown.blindings))));
	expect(found).toMatchObject({ consent: 5n, recordedAt: 77, found: [{ bin: 1, value: BigInt(VALUE), periodEnd: 20_000 }] });
	expect(asked).toEqual([[BigInt(VALUE), "0x03"], ["0xaa"]]);
});

test("a file that was changed, is for others or was never recorded is refused by name", async () => {
	const { plain, hash } = file();
	const spoilt = Uint8Array.from(plain, (byte, at) => (at === 40 ? byte ^ 1 : byte));
	expect(await why(spoilt, around(hash))).toMatch(/Tampered|Format/);
	const changed = utf8ToBytes(new TextDecoder().decode(plain).replace('"consent":5', '"consent":6'));
	expect(await why(changed, around(hash))).toBe("Tampered");
	expect(await why(plain, around(hash, (record) => (record.genesis = "0x09")))).toBe("OtherChain");
	expect(await why(plain, around(hash, (record) => (record.institution = 1)))).toBe("WrongInstitution");
	expect(await why(plain, around(hash, (record) => (record.enterprise = parseNumber("CN:91420000737944946L")!)))).toBe("OtherFirm");
	expect(await why(plain, around(hash, (record) => (record.controller = "5x")))).toBe("NotController");
	expect(await why(plain, around("0x00"))).toBe("NotRecorded");
	const stranger = file(undefined, secretFromSeed(new Uint8Array(32).fill(8)));
	expect(await why(stranger.plain, around(stranger.hash))).toBe("NotController");
	const empty = file((statement) => (statement.items = []));
	expect(await why(empty.plain, around(empty.hash))).toBe("Empty");
	expect(await why(utf8ToBytes("{}"), around(hash))).toBe("Format");
});

test("an indicator that no longer stands so is refused by name", async () => {
	const { plain, hash } = file();
	const one = (change: (attestation: Record<string, unknown>) => void) => around(hash, ({ attestations }) => change(attestations[0] as unknown as Record<string, unknown>));
	expect(await why(plain, one((stands) => (stands.value = { type: "Open", value: 1n })))).toBe("NotSealed");
	expect(await why(plain, one((stands) => (stands.revision = 4)))).toBe("Superseded");
	expect(await why(plain, one((stands) => (stands.standing = { type: "Disputed" })))).toBe("Disputed");
	expect(await why(plain, one((stands) => (stands.counts = false)))).toBe("Expired");
	expect(await why(plain, around(hash, (record) => (record.consents[0]!.scope = { type: "Only", value: [1] } as never)))).toBe("NotCovered");
	const refusing = (name: string) => around(hash, (record) => (record.check = () => Promise.reject(Object.assign(new Error(), { name }))));
	expect([await why(plain, refusing("WrongFigure")), await why(plain, refusing("DoesNotOpen"))]).toEqual(["WrongFigure", "DoesNotOpen"]);
});
