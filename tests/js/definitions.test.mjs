// The definitions for polkadot-js in clients/polkadot-js against the node's own list and against its manual.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { rpc, types } from "@lingnan/api-definitions";
import { start } from "./chain.mjs";
import { declarations } from "./declarations.mjs";

const FIRM = "CN:91440300708461136T";
const HERE = new URL("../../clients/polkadot-js/", import.meta.url);
const MANUAL = new URL("../../node/README.md", import.meta.url);

let chain;
before(async () => {
  chain = await start();
});
after(() => chain?.stop());

const defined = () =>
  Object.entries(rpc).flatMap(([section, methods]) =>
    Object.entries(methods).map(([name, definition]) => ({ section, name, method: `${section}_${name}`, ...definition })),
  );
const isSubscription = ({ pubsub }) => pubsub !== undefined;
const camel = (words) => words.trim().replace(/ (\w)/g, (_, letter) => letter.toUpperCase());

/** The rows of the manual's table of methods: name, parameters, whether the answer comes by the page. */
async function manual() {
  const rows = (await readFile(MANUAL, "utf8")).matchAll(/^\| `(\w+_\w+)` \|([^|]*)\|([^|]*)\|$/gm);
  return [...rows]
    .filter(([, method]) => !method.startsWith("lingnan_")) // figures of the Prometheus port
    .map(([, method, params, answer]) => ({ method, params: params.split(",").map(camel).filter(Boolean), page: /^ page\b/.test(answer) }));
}

describe("the definitions", () => {
  test("are the methods that this node has beyond the SDK's, all of them and no other", async () => {
    const { methods } = (await chain.api.rpc.rpc.methods()).toJSON();
    const sections = Object.keys(rpc);
    const ours = methods.filter((method) => sections.includes(method.split("_")[0])).sort();
    const names = defined().flatMap(({ section, method, pubsub }) =>
      pubsub ? [`${section}_${pubsub[1]}`, `${section}_${pubsub[2]}`] : [method],
    );
    assert.deepEqual(names.sort(), ours);
    // A section that is missing altogether would be seen by polkadot-js, which knows the SDK's.
    const unknown = chain.warnings.filter((line) => /RPC methods not decorated/i.test(line)).join(" ");
    const theirs = /^(archive|babe|chain|chainHead|chainSpec|dev|grandpa|mmr|sudo|transaction|transactionWatch|system|state|payment|account|offchain|childstate|author|rpc|statement|bitswap)_/;
    const left = unknown.match(/\b[a-z]\w*_\w+/g)?.filter((method) => !theirs.test(method)) ?? [];
    assert.deepEqual(left, []);
  });

  test("are the methods of the manual, with its parameters", async () => {
    const expected = (await manual()).map(({ method, params, page }) => [method, [...params, "at", ...(page ? ["page"] : [])]]);
    assert.ok(expected.length > 30);
    const actual = defined().filter((one) => !isSubscription(one)).map(({ method, params }) => [method, params.map(({ name }) => name)]);
    assert.deepEqual(actual.sort(), expected.sort());
    const text = await readFile(MANUAL, "utf8");
    for (const { section, pubsub } of defined().filter(isSubscription)) {
      assert.ok(text.includes(`\`${section}_${pubsub[1]}\``) && text.includes(`\`${section}_${pubsub[2]}\``), `${section}_${pubsub[1]}`);
    }
  });

  test("describe themselves, and name types that polkadot-js knows", () => {
    for (const { method, description, params, type } of defined()) {
      assert.ok(description.length > 10, method);
      for (const name of [type, ...params.map((one) => one.type)]) {
        assert.ok(name in types || chain.api.registry.createType(name), `${method}: ${name}`);
      }
    }
  });

  test("have their types for TypeScript", async () => {
    const file = new URL("index.d.ts", HERE);
    if (process.env.UPDATE) await writeFile(file, declarations(rpc));
    assert.equal(await readFile(file, "utf8"), declarations(rpc), "UPDATE=1 npm test definitions writes the file anew");
  });
});

describe("in use", () => {
  test("lists stay lists, null stays null, and a page follows", async () => {
    const { financing, enterprise, crossBorder } = chain.api.rpc;
    const first = (await financing.products(null, { limit: 3 })).toJSON();
    assert.equal(first.items.length, 3);
    const second = (await financing.products(null, { after: first.next, limit: 3 })).toJSON();
    assert.ok(second.items.every(({ id }) => !first.items.some((one) => one.id === id)));
    assert.equal((await enterprise.get(FIRM)).toJSON(), null);
    assert.equal((await enterprise.get(FIRM)).isEmpty, true);
    assert.ok(Array.isArray((await crossBorder.corridors()).toJSON()));
    assert.deepEqual((await financing.products.raw(null, { limit: 3 })), first);
  });

  test("a block is named behind the parameters, and a refusal keeps its code", async () => {
    const { api } = chain;
    const hash = await api.rpc.chain.getBlockHash();
    assert.equal((await api.rpc.financing.institutions(hash, { limit: 1 })).toJSON().items.length, 1);
    await assert.rejects(api.rpc.financing.institutions(`0x${"11".repeat(32)}`), /Unable to retrieve header|20001|not known/i);
    await assert.rejects(api.rpc.enterprise.get("CN:123"), { code: -32602 });
  });

  test("an inbox is followed until it is let go", async () => {
    const { api } = chain;
    let unsubscribe;
    const first = await new Promise((resolve, reject) => {
      unsubscribe = api.rpc.financing.subscribeApplications(0, (item) => resolve(item.toJSON()));
      unsubscribe.catch(reject);
    });
    assert.deepEqual([first.open, first.closed, first.more], [[], [], false]);
    (await unsubscribe)();
    await assert.rejects(api.rpc.financing.subscribeApplications(999, () => {}), { code: 20004 });
  });
});
