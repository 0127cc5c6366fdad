// Notices: a bank asks for them under its key, shows by a code that they come, changes and ends them; and a browser shows what is
// sent to it, under the page's own policy.

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Chain, COMMAND, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { freePort } from "../support/ports.ts";
import { serve, type Site } from "../support/site.ts";

/** What network.json names. The page's own policy lets it speak with https alone, so the line is laid by the browser's debugger. */
const NAMED = "https://notices.example";

interface Said {
	type: string;
	contact: string;
	code?: string;
	text: string;
	language: string;
}

let chain: Chain;
let site: Site;
let service: ChildProcess;
let systems: Server;
let notices: string;
const heard: Said[] = [];

beforeAll(async () => {
	chain = await startChain({ light: false });
	systems = createServer((request, response) => {
		let body = "";
		request.on("data", (part: Buffer) => (body += part.toString()));
		request.on("end", () => {
			heard.push(JSON.parse(body) as Said);
			response.writeHead(204).end();
		});
	});
	const [sms, port] = [await freePort(), await freePort()];
	await new Promise<void>((done) => systems.listen(sms, "127.0.0.1", done));
	const secret = join(chain.files, "secret");
	writeFileSync(secret, "fedcba9876543210fedcba9876543210");
	chmodSync(secret, 0o600);
	notices = `http://127.0.0.1:${port}`;
	service = spawn(
		COMMAND,
		["--url", chain.url, "notices", "serve", "--listen", `127.0.0.1:${port}`, "--state", join(chain.files, "notices"), "--portal", "https://portal.example", "--push-contact", "mailto:operator@bank.example", "--webhook", `http://127.0.0.1:${sms}/sms`, "--webhook-secret-file", secret, "--per-minute", "9999"],
		{ stdio: "ignore" },
	);
	const last = async () => {
		const { result } = (await (await fetch(notices)).json()) as { result: { finalised: { number: number } } };
		return result.finalised.number;
	};
	// Of blocks before its beginning it answers nothing.
	let first: number | undefined;
	for (;;) {
		const now = await last().catch(() => undefined);
		first ??= now;
		if (first !== undefined && now !== undefined && now > first + 1) break;
		await new Promise((done) => setTimeout(done, 200));
	}
	await chain.network({ notices: NAMED });
	site = await serve(chain.files);
});

afterAll(async () => {
	await closeBrowser();
	service?.kill();
	systems?.close();
	await site?.stop();
	await chain?.stop();
});

async function asBank(): Promise<Journey> {
	const journey = await begin(`${site.url}/key/new`, {
		prepare: async (context) => {
			await context.route(`${NAMED}/**`, async (route) => route.fulfill({ response: await route.fetch({ url: notices }) }));
		},
	});
	await journey.page.locator("#development-path").fill("//institution//ccb");
	await journey.page.locator("#development-path").press("Enter");
	await journey.page.getByText("your key speaks for it").first().waitFor();
	await journey.page.goto(`${site.url}/key`);
	return journey;
}

it("a bank is told by the operator's systems, once it has shown that it is", async () => {
	const journey = await asBank();
	await journey.click("Notices");
	await journey.at("Notices");
	await journey.click("Show my notices");
	await journey.see("Nowhere yet.");
	expect(await journey.axeInBoth()).toEqual([]);
	expect(await journey.fitsPhone()).toBe(true);
	await journey.click("Text message or another way of the operator");
	await journey.fill(/^Reference$/, "desk-1");
	await journey.click("An application must be decided within two days");
	await journey.click("Switch on");
	await journey.see("A code was sent there.");
	await expect.poll(() => heard[0]?.code).toMatch(/^\d{8}$/);
	expect(heard[0]).toMatchObject({ type: "confirmation", contact: "desk-1", language: "en" });
	await journey.fill(/^Code$/, "1");
	await journey.click("Confirm");
	await journey.see("This is not the code");
	await journey.fill(/^Code$/, heard[0]!.code!);
	await journey.click("Confirm");
	await journey.page.getByRole("button", { name: "Save" }).waitFor();
	const kept = () => journey.page.locator(".card input[type=checkbox]").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked));
	expect(await kept()).toEqual([true, true, false, true]);
	expect(await journey.axeInBoth()).toEqual([]);

	// Another visit finds it, and ends it.
	await journey.page.reload();
	await journey.click("Show my notices");
	await journey.see("desk-1");
	await journey.click("Stop");
	await journey.see("Nowhere yet.");
	expect(journey.errors).toEqual([]);
	expect(heard).toHaveLength(1);
	await journey.end();
});

it("a browser shows what is sent to it and leads into the portal, under the page's policy", async () => {
	const journey = await begin(site.url, { prepare: (context) => context.grantPermissions(["notifications"], { origin: site.url }) });
	await journey.at("Who are you?");
	const session = await journey.context.newCDPSession(journey.page);
	const registered = new Promise<string>((done) =>
		session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
			const active = versions.find(({ status, scriptURL }) => status === "activated" && scriptURL.endsWith("/notices-worker.js"));
			if (active) done(active.registrationId);
		}),
	);
	await session.send("ServiceWorker.enable");
	await journey.page.evaluate(async () => {
		await navigator.serviceWorker.register("/notices-worker.js");
		await navigator.serviceWorker.ready;
	});
	const registrationId = await registered;
	const data = JSON.stringify({ id: "ab", type: "offerArrived", title: "Lingnan: a notice", body: "An offer has arrived.", path: "/firm/applications", language: "en" });
	for (let times = 0; times < 2; times += 1) await session.send("ServiceWorker.deliverPushMessage", { origin: `${site.url}/`, registrationId, data });
	const shown = () =>
		journey.page.evaluate(async () => {
			const all = await (await navigator.serviceWorker.ready).getNotifications();
			return all.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown }));
		});
	await expect.poll(shown).toEqual([{ title: "Lingnan: a notice", body: "An offer has arrived.", tag: "ab", data: { path: "/firm/applications" } }]);
	expect(journey.errors).toEqual([]);
	await journey.end();
});
