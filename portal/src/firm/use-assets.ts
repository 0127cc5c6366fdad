// The firm's assets, each with what it is worth to a lender today.

import { useQuery } from "@tanstack/react-query";
import { type Answer, ask, type RegistrationNumber, useConnection, useList } from "../chain";

export type Asset = NonNullable<Answer<"CollateralApi.asset">>;

export function useAssets(number: RegistrationNumber): Asset[] | undefined {
	const numbers = useList("CollateralApi.assets_of", [number]).data;
	const { best } = useConnection();
	return useQuery({
		queryKey: ["assets", numbers?.join() ?? null, best?.hash ?? null],
		queryFn: async () => {
			const found = await Promise.all(numbers!.map((id) => ask("CollateralApi.asset", [id], best!)));
			return found.flatMap((one) => one.value ?? []);
		},
		enabled: numbers !== undefined && best !== undefined,
		placeholderData: (before: Asset[] | undefined) => before,
		gcTime: 10_000,
		staleTime: Infinity,
		retry: false,
	}).data;
}

/** A day so many months later; where that month is shorter, its last. */
export function addMonths(day: number, months: number): number {
	const from = new Date(day * 86_400_000);
	const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / 86_400_000;
}
