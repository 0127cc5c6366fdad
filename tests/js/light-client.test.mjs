// The light client smoldot, with nothing but the chain's specification and the address of one full node: it follows
// finality by checking GRANDPA's proofs itself, and reads a rating that it checks against the finalised state root.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as smoldot from "smoldot";
import { binary, freePort, start, submit } from "./chain.mjs";
import { run } from "./examples.mjs";

const FIRM = { Mainland: `0x${Buffer.from("91440300708461136T").toString("hex")}` };
const AGENCIES = JSON.parse(readFileSync(new URL("../../chain-spec/guangdong/agencies.json", import.meta.url)));
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

/** A firm with attestations of all indicators that the scorecard reads, rated. */
async function rate({ api, key, provider }) {
  const registrar = key("//agency//market-regulation");
  const owner = key("//enterprise//light");
  const batch = (calls, signer) => submit(api, api.tx.utility.batchAll(calls), signer);
  await batch(
    [
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
      api.tx.enterpriseRegistry.offerControl(FIRM, owner.address),
    ],
    registrar,
  );
  await submit(api, api.tx.enterpriseRegistry.acceptControl(FIRM), owner);
  const today = Math.floor((Number(await api.query.timestamp.now()) / 1000 + 8 * 3600) / 86400);
  const { items: indicators } = await provider.send("attestation_indicators", []);
  const attestations = new Map();
  for (const indicator of indicators.filter(({ visibility }) => visibility === "Open")) {
    attestations.set(indicator.owner, [...(attestations.get(indicator.owner) ?? []), indicator]);
  }
  await Promise.all(
    [...attestations].map(([agency, indicators]) =>
      submit(
        api,
        api.tx.attestations.attestMany(
          indicators.map((indicator) => ({
            enterprise: FIRM,
            indicator: indicator.id,
            value: { Open: indicator.edges[0] },
            periodEnd: today - 1,
            evidence: `0x${"22".repeat(32)}`,
          })),
        ),
        key(`//agency//${AGENCIES[agency].code}`),
      ),
    ),
  );
  await submit(api, api.tx.creditScoring.rate(FIRM), owner);
}

test("it follows finality and reads a rating with its proof", { timeout: 240_000 }, async () => {
  await rate(chain);
  const { api } = chain;
  const stored = (await api.query.creditScoring.ratings(FIRM)).toHex();
  const key = api.query.creditScoring.ratings.key(FIRM);
  const rated = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();

  const follower = new Follower(light);
  const subscription = await follower.ask("chainHead_v1_follow", [false]);
  await follower.event(({ event }) => event === "initialized");
  let hash;
  for (;;) {
    const { finalizedBlockHashes } = await follower.event(({ event }) => event === "finalized");
    hash = finalizedBlockHashes.at(-1);
    const header = api.registry.createType("Header", await follower.ask("chainHead_v1_header", [subscription, hash]));
    // Past the rating: what is final here is final at the full node.
    if (header.number.toNumber() > rated) {
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
  assert.equal(items[0].value, stored, "the rating, checked against the state root of a finalised block");
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
