// What clients read and sign before they know this chain: text as text, the digest that hardware signs, the fee that is paid.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";
import { start, submit } from "./chain.mjs";

const NUMBER = "91440300708461136T";
const NAME = "荔枝电子";
const bytes = (text) => `0x${Buffer.from(text).toString("hex")}`;
const number = { Mainland: bytes(NUMBER) };
const registration = {
  number,
  legalName: NAME,
  industry: "C3911",
  division: null,
  founded: 16000,
  registeredCapital: 100000000,
  capitalCurrency: "CNY",
  lei: null,
  acceptOuterCheckMismatch: false,
};

let chain;
before(async () => {
  chain = await start();
  // At genesis no time has been set yet.
  await new Promise((resolve) => chain.api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > 1 && resolve()));
});
after(() => chain?.stop());

describe("a Chinese name", () => {
  test("goes in and comes back as text, from storage, the runtime and events", async () => {
    const { api, key } = chain;
    const events = await submit(api, api.tx.enterpriseRegistry.register(registration), key("//agency//market-regulation"));
    const { data } = events.find(({ method }) => method === "Registered");
    assert.equal(data.registration.toHuman().legalName, NAME);
    assert.equal(data.registration.toJSON().legalName, NAME);
    const stored = await api.query.enterpriseRegistry.enterprises(number);
    assert.equal(stored.toHuman().legalName, NAME);
    assert.equal(stored.toJSON().legalName, NAME);
    assert.equal(stored.unwrap().legalName.toString(), NAME);
    const view = await api.call.enterpriseRegistryApi.enterprise(number);
    assert.equal(view.toHuman().legalName, NAME);
    assert.equal(view.toJSON().legalName, NAME);
    const spoken = await chain.provider.send("enterprise_get", [`CN:${NUMBER}`]);
    assert.equal(spoken.legalName, NAME, "JSON-RPC keeps its shape");
  });

  test("in bytes that are no UTF-8 is no transaction", async () => {
    const { api, key } = chain;
    const call = api.tx.enterpriseRegistry.register({ ...registration, legalName: "AAAA" });
    const signed = await call.signAsync(key("//agency//market-regulation"));
    const good = signed.toHex();
    assert.equal(good.split("41414141").length, 2);
    await assert.rejects(chain.provider.send("author_submitExtrinsic", [good.replace("41414141", "41ff4141")]), /NotUtf8|1002|decode/i);
    assert.equal((await api.query.enterpriseRegistry.enterprises(number)).toJSON().legalName, NAME);
  });
});

describe("words for every client", () => {
  test("fields, variants and events say what they are and in which unit", () => {
    const { api } = chain;
    const lookup = api.registry.lookup;
    const type = (name) => lookup.types.find(({ type }) => String(type.path.at(-1)) === name).type;
    const spec = type("RegistrationSpec").def.asComposite.fields;
    const capital = spec.find((field) => String(field.name) === "registered_capital");
    assert.match(capital.docs.join(" "), /minor units/i);
    const bullet = type("RepaymentMethod").def.asVariant.variants.find(({ name }) => String(name) === "Bullet");
    assert.match(bullet.docs.join(" "), /end/);
    assert.match(api.events.financing.Defaulted.meta.docs.join(" "), /default/);
    const days = api.events.financing.Defaulted.meta.fields.find((field) => String(field.name) === "arrears_days");
    assert.match(days.docs.join(" "), /days/i);
  });
});

describe("hardware signers", () => {
  const digest = async () => {
    const { api } = chain;
    const metadata = await api.call.metadata.metadataAtVersion(15);
    const { specName, specVersion } = api.runtimeVersion;
    const { ss58Format, tokenDecimals, tokenSymbol } = await api.rpc.system.properties();
    const tree = merkleizeMetadata(metadata.unwrap().toHex(), {
      base58Prefix: ss58Format.unwrap().toNumber(),
      decimals: tokenDecimals.unwrap()[0].toNumber(),
      specName: specName.toString(),
      specVersion: specVersion.toNumber(),
      tokenSymbol: tokenSymbol.unwrap()[0].toString(),
    });
    // Bytes would be read as an Option of bytes, and be one too few.
    return `0x${Buffer.from(tree.digest()).toString("hex")}`;
  };
  const sign = (call, signer, metadataHash) =>
    new Promise((resolve, reject) => {
      call
        .signAndSend(signer, { mode: 1, metadataHash }, ({ status, dispatchError }) => {
          if (dispatchError) reject(new Error(dispatchError.toString()));
          else if (status.isInBlock) resolve(status.asInBlock);
        })
        .catch(reject);
    });

  test("sign with the digest of the metadata", async () => {
    const { api, key } = chain;
    await sign(api.tx.system.remark("0x01"), key("//agency//tax"), await digest());
  });

  test("are refused with any other", async () => {
    const { api, key } = chain;
    const other = `0x${"11".repeat(32)}`;
    await assert.rejects(sign(api.tx.system.remark("0x02"), key("//agency//tax"), other), /bad signature/i);
  });
});

describe("a signature that came too late", () => {
  test("is answered like a forged one: a block takes two seconds", async () => {
    const { api, key } = chain;
    const signed = await api.tx.system.remark("0x04").signAsync(key("//agency//customs"), { era: 4 });
    const from = (await api.rpc.chain.getHeader()).number.toNumber();
    await new Promise((resolve) => api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > from + 6 && resolve()));
    await assert.rejects(api.rpc.author.submitExtrinsic(signed), /bad signature|ancient birth block/i);
  });
});

describe("the fee that a wallet shows", () => {
  const fee = async (call, who) => (await call.paymentInfo(who)).partialFee.toBigInt();

  test("is nothing for an agency within its allowance", async () => {
    const { api, key } = chain;
    const remark = api.tx.system.remark("0x03");
    assert.equal(await fee(remark, key("//agency//tax")), 0n);
    // So it is in truth.
    await submit(api, remark, key("//agency//tax"));
    assert.equal((await api.query.system.account(key("//agency//tax").address)).data.free.toBigInt(), 0n);
  });

  test("is what a stranger pays", async () => {
    const { api, key } = chain;
    const stranger = await fee(api.tx.system.remark("0x03"), key("//nobody"));
    assert.ok(stranger > 0n, `${stranger}`);
  });

  test("is coins again for an agency that offers a tip", async () => {
    const { api, key } = chain;
    const { partialFee } = await api.tx.system.remark("0x03").paymentInfo(key("//agency//tax"), { tip: 1 });
    assert.ok(partialFee.toBigInt() > 0n);
  });
});
