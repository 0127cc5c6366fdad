// Names of what the chain knows, in the reader's language where the network's files have one.

import { hasMessage, useWords } from "../words";

/** What a network names. */
export type Named = "agency" | "institution" | "product" | "indicator" | "unit";

/** The name in the reader's language; the chain's own where none is known. */
export function useName(): (kind: Named, name: string) => string {
	const { t, name: known } = useWords("firm");
	return (kind, name) => {
		if (name === "") return "";
		const unit = `firm.unit.${name}`;
		if (kind === "unit") return hasMessage(unit) ? t(unit) : name;
		return known(name);
	};
}
