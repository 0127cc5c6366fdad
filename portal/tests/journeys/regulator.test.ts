// Journey D: a regulator asks who decided late, which loans are late and what became of a scorecard's loans, without a key.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { apply, BANK, commandOf, type Firm, lend, seedFirms } from "./bank-seed.ts";

let chain: Chain;
let site: Site;
let firms: Firm[];
let loan: number;
let late: number;
let bank: string;

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
	firms = await seedFirms(chain, ["增城食品有限公司", "从化光学有限公司"], 7_001);
	loan = await lend(chain, firms[0]!, "600,000.00", 6);
	late = await apply(chain, firms[1]!, "300,000.00", 12);
	const lingnan = commandOf(chain);
	await lingnan(["clock", "--days", "45"]);
	// Somebody records that nobody decided.
	await lingnan(["application", "expire", String(late)], firms[1]!.key);
	bank = ((await lingnan(["show", "institutions"])) as { id: number; name: string }[]).find(({ id }) => id === BANK.id)!.name;
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

const pictures = process.env.LINGNAN_PICTURES;
const wrong: string[] = [];
async function held(journey: Journey, name: string) {
	if (pictures) {
		mkdirSync(pictures, { recursive: true });
		await journey.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
	}
	wrong.push(...(await journey.axeInBoth()).map((one) => `${name}: ${one}`));
	if (!(await journey.fitsPhone())) wrong.push(`${name}: does not fit a phone`);
}

/** What the button hands to the browser's downloads. */
async function downloaded(journey: Journey): Promise<string> {
	const [file] = await Promise.all([journey.page.waitForEvent("download"), journey.click("Download CSV")]);
	return readFileSync(await file.path(), "utf8");
}

describe.sequential("a regulator", () => {
	it("finds who missed a deadline, and which, in two clicks", async () => {
		const journey = await begin(site.url);
		await journey.click(/A regulator/);
		await journey.see("All together: 1 deadline missed; 1 of 1 loan late; 0 deletions overdue.");
		await held(journey, "banks");
		const row = journey.page.locator("tbody tr", { hasText: bank });
		await journey.click(row.getByRole("link").first());
		await journey.at(`Deadlines missed: ${bank}`);
		await journey.see("从化光学有限公司");
		expect(journey.clicks).toBeLessThanOrEqual(3);
		await held(journey, "deadlines");
		const lines = (await downloaded(journey)).split("\r\n");
		expect(lines[0]).toMatch(/^\uFEFFblock,\d+,0x[0-9a-f]{64}$/);
		expect(lines[1]).toBe(`query,PortfolioApi.missed_deadlines(${BANK.id})`);
		expect(lines[4]).toContain(`${late},${firms[1]!.number.slice(3)},`);
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("is told of a number under which there is no bank", async () => {
		const journey = await begin(`${site.url}/regulator/deadlines/65536`);
		await journey.at("There is no such bank.");
		await journey.page.goto(`${site.url}/regulator/deletions/x`);
		await journey.at("There is no such bank.");
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("has names beside its plot that a phone can show", async () => {
		const journey = await begin(`${site.url}/regulator/arrears`, { width: 360 });
		const label = journey.page.locator(".regulator-plot .regulator-text").first();
		await label.waitFor();
		expect((await label.boundingBox())!.height).toBeGreaterThan(10);
		await journey.end();
	});

	it("opens the loans under each figure of the arrears", async () => {
		const journey = await begin(`${site.url}/regulator/arrears`);
		await journey.see("Running loans by grade and arrears");
		await held(journey, "arrears");
		const days = ((await commandOf(chain)(["show", "loan", String(loan)])) as { arrearsDays: number }).arrearsDays;
		expect(days).toBeGreaterThan(0);
		await journey.choose("Count by", "month");
		await journey.see("Running loans by month of the grant and arrears");
		// In the row of the month: late by up to 30 days.
		await journey.click(journey.page.locator("tbody tr").first().getByRole("link").first());
		await journey.at("Loans in this figure");
		await journey.see("增城食品有限公司");
		await held(journey, "loans");
		const lines = (await downloaded(journey)).split("\r\n");
		expect(lines[1]).toMatch(/^query,PortfolioApi\.loans_by of all institutions; month=\d{4}-\d{2}&late=d30$/);
		expect(lines[4]).toMatch(new RegExp(`^${loan},${firms[0]!.number.slice(3)},${BANK.id},${bank},Guangdong,.*,${days},`));
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("sees what became of a scorecard's loans, in another language too", async () => {
		const journey = await begin(`${site.url}/regulator/scorecards`, { lang: "zh-Hans" });
		await journey.click(journey.page.locator("tbody a").first());
		await journey.see("校准：模型所述与实际观察");
		await journey.see("贷款太少，无法判断");
		await journey.see("暂无 ROC 曲线");
		await held(journey, "scorecard");
		await journey.page.goto(`${site.url}/regulator/network`);
		await journey.see("粤港");
		await journey.see("在席");
		await held(journey, "network");
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("finds screens that everybody can read", () => {
		expect(wrong).toEqual([]);
	});
});
