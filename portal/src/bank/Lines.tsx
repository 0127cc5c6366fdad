import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useState } from "react";
import { call, useList, useQuestion } from "../chain";
import { Drawdowns, FeeTables, LineFacts } from "../credit/LineParts";
import { Entry, Folded, useForm } from "../credit/form";
import { type Line as View, LONGEST_TENOR, MOST_DAYS, mostFee, SETTLES, specOf } from "../credit/lines";
import { codeOf } from "../credit/parts";
import { isoDate } from "../firm/csv";
import { numberText, parseNumber } from "../firm/numbers";
import { uses } from "../firm/request";
import { Amount, Badge, Button, ButtonLink, Choice, Day, Field, Input, Page, Select, Table, worst } from "../ui";
import { useWords } from "../words";
import { useAskedNow, useNow } from "./bank";
import { METHODS } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere, useNumber } from "./here";
import { dayOf } from "./left";
import { isReference, readCount, readRate, readShare } from "./numbers";
import { FirmName, useBankDoing } from "./parts";
import { readDay } from "./payments";

/** The lines that this bank gave: those on which something is to be done first. */
export function Lines() {
	const { t } = useWords("credit", "bank");
	const bank = useBankHere();
	const lines = useList("CreditLinesApi.lines_by", [bank.id]);
	const order = ["Offered", "InForce", "Frozen", "Expired", "Cancelled"];
	const rows = [...(lines.data ?? [])].sort((a, b) => order.indexOf(a.state.type) - order.indexOf(b.state.type) || Number(b.id - a.id));
	return (
		<Page title={t("credit.lines")} wide>
			<p>
				<Badge badge={lines.badge} checkedAt={lines.checkedAt} />
			</p>
			{!bank.suspended && <ButtonLink to="/bank/lines/new">{t("credit.line.offer")}</ButtonLink>}
			{!lines.data && <p role="status">{t("bank.loading")}</p>}
			{lines.data && (
				<Table
					caption={t("credit.lines")}
					rows={rows}
					rowKey={({ id }) => String(id)}
					empty={t("credit.lines.none")}
					columns={[
						{ key: "number", title: t("credit.line"), cell: ({ id }) => <Link to={`/bank/lines/${id}`}>{String(id)}</Link> },
						{ key: "firm", title: t("bank.col.firm"), cell: ({ id, spec }) => <FirmName number={spec.enterprise} to={`/bank/lines/${id}`} /> },
						{ key: "state", title: t("bank.col.state"), cell: ({ state }) => t("credit.line.state", { state: state.type }) },
						{ key: "limit", title: t("credit.line.limit"), number: true, cell: ({ spec }) => <Amount value={spec.limit} currency={spec.currency} /> },
						{ key: "available", title: t("credit.line.available"), number: true, cell: ({ available, spec }) => <Amount value={available} currency={spec.currency} /> },
						{ key: "until", title: t("credit.line.until"), cell: ({ spec }) => <Day value={spec.until} /> },
						{ key: "fee", title: t("credit.line.feeDue"), number: true, cell: ({ fee_due, spec }) => <Amount value={fee_due} currency={spec.currency} /> },
					]}
				/>
			)}
		</Page>
	);
}

const CURRENCIES = { Guangdong: "Cny", HongKong: "Hkd", Macao: "Mop" } as const;

export function OfferLine() {
	const { t } = useWords("credit", "bank");
	const bank = useBankHere();
	const doing = useBankDoing();
	const go = useNavigate();
	const [search] = useSearchParams();
	const now = useNow();
	const currency = CURRENCIES[bank.jurisdiction.type];
	const form = useForm(codeOf({ type: currency }));
	const [typed, setTyped] = useState({ firm: search.get("firm") ?? "", limit: "", until: "", repayBy: "", rate: "", tenor: "12", fee: "0.00", days: "20" });
	const [revolving, setRevolving] = useState(true);
	const [methods, setMethods] = useState<string[]>([]);
	const [chosen, setChosen] = useState<string[]>([]);
	const [every, setEvery] = useState<(typeof SETTLES)[number]>(3);
	if (now === undefined) return <Waiting />;
	const today = dayOf(now);
	const put = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));
	const text = (name: keyof typeof typed, label: string, hint?: string, kind: "text" | "date" = "text") => (
		<Entry form={form} id={name} label={label} hint={hint}>
			<Input type={kind} inputMode={name === "limit" ? "decimal" : undefined} min={kind === "date" ? isoDate(today) : undefined} value={typed[name]} autoComplete="off" onChange={({ target }) => put({ [name]: target.value })} />
		</Entry>
	);
	const send = async () => {
		const spec = form.check((checks) => {
			const until = readDay(typed.until);
			const repayBy = typed.repayBy === "" ? until : readDay(typed.repayBy);
			const rate = readRate(typed.rate);
			const fee = readShare(typed.fee);
			return specOf({
				enterprise: checks.need("firm", parseNumber(typed.firm), "credit.bad.number"),
				currency,
				limit: checks.amount("limit", typed.limit, 10n ** 15n),
				revolving,
				until: checks.need("until", until !== undefined && until > today ? until : undefined, "credit.bad.later"),
				repayBy: checks.need("repayBy", repayBy !== undefined && (until === undefined || repayBy >= until) ? repayBy : undefined, "credit.bad.repayBy"),
				highestRate: checks.need("rate", rate !== undefined && rate <= 100_000_000n ? rate : undefined, "bank.bad.rate", { least: 0, most: 100 }),
				longestTenor: checks.need("tenor", readCount(typed.tenor, 1, LONGEST_TENOR), "bank.bad.number", { least: 1, most: LONGEST_TENOR }),
				methods: METHODS.filter((one) => methods.includes(one)),
				uses: uses.filter((one) => chosen.includes(one)),
				fee: checks.need("fee", fee !== undefined && fee <= 10_000 ? fee : undefined, "bank.bad.rate", { least: 0, most: 100 }),
				every,
				days: checks.need("days", readCount(typed.days, 1, MOST_DAYS), "bank.bad.number", { least: 1, most: MOST_DAYS }),
				now,
			});
		});
		if (!spec) return;
		if (await doing.send(call("CreditLines", "offer", { spec }), t("credit.act.lineOffer", { firm: numberText(spec.enterprise) }))) if (!bank.officers) void go("/bank/lines");
	};
	return (
		<Page title={t("credit.line.offer")} back="/bank/lines">
			<p className="hint">{t("credit.line.offerLead")}</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					void send();
				}}
			>
				{form.summary}
				{text("firm", t("bank.file.registration"), t("credit.line.firmHint"))}
				{text("limit", `${t("credit.line.limit")} (${codeOf({ type: currency })})`)}
				<label className="choice">
					<input type="checkbox" checked={revolving} onChange={({ target }) => setRevolving(target.checked)} />
					<span>{t("credit.line.again")}</span>
				</label>
				{text("until", t("credit.line.until"), undefined, "date")}
				{text("repayBy", t("credit.line.repayBy"), t("credit.line.repayByHint"), "date")}
				{text("rate", t("credit.line.highestRateField"))}
				{text("tenor", t("credit.line.longestTenorField"))}
				<Choice several legend={t("bank.file.method")} hint={t("credit.line.anyMethodHint")} name="methods" options={METHODS.map((method) => ({ value: method, label: t("bank.method", { method }) }))} value={methods} onChange={setMethods} />
				<Choice several legend={t("bank.file.use")} hint={t("credit.line.anyUseHint")} name="uses" options={uses.map((use) => ({ value: use, label: t("bank.use", { use }) }))} value={chosen} onChange={setChosen} />
				{text("fee", t("credit.line.feeField"))}
				<Field id="every" label={t("credit.line.settled")}>
					<Select value={every} onChange={({ target }) => setEvery(Number(target.value) as typeof every)}>
						{SETTLES.map((one) => (
							<option key={one} value={one}>
								{t("bank.due.fixed", { every: one, day: 20, after: 1 })}
							</option>
						))}
					</Select>
				</Field>
				{text("days", t("bank.offer.validDays"))}
				<Button type="submit" busy={doing.busy}>
					{t("credit.line.offerDo")}
				</Button>
			</form>
			{doing.progress}
		</Page>
	);
}

export function Line() {
	const { t } = useWords("credit", "bank");
	const bank = useBankHere();
	const { id } = useParams();
	const number = useNumber();
	const line = useQuestion("CreditLinesApi.line", number === undefined ? null : [number]);
	const doing = useBankDoing();
	if (line.loading) return <Waiting />;
	const view = line.data;
	if (!view || view.institution !== bank.id) {
		return (
			<Page title={t(view ? "bank.notYours" : "bank.notFound")} back="/bank/lines">
				{doing.progress}
			</Page>
		);
	}
	return <Shown key={id} line={view} badge={line.badge} checkedAt={line.checkedAt} />;
}

function Shown({ line, badge, checkedAt }: { line: View; badge: ReturnType<typeof useQuestion>["badge"]; checkedAt: number | undefined }) {
	const { t } = useWords("credit", "bank");
	const doing = useBankDoing();
	const firm = useQuestion("EnterpriseRegistryApi.enterprise", [line.spec.enterprise]);
	const form = useForm(codeOf(line.spec.currency));
	const [reason, setReason] = useState("");
	const { id, state } = line;
	const number = String(id);
	const act = (what: Parameters<typeof doing.send>[0], title: string) => void doing.send(what, title);
	const freeze = () => {
		const said = form.check((checks) => checks.text("reason", reason));
		if (said !== undefined) act(call("CreditLines", "freeze", { line: id, reason: said }), t("credit.act.lineFreeze", { number }));
	};
	return (
		<Page title={t("credit.line.title", { number, firm: firm.data?.legal_name ?? "…" })} back="/bank/lines" wide>
			<p>
				<Badge badge={worst(badge, firm.badge)} checkedAt={checkedAt} />
			</p>
			<LineFacts line={line} />
			<p>
				{(state.type === "Offered" || line.drawn === 0n) && state.type !== "Cancelled" && state.type !== "Expired" && (
					<Button kind="danger" busy={doing.busy} onClick={() => act(call("CreditLines", "cancel", { line: id }), t("credit.act.lineCancel", { number }))}>
						{t(state.type === "Offered" ? "credit.line.takeBack" : "credit.line.end")}
					</Button>
				)}
				{state.type === "Expired" && line.accepted_on === undefined && (
					<Button kind="secondary" busy={doing.busy} onClick={() => act(call("CreditLines", "clear", { line: id }), t("credit.act.lineClear", { number }))}>
						{t("credit.line.clear")}
					</Button>
				)}
				{state.type === "Frozen" && (
					<Button kind="secondary" busy={doing.busy} onClick={() => act(call("CreditLines", "unfreeze", { line: id }), t("credit.act.lineUnfreeze", { number }))}>
						{t("credit.line.unfreeze")}
					</Button>
				)}
			</p>
			{state.type === "InForce" && (
				<Folded title={t("credit.line.freeze")} form={form} send={freeze} busy={doing.busy} button={t("credit.line.freeze")} danger>
					<Entry form={form} id="reason" label={t("credit.reason")}>
						<Input value={reason} onChange={({ target }) => setReason(target.value)} autoComplete="off" />
					</Entry>
				</Folded>
			)}
			{doing.progress}
			<Drawdowns line={line} link={(application) => <Link to={`/bank/application/${application}`}>{String(application)}</Link>} />
			<FeeTables line={line} />
			{line.accepted_on !== undefined && line.spec.commitment_fee.rate > 0 && <Fee line={line} />}
		</Page>
	);
}

function Fee({ line }: { line: View }) {
	const { t } = useWords("credit", "bank");
	const doing = useBankDoing();
	const form = useForm(codeOf(line.spec.currency));
	const { data: now } = useAskedNow();
	const [typed, setTyped] = useState({ amount: "", reference: "" });
	const [typedDay, setDay] = useState<string>();
	if (now === undefined) return null;
	const today = dayOf(now);
	const day = typedDay ?? isoDate(today);
	const number = String(line.id);
	const most = mostFee(line);
	const record = async () => {
		const paid = form.check((checks) => {
			const value = readDay(day);
			return {
				amount: checks.amount("fee-amount", typed.amount, most),
				reference: checks.need("fee-reference", isReference(typed.reference) ? typed.reference : undefined, "bank.bad.reference"),
				value_date: checks.need("fee-day", value !== undefined && value <= today ? value : undefined, "bank.bad.day"),
			};
		});
		if (paid && (await doing.send(call("CreditLines", "record_fee", { line: line.id, ...paid }), t("credit.act.lineFee", { number })))) setTyped({ amount: "", reference: "" });
	};
	return (
		<>
			{line.to_levy.length > 0 && (
				<Button kind="secondary" busy={doing.busy} onClick={() => void doing.send(call("CreditLines", "levy", { line: line.id }), t("credit.act.lineLevy", { number }))}>
					{t("credit.line.levy")}
				</Button>
			)}
			{most > 0n && (
				<Folded title={t("credit.line.recordFee")} form={form} send={() => void record()} busy={doing.busy} button={t("bank.payments.record")}>
					<Entry form={form} id="fee-amount" label={t("bank.col.amount")}>
						<Input inputMode="decimal" value={typed.amount} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, amount: target.value })} />
					</Entry>
					<Entry form={form} id="fee-reference" label={t("bank.payments.reference")}>
						<Input value={typed.reference} maxLength={64} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, reference: target.value })} />
					</Entry>
					<Entry form={form} id="fee-day" label={t("bank.loan.valueDate")}>
						<Input type="date" value={day} max={isoDate(today)} onChange={({ target }) => setDay(target.value)} />
					</Entry>
				</Folded>
			)}
			{doing.progress}
		</>
	);
}
