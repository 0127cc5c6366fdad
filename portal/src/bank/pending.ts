// What a first officer entered and a second one has not approved yet.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { hexToBytes } from "@noble/hashes/utils.js";
import { type Call, codecs, decodeCall, type Head, node, type RegistrationNumber, type StorageValue, useStorage } from "../chain";
import { numberText } from "../firm/numbers";
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

type Fields = Record<string, unknown>;
const text = (value: unknown) => String(value ?? "");
const one = (id: MessageId, field?: string) => (args: Fields): Omit<Described, "parts"> => ({ id, values: { number: field ? text(args[field]) : "", n: 1 } });

/** Every call by which a bank does something, with its words. What is shown beside them is read from the bytes that are signed. */
const SAID: Record<string, (args: Fields) => Omit<Described, "parts">> = {
	"Financing.make_offer": one("bank.act.offer", "application"),
	"Financing.decline": one("bank.act.decline", "application"),
	"Financing.explain_override": one("bank.act.override", "application"),
	"Financing.disburse": one("bank.act.payOut", "application"),
	"Financing.record_repayment": one("bank.act.repay", "loan"),
	"Financing.repay_several": one("credit.act.repaySeveral"),
	"Financing.expire": one("bank.act.expire", "application"),
	"Financing.start_loan": one("bank.act.expire", "application"),
	"Financing.answer_dispute": one("bank.act.answer", "application"),
	"Financing.declare_default": one("bank.act.default", "loan"),
	"Financing.write_off": one("bank.act.writeOff", "loan"),
	"Financing.set_exposure_limit": one("bank.act.limit"),
	"Financing.levy_charge": one("credit.act.charge", "loan"),
	"Financing.forgive": one("credit.act.forgive", "loan"),
	"Financing.cure": one("credit.act.cure", "loan"),
	"Financing.declare_misuse": one("credit.act.misuse", "loan"),
	"Financing.reverse": one("credit.act.reverse", "loan"),
	"Financing.refuse_claim": one("credit.act.refuseClaim", "loan"),
	"Financing.ask_compensation": one("credit.act.compensation", "loan"),
	"Financing.propose_amendment": one("credit.act.amend", "loan"),
	"Financing.withdraw_amendment": one("credit.act.amendBack", "loan"),
	"Financing.renew": one("credit.act.renewal", "application"),
	"Financing.note_arrears": one("credit.act.arrears", "loan"),
	"Financing.reprice": one("credit.act.reprice", "loan"),
	"Classification.classify": one("bank.act.classify", "loan"),
	"Consents.state_deletion": one("bank.act.deletion", "consent"),
	"Products.publish": one("bank.act.publish"),
	"Products.withdraw": one("bank.act.withdraw", "product"),
	"Products.reopen": one("bank.act.reopen", "product"),
	"Policies.publish": ({ spec }) => ({ id: "credit.act.policyOf", values: { number: text((spec as Fields).product) } }),
	"Policies.withdraw": one("credit.act.policyEndOf", "product"),
	"CreditLines.offer": ({ spec }) => ({ id: "credit.act.lineOffer", values: { firm: numberText((spec as Fields).enterprise as RegistrationNumber) } }),
	"CreditLines.freeze": one("credit.act.lineFreeze", "line"),
	"CreditLines.unfreeze": one("credit.act.lineUnfreeze", "line"),
	"CreditLines.cancel": one("credit.act.lineCancel", "line"),
	"CreditLines.clear": one("credit.act.lineClear", "line"),
	"CreditLines.levy": one("credit.act.lineLevy", "line"),
	"CreditLines.record_fee": one("credit.act.lineFee", "line"),
	"Guarantees.propose": ({ guarantee }) => ({ id: "credit.act.guarantee", values: { number: text((guarantee as Fields).application) } }),
	"Guarantees.withdraw": one("credit.act.guaranteeWithdraw", "guarantee"),
	"Guarantees.call": one("credit.act.guaranteeCall", "guarantee"),
	"Guarantees.release": one("credit.act.guaranteeRelease", "guarantee"),
	"Guarantees.record_payment": ({ guarantee, guarantor }) => ({ id: "credit.act.guaranteePaid", values: { number: text(guarantee), guarantor: text(guarantor) } }),
	"Collateral.release": one("credit.act.release", "lien"),
	"Collateral.enforce": one("credit.act.enforce", "lien"),
	"Collateral.propose_enforcement": one("credit.act.proposeEnforcement", "lien"),
	"Collateral.continue_lien": one("credit.act.continue", "lien"),
	"Collateral.subordinate": one("credit.act.subordinate", "lien"),
	"Collateral.lapse": one("credit.act.lapse", "lien"),
	"Collateral.state_claim": one("credit.act.claim", "lien"),
	"Collateral.register_outside": one("credit.act.outside", "lien"),
	"Collateral.admit_lender": one("credit.act.admit", "lien"),
	"Collateral.accept_rank": one("credit.act.rank", "lien"),
	"Collateral.acknowledge_invalidation": one("credit.act.invalidation", "asset"),
	"Collateral.set_collection_account": one("credit.act.account", "asset"),
	"CrossBorder.claim_document": one("credit.act.document"),
	"CrossBorder.send_passport": one("credit.act.passport"),
	"CrossBorder.revoke_passport": one("credit.act.passportBack"),
	"CrossBorder.send_voucher": one("credit.act.voucher"),
	"CrossBorder.check_voucher": one("credit.act.voucherCheck"),
	"CrossBorder.send_waiting": one("credit.act.sendWaiting"),
};

/** In both councils a member votes, moves and closes by the same calls. */
const COUNCIL: Record<string, (args: Fields) => Omit<Described, "parts">> = {
	vote: ({ approve }) => ({ id: "credit.act.vote", values: { vote: approve ? "for" : "against" } }),
	propose: one("credit.act.move"),
	close: one("credit.act.close"),
};

/** The council of a call, or none. */
export function councilOf(what: Call): "agencies" | "institutions" | undefined {
	const { type } = what as unknown as { type: string };
	return type === "AgenciesCouncil" ? "agencies" : type === "InstitutionsCouncil" ? "institutions" : undefined;
}

/** What a call does, for those that have words; nothing for any other. */
export function describe(what: Call): Described | undefined {
	const { type: pallet, value } = what as unknown as { type: string; value: { type: string; value: Fields } };
	const args = value.value ?? {};
	const name = `${pallet}.${value.type}`;
	if (name === "Utility.force_batch" || name === "Utility.batch_all") {
		const parts = args.calls as Call[];
		const known = parts.map(describe);
		if (parts.length === 0 || known.includes(undefined)) return undefined;
		const repayments = known.every((part) => part?.id === "bank.act.repay");
		return { id: repayments ? "bank.act.repay" : "credit.act.several", values: { n: parts.length }, parts };
	}
	const say = councilOf(what) ? COUNCIL[value.type] : Object.hasOwn(SAID, name) ? SAID[name] : undefined;
	return say && { ...say(args), parts: [] };
}

/** Those that have words, for who looks whether one is missing. */
export const DESCRIBED = Object.keys(SAID);
