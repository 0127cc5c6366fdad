import { Link } from "react-router";
import { call, useList, useQuestion } from "../chain";
import { bareNumber, numberText } from "../firm/numbers";
import { Amount, Badge, Button, ButtonLink, Day, Empty, Facts, Notice, Page, worst } from "../ui";
import { errorText, useWords } from "../words";
import { Name } from "../words/Name";
import { useBankAct, useNow } from "./bank";
import type { Application } from "./conditions";
import { Disclosure } from "./Disclosure";
import { Waiting } from "./Frame";
import { GuaranteesOf } from "./Guarantee";
import { useBankHere, useNumber } from "./here";
import { waitsUntil } from "./Inbox";
import { currencyOf, gradeOf, Sent, TimeLeft } from "./parts";
import { divisionText, industryText } from "./codes";
import { ConditionsShown, useProduct } from "./Sheet";
import { Statements } from "./Statements";

/** An application that is this bank's, or what to show in its place. */
export function useApplication(): { application: Application | undefined; instead: React.ReactElement | undefined } {
	const { t } = useWords("bank");
	const bank = useBankHere();
	const id = useNumber();
	const { data, error, loading } = useQuestion("FinancingApi.application", id === undefined ? null : [id]);
	const say = (words: string) => (
		<Page title={words} back="/bank">
			{null}
		</Page>
	);
	if (error) return { application: undefined, instead: say(errorText(error).title) };
	if (loading) return { application: undefined, instead: <Waiting /> };
	if (!data) return { application: undefined, instead: say(t("bank.notFound")) };
	if (data.institution !== bank.id) return { application: undefined, instead: say(t("bank.notYours")) };
	return { application: data, instead: undefined };
}

export function File() {
	const { application, instead } = useApplication();
	return application ? <Shown application={application} /> : instead!;
}

function Shown({ application }: { application: Application }) {
	const { t, time } = useWords("bank", "credit");
	const { product } = useProduct(application.product);
	const enterprise = useQuestion("EnterpriseRegistryApi.enterprise", [application.enterprise]);
	const asked = useQuestion("FinancingApi.application", [application.id]);
	const { request, terms } = application;
	const currency = currencyOf(request.currency);
	return (
		<Page title={t("bank.file.title", { number: String(application.id), firm: enterprise.data?.legal_name ?? "…" })} back="/bank" wide>
			<p>
				<Badge badge={worst(enterprise.badge, asked.badge)} checkedAt={asked.checkedAt} />
			</p>
			<Standing application={application} />
			<div className="bank-columns">
				<section>
					<h2>{t("bank.file.request")}</h2>
					<Facts
						items={[
							{ name: t("bank.file.amount"), value: <Amount value={request.amount} currency={currency} /> },
							{ name: t("bank.file.tenor"), value: t("bank.months", { n: request.tenor }) },
							{ name: t("bank.file.method"), value: t("bank.method", { method: request.method.type }) },
							{ name: t("bank.file.use"), value: t("bank.use", { use: request.use_of_funds.type }) },
							{ name: t("bank.file.product"), value: product ? <Name of={product.spec.name} /> : t("bank.number", { number: application.product }) },
							{ name: t("bank.file.filed"), value: time(Number(application.filed_at) * 1000) },
							{ name: t("bank.file.decideBy"), value: time(Number(application.decide_by) * 1000) },
							...(request.renews === undefined
								? []
								: [{ name: t("bank.file.renews"), value: <Link to={`/bank/loans/${request.renews}`}>{String(request.renews)}</Link> }]),
							...(request.line === undefined ? [] : [{ name: t("credit.line"), value: <Link to={`/bank/lines/${request.line}`}>{String(request.line)}</Link> }]),
						]}
					/>
				</section>
				<Firm application={application} />
				<Rating application={application} />
				<Security application={application} />
			</div>
			{terms && (
				<details className="bank-terms">
					<summary>{t("bank.file.yourOffer")}</summary>
					<ConditionsShown conditions={terms.conditions} currency={currency} />
				</details>
			)}
			{["Offered", "Accepted", "Disbursed", "Disputed"].includes(application.now.type) && <GuaranteesOf application={application} />}
			<Statements enterprise={application.enterprise} />
			<Disclosure enterprise={application.enterprise} />
		</Page>
	);
}

/** Where the application stands, and what the bank can do about it: at the top, so that nobody looks for it. */
function Standing({ application }: { application: Application }) {
	const { t, time, day } = useWords("bank", "credit");
	const bank = useBankHere();
	const now = useNow();
	const acting = useBankAct(bank);
	const { id, state, reservation, terms } = application;
	const at = application.now;
	const until = waitsUntil(application);
	const path = `/bank/application/${id}`;
	const left = until !== undefined && <TimeLeft until={until} now={now} />;
	// Time alone has closed or made something that nobody has recorded yet.
	const over = state.type !== at.type;
	const late = at.type === "Open" && until !== undefined && now !== undefined && until < now && !application.deadline_missed;
	return (
		<section className="bank-standing">
			<p>
				<strong>{t("bank.state", { state: at.type })}</strong> {left}
			</p>
			{at.type === "Offered" && terms && <p>{t("bank.file.offerStands", { time: time(Number(terms.valid_until) * 1000) })}</p>}
			{at.type === "Accepted" && reservation && <p>{t("bank.file.accepted", { day: day(reservation.pay_by) })}</p>}
			{at.type === "Accepted" && terms?.renews !== undefined && <p className="hint">{t("credit.renewHint")}</p>}
			{reservation?.withdrawn && <Notice kind="warning" title={t("bank.file.withdrawn")} />}
			{at.type === "Disbursed" && <p>{t("bank.file.paid", { reference: at.value.reference, day: day(at.value.confirm_by) })}</p>}
			{at.type === "Disputed" && <p>{at.value.answer ? t("bank.file.answered") : t("bank.file.disputed", { day: day(at.value.decide_by) })}</p>}
			{at.type === "Declined" && <p>{t("bank.file.declinedFor", { reason: t("bank.decline.choices", { reason: at.value.reason.type }) })}</p>}
			<p className="bank-actions">
				{at.type === "Open" && !bank.suspended && <ButtonLink to={`${path}/offer`}>{t("bank.file.makeOffer")}</ButtonLink>}
				{at.type === "Accepted" && terms?.renews !== undefined && (
					<Button busy={acting.busy} onClick={() => void acting.send(call("Financing", "renew", { application: id }), t("credit.act.renew", { number: String(id), loan: String(terms.renews) }))}>
						{t("credit.renew", { loan: String(terms.renews) })}
					</Button>
				)}
				{at.type === "Accepted" && <ButtonLink kind={terms?.renews === undefined ? "primary" : "secondary"} to={`${path}/pay`}>{t("bank.file.payOut")}</ButtonLink>}
				{at.type === "Funded" && <ButtonLink to={`/bank/loans/${id}`}>{t("bank.file.seeLoan")}</ButtonLink>}
				{["Open", "Offered", "Accepted", "Disbursed"].includes(at.type) && (
					<ButtonLink kind="secondary" to={`${path}/decline`}>
						{t("bank.file.decline")}
					</ButtonLink>
				)}
				{(over || late) && (
					<Button
						kind="secondary"
						busy={acting.busy}
						onClick={() =>
							void acting.send(
								at.type === "Funded" ? call("Financing", "start_loan", { application: id }) : call("Financing", "expire", { application: id }),
								t("bank.act.expire", { number: String(id) }),
							)
						}
					>
						{t("bank.file.expire")}
					</Button>
				)}
			</p>
			{at.type === "Disputed" && !at.value.answer && <Answer application={application} />}
			<Sent acting={acting} />
		</section>
	);
}

function Answer({ application }: { application: Application }) {
	const { t } = useWords("bank");
	const acting = useBankAct(useBankHere());
	const answer = async (file: File) => {
		const { fingerprintOf } = await import("./fingerprint");
		await acting.send(
			call("Financing", "answer_dispute", { application: application.id, evidence: await fingerprintOf(file) }),
			t("bank.act.answer", { number: String(application.id) }),
		);
	};
	return (
		<>
			<label className="button button-secondary">
				{t("bank.file.answer")}
				<input type="file" className="hidden" onChange={({ target }) => target.files?.[0] && void answer(target.files[0])} />
			</label>
			<Sent acting={acting} />
		</>
	);
}

function Firm({ application }: { application: Application }) {
	const { t, money } = useWords("bank", "credit");
	const { data: firm } = useQuestion("EnterpriseRegistryApi.enterprise", [application.enterprise]);
	const exposure = useQuestion("FinancingApi.exposure", [application.enterprise]);
	return (
		<section>
			<h2>{t("bank.file.firm")}</h2>
			<p className="bank-more">
				<Link to={`/bank/lines/new?firm=${encodeURIComponent(numberText(application.enterprise))}`}>{t("credit.line.offer")}</Link>
			</p>
			<Facts
				items={[
					{ name: t("bank.file.name"), value: firm?.legal_name ?? "…" },
					{ name: t("bank.file.registration"), value: bareNumber(application.enterprise) },
					...(firm
						? [
								{ name: t("bank.file.status"), value: t("bank.status", { status: firm.status.type }) },
								{ name: t("bank.file.industry"), value: industryText(firm.industry, t) },
								...(firm.division === undefined ? [] : [{ name: t("bank.file.division"), value: divisionText(firm.division, t) }]),
								{ name: t("bank.file.founded"), value: <Day value={firm.founded} /> },
								{ name: t("bank.file.capital"), value: <Amount value={firm.registered_capital} currency={firm.capital_currency} /> },
							]
						: []),
					...(exposure.data ?? []).map(({ currency, principal, reserved, limit }) => ({
						name: t("bank.file.owes"),
						value: t("bank.file.owesOf", {
							owed: money(principal, currencyOf(currency), "figure"),
							limit: money(limit, currencyOf(currency), "figure"),
							reserved: money(reserved, currencyOf(currency), "figure"),
						}),
					})),
				]}
			/>
		</section>
	);
}

function Rating({ application }: { application: Application }) {
	const { t, time, share } = useWords("bank");
	const { data } = useQuestion("CreditScoringApi.ratings", [application.enterprise]);
	const rating = data?.champion;
	return (
		<section>
			<h2>{t("bank.file.grade")}</h2>
			{data && !rating && <Empty>{t("bank.file.noGrade")}</Empty>}
			{rating && (
				<>
					<p className="bank-grade">{t("bank.file.gradeAtLeast", { grade: gradeOf(rating.grade) })}</p>
					{!rating.current && <Notice kind="warning" title={t("bank.file.oldGrade")} />}
					<p className="hint">{t("bank.file.sealedGrade")}</p>
					<Facts
						items={[
							{ name: t("bank.file.pd"), value: share(rating.default_probability, "bp") },
							{ name: t("bank.file.coverage"), value: share(rating.coverage, "bp") },
							{ name: t("bank.file.ratedAt"), value: time(Number(rating.made_at) * 1000) },
							{ name: t("bank.file.validUntil"), value: time(Number(rating.valid_until) * 1000) },
						]}
					/>
				</>
			)}
		</section>
	);
}

function Security({ application }: { application: Application }) {
	const { t } = useWords("bank");
	return (
		<section>
			<h2>{t("bank.file.security")}</h2>
			{application.request.security.length === 0 && <Empty>{t("bank.file.noSecurity")}</Empty>}
			{application.request.security.map((asset) => (
				<Asset key={String(asset)} id={asset} />
			))}
		</section>
	);
}

function Asset({ id }: { id: bigint }) {
	const { t, day, money, name } = useWords("bank", "credit");
	const bank = useBankHere();
	const { data: asset } = useQuestion("CollateralApi.asset", [id]);
	const institutions = useList("FinancingApi.institutions", []);
	if (!asset) return null;
	const { security, right, receivable, liens } = asset;
	const holder = (number: number) => {
		const other = institutions.data?.find(({ id }) => id === number);
		return number === bank.id ? t("bank.file.lienYours") : other ? name(other.name) : t("bank.file.lienOther", { number });
	};
	return (
		<article className="card">
			<h3>{t("bank.file.asset", { number: String(id), kind: t("bank.kind", { kind: asset.kind.type }) })}</h3>
			<Facts
				items={[
					...(right ? [{ name: t("bank.file.titleOf"), value: right.title }] : []),
					...(receivable
						? [
								{ name: t("bank.file.obligor"), value: receivable.spec.obligor },
								{ name: t("bank.file.faceValue"), value: <Amount value={receivable.spec.face_value} currency={receivable.spec.currency} /> },
								...(receivable.remaining === receivable.spec.face_value ? [] : [{ name: t("credit.remaining"), value: <Amount value={receivable.remaining} currency={receivable.spec.currency} /> }]),
								...(receivable.short === 0n ? [] : [{ name: t("credit.short"), value: <strong><Amount value={receivable.short} currency={receivable.spec.currency} /></strong> }]),
								{ name: t("bank.col.due"), value: <Day value={receivable.spec.due} /> },
							]
						: []),
					{
						name: t("bank.file.lendingValue"),
						value: security.success ? (
							<Amount value={security.value.lending_value} currency={security.value.currency} />
						) : (
							t("bank.file.noValue", { reason: t("bank.assetRefusal", { reason: security.value.type }) })
						),
					},
					{
						name: t("bank.file.liens"),
						value:
							liens.length === 0
								? t("bank.file.noLiens")
								: liens.map(({ id, rank, lien }) => (
										<p key={String(id)}>
											{t("bank.file.lien", {
												rank,
												holder: holder(lien.institution),
												amount: money(lien.secured_amount, security.success ? currencyOf(security.value.currency) : "CNY", "figure"),
												until: day(lien.until),
											})}
										</p>
									)),
					},
				]}
			/>
		</article>
	);
}
