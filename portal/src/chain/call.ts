import { codecs } from "./codec";
import type { Call, Calls } from "./types";

/** A call, typed by its pallet and name: `call("Consents", "revoke", { consent: 7n })`. */
export function call<P extends keyof Calls & string, C extends keyof Calls[P] & string>(pallet: P, name: C, args: Calls[P][C]): Call {
	return { type: pallet, value: { type: name, value: args } } as unknown as Call;
}

/** All or nothing, under one signature. */
export const batch = (calls: Call[]): Call => call("Utility", "batch_all", { calls: calls as never });

export async function encodeCall(what: Call): Promise<Uint8Array> {
	return (await codecs()).call.enc(what);
}

/** What bytes say, for a screen that shows what is about to be signed from the bytes that are signed. */
export async function decodeCall(bytes: Uint8Array): Promise<Call> {
	return (await codecs()).call.dec(bytes);
}
