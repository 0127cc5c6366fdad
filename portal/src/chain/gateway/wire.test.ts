// A gateway that is made up: what is posted to it, and what its refusals become.

import { describe, expect, it } from "vitest";
import { Trouble } from "../errors";
import { NodeRefusal, Wire } from "./wire";

const GENESIS = `0x${"11".repeat(32)}` as const;
const BLOCK = `0x${"22".repeat(32)}`;

interface Posted {
	to: string;
	method: string;
	params: unknown[];
}

/** Answers in turn; what is thrown is a line that is down. */
function gateway(answers: Record<string, (posted: Posted) => unknown>) {
	const posted: Posted[] = [];
	const fetching = (async (to: string, { body }: { body: string }) => {
		const { method, params } = JSON.parse(body) as { method: string; params: unknown[] };
		const one = { to, method, params };
		posted.push(one);
		const answer = answers[method]?.(one);
		return { json: async () => answer };
	}) as unknown as typeof fetch;
	return { posted, fetching };
}

const info = (node = "12D3KooWOne", genesis: string = GENESIS) => ({ result: { node, genesis, finalised: { number: 7, hash: BLOCK }, public: [], calls: [], signed: [], boxes: true } });
const refuses = (code: number, message: string, data?: string) => ({ error: { code, message, data } });
const signs = async ({ node, method }: { node: string; method: string }) => ({ query: `${method} for ${node}`, account: "5F…", signature: new Uint8Array([1, 255]) });
const reasonOf = (asked: Promise<unknown>) => asked.then(() => "answered", (reason: unknown) => (reason instanceof Trouble ? reason.reason : reason));

describe("a gateway", () => {
	it("is asked one thing in each POST, what is signed as it was signed", async () => {
		const { posted, fetching } = gateway({ gateway_info: () => info(), query: () => ({ result: [1] }), system_chain: () => ({ result: "dev" }) });
		const wire = new Wire(["https://door.example"], GENESIS, signs, fetching);
		expect(await wire.post("system_chain", [])).toBe("dev");
		expect(await wire.ask({ Institution: 3 }, "financing_inbox", [3], BLOCK)).toEqual([1]);
		expect(posted.map(({ method }) => method)).toEqual(["system_chain", "gateway_info", "query"]);
		expect(posted[2]!.params).toEqual([{ query: "financing_inbox for 12D3KooWOne", account: "5F…", scheme: "sr25519", signature: "0x01ff" }]);
	});

	it("of another chain is asked nothing", async () => {
		const { posted, fetching } = gateway({ gateway_info: () => info("12D3KooWOne", BLOCK), query: () => ({ result: 1 }) });
		const wire = new Wire(["https://door.example"], GENESIS, signs, fetching);
		expect(await reasonOf(wire.ask("Account", "enterprise_of", ["5F…"], BLOCK))).toEqual({ kind: "network", name: "OtherChain" });
		expect(posted.map(({ method }) => method)).toEqual(["gateway_info"]);
	});

	it("refuses by its own names, and the node behind it by numbers", async () => {
		const answers = [refuses(21_010, "no right", "NoRelation"), refuses(21_007, "old", "TooOld"), refuses(-32_602, "not read", "Malformed"), refuses(20_005, "busy"), refuses(1_010, "Invalid Transaction", "Transaction is outdated")];
		const { fetching } = gateway({ gateway_info: () => info(), query: () => answers.shift() });
		const wire = new Wire(["https://door.example"], GENESIS, signs, fetching);
		const refused = () => reasonOf(wire.ask({ Institution: 3 }, "credit_rating", ["CN:…"], BLOCK));
		expect(await refused()).toEqual({ kind: "gateway", name: "NoRelation" });
		expect(await refused()).toEqual({ kind: "gateway", name: "TooOld" });
		expect(await refused()).toEqual({ kind: "gateway", name: "Malformed" });
		expect(await refused()).toEqual({ kind: "node", name: "20005" });
		const last = await wire.ask("Account", "x_y", [], BLOCK).catch((reason: unknown) => reason);
		expect(last).toBeInstanceOf(NodeRefusal);
		expect((last as NodeRefusal).words).toBe("Invalid Transaction: Transaction is outdated");
	});

	it("whose node is another by now is asked anew, once", async () => {
		const nodes = ["12D3KooWOne", "12D3KooWTwo"];
		const { posted, fetching } = gateway({
			gateway_info: () => info(nodes.shift() ?? "12D3KooWTwo"),
			query: ({ params }) => (JSON.stringify(params).includes("Two") ? { result: "there" } : refuses(21_004, "another node", "OtherNode")),
		});
		const wire = new Wire(["https://door.example"], GENESIS, signs, fetching);
		expect(await wire.ask("Account", "enterprise_of", [], BLOCK)).toBe("there");
		expect(posted.filter(({ method }) => method === "query")).toHaveLength(2);
	});

	it("that is down gives way to the next, and a query is signed for that one", async () => {
		const { posted, fetching } = gateway({ gateway_info: ({ to }) => info(to.includes("one") ? "12D3KooWOne" : "12D3KooWTwo"), query: ({ params }) => ({ result: params }) });
		const flaky = ((to: string, init: { body: string }) => (to.includes("one") && init.body.includes('"query"') ? Promise.reject(new TypeError("down")) : fetching(to, init as never))) as unknown as typeof fetch;
		const wire = new Wire(["https://one.example", "https://two.example"], GENESIS, signs, flaky);
		const [{ query }] = await wire.ask<[{ query: string }]>("Account", "enterprise_of", [], BLOCK);
		expect(query).toBe("enterprise_of for 12D3KooWTwo");
		expect(posted.at(-1)!.to).toBe("https://two.example");
	});
});
