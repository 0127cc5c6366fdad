// Which bank the person signs for, alone or with others, and how what they do is sent.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { type Act, type ActState, ask, type Call, call, encodeCall, type Happened, type Item, node, useAct, useList } from "../chain";
import type { ChainError } from "../chain/errors";
import { useKey } from "../keys";
import { accountOf, keyOf, readAccount } from "./accounts";
import { commonAccount, sorted } from "./multisig";

export type Institution = Item<"FinancingApi.institutions">;

/** The people who sign for a bank together. */
export interface Officers {
	/** SS58. */
	members: string[];
	threshold: number;
}

export interface Bank extends Institution {
	officers: Officers | undefined;
}

export const accountOfOfficers = ({ members, threshold }: Officers) => accountOf(commonAccount(members.map(keyOf), threshold));

/** The others, in the order that the chain wants them. */
export const othersOf = ({ members }: Officers, account: string) => sorted(members.filter((one) => one !== account).map(keyOf)).map(accountOf);

const KEPT = "officers";
const listeners = new Set<() => void>();

export function keepOfficers(officers: Officers | undefined): void {
	try {
		if (officers) localStorage.setItem(KEPT, JSON.stringify(officers));
		else localStorage.removeItem(KEPT);
	} catch {
		// A browser may forbid storage: then they are asked for each time.
	}
	for (const listener of listeners) listener();
}

function kept(): string | null {
	try {
		return localStorage.getItem(KEPT);
	} catch {
		return null;
	}
}

function useOfficers(): Officers | undefined {
	const text = useSyncExternalStore((listener) => (listeners.add(listener), () => listeners.delete(listener)), kept);
	return useMemo(() => {
		try {
			const read = JSON.parse(text ?? "null") as Officers | null;
			const whole = read && Array.isArray(read.members) && read.members.every((one) => readAccount(one) === one) && Number.isInteger(read.threshold);
			return whole ? read : undefined;
		} catch {
			return undefined;
		}
	}, [text]);
}

/** The bank of this key. `known`: all has been answered that there is to ask. */
export function useBank(): { bank: Bank | undefined; known: boolean } {
	const { account } = useKey();
	const officers = useOfficers();
	const institutions = useList("FinancingApi.institutions", account ? [] : null);
	const bank = useMemo(() => {
		const alone = institutions.data?.find(({ key }) => key === account);
		if (alone) return { ...alone, officers: undefined };
		if (!officers || !account || !officers.members.includes(account)) return undefined;
		const common = accountOfOfficers(officers);
		const together = institutions.data?.find(({ key }) => key === common);
		return together && { ...together, officers };
	}, [institutions.data, account, officers]);
	return { bank, known: !account || institutions.data !== undefined };
}

export { useAskedNow, useNow } from "../firm/data";

export type Outcome = { events: Happened[]; waits: boolean } | { refused: ChainError };

export interface BankActing {
	/** Of several officers the first one enters it, and it waits. */
	send(call: Call, title: string, how?: Pick<Act, "fresh">): Promise<Outcome>;
	state: ActState;
	title: string | undefined;
	/** The hash of what was entered and waits for the second officer. */
	waits: `0x${string}` | undefined;
	busy: boolean;
	reset(): void;
}

/** The most work that the call may be, as the chain reckons it. */
export async function weightOf(what: Call) {
	const head = node.heads().best;
	if (!head) throw new Error("no head");
	return (await ask("TransactionPaymentCallApi.query_call_info", [what as never, 0], head)).value.weight;
}

export function useBankAct(bank: Pick<Bank, "officers">): BankActing {
	const { account } = useKey();
	const acting = useAct();
	const [waits, setWaits] = useState<`0x${string}`>();
	const { act } = acting;
	const { officers } = bank;
	const send = useCallback(
		async (what: Call, title: string, how: Pick<Act, "fresh"> = {}): Promise<Outcome> => {
			setWaits(undefined);
			if (!officers || !account) {
				const done = await act({ call: what, title, ...how });
				return "refused" in done ? done : { ...done, waits: false };
			}
			const max_weight = await weightOf(what);
			const entered = call("Multisig", "as_multi", {
				threshold: officers.threshold,
				other_signatories: othersOf(officers, account),
				maybe_timepoint: undefined,
				call: what as never,
				max_weight,
			});
			const done = await act({ call: entered, title, ...how });
			if ("refused" in done) return done;
			setWaits(`0x${bytesToHex(blake2b(await encodeCall(what), { dkLen: 32 }))}`);
			return { ...done, waits: true };
		},
		[act, account, officers],
	);
	const { state, title, reset } = acting;
	return { send, state, title, waits, busy: state === "asking" || state === "signing" || state === "sent", reset };
}
