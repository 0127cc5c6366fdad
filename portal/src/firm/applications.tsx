// Applications: who must act, by when. Offers that stand are compared side by side.

import { useRef } from "react";
import { call, useAct, useList } from "../chain";
import { Badge, Button, ButtonLink, Empty, Page, Progress } from "../ui";
import { useWords } from "../words";
import { Confirm, type ConfirmHandle, isBusy, Loading } from "./bits";
import { type Application, currencyText, dayOf, moment, percent, useInstitutions } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";
import { useQuotes } from "./quotes";

/** Where an application stands, in words: who must act, by when. */
export function useStateText(): (application: Application, institution: string) => string {
	const words = useWords("firm");
	const { t } = words;
	return (application, institution) => {
		const { now, decide_by, deadline_missed, terms, reservation } = application;
		switch (now.type) {
			case "Open":
				return t(deadline_missed ? "firm.state.Late" : "firm.state.Open", { institution, time: words.time(moment(decide_by)) });
			case "Offered":
				return t("firm.state.Offered", { time: terms ? words.time(moment(terms.valid_until)) : "" });
			case "Accepted":
				return reservation ? t("firm.state.Accepted", { institution, day: words.day(reservation.pay_by) }) : t("firm.offer.done.short", { institution });
			case "Disbursed":
				return t("firm.state.Disbursed", { institution, day: words.day(now.value.value_date), by: words.day(now.value.confirm_by) });
			case "Disputed":
				return t("firm.state.Disputed", { by: words.day(now.value.decide_by) });
			case "Declined":
				return t("firm.state.Declined", { institution, reason: t(`firm.decline.${now.value.reason.type}`) });
			default:
				return t(`firm.state.${now.type}`);
		}
	};
}

/** What waits for the firm comes first. */
const order = ["Disbursed", "Offered", "Disputed", "Accepted", "Open", "Funded"];
const rank = ({ now }: Application) => (order.includes(now.type) ? order.indexOf(now.type) : order.length);

export function Applications() {
	const firm = useFirm();
	const { t } = useWords("firm");
	const name = useName();
	const applications = useList("FinancingApi.applications_of", [firm.number]);
	const institutions = useInstitutions();
	if (!applications.data || !institutions) return <Loading of={[applications]} />;
	const bank = (one: Application) => name("institution", institutions.get(one.institution)?.name ?? "");
	const sorted = [...applications.data].sort((a, b) => rank(a) - rank(b) || Number(b.id - a.id));
	const offers = sorted.filter((one) => one.now.type === "Offered" && one.terms);
	return (
		<Page title={t("firm.applications.title")} wide>
			<Badge badge={applications.badge} checkedAt={applications.checkedAt} />
			{sorted.length === 0 && (
				<>
					<Empty>{t("firm.applications.none")}</Empty>
					<ButtonLink to="/firm/products">{t("firm.home.next.products")}</ButtonLink>
				</>
			)}
			{offers.length > 1 && <Compare offers={offers} bank={bank} />}
			<ul className="cards cards-wide">
				{sorted.map((one) => (
					<One key={String(one.id)} application={one} institution={bank(one)} />
				))}
			</ul>
		</Page>
	);
}

function One({ application, institution }: { application: Application; institution: string }) {
	const words = useWords("firm");
	const { t } = words;
	const told = useStateText();
	const { act, state, title } = useAct();
	const confirm = useRef<ConfirmHandle>(null);
	const { id, request, now } = application;
	const withdraw = () =>
		void act({
			call: call("Financing", "withdraw_application", { application: id }),
			title: t("firm.applications.withdraw.act", { institution }),
		});
	return (
		<li className="card">
			<h2>{institution}</h2>
			<p>{t("firm.applications.of", { amount: words.money(request.amount, currencyText(request.currency)), tenor: request.tenor })}</p>
			<p>
				<strong>{told(application, institution)}</strong>
			</p>
			<div className="row">
				{now.type === "Offered" && (
					<ButtonLink to={`/firm/offer/${id}`}>
						{t("firm.applications.offer")}
						<span className="hidden"> {institution}</span>
					</ButtonLink>
				)}
				{now.type === "Disbursed" && <ButtonLink to={`/firm/confirm/${id}`}>{t("firm.applications.confirm")}</ButtonLink>}
				{now.type === "Funded" && (
					<ButtonLink kind="secondary" to={`/firm/loan/${id}`}>
						{t("firm.applications.loan")}
					</ButtonLink>
				)}
				{(now.type === "Open" || now.type === "Accepted") && (
					<Button kind="danger" busy={isBusy(state)} onClick={() => confirm.current?.ask()}>
						{t("firm.applications.withdraw")}
					</Button>
				)}
			</div>
			<Progress state={state} title={title} />
			<Confirm
				ref={confirm}
				title={t("firm.applications.withdraw")}
				text={t("firm.applications.withdraw.act", { institution })}
				yes={t("firm.applications.withdraw")}
				onYes={withdraw}
			/>
		</li>
	);
}

/** Offers side by side: a row for each term, a column for each bank. */
function Compare({ offers, bank }: { offers: Application[]; bank(one: Application): string }) {
	const words = useWords("firm");
	const { t } = words;
	const quotes = useQuotes(offers);
	const money = (one: Application, amount: bigint | undefined) =>
		amount === undefined || !one.terms ? "…" : words.money(amount, currencyText(one.terms.currency), "figure");
	const rows: [string, (one: Application, place: number) => string][] = [
		[t("firm.offer.allIn.simple"), (one) => (one.terms ? percent(one.terms.all_in.simple, words.lang) : "")],
		[t("firm.offer.amount"), (one) => money(one, one.terms?.conditions.amount)],
		[t("firm.offer.tenor"), (one) => t("firm.offer.months", { months: one.terms?.conditions.tenor ?? 0 })],
		[t("firm.offer.method"), (one) => (one.terms ? t(`firm.method.${one.terms.conditions.method.type}`) : "")],
		[t("firm.offer.interest"), (one, place) => money(one, quotes[place]?.interest)],
		[t("firm.offer.costs"), (one, place) => money(one, quotes[place]?.costs)],
		[t("firm.offer.until"), (one) => (one.terms ? words.time(moment(one.terms.valid_until)) : "")],
	];
	return (
		<section className="compare">
			<h2 id="compare">{t("firm.applications.compare")}</h2>
			<div className="compare-box" role="region" aria-labelledby="compare" tabIndex={0}>
				<table>
					<thead>
						<tr>
							<th scope="col">
								<span className="hidden">{t("firm.offer.what")}</span>
							</th>
							{offers.map((one) => (
								<th scope="col" key={String(one.id)}>
									{bank(one)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map(([what, value]) => (
							<tr key={what}>
								<th scope="row">{what}</th>
								{offers.map((one, place) => (
									<td key={String(one.id)}>{value(one, place)}</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}
