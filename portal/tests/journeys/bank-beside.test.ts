// What a bank does beside applications and payments, and the firm and the guarantor with it: a credit line, a guarantee, other
// conditions, costs and what is taken back, the enforcement of a patent, a vote that two officers sign. Three to four minutes; not in the daily set.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey, type JourneyOptions } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";
import { accept, apply, BANK, commandOf, day, type Firm, lend, seedFirms, twoSign } from "./bank-seed.ts";

const GUARANTOR = { name: "Guangdong Financing Guarantee", key: "//guarantor//guangdong-financing-guarantee" };
const PATENT_LOAN = 4;

let chain: Chain;
let site: Site;
let firms: Firm[];
let pledged: { asset: number; loan: number };

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
	firms = await seedFirms(chain, ["顺德电机有限公司", "黄埔精密仪器有限公司", "从化医疗器械有限公司"], 6_001);
	pledged = await lendOnPatent();
}, 240_000);

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

const lingnan = (args: string[], key?: string) => commandOf(chain)(args, key);
const loanOf = (id: number) => chain.rpc<{ state: string; terms: { conditions: object }; outstandingPrincipal: number; proposed: unknown; amendments: { kind: string }[]; payoff: number; schedule: { due: number }[] }>("financing_loan", [id]);

/** Somebody at a screen, with a key of everybody's. */
async function at(key: string, path: string, options: JourneyOptions = {}): Promise<Journey> {
	const journey = await begin(`${site.url}/key/open?then=${encodeURIComponent(path)}`, { lang: "en", width: 1280, height: 900, ...options });
	const main = journey.page.locator("#main");
	await main.locator("#development-path").fill(key);
	await main.locator("#development-path").press("Enter");
	await journey.page.waitForURL(`**${path}`);
	return journey;
}

/** As a link that somebody sent would. */
async function go(journey: Journey, path: string) {
	await journey.page.evaluate((path) => {
		history.pushState({}, "", path);
		dispatchEvent(new PopStateEvent("popstate"));
	}, path);
}

async function picture(journey: Journey, name: string) {
	const pictures = process.env.LINGNAN_PICTURES;
	if (!pictures) return;
	mkdirSync(pictures, { recursive: true });
	await journey.page.screenshot({ path: join(pictures, `beside-bank-${name}.png`), fullPage: true });
}

/** What is wrong with the screen, and messages that show their own marks. */
async function held(journey: Journey, name: string) {
	await journey.page.locator("h1").waitFor();
	await picture(journey, name);
	expect(await journey.axeInBoth(), name).toEqual([]);
	expect(await journey.fitsPhone(), name).toBe(true);
	expect(await journey.text(), name).not.toMatch(/\b(bank|credit|firm)\.[a-z]+\.[a-zA-Z]+|\{\w+[,}]/);
}

/** All that a screen does is over once it stands in a block. */
const done = (journey: Journey) => journey.page.locator("[data-state='inBlock'], [data-state='final']").first().waitFor();

async function until(holds: () => Promise<boolean>) {
	for (let tries = 0; tries < 120; tries += 1) {
		if (await holds()) return;
		await new Promise((rest) => setTimeout(rest, 250));
	}
	throw new Error("it did not come to that");
}

const trust = async (journey: Journey) => {
	const button = journey.page.getByRole("button", { name: "I trust this node" });
	await button.or(journey.page.getByRole("button", { name: "Accept exactly these terms" })).first().waitFor();
	if (await button.isVisible()) await journey.click(button);
};

/** A screen that failed is looked at. */
async function walked(journeys: Record<string, Journey>, walk: () => Promise<void>) {
	try {
		await walk();
		for (const [name, { errors }] of Object.entries(journeys)) expect(errors, name).toEqual([]);
	} catch (error) {
		for (const [name, journey] of Object.entries(journeys)) {
			await picture(journey, `failed-${name}`);
			console.log(name, journey.page.url(), journey.errors, (await journey.text()).slice(0, 3_000));
		}
		throw error;
	} finally {
		for (const journey of Object.values(journeys)) await journey.end();
	}
}

/** The details whose summary says this, opened. */
const folded = async (journey: Journey, name: string) => {
	const details = journey.page.locator("details.folded-form", { has: journey.page.locator("summary", { hasText: name }) }).first();
	await details.locator("summary").click();
	return details;
};

const paperOf = (name: string) => {
	const path = join(chain.files, name);
	writeFileSync(path, `what shows it: ${name}`);
	return path;
};

/** A loan that a patent secures, on which nothing will be paid. */
async function lendOnPatent(): Promise<{ asset: number; loan: number }> {
	const firm = firms[2]!;
	const number = firm.number;
	for (const check of "0123456789X") {
		const right = ["asset", "register-right", "--kind", "invention", "--number", `ZL202110000077.${check}`, "--title", "Hollow shaft", "--owners", number, "--expires", "2040-01-01", "--fee-paid-until", "2029-01-01"];
		if (await lingnan(right, "//agency//intellectual-property").then(() => true, () => false)) break;
	}
	const { items } = await chain.rpc<{ items: number[] }>("collateral_assetsOf", [number]);
	const asset = items[0]!;
	await lingnan(["asset", "appraise", String(asset), "8,000,000.00", "--valued-on", await day(chain), "--report", `0x${"11".repeat(32)}`], "//appraiser//guangzhou-ip-appraisal");
	const applied = (await lingnan(["application", "apply", number, String(PATENT_LOAN), "--amount", "500,000.00", "--tenor", "6", "--method", "interest-only", "--security", String(asset)], firm.key)) as { events: { event: string; fields: { application: number } }[] };
	const loan = applied.events.find(({ event }) => event === "Applied")!.fields.application;
	await lingnan(["application", "offer", String(loan), "--valid-until", await day(chain, 20)], BANK.key);
	await lingnan(["asset", "pledge", String(asset), "--pledgor", number, "--institution", String(BANK.id), "--amount", "600,000.00", "--until", await day(chain, 400)], firm.key);
	await accept(chain, firm, loan);
	await lingnan(["loan", "disburse", String(loan), "PAID P"], BANK.key);
	await lingnan(["loan", "confirm", String(loan), "PAID P"], firm.key);
	return { asset, loan };
}

describe("a product's rules", () => {
	it("are set by its bank, read by a firm before it applies, and ended", async () => {
		const bank = await at(BANK.key, "/bank/products/2/policy");
		const owner = await at(firms[0]!.key, "/firm/apply/2?amount=200000&tenor=6&method=EqualInstalments&use=WorkingCapital");
		await walked({ bank, owner }, async () => {
			await bank.see("No rules are in force");
			await bank.page.locator("#price-Aa").fill("1");
			await bank.click("Publish the rules");
			await bank.page.locator(".summary").waitFor();
			await bank.see("A worse grade never costs less.");
			await held(bank, "policy-wrong");
			await bank.page.locator("#price-Aa").fill(await bank.page.locator("#price-Aaa").inputValue());
			await bank.page.locator("#maxAmount").fill("500,000.00");
			await bank.click("Publish the rules");
			await bank.see("In force: version 1");
			await held(bank, "policy");
			await owner.click("This product decides at once on what keeps its rules");
			await owner.see("CNY 500,000.00");
			await held(owner, "policy-firm");
			await bank.click("End it: officers decide");
			await bank.see("No rules are in force");
		});
	}, 120_000);
});

describe("a renewal", () => {
	it("is asked for by the firm on its loan, and settles the old one with the new, without money moving", async () => {
		const firm = firms[0]!;
		const old = await lend(chain, firm, "300,000.00", 6);
		const owner = await at(firm.key, `/firm/loan/${old}`);
		const bank = await at(BANK.key, "/bank");
		await walked({ bank, owner }, async () => {
			await owner.click("Ask to renew it");
			await owner.see(`Renews loan ${old}`);
			const card = owner.page.locator(".card", { hasText: "Credit loan by grade" }).first();
			await card.waitFor({ timeout: 60_000 });
			await owner.click(card.getByRole("link", { name: "Apply" }));
			await owner.see("Renews loan");
			await owner.click("Send the application");
			await owner.see(/has your application/);
			const listed = await chain.rpc<{ items: { id: number; request: { renews: number | null } }[] }>("financing_applicationsOf", [firm.number]);
			const fresh = listed.items.find(({ request }) => request.renews === old)!.id;
			await lingnan(["application", "offer", String(fresh), "--valid-until", await day(chain, 20)], BANK.key);
			await accept(chain, firm, fresh);
			await go(bank, `/bank/application/${fresh}`);
			await bank.see("Renewal: no money moves.");
			await held(bank, "renewal");
			await bank.click(`Settle loan ${old} with it`);
			await until(async () => (await loanOf(old)).state === "Closed");
			expect((await loanOf(fresh)).state).toBe("Active");
		});
	}, 120_000);
});

describe("a loan's account", () => {
	it("has payments that the firm states and the bank refuses, an entry that both take back, and a part that is forgiven", async () => {
		const firm = firms[1]!;
		const loan = await lend(chain, firm, "200,000.00", 6);
		await lingnan(["loan", "repay", String(loan), "5,000.00", "IN 1"], BANK.key);
		const owner = await at(firm.key, `/firm/loan/${loan}`);
		const bank = await at(BANK.key, `/bank/loans/${loan}`);
		await walked({ bank, owner }, async () => {
			const claim = await folded(owner, "You paid, and the bank has not recorded it?");
			await claim.getByRole("button", { name: "State the payment" }).click();
			await owner.page.locator(".summary").waitFor();
			await held(owner, "claim-wrong");
			await claim.locator("#claim-amount").fill("1,234.56");
			await claim.locator("#claim-reference").fill("MINE 7");
			await claim.locator("#claim-paper").setInputFiles(paperOf("advice.txt"));
			await claim.getByRole("button", { name: "State the payment" }).click();
			await owner.see(/You stated a payment of CNY 1,234\.56 on .*, reference MINE 7/);
			await bank.see(/The firm says that it paid: CNY 1,234\.56/);
			const refusal = await folded(bank, "It did not come: refuse");
			await refusal.locator("#refuse-reason").fill("no such payment");
			await held(bank, "claim");
			await refusal.getByRole("button").click();
			await owner.page.getByText(/You stated a payment/).waitFor({ state: "detached" });

			// The firm asks, the bank agrees: then it does not count.
			await go(owner, `/firm/loan/${loan}/statement`);
			const row = owner.page.locator("tr", { hasText: "IN 1" });
			await row.waitFor();
			await row.locator("summary").click();
			await row.getByLabel("Reason").fill("it was another firm's");
			await held(owner, "reversal-ask");
			await row.getByRole("button", { name: "Ask to reverse" }).click();
			await row.getByText("The firm asks to reverse it: it was another firm's").waitFor();
			await bank.see("The firm asks to reverse it: it was another firm's");
			await bank.click("Agree to the reversal");
			await bank.see("(reversed)");
			const { items } = await chain.rpc<{ items: { reversed: { asked: { byLender: boolean } | null } | null }[] }>("financing_statement", [loan]);
			expect(items[0]!.reversed!.asked!.byLender).toBe(false);

			const forgive = await folded(bank, "Forgive a part");
			await forgive.locator("#forgive-amount").fill("200.00");
			await forgive.locator("#forgive-reason").fill("goodwill");
			await forgive.getByRole("button", { name: "Forgive a part" }).click();
			await bank.page.locator("tr", { hasText: "goodwill" }).waitFor();
			expect(await forgive.locator("#forgive-amount").inputValue(), "who presses twice forgives once").toBe("");
		});
	}, 180_000);
});

describe("a receivable", () => {
	it("is less by a credit note that its creditor states, and as much again once that is taken back", async () => {
		const firm = firms[2]!;
		await lingnan(["asset", "register-receivable", "--creditor", firm.number, "--face-value", "500,000.00", "--obligor", "Harbour Tools", "--issued", await day(chain, -5), "--due", await day(chain, 120)], firm.key);
		const owner = await at(firm.key, "/firm/assets");
		await walked({ owner }, async () => {
			const card = owner.page.locator(".card", { hasText: "Still owed on it" });
			await card.getByText("CNY 500,000.00").first().waitFor();
			await card.locator("summary", { hasText: "State a credit note" }).click();
			await card.locator("input[id^=note-number]").fill("CN-7");
			await card.locator("input[id^=note-amount]").fill("40,000.00");
			await held(owner, "credit-note");
			await card.getByRole("button", { name: "State a credit note" }).click();
			await card.getByText("CNY 460,000.00").first().waitFor();
			await card.getByRole("button", { name: "Take it back" }).click();
			await card.getByText("CNY 460,000.00").first().waitFor({ state: "detached" });
			await card.getByText("CNY 500,000.00").first().waitFor();
		});
	}, 120_000);
});

describe("a credit line", () => {
	it("is offered, accepted by its hash, drawn on, and its fee levied and recorded", async () => {
		const firm = firms[0]!;
		const bank = await at(BANK.key, "/bank/lines");
		const owner = await at(firm.key, "/firm/loans");
		await walked({ bank, owner }, async () => {
			await bank.at("Credit lines");
			await bank.click("Offer a credit line");
			await bank.page.locator("#limit").waitFor();
			await bank.click("Send the offer");
			await bank.page.locator(".summary").waitFor();
			await held(bank, "line-wrong");
			await bank.page.locator("#firm").fill(firm.number);
			await bank.page.locator("#limit").fill("1,000,000.00");
			await bank.page.locator("#until").fill(await day(chain, 500));
			await bank.page.locator("#rate").fill("6");
			await bank.page.locator("#fee").fill("0.25");
			await bank.page.locator("#every").selectOption("1");
			await bank.click("Send the offer");
			await bank.at("Credit lines");
			await bank.click(bank.page.locator("tbody a").first());
			await bank.see("offered");
			await held(bank, "line-offered");

			await owner.click("Credit lines");
			await owner.click(owner.page.locator("tbody a").first());
			await owner.see("0.25%");
			await owner.see(/fingerprint 0x[0-9a-f]{64}/);
			await trust(owner);
			await held(owner, "line-firm");
			await owner.click("Accept exactly these terms");
			await owner.see("in force");
			const listed = await chain.rpc<{ items: { id: number; state: string; limit: number; available: number }[] }>("line_of", [firm.number]);
			expect(listed.items[0]).toMatchObject({ state: "InForce", limit: 100_000_000, available: 100_000_000 });
			const line = listed.items[0]!.id;

			// A drawdown is an application of its own, that names the line.
			await owner.click("Draw on it");
			await owner.see(`Drawn on credit line ${line}`);
			// More than it allows is said before it is sent.
			const asked = new URL(owner.page.url()).searchParams;
			asked.set("amount", "1,000,000.01");
			await go(owner, `/firm/apply/2?${asked}`);
			await owner.see("The credit line does not allow it: more than can be drawn today.");
			await owner.click("Back");
			await owner.see(`Drawn on credit line ${line}`);
			await owner.fill("Amount", "400,000.00");
			const card = owner.page.locator(".card", { hasText: "Credit loan by grade" }).first();
			await card.waitFor({ timeout: 60_000 });
			await owner.click(card.getByRole("link", { name: "Apply" }));
			await owner.see("Drawn on credit line");
			expect(await owner.page.getByText("The credit line does not allow it").count()).toBe(0);
			await owner.click("Send the application");
			await owner.see(/has your application/);
			await bank.page.getByRole("heading", { name: "Drawdowns" }).waitFor();
			const drawn = bank.page.locator("tr", { hasText: "CNY 400,000.00" });
			await drawn.first().waitFor();
			const applications = await chain.rpc<{ items: { id: number; request: { line: number | null } }[] }>("financing_applicationsOf", [firm.number]);
			expect(applications.items.at(-1)!.request.line).toBe(line);

			// A month later a settlement is over.
			await lingnan(["clock", "--days", "35"]);
			await bank.click("Levy the fee up to today");
			await bank.page.locator("td", { hasText: /^levied$/ }).or(bank.page.locator(".cell", { hasText: /^levied$/ })).first().waitFor();
			const { feeOwed } = await chain.rpc<{ feeOwed: number }>("line_get", [line]);
			expect(feeOwed).toBeGreaterThan(0);
			const form = await folded(bank, "Record a payment of the fee");
			await form.locator("#fee-amount").fill((feeOwed / 100).toFixed(2));
			await form.locator("#fee-reference").fill("FEE 1");
			await form.getByRole("button", { name: "Record" }).click();
			await bank.page.getByText("FEE 1").first().waitFor();
			expect((await chain.rpc<{ feeOwed: number }>("line_get", [line])).feeOwed).toBe(0);
			await held(bank, "line-fee");

			const freeze = await folded(bank, "Freeze it: no new drawdowns");
			await freeze.locator("#reason").fill("annual review");
			await freeze.getByRole("button").click();
			await bank.see("frozen");
			await bank.click("Let it be drawn on again");
			await bank.see("in force");
		});
	}, 240_000);
});

describe("a guarantee and other conditions", () => {
	it("are proposed, signed and agreed to by all who are bound, and paid after a default", async () => {
		const firm = firms[1]!;
		const application = await apply(chain, firm, "600,000.00", 6);
		await lingnan(["application", "offer", String(application), "--valid-until", await day(chain, 20)], BANK.key);
		const bank = await at(BANK.key, `/bank/application/${application}`);
		const guarantor = await at(GUARANTOR.key, "/guarantor");
		const owner = await at(firm.key, "/firm/loans");
		await walked({ bank, guarantor, owner }, async () => {
			const form = await folded(bank, "Propose a guarantee");
			await form.locator("#guarantor-0").selectOption({ label: `${GUARANTOR.name} · guarantee company` });
			await form.locator("#share-0").fill("90");
			await form.locator("#scheme").selectOption("EightyTwenty");
			await form.getByRole("button", { name: "Send to the guarantors" }).click();
			await bank.see(/the lender bears less than a fifth/);
			await form.locator("#share-0").fill("50");
			await form.getByRole("button", { name: "Send to the guarantors" }).click();
			await bank.page.locator("[data-guarantee]").first().waitFor();
			await held(bank, "guarantee-proposed");
			const listed = await chain.rpc<{ id: number; terms: string; parts: { share: number }[] }[]>("guarantee_of", [application]);
			expect(listed[0]!.parts[0]!.share).toBe(5_000);
			const id = listed[0]!.id;

			// The guarantor signs the hash that this browser made of what it shows.
			const card = guarantor.page.locator(`[data-guarantee="${id}"]`);
			await card.getByText(listed[0]!.terms).waitFor();
			await trust(guarantor);
			await held(guarantor, "guarantee-sign");
			await guarantor.click(card.getByRole("button", { name: "Accept exactly these terms" }));
			await card.getByText(/^signed on/).waitFor();
			await accept(chain, firm, application);
			await lingnan(["loan", "disburse", String(application), "PAID G"], BANK.key);
			await lingnan(["loan", "confirm", String(application), "PAID G"], firm.key);

			// An extension, which the guarantor must agree to before the firm can.
			await go(bank, `/bank/loans/${application}`);
			await bank.page.locator("[data-guarantee]").first().waitFor();
			await bank.click("Propose other conditions");
			await bank.at(`Other conditions for loan ${application}`);
			await bank.page.locator("#tenor").fill("13");
			await bank.click("Check it");
			await bank.see(/Write a whole number from 7 to 12/);
			await held(bank, "amend-wrong");
			await bank.page.locator("#tenor").fill("9");
			await bank.click("Check it");
			await bank.at("Check before you send");
			const row = bank.page.locator(".compare tr.changed", { hasText: "Tenor" });
			expect(await row.locator("td").allInnerTexts()).toEqual(["6 months", "9 months"]);
			await held(bank, "amend-check");
			await bank.click("Send the proposal");
			await bank.see(/^Done: Proposed|The firm has until/);
			await owner.click("See the loan");
			await owner.click("Read what is proposed");
			await owner.see(new RegExp(`have not agreed to it yet: ${GUARANTOR.name}`));
			await held(owner, "proposal-waits");
			const amendment = card.locator("[data-amendment]");
			await amendment.waitFor();
			await held(guarantor, "guarantee-amendment");
			await guarantor.click(amendment.getByRole("button", { name: "Accept exactly these terms" }));
			await card.getByText("You agreed to what is proposed").waitFor();
			await owner.page.getByText("have not agreed to it yet").waitFor({ state: "detached" });
			await trust(owner);
			await owner.click("Accept exactly these terms");
			await owner.see("These conditions hold now.");
			expect((await loanOf(application)).amendments.map(({ kind }) => kind)).toEqual(["Extension"]);

			// A restructuring is proposed and taken back.
			await bank.click("Back");
			await bank.click("Propose other conditions");
			await bank.at(`Other conditions for loan ${application}`);
			await bank.page.getByRole("radio", { name: /restructuring/ }).check();
			await bank.page.locator("#tenor").fill("12");
			await bank.page.locator("#holiday").fill("3");
			await bank.click("Check it");
			await bank.click("Send the proposal");
			await bank.see("The firm has until");
			await go(bank, `/bank/loans/${application}`);
			await bank.click("Take the proposal back");
			await until(async () => (await loanOf(application)).proposed === null);

			// Nothing is paid: costs are charged, one is taken back, the loan is called, the guarantor pays.
			await lingnan(["clock", "--days", "130"]);
			const charge = await folded(bank, "Charge costs of collection");
			await charge.locator("#charge-amount").fill("600.00");
			await charge.locator("#charge-reason").fill("a letter");
			await charge.getByRole("button", { name: "Charge costs of collection" }).click();
			const entry = bank.page.locator("tr", { hasText: "a letter" });
			await entry.waitFor();
			await entry.locator("summary").click();
			await entry.getByLabel("Reason").fill("sent to another firm");
			await entry.getByRole("button", { name: "Reverse" }).click();
			await entry.getByText("(reversed)").waitFor();
			await bank.click("Declare default");
			await bank.click("Yes, do it");
			await bank.see("in default");
			await bank.click("Call it: the guarantors pay");
			await card.getByText("called: to be paid").waitFor();
			await guarantor.click(card.getByRole("button", { name: "State that you paid" }));
			await card.getByText(/says that it paid on/).waitFor();
			await bank.page.getByText(/says that it paid on/).waitFor();
			await held(bank, "loan-called");
			await bank.click("Record that it paid");
			await bank.page.getByText(/^paid on/).first().waitFor();

			// The firm sees who paid what, that it owes as much as before, and no day on which nothing is to be paid.
			const owed = await loanOf(application);
			await go(owner, `/firm/loan/${application}`);
			await owner.see(/Guarantors paid CNY 300,000\.00 to the lender/);
			await owner.see("You owe as much as before");
			expect(owed.outstandingPrincipal).toBe(60_000_000);
			expect((await owner.page.locator(".schedule .amount").allInnerTexts()).filter((one) => /^CNY 0\.00$/.test(one))).toEqual([]);
			await held(owner, "loan-guaranteed");
			await go(owner, `/firm/offer/${application}`);
			await owner.click("See the loan");
			await owner.at(new RegExp(`Loan ${application}`));
		});
	}, 300_000);
});

describe("the security of a loan in default", () => {
	it("is realised as the lender proposes and every owner agrees, and the money is entered on the loan", async () => {
		const { asset, loan } = pledged;
		const firm = firms[2]!;
		await lingnan(["loan", "default", String(loan)], BANK.key);
		const bank = await at(BANK.key, `/bank/loans/${loan}`);
		const owner = await at(firm.key, `/firm/loan/${loan}`);
		await walked({ bank, owner }, async () => {
			const card = bank.page.locator(`[data-asset="${asset}"]`);
			await card.getByText("can be enforced").waitFor();
			const form = await folded(bank, "Propose how to realise it");
			await form.locator("input[id^=proceeds-]").fill("700,000.00");
			await form.locator("input[id^=costs-]").fill("70,000.01");
			await form.getByRole("button", { name: "Send the proposal" }).click();
			await bank.see(/from CNY 0\.00 to CNY 70,000\.00/);
			await bank.see(/Say who buys it/);
			await held(bank, "enforce-wrong");
			await form.locator("input[id^=costs-]").fill("20,000.00");
			await form.locator("select[id^=price-]").selectOption("Agreed");
			await form.locator("input[id^=paper-]").setInputFiles(paperOf("sale.txt"));
			await form.getByRole("button", { name: "Send the proposal" }).click();
			await card.locator("[data-enforcement]").waitFor();
			await card.getByText("Every owner must agree to this price first.").waitFor();

			await owner.see("Proposed enforcement");
			await owner.see("CNY 700,000.00");
			await held(owner, "enforce-owner");
			await owner.click("Agree to exactly this");
			await owner.see("You agreed to it.");
			await card.getByRole("button", { name: "Carry out the enforcement" }).click();
			await held(bank, "enforce-ripe");
			await card.locator(".confirm").getByRole("button", { name: "Carry out the enforcement" }).click();
			await done(bank);
			await bank.page.getByText("proceeds of security").first().waitFor();
			expect((await loanOf(loan)).state).toBe("Closed");
			await go(owner, `/firm/loan/${loan}/statement`);
			await owner.see(/proceeds/);
		});
	}, 240_000);
});

// Last: from then on the bank's key is two people's.
describe("two officers of a bank", () => {
	it("vote in the council of institutions, the second one with the motion on the screen", async () => {
		const members = await twoSign(chain);
		const officers = async (path: string, to: string) =>
			at(path, to, { prepare: async (context) => void (await context.addInitScript((text) => localStorage.setItem("officers", text), JSON.stringify({ members, threshold: 2 }))) });
		const maker = await officers(BANK.maker, "/council");
		const checker = await officers(BANK.checker, "/bank/approve");
		await walked({ maker, checker }, async () => {
			await maker.page.locator("[data-council='institutions']").getByText("You have a seat here.").waitFor();
			await checker.at("What waits for a second officer");
			// An act that waits, and the motion of another institution that it is stopped: it stands whatever becomes of the act meanwhile.
			const proposed = (await lingnan(["govern", "propose", "System.authorize_upgrade", JSON.stringify({ codeHash: `0x${"11".repeat(32)}` }), "--track", "upgrade"], "//agency//tax")) as { events: { event: string; fields: { proposalHash: string; threshold: number } }[] };
			const { proposalHash, threshold } = proposed.events.find(({ event }) => event === "Proposed")!.fields;
			const agencies = JSON.parse(readFileSync(new URL("../../../chain-spec/guangdong/agencies.json", import.meta.url), "utf8")) as { code: string }[];
			await Promise.all(agencies.slice(0, threshold).map(({ code }) => lingnan(["govern", "vote", proposalHash], `//agency//${code}`)));
			await lingnan(["govern", "close", proposalHash], "//agency//tax");
			const act = await maker.page.locator("[data-act]").first().getAttribute("data-act");
			await lingnan(["govern", "veto", act!], "//institution//icbc");
			const { motions } = (await lingnan(["govern", "show"])) as { motions: { motion: string; council: string }[] };
			const { motion } = motions.find(({ council }) => council === "Institutions")!;
			await go(maker, `/council/institutions/${motion}`);
			await maker.click("Vote for it");
			await maker.see("Sent to the second officer.");
			const card = checker.page.locator("[data-pending]").first();
			await card.getByText("The bank votes for a motion").waitFor();
			await held(checker, "approve-vote");
			await checker.click("Approve");
			await card.waitFor({ state: "detached" });
			await maker.page.locator("[data-ayes='1']").waitFor();
			await maker.see("You voted for it.");
		});
	}, 240_000);
});
