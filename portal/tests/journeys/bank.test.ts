// Journey B: two officers of a bank take an application from the inbox to its repayments. The firm's part is played by the command.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { accept, apply, BANK, commandOf, day, disclose, type Firm, lend, seedFirms, twoSign } from "./bank-seed.ts";

type Lang = "en" | "zh-Hans" | "zh-Hant" | "pt";

let chain: Chain;
let site: Site;
let members: string[];
let firms: Firm[];
let opened: { file: string; identity: string };
/** The loan that is late. */
let late: number;
/** Another one, which stays so. */
let later: number;

const NAMES = ["南沙精密机械有限公司", "荔湾光学仪器有限公司", "番禺食品有限公司"];

beforeAll(async () => {
	chain = await startChain();
	site = await serve(chain.files);
	firms = await seedFirms(chain, NAMES, 5_001);
	late = await lend(chain, firms[2]!, "600,000.00", 6);
	later = await lend(chain, firms[1]!, "500,000.00", 6);
	await commandOf(chain)(["clock", "--days", "45"]);
	opened = await disclose(chain, firms[0]!);
	members = await twoSign(chain);
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

/** Messages as the page has them. */
function catalogue(lang: Lang) {
	const read = (area: string) => JSON.parse(readFileSync(new URL(`../../locale/${lang}/${area}.json`, import.meta.url), "utf8")) as Record<string, string>;
	const all = { ...read("bank"), ...read("credit"), ...read("keys"), ...read("ui") };
	return (id: string, values: Record<string, string> = {}) => {
		const text = all[id];
		if (text === undefined) throw new Error(`no message ${id}`);
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
	};
}

/** Of a message that selects, what it says for a word. */
const selected = (text: string, word: string) => new RegExp(`\\b${word} \\{([^{}]*)\\}`).exec(text)![1]!;

const pictures = process.env.LINGNAN_PICTURES;
/** An application that nobody decides. */
let waiting: number | undefined;

/** What is wrong with the screens, told together at the end. */
const wrong: string[] = [];
async function held(journey: Journey, name: string) {
	if (pictures) {
		mkdirSync(pictures, { recursive: true });
		await journey.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
		await journey.page.setViewportSize({ width: 320, height: 640 });
		await journey.page.screenshot({ path: join(pictures, `${name}-320.png`), fullPage: true });
		await journey.page.setViewportSize({ width: 1280, height: 900 });
	}
	wrong.push(...(await journey.axeInBoth()).map((one) => `${name}: ${one}`));
	if (!(await journey.fitsPhone())) wrong.push(`${name}: scrolls sideways at 320`);
}

/** An officer at the desk: the key is chosen, and who signs with it was said once. None of that is counted. */
async function officer(path: string, lang: Lang, width = 1280): Promise<Journey> {
	const t = catalogue(lang);
	const journey = await begin(`${site.url}/key/new`, {
		lang,
		width,
		height: 900,
		prepare: async (context) => {
			await context.addInitScript((text) => localStorage.setItem("officers", text), JSON.stringify({ members, threshold: 2 }));
		},
	});
	await journey.page.locator("#development-path").fill(path);
	await journey.page.locator("#development-path").press("Enter");
	await journey.page.locator("a[href='/bank']").first().click();
	await journey.at(t("bank.inbox.title"));
	journey.clicks = 0;
	return journey;
}

async function walk(lang: Lang, width: number) {
	const t = catalogue(lang);
	const lingnan = commandOf(chain);
	const firm = firms[0]!;
	const maker = await officer(BANK.maker, lang, width);
	const checker = await officer(BANK.checker, lang, width);
	await checker.click(t("bank.nav.approvals"));
	await checker.at(t("bank.approve.title"));
	checker.clicks = 0;
	const name = (what: string) => `bank-${lang}-${what}`;
	try {
		// The inbox: a new application shows by itself.
		await maker.page.locator("table, .empty").first().waitFor();
		const application = await apply(chain, firm, "1,000,000.00", 12);
		const filed = performance.now();
		const row = maker.page.getByRole("link", { name: firm.name }).first();
		await row.waitFor({ timeout: 10_000 });
		const took = performance.now() - filed;
		expect(took, "a new application shows within three seconds").toBeLessThan(3_000);
		expect(await maker.page.locator(".left-ample").count()).toBeGreaterThan(0);
		await held(maker, name("1-inbox"));

		// The file, and what the firm opened.
		await maker.click(row);
		await maker.at(new RegExp(firm.name));
		await maker.page.locator(".bank-grade").waitFor();
		await maker.page.locator("#disclosure").setInputFiles([opened.file, opened.identity]);
		maker.clicks += 1;
		await maker.page.locator("section .notice-good, section .notice-bad").first().waitFor();
		expect(await maker.page.locator("section .notice-bad").allInnerTexts()).toEqual([]);
		expect(await maker.text()).toContain(t("bank.disclosure.title"));
		await held(maker, name("2-file"));

		// The offer: all of it is shown before it is sent.
		await maker.click(t("bank.file.makeOffer"));
		await maker.at(t("bank.offer.title", { number: String(application) }));
		await maker.page.locator("#price").waitFor();
		await held(maker, name("3-offer"));
		await maker.click(t("bank.offer.check"));
		await maker.at(t("bank.offer.checkTitle"));
		const allIn = maker.page.getByText(t("bank.offer.allIn")).first();
		await allIn.waitFor();
		const conditions = await maker.text();
		for (const id of ["dayCount", "dueDays", "firstPeriod", "calendar", "adjustment", "movesInterest", "grace", "holiday", "balloon", "prepayment", "surcharge", "misuse", "onInterest", "order", "costs", "schedule"]) {
			expect(conditions, id).toContain(t(`bank.offer.${id}`));
		}
		await held(maker, name("4-check"));
		await maker.click(t("bank.offer.send"));
		await maker.see(t("bank.act.waits"));
		expect(((await lingnan(["show", "application", String(application)])) as { state: string }).state, "one signature makes no offer").toBe("Open");

		// The second officer reads the same, from the bytes that are signed.
		const card = checker.page.locator("[data-pending]").first();
		await card.waitFor();
		await checker.page.getByText(t("bank.offer.allIn")).first().waitFor();
		await held(checker, name("5-approve"));
		await checker.click(t("bank.approve.approve"));
		await card.waitFor({ state: "detached" });

		// The firm accepts; the maker's screen says so by itself.
		await until(async () => ((await lingnan(["show", "application", String(application)])) as { state: unknown }).state === "Offered");
		await accept(chain, firm, application);
		const pay = maker.page.getByRole("link", { name: t("bank.file.payOut") });
		await pay.waitFor();
		await maker.click(pay);
		await maker.at(t("bank.pay.title", { number: String(application) }));
		await maker.page.locator("#reference").fill(`OUT ${application}`);
		await held(maker, name("6-pay"));
		await maker.click(t("bank.pay.send"));
		await maker.see(t("bank.act.waits"));
		const counted = checker.clicks;
		await checker.page.getByRole("button", { name: t("bank.approve.approve") }).click();
		await until(async () => "Disbursed" in Object(((await lingnan(["show", "application", String(application)])) as { state: unknown }).state));
		await lingnan(["loan", "confirm", String(application), `OUT ${application}`], firm.key);

		// Payments of the core system's file: what is sure first, what is doubtful last and unticked.
		const owed = (await lingnan(["show", "loan", String(late)])) as { due: { total: number } };
		const sum = (minor: number) => (minor / 100).toFixed(2);
		const today = await day(chain);
		const csv = join(chain.files, "payments.csv");
		writeFileSync(
			csv,
			["日期,金额,流水号,付款方", `${today},${sum(owed.due.total - 100)},IN-${lang}-1 L${late},`, `${today},1.00,IN-${lang}-2,${firms[2]!.name}`, `${today},77.00,IN-${lang}-3,`, `${today},5.00,IN-${lang}-4 loan 999,`].join("\n"),
		);
		await maker.click(t("bank.nav.payments"));
		await maker.page.locator("#payments-file").setInputFiles(csv);
		maker.clicks += 1;
		await maker.page.locator("tr[data-status='ready']").nth(1).waitFor();
		expect(await maker.page.locator("tr[data-status='ready']").count()).toBe(2);
		const doubts = await maker.page.locator("tr[data-status='left']").allInnerTexts();
		expect(doubts.map((one) => [t("bank.payments.doubt")].map((text) => ["NoMatch", "UnknownLoan"].find((why) => one.includes(selected(text, why))))[0])).toEqual(["NoMatch", "UnknownLoan"]);
		await held(maker, name("7-payments"));
		await maker.click(maker.page.locator(".page p > .button").first());
		await maker.see(t("bank.act.waits"));
		await checker.page.locator("[data-pending]").first().waitFor();
		await held(checker, name("8-approve-payments"));
		await checker.page.getByRole("button", { name: t("bank.approve.approve") }).click();
		await until(async () => JSON.stringify(await lingnan(["show", "statement", String(late)])).includes(`IN-${lang}-2`));

		// The portfolio.
		await maker.click(t("bank.nav.portfolio"));
		await maker.at(t("bank.portfolio.title"));
		await maker.page.locator("table").nth(1).waitFor();
		await held(maker, name("9-portfolio"));
		expect(maker.clicks + counted, "clicks").toBe(12);
		expect([...maker.errors, ...checker.errors]).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		for (const [who, one] of [["maker", maker], ["checker", checker]] as const) {
			if (pictures) await one.page.screenshot({ path: join(pictures, `${name("failed")}-${who}.png`), fullPage: true });
			if (one.errors.length > 0) console.log(who, one.errors);
		}
		throw error;
	} finally {
		await maker.end();
		await checker.end();
	}
}

async function until(holds: () => Promise<boolean>) {
	for (let tries = 0; tries < 120; tries += 1) {
		if (await holds()) return;
		await new Promise((done) => setTimeout(done, 250));
	}
	throw new Error("it did not come to that");
}

/** Goes to a screen by its address, as a link that somebody sent would, without losing the development key. */
async function go(journey: Journey, path: string) {
	await journey.page.evaluate((path) => {
		history.pushState({}, "", path);
		dispatchEvent(new PopStateEvent("popstate"));
	}, path);
}

/** Has the second officer approve what waits. */
async function approved(checker: Journey, t: ReturnType<typeof catalogue>) {
	await go(checker, "/bank/approve");
	const card = checker.page.locator("[data-pending]").first();
	await card.getByRole("button", { name: t("bank.approve.approve") }).click();
	await card.waitFor({ state: "detached" });
}

/** Every screen that the walk does not come to. */
async function screens(lang: Lang) {
	const t = catalogue(lang);
	const journey = await officer(BANK.maker, lang);
	const name = (what: string) => `bank-${lang}-${what}`;
	try {
		await journey.page.locator("table").first().waitFor();
		const open = journey.page.locator("tr a[href^='/bank/application/']").first();
		const application = (await open.getAttribute("href"))!.split("/").at(-1)!;
		await held(journey, name("inbox"));
		for (const [path, title, wait] of [
			[`/bank/application/${application}`, undefined, ".bank-grade"],
			[`/bank/application/${application}/offer`, t("bank.offer.title", { number: application }), "#price"],
			[`/bank/application/${application}/decline`, t("bank.decline.title", { number: application }), "fieldset"],
			["/bank/closed", t("bank.closed.title"), "table, .empty"],
			["/bank/loans", t("bank.portfolio.title"), "table"],
			[`/bank/loans/${later}`, undefined, ".bank-columns h2"],
			[`/bank/loans/${later}/amend`, undefined, "#tenor"],
			["/bank/lines", t("credit.lines"), ".empty, table"],
			["/bank/lines/new", t("credit.line.offer"), "#limit"],
			["/bank/payments", t("bank.payments.title"), ".drop"],
			["/bank/products", t("bank.products.title"), "table"],
			["/bank/products/new", t("bank.publish.title"), "#name"],
			["/bank/products/2/policy", undefined, "#maxExposure"],
			["/bank/deletions", t("bank.deletions.title"), ".empty, .card"],
			["/bank/approve", t("bank.approve.title"), ".empty, .card"],
		] as const) {
			await go(journey, path);
			if (title) await journey.at(title);
			await journey.page.locator(`main ${wait.replaceAll(", ", ", main ")}`).first().waitFor();
			for (const summary of await journey.page.locator("main details > summary").all()) await summary.click();
			await held(journey, name(path.slice(6).replaceAll("/", "-")));
			// No message is missing, none shows its own marks.
			expect(await journey.text(), path).not.toMatch(/\b(bank|credit)\.[a-z]+\.|\{\w+[,}]/);
		}
		expect(journey.errors).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		if (pictures) await journey.page.screenshot({ path: join(pictures, `${name("screens-failed")}.png`), fullPage: true });
		throw error;
	} finally {
		await journey.end();
	}
}

/** A loan that is more than ninety days late: called, judged, written off, each by two people. */
async function collect() {
	const t = catalogue("en");
	const lingnan = commandOf(chain);
	const [maker, checker] = [await officer(BANK.maker, "en"), await officer(BANK.checker, "en")];
	try {
		// What nobody wants is declined with its reason while there is time.
		waiting ??= await apply(chain, firms[1]!, "300,000.00", 6);
		await go(maker, `/bank/application/${waiting}/decline`);
		await maker.click(t("bank.decline.send"));
		await maker.page.locator(".summary").waitFor();
		await maker.page.getByRole("radio", { name: selected(t("bank.decline.choices"), "Capacity") }).check();
		await maker.click(t("bank.decline.send"));
		await maker.see(t("bank.act.waits"));
		await approved(checker, t);
		await maker.see(t("bank.act.decided"));
		await go(maker, "/bank/closed");
		await maker.see(t("bank.file.declinedFor", { reason: selected(t("bank.decline.choices"), "Capacity") }));

		await lingnan(["clock", "--days", "70"]);
		await maker.click(t("bank.nav.portfolio"));
		await maker.see(/^9\d days$|^10\d days$/);
		const [download] = await Promise.all([maker.page.waitForEvent("download"), maker.click(t("bank.portfolio.csv"))]);
		const file = readFileSync((await download.path())!, "utf8").split("\r\n");
		expect(file[0]).toContain("loan,enterprise,name,currency");
		expect(file.find((row) => row.startsWith(`${later},`))).toMatch(new RegExp(`^${later},${firms[1]!.number.slice(3)},${firms[1]!.name},CNY,Active,AAA,.*,500000\\.00,\\d+\\.\\d\\d,9\\d,over 90,,0\\.00,Substandard$`));
		await go(maker, `/bank/loans/${later}`);
		await maker.click(t("bank.loan.declareDefault"));
		await maker.see(t("bank.loan.declareDefaultSure"));
		await maker.click(t("bank.loan.sure"));
		await maker.see(t("bank.act.waits"));
		await approved(checker, t);
		await maker.see(selected(t("bank.loanState"), "InDefault"));
		expect(await lingnan(["show", "loan", String(later)])).toMatchObject({ state: "InDefault" });

		await maker.page.locator("summary", { hasText: t("bank.loan.classify") }).click();
		await maker.page.getByRole("radio", { name: selected(t("bank.class"), "Doubtful") }).check();
		const paper = join(chain.files, "judgement.txt");
		writeFileSync(paper, "its buyer is bankrupt");
		await maker.page.locator("#paper").setInputFiles(paper);
		await maker.page.locator("details .button", { hasText: t("bank.loan.classify") }).click();
		await maker.page.getByText(t("bank.act.waits")).first().waitFor();
		await approved(checker, t);
		await maker.page.locator("section strong", { hasText: selected(t("bank.class"), "Doubtful") }).waitFor();

		await maker.page.locator("#share").fill("50");
		await maker.click(t("bank.loan.writeOff"));
		await checker.page.locator("[data-pending]").first().waitFor();
		await approved(checker, t);
		await maker.see(t("bank.loan.writtenOff", { share: "50%" }));
		await held(maker, "bank-en-loan-in-default");

		// What was learnt under a consent is deleted, and that is stated.
		await maker.click(t("bank.nav.deletions"));
		const cards = maker.page.locator("main li.card");
		await cards.first().waitFor();
		const owed = await cards.count();
		await cards.first().locator("input[type=file]").setInputFiles(paper);
		await cards.first().locator(".button").click();
		await checker.page.locator("[data-pending]").first().waitFor();
		await approved(checker, t);
		await until(async () => (await cards.count()) === owed - 1);
		expect([...maker.errors, ...checker.errors]).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		if (pictures) for (const [who, one] of [["maker", maker], ["checker", checker]] as const) await one.page.screenshot({ path: join(pictures, `bank-collect-failed-${who}.png`), fullPage: true });
		throw error;
	} finally {
		await maker.end();
		await checker.end();
	}
}

/** A bank for which one person signs: products and its limit. */
async function alone() {
	const t = catalogue("en");
	const journey = await officer("//institution//icbc", "en");
	try {
		await journey.click(t("bank.nav.products"));
		const first = journey.page.locator("tbody tr").first();
		await first.waitFor();
		await first.getByRole("button", { name: t("bank.products.withdraw") }).click();
		await journey.page.locator(".confirm").getByRole("button", { name: t("bank.products.withdraw") }).click();
		await first.getByText(t("bank.products.withdrawn")).waitFor();
		await first.getByRole("button", { name: t("bank.products.reopen") }).click();
		await first.getByText(t("bank.products.open"), { exact: true }).waitFor();
		await first.getByRole("link", { name: t("bank.products.copy") }).click();
		await journey.at(t("bank.publish.title"));
		await journey.page.locator("#name").fill("");
		await journey.page.getByRole("button", { name: t("bank.publish.send") }).click();
		await journey.page.locator(".summary").waitFor();
		await journey.page.locator("#name").fill("Loan for robots");
		await journey.page.getByRole("button", { name: t("bank.publish.send") }).click();
		await journey.page.locator("[data-state='inBlock'], [data-state='final']").waitFor();
		await journey.click(t("bank.nav.products"));
		await journey.see("Loan for robots");
		await journey.page.locator("#limit").fill("5,000,000.00");
		await journey.page.getByRole("button", { name: t("bank.limits.set") }).click();
		await journey.see(/CNY: .*5,000,000\.00/);
		expect(journey.errors).toEqual([]);
	} catch (error) {
		if (pictures) await journey.page.screenshot({ path: join(pictures, "bank-alone-failed.png"), fullPage: true });
		throw error;
	} finally {
		await journey.end();
	}
}

describe("a bank", () => {
	it("goes from an application to its repayments in twelve clicks, with two who sign", () => walk("zh-Hans", 1280), 240_000);

	it.each(["en", "zh-Hant", "pt"] as const)("has every screen in %s, on a desk and on a phone", async (lang) => {
		waiting ??= await apply(chain, firms[1]!, "300,000.00", 6);
		await screens(lang);
	}, 240_000);

	it("calls a loan that is late for ninety days, judges it and writes it off", collect, 240_000);

	it("publishes products and limits what it lends, where one person signs", alone, 120_000);
});
