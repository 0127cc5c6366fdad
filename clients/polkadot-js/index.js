// Lingnan's JSON-RPC methods for polkadot-js: ApiPromise.create({ provider, ...definitions }). The list is compared with
// node/README.md and with a running node by tests/js/definitions.test.mjs.

/** JSON as the node wrote it. polkadot-js has a type `Json` of its own, which makes an object of a list and of null. */
export class LingnanJson {
  #value;

  constructor(registry, value) {
    this.registry = registry;
    // Handed back by polkadot-js where it copies a value.
    this.#value = value instanceof LingnanJson ? value.toJSON() : (value ?? null);
  }

  get encodedLength() {
    return this.toU8a().length;
  }

  get hash() {
    return this.registry.hash(this.toU8a());
  }

  get isEmpty() {
    return this.#value === null;
  }

  eq(other) {
    return JSON.stringify(this.#value) === JSON.stringify(other instanceof LingnanJson ? other.toJSON() : other);
  }

  inspect() {
    return { outer: [this.toU8a()] };
  }

  toJSON() {
    return this.#value;
  }

  toHuman() {
    return this.#value;
  }

  toPrimitive() {
    return this.#value;
  }

  toString() {
    return JSON.stringify(this.#value);
  }

  toRawType() {
    return "LingnanJson";
  }

  toU8a() {
    return new TextEncoder().encode(this.toString());
  }

  toHex() {
    return `0x${[...this.toU8a()].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
}

const at = { name: "at", type: "Option<Hash>", isHistoric: true, isOptional: true };
const page = { name: "page", type: "LingnanJson", isOptional: true };
const account = { name: "account", type: "AccountId" };
const enterprise = { name: "enterprise", type: "Text" };
const number = (name, type = "u64") => ({ name, type });
const tokens = [
  { name: "exactToken", type: "H256" },
  { name: "coarseToken", type: "H256" },
];

// Whoever asks gets the refusal: polkadot-js need not print it, too.
const method = (description, params, rest) => ({ description, params, type: "LingnanJson", noErrorLog: true, ...rest });
const one = (description, ...params) => method(description, [...params, at]);
const pages = (description, ...params) => method(description, [...params, at, page]);

/** By section, as polkadot-js wants them. */
export const rpc = {
  allowance: {
    get: one("What an account may use without coins and what it used, in nanoseconds of work", account),
  },
  enterprise: {
    get: one("An enterprise's record, or null", enterprise),
    of: pages("The enterprises that an account controls", account),
    list: pages("The whole register, as whoever looks for a name walks it"),
  },
  attestation: {
    list: pages("What agencies say of an enterprise", enterprise),
    by: pages("An agency's attestations. Looks through all that there are: for a copy, not for a screen", number("agency", "u32")),
    disputes: pages("An agency's disputed attestations, and which it did not answer in time", number("agency", "u32")),
    agencies: pages("The agencies, by number"),
    indicators: pages("The indicators, by number"),
    datasets: pages("The datasets that were anchored for an indicator, by number", number("indicator", "u32")),
  },
  consent: {
    list: pages("The consents that an enterprise gave, with what is left of them", enterprise),
    to: pages("The consents that an institution was given", number("institution", "u32")),
    deletionsOwed: pages(
      "The consents under which an institution learnt something and has not stated the deletion",
      number("institution", "u32"),
    ),
    receipts: pages("Each use of a consent, first to last", number("consent")),
    overdueDeletions: pages(
      "The consents whose data an institution should have deleted and has not said so",
      number("institution", "u32"),
    ),
  },
  peer: {
    register: one("The register of peers: whether nodes answer nobody else, and who is in it"),
  },
  card: {
    list: one("The cards of a party: to which key files for it are encrypted, the newest first", { name: "holder", type: "LingnanJson" }),
  },
  line: {
    get: one("A credit line with what is drawn and what can be drawn today, or null", number("line")),
    of: pages("The credit lines of an enterprise", enterprise),
    by: pages("The credit lines that an institution gave", number("institution", "u32")),
  },
  policy: {
    get: one("A version of a policy by which an institution decides at once, or null", number("policy", "u32")),
    of: one("The version that decides on applications for a product, or null", number("product", "u32")),
    by: pages("What an institution published, every version", number("institution", "u32")),
  },
  calendar: {
    get: one("On which days a place's banks are open, in the years that are known", { name: "place", type: "Text" }),
  },
  referenceRate: {
    list: one("The reference rates that loans follow, each with its last quote"),
    quotes: one("What a reference rate stood at, the oldest quote that is kept first", number("reference", "u32")),
  },
  validator: {
    list: pages("The validators: blocks, missed sessions, last block"),
  },
  credit: {
    rating: one("An enterprise's ratings: the one that counts, and the last eight", enterprise),
    proofBasis: one("What a grade proof is made from now; null without a scorecard in force", enterprise),
    scorecards: pages("The scorecards, by number, with what became of the loans"),
  },
  financing: {
    products: pages("The open products"),
    institutions: pages("The institutions, by number"),
    application: one("An application, or null", number("application")),
    applicationsOf: pages("An enterprise's applications", enterprise),
    inbox: pages("The open applications of an institution", number("institution", "u32")),
    closedApplications: pages("An institution's applications that are open no more", number("institution", "u32")),
    missedDeadlines: pages(
      "An institution's applications of which it was recorded that it did not decide in time",
      number("institution", "u32"),
    ),
    overrides: pages(
      "An institution's decisions that were otherwise than the rules that it had stated",
      number("institution", "u32"),
    ),
    loansBy: pages(
      "An institution's loans that are not repaid, with what is owed and past due today",
      number("institution", "u32"),
    ),
    repaidLoansBy: pages("An institution's loans that were repaid", number("institution", "u32")),
    loan: one("A loan with schedule, due, arrears, outstanding; or null", number("loan")),
    statement: pages("Every entry on a loan's account, or null", number("loan")),
    loansOf: pages("An enterprise's loans", enterprise),
    funds: one("The public compensation funds: share, budget and what each bears"),
    exposure: one("What an enterprise owes and was promised, and the most that it can", enterprise),
    headroom: one("What more all together may lend to an enterprise, whatever it asks for", enterprise),
    ownHeadroom: pages("What more each institution that limits itself would lend to an enterprise", enterprise),
    quote: one(
      "What a loan of a product would cost in all and when it would be paid, if the money went that day; or null",
      number("product", "u32"),
      { name: "conditions", type: "LingnanJson" },
      number("drawn", "u32"),
    ),
    subscribeApplications: method(
      "An institution's inbox: at once what is open, then with each best block what changed",
      [number("institution", "u32")],
      { pubsub: ["applications", "subscribeApplications", "unsubscribeApplications"] },
    ),
  },
  guarantee: {
    guarantors: pages("Who can stand behind loans"),
    get: one("A guarantee: who bears which share, who has signed and paid; or null", number("guarantee")),
    of: one("The guarantees of a loan, or of the application that it will come from", number("loan")),
    by: pages("The guarantees of which a guarantor has a part", number("guarantor", "u32")),
    accounts: pages("What each institution used of a guarantor", number("guarantor", "u32")),
  },
  classification: {
    get: one("The class of a loan today, with what it rests on; or null", number("loan")),
    rules: one("What each place demands of the classes of its banks' loans"),
  },
  collateral: {
    status: one("An asset with its liens and valuation, or null", number("asset")),
    assetsOf: pages("The assets that an enterprise owns", enterprise),
    issuerKeys: one("The public keys by which an agency's documents are known, by version", number("agency", "u32")),
    documentStatus: one("What the register knows of a trade document", ...tokens),
  },
  crossBorder: {
    corridors: one("The corridors: what passes, how far messages are, which scorecards count"),
    passport: one("An enterprise's passports that were sent from here, and the one that arrived", enterprise),
    voucher: one("The vouchers of a number with their checks, at most two", { name: "corridor", type: "Text" }, number("number")),
    document: one("What this chain and the others know of a trade document", ...tokens),
  },
};

/** The types that the definitions use. */
export const types = { LingnanJson };
