// The firm's assets, each with what it is worth to a lender today.

import { useQuery } from "@tanstack/react-query";
import { type Answer, ask, type RegistrationNumber, useConnection, useList, useStanding } from "../chain";
import { type Standing, worst } from "./data";

export type Asset = NonNullable<Answer<"CollateralApi.asset">>;

export const useAssets = (number: RegistrationNumber) => useAskedAssets(number).data;

export function useAskedAssets(number: RegistrationNumber): Standing<Asset[]> {
	const numbers = useList("CollateralApi.assets_of", [number]);
	const { best } = useConnection();
	const found = useQuery({
		queryKey: ["assets", numbers.data?.join() ?? null],
		queryFn: async () => {
			const all = await Promise.all(numbers.data!.map((id) => ask("CollateralApi.asset", [id], best!)));
			return { assets: all.flatMap((one) => one.value ?? []), requests: all.flatMap((one) => one.requests) };
		},
		enabled: numbers.data !== undefined && best !== undefined,
		refetchInterval: 4_000,
		gcTime: 10_000,
		retry: false,
	}).data;
	const { badge } = useStanding(found?.requests);
	return { data: found?.assets, badge: worst(numbers.badge, badge) };
}

/** A day so many months later; where that month is shorter, its last. */
export function addMonths(day: number, months: number): number {
	const from = new Date(day * 86_400_000);
	const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / 86_400_000;
}
