// All that a regulator's sums need, asked at one block: they would not fit together otherwise. It is asked when the first screen opens and
// again when the reader wants it, not with each block: a place has over a hundred banks.

import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { askList, askStorage, type Head, type Item, useStorage } from "../chain";
import { type ChainError, toChainError } from "../chain/errors";
import type { Loan } from "./arrears";

export type Institution = Item<"FinancingApi.institutions">;

export interface Survey {
	head: Head;
	/** Business time of the block, in milliseconds. */
	at: number;
	institutions: Institution[];
	loans: Loan[];
	/** Consents with data that should be deleted by now, of each bank. */
	overdue: Map<number, number>;
}

async function surveyAt(head: Head): Promise<Survey> {
	const [now, offset, institutions] = await Promise.all([askStorage("Timestamp.Now", [], head), askStorage("BusinessClock.Offset", [], head), askList("FinancingApi.institutions", [], head)]);
	const overdue = new Map<number, number>();
	const loans = await Promise.all(
		institutions.value.map(async ({ id, jurisdiction }) => {
			const [lines, owed] = await Promise.all([askList("PortfolioApi.loans_by", [id], head), askList("ConsentsApi.overdue_deletions", [id], head)]);
			overdue.set(id, owed.value.length);
			return lines.value.map((line): Loan => ({ line, place: jurisdiction.type }));
		}),
	);
	return { head, at: Number(now.value) + Number(offset.value) * 1_000, institutions: institutions.value, loans: loans.flat(), overdue };
}

/** The block that the screens show, the same for all of them. */
let chosen: Head | undefined;
const listeners = new Set<() => void>();
function choose(head: Head): void {
	chosen = head;
	for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => (listeners.add(listener), () => void listeners.delete(listener));

export function useSurvey(): { survey: Survey | undefined; error: ChainError | undefined; asking: boolean; again: () => void } {
	const { head: newest } = useStorage("Timestamp.Now", []);
	const head = useSyncExternalStore(subscribe, () => chosen);
	useEffect(() => {
		if (!chosen && newest) choose(newest);
	}, [newest]);
	const { data, error, isFetching } = useQuery({
		queryKey: ["survey", head?.hash ?? null],
		queryFn: () => surveyAt(head!),
		enabled: head !== undefined,
		staleTime: Infinity,
		gcTime: 600_000,
		retry: 1,
		structuralSharing: false,
		placeholderData: (before) => before,
	});
	return { survey: data, error: error ? toChainError(error) : undefined, asking: isFetching || !head, again: () => newest && choose(newest) };
}
