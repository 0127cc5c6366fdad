import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { type Acting, type Args, type Call, type Calls, call, useAct, useQuestion, useStorage } from "../chain";
import { useKey } from "../keys";
import { Amount, Button, Day, Empty, Facts, Notice, Page, Progress, Table } from "../ui";
import { useWords } from "../words";
import { type Bank, othersOf, useNow, weightOf } from "./bank";
import type { Quote } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { dayOf } from "./left";
import { currencyOf, FirmName } from "./parts";
import { inForce } from "../credit/amendments";
import { Compared } from "../credit/Compared";
import { useLineTerms } from "../credit/LineParts";
import type { LineSpec } from "../credit/lines";
import { codeOf, useGuarantorName } from "../credit/parts";
import { PolicyFacts } from "../credit/PolicyFacts";
import type { PolicySpec } from "../credit/policies";
import { numberText } from "../firm/numbers";
import { councilOf, describe, type Pending, usePending } from "./pending";
import { ConditionsShown, QuoteShown, useProduct } from "./Sheet";

const MotionShown = lazy(async () => ({ default: (await import("../council/Shown")).MotionShown }));

export function Approve() {
	const { t } = useWords("bank", "credit");
	const bank = useBankHere();
	const pending = usePending(bank.officers);
	// Held here: what is approved leaves the list.
	const acting = useAct();
	return (
		<Page title={t("bank.approve.title")} wide>
			<Progress state={acting.state} title={acting.title} />
			{!bank.officers && <Empty>{t("bank.approve.alone")}</Empty>}
			{bank.officers && !pending && <p role="status">{t("bank.loading")}</p>}
			{pending?.length === 0 && <Empty>{t("bank.approve.empty")}</Empty>}
			{pending?.map((one) => (
				<One key={one.callHash} pending={one} bank={bank} acting={acting} />
			))}
		</Page>
	);
}

const short = (account: string) => `${account.slice(0, 6)}…${account.slice(-4)}`;

function One({ pending, bank, acting }: { pending: Pending; bank: Bank; acting: Acting }) {
	const { t } = useWords("bank");
	const { account } = useKey();
	const { callHash, entered, call: what } = pending;
	const officers = bank.officers!;
	const described = what && describe(what);
	const council = what && councilOf(what);
	// Of a vote the motion must be on the screen that it is for; everything else says itself what it does.
	const [shown, setShown] = useState(false);
	if (!account) return null;
	const own = entered.approvals.includes(account);
	const title = described ? t(described.id, described.values) : t("bank.approve.unknown");
	const other_signatories = othersOf(officers, account);
	const approve = async () => {
		const max_weight = await weightOf(what!);
		await acting.act({
			call: call("Multisig", "as_multi", { threshold: officers.threshold, other_signatories, maybe_timepoint: entered.when, call: what as never, max_weight }),
			title: `${t("bank.approve.approve")}: ${title}`,
			fresh: true,
		});
	};
	const takeBack = () =>
		acting.act({
			call: call("Multisig", "cancel_as_multi", { threshold: officers.threshold, other_signatories, timepoint: entered.when, call_hash: callHash }),
			title: `${t("bank.approve.takeBack")}: ${title}`,
		});
	const busy = acting.state === "asking" || acting.state === "signing" || acting.state === "sent";
	return (
		<article className="card pending" data-pending={callHash}>
			<h2>{title}</h2>
			<p className="hint">
				{t("bank.approve.by", { who: entered.depositor === account ? t("bank.approve.you") : short(entered.depositor) })} ·{" "}
				{t("bank.approve.signed", { have: entered.approvals.length, need: officers.threshold })}
			</p>
			{what && described && !council && <Contents what={what} parts={described.parts} />}
			{what && described && council && (
				<Suspense fallback={<p role="status">{t("bank.loading")}</p>}>
					<MotionShown what={what} council={council} shown={setShown} />
				</Suspense>
			)}
			{!described && <Notice kind="warning" title={t("bank.approve.unknown")} />}
			{what && (
				<details>
					<summary>{t("bank.approve.raw")}</summary>
					<pre className="raw">{fields(what)}</pre>
				</details>
			)}
			{own && <p className="hint">{t("bank.approve.own")}</p>}
			<p>
				{!own && described && (!council || shown) && (
					<Button busy={busy} onClick={() => void approve()}>
						{t("bank.approve.approve")}
					</Button>
				)}
				{entered.depositor === account && (
					<Button kind="secondary" busy={busy} onClick={() => void takeBack()}>
						{t("bank.approve.takeBack")}
					</Button>
				)}
			</p>
		</article>
	);
}

/** All fields, as they are signed. */
const fields = (what: Call) =>
	JSON.stringify(
		what,
		(_, part: unknown) => (typeof part === "bigint" ? part.toString() : part instanceof Uint8Array ? Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("") : part),
		1,
	);

type Offer = { application: bigint; terms: { conditions: Args<"FinancingApi.quote">[1]; valid_until: bigint } };
type Repayment = { loan: bigint; amount: bigint; reference: string; value_date: number };

/** What matters of it, read from the bytes that are signed. */
export function Contents({ what, parts }: { what: Call; parts: Call[] }) {
	const { t, share } = useWords("bank");
	const { value } = what as unknown as { value: { type: string; value: Record<string, unknown> } };
	const args = value.value;
	switch (value.type) {
		case "make_offer":
			return <OfferContents offer={args as unknown as Offer} />;
		case "decline":
			return (
				<>
					<Application id={args.application as bigint} />
					<p>{t("bank.decline.choices", { reason: (args.reason as { type: string }).type })}</p>
				</>
			);
		case "explain_override":
			return (
				<>
					<Application id={args.application as bigint} />
					<p>{t("bank.override.reason", { reason: (args.reason as { type: string }).type })}</p>
				</>
			);
		case "disburse":
			return (
				<>
					<Application id={args.application as bigint} />
					<Facts
						items={[
							{ name: t("bank.pay.reference"), value: String(args.reference) },
							{ name: t("bank.pay.day"), value: <Day value={args.value_date as number} /> },
						]}
					/>
				</>
			);
		case "record_repayment":
			return <Repayments rows={[args as unknown as Repayment]} />;
		case "force_batch":
		case "batch_all":
			return parts.every((part) => describe(part)?.id === "bank.act.repay") ? (
				<Repayments rows={parts.map((part) => (part as unknown as { value: { value: Repayment } }).value.value)} />
			) : (
				<ul>
					{parts.map((part, index) => (
						<li key={index}>
							<p>{t(describe(part)!.id, describe(part)!.values)}</p>
							<Contents what={part} parts={[]} />
						</li>
					))}
				</ul>
			);
		case "write_off":
			return <p>{t("bank.loan.writtenOff", { share: share(args.share as number, "bp") })}</p>;
		case "classify":
			return <p>{t("bank.class", { class: (args.class as { type: string }).type })}</p>;
		case "set_exposure_limit":
			return args.limit === undefined ? <p>{t("bank.limits.lift")}</p> : <p><Amount value={args.limit as bigint} currency={args.currency as { type: string }} /></p>;
		case "publish":
			return args.spec ? <OfProduct spec={args.spec as PolicySpec} /> : <p>{(args.product as { name: string }).name}</p>;
		case "levy_charge":
		case "forgive":
			return (
				<p>
					<OfLoan loan={args.loan as bigint} amount={args.amount as bigint} />: {String(args.reason)}
				</p>
			);
		case "reverse":
			return <p>{t("credit.reversal.entry", { posting: Number(args.posting), reason: String(args.reason) })}</p>;
		case "propose_amendment":
			return <AmendmentContents loan={args.loan as bigint} amendment={args.amendment as Amendment} until={args.valid_until as bigint} />;
		case "refuse_claim":
			return (
				<p>
					{String(args.reference)}: {String(args.reason)}
				</p>
			);
		case "repay_several": {
			const loans = args.loans as bigint[];
			return (
				<p>
					<OfLoan loan={loans[0] ?? 0n} amount={args.amount as bigint} /> · {String(args.reference)} · <Day value={args.value_date as number} /> · {loans.map((loan) => t("bank.number", { number: String(loan) })).join(", ")}
				</p>
			);
		}
		case "continue_lien":
			return (
				<p>
					<Day value={args.until as number} />
				</p>
			);
		case "renew":
			return <Application id={args.application as bigint} />;
		case "offer":
			return <LineContents spec={args.spec as LineSpec} />;
		case "freeze":
			return <p>{String(args.reason)}</p>;
		case "record_fee":
			return <FeeContents line={args.line as bigint} amount={args.amount as bigint} reference={String(args.reference)} day={args.value_date as number} />;
		case "propose":
			return <GuaranteeContents guarantee={args.guarantee as Guarantee} />;
		case "propose_enforcement":
			return <RealisationContents lien={args.lien as bigint} realisation={args.realisation as Realisation} />;
		default:
			return null;
	}
}

type Amendment = Calls["Financing"]["propose_amendment"]["amendment"];
type Guarantee = Calls["Guarantees"]["propose"]["guarantee"];
type Realisation = Calls["Collateral"]["propose_enforcement"]["realisation"];

function AmendmentContents({ loan, amendment, until }: { loan: bigint; amendment: Amendment; until: bigint }) {
	const { t, time } = useWords("bank", "credit");
	const { data } = useQuestion("FinancingApi.loan", [loan]);
	if (!data) return <Waiting />;
	return (
		<>
			<p>
				<FirmName number={data.enterprise} to={`/bank/loans/${loan}`} /> · {t("credit.amendment", { kind: amendment.kind.type })} · {t("credit.amend.until", { time: time(Number(until) * 1_000) })}
			</p>
			{amendment.reschedules_arrears && <p>{t("credit.amend.reschedulesShort")}</p>}
			<Compared before={inForce(data)} after={amendment.conditions} currency={currencyOf(data.currency)} label={t("credit.amendments")} />
		</>
	);
}

function LineContents({ spec }: { spec: LineSpec }) {
	const { limit, others, validUntil } = useLineTerms()(spec);
	return (
		<>
			<p>
				<FirmName number={spec.enterprise} />
			</p>
			<Facts items={[limit, ...others, validUntil]} />
		</>
	);
}

function FeeContents({ line, amount, reference, day }: { line: bigint; amount: bigint; reference: string; day: number }) {
	const { data } = useQuestion("CreditLinesApi.line", [line]);
	return (
		<p>
			{data ? <Amount value={amount} currency={data.spec.currency} /> : "…"} · {reference} · <Day value={day} />
		</p>
	);
}

function GuaranteeContents({ guarantee }: { guarantee: Guarantee }) {
	const { t, share } = useWords("bank", "credit");
	const name = useGuarantorName();
	return (
		<>
			<Application id={guarantee.application} />
			<Facts
				items={[
					{ name: t("credit.guarantee.scheme"), value: t("credit.scheme", { scheme: guarantee.scheme.type }) },
					{ name: t("credit.guarantee.model"), value: t("credit.model", { model: guarantee.model.type }) },
					{ name: t("credit.guarantee.covers"), value: t("credit.covers", { covers: guarantee.covers.type }) },
					...guarantee.parts.map(({ guarantor, share: part, backs }) => ({ name: name(guarantor), value: `${share(part, "bp")}${backs === undefined ? "" : ` ${t("credit.part.behind", { guarantor: name(backs) })}`}` })),
				]}
			/>
		</>
	);
}

function RealisationContents({ lien, realisation }: { lien: bigint; realisation: Realisation }) {
	const { t } = useWords("bank", "credit");
	// The lien's loan says in which currency: until it is known, no amount is shown without one.
	const { data } = useStorage("Collateral.Liens", [lien]);
	const loan = useQuestion("FinancingApi.loan", data?.loan === undefined ? null : [data.loan]);
	if (!loan.data) return <Waiting />;
	return (
		<Facts
			items={[
				{ name: t("credit.buyer"), value: realisation.buyer ? numberText(realisation.buyer) : t("credit.noBuyer") },
				{ name: t("credit.proceeds"), value: <Amount value={realisation.proceeds} currency={loan.data.currency} /> },
				{ name: t("credit.costs"), value: <Amount value={realisation.costs} currency={loan.data.currency} /> },
				{ name: t("credit.price"), value: t("credit.priceIs", { price: realisation.price.type }) },
			]}
		/>
	);
}

function OfProduct({ spec }: { spec: PolicySpec }) {
	const { product } = useProduct(spec.product);
	return product ? <PolicyFacts spec={spec} currency={currencyOf(product.spec.currency)} /> : <Waiting />;
}

function Application({ id }: { id: bigint }) {
	const { data } = useQuestion("FinancingApi.application", [id]);
	return (
		<p>
			{data && (
				<>
					<FirmName number={data.enterprise} to={`/bank/application/${id}`} /> · <Amount value={data.terms?.conditions.amount ?? data.request.amount} currency={data.request.currency} />
				</>
			)}
		</p>
	);
}

function OfferContents({ offer }: { offer: Offer }) {
	const { t, time } = useWords("bank");
	const now = useNow();
	const { data: application } = useQuestion("FinancingApi.application", [offer.application]);
	const quote = useQuestion("FinancingApi.quote", application && now !== undefined ? [application.product, offer.terms.conditions, dayOf(now)] : null);
	if (!application) return <Waiting />;
	const currency = currencyOf(application.request.currency);
	return (
		<>
			<Application id={offer.application} />
			<Facts items={[{ name: t("bank.offer.validUntil"), value: time(Number(offer.terms.valid_until) * 1000) }]} />
			{quote.data && <QuoteShown quote={quote.data as Quote} currency={currency} />}
			<ConditionsShown conditions={offer.terms.conditions} currency={currency} />
			<p className="bank-more">
				<Link to={`/bank/application/${offer.application}`}>{t("bank.file.request")}</Link>
			</p>
		</>
	);
}

function Repayments({ rows }: { rows: Repayment[] }) {
	const { t } = useWords("bank");
	return (
		<Table
			caption={t("bank.act.repay", { n: rows.length })}
			rows={rows}
			rowKey={({ loan, reference }) => `${loan} ${reference}`}
			columns={[
				{ key: "loan", title: t("bank.payments.loan"), cell: ({ loan }) => <Link to={`/bank/loans/${loan}`}>{String(loan)}</Link> },
				{ key: "day", title: t("bank.loan.valueDate"), cell: ({ value_date }) => <Day value={value_date} /> },
				{ key: "amount", title: t("bank.col.amount"), number: true, cell: ({ loan, amount }) => <OfLoan loan={loan} amount={amount} /> },
				{ key: "reference", title: t("bank.payments.reference"), cell: ({ reference }) => reference },
			]}
		/>
	);
}

function OfLoan({ loan, amount }: { loan: bigint; amount: bigint }) {
	const { money } = useWords("bank");
	const { data } = useQuestion("FinancingApi.loan", [loan]);
	return <span className="amount">{data ? money(amount, currencyOf(data.currency), "figure") : "…"}</span>;
}
