// What the chain calls by English names is read in the language of the reader, by the page as it is built and served.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser } from "../support/journey.ts";
import { PORTAL, serve, type Site } from "../support/site.ts";

let chain: Chain;
let site: Site;
const names = JSON.parse(readFileSync(join(PORTAL, "../chain-spec/guangdong/names.json"), "utf8"));

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

it.each(["zh-Hans", "zh-Hant", "pt"])("products and banks have their names in %s", async (lang) => {
	const products = await chain.rpc<{ items: { name: string; institution: number }[] }>("financing_products", [null, { limit: 1 }]);
	const first = products.items[0]!.name;
	const journey = await begin(`${site.url}/products`, { lang: "en" });
	await journey.see(first);
	// A bank sends its client a link in the client's language.
	await journey.page.goto(`${site.url}/products?lang=${lang}`);
	await journey.see(names[first][lang]);
	await journey.see(names["China Construction Bank Guangdong Branch"][lang]);
	expect(await journey.page.textContent("main")).not.toContain("[EN]");
	expect(await journey.page.getAttribute("html", "lang")).toMatch(new RegExp(`^${lang}`));
	expect(journey.errors).toEqual([]);
	await journey.end();
});
