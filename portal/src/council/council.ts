// What the two councils have before them, and how a member moves, votes and closes.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ActState, askStorage, type Call, call, codecs, decodeCall, type Done, encodeCall, type Head, node, type StorageValue, useQuestion, useStorage } from "../chain";
import { useBank, useBankAct } from "../bank/bank";
import { useKey } from "../keys";

export type Council = "agencies" | "institutions";
export const COUNCILS: Council[] = ["agencies", "institutions"];
export type Hash = `0x${string}`;

/** Both councils are the same pallet, so the types of one are the other's. */
type Pallet = "AgenciesCouncil";
export const palletOf = (council: Council) => (council === "agencies" ? "AgenciesCouncil" : "InstitutionsCouncil") as Pallet;

export const readHash = (typed: string | undefined): Hash | undefined => (/^0x[0-9a-f]{64}$/.test(typed ?? "") ? (typed as Hash) : undefined);

/** Who sits in a council, and by which account the person at this screen votes: its own, or that of a bank whose officers sign
 * together. */
export function useMembers(council: Council) {
	const { account } = useKey();
	const { bank } = useBank();
	const { data } = useStorage(`${palletOf(council)}.Members`, []);
	const voter = [account, bank?.officers && bank.key].find((one) => one !== undefined && data?.includes(one));
	return { members: data, seated: voter !== undefined, voter };
}

export interface CouncilActing {
	act(what: { call: Call; title: string; fresh?: boolean }): Promise<Done>;
	state: ActState;
	title: string | undefined;
	/** It waits for the second officer of a bank. */
	waits: boolean;
}

/** What a member does is signed by the member's key, or entered for the second officer where the member's officers sign together. */
export function useCouncilAct(council: Council): CouncilActing {
	const { bank } = useBank();
	// Who has a seat of their own as well votes with that one.
	const { voter } = useMembers(council);
	const { send, state, title, waits } = useBankAct({ officers: voter === bank?.key ? bank?.officers : undefined });
	return { act: ({ call: what, title, fresh = false }) => send(what, title, { fresh }), state, title, waits: waits !== undefined };
}

/** Seconds between blocks. */
export function useBlockTime(): number | undefined {
	const { data } = useQuestion("AuraApi.slot_duration", []);
	return data === undefined ? undefined : Number(data) / 1_000;
}

/** As long as the runtime's own times, in blocks, where no network set others: three and seven days. */
const DAYS = 43_200;
export function useDelay(track: "General" | "Upgrade" | undefined): number | undefined {
	const name = track === "Upgrade" ? "UpgradeDelay" : "GeneralDelay";
	const { data, loading } = useStorage("Parameters.Parameters", track ? [{ type: "Governance", value: { type: name, value: undefined } }] : null);
	if (!track || loading) return undefined;
	const set = (data as { value?: { value?: unknown } } | undefined)?.value?.value;
	return typeof set === "number" ? set : (track === "Upgrade" ? 7 : 3) * DAYS;
}

export interface Proposal {
	call: Call;
	/** The call that is on the screen has the hash that is voted on. */
	same: boolean;
}

/** By the votes for a hash: what is shown is encoded again and hashed here, so that no node can show another motion than the one
 * that the vote is for. */
export function useProposal(council: Council, hash: Hash | undefined) {
	const proposal = useStorage(`${palletOf(council)}.ProposalOf`, hash ? [hash] : null);
	const voting = useStorage(`${palletOf(council)}.Voting`, hash ? [hash] : null);
	const cost = useStorage(`${palletOf(council)}.CostOf`, hash ? [hash] : null);
	const what = proposal.data as Call | undefined;
	const { data: same } = useQuery({ queryKey: ["proposal", hash, what !== undefined], enabled: what !== undefined, queryFn: async () => (await hashOfCall(what!)) === hash, staleTime: Infinity });
	return { call: what, same, voting: voting.data, mover: cost.data?.[0], badge: voting.badge, checkedAt: voting.checkedAt, head: voting.head, known: !proposal.loading && !voting.loading };
}

export const hashOfBytes = (bytes: Uint8Array): Hash => `0x${bytesToHex(blake2b(bytes, { dkLen: 32 }))}`;
export const hashOfCall = async (what: Call): Promise<Hash> => hashOfBytes(await encodeCall(what));

/** An act that was decided on and waits for its block. */
export interface Waiting {
	act: Hash;
	track: "General" | "Upgrade";
	block: number;
	/** None: its bytes are not on the chain, or are of another call. */
	call: Call | undefined;
}

type Task = NonNullable<NonNullable<StorageValue<"Scheduler.Agenda">>[number]>;

/** The number of an agenda's block stands at the end of its key. */
export function blockOf(key: string): number {
	const bytes = hexToBytes(key.slice(-8));
	return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

async function bytesOf({ call: bounded }: Task, head: Head): Promise<Uint8Array | undefined> {
	if (bounded.type === "Inline") return bounded.value as Uint8Array;
	if (bounded.type !== "Lookup") return undefined;
	const { hash, len } = bounded.value;
	return (await askStorage("Preimage.PreimageFor", [[hash, len]], head)).value as Uint8Array | undefined;
}

async function waitingAt(head: Head): Promise<Waiting[]> {
	const coder = (await codecs()).storage("Scheduler", "Agenda");
	const keys = await node.call<string[]>("state_getKeysPaged", [coder.key([]), 1_000, null, head.hash]);
	const found: Waiting[] = [];
	for (const key of keys) {
		const tasks = coder.value(await node.call<string | null>("state_getStorage", [key, head.hash])) as (Task | undefined)[] | undefined;
		for (const task of tasks ?? []) {
			const act = task?.maybe_id as Hash | undefined;
			if (!task || !act) continue;
			const bytes = await bytesOf(task, head).catch(() => undefined);
			// An act is known by the hash of its bytes: another call under its name is not shown.
			const what = bytes && hashOfBytes(bytes) === act ? await decodeCall(bytes).catch(() => undefined) : undefined;
			found.push({ act, track: task.origin.type === "Timelock" ? "General" : "Upgrade", block: blockOf(key), call: what });
		}
	}
	return found.sort((a, b) => a.block - b.block);
}

export function useWaiting(): { acts: Waiting[] | undefined; head: Head | undefined } {
	const { head } = useStorage("Timestamp.Now", []);
	const { data } = useQuery({ queryKey: ["acts", head?.hash ?? null], queryFn: () => waitingAt(head!), enabled: head !== undefined, placeholderData: keepPreviousData, gcTime: 10_000, retry: false });
	return { acts: data, head };
}

/** The call by which a member votes. */
export const voteOn = (council: Council, proposal: Hash, index: number, approve: boolean): Call => call(palletOf(council), "vote", { proposal, index, approve });

/** The call by which a member moves: the number of votes is part of the motion. */
export async function propose(council: Council, threshold: number, proposal: Call): Promise<Call> {
	return call(palletOf(council), "propose", { threshold, proposal: proposal as never, length_bound: (await encodeCall(proposal)).length });
}
