import { Link } from "react-router";
import { type Acting, type Args, type Call, call, useAct, useQuestion } from "../chain";
import { useKey } from "../keys";
import { Amount, Button, Day, Empty, Facts, Notice, Page, Progress, Table } from "../ui";
import { useWords } from "../words";
import { type Bank, othersOf, useNow, weightOf } from "./bank";
import type { Quote } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { dayOf } from "./left";
import { currencyOf, FirmName } from "./parts";
import { describe, type Pending, usePending } from "./pending";
import { ConditionsShown, QuoteShown } from "./Sheet";

export function Approve() {
	const { t } = useWords("bank");
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
			{what && described && <Contents what={what} parts={described.parts} />}
			{!described && <Notice kind="warning" title={t("bank.approve.unknown")} />}
			{what && (
				<details>
					<summary>{t("bank.approve.raw")}</summary>
					<pre className="raw">{fields(what)}</pre>
				</details>
			)}
			{own && <p className="hint">{t("bank.approve.own")}</p>}
			<p>
				{!own && described && (
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
function Contents({ what, parts }: { what: Call; parts: Call[] }) {
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
			return <Repayments rows={parts.map((part) => (part as unknown as { value: { value: Repayment } }).value.value)} />;
		case "write_off":
			return <p>{t("bank.loan.writtenOff", { share: share(args.share as number, "bp") })}</p>;
		case "classify":
			return <p>{t("bank.class", { class: (args.class as { type: string }).type })}</p>;
		case "set_exposure_limit":
			return args.limit === undefined ? <p>{t("bank.limits.lift")}</p> : <p><Amount value={args.limit as bigint} currency={args.currency as { type: string }} /></p>;
		case "publish":
			return <p>{(args.product as { name: string }).name}</p>;
		default:
			return null;
	}
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
