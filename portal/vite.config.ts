import react from "@vitejs/plugin-react";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { fonts } from "./fonts/fonts.mjs";
import { words } from "./locale/vite-plugin.mjs";
import { type Addresses, headers, peerAddress } from "./headers.ts";

/** The files of a network: network.json, and the specification that it names. LINGNAN_NETWORK is a folder with those of a chain
 * that runs now (scripts/run and the tests write one); without it they lie in public/. */
const files = process.env.LINGNAN_NETWORK ?? join(import.meta.dirname, "public");

function addresses(): Addresses {
	const read = (name: string) => JSON.parse(readFileSync(join(files, name), "utf8"));
	if (!existsSync(join(files, "network.json"))) return { nodes: [] };
	const network = read("network.json");
	const specification = network.chainSpec && join(files, network.chainSpec);
	const peers = specification && existsSync(specification) ? read(network.chainSpec).bootNodes : [];
	return { ...network, peers: peers.map(peerAddress).filter(Boolean) };
}

/** A page that is served without headers has the policy all the same, as far as a page can say it. Which addresses it speaks
 * with depends on network.json, which a build does not know; the headers name them. */
const policyInPage = (): Plugin => ({
	name: "policy-in-page",
	apply: "build",
	transformIndexHtml: () => [
		{
			tag: "meta",
			injectTo: "head-prepend",
			attrs: {
				"http-equiv": "Content-Security-Policy",
				content: headers({ nodes: [] })
					["Content-Security-Policy"]!.replace("connect-src 'self'", "connect-src 'self' ws: wss: https: http://localhost:*")
					.replace("; frame-ancestors 'none'", ""), // a page cannot say this one
			},
		},
	],
});

/** Serves the network's files beside the built page, and says with each answer what the servers of scripts/operations say. */
const asServed = (): Plugin => ({
	name: "as-served",
	configurePreviewServer(server) {
		server.middlewares.use((request, response, next) => {
			for (const [name, value] of Object.entries(headers(addresses()))) response.setHeader(name, value);
			const name = request.url?.split("?")[0]?.slice(1) ?? "";
			const file = join(files, name);
			if (!/^[\w-]+\.json$/.test(name) || !existsSync(file)) return next();
			response.setHeader("Content-Type", "application/json");
			// Kept, and asked after each time: the specification has megabytes.
			const { size, mtimeMs } = statSync(file);
			const mark = `W/"${size}-${mtimeMs}"`;
			response.setHeader("Cache-Control", "no-cache");
			response.setHeader("ETag", mark);
			if (request.headers["if-none-match"] === mark) {
				response.statusCode = 304;
				response.end();
			} else response.end(readFileSync(file));
		});
	},
});

/** One hash over the whole folder, for the release's page and for the foot of each screen: whoever serves the folder can compare.
 * Left out are what each network has of its own and the build's notes for the budget. */
const release = (): Plugin => {
	let folder = "";
	return {
		name: "release",
		apply: "build",
		configResolved: ({ root, build }) => {
			folder = join(root, build.outDir);
		},
		closeBundle() {
			const own = new Set(["network.json", "chain-spec.json", "names.json", "release.json", "files.json"]);
			const names = readdirSync(folder, { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
				.filter((name) => !own.has(name))
				.sort();
			const whole = createHash("sha256");
			for (const name of names) whole.update(`${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")}  ${name}\n`);
			writeFileSync(join(folder, "release.json"), JSON.stringify({ sha256: whole.digest("hex") }));
		},
	};
};

export default defineConfig({
	plugins: [words(), fonts(), react(), policyInPage(), asServed(), release()],
	server: { host: "localhost", port: 4173, strictPort: true },
	preview: { host: "localhost" },
	worker: { format: "es" },
	build: {
		target: "es2022",
		assetsInlineLimit: 0, // what is inlined would need `data:` in the policy
		modulePreload: { polyfill: false },
		manifest: "files.json", // tests/budget.mjs reads from it what a screen loads
		rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: { groups: [{ name: "react", test: /node_modules\/(react|react-dom|react-router|scheduler|@tanstack)\// }] } } },
	},
	test: {
		maxWorkers: 2, // each journey has a browser and a node beside it
		projects: [
			{ extends: true, test: { name: "unit", include: ["src/**/*.test.{ts,tsx}", "tests/*.test.ts"], testTimeout: 60_000 } },
			{
				extends: true,
				test: {
					name: "journeys",
					include: ["tests/journeys/**/*.test.ts"],
					globalSetup: ["tests/setup.ts"],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					retry: 1, // a busy machine; the report names what was tried again
				},
			},
		],
	},
} as import("vitest/config").ViteUserConfig);
