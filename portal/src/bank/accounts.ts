// Accounts, between bytes and how people see them.

import { AccountId } from "@polkadot-api/substrate-bindings";

const accounts = AccountId(42);
export const keyOf = (account: string): Uint8Array => accounts.enc(account);
export const accountOf = (key: Uint8Array): string => accounts.dec(key);

/** Nothing where the text is no account of this kind of network. */
export function readAccount(text: string): string | undefined {
	try {
		return accountOf(keyOf(text.trim()));
	} catch {
		return undefined;
	}
}
