// Loans that run: what is owed, what is due next, what would close each.

import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { useList, useQuestion } from "../chain";
import { Badge, Button, ButtonLink, Empty, Facts, Notice, Page } from "../ui";
import { useWords } from "../words";
import { isGone, Loading } from "./bits";
import { calendar } from "./calendar";
import { currencyText, dayOf, type Loan as View, moment, useInstitutions, useNow } from "./data";
import { isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { CostList, readId, Schedule, TermsFacts } from "./offer";
import { save } from "./save";

const Beside = lazy(async () => ({ default: (await import("./beside")).Beside }));

/** Of a loan that was called, days of its schedule stay on which nothing is to be paid any more. */
export const isToPay = (one: View["schedule"][number]) => one.principal + one.interest + one.fees > 0n;

/** The instalments that are not over. A loan that is closed early keeps its schedule, and nothing of it falls due any more. */
export const restOf = (loan: Pick<View, "schedule" | "state">, today: number) =>
	loan.state.type === "Closed" ? [] : loan.schedule.filter((one) => one.due >= today && isToPay(one));

/** The first of them. */
export const nextOf = (loan: Pick<View, "schedule" | "state">, today: number) => restOf(loan, today)[0];

export function Loans() {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const loans = useList("FinancingApi.loans_of", [firm.number]);
	const [institutions, now] = [useInstitutions(), useNow()];
	if (!loans.data || !institutions || now === undefined) return <Loading of={[loans]} />;
	const sorted = [...loans.data].sort((a, b) => Number(a.state.type === "Closed") - Number(b.state.type === "Closed") || Number(b.id - a.id));
	return (
		<Page title={t("firm.loans.title")} wide>
			<Badge badge={loans.badge} checkedAt={loans.checkedAt} />
			<p>
				<Link to="/firm/lines">{t("firm.loans.lines")}</Link>
			</p>
			{sorted.length === 0 && <Empty>{t("firm.loans.none")}</Empty>}
			<ul className="cards cards-wide">
				{sorted.map((loan) => {
					const currency = currencyText(loan.currency);
					const next = nextOf(loan, dayOf(now));
					return (
						<li className="card" key={String(loan.id)}>
							<h2>{name("institution", institutions.get(loan.institution)?.name ?? "")}</h2>
							<p>
								<strong>{t(`firm.loans.state.${loan.state.type}`)}</strong>
							</p>
							<Facts
								items={[
									{ name: t("firm.loan.outstanding"), value: words.money(loan.outstanding_principal, currency) },
									...(next
										? [
												{
													name: t("firm.loan.next"),
													value: t("firm.loan.next.of", { amount: words.money(next.principal + next.interest + next.fees, currency, "figure"), day: words.day(next.due) }),
												},
											]
										: []),
								]}
							/>
							<Arrears loan={loan} />
							<ButtonLink kind="secondary" to={`/firm/loan/${loan.id}`}>
								{t("firm.applications.loan")}
							</ButtonLink>
						</li>
					);
				})}
			</ul>
		</Page>
	);
}

function Arrears({ loan }: { loan: View }) {
	const words = useWords("firm");
	if (loan.arrears_days === 0 || loan.arrears_since === undefined) return null;
	return <Notice kind="warning">{words.t("firm.loan.arrears", { days: loan.arrears_days, day: words.day(loan.arrears_since) })}</Notice>;
}

/** What the firm asks for to renew a loan: the new one lends what the old one still owes. */
export function renewal({ id, institution, outstanding_principal, terms, currency }: Pick<View, "id" | "institution" | "outstanding_principal" | "terms" | "currency">): string {
	const { tenor, method } = terms.conditions;
	const amount = `${outstanding_principal / 100n}.${(outstanding_principal % 100n).toString().padStart(2, "0")}`;
	const search = new URLSearchParams({ amount, currency: currency.type, tenor: String(tenor), method: method.type, use: "Refinancing", bank: String(institution), renews: String(id) });
	if (terms.security.length > 0) search.set("security", terms.security.join(","));
	return search.toString();
}

export function Loan() {
	const firm = useFirm();
	const id = readId(useParams().loan);
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const loan = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const [institutions, now] = [useInstitutions(), useNow()];
	if (isGone(id, loan)) return <Page title={t("firm.loan.gone")} back="/firm/loans">{null}</Page>;
	if (!loan.data || !institutions || now === undefined) return <Loading of={[loan]} />;
	const view = loan.data;
	const currency = currencyText(view.currency);
	const money = (amount: bigint) => words.money(amount, currency);
	const figure = (amount: bigint) => words.money(amount, currency, "figure");
	const institution = name("institution", institutions.get(view.institution)?.name ?? "");
	const title = t("firm.loan.title", { id: String(id), institution });
	const next = nextOf(view, dayOf(now));
	const file = () => {
		const entries = restOf(view, dayOf(now)).map((one) => ({
			uid: `loan-${id}-${one.number}-${view.terms.enterprise.type}@lingnan`,
			day: one.due,
			title: t("firm.loan.calendar.event", { number: one.number, institution, amount: figure(one.principal + one.interest + one.fees) }),
			note: t("firm.loan.calendar.note", { id: String(id), principal: figure(one.principal), interest: figure(one.interest), fees: figure(one.fees) }),
		}));
		save(`lingnan-${id}.ics`, calendar(entries, Date.now()), "text/calendar");
	};
	const { due } = view;
	return (
		<Page title={title} back="/firm/loans" wide>
			<Badge badge={loan.badge} checkedAt={loan.checkedAt} />
			<Others of={view.enterprise} />
			<p>
				<strong>{t(`firm.loans.state.${view.state.type}`)}</strong>
			</p>
			<Arrears loan={view} />
			{view.proposed && (
				<Notice kind="warning">
					<p>{t("firm.loan.proposed", { institution, time: words.time(moment(view.proposed.valid_until)) })}</p>
					<ButtonLink kind="secondary" to={`/firm/loan/${id}/proposal`}>
						{t("firm.proposal.read")}
					</ButtonLink>
				</Notice>
			)}
			<Facts
				items={[
					{ name: t("firm.loan.due"), value: due.total === 0n ? t("firm.loan.due.none") : money(due.total) },
					...(next ? [{ name: t("firm.loan.next"), value: t("firm.loan.next.of", { amount: money(next.principal + next.interest + next.fees), day: words.day(next.due) }) }] : []),
					{ name: t("firm.loan.outstanding"), value: money(view.outstanding_principal) },
					{ name: t("firm.loan.payoff"), value: money(view.payoff) },
					{ name: t("firm.loan.repaid"), value: money(view.repaid.total) },
					{ name: t("firm.loan.rate"), value: words.percent(view.rate, "e8") },
				]}
			/>
			<div className="row">
				{next && <Button onClick={file}>{t("firm.loan.calendar")}</Button>}
				<ButtonLink kind="secondary" to={`/firm/loan/${id}/statement`}>
					{t("firm.loan.statement")}
				</ButtonLink>
				{view.state.type === "Active" && view.called_on === undefined && !isOther(firm, view.enterprise) && (
					<ButtonLink kind="secondary" to={`/firm/products?${renewal(view)}`}>
						{t("firm.loan.renew")}
					</ButtonLink>
				)}
			</div>
			{next && <p className="quiet">{t("firm.loan.calendar.hint")}</p>}
			<Suspense fallback={null}>
				<Beside loan={view} />
			</Suspense>
			<Schedule instalments={view.schedule.filter(isToPay)} currency={currency} />
			<details>
				<summary>{t("firm.offer.what")}</summary>
				<TermsFacts terms={view.terms} quote={undefined} />
				<CostList conditions={view.terms.conditions} currency={currency} />
			</details>
		</Page>
	);
}
