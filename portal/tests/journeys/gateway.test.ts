// On a network of members the page knows no node: a gateway of `lingnan gateway serve` answers, to whose key may know. What it proves is
// verified in this browser; a gateway that lies is found out.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { type Gateway, startGateway } from "../support/gateway.ts";
import { begin, closeBrowser, type Journey, type JourneyOptions } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { creditCode, offerControl, seal, seed } from "./firm-seed.ts";

let chain: Chain;
let gateway: Gateway;
let site: Site;

beforeAll(async () => {
	chain = await startChain({ light: false });
	gateway = await startGateway(chain);
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await gateway?.stop();
	await chain?.stop();
});

const lingnan = (args: string[], key?: string) => chain.command(["--quick", ...args], key);
const agencies = JSON.parse(readFileSync(new URL("../../../chain-spec/guangdong/agencies.json", import.meta.url), "utf8")) as { code: string }[];

/** Whom the page spoke with: the gateway and its own server, and no node. */
function alone(journey: Journey): void {
	const origins = new Set(journey.sent.map(({ to }) => new URL(to).origin).filter((origin) => origin !== "null"));
	expect([...origins].sort()).toEqual([gateway.url, site.url].sort());
	expect(journey.sent.filter(({ to }) => to.startsWith("ws"))).toEqual([]);
}

/** Each POST is one request, and but for what is public each is a signed query. */
function asked(journey: Journey): string[] {
	const posts = journey.sent.filter(({ to, text }) => to.startsWith(gateway.url) && text !== "");
	return posts.map(({ text }) => {
		const { method, params } = JSON.parse(text) as { method: string; params: [{ query: string }] };
		return method === "query" ? `signed ${(JSON.parse(params[0].query) as { method: string }).method}` : method;
	});
}

/** Agencies encrypt to a card of a final block alone. */
async function cardIsFinal(enterprise: string): Promise<void> {
	for (;;) {
		const final = await chain.rpc<string>("chain_getFinalizedHead");
		if ((await chain.rpc<unknown[]>("card_list", [{ Enterprise: enterprise }, final])).length > 0) return;
		await new Promise((done) => setTimeout(done, 250));
	}
}

const main = (journey: Journey) => journey.page.locator("#main");
const press = (journey: Journey, name: string | RegExp) => journey.click(main(journey).getByRole("button", { name }).or(main(journey).getByRole("link", { name })).first());

/** A new key in this browser, and the firm taken over with it. */
async function owner(firm: { number: string; name: string }, prepare?: JourneyOptions["prepare"]): Promise<Journey> {
	const journey = await begin(`${site.url}/firm/take/${firm.number}`, { prepare });
	await journey.authenticator();
	await press(journey, "Make the key");
	await journey.page.getByLabel("New password").first().fill("correct horse battery");
	await journey.page.getByLabel("The same again").first().fill("correct horse battery");
	await press(journey, "Save the key file");
	await journey.page.getByText(/5[1-9A-HJ-NP-Za-km-z]{46,48}/).first().waitFor();
	const account = /5[1-9A-HJ-NP-Za-km-z]{46,48}/.exec((await journey.page.locator("main").innerText()).replaceAll("\u200b", ""))?.[0];
	await offerControl(lingnan, firm.number, account!);
	await main(journey).getByRole("button", { name: "Take over this firm" }).waitFor({ timeout: 60_000 });
	await press(journey, "Take over this firm");
	await journey.at(new RegExp(firm.name));
	return journey;
}

describe("by a gateway", () => {
	it("a firm takes over, sees what agencies say verified, fetches its files from the boxes, proves its grade, accepts an offer that is verified; a bank sees its inbox", async () => {
		const firm = await seed(lingnan, 20_270_001);
		const journey = await owner(firm);
		try {
			await journey.page.locator("h1", { hasText: firm.name }).waitFor();
			await cardIsFinal(firm.number);
			const openings = await seal(lingnan, firm);
			expect(openings.length).toBeGreaterThan(3);
			for (const owner of new Set(openings.map((file) => file.split("/").at(-2)!))) {
				const agency = agencies.findIndex(({ code }) => code === owner);
				await lingnan(["openings", "push", join(firm.folder, owner), "--gateway", gateway.url, "--agency", String(agency)], `//agency//${owner}`);
			}
			await journey.see("sealed", 60_000);
			await journey.badge("verified", 60_000);
			await journey.see(/verified .*20\d\d/);
			await journey.see("Your browser checks answers by itself.");
			expect(await journey.axeInBoth()).toEqual([]);

			await press(journey, "Fetch what agencies left");
			await journey.see(/\d+ figures are open in this browser/);
			await journey.see(/\d+ files were there/);
			expect(await journey.axeInBoth()).toEqual([]);

			// What it has saved it deletes there.
			const remove = main(journey).getByRole("button", { name: "Delete them at the gateway" });
			expect(await remove.isDisabled()).toBe(true);
			await Promise.all([journey.page.waitForEvent("download"), press(journey, "Save the files")]);
			await journey.click(remove);
			await journey.see("They are deleted at the gateway.");

			await press(journey, /^Let a bank look/);
			await journey.page.locator(".choice-button").first().waitFor();
			await journey.fill("Institution", "China Construction");
			await journey.click(journey.page.locator(".choice-button", { hasText: "China Construction" }).first());
			const agree = journey.page.getByRole("button", { name: /AA/ });
			await agree.waitFor({ timeout: 60_000 });
			await journey.click(agree);
			await journey.page.locator('[data-state="final"]').waitFor({ timeout: 60_000 });
			await expect.poll(async () => JSON.stringify(await chain.rpc("credit_rating", [firm.number])), { timeout: 30_000 }).toContain('"grade":"AA"');
			expect(JSON.stringify(await chain.rpc("consent_list", [firm.number]))).toContain('"usable":true');

			// It applies, and the bank finds it in its inbox.
			await press(journey, "See which products fit");
			const apply = journey.page.locator(".card").getByRole("link", { name: "Apply" }).first();
			await apply.waitFor({ timeout: 60_000 });
			await journey.click(apply);
			await press(journey, "Send the application");
			await journey.page.locator('[data-state="final"]').waitFor({ timeout: 60_000 });

			// The bank offers. All that is accepted is verified, so nobody has to be trusted.
			const { items } = await chain.rpc<{ items: { id: number }[] }>("financing_applicationsOf", [firm.number]);
			const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
			await lingnan(["application", "offer", String(items[0]!.id), "--valid-until", until], "//institution//ccb");
			await press(journey, "Follow it");
			const read = main(journey).getByRole("link", { name: "Read the offer" }).first();
			await read.waitFor({ timeout: 60_000 });
			await journey.click(read);
			await journey.badge("verified", 60_000);
			await journey.page.getByRole("button", { name: "Accept exactly these terms" }).waitFor({ timeout: 60_000 });
			expect(await main(journey).getByRole("checkbox").count()).toBe(0);
			await press(journey, "Accept exactly these terms");
			await journey.page.locator('[data-state="final"]').waitFor({ timeout: 60_000 });

			// Its grade on paper, with the proof that the gateway gave.
			await journey.click(journey.page.getByRole("link", { name: "Grade", exact: true }));
			const [paper] = await Promise.all([journey.page.waitForEvent("download", { timeout: 60_000 }), press(journey, "PDF with proof")]);
			expect(readFileSync((await paper.path())!).subarray(0, 5).toString()).toBe("%PDF-");

			alone(journey);
			const words = asked(journey);
			expect(words).toEqual(expect.arrayContaining(["signed state_call", "signed finality_votes", "signed state_getReadProof", "signed openings_fetch", "signed openings_drop", "signed transaction_outcome", "author_submitExtrinsic"]));
			expect(journey.errors).toEqual([]);
		} catch (error) {
			console.log((await journey.text()).slice(0, 1_500), journey.errors.slice(0, 5), readFileSync(join(chain.files, "audit.log"), "utf8").split("\n").filter((line) => !line.includes("Answered")).slice(-15));
			throw error;
		} finally {
			await journey.end();
		}

		const bank = await begin(`${site.url}/key/new`);
		await bank.page.locator("#development-path").fill("//institution//ccb");
		await bank.page.locator("#development-path").press("Enter");
		await bank.click(/^A bank/);
		await bank.page.getByRole("link", { name: firm.name }).first().waitFor({ timeout: 60_000 });
		// A list is not provable as a whole: it stays the gateway's.
		await bank.badge("node");
		await bank.see("from a gateway, not verified");
		alone(bank);
		expect(bank.errors).toEqual([]);
		await bank.end();
	}, 400_000);

	it("who has no key sees what is public, and that it is not verified", async () => {
		const journey = await begin(`${site.url}/products`);
		await journey.page.locator(".card").first().waitFor({ timeout: 60_000 });
		await journey.see("from a gateway, not verified");
		expect(asked(journey).filter((method) => method.startsWith("signed"))).toEqual([]);
		alone(journey);
		await journey.end();
	});
});

/** Between page and gateway: what it answers to one question says `instead` for `said`. Its proofs it cannot make up. */
const lying = (said: string, instead: string) => async (context: BrowserContext) => {
	const hex = (of: string) => Buffer.from(of).toString("hex");
	await context.route(`${gateway.url}/**`, async (route) => {
		try {
			const response = await route.fetch();
			const text = await response.text();
			await route.fulfill({ response, body: text.includes('"proof"') ? text : text.replaceAll(hex(said), hex(instead)) });
		} catch {
			// The page was closed meanwhile.
		}
	});
};

describe("a gateway that lies", () => {
	it("turns the badge, and nothing is signed", async () => {
		const firm = { number: creditCode(20_270_002), name: "深圳市南山木棉精密机械有限公司" };
		await seed(lingnan, 20_270_002, firm.name);
		const journey = await owner(firm, lying("Administrative penalties in 24 months", "Administrative penalties in 84 months"));
		await journey.badge("disagrees", 60_000);
		await journey.see("Nothing can be signed.");
		const before = journey.sent.filter(({ text }) => text.includes("author_submitExtrinsic")).length;
		await press(journey, /^Let a bank look/);
		await journey.click(journey.page.locator(".choice-button").first());
		await journey.click(main(journey).locator("form button[type=submit]"));
		await journey.see("Nothing was sent.");
		await journey.see(/do not agree/);
		expect(journey.sent.filter(({ text }) => text.includes("author_submitExtrinsic")).length).toBe(before);
		await journey.end();
	}, 200_000);
});
