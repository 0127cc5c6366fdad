import { spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "./ports.ts";

export const PORTAL = join(import.meta.dirname, "..", "..");

export interface Site {
	/** `http://localhost:PORT`: passkeys want a name. */
	url: string;
	stop(): Promise<void>;
}

/** Serves the built page by `vite preview`, with the network's files of a folder, under the headers that it has everywhere. */
export async function serve(files: string): Promise<Site> {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const child = spawn(process.execPath, [join(PORTAL, "node_modules/vite/bin/vite.js"), "preview", "--port", String(port), "--strictPort", "--bypass-lock"], {
		cwd: PORTAL,
		stdio: "ignore",
		env: { ...process.env, NODE_ENV: "production", LINGNAN_NETWORK: files },
	});
	const ended = new Promise<void>((done) => child.once("exit", () => done()));
	for (;;) {
		if (child.exitCode !== null) throw new Error("vite preview does not start");
		if (await fetch(url).then((answer) => answer.ok, () => false)) break;
		await new Promise((done) => setTimeout(done, 50));
	}
	return {
		url,
		async stop() {
			child.kill();
			await ended;
		},
	};
}
