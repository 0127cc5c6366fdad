// What users of polkadot-js see: names and docs, reads, signed calls, refusals by name, and every custom RPC method.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { start, submit } from "./chain.mjs";
import { value } from "./points.mjs";

const NUMBER = "91440300708461136T";
const FIRM = `CN:${NUMBER}`;
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const UNKNOWN_BLOCK = `0x${"11".repeat(32)}`;
const PALLETS = {
  enterpriseRegistry: 17,
  consents: 6,
  attestations: 16,
  creditScoring: 7,
  collateral: 34,
  financing: 35,
  institutions: 4,
  products: 3,
  businessClock: 1,
  calendars: 1,
  referenceRates: 4,
  cards: 3,
  creditLines: 8,
  policies: 2,
  classification: 2,
  guarantees: 15,
  sponsorship: 3,
  validators: 6,
  peers: 6,
  timelock: 6,
};

// A million yuan for a year at 3.65 %, as an institution offers it.
const CONDITIONS = {
  amount: 100_000_000,
  tenor: 12,
  method: "EqualInstalments",
  pricing: { Fixed: { rate: 3_650_000 } },
  dayCount: "Actual360",
  dueDays: { Fixed: { every: 1, day: 20, included: true, paidAfter: 1 } },
  firstPeriod: "Long",
  calendar: "Guangdong",
  adjustment: "Following",
  movesInterest: false,
  graceDays: 0,
  principalHoliday: 0,
  balloon: 0,
  prepayment: "Lower",
  late: { surcharge: 5_000, misuse: 10_000, onInterest: "ContractThenPenalty" },
  order: { claims: ["Costs", "Penalty", "Interest", "Fees", "Principal"], byDay: false },
  costs: [{ item: "Valuation", payee: "An appraiser", amount: 300_000, after: 0, borneBy: "Lender" }],
};

let chain;
before(async () => {
  chain = await start();
  // At genesis no time has been set yet.
  await new Promise((resolve) => chain.api.rpc.chain.subscribeNewHeads((head) => head.number.toNumber() > 1 && resolve()));
});
after(() => chain?.stop());

const rpc = (method, ...params) => chain.provider.send(method, params);
// The entries of a list's first page, through the definitions in clients/polkadot-js.
const list = async (method, ...params) => {
  const [section, name] = method.split("_");
  return (await chain.api.rpc[section][name](...params)).toJSON().items;
};
const is = (count) => ({ items, next }) => items.length === count && next === null;
const bytes = (text) => `0x${Buffer.from(text).toString("hex")}`;
const number = { Mainland: bytes(NUMBER) };
const registration = {
  number,
  legalName: "Lychee Electronics",
  industry: "C3911",
  division: null,
  founded: 16000,
  registeredCapital: 100000000,
  capitalCurrency: "CNY",
  lei: null,
  acceptOuterCheckMismatch: false,
};

describe("metadata as polkadot-js UI shows it", () => {
  test("no signed extension is unknown", () => {
    const unknown = chain.warnings.filter((line) => /signed extensions/i.test(line));
    assert.deepEqual(unknown, []);
  });

  test("every call has argument names and its four headings", () => {
    for (const [pallet, calls] of Object.entries(PALLETS)) {
      const section = chain.api.tx[pallet];
      assert.equal(Object.keys(section).length, calls, pallet);
      for (const [name, call] of Object.entries(section)) {
        const docs = call.meta.docs.map(String).join("\n");
        for (const heading of ["## Origin", "## Details", "## Errors", "## Events"]) {
          assert.ok(docs.includes(heading), `${pallet}.${name} lacks ${heading}`);
        }
        assert.ok(call.meta.args.every((argument) => /^[a-z]/.test(String(argument.name))), `${pallet}.${name}`);
      }
    }
    assert.deepEqual(chain.api.tx.financing.apply.meta.args.map(({ name }) => String(name)), [
      "enterprise",
      "product",
      "request",
    ]);
  });

  test("every error says its cause and the way out", () => {
    for (const pallet of Object.keys(PALLETS)) {
      for (const [name, error] of Object.entries(chain.api.errors[pallet])) {
        assert.ok(error.meta.docs.join(" ").trim().length > 20, `${pallet}.${name}`);
      }
    }
  });

  test("the runtime APIs of the six pallets are there", () => {
    const apis = {
      enterpriseRegistryApi: "enterprise",
      consentsApi: "consentsOf",
      attestationsApi: "attestations",
      creditScoringApi: "proofBasis",
      collateralApi: "documentStatus",
      financingApi: "headroom",
      portfolioApi: "loansBy",
    };
    for (const [api, method] of Object.entries(apis)) {
      assert.equal(typeof chain.api.call[api]?.[method], "function", `${api}.${method}`);
    }
  });
});

describe("a firm's first steps, signed through polkadot-js", () => {
  test("the regulator registers it, without coins", async () => {
    const { api, key } = chain;
    const regulator = key("//agency//market-regulation");
    const events = await submit(api, api.tx.enterpriseRegistry.register(registration), regulator);
    const registered = events.find(({ section, method }) => section === "enterpriseRegistry" && method === "Registered");
    assert.ok(registered, "an event says so");
    const { data } = await api.query.system.account(regulator.address);
    assert.equal(data.free.toString(), "0", "no coins were needed");
    const record = (await api.query.enterpriseRegistry.enterprises(number)).unwrap();
    assert.equal(record.status.toString(), "Active");
  });

  test("a second registration is refused by name and changes nothing", async () => {
    const { api, key } = chain;
    const before = (await api.query.enterpriseRegistry.enterprises(number)).toHex();
    await assert.rejects(
      submit(api, api.tx.enterpriseRegistry.register(registration), key("//agency//market-regulation")),
      (error) => {
        assert.equal(error.message, "enterpriseRegistry.AlreadyExists");
        assert.match(error.docs.join(" "), /registered already/);
        return true;
      },
    );
    assert.equal((await api.query.enterpriseRegistry.enterprises(number)).toHex(), before);
  });

  test("its owner takes control and is refused a grade that nothing supports", async () => {
    const { api, key } = chain;
    const owner = key("//enterprise//lychee");
    const offer = api.tx.enterpriseRegistry.offerControl(number, owner.address);
    await submit(api, offer, key("//agency//market-regulation"));
    await submit(api, api.tx.enterpriseRegistry.acceptControl(number), owner);
    const view = (await api.call.enterpriseRegistryApi.enterprise(number)).unwrap();
    assert.equal(view.controller.unwrap().toString(), owner.address);
    const zeros = `0x${"00".repeat(544)}`;
    const proof = { scorecard: 0, grade: "Aaa", institution: null, nonce: 0, used: [], proof: zeros, form: null };
    await assert.rejects(submit(api, api.tx.creditScoring.proveGrade(number, proof), owner), {
      message: "creditScoring.CoverageTooLow",
    });
  });

  test("an agency seals a figure, the firm consents, and both can be read", async () => {
    const { api, key } = chain;
    const agencies = await list("attestation_agencies");
    const tax = agencies.find(({ name }) => /Tax/.test(name)).id;
    const figures = (await list("attestation_indicators")).filter((one) => one.class === "Figure");
    const indicator = figures.find(({ owner }) => owner === tax);
    const now = Number(await api.query.timestamp.now());
    const today = Math.floor((now / 1000 + 8 * 3600) / 86400);
    const spec = {
      enterprise: number,
      indicator: indicator.id,
      value: value(indicator),
      periodEnd: today - 1,
      evidence: `0x${"22".repeat(32)}`,
    };
    const attest = (spec) => submit(api, api.tx.attestations.attest(spec), key("//agency//tax"));
    // Refused before any block: what is in one stays there.
    await assert.rejects(attest({ ...spec, value: { Open: indicator.edges[0] } }), /Custom error: 1/);
    await attest(spec);
    const [attestation] = await list("attestation_list", FIRM);
    assert.deepEqual(
      [attestation.indicator, attestation.counts, attestation.bin, attestation.shown, attestation.revision],
      [indicator.id, true, null, false, 1],
    );

    const consent = {
      institution: 0,
      purpose: "Assessment",
      scope: "All",
      from: Math.floor(now / 1000),
      until: Math.floor(now / 1000) + 86400,
      uses: 1,
      retentionDays: 30,
    };
    await submit(api, api.tx.consents.give(number, consent), key("//enterprise//lychee"));
    const [given] = await list("consent_list", FIRM);
    assert.deepEqual([given.usable, given.usesLeft, given.institution], [true, 1, 0]);
    await submit(api, api.tx.consents.revoke(given.id), key("//enterprise//lychee"));
    assert.equal((await list("consent_list", FIRM))[0].standing, "Revoked");
  });

  test("a stranger without coins does not enter the pool", async () => {
    const { api, key } = chain;
    await assert.rejects(
      submit(api, api.tx.system.remark("0x00"), key("//nobody")),
      /Inability to pay|1010/,
    );
  });
});

describe("custom RPC methods", () => {
  const hash = `0x${"33".repeat(32)}`;
  // Method, good parameters, what the answer must satisfy, and parameters that are malformed.
  const METHODS = [
    ["allowance_get", [ALICE], (answer) => answer.max > 0, ["nobody"]],
    ["enterprise_get", [FIRM], (answer) => answer.legalName === "Lychee Electronics", ["CN:123"]],
    ["enterprise_of", [ALICE], is(0), ["nobody"]],
    ["enterprise_list", [], ({ items }) => items.some(({ legalName }) => legalName === "Lychee Electronics"), ["not a hash"]],
    ["attestation_list", [FIRM], is(1), ["123"]],
    ["card_list", [{ Institution: 0 }], (answer) => answer.length === 0, [{ Nobody: 1 }]],
    ["attestation_agencies", [], is(26), ["not a hash"]],
    ["attestation_indicators", [], (answer) => answer.items.length >= 24, ["not a hash"]],
    ["attestation_datasets", [0], is(0), ["zero"]],
    ["attestation_by", [25], is(0), ["zero"]],
    ["attestation_disputes", [0], is(0), ["zero"]],
    ["consent_list", [FIRM], is(1), [7]],
    ["consent_receipts", [0], is(0), ["zero"]],
    ["consent_overdueDeletions", [0], is(0), [-1]],
    ["consent_to", [0], is(1), [-1]],
    ["consent_deletionsOwed", [0], is(0), [-1]],
    ["guarantee_guarantors", [], ({ items }) => items.length === 4 && items[0].kind === "GuaranteeCompany", ["not a hash"]],
    ["guarantee_get", [0], (answer) => answer === null, ["zero"]],
    ["guarantee_of", [0], (answer) => answer.length === 0, ["zero"]],
    ["guarantee_by", [0], is(0), ["zero"]],
    ["guarantee_accounts", [0], is(0), ["zero"]],
    ["classification_get", [0], (answer) => answer === null, ["zero"]],
    ["classification_rules", [], (answer) => answer.length === 3 && answer[0].rule.spread === 1000, ["not a hash"]],
    ["peer_register", [], (answer) => answer.inForce === false && answer.peers.length === 0, ["not a hash"]],
    ["line_get", [0], (answer) => answer === null, ["zero"]],
    ["line_of", [FIRM], is(0), [""]],
    ["line_by", [0], is(0), ["zero"]],
    ["policy_get", [0], (answer) => answer === null, ["zero"]],
    ["policy_of", [0], (answer) => answer === null, ["zero"]],
    ["policy_by", [0], is(0), ["zero"]],
    ["validator_list", [], ({ items }) => items.length === 1 && items[0].seated, ["not a hash"]],
    ["credit_rating", [FIRM], (answer) => answer.champion === null && answer.history.length === 0, []],
    ["credit_proofBasis", [FIRM], (answer) => answer.nonce === 0 && answer.characteristics.length === 32, [""]],
    ["calendar_get", ["Guangdong"], ({ place, years }) => place === "Guangdong" && years[0].year === 2026, ["Paris"]],
    ["referenceRate_list", [], (answer) => answer.length === 2 && answer[0].last.rate === 3_000_000, ["not a hash"]],
    ["referenceRate_quotes", [0], (answer) => answer.length === 1, ["zero"]],
    ["credit_scorecards", [], ({ items }) => items[0].champion === true, ["not a hash"]],
    ["financing_products", [], is(319), ["not a hash"]],
    ["financing_institutions", [], is(129), ["not a hash"]],
    ["financing_application", [0], (answer) => answer === null, ["zero"]],
    ["financing_applicationsOf", [FIRM], is(0), [""]],
    ["financing_inbox", [0], is(0), ["zero"]],
    ["financing_loansBy", [0], is(0), ["zero"]],
    ["financing_repaidLoansBy", [0], is(0), ["zero"]],
    ["financing_closedApplications", [0], is(0), ["zero"]],
    ["financing_missedDeadlines", [0], is(0), ["zero"]],
    ["financing_overrides", [0], is(0), ["zero"]],
    ["financing_loan", [0], (answer) => answer === null, [{}]],
    ["financing_statement", [0], (answer) => answer === null, [{}]],
    ["financing_loansOf", [FIRM], is(0), ["XX:1"]],
    ["financing_funds", [], (answer) => Array.isArray(answer), ["not a hash"]],
    ["financing_exposure", [FIRM], (answer) => answer.length === 0, [null]],
    ["financing_headroom", [FIRM], (answer) => answer.together.length === 4, [null]],
    ["financing_ownHeadroom", [FIRM], is(0), ["XX:1"]],
    ["financing_quote", [0, CONDITIONS, 20_787], (answer) => answer === null || answer.allIn.compound > answer.allIn.simple, [0, {}, 20_787]],
    ["collateral_status", [0], (answer) => answer === null, ["zero"]],
    ["collateral_assetsOf", [FIRM], is(0), [""]],
    ["collateral_issuerKeys", [0], (answer) => Array.isArray(answer), ["zero"]],
    ["collateral_documentStatus", [hash, hash], (answer) => answer === "NotRegistered", [hash, "0x12"]],
    ["crossBorder_corridors", [], (answer) => answer.length === 2 && answer[0].otherEnd === "HongKong", ["not a hash"]],
    ["crossBorder_passport", [FIRM], (answer) => answer.sent.length === 0 && answer.held === null, [""]],
    ["crossBorder_voucher", ["GuangdongMacao", 1], (answer) => answer.length === 0, ["GuangdongParis", 1]],
    ["crossBorder_document", [hash, hash], (answer) => answer.financedHere === false && answer.claim === null, [hash]],
  ];

  const code = async (promise) => {
    try {
      await promise;
    } catch (error) {
      return error.code;
    }
    return "no error";
  };

  for (const [method, good, holds, bad] of METHODS) {
    test(method, async () => {
      assert.ok(holds(await rpc(method, ...good)), "the answer");
      assert.equal(await code(rpc(method, ...bad)), -32602, "malformed parameters");
      assert.equal(await code(rpc(method, ...good, UNKNOWN_BLOCK)), 20001, "an unknown block");
    });
  }

  test("nobody is told why a grade is what it is", async () => {
    assert.equal(await code(rpc("credit_explain", FIRM)), -32601);
  });

  test("no node is asked what fits a request", async () => {
    const { methods } = await rpc("rpc_methods");
    assert.ok(methods.includes("financing_headroom") && !methods.includes("financing_match"));
  });

  test("a list is walked by the page, and an old question says that there is more", async () => {
    const block = await rpc("chain_getBlockHash");
    const walked = [];
    let next = null;
    do {
      const page = await rpc("financing_products", block, { after: next, limit: 100 });
      assert.ok(page.items.length <= 100);
      walked.push(...page.items.map(({ id }) => id));
      next = page.next;
    } while (next !== null);
    assert.deepEqual(walked.sort((a, b) => a - b), [...Array(319).keys()]);
    assert.equal(await code(rpc("financing_products", null, { from: 7 })), -32602);
    assert.equal(await code(rpc("financing_products", null, { limit: "all" })), -32602);
  });

  test("an inbox is followed", async () => {
    const first = await new Promise((resolve, reject) => {
      chain.api.rpc.financing.subscribeApplications(0, (item) => resolve(item.toJSON())).catch(reject);
    });
    assert.deepEqual([first.open, first.closed, first.more], [[], [], false]);
  });
});
