// A lien: on what it is, what it secures, and behind how many others it stands.

import { clock, type Reading, there } from "./records";

export async function lien({ get, id }: Reading) {
	const record = there(await get("Collateral.Liens", [id]));
	const asset = there(await get("Collateral.Assets", [record.asset]));
	const ranking = await get("Collateral.Ranking", [record.asset]);
	const enterprise = there(await get("EnterpriseRegistry.Enterprises", [record.pledgor]));
	const institution = there(await get("Institutions.Institutions", [record.institution]));
	// The amount is in the currency of the loan: before there is one, nothing says in which.
	const terms = record.loan === undefined ? undefined : (await get("Financing.Records", [record.loan]))?.terms;
	const { substance } = asset;
	const now = await clock(get);
	return {
		kind: "lien" as const,
		id,
		firm: { name: enterprise.legal_name, number: record.pledgor },
		bank: institution.spec.name,
		lien: record,
		/** Number of the asset, what kind it is, and how it is called. */
		asset: {
			id: record.asset,
			kind: asset.kind.type,
			title: substance.type === "Right" ? substance.value.title : substance.value.spec.obligor,
		},
		currency: terms?.currency.type.toUpperCase() as "CNY" | "HKD" | "MOP" | "USD" | undefined,
		/** From 1; 0: it has none any more. */
		rank: ranking.indexOf(id) + 1,
		now,
	};
}

export type Lien = Awaited<ReturnType<typeof lien>>;
