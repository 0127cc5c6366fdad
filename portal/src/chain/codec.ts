// Between values and bytes, by the metadata that come with the page. A node's own are never asked for: they are large, and the
// node could change what a form means.

import type { Codec, UnifiedMetadata } from "@polkadot-api/substrate-bindings";
import metadataFile from "../../chain/metadata.scale?url";
import type { Call } from "./types";

export interface Coder {
	args(values: unknown[]): string;
	/** The values out of the arguments' bytes. */
	values(args: string): unknown[];
	answer(bytes: string): unknown;
}

export interface Codecs {
	metadata: UnifiedMetadata;
	question(api: string, method: string): Coder;
	storage(pallet: string, entry: string): { key(values: unknown[]): string; value(bytes: string | null): unknown };
	/** An event, as the chain writes it without its place. */
	event: Codec<{ type: string; value: { type: string; value: unknown } }>;
	constant(pallet: string, name: string): unknown;
	call: Codec<Call>;
}

let bytes: Promise<Uint8Array> | undefined;
export function metadataBytes(): Promise<Uint8Array> {
	bytes ??= fetch(metadataFile).then(async (answer) => new Uint8Array(await answer.arrayBuffer()));
	bytes.catch(() => (bytes = undefined));
	return bytes;
}

let made: Promise<Codecs> | undefined;
export function codecs(): Promise<Codecs> {
	made ??= Promise.all([metadataBytes(), import("./codecs")]).then(([scale, { codecsOf }]) => codecsOf(scale));
	made.catch(() => (made = undefined));
	return made;
}
