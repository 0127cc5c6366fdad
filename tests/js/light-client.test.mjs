// The light client smoldot, with nothing but the chain's specification and the address of one full node: it follows
// finality by checking GRANDPA's proofs itself, and reads a sealed attestation that it checks against the finalised state root.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as smoldot from "smoldot";
import { binary, freePort, start, submit } from "./chain.mjs";
import { run } from "./examples.mjs";
import { value } from "./points.mjs";

const FIRM = { Mainland: `0x${Buffer.from("91440300708461136T").toString("hex")}` };
const NODE_KEY = "1".padStart(64, "0");

let chain;
let light;
let client;
let spec;

before(async () => {
  const port = await freePort();
  const address = `/ip4/127.0.0.1/tcp/${port}/ws`;
  chain = await start({ options: ["--node-key", NODE_KEY, "--listen-addr", address] });
  // At genesis no time has been set yet.
  await new Promise((resolve) => chain.api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > 1 && resolve()));
  const peer = await chain.api.rpc.system.localPeerId();
  spec = JSON.parse(execFileSync(binary, ["build-spec", "--chain", "dev-quick", "--raw"], { maxBuffer: 1 << 28 }));
  spec.bootNodes = [`${address}/p2p/${peer}`];
  // Timers of nine minutes outlive the client and would keep this process.
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (...parts) => later(...parts).unref();
  client = smoldot.start({ maxLogLevel: 2 });
  light = await client.addChain({ chainSpec: JSON.stringify(spec) });
});

after(async () => {
  await client?.terminate();
  await chain?.stop();
});

/** Requests to the light client, and what follows them. */
class Follower {
  constructor(chain) {
    this.chain = chain;
    this.answers = new Map();
    this.events = [];
    this.wakeUp = () => {};
    this.next = 1;
    this.reading = this.read();
    this.reading.catch(() => {});
  }

  async read() {
    for await (const text of this.chain.jsonRpcResponses) {
      const { id, result, error, params } = JSON.parse(text);
      if (params) {
        this.events.push(params.result);
        this.wakeUp();
      } else {
        this.answers.get(id)(error ? Promise.reject(new Error(error.message)) : result);
      }
    }
  }

  ask(method, params) {
    const id = this.next++;
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    this.chain.sendJsonRpc(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return answer;
  }

  /** The first event from here on that is wanted. */
  async event(wanted) {
    for (;;) {
      while (this.events.length > 0) {
        const event = this.events.shift();
        if (wanted(event)) return event;
      }
      await new Promise((resolve) => (this.wakeUp = resolve));
    }
  }
}

/** A firm with a sealed attestation. Resolves with the number of the indicator. */
async function attest({ api, key, provider }) {
  await submit(
    api,
    api.tx.enterpriseRegistry.register({
      number: FIRM,
      legalName: "Lychee Electronics",
      industry: "C39",
      division: null,
      founded: 16000,
      registeredCapital: 100000000,
      capitalCurrency: "CNY",
      lei: null,
      acceptOuterCheckMismatch: false,
    }),
    key("//agency//market-regulation"),
  );
  const today = Math.floor((Number(await api.query.timestamp.now()) / 1000 + 8 * 3600) / 86400);
  const [{ items: agencies }, { items: indicators }] = await Promise.all(
    ["attestation_agencies", "attestation_indicators"].map((method) => provider.send(method, [])),
  );
  const tax = agencies.find(({ name }) => /Tax/.test(name)).id;
  const indicator = indicators.find((one) => one.owner === tax && one.class === "Figure");
  const evidence = `0x${"22".repeat(32)}`;
  const attestation = { enterprise: FIRM, indicator: indicator.id, value: value(indicator), periodEnd: today - 1, evidence };
  await submit(api, api.tx.attestations.attestMany([attestation]), key("//agency//tax"));
  return indicator.id;
}

test("it follows finality and reads a sealed attestation with its proof", { timeout: 240_000 }, async () => {
  const indicator = await attest(chain);
  const { api } = chain;
  const stored = (await api.query.attestations.latest(FIRM, indicator)).toHex();
  const key = api.query.attestations.latest.key(FIRM, indicator);
  const attested = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

  const follower = new Follower(light);
  const subscription = await follower.ask("chainHead_v1_follow", [false]);
  await follower.event(({ event }) => event === "initialized");
  let hash;
  for (;;) {
    const { finalizedBlockHashes } = await follower.event(({ event }) => event === "finalized");
    hash = finalizedBlockHashes.at(-1);
    const header = api.registry.createType("Header", await follower.ask("chainHead_v1_header", [subscription, hash]));
    // Past the attestation: what is final here is final at the full node.
    if (header.number.toNumber() > attested) {
      assert.equal((await api.rpc.chain.getBlockHash(header.number)).toHex(), hash);
      break;
    }
  }

  const { result, operationId } = await follower.ask("chainHead_v1_storage", [
    subscription,
    hash,
    [{ key, type: "value" }],
    null,
  ]);
  assert.equal(result, "started");
  const { items } = await follower.event(
    (event) => event.operationId === operationId && event.event === "operationStorageItems",
  );
  assert.equal(items[0].value, stored, "the commitments, checked against the state root of a finalised block");
});

test("the example of docs/clients.md runs as it stands there", { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "lingnan-spec-"));
  const file = join(folder, "lingnan.json");
  await writeFile(file, JSON.stringify(spec));
  try {
    assert.match(await run("smoldot", chain.url, { "lingnan.json": file }), /Bank/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
