// One offer: every term, the schedule, and the signature that accepts exactly these terms and no others.

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Badge as Standing, batch, call, decodeCall, encodeCall, useAct, useQuestion } from "../chain";
import { useDisagreement } from "../chain/standing";
import { hashTerms } from "../rules";
import { Badge, Button, ButtonLink, Facts, Notice, Page, Progress, Table } from "../ui";
import { useWords } from "../words";
import { useStateText } from "./applications";
import { Confirm, type ConfirmHandle, isBusy, isGone, Loading } from "./bits";
import { type Application, type Conditions, currencyText, dayOf, type Terms, mayRest, moment, percent, useAskedInstitutions, useAskedNow, worst } from "./data";
import { type Firm, isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { numberText } from "./numbers";
import { useTrust, Unverified } from "./sign";
import { addMonths, type Asset, useAskedAssets } from "./use-assets";

export function Offer() {
	const id = readId(useParams().application);
	const { t } = useWords("firm");
	const application = useQuestion("FinancingApi.application", id === undefined ? null : [id]);
	const firm = useFirm();
	const { data: institutions, badge } = useAskedInstitutions();
	if (isGone(id, application)) return <Page title={t("firm.offer.gone")} back="/firm/applications">{null}</Page>;
	if (!application.data || !institutions) return <Loading of={[application]} />;
	// No terms and no signature: this firm can accept nothing here.
	if (isOther(firm, application.data.enterprise)) {
		return (
			<Page title={t("firm.offer.notYours")} back="/firm/applications">
				<Others of={application.data.enterprise} />
			</Page>
		);
	}
	return <Read application={application.data} bank={institutions.get(application.data.institution)?.name ?? ""} badge={worst(application.badge, badge)} checkedAt={application.checkedAt} />;
}

/** A number of a record in an address. */
export function readId(text: string | undefined): bigint | undefined {
	return text && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}

/** Whether the terms that are shown have the offer's hash, reckoned in this browser. */
function useSame({ id, enterprise, terms, offered_terms_hash: offered }: Application) {
	return useQuery({
		queryKey: ["terms", terms ? String(terms.application) : null, offered ?? null, terms && JSON.stringify(terms, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one))],
		// Of this application and this firm: the terms of another would hash to what that one's offer says.
		queryFn: async () =>
			terms!.application === id && numberText(terms!.enterprise) === numberText(enterprise) && (await hashTerms(terms!)) === offered,
		enabled: terms !== undefined && offered !== undefined,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	});
}

type Named = { type: string; value: { type: string; value: unknown } };
interface Pledge {
	asset: bigint;
	lien: { institution: number; secured_amount: bigint; until: number };
}

/** What the bytes of a call say when they are read again: one acceptance, and pledges before it. Nothing if they say anything else. */
export function readAcceptance(call: unknown): { application: bigint; terms_hash: string; pledges: Pledge[] } | undefined {
	const { type, value } = call as Named;
	const calls = type === "Utility" && value.type === "batch_all" ? (value.value as { calls: Named[] }).calls : [call as Named];
	const last = calls.at(-1);
	if (last?.type !== "Financing" || last.value.type !== "accept_offer") return undefined;
	const before = calls.slice(0, -1);
	if (before.some((one) => one.type !== "Collateral" || one.value.type !== "pledge")) return undefined;
	const { application, terms_hash } = last.value.value as { application: bigint; terms_hash: string };
	return { application, terms_hash, pledges: before.map((one) => one.value.value as Pledge) };
}

/** The pledges that terms ask for, but for those that stand already. */
function pledgesOf({ terms, institution }: Application, assets: Asset[], firm: Firm, today: number) {
	if (!terms) return [];
	const { amount, tenor } = terms.conditions;
	return terms.security.flatMap((id) => {
		const liens = assets.find((one) => one.id === id)?.liens ?? [];
		if (liens.some(({ lien }) => lien.institution === institution && lien.loan === undefined)) return [];
		const renews = terms.renews === undefined ? undefined : liens.find(({ lien }) => lien.loan === terms.renews)?.id;
		// The money may go some days after the acceptance, and the pledge lasts as long as the loan.
		const lien = { institution, kind: { type: "Pledge" as const, value: undefined }, secured_amount: amount, until: addMonths(today, tenor + 1), renews };
		return [call("Collateral", "pledge", { asset: id, pledgor: firm.number, lien: lien as never })];
	});
}

/** The call's bytes, and what they say when they are read again. */
function useSigned(application: Application, assets: Asset[] | undefined, today: number | undefined) {
	const firm = useFirm();
	const { id, offered_terms_hash: hash } = application;
	const pledges = assets && today !== undefined ? pledgesOf(application, assets, firm, today) : undefined;
	return useQuery({
		queryKey: ["signed", String(id), hash ?? null, pledges?.length ?? null, today ?? null],
		queryFn: async () => {
			const accept = call("Financing", "accept_offer", { application: id, terms_hash: hash! });
			const whole = pledges!.length > 0 ? batch([...pledges!, accept]) : accept;
			const bytes = await encodeCall(whole);
			return { call: whole, reads: readAcceptance(await decodeCall(bytes)), bytes: `0x${bytesToHex(bytes)}` };
		},
		enabled: hash !== undefined && pledges !== undefined,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	}).data;
}

const useReferences = () => useQuestion("ReferenceRatesApi.reference_rates", []);

/** The badge of an offer: what it does not need counts nothing. */
export function standingOf(
	terms: { security: readonly unknown[]; conditions: { pricing: { type: string } } } | undefined,
	badges: Record<"application" | "quote" | "clock" | "assets" | "references", Standing>,
): Standing {
	const { application, quote, clock, assets, references } = badges;
	return worst(
		application,
		quote,
		clock,
		...(terms && terms.security.length > 0 ? [assets] : []),
		...(terms?.conditions.pricing.type === "Floating" ? [references] : []),
	);
}

function Read({ application, bank, badge, checkedAt }: { application: Application; bank: string; badge: Standing; checkedAt: number | undefined }) {
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const told = useStateText();
	const firm = useFirm();
	const { data: now, badge: clock } = useAskedNow();
	const assets = useAskedAssets(firm.number);
	const references = useReferences();
	const disagrees = useDisagreement();
	const terms = application.terms;
	const today = now === undefined ? undefined : dayOf(now);
	const quote = useQuestion("FinancingApi.quote", terms && today !== undefined ? [application.product, terms.conditions, today] : null);
	const same = useSame(application);
	const signed = useSigned(application, assets.data, today);
	const { trusted, trust } = useTrust();
	const { act, state, title } = useAct();
	const [done, setDone] = useState<"accepted" | "refused">();
	const refusal = useRef<ConfirmHandle>(null);
	const institution = name("institution", bank);
	// All that is shown and signed here: whose offer it is, its terms, the day that it is reckoned for, what is pledged.
	const standing = standingOf(terms, { application: badge, quote: quote.badge, clock, assets: assets.badge, references: references.badge });
	if (!terms || (application.now.type !== "Offered" && !done)) {
		return (
			<Page title={t("firm.offer.title", { institution })} back="/firm/applications">
				<Notice>{told(application, institution)}</Notice>
				{application.now.type === "Funded" && <ButtonLink to={`/firm/loan/${application.id}`}>{t("firm.applications.loan")}</ButtonLink>}
			</Page>
		);
	}
	const currency = currencyText(terms.currency);
	const amount = words.money(terms.conditions.amount, currency);
	const busy = isBusy(state);
	const may = mayRest(standing, trusted, disagrees);
	const says = signed?.reads;
	const reads = says?.application === application.id && says.terms_hash === application.offered_terms_hash;
	const accept = async () => {
		const outcome = await act({
			call: signed!.call,
			title: t("firm.offer.act", { institution, amount }),
			fresh: true,
			rests: [standing],
			trustNode: trusted,
		});
		if ("events" in outcome) setDone("accepted");
	};
	const refuse = async () => {
		const outcome = await act({
			call: call("Financing", "refuse_offer", { application: application.id }),
			title: t("firm.offer.act.refuse", { institution }),
		});
		if ("events" in outcome) setDone("refused");
	};
	if (done) {
		return (
			<Page title={told(application, institution)} back="/firm/applications">
				<Progress state={state} title={title} />
				{application.now.type === "Disbursed" ? (
					<ButtonLink to={`/firm/confirm/${application.id}`}>{t("firm.applications.confirm")}</ButtonLink>
				) : (
					<ButtonLink to="/firm/applications">{t("firm.apply.follow")}</ButtonLink>
				)}
			</Page>
		);
	}
	return (
		<Page title={t("firm.offer.title", { institution })} back="/firm/applications" wide>
			<Badge badge={standing} checkedAt={checkedAt} />
			{trusted && standing !== "verified" && <p className="quiet">{t("firm.offer.trusted")}</p>}
			<TermsFacts terms={terms} quote={quote.data} />
			<CostList conditions={terms.conditions} currency={currency} />
			{quote.data && today !== undefined && (
				<>
					<p className="quiet">{t("firm.offer.schedule.hint", { day: words.day(today) })}</p>
					<Schedule instalments={quote.data.schedule} currency={currency} />
				</>
			)}
			<section aria-labelledby="sign" className="sign">
				<h2 id="sign">{t("firm.offer.signed")}</h2>
				{same.data === undefined && !same.error && <p role="status">{t("firm.offer.checking")}</p>}
				{(same.data === false || same.error) && <Notice kind="bad">{t("firm.offer.differ")}</Notice>}
				{same.data && (
					<>
						<Notice kind="good">{t("firm.offer.same", { institution })}</Notice>
						{says && reads && (
							<>
								{says.pledges.map(({ asset, lien }) => (
									<p key={String(asset)}>
										{t("firm.offer.signed.pledge", {
											asset: String(asset),
											institution,
											amount: words.money(lien.secured_amount, currency),
											day: words.day(lien.until),
										})}
									</p>
								))}
								<p>{t("firm.offer.signed.text", { application: String(says.application), hash: says.terms_hash })}</p>
								<details>
									<summary>{t("firm.offer.bytes")}</summary>
									<code className="bytes">{signed.bytes}</code>
								</details>
							</>
						)}
						{!may && <Unverified standing={standing} trust={trust} />}
						{may && reads && (
							<Button busy={busy} onClick={() => void accept()}>
								{t("firm.offer.accept")}
							</Button>
						)}
					</>
				)}
				<Button kind="danger" busy={busy} onClick={() => refusal.current?.ask()}>
					{t("firm.offer.refuse")}
				</Button>
				<Confirm ref={refusal} title={t("firm.offer.refuse.ask")} text={t("firm.offer.refuse.text")} yes={t("firm.offer.refuse")} onYes={() => void refuse()} />
				<Progress state={state} title={title} />
			</section>
		</Page>
	);
}

export interface Quoted {
	schedule: readonly InstalmentLine[];
	rate: bigint;
	interest: bigint;
	costs: bigint;
}
export interface InstalmentLine {
	number: number;
	due: number;
	provisional: boolean;
	principal: bigint;
	interest: bigint;
	fees: bigint;
}

/** A share of a rate, rounded half up: what is overdue bears the contract's rate raised by so many basis points of itself. */
export const raised = (rate: bigint, share: number) => (rate * BigInt(10_000 + share) + 5_000n) / 10_000n;

export function TermsFacts({ terms, quote }: { terms: Terms; quote: Quoted | undefined }) {
	const words = useWords("firm");
	const { t } = words;
	const references = useReferences().data;
	const { conditions } = terms;
	const currency = currencyText(terms.currency);
	const money = (amount: bigint) => words.money(amount, currency);
	const { pricing } = conditions;
	const rate = pricing.type === "Fixed" ? pricing.value.rate : quote?.rate;
	const reference = pricing.type === "Floating" ? references?.find((one) => one.id === pricing.value.reference) : undefined;
	const share = (value: bigint) => words.percent(value, "e8");
	const floats =
		pricing.type === "Floating" && rate !== undefined
			? t("firm.offer.rate.floating", {
					reference: reference?.spec.name ?? "",
					spread: `${pricing.value.spread < 0 ? "−" : "+"} ${words.share(Math.abs(pricing.value.spread), "bp")}`,
					rate: share(rate),
				})
			: undefined;
	const [first, last] = [quote?.schedule[0], quote?.schedule.at(-1)];
	const total = quote && conditions.amount + quote.interest + quote.costs;
	const rows: [string, string | undefined][] = [
		[t("firm.offer.amount"), money(conditions.amount)],
		[t("firm.offer.allIn.simple"), percent(terms.all_in.simple, words.lang)],
		[t("firm.offer.allIn.compound"), percent(terms.all_in.compound, words.lang)],
		[t("firm.offer.rate"), floats ?? (rate === undefined ? undefined : share(rate))],
		[t("firm.offer.interest"), quote && money(quote.interest)],
		[t("firm.offer.costs"), quote && money(quote.costs)],
		[t("firm.offer.repaid"), total === undefined ? undefined : money(total)],
		[t("firm.offer.tenor"), t("firm.offer.months", { months: conditions.tenor })],
		[t("firm.offer.method"), t(`firm.method.${conditions.method.type}`)],
		[t("firm.offer.first"), first && t("firm.loan.next.of", { amount: money(first.principal + first.interest + first.fees), day: words.day(first.due) })],
		[t("firm.offer.end"), last && words.day(last.due)],
		[
			t("firm.offer.penalty"),
			rate === undefined ? undefined : t("firm.offer.penalty.of", { rate: share(raised(rate, conditions.late.surcharge)), misuse: share(raised(rate, conditions.late.misuse)) }),
		],
		[t("firm.offer.prepay"), t(`firm.offer.prepay.${conditions.prepayment.type}`)],
		[t("firm.offer.use"), t(`firm.use.${terms.use_of_funds.type}`)],
		[t("firm.nav.assets"), terms.security.length > 0 ? t("firm.offer.security", { count: terms.security.length }) : undefined],
		[t("firm.apply.renews"), terms.renews === undefined ? undefined : String(terms.renews)],
		[t("firm.apply.line"), terms.line === undefined ? undefined : String(terms.line)],
		[t("firm.offer.until"), words.time(moment(terms.valid_until))],
	];
	return <Facts items={rows.flatMap(([name, value]) => (value === undefined ? [] : [{ key: name, name, value }]))} />;
}

export function CostList({ conditions, currency }: { conditions: Conditions; currency: ReturnType<typeof currencyText> }) {
	const words = useWords("firm");
	const { t } = words;
	if (conditions.costs.length === 0) return <p>{t("firm.offer.costList.none")}</p>;
	return (
		<Table
			caption={t("firm.offer.costList")}
			rows={conditions.costs.map((cost, place) => ({ ...cost, place }))}
			rowKey={(one) => one.place}
			columns={[
				{ key: "item", title: t("firm.offer.cost.item"), cell: (one) => t(`firm.cost.${one.item.type}`) },
				{ key: "amount", title: t("firm.products.amount"), number: true, cell: (one) => words.money(one.amount, currency, "figure") },
				{ key: "payee", title: t("firm.offer.cost.payee"), cell: (one) => one.payee || t("firm.offer.cost.lender") },
				{ key: "when", title: t("firm.offer.cost.when"), cell: (one) => (one.after === 0 ? t("firm.offer.cost.atOnce") : t("firm.offer.cost.after", { days: one.after })) },
				{ key: "by", title: t("firm.offer.cost.by"), cell: (one) => t(`firm.by.${one.borne_by.type}`) },
			]}
		/>
	);
}

/** A line for each day to pay: the sum, and of what it is made. */
export function Schedule({ instalments, currency }: { instalments: readonly InstalmentLine[]; currency: ReturnType<typeof currencyText> }) {
	const words = useWords("firm");
	const { t } = words;
	const money = (amount: bigint) => words.money(amount, currency, "figure");
	/** Below a sum that names the currency its parts do without. */
	const bare = (amount: bigint) => /\d[\d.,]*/.exec(money(amount))?.[0] ?? "";
	return (
		<section aria-label={t("firm.offer.schedule")}>
			<h2>{t("firm.offer.schedule")}</h2>
			<ol className="schedule">
				{instalments.map((one) => (
					<li key={one.number}>
						<span>
							{words.day(one.due)}
							{one.provisional && " *"}
						</span>
						<strong className="amount">{money(one.principal + one.interest + one.fees)}</strong>
						<span className="quiet">
							{t(one.fees > 0n ? "firm.offer.parts.fees" : "firm.offer.parts", {
								principal: bare(one.principal),
								interest: bare(one.interest),
								fees: bare(one.fees),
							})}
						</span>
					</li>
				))}
			</ol>
			{instalments.some((one) => one.provisional) && <p className="quiet">{t("firm.offer.provisional.note")}</p>}
		</section>
	);
}
