// A paper's way: a firm makes it, and others check it with and without a line, whole, printed, and changed.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { BANK, commandOf, type Firm, lend, seedFirms } from "./bank-seed.ts";

type Lang = "en" | "zh-Hans" | "zh-Hant" | "pt";

let chain: Chain;
let site: Site;
let firm: Firm;
let loan: number;
let pdf: Buffer;
/** Papers of a grade, a consent and a lien. */
const others: Buffer[] = [];
const folder = mkdtempSync(join(tmpdir(), "lingnan-papers-"));
const pictures = process.env.LINGNAN_PICTURES;

beforeAll(async () => {
	chain = await startChain();
	await chain.network({ chainSpec: undefined });
	site = await serve(chain.files);
	[firm] = (await seedFirms(chain, ["深圳市南山木棉精密机械有限公司"], 7_001)) as [Firm];
	loan = await lend(chain, firm, "1,000,000.00", 12);
	await commandOf(chain)(["loan", "repay", String(loan), "300000.50", "CCB 2026 0077"], BANK.key);
	const lingnan = commandOf(chain);
	await lingnan(["asset", "register-right", "--kind", "trademark", "--number", "12345678", "--title", "木棉精密", "--owners", firm.number, "--expires", "2035-01-01", "--fee-paid-until", "2030-01-01"], "//agency//intellectual-property");
	await lingnan(["asset", "pledge", "0", "--pledgor", firm.number, "--institution", String(BANK.id), "--amount", "800,000.00", "--until", "2029-12-31"], firm.key);
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

function catalogue(lang: Lang) {
	const read = (area: string) => JSON.parse(readFileSync(new URL(`../../locale/${lang}/${area}.json`, import.meta.url), "utf8")) as Record<string, string>;
	const all = { ...read("paper"), ...read("check"), ...read("firm") };
	return (id: string, values: Record<string, string> = {}) => all[id]!.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

async function picture(journey: Journey, name: string) {
	if (!pictures) return;
	mkdirSync(pictures, { recursive: true });
	await journey.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function held(journey: Journey, name: string) {
	await picture(journey, name);
	expect(await journey.axeInBoth(), name).toEqual([]);
	expect(await journey.fitsPhone(), `${name} at 320`).toBe(true);
}

const give = (journey: Journey, name: string, bytes: Uint8Array, mimeType = "application/pdf") =>
	journey.page.locator("#paper-file").setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });

describe("a paper", () => {
	it("is made by the firm in its language, in a second or two", async () => {
		const t = catalogue("zh-Hans");
		const journey = await begin(`${site.url}/key/new`, { lang: "zh-Hans" });
		const { page } = journey;
		await page.locator("#development-path").fill(firm.key);
		await page.locator("#development-path").press("Enter");
		await page.locator("a[href='/firm'].mine").waitFor();
		// As a link would, without losing the development key.
		const go = (to: string) =>
			page.evaluate((path) => {
				history.pushState({}, "", path);
				dispatchEvent(new PopStateEvent("popstate"));
			}, to);
		await go(`/firm/loan/${loan}/statement`);
		await journey.at(t("firm.statement.title", { id: String(loan) }));
		const began = performance.now();
		const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), journey.click(t("paper.pdf"))]);
		pdf = readFileSync((await download.path())!);
		console.log(`the paper: ${pdf.length} bytes, ${Math.round(performance.now() - began)} ms`);
		expect(download.suggestedFilename()).toBe(`lingnan-${loan}.pdf`);
		await held(journey, "paper-made");
		if (pictures) writeFileSync(join(pictures, "journey.pdf"), pdf);
		for (const [screen, title] of [["grade", t("firm.grade.title")], ["consents", t("firm.consents.title")], ["assets", t("firm.assets.title")]] as const) {
			await go(`/firm/${screen}`);
			await journey.at(title);
			const [saved] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), journey.click(t("paper.pdf"))]);
			others.push(readFileSync((await saved.path())!));
			await held(journey, `paper-of-${screen}`);
		}
		expect(journey.errors).toEqual([]);
		await journey.end();
	}, 120_000);

	it("holds online, and says what changed since", async () => {
		const t = catalogue("en");
		const journey = await begin(`${site.url}/check`, { lang: "en" });
		await journey.see(t("check.online"));
		await give(journey, "paper.pdf", pdf);
		await journey.see(/Signed by 1 of 1 validators that this browser knew on/, 60_000);
		await journey.see(t("check.pages.same"));
		await journey.see("深圳市南山木棉精密机械有限公司");
		await journey.see(/CNY 1,000,000\.00/);
		await held(journey, "check-holds");
		await journey.click(t("check.still"));
		await journey.see(/Still so on/, 60_000);
		// Without --quick the command answers once it is final.
		await chain.command(["loan", "repay", String(loan), "1000.00", "CCB 2026 0099"], BANK.key);
		await journey.click(t("check.still"));
		await journey.see(/it is otherwise/, 60_000);
		await journey.see(/CNY 300,000\.50[\s\S]* → CNY 301,000\.50/);
		await held(journey, "check-changed");
		for (const [at, title] of ["Grades shown", "Consent 0", "Lien 0"].entries()) {
			await give(journey, "other.pdf", others[at]!);
			await journey.page.getByRole("heading", { level: 2, name: title }).waitFor({ timeout: 60_000 });
			await journey.see(t("check.pages.same"));
		}
		expect(journey.errors).toEqual([]);
		await journey.end();
	}, 180_000);

	it("is checked without a line, by who knew the validators and by who did not", async () => {
		const t = catalogue("zh-Hans");
		// Only what a light client found right is kept for a later visit.
		await chain.network({ chainSpec: "chain-spec.json" });
		const journey = await begin(`${site.url}/check`, { lang: "zh-Hans", width: 360, height: 740 });
		await journey.see(t("check.online"));
		await journey.page.waitForFunction(() => localStorage.getItem("validators") !== null, undefined, { timeout: 90_000 });
		const address = chain.url;
		await chain.network({ nodes: ["ws://127.0.0.1:9"], chainSpec: undefined });
		try {
			await journey.page.reload();
			journey.sent.length = 0;
			await journey.see(t("check.offline"));
			await give(journey, "paper.pdf", pdf);
			await journey.see(/所知的 1 个验证节点中的 1 个签名/, 60_000);
			await journey.see(t("check.pages.same"));
			await journey.see("人民币壹佰万元整");
			await held(journey, "check-offline");

			// A byte of the file, wherever it is.
			for (const at of [Math.floor(pdf.length / 3), Math.floor(pdf.length / 2), pdf.length - 40]) {
				const changed = Buffer.from(pdf);
				changed[at]! ^= 1;
				await give(journey, "changed.pdf", changed);
				await journey.page.locator(".notice-bad").waitFor({ timeout: 60_000 });
				expect(await journey.text(), `byte ${at}`).not.toContain(t("check.pages.same"));
			}
			await picture(journey, "check-changed-byte");

			// Another sum on the page, under the same proof.
			const forged = await PDFDocument.load(pdf);
			forged.getPage(0).drawText("9,000,000.00", { x: 300, y: 500, size: 20 });
			await give(journey, "forged.pdf", await forged.save());
			await journey.see(t("check.fails"), 60_000);
			await journey.see(t("check.fails.pages"));
			await held(journey, "check-forged");

			const stranger = await begin(`${site.url}/check`, { lang: "zh-Hans" });
			await give(stranger, "paper.pdf", pdf);
			await stranger.see(t("check.unknown"), 60_000);
			expect(await stranger.text()).not.toContain("所知的");
			await held(stranger, "check-unknown");

			// On paper alone: pictures of the codes, in no order.
			const texts = printed();
			if (texts) {
				await journey.page.locator("#paper-file").setInputFiles(texts.reverse());
				await journey.see(/所知的 1 个验证节点中的 1 个签名/, 60_000);
				await journey.see(t("check.pages.codes"));
				await journey.page.locator("#paper-file").setInputFiles(texts.slice(1));
				await journey.see(/尚缺二维码 /, 60_000);
				await held(journey, "check-codes");
			}
			expect([...journey.sent, ...stranger.sent].filter(({ text }) => text.length > 0)).toEqual([]);
			await stranger.end();
		} finally {
			await chain.network({ nodes: [address] });
		}
		await journey.end();
	}, 240_000);
});

/** Pictures of the codes as they come out of a printer, a column of each page each. Nothing where there is no poppler. */
function printed(): string[] | undefined {
	const file = join(folder, "paper.pdf");
	writeFileSync(file, pdf);
	const dots = 300;
	const third = Math.round(((595.28 - 96) / 3) * (dots / 72));
	try {
		return [1, 2].flatMap((page) =>
			[0, 1, 2].map((column) => {
				const name = join(folder, `${page}-${column}`);
				const from = Math.round((48 / 72) * dots) + column * third;
				execFileSync("pdftoppm", ["-png", "-singlefile", "-r", String(dots), "-f", String(page), "-x", String(from), "-y", "0", "-W", String(third), "-H", "3508", file, name]);
				return `${name}.png`;
			}),
		);
	} catch (fault) {
		if ((fault as { code?: string }).code !== "ENOENT") throw fault;
		console.warn("no pdftoppm: printed codes are not read");
		return undefined;
	}
}
