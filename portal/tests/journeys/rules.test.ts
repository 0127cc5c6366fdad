// The rules in a real browser: the worker and the wasm load under the page's own policy, and answer as Rust does.

import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "vite";
import { headers } from "../../headers.ts";
import { begin, closeBrowser } from "../support/journey.ts";
import { freePort } from "../support/ports.ts";
import { PORTAL } from "../support/site.ts";

interface Case {
	name: string;
	case: string;
	arguments: string;
	answer: string;
}
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(join(PORTAL, "wasm/vectors.json"), "utf8"));
const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "lingnan-rules-"));
	await build({
		root: join(PORTAL, "tests/rules"),
		configFile: false,
		logLevel: "warn",
		worker: { format: "es" },
		build: { outDir: folder, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
	});
	server = createServer((request, response) => {
		const place = join(folder, request.url === "/" ? "index.html" : request.url!);
		for (const [name, value] of Object.entries(headers({ nodes: [] }))) response.setHeader(name, value);
		if (!existsSync(place)) return void response.writeHead(404).end();
		response.setHeader("Content-Type", TYPES[extname(place)] ?? "application/octet-stream");
		createReadStream(place).pipe(response);
	});
	const port = await freePort();
	await new Promise<void>((done) => server.listen(port, () => done()));
	url = `http://localhost:${port}/`;
});

afterAll(async () => {
	await closeBrowser();
	server?.close();
	rmSync(folder, { recursive: true, force: true });
});

it("answers as Rust does, under the page's policy and Trusted Types", async () => {
	const journey = await begin(url);
	const answers = await journey.page.evaluate(async (cases) => {
		const { rule } = globalThis as unknown as { rule(name: string, args: string): Promise<string> };
		const answers: string[] = [];
		for (const one of cases) answers.push(await rule(one.name, one.arguments));
		return answers;
	}, cases);
	for (const [place, one] of cases.entries()) expect(answers[place], `${one.name}, ${one.case}`).toBe(one.answer);
	// The icon that browsers ask for by themselves is not there.
	expect(journey.errors.filter((text) => !text.includes("404"))).toEqual([]);
	expect(journey.sent.filter(({ to }) => !to.startsWith(url)), "nothing leaves the browser").toEqual([]);
	const wasm = journey.sent.filter(({ to }) => to.endsWith(".wasm"));
	expect(wasm, "the rules are fetched once").toHaveLength(1);
	await journey.end();
});
