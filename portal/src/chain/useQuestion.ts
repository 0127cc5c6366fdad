import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Asked, ask, askList, askStorage } from "./ask";
import { askedHead } from "./asked";
import { type Badge, checks } from "./checks";
import { type ChainError, toChainError, Trouble } from "./errors";
import { type Head, type Heads, node } from "./node";
import type { Answer, Args, Item, ListArgs, ListName, QuestionName, StorageArgs, StorageName, StorageValue } from "./types";

export interface Question<T> {
	/** Undefined until there is an answer. What was asked before stays while it is asked again. */
	data: T | undefined;
	badge: Badge;
	/** When the light client found it right, in milliseconds since 1970. */
	checkedAt: number | undefined;
	error: ChainError | undefined;
	loading: boolean;
	/** The block that the answer is of. */
	head: Head | undefined;
}

/** A question to the chain, asked again with new blocks: `useQuestion("FinancingApi.loan", [7n])`. With `null` for the arguments
 * it waits: they depend on another answer. */
export function useQuestion<N extends QuestionName>(name: N, args: Args<N> | null): Question<Answer<N>> {
	return useAsked(["question", name, args], (head) => ask(name, args!, head), args !== null);
}

/** All entries of a list, whatever its pages: the arguments are those before the page. */
export function useList<N extends ListName>(name: N, args: ListArgs<N> | null): Question<Item<N>[]> {
	return useAsked(["list", name, args], (head) => askList(name, args!, head), args !== null);
}

/** An entry of the chain's storage, for what no question tells. */
export function useStorage<N extends StorageName>(name: N, args: StorageArgs<N> | null): Question<StorageValue<N>> {
	return useAsked(["storage", name, args], (head) => askStorage(name, args!, head), args !== null);
}

/** The node's code for too many questions at once. */
const BUSY = "20005";

function useAsked<T>(name: [string, string, unknown], query: (head: Head) => Promise<Asked<T>>, wanted: boolean): Question<T> {
	const newest = useSyncExternalStore(askedHead.subscribe, askedHead.get);
	// One block at a time: where answers take longer than blocks, moving on with each block would show none of them.
	const [head, setHead] = useState(newest);
	const key = keyOf(name);
	const { data: fresh, error, isPending, isFetching } = useQuery({
		queryKey: [...name.slice(0, 2), key, head?.hash ?? null],
		queryFn: () => query(head!),
		enabled: wanted && head !== undefined,
		gcTime: 10_000,
		staleTime: Infinity,
		retry: (times, reason) => times < 3 && reason instanceof Trouble && "name" in reason.reason && reason.reason.name === BUSY,
		retryDelay: 700,
		structuralSharing: false,
		placeholderData: (before, of) => (of?.queryKey[2] === key ? keepPreviousData(before) : undefined),
	});
	useEffect(() => {
		if (!isFetching) setHead(newest);
	}, [newest, isFetching]);
	// What was answered stays on the screen while the line is down.
	const last = useRef<{ key: string; asked: Asked<T> } | undefined>(undefined);
	if (fresh) last.current = { key, asked: fresh };
	const data = fresh ?? (last.current?.key === key ? last.current.asked : undefined);
	const { badge, checkedAt } = useStanding(data?.requests);
	return {
		data: wanted ? data?.value : undefined,
		badge,
		checkedAt,
		error: error ? toChainError(error) : undefined,
		loading: wanted && isPending,
		head: data?.head,
	};
}

/** How answers that a screen shows stand; as long as it shows them they are checked. */
export function useStanding(requests: string[] | undefined): Pick<Question<unknown>, "badge" | "checkedAt"> {
	const old = useOld();
	const used = requests?.join("|");
	useEffect(() => checks.use(used ? used.split("|") : []), [used]);
	// As text, so that a screen is drawn anew only if its own answers stand otherwise.
	const standing = useSyncExternalStore(checks.subscribe, () => (requests ? `${checks.badge(requests)} ${checks.checkedAt(requests) ?? ""}` : "node "));
	const [badge, checkedAt] = standing.split(" ") as [ReturnType<typeof checks.badge>, string];
	return { badge: badge === "disagrees" ? badge : old ? "old" : badge, checkedAt: checkedAt ? Number(checkedAt) : undefined };
}

/** Text that is the same for the same arguments; JSON knows neither large numbers nor bytes. */
export function keyOf(value: unknown): string {
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part === "bigint") return `${part}n`;
		return part instanceof Uint8Array ? `0x${Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("")}` : part;
	});
}

const OLD_MS = 60_000;

const ticking = (listener: () => void) => {
	const timer = setInterval(listener, 5_000);
	const stop = node.subscribe(listener);
	return () => (clearInterval(timer), stop());
};
const isOld = () => {
	const { finalAt } = node.heads();
	return finalAt !== undefined && performance.now() - finalAt > OLD_MS;
};
/** After a node is gone there is no event: the page looks at its own clock. */
export function useOld(): boolean {
	return useSyncExternalStore(ticking, isOld);
}

export function useConnection(): Heads {
	return useSyncExternalStore(node.subscribe, node.heads);
}
