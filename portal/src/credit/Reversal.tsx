// An entry on a loan's account that was mistyped, or a payment that bounced: taken back by one side, or by both.

import { useState } from "react";
import { type Answer, call } from "../chain";
import { Button, Input } from "../ui";
import { useWords } from "../words";
import type { Doing } from "./doing";
import { Entry, Folded, useForm } from "./form";

export type Line = NonNullable<Answer<"FinancingApi.statement">>["items"][number];

/** Whether an entry is one that can be reversed at all: a payment, a charge, or a misuse that was declared. */
export const isReversible = ({ entry }: Pick<Line, "entry">) => entry.reversed === undefined && ["Repayment", "Charge", "Misused"].includes(entry.entry.type);

export function Reversal({ loan, line, doing, lender }: { loan: bigint; line: Line; doing: Doing; lender: boolean }) {
	const { t } = useWords("credit", "bank");
	const form = useForm("CNY");
	const [reason, setReason] = useState("");
	const { posting, reversal_asked: asked } = line;
	if (!isReversible(line)) return null;
	const number = String(loan);
	const reverse = (said: string) => void doing.send(call("Financing", "reverse", { loan, posting, reason: said }), t("credit.act.reverse", { number }), { fresh: true });
	if (asked) {
		const own = asked.by_lender === lender;
		return (
			<>
				<p className="hint">{t("credit.reversal.asked", { who: asked.by_lender ? "lender" : "firm", reason: asked.reason })}</p>
				{!own && (
					<Button kind="secondary" busy={doing.busy} onClick={() => reverse(asked.reason)}>
						{t("credit.reversal.agree")}
					</Button>
				)}
			</>
		);
	}
	const send = () => {
		const said = form.check((checks) => checks.text(`reverse-${posting}`, reason));
		if (said !== undefined) reverse(said);
	};
	return (
		<Folded title={t(lender ? "credit.reversal.do" : "credit.reversal.ask")} form={form} send={send} busy={doing.busy} button={t(lender ? "credit.reversal.do" : "credit.reversal.ask")} danger>
			<Entry form={form} id={`reverse-${posting}`} label={t("credit.reason")} hint={t("credit.reversal.hint")}>
				<Input value={reason} autoComplete="off" onChange={({ target }) => setReason(target.value)} />
			</Entry>
		</Folded>
	);
}
