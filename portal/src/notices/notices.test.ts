import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { getPublicKey, secretFromSeed, sign as signSr25519, verify } from "@scure/sr25519";
import { afterEach, expect, test, vi } from "vitest";
import { fromBase64url, toBase64url } from "./push";
import { ask, KINDS, Refused, signedBytes } from "./service";

const SERVICE = "https://notices.example";
const BLOCK = `0x${"07".repeat(32)}` as const;
const INFO = { node: "12D3KooWTest", finalised: { number: 7, hash: BLOCK }, ways: ["mail"], pushKey: null, kinds: {} };
const secret = secretFromSeed(new Uint8Array(32).fill(5));
const signer = {
	account: "5F",
	publicKey: getPublicKey(secret) as Uint8Array<ArrayBuffer>,
	sign: (payload: Uint8Array) => Promise.resolve(signSr25519(secret, payload) as Uint8Array<ArrayBuffer>),
};

afterEach(() => vi.unstubAllGlobals());

/** A service that answers so, and what it was asked. */
function service(...answers: unknown[]): { asked: { method: string; params: never }[] } {
	const asked: { method: string; params: never }[] = [];
	vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
		asked.push(JSON.parse(body) as never);
		const answer = answers.shift();
		return answer === undefined ? Promise.reject(new TypeError("offline")) : Promise.resolve(new Response(JSON.stringify(answer)));
	});
	return { asked };
}

test("the kinds are those of the service", () => {
	const source = readFileSync(join(import.meta.dirname, "../../../gateway/notices/src/kind.rs"), "utf8");
	const said = [...source.matchAll(/^\t\w+\("(\w+)", (\w+), "([^"]+)"\),$/gm)].map(([, kind, audience, path]) => ({ kind, audience, path }));
	for (const [audience, kinds] of Object.entries(KINDS)) {
		expect(said.filter((one) => one.audience?.toLowerCase() === audience).map(({ kind }) => kind)).toEqual(kinds);
	}
	// Each leads to a screen that there is.
	const areas = readFileSync(join(import.meta.dirname, "../app/App.tsx"), "utf8");
	for (const { path } of said) {
		const [, area, screen] = path!.split("/");
		if (area) expect(areas).toContain(`${area}: area(`);
		if (screen) expect(readFileSync(join(import.meta.dirname, `../${area}/index.tsx`), "utf8")).toContain(`{ path: "${screen}",`);
	}
});

test("what is signed is what is sent, in the gateway's form", async () => {
	const { asked } = service({ result: INFO }, { result: { subscriptions: [] } });
	expect(await ask(SERVICE, signer, { Institution: 3 }, "notices_list", [])).toEqual({ subscriptions: [] });
	const [{ query, signature, scheme }] = asked[1]!.params as [{ query: string; signature: string; scheme: string }];
	const { nonce, ...read } = JSON.parse(query) as { nonce: string };
	expect(read).toEqual({ as: { Institution: 3 }, method: "notices_list", params: [], node: INFO.node, block: BLOCK });
	expect(nonce).toMatch(/^0x[0-9a-f]{32}$/);
	expect(Object.keys(JSON.parse(query) as object)).toEqual(["as", "method", "params", "node", "block", "nonce"]);
	expect(scheme).toBe("sr25519");
	const bytes = Uint8Array.from(signature.slice(2).match(/../g)!, (digits) => Number.parseInt(digits, 16));
	expect(new TextDecoder().decode(signedBytes(query))).toBe(`<Bytes>lingnan query 1 ${query}</Bytes>`);
	expect(verify(signedBytes(query), bytes, signer.publicKey)).toBe(true);
	expect(verify(signedBytes(query.replace("list", "l1st")), bytes, signer.publicKey)).toBe(false);
});

test("a refusal keeps its name", async () => {
	const refusal = (data: string) => [{ result: INFO }, { error: { code: 1, message: "", data } }];
	service(...refusal("WrongCode"));
	await expect(ask(SERVICE, signer, { Agency: 1 }, "notices_confirm", ["a", "1"])).rejects.toEqual(new Refused("WrongCode"));
	service(...refusal("TooOld"));
	await expect(ask(SERVICE, signer, { Agency: 1 }, "notices_list", [])).rejects.toMatchObject({ kind: "gateway", name: "TooOld" });
	service();
	await expect(ask(SERVICE, signer, { Agency: 1 }, "notices_list", [])).rejects.toMatchObject({ reason: { kind: "network", name: "Unreachable" } });
});

test("keys of browsers are written in base64url", () => {
	const bytes = Uint8Array.from({ length: 65 }, (_, place) => place * 7);
	expect(fromBase64url(toBase64url(bytes.buffer))).toEqual(bytes);
	expect(toBase64url(Uint8Array.of(251, 255, 254).buffer)).toBe("-__-");
});

/** The worker as a browser runs it: what it shows for a message, and where a click on that leads. */
async function shown(message: unknown): Promise<{ title: string; options: { body: string; tag: string; data: { path: string } }; opened?: string }> {
	const listeners: Record<string, (event: unknown) => void> = {};
	const said: Awaited<ReturnType<typeof shown>>[] = [];
	const opened: string[] = [];
	const self = {
		addEventListener: (name: string, act: (event: unknown) => void) => (listeners[name] = act),
		registration: { showNotification: (title: string, options: never) => (said.push({ title, options }), Promise.resolve()) },
		clients: { openWindow: (address: string) => (opened.push(address), Promise.resolve()) },
		location: { origin: "https://portal.example" },
	};
	runInNewContext(readFileSync(join(import.meta.dirname, "../../public/notices-worker.js"), "utf8"), { self, URL });
	const waited: unknown[] = [];
	const waitUntil = (work: unknown) => waited.push(work);
	listeners.push!({ data: { json: () => JSON.parse(String(message)) as unknown }, waitUntil });
	await Promise.all(waited);
	expect(said).toHaveLength(1);
	const [one] = said as [(typeof said)[0]];
	listeners.notificationclick!({ notification: { data: one.options.data, close: () => undefined }, waitUntil });
	return { ...one, opened: opened[0] };
}

test("the worker shows a notice and leads into the portal", async () => {
	const message = { id: "ab", type: "offerArrived", title: "Lingnan", body: "An offer has arrived.", path: "/firm/applications", language: "en" };
	const one = await shown(JSON.stringify(message));
	expect(one).toMatchObject({ title: "Lingnan", options: { body: "An offer has arrived.", tag: "ab" }, opened: "https://portal.example/firm/applications" });
});

test("whatever comes, the worker leads nowhere else", async () => {
	const message = (more: object) => JSON.stringify({ id: "ab", title: "x", body: "y", path: "/", language: "en", ...more });
	for (const bad of ["", "null", "[]", "no JSON", message({ path: "//evil.example" }), message({ path: "https://evil.example" }), message({ path: "/\\evil.example" }), message({ body: "z".repeat(400) }), message({ title: 7 })]) {
		const one = await shown(bad);
		expect(one.title, bad).toBe("Lingnan");
		expect(one.opened, bad).toBe("https://portal.example/");
	}
	expect((await shown(message({ path: "//" }))).opened).toBe("https://portal.example/");
});
