// A development chain for a test file: a node of its own, or the one at LINGNAN_NODE_URL.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeNames } from "../../locale/names.mjs";
import { freePort } from "./ports.ts";

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache", "lingnan", "target");
const NODE = process.env.LINGNAN_NODE ?? join(target, "debug", "lingnan-node");
const COMMAND = process.env.LINGNAN_COMMAND ?? join(target, "debug", "lingnan");
const NODE_KEY = "1".padStart(64, "0");

export interface Chain {
	/** `ws://127.0.0.1:PORT`. */
	url: string;
	/** A folder with network.json and, for a node of its own, the specification for the light client. */
	files: string;
	rpc<T = unknown>(method: string, params?: unknown[]): Promise<T>;
	/** The command `lingnan`, signed by a development key: `chain.command(["show", "products"])`. Its standard output. */
	command(args: string[], key?: string): Promise<string>;
	/** Writes network.json anew, with these changes. */
	network(changes: Record<string, unknown>): Promise<void>;
	stop(): Promise<void>;
}

/** `place`: `dev-quick` (Guangdong), `hong-kong-local-1-quick`, … Blocks come every half second. */
export async function startChain({ chain = "dev-quick", light = true }: { chain?: string; light?: boolean } = {}): Promise<Chain> {
	const given = process.env.LINGNAN_NODE_URL;
	const files = await mkdtemp(join(tmpdir(), "lingnan-portal-"));
	const node = given ? undefined : await startNode(chain, files);
	const url = given ?? node!.url;
	const http = url.replace(/^ws/, "http");

	async function rpc<T>(method: string, params: unknown[] = []): Promise<T> {
		const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
		const answer = await fetch(http, { method: "POST", headers: { "content-type": "application/json" }, body });
		const { result, error } = (await answer.json()) as { result: T; error?: { message: string } };
		if (error) throw new Error(`${method}: ${error.message}`);
		return result;
	}

	await node?.until(rpc);
	const contents: Record<string, unknown> = {
		name: "dev",
		place: chain.startsWith("hong-kong") ? "HongKong" : chain.startsWith("macao") ? "Macao" : "Guangdong",
		nodes: [url],
		genesis: await rpc("chain_getBlockHash", [0]),
		rehearsal: true,
	};
	if (node && light) {
		const specification = JSON.parse(await specificationOf(chain));
		specification.bootNodes = [`${node.address}/p2p/${await rpc("system_localPeerId")}`];
		await writeFile(join(files, "chain-spec.json"), JSON.stringify(specification));
		contents.chainSpec = "chain-spec.json";
	}
	const network = async (changes: Record<string, unknown>) => {
		Object.assign(contents, changes);
		await writeFile(join(files, "network.json"), JSON.stringify(contents));
	};
	writeNames(chain.startsWith("hong-kong") ? "hong-kong" : chain.startsWith("macao") ? "macao" : "guangdong", files);
	await network({ names: "names.json" });

	return {
		url,
		files,
		rpc,
		network,
		async command(args, key) {
			const options = ["--url", url, ...(key ? ["--key", key] : [])];
			try {
				return (await promisify(execFile)(COMMAND, [...options, ...args], { maxBuffer: 1 << 26, env: { ...process.env, LINGNAN_DEMO_FILES: join(files, "people") } })).stdout;
			} catch (error) {
				const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
				throw new Error(`lingnan ${args.join(" ")}\n${stdout}${stderr}`);
			}
		},
		async stop() {
			await node?.stop();
			await rm(files, { recursive: true, force: true });
		},
	};
}

/** An unoptimised node needs ten seconds to write it: once for each program that was built. */
async function specificationOf(chain: string): Promise<string> {
	const { size, mtimeMs } = await stat(NODE);
	const file = join(tmpdir(), `lingnan-portal-${chain}-${size}-${Math.floor(mtimeMs)}.json`);
	try {
		return await readFile(file, "utf8");
	} catch {
		const { stdout } = await promisify(execFile)(NODE, ["build-spec", "--chain", chain, "--raw"], { maxBuffer: 1 << 28 });
		await writeFile(`${file}.${process.pid}`, stdout);
		await rename(`${file}.${process.pid}`, file);
		return stdout;
	}
}

async function startNode(chain: string, files: string) {
	const [port, peers] = [await freePort(), await freePort()];
	const address = `/ip4/127.0.0.1/tcp/${peers}/ws`;
	const which = chain.startsWith("dev") ? ["--dev", "--chain", chain] : ["--chain", chain, "--alice", "--validator", "--force-authoring"];
	const child = spawn(
		NODE,
		[...which, "--base-path", join(files, "node"), "--rpc-port", String(port), "--rpc-cors", "all", "--listen-addr", address, "--node-key", NODE_KEY, "--no-prometheus", "--no-telemetry"],
		{ stdio: ["ignore", "ignore", "pipe"], env: { LINGNAN_COMPILED: join(target, "compiled"), ...process.env } },
	);
	let words = "";
	child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
	const ended = new Promise<void>((done) => child.once("exit", () => done()));
	return {
		url: `ws://127.0.0.1:${port}`,
		address,
		/** At genesis no time has been set yet: until a block is final. */
		async until(rpc: <T>(method: string, params?: unknown[]) => Promise<T>) {
			for (;;) {
				if (child.exitCode !== null) throw new Error(`the node stopped: ${words}`);
				const head = await rpc<string>("chain_getFinalizedHead").catch(() => undefined);
				const header = head && (await rpc<{ number: string }>("chain_getHeader", [head]).catch(() => undefined));
				if (header && Number(header.number) > 0) return;
				await new Promise((done) => setTimeout(done, 100));
			}
		},
		async stop() {
			if (child.exitCode === null) child.kill("SIGINT");
			await ended;
		},
	};
}
