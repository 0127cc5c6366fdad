// What a passkey's key signs is taken by the chain: a firm is taken over. The page comes from its sources, so that the test reaches
// its modules; what it does there is what `useAct` does.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "@scure/sr25519";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Chain, startChain } from "../support/chain.ts";
import { begin, closeBrowser, type Journey } from "../support/journey.ts";
import { freePort } from "../support/ports.ts";
import { PORTAL } from "../support/site.ts";
import { creditCode } from "./firm-seed.ts";

const REGISTRAR = "//agency//market-regulation";
/** Another one each time: the node may be one that runs already. */
const NUMBER = creditCode(Date.now() % 100_000_000).slice(3);
const PASSWORD = "correct horse battery";

let chain: Chain;
let server: ViteDevServer;
let url: string;

beforeAll(async () => {
	chain = await startChain({ light: false });
	const port = await freePort();
	server = await createServer({ root: PORTAL, configFile: join(PORTAL, "vite.config.ts"), logLevel: "error", server: { port, host: "localhost", hmr: false } });
	await server.listen();
	url = `http://localhost:${port}`;
});

afterAll(async () => {
	await closeBrowser();
	await server?.close();
	await chain?.stop();
});

/** `import()` of the page's own: the runner of the tests would make its own of it. */
type Loads = { load(name: string): Promise<any> };

/** Asks the page's keys for a signature, as any area does. */
const sign = (journey: Journey, message: number[], fresh: boolean) =>
	journey.page.evaluate(
		async ({ message, fresh }) => {
			const { custody } = await (globalThis as unknown as Loads).load("/src/keys/index.tsx");
			const signer = await custody().ask(fresh);
			const bytes = Uint8Array.from(message);
			const first = [...(await signer.sign(bytes))];
			const again = await signer.sign(bytes).then(() => "signed", (error: Error) => error.name);
			return { first, again, publicKey: [...signer.publicKey] };
		},
		{ message, fresh },
	);

/** The page, from its sources: they are put together when they are first asked for, and what was loaded before that is thrown away. */
async function open(): Promise<Journey> {
	const journey = await begin(`${url}/key/new`, {
		prepare: async (context) => {
			await context.addInitScript("globalThis.load = (name) => import(name)");
			await context.route("**/network.json", (route) => route.fulfill({ body: readFileSync(join(chain.files, "network.json")), contentType: "application/json" }));
		},
	});
	const works = () =>
		journey.page
			.evaluate(async () => (await (globalThis as unknown as Loads).load("/src/keys/index.tsx")).custody().remote.list())
			.then(() => true, () => false);
	for (let tries = 0; tries < 12 && !(await works()); tries += 1) {
		await journey.page.waitForTimeout(3_000);
		await journey.page.reload();
	}
	await journey.at("Make your key");
	return journey;
}

it("signs while it is unlocked, asks afresh where it must, and takes over a firm", async () => {
	const journey = await open();
	let prompts = 0;
	const session = await journey.context.newCDPSession(journey.page);
	await session.send("WebAuthn.enable");
	session.on("WebAuthn.credentialAsserted", () => prompts++);
	await session.send("WebAuthn.addVirtualAuthenticator", {
		options: { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true },
	});
	await journey.click("Make the key");
	await journey.fill("New password", PASSWORD);
	await journey.fill("The same again", PASSWORD);
	await journey.click("Save the key file");
	await journey.at("Your key is ready");
	const account = await journey.page.locator("code.account").innerText();

	const message = [1, 2, 3];
	const unlocked = await sign(journey, message, false);
	expect(verify(Uint8Array.from(message), Uint8Array.from(unlocked.first), Uint8Array.from(unlocked.publicKey))).toBe(true);
	expect([unlocked.again, prompts]).toEqual(["signed", 0]);
	const fresh = await sign(journey, message, true);
	expect([fresh.again, prompts]).toEqual(["Locked", 1]);
	await journey.page.reload();
	await journey.at("Your key is ready");
	expect((await sign(journey, message, false)).first.length).toBe(64);
	expect(prompts).toBe(2);

	const register = ["enterprise", "register", `CN:${NUMBER}`, "--name", "荔枝电子", "--industry", "C3911", "--founded", "2014-01-01", "--capital", "1000000"];
	await chain.command(["--quick", ...register], REGISTRAR);
	await chain.command(["--quick", "enterprise", "control", "offer", `CN:${NUMBER}`, account], REGISTRAR);
	const steps = await journey.page.evaluate(async (number) => {
		const { load } = globalThis as unknown as Loads;
		const [{ custody }, { call }, { send }] = await Promise.all(["/src/keys/index.tsx", "/src/chain/call.ts", "/src/chain/send.ts"].map(load));
		const signer = await custody().ask(true);
		const enterprise = { type: "Mainland", value: `0x${[...number].map((letter) => letter.charCodeAt(0).toString(16)).join("")}` };
		const steps: string[] = [];
		await send(call("EnterpriseRegistry", "accept_control", { enterprise }), signer, signer.publicKey, ({ step, error }: { step: string; error?: unknown }) =>
			steps.push(error ? JSON.stringify(error) : step),
		);
		return steps;
	}, NUMBER);
	expect(steps).toEqual(["signing", "sent", "inBlock", "final"]);
	expect(prompts).toBe(3);
	const firm = await chain.rpc<{ controller: string }>("enterprise_get", [`CN:${NUMBER}`]);
	expect(firm.controller).toBe(account);
	await journey.end();
});

it("asks for the password where that protects the key, says when it is wrong, and signs nothing when it is closed", async () => {
	const journey = await open();
	await journey.page.evaluate(async (password) => {
		const { custody } = await (globalThis as unknown as Loads).load("/src/keys/index.tsx");
		await custody().make({ kind: "password", password });
		await custody().hasSecondWay("words");
		await custody().lock();
	}, PASSWORD);
	const dialog = journey.page.getByRole("dialog", { name: "Your password, to sign" });
	const outcome = () => sign(journey, [1, 2, 3], true).then(({ first }) => `${first.length} bytes`, (error: Error) => error.message);
	const signed = outcome();
	await dialog.waitFor();
	expect(await journey.axeInBoth()).toEqual([]);
	await journey.page.keyboard.type("not the password");
	await journey.enter();
	await dialog.getByText("The password is wrong").first().waitFor();
	await dialog.getByLabel("Password").fill(PASSWORD);
	await journey.enter();
	expect(await signed).toBe("64 bytes");
	await dialog.waitFor({ state: "detached" });
	const closed = outcome();
	await dialog.waitFor();
	await journey.page.keyboard.press("Escape");
	expect(await closed).toContain("Cancelled");
	await dialog.waitFor({ state: "detached" });
	await journey.end();
});
