// Made by tests/js/definitions.test.mjs from index.js.

import "@polkadot/rpc-core/types/jsonrpc";
import type { AugmentedRpc } from "@polkadot/rpc-core/types";
import type { AccountId, H256, Hash } from "@polkadot/types/interfaces";
import type { AnyJson, Codec, DefinitionRpc, DefinitionRpcSub, Observable, Registry } from "@polkadot/types/types";

/** JSON as the node wrote it. */
export interface LingnanJson extends Codec {
  toJSON(): any;
  toHuman(): any;
  toPrimitive(): any;
}
export declare const LingnanJson: new (registry: Registry, value?: AnyJson) => LingnanJson;

/** Which part of a list is wanted. */
export interface Paging {
  /** The `next` of the page before. Null: the first page. */
  after?: number | null;
  /** Entries at most, from 1. Null: as many as a page holds. */
  limit?: number | null;
}

/** The hash of the block that answers. Null: the best block. */
export type At = Hash | string | Uint8Array | null;

export declare const rpc: Record<string, Record<string, DefinitionRpc | DefinitionRpcSub>>;
export declare const types: { LingnanJson: typeof LingnanJson };

declare module "@polkadot/rpc-core/types/jsonrpc" {
  interface RpcInterface {
    allowance: {
      /** What an account may use without coins and what it used, in nanoseconds of work. */
      get: AugmentedRpc<(account: AccountId | string | Uint8Array, at?: At) => Observable<LingnanJson>>;
    };
    enterprise: {
      /** An enterprise's record, or null. */
      get: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** The enterprises that an account controls. */
      of: AugmentedRpc<(account: AccountId | string | Uint8Array, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The whole register, as whoever looks for a name walks it. */
      list: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    attestation: {
      /** What agencies say of an enterprise. */
      list: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An agency's attestations. Looks through all that there are: for a copy, not for a screen. */
      by: AugmentedRpc<(agency: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An agency's disputed attestations, and which it did not answer in time. */
      disputes: AugmentedRpc<(agency: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The agencies, by number. */
      agencies: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The indicators, by number. */
      indicators: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The datasets that were anchored for an indicator, by number. */
      datasets: AugmentedRpc<(indicator: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    consent: {
      /** The consents that an enterprise gave, with what is left of them. */
      list: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The consents that an institution was given. */
      to: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The consents under which an institution learnt something and has not stated the deletion. */
      deletionsOwed: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** Each use of a consent, first to last. */
      receipts: AugmentedRpc<(consent: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The consents whose data an institution should have deleted and has not said so. */
      overdueDeletions: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    peer: {
      /** The register of peers: whether nodes answer nobody else, and who is in it. */
      register: AugmentedRpc<(at?: At) => Observable<LingnanJson>>;
    };
    card: {
      /** The cards of a party: to which key files for it are encrypted, the newest first. */
      list: AugmentedRpc<(holder: object, at?: At) => Observable<LingnanJson>>;
    };
    line: {
      /** A credit line with what is drawn and what can be drawn today, or null. */
      get: AugmentedRpc<(line: number, at?: At) => Observable<LingnanJson>>;
      /** The credit lines of an enterprise. */
      of: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The credit lines that an institution gave. */
      by: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    policy: {
      /** A version of a policy by which an institution decides at once, or null. */
      get: AugmentedRpc<(policy: number, at?: At) => Observable<LingnanJson>>;
      /** The version that decides on applications for a product, or null. */
      of: AugmentedRpc<(product: number, at?: At) => Observable<LingnanJson>>;
      /** What an institution published, every version. */
      by: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    calendar: {
      /** On which days a place's banks are open, in the years that are known. */
      get: AugmentedRpc<(place: string, at?: At) => Observable<LingnanJson>>;
    };
    referenceRate: {
      /** The reference rates that loans follow, each with its last quote. */
      list: AugmentedRpc<(at?: At) => Observable<LingnanJson>>;
      /** What a reference rate stood at, the oldest quote that is kept first. */
      quotes: AugmentedRpc<(reference: number, at?: At) => Observable<LingnanJson>>;
    };
    validator: {
      /** The validators: blocks, missed sessions, last block. */
      list: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    credit: {
      /** An enterprise's ratings: the one that counts, and the last eight. */
      rating: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** What a grade proof is made from now; null without a scorecard in force. */
      proofBasis: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** The scorecards, by number, with what became of the loans. */
      scorecards: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    financing: {
      /** The open products. */
      products: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The institutions, by number. */
      institutions: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An application, or null. */
      application: AugmentedRpc<(application: number, at?: At) => Observable<LingnanJson>>;
      /** An enterprise's applications. */
      applicationsOf: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The open applications of an institution. */
      inbox: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An institution's applications that are open no more. */
      closedApplications: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An institution's applications of which it was recorded that it did not decide in time. */
      missedDeadlines: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An institution's decisions that were otherwise than the rules that it had stated. */
      overrides: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An institution's loans that are not repaid, with what is owed and past due today. */
      loansBy: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An institution's loans that were repaid. */
      repaidLoansBy: AugmentedRpc<(institution: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** A loan with schedule, due, arrears, outstanding; or null. */
      loan: AugmentedRpc<(loan: number, at?: At) => Observable<LingnanJson>>;
      /** Every entry on a loan's account, or null. */
      statement: AugmentedRpc<(loan: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** An enterprise's loans. */
      loansOf: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The public compensation funds: share, budget and what each bears. */
      funds: AugmentedRpc<(at?: At) => Observable<LingnanJson>>;
      /** What an enterprise owes and was promised, and the most that it can. */
      exposure: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** What more all together may lend to an enterprise, whatever it asks for. */
      headroom: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** What more each institution that limits itself would lend to an enterprise. */
      ownHeadroom: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** What a loan of a product would cost in all and when it would be paid, if the money went that day; or null. */
      quote: AugmentedRpc<(product: number, conditions: object, drawn: number, at?: At) => Observable<LingnanJson>>;
      /** An institution's inbox: at once what is open, then with each best block what changed. */
      subscribeApplications: AugmentedRpc<(institution: number) => Observable<LingnanJson>>;
    };
    guarantee: {
      /** Who can stand behind loans. */
      guarantors: AugmentedRpc<(at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** A guarantee: who bears which share, who has signed and paid; or null. */
      get: AugmentedRpc<(guarantee: number, at?: At) => Observable<LingnanJson>>;
      /** The guarantees of a loan, or of the application that it will come from. */
      of: AugmentedRpc<(loan: number, at?: At) => Observable<LingnanJson>>;
      /** The guarantees of which a guarantor has a part. */
      by: AugmentedRpc<(guarantor: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** What each institution used of a guarantor. */
      accounts: AugmentedRpc<(guarantor: number, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
    };
    classification: {
      /** The class of a loan today, with what it rests on; or null. */
      get: AugmentedRpc<(loan: number, at?: At) => Observable<LingnanJson>>;
      /** What each place demands of the classes of its banks' loans. */
      rules: AugmentedRpc<(at?: At) => Observable<LingnanJson>>;
    };
    collateral: {
      /** An asset with its liens and valuation, or null. */
      status: AugmentedRpc<(asset: number, at?: At) => Observable<LingnanJson>>;
      /** The assets that an enterprise owns. */
      assetsOf: AugmentedRpc<(enterprise: string, at?: At, page?: Paging | null) => Observable<LingnanJson>>;
      /** The public keys by which an agency's documents are known, by version. */
      issuerKeys: AugmentedRpc<(agency: number, at?: At) => Observable<LingnanJson>>;
      /** What the register knows of a trade document. */
      documentStatus: AugmentedRpc<(exactToken: H256 | string | Uint8Array, coarseToken: H256 | string | Uint8Array, at?: At) => Observable<LingnanJson>>;
    };
    crossBorder: {
      /** The corridors: what passes, how far messages are, which scorecards count. */
      corridors: AugmentedRpc<(at?: At) => Observable<LingnanJson>>;
      /** An enterprise's passports that were sent from here, and the one that arrived. */
      passport: AugmentedRpc<(enterprise: string, at?: At) => Observable<LingnanJson>>;
      /** The vouchers of a number with their checks, at most two. */
      voucher: AugmentedRpc<(corridor: string, number: number, at?: At) => Observable<LingnanJson>>;
      /** What this chain and the others know of a trade document. */
      document: AugmentedRpc<(exactToken: H256 | string | Uint8Array, coarseToken: H256 | string | Uint8Array, at?: At) => Observable<LingnanJson>>;
    };
  }
}
