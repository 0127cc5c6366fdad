import { useState } from "react";
import { Link } from "react-router";
import { type Answer, call, useQuestion } from "../chain";
import { Amount, Badge, Button, Choice, Day, Empty, ErrorSummary, Facts, Field, Input, Notice, Page, Table, worst } from "../ui";
import { useWords } from "../words";
import { useBankAct, useNow } from "./bank";
import { Amendments, Behind, Collection } from "./Beside";
import { readAmount } from "../firm/amount";
import { isoDate } from "../firm/csv";
import { fingerprintOf } from "./fingerprint";
import { Waiting } from "./Frame";
import { useBankHere, useNumber } from "./here";
import { dayOf } from "./left";
import { isReference, readShare } from "./numbers";
import { Entry, Folded, useForm } from "../credit/form";
import { isReversible, Reversal } from "../credit/Reversal";
import { currencyOf, gradeOf, Sent, useBankDoing } from "./parts";
import { readDay } from "./payments";
import { PaperButton } from "../paper";
import { ConditionsShown, Schedule } from "./Sheet";

type View = NonNullable<Answer<"FinancingApi.loan">>;
const CLASSES = ["Normal", "SpecialMention", "Substandard", "Doubtful", "Loss"] as const;
type Class = (typeof CLASSES)[number];

export function Loan() {
	const { t } = useWords("bank", "credit");
	const bank = useBankHere();
	const id = useNumber();
	const { data: loan, loading, badge, checkedAt } = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const enterprise = useQuestion("EnterpriseRegistryApi.enterprise", loan ? [loan.enterprise] : null);
	if (loading) return <Waiting />;
	if (!loan || loan.institution !== bank.id) {
		return (
			<Page title={t(loan ? "bank.notYours" : "bank.notFound")} back="/bank/loans">
				{null}
			</Page>
		);
	}
	const currency = currencyOf(loan.currency);
	return (
		<Page title={t("bank.loan.title", { number: String(loan.id), firm: enterprise.data?.legal_name ?? "…" })} back="/bank/loans" wide>
			<p>
				<Badge badge={worst(badge, enterprise.badge)} checkedAt={checkedAt} />
			</p>
			<Stands loan={loan} />
			{loan.claims.map(({ claim }) => (
				<Claim key={claim.reference} loan={loan} claim={claim} />
			))}
			<div className="bank-columns">
				<Record loan={loan} />
				<Category loan={loan} />
			</div>
			<Recovery loan={loan} />
			<div className="bank-columns">
				<Collection loan={loan} />
				<Amendments loan={loan} />
			</div>
			<Behind loan={loan} />
			<Schedule schedule={loan.schedule} currency={currency} caption={t("bank.loan.schedule")} />
			<Statement loan={loan} />
			<PaperButton kind="statement" id={loan.id} file={`lingnan-${loan.id}.pdf`} />
			<details>
				<summary>{t("bank.offer.conditions")}</summary>
				<ConditionsShown conditions={loan.terms.conditions} currency={currency} />
			</details>
			<p className="bank-more">
				<Link to={`/bank/application/${loan.id}`}>{t("bank.act.offer", { number: String(loan.id) })}</Link>
			</p>
		</Page>
	);
}

function Stands({ loan }: { loan: View }) {
	const { t, rate, day, share } = useWords("bank");
	const currency = currencyOf(loan.currency);
	return (
		<section>
			<h2>{t("bank.loan.stands")}</h2>
			<Facts
				items={[
					{
						name: t("bank.col.state"),
						value: (
							<>
								{t("bank.loanState", { state: loan.state.type })}
								{loan.arrears_since === undefined ? (
									<p>{t("bank.loan.inTime")}</p>
								) : (
									<p className="left left-late">{t("bank.loan.arrearsSince", { day: day(loan.arrears_since), days: loan.arrears_days })}</p>
								)}
								{loan.defaulted_on !== undefined && <p>{t("bank.loan.defaultedOn", { day: day(loan.defaulted_on) })}</p>}
								{loan.called_on !== undefined && <p>{t("bank.loan.calledOn", { day: day(loan.called_on) })}</p>}
								{loan.written_off > 0 && <p>{t("bank.loan.writtenOff", { share: share(loan.written_off, "bp") })}</p>}
							</>
						),
					},
					{ name: t("bank.loan.outstanding"), value: <Amount value={loan.outstanding_principal} currency={currency} /> },
					{ name: t("bank.loan.due"), value: <strong><Amount value={loan.due.total} currency={currency} /></strong> },
					{ name: t("bank.loan.payoff"), value: <Amount value={loan.payoff} currency={currency} /> },
					{ name: t("bank.loan.rate"), value: rate(loan.rate, "e8") },
					{ name: t("bank.portfolio.grade"), value: gradeOf(loan.grade) },
					{ name: t("bank.portfolio.started"), value: <Day value={loan.started} /> },
				]}
			/>
		</section>
	);
}

function Claim({ loan, claim }: { loan: View; claim: View["claims"][number]["claim"] }) {
	const { t, money, day } = useWords("bank", "credit");
	const acting = useBankAct(useBankHere());
	const form = useForm(currencyOf(loan.currency));
	const [reason, setReason] = useState("");
	const { amount, reference, value_date, answer_by } = claim;
	const refuse = () => {
		const said = form.check((checks) => checks.text("refuse-reason", reason));
		if (said !== undefined) void acting.send(call("Financing", "refuse_claim", { loan: loan.id, reference, reason: said }), t("credit.act.refuseClaim", { number: String(loan.id) }));
	};
	return (
		<Notice kind="warning" title={t("bank.loan.claims", { amount: money(amount, currencyOf(loan.currency), "figure"), day: day(value_date), reference, by: day(answer_by) })}>
			<Button kind="secondary" busy={acting.busy} onClick={() => void acting.send(call("Financing", "record_repayment", { loan: loan.id, amount, reference, value_date }), t("bank.act.repay", { n: 1 }))}>
				{t("bank.loan.takeClaim")}
			</Button>
			<Folded title={t("credit.refuseClaim")} form={form} send={refuse} busy={acting.busy} button={t("credit.refuseClaim")} danger>
				<Entry form={form} id="refuse-reason" label={t("credit.reason")} hint={t("credit.refuseClaimHint")}>
					<Input value={reason} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
				</Entry>
			</Folded>
			<Sent acting={acting} />
		</Notice>
	);
}

type Wrong = { field: string; text: string }[];

function Record({ loan }: { loan: View }) {
	const { t, money } = useWords("bank");
	const acting = useBankAct(useBankHere());
	const now = useNow();
	const [amount, setAmount] = useState("");
	const [reference, setReference] = useState("");
	const [typedDay, setDay] = useState<string>();
	const [wrong, setWrong] = useState<Wrong>([]);
	if (loan.state.type === "Closed" || now === undefined) return null;
	const today = dayOf(now);
	const day = typedDay ?? isoDate(today);
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	const tell = (value: bigint) => money(value, currencyOf(loan.currency), "figure");
	const send = () => {
		const found: Wrong = [];
		const [sum, value] = [readAmount(amount), readDay(day)];
		if (sum === undefined || sum > loan.payoff) found.push({ field: "sum", text: t("bank.bad.amount", { least: tell(1n), most: tell(loan.payoff) }) });
		if (!isReference(reference)) found.push({ field: "reference", text: t("bank.bad.reference") });
		if (value === undefined || value > today) found.push({ field: "value-date", text: t("bank.bad.day") });
		setWrong(found);
		if (found.length > 0) return;
		void acting.send(call("Financing", "record_repayment", { loan: loan.id, amount: sum!, reference, value_date: value! }), t("bank.act.repay", { n: 1 }));
	};
	return (
		<section>
			<h2>{t("bank.loan.record")}</h2>
			<ErrorSummary errors={wrong} />
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
			>
				<Field id="sum" label={t("bank.col.amount")} error={errorOf("sum")}>
					<Input inputMode="decimal" value={amount} onChange={({ target }) => setAmount(target.value)} autoComplete="off" />
				</Field>
				<Field id="reference" label={t("bank.payments.reference")} error={errorOf("reference")}>
					<Input value={reference} maxLength={64} onChange={({ target }) => setReference(target.value)} autoComplete="off" />
				</Field>
				<Field id="value-date" label={t("bank.loan.valueDate")} error={errorOf("value-date")}>
					<Input type="date" value={day} max={isoDate(today)} onChange={({ target }) => setDay(target.value)} />
				</Field>
				<Button type="submit" kind="secondary" busy={acting.busy}>
					{t("bank.payments.record")}
				</Button>
			</form>
			<Sent acting={acting} />
		</section>
	);
}

/** The five categories are the bank's judgement, under its key; the rule of its place says what they are at least. */
function Category({ loan }: { loan: View }) {
	const { t } = useWords("bank");
	const acting = useBankAct(useBankHere());
	const { data } = useQuestion("ClassificationApi.classification", [loan.id]);
	const [chosen, setChosen] = useState<Class>();
	const [paper, setPaper] = useState<File>();
	const [nonAccrual, setNonAccrual] = useState<boolean>();
	const [isolated, setIsolated] = useState(false);
	const [wrong, setWrong] = useState<Wrong>([]);
	if (!data) return null;
	const send = async () => {
		const found: Wrong = [];
		if (!chosen) found.push({ field: "category", text: t("bank.bad.choose") });
		if (!paper) found.push({ field: "paper", text: t("bank.bad.file") });
		setWrong(found);
		if (!chosen || !paper) return;
		await acting.send(
			call("Classification", "classify", {
				loan: loan.id,
				class: { type: chosen, value: undefined },
				non_accrual: nonAccrual ?? data.non_accrual,
				isolated,
				reason: await fingerprintOf(paper),
			}),
			t("bank.act.classify", { number: String(loan.id) }),
		);
	};
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	return (
		<section>
			<h2>{t("bank.loan.category")}</h2>
			<p>
				<strong>{t("bank.class", { class: data.class.type })}</strong>
			</p>
			<p className="hint">{t("bank.loan.byDays", { class: t("bank.class", { class: data.by_days.type }) })}</p>
			{data.judgement_due && <Notice kind="warning" title={t("bank.loan.judgementDue")} />}
			<details>
				<summary>{t("bank.loan.classify")}</summary>
				<ErrorSummary errors={wrong} />
				<Choice
					legend={t("bank.loan.category")}
					name="category"
					error={errorOf("category")}
					options={CLASSES.map((one) => ({ value: one, label: t("bank.class", { class: one }) }))}
					value={chosen ? [chosen] : []}
					onChange={([value]) => setChosen(value as Class)}
				/>
				<Field id="paper" label={t("bank.loan.classifyPaper")} hint={t("bank.loan.classifyPaperHint")} error={errorOf("paper")}>
					<input type="file" onChange={({ target }) => setPaper(target.files?.[0])} />
				</Field>
				<label className="choice">
					<input type="checkbox" checked={nonAccrual ?? data.non_accrual} onChange={({ target }) => setNonAccrual(target.checked)} />
					<span>{t("bank.loan.nonAccrual")}</span>
				</label>
				<label className="choice">
					<input type="checkbox" checked={isolated} onChange={({ target }) => setIsolated(target.checked)} />
					<span>{t("bank.loan.isolated")}</span>
				</label>
				<Button kind="secondary" busy={acting.busy} onClick={() => void send()}>
					{t("bank.loan.classify")}
				</Button>
			</details>
			<Sent acting={acting} />
		</section>
	);
}

/** What cannot be undone is asked for twice. */
function Recovery({ loan }: { loan: View }) {
	const { t } = useWords("bank");
	const acting = useBankAct(useBankHere());
	const [asked, setAsked] = useState(false);
	const [typed, setTyped] = useState("");
	const [wrong, setWrong] = useState<Wrong>([]);
	if (loan.state.type !== "Active" && loan.state.type !== "InDefault") return null;
	const canDefault = loan.called_on === undefined && (loan.default_can_be_noted || loan.state.type === "InDefault");
	const declare = () => {
		setAsked(false);
		void acting.send(call("Financing", "declare_default", { loan: loan.id }), t("bank.act.default", { number: String(loan.id) }));
	};
	const writeOff = () => {
		const share = readShare(typed);
		const good = share !== undefined && share > loan.written_off && share <= 10_000;
		setWrong(good ? [] : [{ field: "share", text: t("bank.bad.rate", { least: loan.written_off / 100, most: 100 }) }]);
		if (good) void acting.send(call("Financing", "write_off", { loan: loan.id, share }), t("bank.act.writeOff", { number: String(loan.id) }));
	};
	return (
		<section>
			<h2>{t("bank.portfolio.bucket", { bucket: "default" })}</h2>
			{!canDefault && loan.called_on === undefined && <p className="hint">{t("bank.loan.defaultOnlyAfter")}</p>}
			{canDefault && !asked && (
				<Button kind="danger" busy={acting.busy} onClick={() => setAsked(true)}>
					{t("bank.loan.declareDefault")}
				</Button>
			)}
			{asked && (
				<div className="confirm" role="group" aria-label={t("bank.loan.declareDefault")}>
					<p>{t("bank.loan.declareDefaultSure")}</p>
					<Button kind="danger" onClick={declare}>
						{t("bank.loan.sure")}
					</Button>
					<Button kind="secondary" onClick={() => setAsked(false)}>
						{t("bank.cancel")}
					</Button>
				</div>
			)}
			{loan.state.type === "InDefault" && (
				<form
					noValidate
					onSubmit={(event) => {
						event.preventDefault();
						writeOff();
					}}
				>
					<ErrorSummary errors={wrong} />
					<Field id="share" label={t("bank.loan.writeOffShare")} hint={t("bank.loan.writeOffHint")} error={wrong[0]?.text}>
						<Input inputMode="decimal" value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" />
					</Field>
					<Button type="submit" kind="danger" busy={acting.busy}>
						{t("bank.loan.writeOff")}
					</Button>
				</form>
			)}
			<Sent acting={acting} />
		</section>
	);
}

function Statement({ loan }: { loan: View }) {
	const { t, money } = useWords("bank");
	const { data } = useQuestion("FinancingApi.statement", [loan.id, { after: undefined, limit: undefined }]);
	const doing = useBankDoing();
	const figure = (value: bigint) => <span className="amount">{money(value, currencyOf(loan.currency), "figure")}</span>;
	const amountOf = (entry: NonNullable<typeof data>["items"][number]["entry"]["entry"]) => (entry.value && "amount" in entry.value ? figure(entry.value.amount) : "—");
	const referenceOf = (entry: NonNullable<typeof data>["items"][number]["entry"]["entry"]) =>
		entry.type === "Repayment" ? entry.value.reference : entry.type === "Charge" || entry.type === "Forgiven" ? entry.value.reason : "";
	if (!data) return null;
	return data.items.length === 0 ? (
		<>
			<h2>{t("bank.loan.statement")}</h2>
			<Empty>{t("bank.loan.noEntries")}</Empty>
		</>
	) : (
		<>
		{doing.progress}
		<Table
			caption={t("bank.loan.statement")}
			rows={data.items}
			rowKey={({ posting }) => posting}
			columns={[
				{ key: "day", title: t("bank.loan.valueDate"), cell: ({ entry }) => <Day value={entry.value_date} /> },
				{
					key: "entry",
					title: t("bank.loan.entry"),
					cell: ({ entry }) => (
						<>
							{t("bank.entry", { entry: entry.entry.type })} {referenceOf(entry.entry)}
							{entry.reversed && <em> ({t("bank.loan.reversed")})</em>}
						</>
					),
				},
				{ key: "amount", title: t("bank.col.amount"), number: true, cell: ({ entry }) => amountOf(entry.entry) },
				{ key: "interest", title: t("bank.offer.interestCol"), number: true, cell: ({ spent }) => figure(spent.interest + spent.penalty) },
				{ key: "principal", title: t("bank.offer.principal"), number: true, cell: ({ spent }) => figure(spent.principal) },
				{ key: "balance", title: t("bank.loan.balance"), number: true, cell: ({ balance }) => figure(balance) },
				...(data.items.some(isReversible) ? [{ key: "reverse", title: t("bank.change"), cell: (line: (typeof data.items)[number]) => <Reversal loan={loan.id} line={line} doing={doing} lender /> }] : []),
			]}
		/>
		</>
	);
}
