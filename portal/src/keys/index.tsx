// Stands in until the keys arrive: same signatures, no key.

export interface Signer {
	sign(payload: Uint8Array): Promise<Uint8Array>;
}

export interface Key {
	account?: string;
	publicKey?: Uint8Array;
	state: "none" | "locked" | "open";
	ask(fresh: boolean): Promise<Signer>;
}

const none: Key = { state: "none", ask: () => Promise.reject({ kind: "key", name: "NoKey" }) };
export const useKey = (): Key => none;
