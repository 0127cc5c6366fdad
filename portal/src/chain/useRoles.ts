import { useKey } from "../keys";
import type { RegistrationNumber } from "./types";
import { useList, useStorage } from "./useQuestion";

export interface Roles {
	/** Whether all is known that can be. */
	known: boolean;
	firms: RegistrationNumber[];
	institution: { id: number; name: string } | undefined;
	guarantor: { id: number; name: string } | undefined;
	agency: { id: number; name: string } | undefined;
	regulator: boolean;
	councillor: boolean;
}

/** What the key speaks for, by the chain. */
export function useRoles(): Roles {
	const { account } = useKey();
	const firms = useList("EnterpriseRegistryApi.enterprises_of", account ? [account] : null);
	const institutions = useList("FinancingApi.institutions", account ? [] : null);
	const guarantors = useList("GuaranteesApi.guarantors", account ? [] : null);
	const agencies = useList("AttestationsApi.agencies", account ? [] : null);
	const agenciesCouncil = useStorage("AgenciesCouncil.Members", account ? [] : null);
	const institutionsCouncil = useStorage("InstitutionsCouncil.Members", account ? [] : null);
	const institution = institutions.data?.find(({ key }) => key === account);
	const guarantor = guarantors.data?.find(({ key }) => key === account);
	const agency = agencies.data?.find(({ key }) => key === account);
	const councils = [agenciesCouncil, institutionsCouncil];
	return {
		known: !account || [firms, institutions, guarantors, agencies, ...councils].every(({ data }) => data !== undefined),
		firms: firms.data ?? [],
		institution: institution && { id: institution.id, name: institution.name },
		guarantor: guarantor && { id: guarantor.id, name: guarantor.name },
		agency: agency && { id: agency.id, name: agency.name },
		regulator: agency !== undefined && !agency.suspended && JSON.stringify(agency.rights).includes("Regulator"),
		councillor: account !== undefined && councils.some(({ data }) => data?.includes(account)),
	};
}
