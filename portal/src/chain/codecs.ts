// The codecs themselves; loaded with the first question.

import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { type Codec, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import type { Codecs } from "./codec";
import type { Call } from "./types";

const hex = (data: Uint8Array) => `0x${Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** The codecs of these metadata; what is asked for once is built once. */
export function codecsOf(scale: Uint8Array): Codecs {
	const metadata = unifyMetadata(decAnyMetadata(scale));
	const lookup = getLookupFn(metadata);
	const builder = getDynamicBuilder(lookup);
	const once = <T>(make: (a: string, b: string) => T) => {
		const made = new Map<string, T>();
		return (a: string, b: string): T => {
			const name = `${a}.${b}`;
			if (!made.has(name)) made.set(name, make(a, b));
			return made.get(name)!;
		};
	};
	return {
		metadata,
		question: once((api, method) => {
			const { args, value } = builder.buildRuntimeCall(api, method);
			return { args: (values) => hex(args.enc(values)), values: (data) => args.dec(data), answer: (data) => value.dec(data) };
		}),
		storage: once((pallet, entry) => {
			const { keys, value, fallback } = builder.buildStorage(pallet, entry);
			return { key: (values) => keys.enc(...values), value: (data) => (data === null ? fallback : value.dec(data)) };
		}),
		constant: once((pallet, name) => {
			const found = metadata.pallets.find((one) => one.name === pallet)?.constants.find((one) => one.name === name);
			if (!found) throw new Error(`no constant ${pallet}.${name}`);
			return builder.buildConstant(pallet, name).dec(found.value);
		}),
		event: builder.buildDefinition(metadata.lookup.find(({ path }) => path.at(-1) === "RuntimeEvent")!.id) as Codec<{ type: string; value: { type: string; value: unknown } }>,
		call: builder.buildDefinition(lookup.call!) as Codec<Call>,
	};
}
