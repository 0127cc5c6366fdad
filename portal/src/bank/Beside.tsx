// What a bank does with a loan beside taking payments: other conditions, costs of collection, what it forgives, guarantees, security.

import { useState } from "react";
import { type Answer, call, useQuestion } from "../chain";
import { inForce } from "../credit/amendments";
import { Compared } from "../credit/Compared";
import type { Doing } from "../credit/doing";
import { Entry, Folded, useForm } from "../credit/form";
import { Guarantees } from "../credit/Guarantees";
import { missingWord } from "../credit/guarantees";
import { codeOf, useGuarantorName } from "../credit/parts";
import { Security } from "../credit/Security";
import { Button, ButtonLink, Input, Notice } from "../ui";
import { useWords } from "../words";
import { useBankDoing } from "./parts";

type View = NonNullable<Answer<"FinancingApi.loan">>;

export function Amendments({ loan }: { loan: View }) {
	const { t, time, list } = useWords("credit", "bank");
	const doing = useBankDoing();
	const name = useGuarantorName();
	const guarantees = useQuestion("GuaranteesApi.guarantees_of", [loan.id]);
	const { proposed, id } = loan;
	const number = String(id);
	const missing = proposed ? missingWord(guarantees.data ?? [], proposed.amendment_hash) : [];
	return (
		<section>
			<h2>{t("credit.amendments")}</h2>
			{loan.amendments.map((one, index) => (
				<p key={index}>{t("credit.amend.agreed", { number: index + 1, kind: t("credit.amendment", { kind: one.kind.type }), months: one.conditions.tenor })}</p>
			))}
			{proposed ? (
				<>
					<Notice kind="info" title={t("credit.amend.waits", { kind: t("credit.amendment", { kind: proposed.amendment.kind.type }), time: time(Number(proposed.valid_until) * 1_000) })}>
						{missing.length > 0 && <p>{t("credit.amend.guarantors", { names: list(missing.map(name)) })}</p>}
					</Notice>
					<details>
						<summary>{t("credit.amend.read")}</summary>
						<Compared before={inForce(loan)} after={proposed.amendment.conditions} currency={codeOf(loan.currency)} label={t("credit.amendments")} />
					</details>
					<Button kind="secondary" busy={doing.busy} onClick={() => void doing.send(call("Financing", "withdraw_amendment", { loan: id }), t("credit.act.amendBack", { number }))}>
						{t("credit.amend.takeBack")}
					</Button>
				</>
			) : (
				loan.state.type !== "Closed" && (
					<p>
						<ButtonLink kind="secondary" to={`/bank/loans/${number}/amend`}>
							{t("credit.amend.propose")}
						</ButtonLink>
					</p>
				)
			)}
			{doing.progress}
		</section>
	);
}

/** Costs of collection while something is past due, what is forgiven, the money that was not used as agreed, a default that is cured. */
export function Collection({ loan }: { loan: View }) {
	const { t } = useWords("credit", "bank");
	const doing = useBankDoing();
	const { id, state } = loan;
	const number = String(id);
	if (state.type !== "Active" && state.type !== "InDefault") return null;
	const cured = state.type === "InDefault" && loan.called_on === undefined && loan.due.total === 0n && loan.written_off === 0;
	const late = loan.arrears_since !== undefined || state.type === "InDefault";
	// In all a tenth of the loan's amount; the chain knows what was charged before.
	const mostCharge = loan.terms.conditions.amount / 10n;
	return (
		<section>
			<h2>{t("credit.collection")}</h2>
			{late ? (
				<Sum name="charge" title={t("credit.charge")} hint={t("credit.chargeHint")} most={mostCharge} loan={loan} doing={doing} send={(amount, reason) => doing.send(call("Financing", "levy_charge", { loan: id, amount, reason }), t("credit.act.charge", { number }))} />
			) : (
				<p className="hint">{t("credit.chargeOnlyLate")}</p>
			)}
			<Sum name="forgive" title={t("credit.forgive")} hint={t("credit.forgiveHint")} most={loan.payoff} loan={loan} doing={doing} send={(amount, reason) => doing.send(call("Financing", "forgive", { loan: id, amount, reason }), t("credit.act.forgive", { number }))} />
			{cured && (
				<Button kind="secondary" busy={doing.busy} onClick={() => void doing.send(call("Financing", "cure", { loan: id }), t("credit.act.cure", { number }))}>
					{t("credit.cure")}
				</Button>
			)}
			{doing.progress}
		</section>
	);
}

function Sum({ name, title, hint, most, loan, doing, send }: { name: string; title: string; hint: string; most: bigint; loan: View; doing: Doing; send: (amount: bigint, reason: string) => Promise<boolean> }) {
	const { t } = useWords("credit", "bank");
	const form = useForm(codeOf(loan.currency));
	const [typed, setTyped] = useState({ amount: "", reason: "" });
	const check = async () => {
		const found = form.check((checks) => ({ amount: checks.amount(`${name}-amount`, typed.amount, most), reason: checks.text(`${name}-reason`, typed.reason) }));
		// What was sent once is not sent again by who presses twice.
		if (found && (await send(found.amount, found.reason))) setTyped({ amount: "", reason: "" });
	};
	return (
		<Folded title={title} form={form} send={() => void check()} busy={doing.busy} button={title}>
			<p className="hint">{hint}</p>
			<Entry form={form} id={`${name}-amount`} label={t("bank.col.amount")}>
				<Input inputMode="decimal" value={typed.amount} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, amount: target.value })} />
			</Entry>
			<Entry form={form} id={`${name}-reason`} label={t("credit.reason")}>
				<Input value={typed.reason} autoComplete="off" onChange={({ target }) => setTyped({ ...typed, reason: target.value })} />
			</Entry>
		</Folded>
	);
}

export function Behind({ loan }: { loan: View }) {
	const [guarantees, security] = [useBankDoing(), useBankDoing()];
	return (
		<>
			<Guarantees loan={loan.id} lender={guarantees} called={loan.called_on !== undefined || loan.state.type === "InDefault"} amendment={loan.proposed?.amendment_hash} />
			<Security assets={loan.terms.security} side={{ lender: security }} loan={loan.id} owed={loan.payoff} currency={loan.currency} />
		</>
	);
}
