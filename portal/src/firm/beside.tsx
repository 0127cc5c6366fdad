// Who stands behind a loan and what secures it, on the firm's side; and its receivables' credit notes.

import { useState } from "react";
import { call, useQuestion } from "../chain";
import { type Doing, useOwnDoing } from "../credit/doing";
import { Entry, Folded, useForm } from "../credit/form";
import { Guarantees } from "../credit/Guarantees";
import { ownersOf } from "../credit/enforcement";
import { unfit } from "../credit/lines";
import { codeOf } from "../credit/parts";
import { PolicyFacts } from "../credit/PolicyFacts";
import { Security } from "../credit/Security";
import { isoDate } from "./csv";
import { Amount, Button, Drop, Input, Notice, Table } from "../ui";
import { useWords } from "../words";
import { fingerprintOf } from "../bank/fingerprint";
import { isReference } from "../bank/numbers";
import { readDay } from "../bank/payments";
import { currencyText, dayOf, type Loan, useNow } from "./data";
import { numberText } from "./numbers";
import { isOther, useFirm } from "./firm";
import type { Request } from "./request";
import type { Asset } from "./use-assets";

export function Beside({ loan }: { loan: Loan }) {
	const { t, money } = useWords("credit", "bank");
	const firm = useFirm();
	const doing = useOwnDoing();
	const statement = useQuestion("FinancingApi.statement", [loan.id, { after: undefined, limit: 1_000 }]);
	// The debt stays as it was: the guarantor stands in the lender's place for its part.
	const paid = (statement.data?.items ?? []).reduce((sum, { entry }) => (entry.entry.type === "Guaranteed" && !entry.reversed ? sum + entry.entry.value.amount : sum), 0n);
	return (
		<>
			{paid > 0n && (
				<Notice kind="info" title={t("credit.guarantorsPaid", { amount: money(paid, currencyText(loan.currency), "figure") })}>
					<p>{t("credit.guarantorsPaidWhy")}</p>
				</Notice>
			)}
			{!isOther(firm, loan.enterprise) && <Claims loan={loan} />}
			<Guarantees loan={loan.id} amendment={loan.proposed?.amendment_hash} />
			<Security assets={loan.terms.security} side={isOther(firm, loan.enterprise) ? "nobody" : { owner: doing, number: firm.number }} loan={loan.id} owed={loan.payoff} currency={loan.currency} />
		</>
	);
}

/** Payments that the lender has not recorded: it answers in its days, and whether it did is for everybody to see. */
function Claims({ loan }: { loan: Loan }) {
	const { t, money, day } = useWords("credit", "bank");
	const doing = useOwnDoing();
	const currency = currencyText(loan.currency);
	const form = useForm(currency);
	const now = useNow();
	const [typed, setTyped] = useState({ amount: "", reference: "" });
	const [typedDay, setDay] = useState<string>();
	const [paper, setPaper] = useState<File>();
	if (now === undefined || (loan.state.type !== "Active" && loan.state.type !== "InDefault")) return null;
	const today = dayOf(now);
	const on = typedDay ?? isoDate(today);
	const send = async () => {
		const stated = form.check((checks) => {
			const value = readDay(on);
			return {
				amount: checks.amount("claim-amount", typed.amount, loan.payoff),
				reference: checks.need("claim-reference", isReference(typed.reference) ? typed.reference : undefined, "bank.bad.reference"),
				value_date: checks.need("claim-day", value !== undefined && value <= today ? value : undefined, "bank.bad.day"),
				paper: checks.need("claim-paper", paper, "bank.bad.file"),
			};
		});
		if (!stated) return;
		const { paper: file, ...claim } = stated;
		const made = call("Financing", "claim_payment", { loan: loan.id, ...claim, evidence: await fingerprintOf(file) });
		if (await doing.send(made, t("credit.act.claimPayment", { number: String(loan.id) }))) setTyped({ amount: "", reference: "" });
	};
	return (
		<>
			{loan.claims.map(({ claim, overdue }) => (
				<Notice key={claim.reference} kind={overdue ? "warning" : "info"} title={t("credit.claim.waits", { amount: money(claim.amount, currency, "figure"), day: day(claim.value_date), reference: claim.reference })}>
					<p>{t(overdue ? "credit.claim.overdue" : "credit.claim.by", { day: day(claim.answer_by) })}</p>
				</Notice>
			))}
			<Folded title={t("credit.claim.state")} form={form} send={() => void send()} busy={doing.busy} button={t("credit.claim.do")}>
				<p className="hint">{t("credit.claim.hint")}</p>
				<Entry form={form} id="claim-amount" label={t("bank.col.amount")}>
					<Input inputMode="decimal" value={typed.amount} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, amount: target.value })} />
				</Entry>
				<Entry form={form} id="claim-reference" label={t("bank.payments.reference")}>
					<Input value={typed.reference} maxLength={64} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, reference: target.value })} />
				</Entry>
				<Entry form={form} id="claim-day" label={t("bank.pay.day")}>
					<Input type="date" value={on} max={isoDate(today)} onChange={({ target }) => setDay(target.value)} />
				</Entry>
				<Drop id="claim-paper" label={paper?.name ?? t("credit.claim.paper")} hint={form.errorOf("claim-paper") ?? t("bank.loan.classifyPaperHint")} onFiles={([file]) => setPaper(file)} />
			</Folded>
			{doing.progress}
		</>
	);
}

/** What a receivable is less, by notes that its creditor stated: lenders are told. */
export function CreditNotes({ asset }: { asset: Asset }) {
	const { t } = useWords("credit", "bank");
	const firm = useFirm();
	const doing = useOwnDoing();
	const now = useNow();
	const { receivable } = asset;
	if (!receivable || now === undefined || !ownersOf(asset).some((one) => numberText(one as never) === firm.text)) return null;
	const currency = codeOf(receivable.spec.currency);
	const own = receivable.credit_notes.filter(({ by }) => by.type === "Creditor");
	return (
		<>
			<p>
				{t("credit.remaining")}: <Amount value={receivable.remaining} currency={currency} />
			</p>
			{own.length > 0 && (
				<Table
					caption={t("credit.notes")}
					rows={own}
					rowKey={({ note }) => note.number}
					columns={[
						{ key: "number", title: t("credit.note.number"), cell: ({ note }) => note.number },
						{ key: "amount", title: t("credit.note.amount"), number: true, cell: ({ note }) => <Amount value={note.amount} currency={currency} /> },
						{
							key: "act",
							title: t("bank.change"),
							cell: ({ note }) => (
								<Button kind="secondary" busy={doing.busy} onClick={() => void doing.send(call("Collateral", "withdraw_credit_note", { asset: asset.id, number: note.number }), t("credit.act.noteBack", { number: note.number }))}>
									{t("credit.note.takeBack")}
								</Button>
							),
						},
					]}
				/>
			)}
			{receivable.remaining > 0n && <Note asset={asset} most={receivable.remaining} today={dayOf(now)} doing={doing} currency={currency} />}
			{doing.progress}
		</>
	);
}

function Note({ asset, most, today, doing, currency }: { asset: Asset; most: bigint; today: number; doing: Doing; currency: ReturnType<typeof codeOf> }) {
	const { t } = useWords("credit", "bank");
	const form = useForm(currency);
	const id = String(asset.id);
	const [typed, setTyped] = useState({ number: "", amount: "", day: isoDate(today) });
	const send = async () => {
		const note = form.check((checks) => {
			const issued = readDay(typed.day);
			return {
				number: checks.text(`note-number-${id}`, typed.number),
				amount: checks.amount(`note-amount-${id}`, typed.amount, most),
				issued: checks.need(`note-day-${id}`, issued !== undefined && issued <= today ? issued : undefined, "bank.bad.day"),
			};
		});
		if (note && (await doing.send(call("Collateral", "note_credit", { asset: asset.id, note }), t("credit.act.note", { number: note.number })))) setTyped({ number: "", amount: "", day: isoDate(today) });
	};
	return (
		<Folded title={t("credit.note.state")} form={form} send={() => void send()} busy={doing.busy} button={t("credit.note.state")}>
			<p className="hint">{t("credit.note.hint")}</p>
			<Entry form={form} id={`note-number-${id}`} label={t("credit.note.number")}>
				<Input value={typed.number} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, number: target.value })} />
			</Entry>
			<Entry form={form} id={`note-amount-${id}`} label={t("credit.note.amount")}>
				<Input inputMode="decimal" value={typed.amount} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, amount: target.value })} />
			</Entry>
			<Entry form={form} id={`note-day-${id}`} label={t("credit.note.issued")}>
				<Input type="date" value={typed.day} max={isoDate(today)} onChange={({ target }) => setTyped({ ...typed, day: target.value })} />
			</Entry>
		</Folded>
	);
}

/** A product whose bank published rules decides at once on what keeps them: a firm reads them before it applies. */
export function AtOnce({ product, currency }: { product: number; currency: { type: string } }) {
	const { t } = useWords("credit", "bank");
	const { data: policy } = useQuestion("PoliciesApi.policy_of", [product]);
	if (!policy) return null;
	return (
		<details>
			<summary>{t("credit.policy.atOnce")}</summary>
			<p className="hint">{t("credit.policy.atOnceHint")}</p>
			<PolicyFacts spec={policy.spec} currency={codeOf(currency)} />
		</details>
	);
}

/** A drawdown that the line does not allow is said before it is sent. */
export function Fits({ line, request, institution }: { line: bigint; request: Request; institution: number }) {
	const { t } = useWords("credit", "bank");
	const { data } = useQuestion("CreditLinesApi.line", [line]);
	const what = data && unfit(data, request, institution);
	return what ? <Notice kind="warning" title={t("credit.line.unfit", { what })} /> : null;
}
