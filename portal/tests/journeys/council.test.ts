// Journey E: a councillor comes from the first page to a vote, closes what has its votes, and an institution moves a veto while an
// act waits. Others vote by the command.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";

let chain: Chain;
let site: Site;

const agencies = (JSON.parse(readFileSync(new URL("../../../chain-spec/guangdong/agencies.json", import.meta.url), "utf8")) as { code: string }[]).map(({ code }) => `//agency//${code}`);
const MOVER = "//agency//market-regulation";
const VOTER = "//agency//tax";
const BANK = "//institution//ccb";
const others = agencies.filter((key) => key !== VOTER);

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

const lingnan = async (args: string[], key?: string) => JSON.parse(await chain.command(["--json", "--quick", ...args], key)) as any;

/** A member moves it by the command, of whom each may have two motions open; the hash by which others vote, and how many must. */
async function moved(call: string, args: object, track = "general", mover = MOVER): Promise<{ hash: string; threshold: number }> {
	const { events } = await lingnan(["govern", "propose", call, JSON.stringify(args), "--track", track], mover);
	const { proposalHash: hash, threshold } = events.find(({ event }: { event: string }) => event === "Proposed").fields;
	return { hash, threshold };
}
const votes = (hash: string, keys: string[]) => Promise.all(keys.map((key) => lingnan(["govern", "vote", hash], key)));

async function as(key: string, lang: "en" | "zh-Hans" | "zh-Hant" | "pt" = "en"): Promise<Journey> {
	const journey = await begin(`${site.url}/key/new`, { lang });
	await journey.page.locator("#development-path").fill(key);
	await journey.page.locator("#development-path").press("Enter");
	await journey.page.locator(".roles a.mine").first().waitFor();
	return journey;
}

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

describe.sequential("a councillor", () => {
	it("is three clicks from a vote, and reads what the vote is for as a sentence", async () => {
		const { hash, threshold } = await moved("Institutions.suspend", { institution: 7 });
		await votes(hash, others.slice(0, threshold - 1));
		const bank = (await lingnan(["show", "institutions"])).find(({ id }: { id: number }) => id === 7).name as string;
		const sentence = `Suspend ${bank}: no new applications; running loans go on.`;

		const journey = await as(VOTER);
		await journey.click(/A councillor/);
		await journey.click(sentence);
		await journey.at(sentence);
		await journey.see(new RegExp(`^${threshold - 1}: `));
		await journey.see(`${threshold} of ${agencies.length}; 1 is missing`);
		// The network's own wait: ten of its blocks.
		await journey.see(/Once it has its votes it waits for less than a minute\./);
		await journey.see(/Until then 65 of 129 institutions can veto it, and 18 of 26 agencies take it back/);
		await journey.click("Vote for it");
		expect(journey.clicks).toBeLessThanOrEqual(4);
		await journey.page.locator(`[data-ayes="${threshold}"]`).waitFor();
		await journey.see("You voted for it. You may change your vote.");
		await journey.click("Close the motion");
		await journey.see("The motion is closed, and what it decided is done or waits.");
		expect(await journey.page.getByRole("heading", { level: 1 }).innerText()).toBe(sentence);
		expect(journey.errors).toEqual([]);
		await journey.end();
		// It waited, and was carried out.
		await expect.poll(async () => (await lingnan(["show", "institutions"])).find(({ id }: { id: number }) => id === 7).suspended, { timeout: 30_000, interval: 500 }).toBe(true);
	});

	it("sees from what to what a parameter goes, and fields where there is no sentence", async () => {
		const { hash } = await moved("Parameters.set_parameter", { keyValue: { Governance: { MotionDuration: [null, 400] } } }, "upgrade");
		await moved("Guarantees.suspend", { guarantor: 0 });
		const journey = await as(VOTER, "pt");
		await journey.page.goto(`${site.url}/council`);
		await journey.see("Fixar o parâmetro Governance.MotionDuration em 400.");
		await held(journey, "agenda");
		await journey.click("Fixar o parâmetro Governance.MotionDuration em 400.");
		await journey.see("Agora: 300. Depois: 400.");
		await held(journey, "motion");
		await journey.click("Votar contra");
		await journey.see("Votou contra. Pode alterar o voto.");
		const { motions } = await lingnan(["govern", "show"]);
		expect(motions.find(({ motion }: { motion: string }) => motion === hash)).toMatchObject({ ayes: 0, nays: 1 });
		await journey.page.goto(`${site.url}/council`);
		await journey.click("A chamada Guarantees.suspend, descrita pelos seus campos.");
		await journey.see("guarantor");
		await journey.end();
	});

	it("moves itself that a bank is suspended", async () => {
		const journey = await as(VOTER, "zh-Hant");
		await journey.page.goto(`${site.url}/council/move`);
		await journey.page.locator("#bank option").nth(3).waitFor({ state: "attached" });
		await journey.page.locator("#bank").selectOption({ index: 4 });
		await held(journey, "move");
		await journey.click("提出議案");
		await journey.page.locator('[data-state="inBlock"], [data-state="final"]').waitFor();
		const { motions } = await lingnan(["govern", "show"]);
		expect(JSON.stringify(motions)).toContain('"institution":3');
		await journey.end();
	});

	it("of the institutions moves a veto while an act waits", async () => {
		const journey = await as(BANK, "zh-Hans");
		await journey.page.goto(`${site.url}/council`);
		await journey.see("没有待生效决议。");
		const { hash, threshold } = await moved("System.authorize_upgrade", { codeHash: `0x${"11".repeat(32)}` }, "upgrade", others[3]);
		await votes(hash, others.slice(0, threshold));
		await lingnan(["govern", "close", hash], MOVER);
		await journey.page.locator("[data-act]").waitFor();
		await journey.click("提议否决");
		// The motion stands, whatever becomes of the act meanwhile.
		await journey.page.locator('[data-council="institutions"] [data-motion]', { hasText: "否决此决议：将网络规则升级为哈希值是" }).waitFor();
		const { motions } = await lingnan(["govern", "show"]);
		expect(motions.filter(({ council }: { council: string }) => council === "Institutions")).toMatchObject([{ threshold: 65, call: { Timelock: { veto: {} } } }]);
		await held(journey, "veto");
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("gets no button where a node shows another motion than the one that the vote is for", async () => {
		const { hash } = await moved("Institutions.suspend", { institution: 9 }, "general", others[5]);
		const lies = (text: string) => text.replace(/"result":"(0x[0-9a-f]{10})09((?:00){1,3})"/, '"result":"$10a$2"');
		const names = (await lingnan(["show", "institutions"])) as { id: number; name: string }[];
		const journey = await as(VOTER);
		await journey.page.goto(`${site.url}/council/agencies/${hash}`);
		await journey.at(`Suspend ${names.find(({ id }) => id === 9)!.name}: no new applications; running loans go on.`);
		await journey.named("Vote for it").waitFor();
		await journey.context.routeWebSocket(chain.url, (page) => {
			const node = page.connectToServer();
			node.onMessage((message) => page.send(lies(message.toString())));
		});
		await journey.page.reload();
		await journey.at(`Suspend ${names.find(({ id }) => id === 10)!.name}: no new applications; running loans go on.`);
		await journey.see("What is shown is not what the vote would be for: nothing can be signed here.");
		expect(await journey.page.getByRole("button", { name: /Vote|Close/ }).count()).toBe(0);
		await journey.end();
	});

	it("finds screens that everybody can read", () => {
		expect(wrong).toEqual([]);
	});
});
