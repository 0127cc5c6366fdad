// The grades that a firm showed: as the record has them, newest first.

import { clock, NoPaper, type Reading, there } from "./records";

export async function rating({ get, firm }: Reading) {
	const number = there(firm);
	const enterprise = there(await get("EnterpriseRegistry.Enterprises", [number]));
	const ratings = await get("CreditScoring.Ratings", [number]);
	if (ratings.length === 0) throw new NoPaper();
	const banks = new Map<number, string>();
	for (const { institution } of ratings) {
		if (institution === undefined || banks.has(institution)) continue;
		banks.set(institution, there(await get("Institutions.Institutions", [institution])).spec.name);
	}
	const shown = ratings.map((one) => ({ ...one, bank: one.institution === undefined ? undefined : banks.get(one.institution) }));
	const champion = await get("CreditScoring.Champion", []);
	return {
		kind: "rating" as const,
		firm: { name: enterprise.legal_name, number },
		ratings: shown.sort((a, b) => Number(b.made_at - a.made_at)),
		/** The scorecard in force. */
		champion,
		now: await clock(get),
	};
}

export type Rating = Awaited<ReturnType<typeof rating>>;
