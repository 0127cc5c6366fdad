// How a lender means to realise what secures a loan in default, and who may do what next.

import type { Answer, Calls } from "../chain";
import { keyOf } from "../chain/useQuestion";

export type Asset = NonNullable<Answer<"CollateralApi.asset">>;
export type Lien = Asset["liens"][number];
export type Enforcement = NonNullable<Lien["enforcement"]>;
export type Realisation = Calls["Collateral"]["propose_enforcement"]["realisation"];

export const PRICES = ["Agreed", "Appraised", "Evidenced"] as const;

/** Costs of realising are a tenth of the proceeds at most. */
export const mostCosts = (proceeds: bigint) => proceeds / 10n;

export type Owners = readonly { type: string; value: unknown }[];

/** Whose an asset is. */
export const ownersOf = ({ right, receivable }: Pick<Asset, "right" | "receivable">): Owners => (right ? right.owners : receivable ? [receivable.spec.creditor] : []) as Owners;

/** What must happen before the lender can carry it out, as the chain will judge it today. */
export type Ripe = "Ripe" | "ObjectionPending" | "NotAgreed" | "TooEarly" | "Encumbered";

export function ripe(asset: Pick<Asset, "right" | "receivable" | "liens">, lien: Lien, today: number): Ripe {
	const { enforcement } = lien;
	if (!enforcement) return "TooEarly";
	if (asset.right?.encumbrance?.type === "Preservation") return "Encumbered";
	if (enforcement.objection) return "ObjectionPending";
	const agreed = new Set(enforcement.agreed.map(keyOf));
	if (ownersOf(asset).every((owner) => agreed.has(keyOf(owner)))) {
		const others = asset.liens.some((other) => other.lien.institution !== lien.lien.institution);
		return others && today <= enforcement.object_until ? "TooEarly" : "Ripe";
	}
	if (enforcement.realisation.price.type === "Agreed") return "NotAgreed";
	return today > enforcement.object_until ? "Ripe" : "TooEarly";
}

/** Of what the sale brings: costs first, then what is owed, what is left for those behind and the owner. */
export function shares({ proceeds, costs }: Pick<Realisation, "proceeds" | "costs">, owed: bigint): { costs: bigint; claim: bigint; rest: bigint } {
	const net = proceeds - costs;
	const claim = net < owed ? net : owed;
	return { costs, claim, rest: net - claim };
}
