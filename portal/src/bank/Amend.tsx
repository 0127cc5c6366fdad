import { useState } from "react";
import { call, useQuestion } from "../chain";
import { type Amendment, type Conditions, extended, extensionRange, inForce, type Loan, principalOf, restructured } from "../credit/amendments";
import { Compared } from "../credit/Compared";
import { Entry, useForm } from "../credit/form";
import { codeOf } from "../credit/parts";
import { Badge, Button, Choice, Field, Input, Notice, Page, Select, worst } from "../ui";
import { useWords } from "../words";
import { useAskedNow } from "./bank";
import { METHODS, type Quote } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere, useNumber } from "./here";
import { dayOf } from "./left";
import { readCount, readRate, writeRate } from "./numbers";
import { useBankDoing } from "./parts";
import { Schedule } from "./Sheet";

const MOST_DAYS = 90;
const DAY = 86_400;

/** Other conditions for a loan that runs: asked, compared with those that hold, sent. */
export function Amend() {
	const { t } = useWords("credit", "bank");
	const bank = useBankHere();
	const id = useNumber();
	const loan = useQuestion("FinancingApi.loan", id === undefined ? null : [id]);
	const { data: now, badge } = useAskedNow();
	if (loan.loading || now === undefined) return <Waiting />;
	const back = `/bank/loans/${id}`;
	if (!loan.data || loan.data.institution !== bank.id || !["Active", "InDefault"].includes(loan.data.state.type)) {
		return (
			<Page title={t(loan.data && loan.data.institution !== bank.id ? "bank.notYours" : "credit.amend.notNow")} back={back}>
				{null}
			</Page>
		);
	}
	return <Making key={String(id)} loan={loan.data} now={now} badge={worst(loan.badge, badge)} checkedAt={loan.checkedAt} back={back} />;
}

function Making({ loan, now, badge, checkedAt, back }: { loan: Loan; now: number; badge: Parameters<typeof worst>[0]; checkedAt: number | undefined; back: string }) {
	const { t, money, lang } = useWords("credit", "bank");
	const currency = codeOf(loan.currency);
	const form = useForm(currency);
	const before = inForce(loan);
	const today = dayOf(now);
	const range = extensionRange(loan, today);
	const canExtend = range !== undefined && loan.state.type === "Active" && loan.called_on === undefined && loan.due.total === 0n && loan.terms.line === undefined;
	const fixed = before.pricing.type === "Fixed" ? before.pricing.value.rate : undefined;
	// What is not chosen follows the loan, which may have begun a moment ago.
	const [chosen, setKind] = useState<"Extension" | "Restructuring">();
	const kind = chosen ?? (canExtend ? "Extension" : "Restructuring");
	const [typed, setTyped] = useState<{ tenor?: string; rate: string; holiday: string; days: string }>({ rate: fixed === undefined ? "" : writeRate(fixed, lang), holiday: "0", days: "20" });
	const [method, setMethod] = useState<Conditions["method"]["type"]>(before.method.type);
	const [reschedules, setReschedules] = useState(loan.due.principal > 0n);
	const [made, setMade] = useState<{ amendment: Amendment; days: number }>();
	const put = (change: Partial<typeof typed>) => setTyped((old) => ({ ...old, ...change }));
	const tenorTyped = typed.tenor ?? String(kind === "Extension" && range ? range.least : before.tenor);
	const check = () => {
		const found = form.check((checks) => {
			const [least, most] = kind === "Extension" && range ? [range.least, range.most] : [1, 360];
			const tenor = checks.need("tenor", readCount(tenorTyped, least, most), "bank.bad.number", { least, most });
			const days = checks.need("days", readCount(typed.days, 1, MOST_DAYS), "bank.bad.number", { least: 1, most: MOST_DAYS });
			if (kind === "Extension") return { days, tenor, method, rate: undefined, holiday: 0 };
			const rate = fixed === undefined ? undefined : readRate(typed.rate);
			if (fixed !== undefined) checks.need("rate", rate !== undefined && rate <= fixed ? rate : undefined, "bank.bad.rate", { least: 0, most: writeRate(fixed, lang) });
			const holiday = checks.need("holiday", readCount(typed.holiday, 0, Math.max(0, (tenor ?? 1) - 1)), "bank.bad.number", { least: 0, most: Math.max(0, (tenor ?? 1) - 1) });
			return { days, tenor, method, rate, holiday };
		});
		if (!found) return;
		const { days, ...changed } = found;
		setMade({ days, amendment: kind === "Extension" ? extended(loan, changed.tenor) : restructured(loan, { ...changed, reschedules }) });
	};
	if (made) return <Check loan={loan} today={today} now={now} {...made} back={back} change={() => setMade(undefined)} />;
	return (
		<Page title={t("credit.amend.title", { number: String(loan.id) })} back={back}>
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					check();
				}}
			>
				{form.summary}
				<Choice
					legend={t("credit.amend.kind")}
					name="kind"
					options={[
						{ value: "Extension", label: t("credit.amendment", { kind: "Extension" }), hint: canExtend ? t("credit.amend.extensionHint", { least: range.least, most: range.most }) : t("credit.amend.noExtension"), disabled: !canExtend },
						{ value: "Restructuring", label: t("credit.amendment", { kind: "Restructuring" }), hint: t("credit.amend.restructuringHint") },
					]}
					value={[kind]}
					onChange={([one]) => setKind(one as typeof kind)}
				/>
				<Entry form={form} id="tenor" label={t("credit.amend.tenor")}>
					<Input inputMode="numeric" value={tenorTyped} autoComplete="off" onChange={({ target }) => put({ tenor: target.value })} />
				</Entry>
				{kind === "Restructuring" && (
					<>
						<Field id="method" label={t("bank.offer.method")}>
							<Select value={method} onChange={({ target }) => setMethod(target.value as typeof method)}>
								{METHODS.map((one) => (
									<option key={one} value={one}>
										{t("bank.method", { method: one })}
									</option>
								))}
							</Select>
						</Field>
						{fixed !== undefined && (
							<Entry form={form} id="rate" label={t("bank.offer.rate")} hint={t("credit.amend.rateHint")}>
								<Input inputMode="decimal" value={typed.rate} autoComplete="off" onChange={({ target }) => put({ rate: target.value })} />
							</Entry>
						)}
						<Entry form={form} id="holiday" label={t("bank.offer.holiday")}>
							<Input inputMode="numeric" value={typed.holiday} autoComplete="off" onChange={({ target }) => put({ holiday: target.value })} />
						</Entry>
						{loan.due.principal > 0n && (
							<label className="choice">
								<input type="checkbox" checked={reschedules} onChange={({ target }) => setReschedules(target.checked)} />
								<span>{t("credit.amend.reschedules", { amount: money(loan.due.principal, currency, "figure") })}</span>
							</label>
						)}
						<p className="hint">{t("credit.amend.about", { amount: money(principalOf(loan, reschedules), currency, "figure") })}</p>
					</>
				)}
				<Entry form={form} id="days" label={t("bank.offer.validDays")}>
					<Input inputMode="numeric" value={typed.days} autoComplete="off" onChange={({ target }) => put({ days: target.value })} />
				</Entry>
				<Button type="submit">{t("credit.amend.check")}</Button>
			</form>
		</Page>
	);
}

function Check({ loan, amendment, days, today, now, back, change }: { loan: Loan; amendment: Amendment; days: number; today: number; now: number; back: string; change: () => void }) {
	const { t, time } = useWords("credit", "bank");
	const doing = useBankDoing();
	const [until] = useState(() => now + days * DAY);
	const currency = codeOf(loan.currency);
	const title = t("credit.amend.checkTitle");
	const quote = useQuestion("FinancingApi.quote", [loan.terms.product, amendment.conditions, today]);
	const stands = useQuestion("FinancingApi.loan", [loan.id]);
	// Of two officers the first one has entered it then, and it stands once the second approved.
	const [entered, setEntered] = useState(false);
	const sent = stands.data?.proposed?.valid_until === BigInt(until);
	const send = async () => setEntered(await doing.send(call("Financing", "propose_amendment", { loan: loan.id, amendment, valid_until: BigInt(until) }), t("credit.act.amend", { number: String(loan.id) })));
	return (
		<Page title={title} back={back} wide>
			<p>
				{t("credit.amendment", { kind: amendment.kind.type })} · {t("credit.amend.until", { time: time(until * 1_000) })}
			</p>
			<Compared before={inForce(loan)} after={amendment.conditions} currency={currency} label={title} />
			{quote.data && <Schedule schedule={(quote.data as Quote).schedule} currency={currency} caption={t("credit.amend.schedule")} />}
			<p className="hint">{t("credit.amend.others")}</p>
			{doing.progress}
			{sent && <Notice kind="good" title={t("credit.amend.sent", { time: time(until * 1_000) })} />}
			{!sent && !entered && (
				<p>
					<Button busy={doing.busy} onClick={() => void send()}>
						{t("credit.amend.send")}
					</Button>
					<Button kind="secondary" onClick={change}>
						{t("bank.change")}
					</Button>
				</p>
			)}
		</Page>
	);
}

