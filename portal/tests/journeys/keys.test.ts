// Keys in a real browser: made, kept, locked, unlocked; nothing of them in clear anywhere.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CDPSession, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeyFile } from "../../src/keys/keyfile.ts";
import { entropyOf, pairOfEntropy } from "../../src/keys/words.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { serve, type Site } from "../support/site.ts";

/** Of the standard's examples: nobody's key. Its words are looked for in everything that the browser keeps and sends. */
const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASSWORD = "correct horse battery";
const PLANTED = pairOfEntropy(entropyOf(WORDS));

let chain: Chain;
let site: Site;

beforeAll(async () => {
	chain = await startChain({ light: false });
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	await site?.stop();
	await chain?.stop();
});

const OPTIONS = {
	protocol: "ctap2",
	ctap2Version: "ctap2_1",
	transport: "internal",
	hasResidentKey: true,
	hasUserVerification: true,
	hasPrf: true,
	isUserVerified: true,
	automaticPresenceSimulation: true,
} as const;

/** A passkey's device. Counts what it was asked. */
async function device(journey: Journey, changes: object = {}): Promise<{ session: CDPSession; id: string; prompts: () => number }> {
	const session = await journey.context.newCDPSession(journey.page);
	await session.send("WebAuthn.enable");
	let prompts = 0;
	session.on("WebAuthn.credentialAdded", () => prompts++);
	session.on("WebAuthn.credentialAsserted", () => prompts++);
	const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: { ...OPTIONS, ...changes } as never });
	return { session, id: authenticatorId, prompts: () => prompts };
}

const account = async (journey: Journey) => (await journey.page.locator("code.account").first().innerText()).replaceAll("​", "");

/** What the journey saves by this click. */
async function saved(journey: Journey, act: () => Promise<void>): Promise<{ name: string; text: string }> {
	const [download] = await Promise.all([journey.page.waitForEvent("download"), act()]);
	return { name: download.suggestedFilename(), text: readFileSync((await download.path())!, "utf8") };
}

describe("a new key", () => {
	it("is made with a passkey and gets its key file in two clicks, one prompt", async () => {
		const journey = await begin(`${site.url}/key/new`);
		const passkey = await device(journey);
		await journey.at("Make your key");
		await journey.click("Make the key");
		await journey.at("A second way to your key");
		const made = await account(journey);
		await journey.fill("New password", PASSWORD);
		await journey.fill("The same again", PASSWORD);
		const file = await saved(journey, () => journey.click("Save the key file"));
		await journey.at("Your key is ready");
		expect([journey.clicks, passkey.prompts()]).toEqual([2, 1]);
		expect(file.name).toBe(`lingnan-key-${made.slice(0, 8)}.json`);
		expect(readKeyFile(file.text, PASSWORD).account).toBe(made);
		expect(await account(journey)).toBe(made);
		expect(journey.errors).toEqual([]);
		await journey.end();
	});
});
