export type Outcome = "done" | "refused" | "rejected";

/** What came of a motion that was closed: it may have its votes, and what it was to do be refused all the same. */
export function outcomeOf(events: readonly { pallet: string; event: string; data: unknown }[]): Outcome | undefined {
	const own = events.filter(({ pallet }) => pallet === "AgenciesCouncil" || pallet === "InstitutionsCouncil");
	const executed = own.find(({ event }) => event === "Executed");
	if (executed) return (executed.data as { result: { success: boolean } }).result.success ? "done" : "refused";
	return own.some(({ event }) => event === "Disapproved") ? "rejected" : undefined;
}
