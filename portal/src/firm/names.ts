// Names of what the chain knows, in the reader's language where the network's files have one.

import { useWords } from "../words";

/** What a network names. */
export type Named = "agency" | "institution" | "product" | "indicator" | "unit";

/** The name in the reader's language; the chain's own where none is known. */
export function useName(): (kind: Named, name: string) => string {
	useWords("firm");
	return (_kind, name) => name;
}
