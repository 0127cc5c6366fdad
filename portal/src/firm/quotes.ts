// Schedule and cost of offers, if the money came today: an offer has no schedule before it is a loan.

import { useQueries } from "@tanstack/react-query";
import { type Answer, ask, useConnection } from "../chain";
import { type Application, dayOf, useNow } from "./data";

export type Quote = NonNullable<Answer<"FinancingApi.quote">>;

/** In the offers' order; undefined until reckoned. */
export function useQuotes(offers: Application[]): (Quote | undefined)[] {
	const now = useNow();
	const today = now === undefined ? undefined : dayOf(now);
	const { best } = useConnection();
	const found = useQueries({
		queries: offers.map((one) => ({
			queryKey: ["quote", String(one.id), one.offered_terms_hash ?? null, today ?? null],
			queryFn: async () => (await ask("FinancingApi.quote", [one.product, one.terms!.conditions, today!], best!)).value ?? null,
			enabled: one.terms !== undefined && today !== undefined && best !== undefined,
			staleTime: Infinity,
			retry: false,
		})),
	});
	return found.map((one) => one.data ?? undefined);
}
