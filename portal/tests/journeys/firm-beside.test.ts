// What an owner does beside the way to a loan: dispute a statement, stop a consent, compare and refuse offers; and what the page
// does when a node shows other terms than the bank offered.

import { blake2b } from "@noble/hashes/blake2.js";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey, type JourneyOptions } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { fileKey, seal, seed, type Seeded } from "./firm-seed.ts";

const REGISTRAR = "//agency//market-regulation";
const BANKS = [
	{ code: "ccb", name: "China Construction Bank Guangdong Branch" },
	{ code: "icbc", name: "ICBC Guangdong Branch" },
] as const;

let chain: Chain;
let site: Site;
let firm: Seeded;
/** The owner's key is one of everybody's here: so the command can play the owner, too. */
let owner: string;
/** One at each bank, with an offer. */
const applications: number[] = [];

const lingnan = (args: string[], key?: string) => chain.command(["--quick", ...args], key);
const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
	firm = await seed(lingnan, 20_260_100, "Kapok Precision");
	owner = `//enterprise//${firm.number}`;
	const { file, recipient } = await fileKey(lingnan, firm);
	const [openings] = await Promise.all([seal(lingnan, firm, recipient), lingnan(["enterprise", "control", "offer", firm.number, owner], REGISTRAR)]);
	await lingnan(["enterprise", "control", "accept", firm.number], owner);
	const products = await chain.rpc<{ items: { id: number; institution: number; name: string; unsecured: boolean; reference: unknown; methods: string[] }[] }>("financing_products", [null, { limit: 1000 }]);
	const institutions = await chain.rpc<{ items: { id: number; name: string }[] }>("financing_institutions", [null, { limit: 1000 }]);
	for (const bank of BANKS) {
		await lingnan(["consent", "give", firm.number, "--institution", bank.name, "--until", until(20), "--uses", "4"], owner);
		await lingnan(["rating", "prove", firm.number, "--identity", file, ...openings.flatMap((one) => ["--openings", one]), "--institution", bank.name], owner);
		const id = institutions.items.find(({ name }) => name === bank.name)!.id;
		const product = products.items.find((one) => one.institution === id && one.unsecured && one.reference === null && one.methods.includes("EqualInstalments"))!;
		await lingnan(["application", "apply", firm.number, String(product.id), "--amount", "500,000.00", "--tenor", "6"], owner);
		const listed = await chain.rpc<{ items: { id: number; institution: number }[] }>("financing_applicationsOf", [firm.number]);
		const application = listed.items.find((one) => one.institution === id)!.id;
		await lingnan(["application", "offer", String(application), "--valid-until", until(10)], `//institution//${bank.code}`);
		applications.push(application);
	}
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

/** The owner at a screen, with a key of everybody's. */
async function at(path: string, options: JourneyOptions = {}): Promise<Journey> {
	const journey = await begin(`${site.url}/key/open?then=${encodeURIComponent(path)}`, { lang: "en", ...options });
	const main = journey.page.locator("#main");
	await main.locator("#development-path").fill(owner);
	await main.locator("#development-path").press("Enter");
	await journey.page.waitForURL(`**${path}`);
	journey.clicks = 0;
	return journey;
}

/** Pictures of screens, where somebody wants to look at them. */
async function picture(journey: Journey, name: string) {
	const pictures = process.env.LINGNAN_PICTURES;
	if (!pictures) return;
	mkdirSync(pictures, { recursive: true });
	await journey.page.screenshot({ path: join(pictures, `beside-${name}.png`), fullPage: true });
}

async function held(journey: Journey, name: string) {
	await journey.page.locator("h1").waitFor();
	await picture(journey, name);
	expect(await journey.axeInBoth(), name).toEqual([]);
	expect(await journey.fitsPhone(), name).toBe(true);
}

const hash = (text: string) => `0x${Buffer.from(blake2b(new TextEncoder().encode(text), { dkLen: 32 })).toString("hex")}`;

describe("products", () => {
	it("come over a line on which an answer takes longer than a block", async () => {
		const slow = async (context: BrowserContext) => {
			await context.routeWebSocket(chain.url, (page) => {
				const node = page.connectToServer();
				node.onMessage((message) => void setTimeout(() => page.send(message), 2_500));
			});
		};
		const journey = await at("/firm/products", { prepare: slow });
		await journey.see(/^\d+ products fit/, 60_000);
		await journey.end();
	}, 120_000);

	it("that do not fit say what would cure it, with their own figures", async () => {
		const journey = await at("/firm/products");
		await journey.fill("Amount", "4000000000");
		await journey.see("No product fits");
		await journey.click(/products do not fit/);
		await journey.see(/Ask for CNY [\d,.]+ or less\./);
		await held(journey, "refused");
		await journey.fill("Amount", "50万");
		await journey.see(/^\d+ products fit/);
		await journey.fill("Amount", "much");
		await journey.see("Write an amount such as 1,000,000.00");
		await journey.end();
	});
});

describe("offers", () => {
	it("stand side by side, and one is refused after a question", async () => {
		const journey = await at("/firm/applications");
		const table = journey.page.locator(".compare table");
		await table.waitFor();
		expect(await table.locator("thead th").allInnerTexts()).toEqual(expect.arrayContaining(BANKS.map(({ name }) => name)));
		await table.getByText("Every").or(table.getByText("Interest in all")).first().waitFor();
		await held(journey, "compare");
		await journey.click(journey.page.locator(".card", { hasText: BANKS[1].name }).getByRole("link", { name: "Read the offer" }));
		await journey.at(`Offer of ${BANKS[1].name}`);
		await journey.click("Refuse");
		await journey.see("Refuse this offer?");
		await journey.click(journey.page.locator("dialog[open]").getByRole("button", { name: "Refuse" }));
		await journey.at("You refused the offer");
		await journey.end();
	});

	it("are accepted unverified only by who says that the node is trusted, and then it is said ever after", async () => {
		const journey = await at(`/firm/offer/${applications[0]}`);
		await journey.see("These are the terms that");
		const accept = journey.page.getByRole("button", { name: "Accept exactly these terms" });
		await journey.see("was not verified");
		expect(await accept.count()).toBe(0);
		await held(journey, "unverified");
		await journey.click("I trust this node");
		await accept.waitFor();
		await journey.see("You said that you trust this node.");
		await journey.end();
	});

	it("cannot be accepted if the node shows other terms than the bank offered", async () => {
		// CNY 500,000.00 in fen, as the bytes have it.
		const [offered, instead] = ["80f0fa0200000000", "80f0fa0100000000"];
		const lying = async (context: BrowserContext) => {
			await context.routeWebSocket(chain.url, (page) => {
				const node = page.connectToServer();
				node.onMessage((message) => page.send(message.toString().replaceAll(offered, instead)));
			});
		};
		const journey = await at(`/firm/offer/${applications[0]}`, { prepare: lying });
		await journey.see("These terms do not have the fingerprint of the offer. Do not sign.");
		await held(journey, "differ");
		expect(await journey.page.getByRole("button", { name: "Accept exactly these terms" }).count()).toBe(0);
		expect(await journey.page.getByRole("button", { name: "I trust this node" }).count()).toBe(0);
		await journey.end();
	});
});

describe("security", () => {
	it("is offered with the application, and pledged with the acceptance, in one signature that says both", async () => {
		const [ip, bank] = ["//agency//intellectual-property", BANKS[1]];
		// The last character checks the others.
		for (const check of "0123456789X") {
			const right = ["asset", "register-right", "--kind", "invention", "--number", `ZL202110000042.${check}`, "--title", "Hollow shaft", "--owners", firm.number, "--expires", "2040-01-01", "--fee-paid-until", "2028-01-01"];
			if (await lingnan(right, ip).then(() => true, () => false)) break;
		}
		const { items } = await chain.rpc<{ items: number[] }>("collateral_assetsOf", [firm.number]);
		const asset = items[0]!;
		await lingnan(["asset", "appraise", String(asset), "8,000,000.00", "--valued-on", until(0), "--report", `0x${"11".repeat(32)}`], "//appraiser//guangzhou-ip-appraisal");

		const journey = await at("/firm/assets");
		await journey.see("Hollow shaft");
		await held(journey, "assets");
		const institutions = await chain.rpc<{ items: { id: number; name: string }[] }>("financing_institutions", [null, { limit: 1000 }]);
		const id = institutions.items.find(({ name }) => name === bank.name)!.id;
		await journey.page.goto(`${site.url}/firm/products?amount=1500000&tenor=6&method=InterestOnly&use=Research&bank=${id}`);
		await journey.click(journey.page.getByRole("checkbox", { name: /Hollow shaft/ }));
		const card = journey.page.locator(".card", { hasText: "Invention pledge loan" }).first();
		await card.waitFor();
		await held(journey, "products-security");
		await journey.click(card.getByRole("link", { name: "Apply" }));
		await journey.see("Security that you offer");
		await journey.click("Send the application");
		await journey.see(`${bank.name} has your application`);
		const listed = await chain.rpc<{ items: { id: number }[] }>("financing_applicationsOf", [firm.number]);
		const application = Math.max(...listed.items.map((one) => one.id));
		await lingnan(["application", "offer", String(application), "--valid-until", until(10)], `//institution//${bank.code}`);
		await journey.page.goto(`${site.url}/firm/offer/${application}`);
		await journey.see(`Pledge asset ${asset} to ${bank.name} for CNY 1,500,000.00`);
		await journey.see("These are the terms that");
		const trust = journey.page.getByRole("button", { name: "I trust this node" });
		if (await trust.isVisible()) await journey.click(trust);
		await journey.click("Accept exactly these terms");
		await journey.see(/Accepted\. ICBC Guangdong Branch pays out by/);
		const pledged = await chain.rpc<{ liens: { secures: unknown }[] }>("collateral_status", [asset]);
		expect(pledged.liens.length).toBe(1);
		await journey.end();
	});
});

describe("a loan", () => {
	it("tells what was paid on the screen and in a table that other programs read", async () => {
		const [application] = applications;
		const bank = `//institution//${BANKS[0].code}`;
		const offered = await chain.rpc<{ offeredTermsHash: string }>("financing_application", [application]);
		await lingnan(["application", "accept", String(application), "--yes", "--terms-hash", offered.offeredTermsHash], owner);
		await lingnan(["loan", "disburse", String(application), "PAID 1"], bank);
		await lingnan(["loan", "confirm", String(application), "PAID 1"], owner);
		await lingnan(["loan", "repay", String(application), "100,000.00", "=BACK(1)"], bank);
		const journey = await at("/firm/loans");
		await journey.see("CNY 400,000.00");
		await held(journey, "loans");
		await journey.click("See the loan");
		await journey.see("Payoff: closes the loan today");
		await journey.click("Statement of account");
		await journey.see("repayment, =BACK(1)");
		await held(journey, "statement");
		await journey.page.emulateMedia({ media: "print", colorScheme: "light" });
		expect(await journey.page.getByRole("navigation").isVisible(), "on paper there is nothing to press").toBe(false);
		expect(await journey.page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
		await picture(journey, "statement-printed");
		await journey.page.emulateMedia({ media: "screen" });
		const [download] = await Promise.all([journey.page.waitForEvent("download"), journey.click("Save as CSV")]);
		const rows = readFileSync((await download.path())!, "utf8").split("\r\n");
		expect(rows[0]).toContain("Value date,Entry,Amount");
		expect(rows[1]).toMatch(/^\d{4}-\d\d-\d\d,"?repayment, =BACK\(1\)"?,100000\.00,.*,400000\.00,CNY$/);
		await journey.end();
	});

	it("gets other conditions only by who signed exactly these, beside which the old ones stand", async () => {
		const [loan] = applications;
		const stands = await chain.rpc<{ outstandingPrincipal: number; terms: { conditions: object } }>("financing_loan", [loan]);
		const conditions = { ...stands.terms.conditions, amount: stands.outstandingPrincipal, tenor: 9 };
		const file = join(firm.folder, "amendment.json");
		writeFileSync(file, JSON.stringify({ kind: "Extension", conditions, reschedulesArrears: false }));
		await lingnan(["loan", "propose-amendment", String(loan), file, "--valid-until", until(10)], `//institution//${BANKS[0].code}`);
		const journey = await at(`/firm/loan/${loan}`);
		await journey.click("Read what is proposed");
		await journey.see("extension: the loan ends later");
		const row = journey.page.locator(".compare tr", { hasText: "Tenor" });
		expect(await row.locator("td").allInnerTexts()).toEqual(["6 months", "9 months"]);
		await journey.see("of fingerprint 0x");
		await held(journey, "proposal");
		await journey.click("I trust this node");
		await journey.click("Accept exactly these terms");
		await journey.see("These conditions hold now.");
		const after = await chain.rpc<{ amendments: unknown[]; proposed: unknown }>("financing_loan", [loan]);
		expect([after.amendments.length, after.proposed]).toEqual([1, null]);
		await journey.end();
	});
});

describe("consents", () => {
	const standing = async (bank: number) => {
		const { items } = await chain.rpc<{ items: { institution: number; standing: string }[] }>("consent_list", [firm.number]);
		return items[bank]?.standing;
	};

	it("say who looked and when, are paused, resumed, and withdrawn for good after a question", async () => {
		const journey = await at("/firm/consents");
		const card = journey.page.locator(".card", { hasText: BANKS[1].name });
		await card.getByText("1 of 4 uses left").waitFor();
		await journey.click(card.locator("summary"));
		await card.getByText(/32 indicators/).first().waitFor();
		await held(journey, "consents");
		await journey.click(card.getByRole("button", { name: "Pause" }));
		await card.getByText("paused", { exact: true }).waitFor();
		expect(await standing(1)).toBe("Paused");
		await journey.click(card.getByRole("button", { name: "Resume" }));
		await card.getByText("in force", { exact: true }).waitFor();
		expect(await standing(1)).toBe("InForce");
		await journey.click(card.getByRole("button", { name: "Withdraw" }));
		await journey.see("Withdraw for good?");
		await held(journey, "withdraw");
		await journey.click(card.getByRole("button", { name: "Cancel" }));
		expect(await standing(1)).toBe("InForce");
		await journey.click(card.getByRole("button", { name: "Withdraw" }));
		await journey.click(journey.page.locator("dialog[open]").getByRole("button", { name: "Withdraw" }));
		await card.getByText("withdrawn", { exact: true }).waitFor();
		expect(await standing(1)).toBe("Revoked");
		expect(await card.getByRole("button", { name: /Pause|Resume|Withdraw/ }).count(), "nothing is left to be done").toBe(0);
		await journey.end();
	});

	it("are about bounds that the page knows", async () => {
		const journey = await at("/firm/consent/0");
		await journey.click("Change these");
		await journey.fill("Days", "0");
		await journey.fill("Uses", "1001");
		await journey.click("Agree");
		await journey.see("Days: Between 1 and 366");
		await journey.see("Uses: Between 1 and 1000");
		await held(journey, "consent-wrong");
		await journey.end();
	});
});

// Last: a grade that rests on what is disputed has ended.
describe("a statement that is wrong", () => {
	it("is disputed with a reason of which only the fingerprint is told", async () => {
		const reason = "The patent office struck patent 7 off by mistake.";
		const journey = await at("/firm");
		await journey.click(/^Counts/);
		await journey.click("Wrong? Patents in force");
		await journey.at("What is wrong with “Patents in force”?");
		await journey.click("Dispute it");
		await journey.see("Write what is wrong, so that the agency can answer.");
		await held(journey, "dispute");
		await journey.fill("Your reasons", reason);
		await journey.click("Dispute it");
		await journey.see(/The dispute is on the record/);
		const [download] = await Promise.all([journey.page.waitForEvent("download"), journey.click("Save the text")]);
		expect(download.suggestedFilename()).toContain(firm.number.slice(3));
		const stated = await chain.rpc<{ items: { name: string; standing: { Disputed?: { reason: string } } }[] }>("attestation_list", [firm.number]);
		expect(stated.items.find(({ name }) => name === "Patents in force")?.standing.Disputed?.reason).toBe(hash(reason));
		expect(JSON.stringify(journey.sent)).not.toContain(Buffer.from(reason).toString("hex"));
		await journey.page.goto(`${site.url}/firm`);
		await journey.see(/answers by .*Until then it does not count/);
		await journey.end();
	});
});
