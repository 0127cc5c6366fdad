// One person at the page, in Debian's Chromium: what he does is counted, and what the page says, sends and keeps is written down.

import { type Browser, type BrowserContext, chromium, type ConsoleMessage, type Locator, type Page } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const CHROMIUM = process.env.LINGNAN_CHROMIUM ?? "/usr/bin/chromium";
const OPTIONS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-quic --no-first-run --disable-component-update --disable-sync".split(" ");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Promise<Browser> | undefined;
const launch = () => (browser ??= chromium.launch({ executablePath: CHROMIUM, args: OPTIONS, headless: true }));

export interface Sent {
	to: string;
	text: string;
}

export interface JourneyOptions {
	lang?: "en" | "zh-Hans" | "zh-Hant" | "pt";
	width?: number;
	height?: number;
	dark?: boolean;
	/** Before the page is opened: routes, authenticators, storage. */
	prepare?: (context: BrowserContext, page: Page) => Promise<void>;
}

const LOCALES = { en: "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-HK", pt: "pt-PT" };

/** Opens the page in a profile of its own. */
export async function begin(site: string, { lang = "en", width = 1280, height = 800, dark = false, prepare }: JourneyOptions = {}): Promise<Journey> {
	const context = await (await launch()).newContext({
		locale: LOCALES[lang],
		timezoneId: "Asia/Macau",
		viewport: { width, height },
		colorScheme: dark ? "dark" : "light",
		bypassCSP: false,
	});
	context.setDefaultTimeout(15_000);
	const page = await context.newPage();
	const journey = new Journey(site, context, page);
	await prepare?.(context, page);
	await page.goto(site);
	return journey;
}

/** Ends the browser that the journeys of a file shared. */
export async function closeBrowser(): Promise<void> {
	await (await browser)?.close();
	browser = undefined;
}

export class Journey {
	/** Clicks, taps and Enter; what is typed into fields and what the device asks are extra. */
	clicks = 0;
	/** What the console said as an error or a warning, and what was thrown. */
	errors: string[] = [];
	/** All that the page sent: requests with their bodies, and what went over web sockets. */
	sent: Sent[] = [];
	/** Addresses that were loaded, with how many bytes came over the line. */
	received: { url: string; bytes: number }[] = [];

	constructor(
		readonly site: string,
		readonly context: BrowserContext,
		readonly page: Page,
	) {
		const says = (message: ConsoleMessage) => {
			if (message.type() === "error" || message.type() === "warning") this.errors.push(message.text());
		};
		page.on("console", says);
		page.on("pageerror", (error) => this.errors.push(error.message));
		page.on("request", (request) => this.sent.push({ to: request.url(), text: request.postData() ?? "" }));
		page.on("response", async (response) => {
			const sizes = await response.request().sizes().catch(() => undefined);
			this.received.push({ url: response.url(), bytes: sizes?.responseBodySize ?? 0 });
		});
		page.on("websocket", (socket) => {
			socket.on("framesent", ({ payload }) => this.sent.push({ to: socket.url(), text: payload.toString() }));
		});
	}

	/** Clicks what has this name: a button, a link, a choice; or a locator. */
	async click(what: string | RegExp | Locator): Promise<void> {
		const target = typeof what === "string" || what instanceof RegExp ? this.named(what) : what;
		await target.click();
		this.clicks += 1;
	}

	async enter(): Promise<void> {
		await this.page.keyboard.press("Enter");
		this.clicks += 1;
	}

	/** Types into the field with this label. No click: a field takes the focus by Tab as well. */
	async fill(label: string | RegExp, text: string): Promise<void> {
		await this.page.getByLabel(label).first().fill(text);
	}

	/** Choosing from a list is two clicks for a person. */
	async choose(label: string | RegExp, option: string): Promise<void> {
		await this.page.getByLabel(label).first().selectOption(option);
		this.clicks += 2;
	}

	named(name: string | RegExp): Locator {
		const { page } = this;
		return page
			.getByRole("button", { name })
			.or(page.getByRole("link", { name }))
			.or(page.getByRole("radio", { name }))
			.or(page.getByRole("checkbox", { name }))
			.or(page.locator("summary", { hasText: name }))
			.first();
	}

	/** The screen's heading, once it is this one. */
	async at(title: string | RegExp): Promise<void> {
		await this.page.getByRole("heading", { level: 1, name: title }).waitFor();
	}

	async text(): Promise<string> {
		return (await this.page.locator("body").innerText()).replace(/\s+/g, " ");
	}

	async see(text: string | RegExp, timeout = 15_000): Promise<void> {
		await this.page.getByText(text).first().waitFor({ timeout });
	}

	/** The badge of the screen, once it is this one. */
	async badge(standing: "verified" | "node" | "disagrees" | "old", timeout = 30_000): Promise<void> {
		await this.page.locator(`[data-badge="${standing}"]`).first().waitFor({ timeout });
	}

	/** What axe-core finds against WCAG 2.2 AA on the screen as it is now. The policy of the page stays in force: the checker is put
	 * in by the debugger. */
	async axe(): Promise<string[]> {
		await this.page.evaluate(AXE);
		return this.page.evaluate(async () => {
			const { axe } = globalThis as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } };
			const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
			return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`);
		});
	}

	/** In light, then in dark. */
	async axeInBoth(): Promise<string[]> {
		const found: string[] = [];
		for (const colorScheme of ["light", "dark"] as const) {
			await this.page.emulateMedia({ colorScheme });
			found.push(...(await this.axe()).map((one) => `${colorScheme}: ${one}`));
		}
		return found;
	}

	/** Whether the screen would scroll sideways on a phone of 320 points. */
	async fitsPhone(): Promise<boolean> {
		const before = this.page.viewportSize();
		await this.page.setViewportSize({ width: 320, height: 640 });
		const fits = await this.page.evaluate(() => document.documentElement.scrollWidth <= 320);
		if (before) await this.page.setViewportSize(before);
		return fits;
	}

	/** Everything that the page keeps in this browser, as text: both storages, databases, caches. */
	async kept(): Promise<string> {
		return this.page.evaluate(async () => {
			const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
			const plain = (_: string, value: unknown): unknown => {
				if (value instanceof ArrayBuffer) return Array.from(new Uint8Array(value), (byte) => byte.toString(16).padStart(2, "0")).join("");
				if (ArrayBuffer.isView(value)) return Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), (byte) => byte.toString(16).padStart(2, "0")).join("");
				return value;
			};
			for (const { name } of await indexedDB.databases()) {
				const database = await new Promise<IDBDatabase>((done, fail) => {
					const opening = indexedDB.open(name!);
					opening.onsuccess = () => done(opening.result);
					opening.onerror = () => fail(opening.error);
				});
				for (const store of database.objectStoreNames) {
					all.push(
						await new Promise((done) => {
							const reading = database.transaction(store).objectStore(store).getAll();
							reading.onsuccess = () => done(reading.result);
						}),
					);
				}
				database.close();
			}
			for (const name of await caches.keys()) all.push((await (await caches.open(name)).keys()).map(({ url }) => url));
			return JSON.stringify(all, plain);
		});
	}

	/** A passkey's device that says yes to everything. */
	async authenticator(): Promise<void> {
		const session = await this.context.newCDPSession(this.page);
		await session.send("WebAuthn.enable");
		await session.send("WebAuthn.addVirtualAuthenticator", {
			options: { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true },
		});
	}

	async end(): Promise<void> {
		await this.context.close();
	}
}
