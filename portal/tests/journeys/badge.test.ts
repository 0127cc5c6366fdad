// The badge: this browser asks each question again of a light client of its own, and believes no node.

import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey, type JourneyOptions } from "../support/journey.ts";
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

/** A node that lies: what it answers to one question says `instead` for `text`. Between page and node alone; the light client has
 * its own connection, to peers. */
const lying = (text: string, instead: string) => async (context: BrowserContext) => {
	const hex = (of: string) => Buffer.from(of).toString("hex");
	await context.routeWebSocket(chain.url, (page) => {
		const node = page.connectToServer();
		node.onMessage((message) => page.send(message.toString().replaceAll(hex(text), hex(instead))));
	});
};

describe("an honest node", () => {
	it("is checked: what it says becomes verified, and says when", async () => {
		const journey = await begin(`${site.url}/products`);
		await journey.badge("node");
		await journey.badge("verified");
		await journey.see(/verified .*20\d\d/);
		await journey.see("Your browser checks answers by itself.");
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("that says nothing more is old after a minute, by the page's own clock", async () => {
		let silent = false;
		const journey = await begin(`${site.url}/products`, {
			prepare: async (context, page) => {
				await page.clock.install();
				await context.routeWebSocket(chain.url, (socket) => {
					const node = socket.connectToServer();
					node.onMessage((message) => silent || socket.send(message));
				});
			},
		});
		await journey.page.locator(".card").first().waitFor();
		silent = true;
		await journey.page.clock.runFor(70_000);
		await journey.badge("old");
		await journey.see("Nothing new has come for a minute.");
		await journey.end();
	});
});

describe("a lying node", () => {
	it("is found out: the badge says so, and that nothing can be signed", async () => {
		const journey = await begin(`${site.url}/products`, { prepare: lying("China Construction Bank", "China Construction Bonk") });
		await journey.see("China Construction Bonk");
		await journey.badge("disagrees");
		await journey.see("Nothing can be signed.");
		expect(await journey.axeInBoth()).toEqual([]);
		await journey.end();
	});
});

/** At a bank's products, with its key. */
async function banker(prepare?: JourneyOptions["prepare"]): Promise<Journey> {
	const journey = await begin(`${site.url}/key/new`, { prepare });
	await journey.page.locator("#development-path").fill("//institution//ccb");
	await journey.page.locator("#development-path").press("Enter");
	await journey.click(/^A bank/);
	await journey.click("Products");
	await journey.at("Your products");
	return journey;
}

/** The first product is taken from the shelf, and the person is sure. */
async function withdraw(journey: Journey): Promise<void> {
	await journey.click("Withdraw");
	await journey.click("Withdraw");
}

const isOpen = async () => (await chain.rpc<{ items: { id: number; institution: number; open: boolean }[] }>("financing_products", [])).items.filter(({ institution }) => institution === 0).length;

describe("what is signed", () => {
	it("is sent, in the record and final with an honest node", async () => {
		const open = await isOpen();
		const journey = await banker();
		await journey.badge("verified");
		await withdraw(journey);
		await journey.page.locator('[data-state="final"]').waitFor();
		expect(await isOpen()).toBe(open - 1);
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("is nothing once a node lied, and nothing is sent", async () => {
		const open = await isOpen();
		const journey = await banker(lying("Credit loan on tax record", "Credit loan on tax secord"));
		await journey.see("Credit loan on tax secord");
		await journey.badge("disagrees");
		await withdraw(journey);
		await journey.see("Nothing was sent.");
		await journey.see(/do not agree/);
		expect(journey.sent.filter(({ text }) => /transaction_v1|author_submit/.test(text))).toEqual([]);
		expect(await isOpen()).toBe(open);
		await journey.end();
	});
});

describe("a line that saves data", () => {
	const save = async (_: BrowserContext, page: Page) => {
		await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "connection", { value: { saveData: true } }));
	};

	it("is asked before it carries the light client", async () => {
		const journey = await begin(`${site.url}/products`, { prepare: save });
		await journey.see("On a slow line your browser does not check answers by itself.");
		expect(journey.received.filter(({ url }) => url.endsWith("chain-spec.json"))).toEqual([]);
		await journey.click("Check here");
		await journey.badge("verified");
		await journey.end();
	});
});
