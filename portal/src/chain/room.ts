// When an allowance has room again. Work is in nanoseconds.

import type { ChainError } from "./errors";

/** Where an account's allowance stands, as the chain answers. */
export interface Allowance {
	/** As what the registers know the account. */
	party?: string | undefined;
	max: bigint;
	used: bigint;
	/** What comes back with each block. */
	recovery: bigint;
}

const MINUTE_MS = 60_000;

/** Whole minutes until there is room for so much, or nothing if there never is. */
export function minutesUntilRoom({ max, used, recovery }: Allowance, needs: bigint, blockMs: number): number | undefined {
	const lacking = used + needs - max;
	if (needs > max || (lacking > 0n && recovery === 0n)) return undefined;
	if (lacking <= 0n) return 0;
	const blocks = Number((lacking + recovery - 1n) / recovery);
	return Math.ceil((blocks * blockMs) / MINUTE_MS);
}

/** Why nobody bears the work of a call: the register does not know the account, the call is too large, or the allowance is used up. */
export function whyUnpaid(allowance: Allowance, needs: bigint, blockMs: number): ChainError {
	if (allowance.party === undefined) return { kind: "node", name: "NoAllowance" };
	const minutes = minutesUntilRoom(allowance, needs, blockMs);
	return minutes === undefined ? { kind: "node", name: "BeyondAllowance" } : { kind: "node", name: "Payment", minutes };
}
