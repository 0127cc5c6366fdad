// Clients that were not made for this chain: polkadot-api, dedot and a chopsticks fork, each against one node.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { TypesGen } from "./node_modules/@dedot/codegen/chaintypes/generator/TypesGen.js"; // its door wants other chains' packages
import { stringPascalCase } from "@dedot/utils";
import { ApiPromise } from "@polkadot/api";
import { DedotClient, WsProvider } from "dedot";
import { Binary, createClient, Enum } from "polkadot-api";
import { getPolkadotSigner, withMetadataHash } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { start } from "./chain.mjs";
import { WebSocket } from "./websocket.mjs";

const NAME = "荔枝电子";
const hex = (text) => `0x${Buffer.from(text).toString("hex")}`;
/** The variants' names of an enum of ours, from the metadata. */
const variants = (types, name) => types.find(({ path }) => path.at(-1) === name).typeDef.value.members.map((one) => one.name);

let chain;
before(async () => {
  chain = await start();
  // At genesis no time has been set yet.
  await new Promise((resolve) => chain.api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > 1 && resolve()));
});
after(() => chain?.stop());

describe("polkadot-api", () => {
  // The methods that it called.
  const asked = new Set();
  let client, api, signer, network;

  before(async () => {
    const logger = ({ type, msg }) => type === "OUT" && [JSON.parse(msg)].flat().forEach(({ method }) => asked.add(method));
    client = createClient(getWsProvider(chain.url, { websocketClass: WebSocket, logger }));
    api = client.getUnsafeApi();
    const pair = chain.key("//agency//market-regulation");
    signer = getPolkadotSigner(pair.publicKey, "Sr25519", (bytes) => pair.sign(bytes));
    const { properties } = await client.getChainSpecData();
    const { spec_name: specName, spec_version: specVersion } = await api.constants.System.Version();
    const { ss58Format: base58Prefix, tokenDecimals: decimals, tokenSymbol } = properties;
    network = { base58Prefix, decimals, tokenSymbol, specName, specVersion };
  });
  after(() => client?.destroy());

  const register = (number) =>
    api.tx.EnterpriseRegistry.register({
      registration: {
        number: Enum("Mainland", hex(number)),
        legal_name: NAME,
        industry: Binary.fromText("C3911"),
        division: undefined,
        founded: 16000,
        registered_capital: 100_000_000n,
        capital_currency: Enum(currency()),
        lei: undefined,
        accept_outer_check_mismatch: false,
      },
    });
  const currency = () => {
    const { types } = chain.api.registry.lookup;
    return String(types.find(({ type }) => String(type.path.at(-1)) === "Currency").type.def.asVariant.variants[0].name);
  };

  test("signs with the digest of the metadata, and reads the event", async () => {
    const { ok, events } = await register("91440300MA5G00019N").signAndSubmit(withMetadataHash(network, signer));
    assert.ok(ok);
    const { value } = events.find(({ type, value }) => type === "EnterpriseRegistry" && value.type === "Registered");
    assert.equal(value.value.registration.legal_name, NAME);
    const stored = await api.query.EnterpriseRegistry.Enterprises.getValue(Enum("Mainland", hex("91440300MA5G00019N")), { at: "best" });
    assert.equal(stored.legal_name, NAME);
  });

  test("is refused with the digest of other words", async () => {
    const other = withMetadataHash({ ...network, tokenSymbol: "OTHER" }, signer);
    await assert.rejects(register("91440300MA5G00027H").signAndSubmit(other), (error) => {
      assert.equal(error.error?.value?.type ?? error.error?.type, "BadProof", JSON.stringify(error.error));
      return true;
    });
  });

  test("needs the methods that docs/clients.md names, and this node has them", async () => {
    const text = await readFile(new URL("../../docs/clients.md", import.meta.url), "utf8");
    const [, names] = text.match(/polkadot-api needs of a node: ([^.]*)\./s);
    const named = [...names.matchAll(/`(\w+)`/g)].map(([, method]) => method);
    assert.ok(asked.has("chainHead_v1_follow") && asked.has("transaction_v1_broadcast"));
    assert.deepEqual([...asked].filter((method) => !named.includes(method)), []);
    const { methods } = await chain.provider.send("rpc_methods", []);
    assert.deepEqual(named.filter((method) => method !== "rpc_methods" && !methods.includes(method)), []);
  });
});

describe("dedot", () => {
  let client, types;

  before(async () => {
    client = await DedotClient.new(new WsProvider(chain.url));
    types = client.metadata.latest.types;
  });
  after(() => client?.disconnect());

  test("queries, sends an enum by its name in the metadata, and reads the event", async () => {
    const number = { type: "Mainland", value: hex("91440300MA5G00035C") };
    const registration = {
      number,
      legalName: NAME,
      industry: hex("C3911"),
      division: undefined,
      founded: 16000,
      registeredCapital: 100_000_000n,
      capitalCurrency: variants(types, "Currency")[0],
      lei: undefined,
      acceptOuterCheckMismatch: false,
    };
    const call = client.tx.enterpriseRegistry.register(registration);
    const { events, dispatchError } = await call.signAndSend(chain.key("//agency//market-regulation")).untilFinalized();
    assert.equal(dispatchError, undefined);
    const registered = events.map(({ event }) => event).find(({ palletEvent }) => palletEvent?.name === "Registered");
    assert.equal(registered.palletEvent.data.registration.legalName, NAME);
    const stored = await client.query.enterpriseRegistry.enterprises(number);
    assert.deepEqual([stored.legalName, stored.status], [NAME, "Active"]);
  });

  test("an enum is generated as it is taken", () => {
    const generator = new TypesGen(client.metadata.latest);
    for (const name of ["Currency", "Grade"]) {
      const { id } = types.find(({ path }) => path.at(-1) === name);
      const generated = [...generator.generateType(id, 0, true).matchAll(/'(\w+)'/g)].map(([, word]) => word);
      assert.deepEqual(generated, variants(types, name));
    }
  });

  test("every variant of ours has a name that generators leave alone", () => {
    const ours = /^(lingnan_(?!runtime)|pallet_(attestations|business_clock|collateral|consents|credit_scoring|cross_border|enterprise_registry|financing|sponsorship|timelock|validators)$)/;
    const enums = types.filter(({ path, typeDef }) => typeDef.type === "Enum" && ours.test(path[0]) && path.at(-1) !== "Call");
    assert.ok(enums.length > 30, `${enums.length}`);
    const odd = enums.flatMap(({ path, typeDef }) =>
      typeDef.value.members
        .map(({ name }) => name)
        .filter((name) => stringPascalCase(name) !== name)
        .map((name) => `${path.at(-1)}::${name}`),
    );
    assert.deepEqual(odd, []);
  });
});

describe("a chopsticks fork", () => {
  let fork, provider, api, destroyWorker;

  before(async () => {
    process.env.LOG_LEVEL = "error"; // read when it is loaded
    const chopsticks = await import("@acala-network/chopsticks-core");
    const { ChopsticksProvider, setup } = chopsticks;
    ({ destroyWorker } = chopsticks);
    fork = await setup({ endpoint: chain.url });
    provider = new ChopsticksProvider(fork);
    api = await ApiPromise.create({ provider, noInitWarn: true });
  });
  after(async () => {
    await api?.disconnect();
    await fork?.close();
    await destroyWorker?.(); // its thread would keep this process
  });

  test("answers our questions by runtime API, and none by our methods", async () => {
    const here = await api.call.financingApi.institutions({ after: null, limit: 2 });
    const there = await chain.api.call.financingApi.institutions({ after: null, limit: 2 });
    assert.equal(here.items.length, 2);
    assert.equal(here.toHex(), there.toHex());
    // The command asks such a fork in fork.test.mjs.
    await assert.rejects(provider.send("financing_institutions", []), /Unable to find rpc handler/);
  });
});
