// The bank's loans stay quick when there are thousands: a page between the node and the browser adds them to one that is there.

import { readFileSync } from "node:fs";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { BANK, lend, seedFirms } from "./bank-seed.ts";

const LOANS = 2_000;
const PAGE = 250;
/** An interaction is answered in so many milliseconds. */
const QUICK = 200;

let chain: Chain;
let site: Site;
let loan: number;

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
	const [firm] = await seedFirms(chain, ["南沙精密机械有限公司"], 6_001);
	loan = await lend(chain, firm!, "600,000.00", 6);
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

const builder = getDynamicBuilder(getLookupFn(unifyMetadata(decAnyMetadata(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url)))))));
const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString("hex")}`;
const GRADES = ["Aaa", "Aa", "A", "Bbb", "Bb"];

it(`answers within ${QUICK} ms with ${LOANS} loans, of which a screen shows twenty`, async () => {
	const lines = builder.buildRuntimeCall("PortfolioApi", "loans_by");
	const one = builder.buildRuntimeCall("FinancingApi", "loan");
	const real = await chain.rpc<string>("state_call", ["PortfolioApi_loans_by", hex(lines.args.enc([BANK.id, { after: undefined, limit: undefined }]))]);
	const [line] = (lines.value.dec(real) as { items: object[] }).items;
	const many = Array.from({ length: LOANS }, (_, id) => ({ ...line, id: BigInt(id), arrears_days: id % 9 === 0 ? id % 120 : 0, grade: { type: GRADES[id % 5], value: undefined } }));

	const journey = await begin(`${site.url}/key/new`, {
		prepare: async (context) => {
			await context.routeWebSocket(chain.url, (page) => {
				const node = page.connectToServer();
				page.onMessage((message) => {
					const asked = JSON.parse(message.toString()) as { id: number; method: string; params: string[] };
					const { id, method, params } = asked;
					if (method !== "state_call") return node.send(message);
					if (params[0] === "PortfolioApi_loans_by") {
						const [, { after }] = lines.args.dec(params[1]!) as [number, { after?: bigint }];
						const from = after === undefined ? 0 : Number(after) + 1;
						const next = from + PAGE < LOANS ? BigInt(from + PAGE - 1) : undefined;
						return page.send(JSON.stringify({ jsonrpc: "2.0", id, result: hex(lines.value.enc({ items: many.slice(from, from + PAGE), next })) }));
					}
					// What each line asks for itself is as much work as it would be.
					if (params[0] === "FinancingApi_loan" || params[0] === "ClassificationApi_classification") asked.params[1] = hex(one.args.enc([BigInt(loan)]));
					node.send(JSON.stringify(asked));
				});
			});
		},
	});
	const { page } = journey;
	await page.locator("#development-path").fill(BANK.key);
	await page.locator("#development-path").press("Enter");
	await page.locator("a[href='/bank']").first().click();
	await journey.click("Loans");
	await journey.see(`1–20 of ${LOANS.toLocaleString("en")}`.replace(",", ""));
	await page.evaluate(() => {
		const kept = globalThis as unknown as { slow: { name: string; duration: number }[] };
		kept.slow = [];
		new PerformanceObserver((list) => kept.slow.push(...list.getEntries().map(({ name, duration }) => ({ name, duration })))).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
	});
	for (let times = 0; times < 3; times += 1) {
		await page.getByRole("button", { name: "Next page" }).click();
		await page.waitForTimeout(300);
	}
	await journey.see("61–80 of 2000");
	expect(await page.locator("table").nth(1).locator("tbody tr").count()).toBe(20);
	await page.getByLabel("Find a firm or number").pressSequentially("1999", { delay: 120 });
	await journey.see("1–1 of 1");
	await page.getByLabel("Find a firm or number").fill("");
	await page.getByLabel("Show").selectOption("over");
	await page.waitForTimeout(500);
	const slow = await page.evaluate(() => (globalThis as unknown as { slow: { name: string; duration: number }[] }).slow);
	const longest = slow.reduce((most, one) => (one.duration > most.duration ? one : most), { name: "none", duration: 0 });
	console.log("the longest interaction:", longest, "of", slow.length);
	expect(longest.duration).toBeLessThanOrEqual(QUICK);
	expect(journey.errors).toEqual([]);
	await journey.end();
}, 180_000);
