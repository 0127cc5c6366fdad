// Other conditions that the lender proposes for a loan that runs: the old beside the new, and the signature that accepts exactly these.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { call, useAct, useQuestion } from "../chain";
import { hashAmendment } from "../rules";
import { Badge, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { isBusy, isGone, Loading } from "./bits";
import { Compared } from "../credit/Compared";
import { inForce } from "../credit/amendments";
import { currencyText, moment, useAskedInstitutions, worst } from "./data";
import { isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { missingWord } from "../credit/guarantees";
import { useGuarantorName } from "../credit/parts";
import { CostList, readId } from "./offer";
import { Sign, useTrust } from "./sign";

export function Proposal() {
	const id = readId(useParams().loan);
	const words = useWords("firm", "credit");
	const { t } = words;
	const name = useName();
	const firm = useFirm();
	const loan = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const { data: institutions, badge } = useAskedInstitutions();
	const trust = useTrust();
	const guarantees = useQuestion("GuaranteesApi.guarantees_of", id === undefined ? null : [id]);
	const guarantor = useGuarantorName();
	const { act, state, title } = useAct();
	const [done, setDone] = useState(false);
	const proposed = loan.data?.proposed;
	const same = useQuery({
		queryKey: ["amendment", String(id), proposed?.amendment_hash ?? null, proposed && JSON.stringify(proposed.amendment, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one))],
		queryFn: async () => (await hashAmendment({ loan: id!, amendment: proposed!.amendment })) === proposed!.amendment_hash,
		enabled: id !== undefined && proposed !== undefined,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	});
	if (isGone(id, loan)) return <Page title={t("firm.loan.gone")} back="/firm/loans">{null}</Page>;
	if (id === undefined || !loan.data || !institutions) return <Loading of={[loan]} />;
	const institution = name("institution", institutions.get(loan.data.institution)?.name ?? "");
	const back = `/firm/loan/${id}`;
	const heading = t("firm.proposal.title", { id: String(id) });
	if (done || !proposed) {
		return (
			<Page title={heading} back={back}>
				<Progress state={state} title={title} />
				<Notice kind={done ? "good" : "info"}>{t(done ? "firm.proposal.done" : "firm.proposal.none")}</Notice>
			</Page>
		);
	}
	const { amendment, amendment_hash: hash, valid_until } = proposed;
	const before = inForce(loan.data);
	const currency = currencyText(loan.data.currency);
	const missing = missingWord(guarantees.data ?? [], hash);
	// Whose proposal it is counts like what it says.
	const standing = worst(loan.badge, badge);
	const accept = async () => {
		const outcome = await act({
			call: call("Financing", "accept_amendment", { loan: id, amendment_hash: hash }),
			title: t("firm.proposal.act", { loan: String(id) }),
			fresh: true,
			rests: [standing],
			trustNode: trust.trusted,
		});
		setDone("events" in outcome);
	};
	return (
		<Page title={heading} back={back} wide>
			<Badge badge={standing} checkedAt={loan.checkedAt} />
			<Others of={loan.data.enterprise} />
			<p>{t("firm.loan.proposed", { institution, time: words.time(moment(valid_until)) })}</p>
			<p>
				<strong>{t(`firm.proposal.kind.${amendment.kind.type}`)}</strong>
				{" · "}
				{t("firm.proposal.arrears")}: {t(amendment.reschedules_arrears ? "firm.proposal.arrears.yes" : "firm.proposal.arrears.no")}
			</p>
			<Compared before={before} after={amendment.conditions} currency={currency} label={heading} />
			<CostList conditions={amendment.conditions} currency={currency} />
			<p className="quiet">{t("firm.proposal.keep")}</p>
			{missing.length > 0 && <Notice kind="warning">{t("credit.amend.guarantors", { names: words.list(missing.map(guarantor)) })}</Notice>}
			<Sign
				same={{ data: same.data, error: same.error }}
				says={t("firm.proposal.signed", { loan: String(id), hash })}
				standing={standing}
				trust={trust}
				accept={isOther(firm, loan.data.enterprise) ? undefined : () => void accept()}
				busy={isBusy(state)}
			>
				<Progress state={state} title={title} />
			</Sign>
		</Page>
	);
}
