// What both sides see of lines, guarantees and security.

import { useList } from "../chain";
import { useWords } from "../words";

/** The currency's code, as amounts want it. */
export const codeOf = ({ type }: { type: string }) => type.toUpperCase() as "CNY" | "HKD" | "MOP" | "USD";

export function useInstitutionName(): (id: number) => string {
	const { t, name } = useWords("credit");
	const { data } = useList("FinancingApi.institutions", []);
	return (id) => {
		const found = data?.find((one) => one.id === id);
		return found ? name(found.name) : t("credit.number", { number: id });
	};
}

export function useGuarantorName(): (id: number) => string {
	const { t, name } = useWords("credit");
	const { data } = useList("GuaranteesApi.guarantors", []);
	return (id) => {
		const found = data?.find((one) => one.id === id);
		return found ? name(found.name) : t("credit.number", { number: id });
	};
}
