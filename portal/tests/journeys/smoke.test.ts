// Somebody looks around without a key: the page comes up, speaks four languages, and shows what banks offer, from the chain.

import type { WebSocketRoute } from "playwright-core";
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser } from "../support/journey.ts";
import { PORTAL, serve, type Site } from "../support/site.ts";

let chain: Chain;
let site: Site;

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

it("asks in the forms of this node's runtime: portal/chain/metadata.scale is its metadata", () => {
	execFileSync(process.execPath, ["chain/metadata.mjs", "check", chain.url.replace(/^ws/, "http")], { cwd: PORTAL });
});

describe("without a key", () => {
	it("asks who one is, in the browser's language", async () => {
		for (const [lang, title] of [
			["en", "Who are you?"],
			["pt", "Quem é?"],
			["zh-Hans", "您是？"],
			["zh-Hant", "您是？"],
		] as const) {
			const journey = await begin(site.url, { lang });
			await journey.at(title);
			expect(await journey.page.getAttribute("html", "lang")).toMatch(new RegExp(`^${lang}`));
			expect(journey.errors).toEqual([]);
			await journey.end();
		}
	});

	it("changes the language, and keeps it", async () => {
		const journey = await begin(site.url);
		await journey.at("Who are you?");
		await journey.choose("Language", "pt");
		await journey.at("Quem é?");
		await journey.page.reload();
		await journey.at("Quem é?");
		await journey.end();
	});

	it("knows who the key speaks for, and puts that first", async () => {
		for (const [path, role] of [
			["//institution//ccb", "A bank"],
			["//agency//tax", "An agency"],
		] as const) {
			const journey = await begin(`${site.url}/key/new`);
			await journey.page.locator("#development-path").fill(path);
			await journey.page.locator("#development-path").press("Enter");
			await journey.page.getByText("your key speaks for it").first().waitFor();
			const first = await journey.page.locator(".roles a").first().innerText();
			expect(first).toContain(role);
			expect(first).toContain("your key speaks for it");
			await journey.end();
		}
	});

	it("shows the products that the chain has", async () => {
		const first = await chain.rpc<{ items: { name: string }[] }>("financing_products", [null, { limit: 1 }]);
		const journey = await begin(site.url);
		await journey.click("What is offered now");
		await journey.at("What is offered now");
		await journey.see(first.items[0]!.name);
		expect(journey.clicks).toBe(1);
		expect(journey.errors).toEqual([]);
		const strangers = journey.sent.filter(({ to }) => !to.startsWith(site.url) && !to.startsWith(chain.url));
		expect(strangers, "the page speaks with its server and the node alone").toEqual([]);
		await journey.end();
	});

	it("can be read by everybody: axe-core in light and dark, 320 points wide", async () => {
		const journey = await begin(site.url);
		for (const path of ["/", "/products", "/nowhere"]) {
			await journey.page.goto(`${site.url}${path}`);
			await journey.page.locator("h1").waitFor();
			if (path === "/products") await journey.page.locator(".card").first().waitFor();
			expect(await journey.axeInBoth(), path).toEqual([]);
			expect(await journey.fitsPhone(), path).toBe(true);
		}
		await journey.end();
	});

	it("comes with the headers that forbid whatever it does not do", async () => {
		const { headers } = await fetch(site.url);
		const policy = headers.get("content-security-policy");
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain(`connect-src 'self' ${chain.url};`);
		expect(policy).toContain("require-trusted-types-for 'script'");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
	});

	it("says that no server answers, and asks the next one", async () => {
		const dead = "ws://127.0.0.1:9";
		try {
			await chain.network({ nodes: [dead] });
			const alone = await begin(`${site.url}/products`);
			await alone.see("No connection.");
			await alone.end();
			await chain.network({ nodes: [dead, chain.url] });
			const other = await begin(`${site.url}/products`);
			await other.page.locator(".card").first().waitFor();
			expect(await other.text()).not.toContain("No connection.");
			await other.end();
		} finally {
			await chain.network({ nodes: [chain.url] });
		}
	});

	it("keeps what was answered while the line is down, and says so", async () => {
		let node: WebSocketRoute | undefined;
		const journey = await begin(`${site.url}/products`, {
			prepare: async (context) => {
				await context.routeWebSocket(chain.url, (socket) => {
					if (node) return void socket.close();
					node = socket;
					socket.connectToServer();
				});
			},
		});
		await journey.page.locator(".card").first().waitFor();
		const cards = await journey.page.locator(".card").count();
		await node!.close();
		await journey.see("No connection.");
		expect(await journey.page.locator(".card").count()).toBe(cards);
		await journey.end();
	});

	it("believes no node of another chain", async () => {
		const { genesis } = await (await fetch(`${site.url}/network.json`)).json();
		try {
			await chain.network({ genesis: `0x${"00".repeat(32)}` });
			const journey = await begin(`${site.url}/products`);
			await journey.see("No connection.");
			expect(await journey.page.locator(".card").count()).toBe(0);
			await journey.end();
		} finally {
			await chain.network({ genesis });
		}
	});
});
