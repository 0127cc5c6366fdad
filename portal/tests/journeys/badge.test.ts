// The badge: this browser asks each question again of a light client of its own, and believes no node.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";

let chain: Chain;
let site: Site;

beforeAll(async () => {
	chain = await startChain();
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

describe("an honest node", () => {
	it("is checked: what it says becomes verified, with the time", async () => {
		const journey = await begin(`${site.url}/products`);
		await journey.badge("node");
		const since = Date.now();
		await journey.badge("verified");
		console.log("verified after", Date.now() - since);
		expect(journey.errors).toEqual([]);
		await journey.end();
	});
});
