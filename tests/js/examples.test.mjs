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

describe("the examples", { concurrency: 2 }, () => {
  const says = {
    "polkadot-js": /\S/,
    "polkadot-api": /^true 荔枝电子$/m,
    dedot: /^荔枝电子$/m,
    chopsticks: /Bank/,
    hardware: /^$/,
    "hardware-papi": /^true$/m,
    multisig: /^5\w+ Ok$/m,
  };
  for (const [name, words] of Object.entries(says)) {
    test(name, async () => {
      // On a busy machine polkadot-api now and then looks at a transaction of its own again after the block that took it.
      const said = await run(name, chain.url).catch((error) => {
        if (!/"Stale"/.test(error.message)) throw error;
        return run(name, chain.url);
      });
      assert.match(said, words);
    });
  }

  test("none is left out", async () => {
    // smoldot's needs a node for light clients: light-client.test.mjs
    assert.deepEqual((await names("js")).sort(), [...Object.keys(says), "smoldot"].sort());
    assert.deepEqual(await names("python"), ["substrate-interface"]);
    assert.deepEqual(await names("rust"), ["subxt"]);
  });
});
