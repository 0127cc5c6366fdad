// Other conditions that the lender proposes for a loan that runs: the old beside the new, and the signature that accepts exactly these.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { call, useAct, useQuestion } from "../chain";
import { useDisagreement } from "../chain/standing";
import { hashAmendment } from "../rules";
import { Badge, Button, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { isBusy, isGone, Loading } from "./bits";
import { type Conditions, currencyText, mayRest, moment, useAskedInstitutions, worst } from "./data";
import { isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { CostList, raised, readId, trustKey } from "./offer";

export function Proposal() {
	const id = readId(useParams().loan);
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const firm = useFirm();
	const loan = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const { data: institutions, badge } = useAskedInstitutions();
	const disagrees = useDisagreement();
	const [trusted, setTrusted] = useState(() => sessionStorage.getItem(trustKey) === "yes");
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
	const before = loan.data.amendments.at(-1)?.conditions ?? loan.data.terms.conditions;
	const currency = currencyText(loan.data.currency);
	const rate = (one: Conditions) => (one.pricing.type === "Fixed" ? words.percent(one.pricing.value.rate, "e8") : words.percent(loan.data!.rate, "e8"));
	const penalty = (one: Conditions) => words.percent(raised(one.pricing.type === "Fixed" ? one.pricing.value.rate : loan.data!.rate, one.late.surcharge), "e8");
	const rows: [string, (one: Conditions) => string][] = [
		[t("firm.proposal.about"), (one) => words.money(one.amount, currency, "figure")],
		[t("firm.offer.tenor"), (one) => t("firm.offer.months", { months: one.tenor })],
		[t("firm.offer.method"), (one) => t(`firm.method.${one.method.type}`)],
		[t("firm.offer.rate"), rate],
		[t("firm.offer.penalty"), penalty],
		[t("firm.offer.prepay"), (one) => t(`firm.offer.prepay.${one.prepayment.type}`)],
	];
	// Whose proposal it is counts like what it says.
	const standing = worst(loan.badge, badge);
	const may = mayRest(standing, trusted, disagrees);
	const trust = () => {
		sessionStorage.setItem(trustKey, "yes");
		setTrusted(true);
	};
	const accept = async () => {
		const outcome = await act({
			call: call("Financing", "accept_amendment", { loan: id, amendment_hash: hash }),
			title: t("firm.proposal.act", { loan: String(id) }),
			fresh: true,
			rests: [standing],
			trustNode: trusted,
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
			<section className="compare">
				<div className="compare-box" role="region" aria-label={heading} tabIndex={0}>
					<table>
						<thead>
							<tr>
								<th scope="col">
									<span className="hidden">{t("firm.offer.what")}</span>
								</th>
								<th scope="col">{t("firm.proposal.before")}</th>
								<th scope="col">{t("firm.proposal.after")}</th>
							</tr>
						</thead>
						<tbody>
							{rows.map(([what, value]) => (
								<tr key={what}>
									<th scope="row">{what}</th>
									<td>{value(before)}</td>
									<td>{value(amendment.conditions)}</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			</section>
			<CostList conditions={amendment.conditions} currency={currency} />
			<section aria-labelledby="sign" className="sign">
				<h2 id="sign">{t("firm.offer.signed")}</h2>
				<p className="quiet">{t("firm.proposal.keep")}</p>
				{same.data === undefined && !same.error && <p role="status">{t("firm.offer.checking")}</p>}
				{(same.data === false || same.error) && <Notice kind="bad">{t("firm.offer.differ")}</Notice>}
				{same.data && (
					<>
						<p>{t("firm.proposal.signed", { loan: String(id), hash })}</p>
						{!may && (
							<Notice kind="warning">
								<p>{t("firm.offer.unverified")}</p>
								{mayRest(standing, true, disagrees) && (
									<Button kind="secondary" onClick={trust}>
										{t("firm.offer.trust")}
									</Button>
								)}
							</Notice>
						)}
						{may && !isOther(firm, loan.data.enterprise) && (
							<Button busy={isBusy(state)} onClick={() => void accept()}>
								{t("firm.offer.accept")}
							</Button>
						)}
					</>
				)}
				<Progress state={state} title={title} />
			</section>
		</Page>
	);
}
