// A member's gateway before the node of a test.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { validatorsOf } from "../../validators.mjs";
import { type Chain, COMMAND } from "./chain.ts";
import { freePort } from "./ports.ts";

export interface Gateway {
	/** `http://localhost:PORT`. */
	url: string;
	stop(): Promise<void>;
}

/** The page is told of the gateway alone: no node is in network.json. */
export async function startGateway(chain: Chain): Promise<Gateway> {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const child = spawn(COMMAND, ["gateway", "serve", "--url", chain.url, "--listen", `127.0.0.1:${port}`, "--boxes", join(chain.files, "boxes"), "--audit", join(chain.files, "audit.log")], { stdio: ["ignore", "ignore", "pipe"] });
	let words = "";
	child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
	const ended = new Promise<void>((done) => child.once("exit", () => done()));
	for (;;) {
		if (child.exitCode !== null) throw new Error(`the gateway stopped: ${words}`);
		if (await fetch(url).then((answer) => answer.ok, () => false)) break;
		await new Promise((done) => setTimeout(done, 100));
	}
	await chain.network({ nodes: [], gateways: [url], validators: await validatorsOf(chain.rpc), chainSpec: undefined });
	return {
		url,
		async stop() {
			if (child.exitCode === null) child.kill("SIGINT");
			await ended;
		},
	};
}
