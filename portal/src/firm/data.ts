// What several of the firm's screens ask.

import { useMemo } from "react";
import type { Lang } from "../words";
import { type Badge, type Item, useList, useQuestion, useStorage, type RegistrationNumber } from "../chain";

export type Agency = Item<"AttestationsApi.agencies">;
export type Indicator = Item<"AttestationsApi.indicators">;
export type Attestation = Item<"AttestationsApi.attestations">;
export type Institution = Item<"FinancingApi.institutions">;
export type Product = Item<"FinancingApi.products">;
export type Application = Item<"FinancingApi.applications_of">;
export type Loan = Item<"FinancingApi.loans_of">;
export type Consent = Item<"ConsentsApi.consents_of">;
export type Terms = NonNullable<Application["terms"]>;
export type Conditions = Terms["conditions"];

function useMap<T extends { id: number }>(items: T[] | undefined): Map<number, T> | undefined {
	return useMemo(() => items && new Map(items.map((one) => [one.id, one])), [items]);
}

/** What is known, and how it stands: a screen that acts on it is no better than that. */
export interface Standing<T> {
	data: T | undefined;
	badge: Badge;
}

/** Names come from the node like everything else, so they have a badge like everything else. */
export function useAskedInstitutions(): Standing<Map<number, Institution>> {
	const { data, badge } = useList("FinancingApi.institutions", []);
	return { data: useMap(data), badge };
}
export function useAskedAgencies(): Standing<Map<number, Agency>> {
	const { data, badge } = useList("AttestationsApi.agencies", []);
	return { data: useMap(data), badge };
}
export const useAgencies = () => useAskedAgencies().data;
export const useIndicators = () => useMap(useList("AttestationsApi.indicators", []).data);
export const useInstitutions = () => useAskedInstitutions().data;

/** A block's time may be so far from this machine's clock. */
const CLOCK_MS = 60_000;

/** A block's time is another in each block, so no check of it is ever in time: this machine's own clock is what it is held against. */
export function clockBadge(block: bigint, badge: Badge, clock: number): Badge {
	return badge === "node" && Math.abs(Number(block) - clock) <= CLOCK_MS ? "verified" : badge;
}

/** Business time in seconds since 1970, which on rehearsal networks runs ahead. */
export function useAskedNow(): Standing<number> {
	const block = useStorage("Timestamp.Now", []);
	const ahead = useStorage("BusinessClock.Offset", []);
	if (block.data === undefined || ahead.data === undefined) return { data: undefined, badge: worst(block.badge, ahead.badge) };
	return { data: Number(block.data / 1_000n) + Number(ahead.data), badge: worst(clockBadge(block.data, block.badge, Date.now()), ahead.badge) };
}
export const useNow = () => useAskedNow().data;

/** The chain counts seconds, the words milliseconds. */
export const moment = (second: number | bigint) => Number(second) * 1_000;

/** A rate in hundred-millionths with two decimals, always: so that a column of them can be compared. */
export function percent(rate: bigint, lang: Lang): string {
	const points = ((rate + 5_000n) / 10_000n).toString().padStart(3, "0");
	const [whole, part] = [points.slice(0, -2), points.slice(-2)];
	return lang === "pt" ? `${whole},${part}\u00a0%` : `${whole}.${part}%`;
}

/** The day in UTC+8 of a second, in days since 1970. */
export const dayOf = (second: number | bigint) => Math.floor((Number(second) + 8 * 3_600) / 86_400);

/** The scorecard in force, as a proof needs it. */
export const useBasis = (number: RegistrationNumber) => useQuestion("CreditScoringApi.proof_basis", [number]);

/** The worst of several badges: what rests on all of them is no better. */
export function worst(...badges: Badge[]): Badge {
	const order: Badge[] = ["disagrees", "old", "node", "verified"];
	return order.find((badge) => badges.includes(badge)) ?? "node";
}

/** Whether a signature may rest on it. A node that was caught anywhere is believed in nothing, whatever the person said before. */
export const mayRest = (standing: Badge, trusted: boolean, disagrees: boolean) => !disagrees && (standing === "verified" || (trusted && standing === "node"));

/** The best first. */
export const grades = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C"] as const;
/** The chain writes `Bbb`. */
export const gradeText = (grade: { type: string } | string) => (typeof grade === "string" ? grade : grade.type).toUpperCase();
/** The chain writes `Cny`. */
export const currencyText = (currency: { type: string }) => currency.type.toUpperCase() as "CNY" | "HKD" | "MOP" | "USD";
