// The command against a chopsticks fork, which has none of our methods: the client asks by runtime API, answers the same, and sends.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { binary, start } from "./chain.mjs";
import { fork } from "./fork.mjs";

const command = join(dirname(binary), "lingnan");

/** Runs the command against a node. Resolves with its exit code and what it says. */
function lingnan(url, args) {
  const child = spawn(command, ["--url", url, "--quick", "--json", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (complained += chunk));
  return new Promise((resolve, reject) =>
    child.once("error", reject).once("close", (code) => resolve({ code, said, complained })),
  );
}

/** The same of what must be done: resolves with the answer. */
async function done(url, ...args) {
  const { code, said, complained } = await lingnan(url, args);
  assert.equal(code, 0, `lingnan ${args.join(" ")}: ${said}${complained}`);
  return JSON.parse(said);
}

let chain, copy, loan;
before(async () => {
  // The fork reads the state of its block for as long as it lives.
  chain = await start({ options: ["--port", "0", "--state-pruning", "archive"] });
  const { loans } = await done(chain.url, "demo");
  loan = await done(chain.url, "show", "loan", String(loans[0]));
  const best = (await chain.api.rpc.chain.getHeader()).number.toNumber();
  await new Promise((resolve) => chain.api.rpc.chain.subscribeFinalizedHeads(({ number }) => number.toNumber() >= best && resolve()));
  copy = await fork(chain.url);
});
after(async () => {
  await copy?.stop();
  await chain?.stop();
});

describe("the command asks a fork", { concurrency: 2, timeout: 600_000 }, () => {
  const questions = {
    "the products": () => ["show", "products"],
    "the institutions": () => ["show", "institutions"],
    "the indicators": () => ["show", "indicators"],
    "a firm": () => ["show", "enterprise", loan.enterprise],
    "firms by their name": () => ["list", "firms", "--name", "a"],
    "a firm's attestations": () => ["show", "attestations", loan.enterprise],
    "a firm's consents": () => ["show", "consents", loan.enterprise],
    "what fits a firm": () => ["product", "match", loan.enterprise, "--amount", "1,000,000", "--tenor", "12"],
    "what else might fit": () => ["product", "match", loan.enterprise, "--amount", "1,000,000", "--tenor", "12", "--all"],
    "a loan": () => ["show", "loan", String(loan.id)],
    "a loan's account": () => ["list", "payments", String(loan.id)],
    "a firm's loans": () => ["show", "loans", loan.enterprise],
    "a lender's repaid loans": () => ["list", "loans", "--repaid", "--institution", String(loan.institution)],
    "a rating": () => ["show", "rating", loan.enterprise],
    "the scorecards": () => ["show", "scorecards"],
    "what became of a scorecard's loans": () => ["list", "outcomes", "0"],
  };
  for (const [what, args] of Object.entries(questions)) {
    test(`and is answered as by the node: ${what}`, async () => {
      const [there, here] = [await done(chain.url, ...args()), await done(copy.url, ...args())];
      assert.ok(JSON.stringify(there).length > 50, JSON.stringify(there));
      assert.deepEqual(here, there);
    });
  }

  test("and is refused as by the node, in the same words", async () => {
    // Nobody knows this firm.
    const unknown = "CN:91440300708461136T";
    for (const args of [
      ["product", "match", unknown, "--amount", "1,000,000", "--tenor", "12"],
      ["list", "loans", "--institution", "999"],
    ]) {
      const [there, here] = [await lingnan(chain.url, args), await lingnan(copy.url, args)];
      assert.equal(there.code, 6, there.said);
      assert.deepEqual([here.code, here.said], [there.code, there.said]);
    }
  });
});

describe("the command sends to a fork", { timeout: 300_000 }, () => {
  const firm = () => ["--key", `//enterprise//${loan.enterprise}`];

  test("a call, which changes the fork and not the chain", async () => {
    const consents = async (url) => (await done(url, "show", "consents", loan.enterprise)).length;
    const before = await consents(copy.url);
    const give = ["consent", "give", loan.enterprise, "--institution", String(loan.institution), "--uses", "2", "--until", "2090-12-31"];
    const { events } = await done(copy.url, ...give, ...firm());
    assert.ok(events.some(({ pallet, event }) => pallet === "Consents" && event === "Given"), JSON.stringify(events));
    assert.equal(await consents(copy.url), before + 1);
    assert.equal(await consents(chain.url), before);
  });

  test("one after the other", async () => {
    const all = (await done(copy.url, "show", "consents", loan.enterprise)).at(-1);
    for (const [verb, standing] of [["pause", "Paused"], ["resume", "InForce"], ["revoke", "Revoked"]]) {
      await done(copy.url, "consent", verb, String(all.id), ...firm());
      assert.equal((await done(copy.url, "show", "consents", loan.enterprise)).at(-1).standing, standing);
    }
  });

  test("what it refuses, and is told by name", async () => {
    const { code, said } = await lingnan(copy.url, ["consent", "pause", "999999", ...firm()]);
    assert.deepEqual([code, JSON.parse(said).error.refusal.name], [5, "NotFound"], said);
  });
});

describe("the command governs on a fork", { timeout: 300_000 }, () => {
  const propose = (institution, ...more) =>
    lingnan(copy.url, ["govern", "propose", "Institutions.suspend", JSON.stringify({ institution }), "--key", "//agency//tax", ...more]);
  const motions = async () => (await done(copy.url, "govern", "show")).motions.map(({ motion }) => motion);

  test("and moves nothing on a track that does not take it", async () => {
    const { code, said } = await propose(7, "--track", "at-once");
    const { kind, message } = JSON.parse(said).error;
    assert.deepEqual([code, kind], [2, "usage"], said);
    assert.match(message, /at-once does not take Institutions\.suspend.*general and upgrade/);
    assert.deepEqual(await motions(), []);
  });

  test("and a third motion of one key is refused with the two that stand", async () => {
    for (const institution of [7, 8]) {
      const { code, said } = await propose(institution);
      assert.equal(code, 0, said);
    }
    const { code, said } = await propose(9);
    const { message, refusal } = JSON.parse(said).error ?? {};
    assert.deepEqual([code, refusal?.name], [5, "KeepsTooMuch"], said);
    const open = await motions();
    assert.equal(open.length, 2);
    for (const motion of open) assert.ok(message.includes(motion), message);
    assert.match(message, /institution 7[^]*institution 8/);
  });
});
