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

const REGISTRAR = "//agency//market-regulation";
const NUMBER = "91440305007802663N";
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

it("signs while it is unlocked, asks afresh where it must, and takes over a firm", async () => {
	const journey = await begin(`${url}/key/new`, {
		prepare: async (context) => {
			await context.addInitScript("globalThis.load = (name) => import(name)");
			await context.route("**/network.json", (route) => route.fulfill({ body: readFileSync(join(chain.files, "network.json")), contentType: "application/json" }));
		},
	});
	let prompts = 0;
	const session = await journey.context.newCDPSession(journey.page);
	await session.send("WebAuthn.enable");
	session.on("WebAuthn.credentialAsserted", () => prompts++);
	await session.send("WebAuthn.addVirtualAuthenticator", {
		options: { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true },
	});
	// Sources are put together when they are first asked for, and what was loaded before that is thrown away.
	const make = journey.page.getByRole("button", { name: "Make the key" }).first();
	for (let tries = 0; tries < 10 && !(await make.isVisible()); tries += 1) {
		await journey.page.waitForTimeout(5_000);
		if (!(await make.isVisible())) await journey.page.reload();
	}
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
