// Keys in a real browser: made, kept, locked, unlocked; nothing of them in clear anywhere.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CDPSession, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeyFile } from "../../src/keys/keyfile.ts";
import { entropyOf, pairOfEntropy } from "../../src/keys/words.ts";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, Journey } from "../support/journey.ts";
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

const account = (journey: Journey) => journey.page.locator("code.account").first().innerText();

async function wordsOf(journey: Journey): Promise<string[]> {
	const all = journey.page.locator(".words-list li");
	await all.first().waitFor();
	return all.allInnerTexts();
}

/** What the journey saves by this click. */
async function saved(journey: Journey, act: () => Promise<void>): Promise<{ name: string; text: string }> {
	const [download] = await Promise.all([journey.page.waitForEvent("download"), act()]);
	return { name: download.suggestedFilename(), text: readFileSync((await download.path())!, "utf8") };
}

/** Makes a key whose second way is the key file. */
async function ready(journey: Journey): Promise<string> {
	await journey.page.goto(`${site.url}/key/new`);
	await journey.click("Make the key");
	await journey.at("A second way to your key");
	await journey.fill("New password", PASSWORD);
	await journey.fill("The same again", PASSWORD);
	await journey.click("Save the key file");
	await journey.at("Your key is ready");
	return account(journey);
}

const focused = (journey: Journey) => journey.page.evaluate(() => document.activeElement?.textContent ?? "");

/** Moves the clock of the worker that holds the key. */
async function pass(journey: Journey, minutes: number): Promise<void> {
	const worker = journey.page.workers().find((worker) => worker.url().includes("worker"))!;
	await worker.evaluate((ms) => {
		const now = Date.now.bind(Date);
		Date.now = () => now() + ms;
	}, minutes * 60_000);
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
		// The command signs with the same file.
		const [path, password] = [join(chain.files, "key.json"), join(chain.files, "password")];
		writeFileSync(path, file.text, { mode: 0o600 });
		writeFileSync(password, `${PASSWORD}\n`, { mode: 0o600 });
		expect(await chain.command(["key", "account", path, "--password-file", password])).toContain(made);
	});

	it("goes on to where the registrar's link leads", async () => {
		const journey = await begin(`${site.url}/key/new?then=${encodeURIComponent("/products")}`);
		await device(journey);
		await journey.click("Make the key");
		await journey.fill("New password", PASSWORD);
		await journey.fill("The same again", PASSWORD);
		await journey.click("Save the key file");
		await journey.at("What is offered now");
		await journey.page.goto(`${site.url}/key/new?then=${encodeURIComponent("//elsewhere.example/")}`);
		await journey.at("Who are you?");
		expect(journey.page.url()).toBe(`${site.url}/`);
		await journey.end();
	});

	it("gets words on paper, of which two are asked back", async () => {
		const journey = await begin(`${site.url}/key/new`);
		await device(journey);
		await journey.click("Make the key");
		await journey.click("Show the words");
		const words = await wordsOf(journey);
		expect(pairOfEntropy(entropyOf(words.join(" "))).account).toBe(await account(journey));
		const fields = journey.page.getByLabel(/^Word \d+$/);
		const labels = await journey.page.locator("label", { hasText: /^Word \d+$/ }).allInnerTexts();
		const asked = labels.map((label) => Number(label.slice(5)));
		expect(asked.length).toBe(2);
		await fields.nth(0).fill(words[asked[0]! - 1]!);
		await fields.nth(1).fill("wrong");
		await journey.click("I have written them down");
		await journey.see(`Word ${asked[1]} is another one.`);
		expect(await focused(journey)).toContain(`Word ${asked[1]} is another one.`);
		await fields.nth(1).fill(words[asked[1]! - 1]!.toUpperCase());
		await journey.click("I have written them down");
		await journey.at("Your key is ready");
		await journey.end();
	});

	it("gets a second passkey on another device, and a copy that brings it back", async () => {
		const journey = await begin(`${site.url}/key/new`);
		const own = await device(journey);
		await journey.click("Make the key");
		await journey.at("A second way to your key");
		const made = await account(journey);
		await own.session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: own.id, enabled: false });
		await own.session.send("WebAuthn.addVirtualAuthenticator", { options: { ...OPTIONS, transport: "usb" } });
		const copy = await saved(journey, () => journey.click("Add another passkey"));
		await journey.at("Your key is ready");
		expect(copy.name).toBe(`lingnan-copy-${made.slice(0, 8)}.json`);
		// This browser's data and its own device are gone; the second device is left.
		await journey.page.goto(`${site.url}/key`);
		await journey.click("Remove the key from this browser");
		await journey.click("Remove it");
		await journey.see("This browser holds no key.");
		await own.session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: own.id });
		await journey.page.goto(`${site.url}/key/restore`);
		await journey.page.getByLabel("File", { exact: true }).setInputFiles({ name: copy.name, mimeType: "application/json", buffer: Buffer.from(copy.text) });
		await journey.click(journey.page.getByRole("button", { name: "Bring it here" }).first());
		await journey.at("Who are you?");
		await journey.click("Open the key");
		await journey.click("Unlock with a passkey");
		await journey.at("Who are you?");
		await journey.click(/^Your key$/);
		await journey.at("Your key is unlocked");
		expect(await account(journey)).toBe(made);
		await journey.end();
	});

	it("is made with a password where the device has no PRF, and asks for words next", async () => {
		const journey = await begin(`${site.url}/key/new`);
		await device(journey, { hasPrf: false });
		await journey.click("Make the key");
		await journey.see("This device's passkeys cannot protect a key.");
		expect(await focused(journey)).toContain("This device's passkeys cannot protect a key.");
		await journey.fill("New password", "short");
		await journey.fill("The same again", "short");
		await journey.click("Make the key and save its file");
		await journey.see("Take at least 10 characters.");
		expect(await focused(journey)).toContain("The password is too short.");
		await journey.fill("New password", PASSWORD);
		await journey.fill("The same again", `${PASSWORD}!`);
		await journey.enter();
		await journey.see("The two passwords differ.");
		await journey.fill("The same again", PASSWORD);
		const file = await saved(journey, () => journey.click("Make the key and save its file"));
		await journey.at("A second way to your key");
		const made = await account(journey);
		expect(readKeyFile(file.text, PASSWORD).account).toBe(made);
		const words = await wordsOf(journey);
		for (const label of await journey.page.locator("label", { hasText: /^Word \d+$/ }).allInnerTexts()) {
			await journey.fill(label, words[Number(label.slice(5)) - 1]!);
		}
		await journey.click("I have written them down");
		await journey.at("Your key is ready");
		await journey.page.goto(`${site.url}/key/open`);
		await journey.at("Unlock your key");
		await journey.fill("Password", "not the password");
		await journey.click(journey.page.getByRole("button", { name: "Unlock", exact: true }));
		await journey.see("The password is wrong");
		expect(await focused(journey)).toContain("The password is wrong");
		await journey.fill("Password", PASSWORD);
		await journey.enter();
		await journey.at("Who are you?");
		await journey.see("Your key");
		await journey.end();
	});
});

describe("a key that is here", () => {
	it("is locked when the page is loaded again, and unlocked by its passkey alone", async () => {
		const journey = await begin(site.url);
		const passkey = await device(journey);
		const made = await ready(journey);
		await journey.page.goto(`${site.url}/key/open`);
		await journey.at("Unlock your key");
		expect(await account(journey)).toBe(made);
		await journey.click("Unlock with a passkey");
		await journey.at("Who are you?");
		expect(passkey.prompts()).toBe(2);
		await journey.click(/^Your key$/);
		await journey.at("Your key is unlocked");
		await journey.click("Lock it now");
		await journey.at("Unlock your key");
		await passkey.session.send("WebAuthn.clearCredentials", { authenticatorId: passkey.id });
		await passkey.session.send("WebAuthn.setUserVerified", { authenticatorId: passkey.id, isUserVerified: true });
		await journey.click("Unlock with a passkey");
		await journey.see("It was cancelled, took too long, or no passkey was found.");
		await journey.end();
	});

	it("is not opened by a passkey that keeps its PRF to itself, and the page says so", async () => {
		const journey = await begin(site.url);
		const { session, id } = await device(journey);
		await ready(journey);
		await journey.page.goto(`${site.url}/key/open`);
		const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId: id });
		await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: id });
		const other = await session.send("WebAuthn.addVirtualAuthenticator", { options: { ...OPTIONS, hasPrf: false } });
		for (const credential of credentials) await session.send("WebAuthn.addCredential", { ...other, credential });
		await journey.click("Unlock with a passkey");
		await journey.see("The passkey answered, but not with what opens the key.");
		await journey.at("Unlock your key");
		await journey.end();
	});

	it("locks itself after ten idle minutes", async () => {
		const journey = await begin(site.url);
		await device(journey);
		await ready(journey);
		await journey.click(/^Your key$/);
		await journey.at("Your key is unlocked");
		await pass(journey, 9.5);
		await journey.page.waitForTimeout(6_000);
		await journey.at("Your key is unlocked");
		await pass(journey, 0.5);
		await journey.at("Unlock your key");
		await journey.end();
	});

	it("shows its words after a prompt, and goes when it is removed", async () => {
		const journey = await begin(site.url);
		const passkey = await device(journey);
		const made = await ready(journey);
		await journey.page.goto(`${site.url}/key`);
		await journey.at("Keys in this browser");
		await journey.click("Show the words");
		const words = await wordsOf(journey);
		expect(pairOfEntropy(entropyOf(words.join(" "))).account).toBe(made);
		expect(passkey.prompts()).toBe(2);
		await journey.click("Remove the key from this browser");
		await journey.see("Have you the second way at hand?");
		await journey.click("Remove it");
		await journey.see("This browser holds no key.");
		expect(await journey.kept()).not.toContain(made);
		await journey.end();
	});

	it("is brought to another browser by its file, and by its words", async () => {
		const journey = await begin(`${site.url}/key/restore`);
		await device(journey);
		await journey.at("Bring a key here");
		await journey.page.getByLabel("File", { exact: true }).setInputFiles({
			name: "key.json",
			mimeType: "application/json",
			buffer: readFileSync(join(import.meta.dirname, "../../../client/tests/vectors/keyring-14.json")),
		});
		await journey.page.locator("#restore-password").fill("another password");
		await journey.click(journey.page.getByRole("button", { name: "Bring it here" }).first());
		await journey.see("The password is wrong");
		await journey.page.locator("#restore-password").fill("a password for a test");
		await journey.click(journey.page.getByRole("button", { name: "Bring it here" }).first());
		await journey.at("Who are you?");
		await journey.page.goto(`${site.url}/key`);
		expect(await account(journey)).toBe(PLANTED.account);
		await journey.end();
		const other = await begin(`${site.url}/key/restore`);
		await device(other);
		await other.fill("Twelve words", WORDS.replace("sausage", "sausages"));
		await other.click("Protect it with a passkey");
		await other.see("Word 6 is not one of the recovery words.");
		await other.fill("Twelve words", WORDS.toUpperCase());
		await other.click("Protect it with a passkey");
		await other.at("Who are you?");
		await other.page.goto(`${site.url}/key`);
		expect(await account(other)).toBe(PLANTED.account);
		await other.end();
	});
});

describe("for rehearsals", () => {
	it("everybody's keys are there to choose from, and nowhere else", async () => {
		const journey = await begin(`${site.url}/key/open`);
		await journey.at("No key here");
		await journey.choose("Act as", "//agency//tax");
		await journey.click("Use this key");
		await journey.at("Who are you?");
		await journey.page.goto(`${site.url}/key/open`);
		await journey.see("A key that everybody has");
		await journey.see("//agency//tax");
		await journey.end();
		// Whoever has a key of his own finds back to it.
		const owner = await begin(site.url);
		await device(owner);
		const own = await ready(owner);
		await owner.page.goto(`${site.url}/key/open`);
		await owner.click("Use this key");
		await owner.at("Who are you?");
		await owner.page.goto(`${site.url}/key`);
		await owner.click(owner.page.getByRole("radio", { name: own }));
		await owner.see("Locked");
		expect(await account(owner)).toBe(own);
		await owner.end();
		try {
			await chain.network({ rehearsal: false });
			const earnest = await begin(`${site.url}/key/open`);
			await earnest.at("No key here");
			expect(await earnest.text()).not.toContain("Keys for rehearsal");
			await earnest.end();
		} finally {
			await chain.network({ rehearsal: true });
		}
	});
});

describe("nothing in clear", () => {
	/** A text or bytes as they could stand in a file or in a message. */
	const shapes = (planted: string | Uint8Array): Buffer[] => {
		const bytes = Buffer.from(planted as string);
		const texts = [bytes.toString("hex"), bytes.toString("base64").replace(/.?=*$/, "")];
		const wide = typeof planted === "string" ? [Buffer.from(planted, "utf16le")] : [];
		return [bytes, ...texts.map((text) => Buffer.from(text)), ...wide];
	};
	const files = (folder: string): string[] =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));

	it("is kept or sent of words, entropy, secret and passwords: storage, traffic, and the profile on the disk", async () => {
		const profile = mkdtempSync(join(tmpdir(), "lingnan-profile-"));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: process.env.LINGNAN_CHROMIUM ?? "/usr/bin/chromium",
			args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"],
			headless: true,
			locale: "en-GB",
		});
		const page = context.pages()[0]!;
		const journey = new Journey(site.url, context, page);
		await page.goto(`${site.url}/key/restore`);
		await device(journey);
		await journey.fill("Twelve words", WORDS);
		await journey.click("Protect it with a passkey");
		await journey.at("Who are you?");
		await journey.click(/^Your key$/);
		await journey.click("Keys in this browser");
		await journey.click("Show the words");
		await journey.click("Make the key for openings");
		await journey.see("Kept here; it signs nothing");
		await journey.click(journey.page.getByRole("button", { name: "Save the key file" }).first());
		await journey.fill("New password", PASSWORD);
		await journey.fill("The same again", PASSWORD);
		const file = await saved(journey, () => journey.click(journey.page.getByRole("button", { name: "Save the key file" }).last()));
		const secret = readKeyFile(file.text, PASSWORD).secret;
		expect(Buffer.from(secret).equals(Buffer.from(PLANTED.secret))).toBe(true);
		const kept = await journey.kept();
		const sent = JSON.stringify(journey.sent);
		// What is public is there: the search looks in the right place.
		expect(kept).toContain(PLANTED.account);
		await page.waitForTimeout(1_000);
		await context.close();
		const all = files(profile).filter((path) => statSync(path).size < 50_000_000);
		const disk = all.map((path) => ({ path, bytes: readFileSync(path) }));
		expect(disk.some(({ bytes }) => bytes.includes(PLANTED.account))).toBe(true);
		const planted = [WORDS, "wave sausage", "sausage", PASSWORD, entropyOf(WORDS), PLANTED.secret, PLANTED.secret.slice(0, 32), PLANTED.secret.slice(32)];
		const found: string[] = [];
		for (const [at, one] of planted.entries()) {
			for (const shape of shapes(one)) {
				if (kept.includes(shape.toString("latin1"))) found.push(`${at} in storage`);
				if (sent.includes(shape.toString("latin1"))) found.push(`${at} in traffic`);
				// The list of words itself is part of the page, and so of its cache.
				if (one === "sausage") continue;
				found.push(...disk.filter(({ bytes }) => bytes.includes(shape)).map(({ path }) => `${at} in ${path}`));
			}
		}
		expect(found).toEqual([]);
		rmSync(profile, { recursive: true, force: true });
	});
});

describe("everybody", () => {
	it("can use the screens: axe-core in light and dark, 320 points wide, four languages", async () => {
		const journey = await begin(`${site.url}/key/new`);
		await device(journey);
		const looks = async (where: string) => {
			expect(await journey.axeInBoth(), where).toEqual([]);
			expect(await journey.fitsPhone(), where).toBe(true);
		};
		await journey.at("Make your key");
		await looks("new");
		await journey.click("Use a password and a key file instead");
		await looks("new, by password");
		await journey.page.goto(`${site.url}/key/restore`);
		await journey.at("Bring a key here");
		await looks("restore");
		await journey.page.goto(`${site.url}/key/new`);
		await journey.click("Make the key");
		await journey.click("Show the words");
		await looks("second way");
		await journey.fill("New password", PASSWORD);
		await journey.fill("The same again", PASSWORD);
		await journey.click("Save the key file");
		await journey.at("Your key is ready");
		await looks("ready");
		for (const path of ["/key", "/key/open"]) {
			await journey.page.goto(`${site.url}${path}`);
			await journey.page.locator("code.account").first().waitFor();
			await looks(path);
		}
		for (const [lang, title] of [
			["zh-Hans", "本浏览器中的密钥"],
			["zh-Hant", "本瀏覽器中的密鑰"],
			["pt", "Chaves neste navegador"],
		] as const) {
			await journey.page.goto(`${site.url}/key?lang=${lang}`);
			await journey.at(title);
			await looks(lang);
		}
		expect(journey.errors).toEqual([]);
		await journey.end();
	});

	it("makes, locks and unlocks a key by the keyboard alone", async () => {
		const journey = await begin(`${site.url}/key/new`);
		await device(journey);
		await journey.at("Make your key");
		const tabTo = async (name: string | RegExp) => {
			for (let steps = 0; steps < 60; steps += 1) {
				await journey.page.keyboard.press("Tab");
				const here = await journey.page.evaluate(() => {
					const active = document.activeElement;
					const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : active?.textContent;
					return label?.trim() ?? "";
				});
				if (typeof name === "string" ? here === name : name.test(here)) return;
			}
			throw new Error(`Tab does not lead to ${name}`);
		};
		await tabTo("Make the key");
		await journey.enter();
		await journey.at("A second way to your key");
		await tabTo("New password");
		await journey.page.keyboard.type(PASSWORD);
		await tabTo("The same again");
		await journey.page.keyboard.type(PASSWORD);
		await journey.enter();
		await journey.at("Your key is ready");
		expect(journey.clicks).toBe(2);
		await journey.page.goto(`${site.url}/key/open`);
		await journey.at("Unlock your key");
		await tabTo("Unlock with a passkey");
		await journey.enter();
		await journey.at("Who are you?");
		await journey.end();
	});
});
