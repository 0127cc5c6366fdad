// The types of clients/polkadot-js for TypeScript, from its definitions.

/** The text of index.d.ts. */
export function declarations(rpc) {
  const kinds = {
    AccountId: "AccountId | string | Uint8Array",
    H256: "H256 | string | Uint8Array",
    LingnanJson: "object",
    "Option<Hash>": "At",
    Text: "string",
    u32: "number",
    u64: "number",
  };
  const argument = ({ name, type, isOptional }) => {
    const kind = name === "page" ? "Paging | null" : kinds[type];
    return `${name}${isOptional ? "?" : ""}: ${kind}`;
  };
  const line = ({ name, description, params }) =>
    `      /** ${description}. */\n      ${name}: AugmentedRpc<(${params.map(argument).join(", ")}) => Observable<LingnanJson>>;\n`;
  const sections = Object.entries(rpc).map(([section, methods]) => {
    const lines = Object.entries(methods).map(([name, definition]) => line({ name, ...definition }));
    return `    ${section}: {\n${lines.join("")}    };\n`;
  });
  return `// Made by tests/js/definitions.test.mjs from index.js.

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
  /** The \`next\` of the page before. Null: the first page. */
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
${sections.join("")}  }
}
`;
}
