// The wasm itself, on the vectors that Rust made, and the page's codecs on the same bytes.

import { readFileSync } from "node:fs";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { beforeAll, describe, expect, it } from "vitest";
import { rulesCodecs, type RulesCodecs } from "./codecs";
import { readOpenings } from "./openings";
import { RulesRefused, rulesOf } from "./rules";
import { type Firm, PRODUCT_REFUSALS, type ProofBasis, RULE_REFUSALS, type Scorecard, type Validators } from "./types";
import { callIn } from "./wasm";

const file = (name: string) => readFileSync(new URL(name, import.meta.url));
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/^0x/, ""), "hex"));
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

interface Case {
	name: Exclude<keyof RulesCodecs, "refused">;
	case: string;
	arguments: string;
	answer: string;
}
const vectors: { cases: Case[]; refusals: string[] } = JSON.parse(file("../../wasm/vectors.json").toString());
const metadata = unifyMetadata(decAnyMetadata(new Uint8Array(file("../../chain/metadata.scale"))));
const codecs = rulesCodecs(metadata);

let module: WebAssembly.Module;
beforeAll(async () => {
	module = await WebAssembly.compile(file("../../wasm/lingnan.wasm")); // `npm run build:wasm` makes it
});
const rules = rulesOf(
	async () => metadata,
	(name, args) => callIn(module, name, args),
);

/** The arguments of a case, as a screen would have them. */
function args<T>(name: string, which: string): T {
	const found = vectors.cases.find((one) => one.name === name && one.case === which)!;
	return codecs[found.name].args.dec(bytes(found.arguments)) as T;
}
const refusal = async (asked: Promise<unknown>) => {
	const thrown = await asked.then(
		() => undefined,
		(thrown) => thrown,
	);
	expect(thrown).toBeInstanceOf(RulesRefused);
	return (thrown as RulesRefused).refused;
};

describe("the wasm", () => {
	it.each(vectors.cases)("answers as Rust does: $name, $case", async ({ name, arguments: given, answer }) => {
		expect(hex(await callIn(module, name, bytes(given)))).toBe(answer);
	});

	it("imports nothing: it has no clock, no randomness and no network", () => {
		expect(WebAssembly.Module.imports(module)).toEqual([]);
	});
});

describe("the codecs", () => {
	it.each(vectors.cases)("read and write what Rust wrote: $name, $case", ({ name, arguments: given, answer }) => {
		const { args, answer: answered } = codecs[name];
		expect(hex((args as { enc(args: unknown): Uint8Array }).enc(args.dec(bytes(given))))).toBe(given);
		expect(hex((answered as { enc(args: unknown): Uint8Array }).enc(answered.dec(bytes(answer))))).toBe(answer);
	});

	it("know every rule, and every refusal in its place", () => {
		const { refused, ...named } = codecs;
		expect(Object.keys(refused.inner)).toEqual(RULE_REFUSALS);
		expect([...PRODUCT_REFUSALS]).toEqual(vectors.refusals);
		const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
		expect(exported.filter((name) => !["memory", "alloc", "free"].includes(name) && !name.startsWith("__")).sort()).toEqual(
			Object.keys(named).sort(),
		);
	});
});

describe("a firm", () => {
	interface Proving {
		genesis: string;
		firm: Firm;
		basis: ProofBasis;
		scorecard: Scorecard;
		grade: undefined;
		institution: number;
	}
	const proving = () => {
		const { randomness: _, ...rest } = args<Proving & { randomness: string }>("prove_grade", "the best");
		return rest;
	};

	it("proves its best grade, hidden anew each time", async () => {
		const [one, other] = await Promise.all([rules.proveGrade(proving()), rules.proveGrade(proving())]);
		expect(one.grade.type).toBe("B");
		expect(one.proof.length).toBe(544);
		expect(hex(one.proof)).not.toBe(hex(other.proof));
	});

	it("is told what is short of a better one, and whom to ask for an opening", async () => {
		const better = { ...proving(), grade: { type: "Bb" as const, value: undefined } };
		expect(await refusal(rules.proveGrade(better))).toMatchObject({ type: "NotReached", value: { lacking: 3n } });
		const { firm, ...rest } = proving();
		expect(await refusal(rules.proveGrade({ ...rest, firm: { ...firm, opened: [] } }))).toMatchObject({
			type: "Unopened",
			value: [{ indicator: 4, agency: 1, why: { type: "NotHeld" } }],
		});
	});

	it("learns its points, what costs most, and what lifts the grade", async () => {
		const told = await rules.explain({ scorecard: proving().scorecard, firm: proving().firm });
		expect(told.points).toBe(617n);
		expect(told.reasons).toEqual([6, 4]);
		expect(told.lift).toMatchObject({ indicator: 4, points: 625n, grade: { type: "Bb" }, step: { to: 2, nearest: 100n, gained: 8 } });
	});

	it("sees products in their order, each refusal by name", async () => {
		const asked = args<Parameters<typeof rules.matchProducts>[0]>("match_products", "three products");
		const found = await rules.matchProducts(asked);
		expect("matches" in found && found.matches.map(({ product, eligible }) => [product, eligible])).toHaveLength(3);
		const { request } = asked;
		expect(await rules.matchProducts({ ...asked, request: { ...request, amount: 0n } })).toEqual({ refused: "InvalidRequest" });
		expect(await rules.matchProducts({ ...asked, request: { ...request, security: [9n] } })).toEqual({
			refused: "SecurityUnusable",
			asset: 9n,
		});
	});

	it("reads a number with its checks", async () => {
		expect(await rules.readNumber("CN:91440300708461136T")).toMatchObject({ type: "Mainland" });
		expect((await refusal(rules.readNumber("CN:91440300708461136X"))).type).toBe("NumberOuterCheck");
	});

	it("reads openings with figures beyond a number of JavaScript", () => {
		const text = JSON.stringify({
			format: "lingnan-openings-1",
			genesis: "0x07",
			agency: 1,
			enterprise: "CN:91440300708461136T",
			statements: [{ indicator: 4, periodEnd: 20_000, value: 0, salt: "0x01", opening: { bin: 1, blindings: ["02"] } }],
		}).replace('"value":0', '"value":9007199254740993');
		expect(readOpenings(text).opened).toEqual([
			{ indicator: 4, period_end: 20_000, value: 9007199254740993n, salt: "0x01", bin: 1, blindings: ["0x02"] },
		]);
	});
});

describe("a clerk", () => {
	it("sees each row as the chain takes it, or each fault with its cell", async () => {
		const checked = await rules.checkRows(args<Parameters<typeof rules.checkRows>[0]>("check_rows", "good and bad"));
		expect(checked[0]).toMatchObject({ row: { value: 12_345_000n, bin: 2, period_end: 20_000 } });
		expect(checked[1]).toEqual({
			faults: [
				{ cell: "Number", fault: "Spoiled" },
				{ cell: "Figure", fault: "UnaskedPercent" },
				{ cell: "PeriodEnd", fault: "Order" },
			],
		});
		expect(checked[2]).toEqual({ faults: [{ cell: "PeriodEnd", fault: "Future" }] });
	});

	it("seals a row the same each time", async () => {
		const row = args<Parameters<typeof rules.sealRow>[0]>("seal_row", "taxes of 50");
		const [one, again] = await Promise.all([rules.sealRow(row), rules.sealRow(row)]);
		expect(again).toEqual(one);
		expect(one.opened).toMatchObject({ indicator: 4, value: 50n, bin: 1 });
	});
});

describe("a loan", () => {
	it("is quoted with schedule and yearly cost", async () => {
		const asked = args<Parameters<typeof rules.quote>[0]>("quote", "fixed");
		const [schedule, cost] = await Promise.all([rules.scheduleOf(asked), rules.costOf(asked)]);
		expect(schedule).toHaveLength(12);
		expect(schedule.reduce((sum, { principal }) => sum + principal, 0n)).toBe(1_000_000n);
		expect(cost.costs).toBe(5_000n);
		expect(cost.all_in.compound).toBeGreaterThan(cost.rate);
	});

	it("has terms with one hash, and another if a unit changes", async () => {
		const terms = args<Parameters<typeof rules.hashTerms>[0]>("hash_terms", "an offer");
		const [hash, other] = await Promise.all([rules.hashTerms(terms), rules.hashTerms({ ...terms, valid_until: terms.valid_until + 1n })]);
		expect(hash).toMatch(/^0x[0-9a-f]{64}$/);
		expect(other).not.toBe(hash);
	});

	it("has books that say what is owed on a day", async () => {
		const books = await rules.booksOn(args<Parameters<typeof rules.booksOn>[0]>("books", "late"));
		expect(books.due.penalty).toBeGreaterThan(0n);
		expect(books.payoff.principal).toBe(books.outstanding_principal);
	});
});

describe("a proof of a real network", () => {
	const justified = () =>
		args<{ justification: Uint8Array; validators: Validators; block: string }>("verify_justification", "three of four or more");

	it("holds, and says by how many", async () => {
		expect(await rules.verifyJustification(justified())).toMatchObject({ validators: 4, hash: justified().block });
	});

	it("does not hold with a byte changed, nor for other validators", async () => {
		const changed = justified();
		changed.justification[100]! ^= 1;
		await refusal(rules.verifyJustification(changed));
		const { validators, ...rest } = justified();
		expect((await refusal(rules.verifyJustification({ ...rest, validators: { ...validators, set: 9n } }))).type).toBe("Signature");
	});

	it("shows what a state held, and that it held nothing", async () => {
		const values = await rules.verifyStorageProof(args("verify_storage_proof", "two values and nothing"));
		expect(values.map((value) => value?.length)).toEqual([8, 4, undefined]);
		expect((await refusal(rules.verifyStorageProof(args("verify_storage_proof", "a byte changed")))).type).toBe("StateProof");
	});
});
