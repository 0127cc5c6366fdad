// What a first officer entered and a second one has not approved yet.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { hexToBytes } from "@noble/hashes/utils.js";
import { type Call, codecs, decodeCall, type Head, node, type StorageValue, useStorage } from "../chain";
import type { MessageId, Value } from "../words";
import { keyOf } from "./accounts";
import { accountOfOfficers, othersOf, type Officers } from "./bank";
import { callIn } from "./multisig";

type Entered = NonNullable<StorageValue<"Multisig.Multisigs">>;

export interface Pending {
	callHash: `0x${string}`;
	entered: Entered;
	/** None: the transaction that entered it is no longer at hand, or says something else. */
	call: Call | undefined;
}

async function pendingOf(officers: Officers, head: Head): Promise<Pending[]> {
	const coder = (await codecs()).storage("Multisig", "Multisigs");
	const below = coder.key([accountOfOfficers(officers)]);
	const keys = await node.call<string[]>("state_getKeysPaged", [below, 100, null, head.hash]);
	return Promise.all(
		keys.map(async (key) => {
			const callHash = `0x${key.slice(-64)}` as const;
			const entered = coder.value(await node.call<string | null>("state_getStorage", [key, head.hash])) as Entered;
			return { callHash, entered, call: await callOf(officers, entered, callHash).catch(() => undefined) };
		}),
	);
}

/** Calls do not change: each is looked for once. */
const found = new Map<string, Call>();

async function callOf(officers: Officers, { when, depositor }: Entered, callHash: string): Promise<Call | undefined> {
	const before = found.get(callHash);
	if (before) return before;
	const hash = await node.call<string | null>("chain_getBlockHash", [when.height]);
	const { block } = await node.call<{ block: { extrinsics: string[] } }>("chain_getBlock", [hash]);
	const transaction = block.extrinsics[when.index];
	if (!transaction) return undefined;
	const others = othersOf(officers, depositor).map(keyOf);
	const bytes = callIn(hexToBytes(transaction.slice(2)), hexToBytes(callHash.slice(2)), officers.threshold, others);
	if (!bytes) return undefined;
	const call = await decodeCall(bytes);
	found.set(callHash, call);
	return call;
}

export function usePending(officers: Officers | undefined): Pending[] | undefined {
	// Asked with the other questions of the screen, and as often.
	const { head } = useStorage("Timestamp.Now", []);
	const { data } = useQuery({
		queryKey: ["pending", JSON.stringify(officers), head?.hash ?? null],
		queryFn: () => pendingOf(officers!, head!),
		enabled: officers !== undefined && head !== undefined,
		placeholderData: keepPreviousData,
		gcTime: 10_000,
		retry: false,
	});
	return data;
}

export interface Described {
	id: MessageId;
	values: Record<string, Value>;
	/** Those inside a batch. */
	parts: Call[];
}

/** What a call does, for those that the bank's screens make; nothing for any other. */
export function describe(what: Call): Described | undefined {
	const { type: pallet, value } = what as unknown as { type: string; value: { type: string; value: Record<string, unknown> } };
	const args = value.value;
	const of = (id: MessageId, ...names: string[]): Described => ({ id, values: { number: String(args[names[0] ?? ""] ?? ""), n: 1 }, parts: [] });
	switch (`${pallet}.${value.type}`) {
		case "Financing.make_offer":
			return of("bank.act.offer", "application");
		case "Financing.decline":
			return of("bank.act.decline", "application");
		case "Financing.disburse":
			return of("bank.act.payOut", "application");
		case "Financing.record_repayment":
			return of("bank.act.repay", "loan");
		case "Financing.expire":
		case "Financing.start_loan":
			return of("bank.act.expire", "application");
		case "Financing.answer_dispute":
			return of("bank.act.answer", "application");
		case "Financing.declare_default":
			return of("bank.act.default", "loan");
		case "Financing.write_off":
			return of("bank.act.writeOff", "loan");
		case "Financing.set_exposure_limit":
			return of("bank.act.limit");
		case "Classification.classify":
			return of("bank.act.classify", "loan");
		case "Consents.state_deletion":
			return of("bank.act.deletion", "consent");
		case "Products.publish":
			return of("bank.act.publish");
		case "Products.withdraw":
			return of("bank.act.withdraw", "product");
		case "Products.reopen":
			return of("bank.act.reopen", "product");
		case "Utility.force_batch": {
			const parts = args.calls as Call[];
			const known = parts.map(describe);
			const all = parts.length > 0 && known.every((one) => one?.id === "bank.act.repay");
			return all ? { id: "bank.act.repay", values: { n: parts.length }, parts } : undefined;
		}
		default:
			return undefined;
	}
}
