// A development chain of its own for a test file, and polkadot-js connected to it.

import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import { rpc, types } from "@lingnan/api-definitions";

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache", "lingnan", "target");
export const binary = process.env.LINGNAN_NODE ?? join(target, "debug", "lingnan-node");

// Below the ports that the system gives away by itself.
const [FIRST_PORT, PORTS] = [20_000, 12_000];
let offset = process.pid * 16;

/** A TCP port that nobody listens on and that no other test gets while this process runs: the UDP port of the same number is
 * held, as tests/support does for the tests in Rust. */
export async function freePort() {
  for (let tries = 0; tries < PORTS; tries += 1) {
    const port = FIRST_PORT + (offset++ % PORTS);
    const claim = createSocket("udp4").unref();
    const claimed = await listens(claim, (socket, done) => socket.bind(port, "127.0.0.1", done));
    if (!claimed) continue;
    const server = createServer();
    if (await listens(server, (socket, done) => socket.listen(port, "127.0.0.1", done))) {
      await new Promise((done) => server.close(done));
      return port;
    }
    claim.close();
  }
  throw new Error(`none of ${PORTS} ports from ${FIRST_PORT} on is free`);
}

function listens(socket, open) {
  return new Promise((done) => {
    socket.once("error", () => done(false));
    open(socket, () => done(true));
  });
}

/** Starts a node on the development chain, or on the network of a directory that Alice validates, with these options besides
 * the usual ones; connects, and returns the connection with a way to stop both. */
export async function start({ network, options = ["--port", "0"] } = {}) {
  const port = await freePort();
  const base = await mkdtemp(join(tmpdir(), "lingnan-js-"));
  const which = network ? ["--chain", network, "--alice", "--validator", "--force-authoring", "--unsafe-force-node-key-generation"] : ["--dev", "--chain", "dev-quick"];
  const node = spawn(
    binary,
    [...which, "--base-path", base, "--rpc-port", String(port), "--no-prometheus", "--no-telemetry", ...options],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let words = "";
  node.stderr.on("data", (chunk) => (words = (words + chunk).slice(-4000)));
  const died = new Promise((_, reject) =>
    node.once("exit", (code) => reject(new Error(`the node stopped with ${code}: ${words}`))),
  );
  died.catch(() => {});

  const warnings = [];
  const warn = console.warn;
  console.warn = (...parts) => warnings.push(parts.join(" "));
  const url = `ws://127.0.0.1:${port}`;
  const provider = new WsProvider(url, 500);
  const api = await Promise.race([ApiPromise.create({ provider, rpc, types, noInitWarn: false }), died]);
  console.warn = warn;

  const keyring = new Keyring({ type: "sr25519" });
  return {
    api,
    warnings,
    provider,
    url,
    key: (uri) => keyring.addFromUri(uri),
    async stop() {
      await api.disconnect();
      node.kill("SIGINT");
      await new Promise((resolve) => (node.exitCode === null ? node.once("exit", resolve) : resolve()));
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** Signs, sends and waits for finality. Resolves with the events, or rejects with pallet and error by name. */
export function submit(api, call, signer) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(signer, ({ status, events, dispatchError }) => {
        if (dispatchError?.isModule) {
          const { section, name, docs } = api.registry.findMetaError(dispatchError.asModule);
          reject(Object.assign(new Error(`${section}.${name}`), { docs }));
        } else if (dispatchError) {
          reject(new Error(dispatchError.toString()));
        } else if (status.isFinalized) {
          resolve(events.map(({ event }) => event));
        }
      })
      .catch(reject);
  });
}
