// Stands in until the keys arrive: same signatures, no key.

import type { RouteObject } from "react-router";
import { NotYet } from "../app/NotYet";

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
export const KeyPrompt = () => null;

export const routes: RouteObject[] = [{ path: "*", element: <NotYet /> }];
