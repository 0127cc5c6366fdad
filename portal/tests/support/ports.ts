import { createSocket } from "node:dgram";
import { createServer } from "node:net";

// Below the ports that the system gives away by itself.
const [FIRST, COUNT] = [20_000, 12_000];
let offset = process.pid * 16;

/** A TCP port that nobody listens on and that no other test gets while this process runs: the UDP port of the same number is held,
 * as in tests/support and tests/js. */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < COUNT; tries += 1) {
		const port = FIRST + (offset++ % COUNT);
		const claim = createSocket("udp4").unref();
		const claimed = await new Promise<boolean>((done) => {
			claim.once("error", () => done(false));
			claim.bind(port, "127.0.0.1", () => done(true));
		});
		if (!claimed) continue;
		const server = createServer();
		const free = await new Promise<boolean>((done) => {
			server.once("error", () => done(false));
			server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
		});
		if (free) return port;
		claim.close();
	}
	throw new Error(`none of ${COUNT} ports from ${FIRST} on is free`);
}
