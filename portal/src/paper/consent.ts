// A consent as it stands: who may look, at what, what for, how often and until when.

import { clock, type Reading, there } from "./records";

export async function consent({ get, id }: Reading) {
	const { enterprise: number, terms, given_at, standing, used } = there(await get("Consents.Consents", [id]));
	const enterprise = there(await get("EnterpriseRegistry.Enterprises", [number]));
	const institution = there(await get("Institutions.Institutions", [terms.institution]));
	const now = await clock(get);
	const inForce = (): "Upcoming" | "Expired" | "UsedUp" | "InForce" => (now < terms.from ? "Upcoming" : now >= terms.until ? "Expired" : used >= terms.uses ? "UsedUp" : "InForce");
	return {
		kind: "consent" as const,
		id,
		firm: { name: enterprise.legal_name, number },
		bank: institution.spec.name,
		terms,
		given: given_at,
		used,
		standing: standing.type === "InForce" ? inForce() : (standing.type as "Paused" | "Revoked"),
		now,
	};
}

export type Consent = Awaited<ReturnType<typeof consent>>;
