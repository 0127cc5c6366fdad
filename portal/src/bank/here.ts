// What the frame around the bank's screens knows.

import { useOutletContext, useParams } from "react-router";
import type { Bank } from "./bank";

export const useBankHere = () => useOutletContext<Bank>();

/** The number in the path. */
export function useNumber(): bigint | undefined {
	const { id } = useParams();
	return /^\d{1,18}$/.test(id ?? "") ? BigInt(id!) : undefined;
}
