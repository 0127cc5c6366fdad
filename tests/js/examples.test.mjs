// The examples of docs/clients.md.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { start } from "./chain.mjs";
import { names, run } from "./examples.mjs";

let chain;
before(async () => {
  chain = await start();
  // At genesis no time has been set yet.
  await new Promise((resolve) => chain.api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > 1 && resolve()));
});
after(() => chain?.stop());

const SAYS = {
  "polkadot-js": /\S/,
  "polkadot-api": /^true 荔枝电子$/m,
  dedot: /^荔枝电子$/m,
  chopsticks: /Bank/,
  hardware: /^$/,
  "hardware-papi": /^true$/m,
};
/** Signs by the keys of others, so it comes after them: two programs that sign by one key at once ask for the same nonce. */
const LATER = { multisig: /^5\w+ Ok$/m };

/** A test of each example. */
function each(examples) {
  for (const [name, words] of Object.entries(examples)) {
    test(name, async () => {
      // On a busy machine polkadot-api now and then looks at a transaction of its own again after the block that took it.
      const said = await run(name, chain.url).catch((error) => {
        if (!/"Stale"/.test(error.message)) throw error;
        return run(name, chain.url);
      });
      assert.match(said, words);
    });
  }
}

describe("the examples", { concurrency: 2 }, () => each(SAYS));

describe("the examples that share keys", () => {
  each(LATER);

  test("none is left out", async () => {
    // smoldot's needs a node for light clients: light-client.test.mjs
    assert.deepEqual((await names("js")).sort(), ["smoldot", ...Object.keys({ ...SAYS, ...LATER })].sort());
    assert.deepEqual(await names("python"), ["substrate-interface"]);
    assert.deepEqual(await names("rust"), ["subxt"]);
  });
});
