import react from "@vitejs/plugin-react";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { type Addresses, headers, peerAddress } from "./headers.ts";

/** The addresses of the folder that is served. */
function addresses(folder: string): Addresses {
	const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
	if (!existsSync(join(folder, "network.json"))) return { nodes: [] };
	const network = read("network.json");
	const specification = network.chainSpec && join(folder, network.chainSpec);
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
					["Content-Security-Policy"]!.replace("connect-src 'self'", "connect-src 'self' ws: wss: https:")
					.replace("; frame-ancestors 'none'", ""), // a page cannot say this one
			},
		},
	],
});

/** The policy is that of the folder as it is when it is asked for: scripts/run and the tests write network.json after the build. */
const policyOfPreview = (): Plugin => ({
	name: "policy-of-preview",
	configurePreviewServer(server) {
		server.middlewares.use((_request, response, next) => {
			const folder = join(server.config.root, server.config.build.outDir);
			for (const [name, value] of Object.entries(headers(addresses(folder)))) response.setHeader(name, value);
			next();
		});
	},
});

export default defineConfig({
	plugins: [react(), policyInPage(), policyOfPreview()],
	server: { host: "localhost", port: 4173, strictPort: true },
	preview: { host: "localhost" },
	worker: { format: "es" },
	build: {
		target: "es2022",
		assetsInlineLimit: 0, // what is inlined would need `data:` in the policy
		modulePreload: { polyfill: false },
		rolldownOptions: { output: { codeSplitting: { groups: [{ name: "react", test: /node_modules\/(react|react-dom|react-router|scheduler|@tanstack)\// }] } } },
	},
	test: {
		projects: [
			{ extends: true, test: { name: "unit", include: ["src/**/*.test.{ts,tsx}", "tests/*.test.ts"] } },
			{
				extends: true,
				test: {
					name: "journeys",
					include: ["tests/journeys/**/*.test.ts"],
					globalSetup: ["tests/setup.ts"],
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
} as import("vitest/config").ViteUserConfig);
