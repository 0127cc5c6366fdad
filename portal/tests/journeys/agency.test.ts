// Journey C: a clerk brings a sheet with bad rows onto the record, and answers disputes. Firms and registrar are played by the
// command.

import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, COMMAND, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { freePort } from "../support/ports.ts";
import { serve, type Site } from "../support/site.ts";
import { inline, workbook } from "../support/workbook.ts";
import { commandOf, day } from "./bank-seed.ts";
import { creditCode } from "./firm-seed.ts";

type Lang = "en" | "zh-Hans" | "zh-Hant" | "pt";

const TAX = "//agency//tax";
/** Taxes paid in 12 months. */
const TAXES = 4;
/** In 万元; in yuan it is 7,319,144,557. Nobody may learn it. */
const PLANTED = "731914.4557";
const PLANTED_VALUE = 7_319_144_557n;

let chain: Chain;
let site: Site;
let folder: string;
let secret: string;
let period: string;
const pictures = process.env.LINGNAN_PICTURES;
const firms = Array.from({ length: 6 }, (_, at) => creditCode(7_001 + at));

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
	const lingnan = commandOf(chain);
	folder = join(chain.files, "agency");
	mkdirSync(folder);
	secret = join(folder, "2026.secret");
	await lingnan(["key", "sealing", "--out", secret]);
	for (const [at, number] of firms.entries()) {
		await lingnan(["enterprise", "register", number, "--name", `越秀第${at + 1}制造有限公司`, "--industry", "C3491", "--founded", "2012-05-08", "--capital", "5000000.00"], "//agency//market-regulation");
	}
	for (const number of firms.slice(0, 2)) {
		await lingnan(["enterprise", "control", "offer", number, `//enterprise//${number}`], "//agency//market-regulation");
		await chain.command(["enterprise", "control", "accept", number], `//enterprise//${number}`);
	}
	period = await day(chain, -30);
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

function catalogue(lang: Lang, ...areas: string[]) {
	const all: Record<string, string> = {};
	for (const area of ["agency", ...areas]) Object.assign(all, JSON.parse(readFileSync(new URL(`../../locale/${lang}/${area}.json`, import.meta.url), "utf8")));
	return (id: string, values: Record<string, string> = {}) => all[id]!.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const wrong: string[] = [];
async function held(journey: Journey, name: string) {
	if (pictures) {
		mkdirSync(pictures, { recursive: true });
		await journey.page.screenshot({ path: join(pictures, `agency-${name}.png`), fullPage: true });
	}
	wrong.push(...(await journey.axeInBoth()).map((one) => `${name}: ${one}`));
	if (!(await journey.fitsPhone())) wrong.push(`${name}: scrolls sideways at 320`);
	if (/\bagency\.[a-z]+\.|\{\w+[,}]/.test(await journey.text())) wrong.push(`${name}: a message is missing`);
}

/** A clerk at the desk. The key is chosen before, and not counted. */
async function clerk(lang: Lang, key = TAX): Promise<Journey> {
	const journey = await begin(`${site.url}/key/new`, { lang, height: 900 });
	await sit(journey, lang, key);
	return journey;
}
async function sit(journey: Journey, lang: Lang, key = TAX) {
	await journey.page.locator("#development-path").fill(key);
	await journey.page.locator("#development-path").press("Enter");
	const app = JSON.parse(readFileSync(new URL(`../../locale/${lang}/app.json`, import.meta.url), "utf8")) as Record<string, string>;
	await journey.page.getByRole("link", { name: new RegExp(`^${app["app.home.agency"]}`) }).first().click();
	await journey.at(catalogue(lang)("agency.upload.title"));
	journey.clicks = 0;
}

const status = (journey: Journey) => journey.page.locator("[data-took]");
const compared = (journey: Journey) => journey.page.locator('[data-compared="true"]').waitFor();
const drop = async (journey: Journey, id: string, ...files: string[]) => {
	await journey.page.locator(`#${id}`).setInputFiles(files);
	journey.clicks += 1;
};
async function attestation(number: string, indicator: number) {
	const { items } = (await commandOf(chain)(["show", "attestations", number])) as { items?: unknown } & unknown[];
	const all = (items ?? (await commandOf(chain)(["show", "attestations", number]))) as { indicator: number; revision: number; value: unknown; standing: unknown; evidence: string }[];
	return all.find((one) => one.indicator === indicator);
}

/** Little and big endian, and as digits: in what goes out and what is kept. */
function formsOf(value: bigint): string[] {
	const hex = value.toString(16).padStart(16, "0");
	const little = hex.match(/../g)!.reverse().join("");
	return [value.toString(), PLANTED, "731,914.4557", "7,319,144,557", hex, little, little.slice(0, 10)];
}

async function failed(journey: Journey, name: string) {
	if (pictures) await journey.page.screenshot({ path: join(pictures, `agency-${name}-failed.png`), fullPage: true });
	if (journey.errors.length > 0) console.log(name, journey.errors);
}

async function upload() {
	const lang = "zh-Hans";
	const t = catalogue(lang);
	const journey = await clerk(lang);
	try {
		await journey.see(t("agency.class.sealed"));
		await held(journey, "1-upload");
		// A workbook as offices make them: a title, thousands with commas, a lookup that failed, a formula never reckoned, a code with a
		// typing error, a firm that is on no register.
		const rows: [string, string][] = [
			[firms[0]!.slice(3), PLANTED],
			[firms[1]!.slice(3), "1,250.5"],
			[firms[2]!.slice(3), "2,000"],
			[firms[3]!.slice(3), "12.5"],
			[firms[4]!.slice(3), "#N/A"],
			[firms[5]!.slice(3), "=D4*2"],
			[`${firms[0]!.slice(3, 16)}${firms[0]![16] === "9" ? "8" : "9"}${firms[0]!.slice(17)}`, "3"],
			[creditCode(99_999_990).slice(3), "4"],
		];
		const cell = (place: string, text: string) => (text === "#N/A" ? `<c r="${place}" t="e"><v>#N/A</v></c>` : text.startsWith("=") ? `<c r="${place}"><f>${text.slice(1)}</f></c>` : inline(place, text));
		const sheet = [
			`<row r="1">${inline("A1", "2026年10月纳税情况")}</row>`,
			`<row r="3">${inline("A3", "统一社会信用代码")}${inline("B3", "企业名称")}${inline("C3", "数据截止日")}${inline("D3", "近12个月纳税额（万元）")}</row>`,
			...rows.map(([number, figure], at) => `<row r="${at + 4}">${inline(`A${at + 4}`, number)}${inline(`B${at + 4}`, `越秀第${at + 1}制造有限公司`)}${inline(`C${at + 4}`, period)}${cell(`D${at + 4}`, figure)}</row>`),
		].join("");
		const file = join(folder, "taxes.xlsx");
		writeFileSync(file, workbook(sheet));
		await drop(journey, "sheet-file", file, secret);

		await journey.at(t("agency.columns.title"));
		const chosen = await journey.page.locator("select[id^='column-']").evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
		expect(chosen).toEqual(["number", "none", "period", `figure:${TAXES}`]);
		await held(journey, "2-columns");
		await journey.click(t("agency.columns.confirm"));

		await journey.at(t("agency.check.title"));
		await compared(journey);
		const faults = () => journey.page.locator("[data-fault]").evaluateAll((all) => all.map((one) => `${one.querySelector(".cell")?.textContent} ${one.getAttribute("data-fault")}`));
		expect(await faults()).toEqual(["D5 Commas", "D6 Commas", "D8 SheetError", "D9 Uncomputed", "A10 NumberOrganisationCheck", "A11 NotRegistered"]);
		await held(journey, "3-wrong");
		// Mended for the whole column, one in place, and the rest left out.
		await journey.click(journey.page.locator(".wholes .button").first());
		await journey.page.locator("[data-fault='Commas']").first().waitFor({ state: "detached" });
		await compared(journey);
		await journey.page.locator("[data-fault='Uncomputed'] input").fill("25");
		await journey.page.locator("[data-fault='Uncomputed'] input").blur();
		await journey.page.locator("[data-fault='Uncomputed']").waitFor({ state: "detached" });
		await compared(journey);
		await journey.click(journey.page.locator(".bad ~ p .button"));
		await journey.page.locator("[data-fault]").first().waitFor({ state: "detached" });
		await compared(journey);
		await held(journey, "4-sums");

		// While the clerk looks, a newer period of one firm comes onto the record by another way.
		const { recipient } = (await commandOf(chain)(["key", "encryption", "--out", join(folder, "firm.key")])) as { recipient: string };
		const csv = join(folder, "newer.csv");
		writeFileSync(csv, `enterprise,indicator,value,recipient,periodEnd\n${firms[3]},"Taxes paid in 12 months",5,${recipient},${await day(chain, -1)}\n`);
		await commandOf(chain)(["attestation", "seal", "--csv", csv, "--out", join(folder, "newer"), "--secret", secret], TAX);

		const saved = journey.page.waitForEvent("download");
		await journey.click(journey.page.locator("main > .button-primary"));
		const records = join(folder, "new.records");
		await (await saved).saveAs(records);
		chmodSync(records, 0o600);
		await journey.at(t("agency.sending.done"));
		expect(await journey.page.locator("[data-accepted]").first().getAttribute("data-accepted")).toBe("4");
		expect(await journey.page.locator("[data-refused]").first().getAttribute("data-refused")).toBe("1");
		expect(await journey.page.locator("tr[data-refused]").innerText()).toContain("7");
		await held(journey, "5-done");
		expect(journey.clicks, "clicks").toBeLessThanOrEqual(6);
		console.log(`upload: ${journey.clicks} clicks`);

		// What stands opens by the secret and the records that were saved: the agency's own service makes the same from them.
		const noted = readFileSync(records, "utf8").trim().split("\n").map((line) => JSON.parse(line) as { enterprise: string; value: number; revision: number });
		expect(noted.map(({ enterprise }) => enterprise)).toEqual([0, 1, 2, 3, 5].map((at) => firms[at]));
		expect(noted.map(({ value }) => value)).toEqual([Number(PLANTED_VALUE), 12_505_000, 20_000_000, 125_000, 250_000]);
		expect(await attestation(firms[0]!, TAXES)).toMatchObject({ revision: 1 });
		expect(JSON.stringify(await attestation(firms[0]!, TAXES))).toContain("ealed");

		// The planted figure and the secret went nowhere, and neither is kept.
		const digits = /lingnan-sealing-secret:([0-9a-f]{64})/.exec(readFileSync(secret, "utf8"))![1]!;
		const everything = [...journey.sent.map(({ text }) => text), await journey.kept()].join("\n").toLowerCase();
		expect(everything).toContain(noted[0]!.enterprise.slice(3).split("").map((c) => c.charCodeAt(0).toString(16)).join("")); // the search finds what is there
		for (const form of [...formsOf(PLANTED_VALUE), digits]) expect(everything.includes(form), form).toBe(false);

		await journey.click(t("agency.sending.end"));
		await journey.at(t("agency.upload.title"));
		expect(await journey.page.evaluate(() => new Promise((done) => {
			const opening = indexedDB.open("lingnan-agency");
			opening.onsuccess = () => {
				const asking = opening.result.transaction("batches").objectStore("batches").count();
				asking.onsuccess = () => done(asking.result);
			};
		}))).toBe(0);
		expect(journey.errors).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		await failed(journey, "upload");
		throw error;
	} finally {
		await journey.end();
	}
}

/** The page is closed while a batch is on its way; another day it goes on, and nothing is stated twice. */
async function resume() {
	const t = catalogue("en");
	const journey = await clerk("en");
	try {
		const file = join(folder, "growth.csv");
		writeFileSync(file, ["Registration number,Period end,\"Growth of taxed sales, year on year\"", ...firms.slice(0, 3).map((number, at) => `${number},${period},${at + 1}.5%`)].join("\n"));
		await drop(journey, "sheet-file", file, secret);
		await journey.click(t("agency.columns.confirm"));
		await compared(journey);
		// It is on the disk, and then the line breaks: what was signed goes nowhere.
		await journey.page.evaluate(() => {
			const { send } = WebSocket.prototype;
			WebSocket.prototype.send = function (data) {
				if (!/author_|transaction/i.test(String(data)) || /TransactionPayment/.test(String(data))) send.call(this, data);
			};
		});
		await journey.click(journey.page.locator("main > .button-primary"));
		await journey.at(t("agency.sending.title"));
		await held(journey, "6-sending");
		await journey.page.goto(`${site.url}/key/new`);
		await sit(journey, "en");
		await journey.page.locator(".notice-warning").waitFor();
		await held(journey, "7-waiting");
		await journey.click(t("agency.upload.goOn"));
		await journey.at(t("agency.sending.done"));
		expect(await journey.page.locator("[data-accepted]").first().getAttribute("data-accepted")).toBe("3");
		expect(await attestation(firms[2]!, 5)).toMatchObject({ revision: 1 });
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		await failed(journey, "resume");
		throw error;
	} finally {
		await journey.end();
	}
}

async function disputes() {
	const t = catalogue("en", "ui");
	const lingnan = commandOf(chain);
	const letter = join(folder, "letter.txt");
	writeFileSync(letter, "We paid more: see the receipts of March.");
	for (const number of firms.slice(0, 2)) await lingnan(["attestation", "dispute", "raise", number, String(TAXES), ...reason(letter)], `//enterprise//${number}`);
	await lingnan(["attestation", "dispute", "raise", firms[1]!, "5", ...reason(letter)], `//enterprise//${firms[1]!}`);
	const journey = await clerk("en");
	try {
		await journey.click(t("agency.nav.disputes"));
		await journey.at(t("agency.disputes.title"));
		const card = (at: number, indicator = TAXES) => journey.page.locator(`[data-dispute="${firms[at]!.replace(/[^A-Za-z0-9]/g, "-")}-${indicator}"]`);
		await card(1).waitFor();
		await held(journey, "8-disputes");
		// Upheld: three clicks with the way to the list.
		await card(0).locator("input[id$='-letter']").setInputFiles(letter);
		await card(0).getByText("receipts of March").waitFor();
		await card(0).locator("textarea").fill("Your receipts are of January.");
		await journey.click(card(0).getByRole("button", { name: t("agency.disputes.send") }));
		await card(0).getByText(t("agency.disputes.done")).waitFor();
		expect(journey.clicks, "clicks to uphold").toBeLessThanOrEqual(3);
		expect(JSON.stringify((await attestation(firms[0]!, TAXES))?.standing)).toContain("pheld");

		// Corrected, and sealed anew.
		await journey.page.locator("#secret-file").setInputFiles([secret, join(folder, "new.records")]);
		await card(1).getByText("CNY 12,505,000.00").waitFor();
		await card(1).getByRole("radio", { name: t("agency.disputes.correct") }).check();
		await card(1).locator("input[id$='-value']").fill("12,600,000");
		await card(1).locator("textarea").fill("You are right.");
		await held(journey, "9-correct");
		const saved = journey.page.waitForEvent("download");
		await card(1).getByRole("button", { name: t("agency.disputes.send") }).click();
		const corrected = readFileSync(await (await saved).path(), "utf8");
		expect(corrected).toContain('"revision":2,"value":12600000');
		writeFileSync(join(folder, "corrected.records"), corrected, { mode: 0o600 });
		await card(1).getByText(t("agency.disputes.done")).waitFor();
		expect(await attestation(firms[1]!, TAXES)).toMatchObject({ revision: 2 });

		// Taken back, for a reason.
		await card(1, 5).getByRole("radio", { name: t("agency.disputes.revoke") }).check();
		await card(1, 5).locator("select").selectOption("WrongEnterprise");
		await card(1, 5).getByRole("button", { name: t("agency.disputes.send") }).click();
		await card(1, 5).getByText(t("agency.disputes.done")).waitFor();
		expect(JSON.stringify((await attestation(firms[1]!, 5))?.standing)).toContain("WrongEnterprise");

		// What was stated, by period.
		await journey.click(t("agency.nav.outbox"));
		await journey.page.locator("tbody tr").first().waitFor();
		expect(await journey.page.locator("tbody tr").allInnerTexts().then((all) => all.join(" "))).toContain("Taxes paid in 12 months");
		await held(journey, "10-outbox");
		expect(journey.errors).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		await failed(journey, "disputes");
		throw error;
	} finally {
		await journey.end();
	}
}

/** The agency's own service, over the secret and what the page saved: it makes what opens a figure that was sealed in the browser,
 * compares that with what stands, and hands it over; of what the records lack it refuses (`NotInRecords`). */
async function openings() {
	const lingnan = commandOf(chain);
	const port = await freePort();
	const service = spawn(COMMAND, ["--url", chain.url, "openings", "serve", "--agency", "5", ...["new", "corrected"].flatMap((name) => ["--secret", secret, "--records", join(folder, `${name}.records`)]), "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
	try {
		for (const number of firms.slice(0, 2)) {
			const [key, identity, out] = [`//enterprise//${number}`, join(folder, `${number.slice(3)}.key`), join(folder, number.slice(3))];
			await lingnan(["key", "encryption", "--out", identity]);
			await chain.command(["card", "publish", identity, "--enterprise", number], key); // final: the service looks there
			await until(() => chain.command(["openings", "ask", "--service", `http://127.0.0.1:${port}`, "--enterprise", number, "--identity", identity, "--out", out], key));
			expect(readdirSync(out).filter((name) => name.endsWith(".openings"))).toHaveLength(1);
		}
	} finally {
		service.kill();
	}
}
async function until(act: () => Promise<unknown>) {
	for (let tries = 0; ; tries += 1) {
		try {
			return await act();
		} catch (error) {
			if (tries === 20) throw error;
			await new Promise((done) => setTimeout(done, 500));
		}
	}
}
const reason = (letter: string) => ["--reason", letter];

/** Ten thousand rows, of firms that are on no register: what the check takes, told and not judged, for machines differ. */
async function many() {
	const t = catalogue("en");
	const journey = await clerk("en");
	try {
		const file = join(folder, "many.csv");
		writeFileSync(file, ["Registration number,Period end,Taxes paid in 12 months", ...Array.from({ length: 10_000 }, (_, at) => `${creditCode(at).slice(3)},${period},${at % 97 === 0 ? "x" : at}`)].join("\n"));
		const begin = performance.now();
		await drop(journey, "sheet-file", file);
		await journey.at(t("agency.columns.title"));
		const read = performance.now();
		await journey.click(t("agency.columns.confirm"));
		await status(journey).waitFor();
		const checked = performance.now();
		await compared(journey);
		console.log(`10,000 rows: read in ${Math.round(read - begin)} ms, checked in ${Math.round(checked - read)} ms (of it the rules ${await status(journey).getAttribute("data-took")} ms), compared with the record in ${Math.round(performance.now() - checked)} ms`);
		expect(await journey.page.locator("[data-fault]").count()).toBe(50);
		expect(journey.errors).toEqual([]);
	} catch (error) {
		await failed(journey, "many");
		throw error;
	} finally {
		await journey.end();
	}
}

/** More than one call takes, about firms that are on the register; LINGNAN_ROWS for a measurement. */
async function several() {
	const count = Number(process.env.LINGNAN_ROWS ?? 600);
	const t = catalogue("en");
	const [csv, mapping] = [join(folder, "firms.csv"), join(folder, "mapping.json")];
	const numbers = Array.from({ length: count }, (_, at) => creditCode(20_001 + at));
	writeFileSync(csv, ["id,firm,months", ...numbers.map((number, at) => `${number.slice(3)},白云${at}号商行,30`)].join("\n"));
	writeFileSync(mapping, JSON.stringify({
		registration: { number: { kind: "mainland", column: "id" }, legalName: { column: "firm" }, industry: { value: "F51" }, founded: { value: "2015-03-01" }, capital: { value: 0, currency: "CNY" } },
		periodEnd: { today: true },
		indicators: [{ indicator: "Months since first registration", column: "months", numerator: 1, denominator: 1 }],
	}));
	await chain.command(["--quick", "attestation", "import", csv, "--mapping", mapping], "//agency//market-regulation");
	const journey = await clerk("en");
	try {
		const file = join(folder, "several.csv");
		writeFileSync(file, ["Registration number,Period end,Taxes paid in 12 months", ...numbers.map((number, at) => `${number},${period},${at * 1_000}`)].join("\n"));
		await drop(journey, "sheet-file", file, secret);
		await journey.click(t("agency.columns.confirm"));
		await compared(journey);
		const begin = performance.now();
		await journey.click(journey.page.locator("main > .button-primary"));
		await journey.page.getByRole("heading", { level: 1, name: t("agency.sending.title") }).or(journey.page.getByRole("heading", { level: 1, name: t("agency.sending.done") })).first().waitFor({ timeout: 400_000 });
		const sealed = performance.now();
		await journey.page.locator(`[data-accepted="${count}"]`).waitFor({ timeout: 400_000 });
		console.log(`${count} figures: sealed in ${Math.round((sealed - begin) / 100) / 10} s, on the record in another ${Math.round((performance.now() - sealed) / 100) / 10} s`);
		expect(journey.clicks, "clicks").toBeLessThanOrEqual(6);
		for (const number of [numbers[0]!, numbers.at(-1)!]) expect(await attestation(number, TAXES)).toMatchObject({ revision: 1 });
		expect(journey.errors).toEqual([]);
	} catch (error) {
		await failed(journey, "several");
		throw error;
	} finally {
		await journey.end();
	}
}

async function register() {
	const t = catalogue("en");
	const journey = await clerk("en", "//agency//market-regulation");
	const number = creditCode(8_001);
	const { account } = (await commandOf(chain)(["key", "account", "//owner//new"])) as { account: string };
	try {
		await journey.click(t("agency.nav.register"));
		await journey.at(t("agency.register.title"));
		await journey.page.locator("#number").fill(`${number.slice(3, 16)}${number[16] === "9" ? "8" : "9"}${number.slice(17)}`);
		await journey.click(t("agency.register.send"));
		await journey.page.locator(".summary").getByText("typing error").waitFor();
		await journey.page.locator("#number").fill(number.slice(3));
		await journey.page.locator("#name").fill("东莞机器人有限公司");
		await journey.page.locator("#industry").fill("C3491");
		await journey.page.locator("#founded").fill("2015-03-02");
		await journey.page.locator("#capital").fill("5,000,000.00");
		await journey.page.locator("#account").fill(account);
		await held(journey, "11-register");
		await journey.click(t("agency.register.send"));
		await journey.see(`/firm/take/${number}`);
		const shown = JSON.stringify(await commandOf(chain)(["show", "enterprise", number]));
		expect(shown).toContain("东莞机器人有限公司");
		expect(shown, "control is offered").toContain(account);
		expect(journey.errors).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		await failed(journey, "register");
		throw error;
	} finally {
		await journey.end();
	}
}

async function screens(lang: Lang) {
	const t = catalogue(lang);
	const journey = await clerk(lang, "//agency//intellectual-property");
	try {
		await held(journey, `${lang}-upload`);
		const file = join(folder, `patents-${lang}.csv`);
		writeFileSync(file, ["Registration number;Patents in force", `${firms[0]!};x`, `${firms[1]!};3`].join("\n"));
		await drop(journey, "sheet-file", file);
		await held(journey, `${lang}-columns`);
		await journey.click(t("agency.columns.confirm"));
		await compared(journey);
		await held(journey, `${lang}-wrong`);
		await journey.click(t("agency.nav.disputes"));
		await journey.at(t("agency.disputes.title"));
		await journey.page.locator("main .empty").waitFor();
		await held(journey, `${lang}-disputes`);
		await journey.click(t("agency.nav.outbox"));
		await journey.at(t("agency.outbox.title"));
		await held(journey, `${lang}-outbox`);
		expect(journey.errors).toEqual([]);
		expect(wrong.splice(0)).toEqual([]);
	} catch (error) {
		await failed(journey, `${lang}-screens`);
		throw error;
	} finally {
		await journey.end();
	}
}

describe("an agency's clerk", () => {
	it("brings a sheet with bad rows onto the record in six clicks, and no figure is seen", upload, 240_000);
	it("goes on after the page was closed, and states nothing twice", resume, 120_000);
	it("answers disputes: upholds one, corrects another, retracts a third", disputes, 180_000);
	it("leaves records from which firms get their openings", openings, 120_000);
	it("states more figures than one call takes", several, 580_000);
	it("of the registrar enters a firm and offers its control", register, 120_000);
	it("checks ten thousand rows while looking", many, 180_000);
	it.each(["zh-Hant", "pt"] as const)("has every screen in %s", (lang) => screens(lang), 180_000);
});
