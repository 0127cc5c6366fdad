import { useState } from "react";
import { call } from "../chain";
import { Button, Choice, ErrorSummary, Page } from "../ui";
import { useWords } from "../words";
import { useBankAct } from "./bank";
import { useApplication } from "./File";
import { useBankHere } from "./here";
import { FirmName, Sent } from "./parts";

const REASONS = ["CreditRisk", "PurposeNotAccepted", "SecurityInsufficient", "DocumentsMissing", "Capacity"] as const;
type Reason = (typeof REASONS)[number] | "DisbursementReversed";

export function Decline() {
	const { t } = useWords("bank");
	const { application, instead } = useApplication();
	const acting = useBankAct(useBankHere());
	const [chosen, setChosen] = useState<Reason>();
	const [missing, setMissing] = useState(false);
	if (!application) return instead!;
	// Once it was said that the money went, only its coming back undoes that.
	const reasons: readonly Reason[] = application.now.type === "Disbursed" ? ["DisbursementReversed"] : REASONS;
	const send = () => {
		setMissing(!chosen);
		if (!chosen) return;
		void acting.send(
			call("Financing", "decline", { application: application.id, reason: { type: chosen, value: undefined } }),
			t("bank.act.decline", { number: String(application.id) }),
		);
	};
	const sent = acting.state === "inBlock" || acting.state === "final";
	return (
		<Page title={t("bank.decline.title", { number: String(application.id) })} back={`/bank/application/${application.id}`}>
			<ErrorSummary errors={missing ? [{ field: "reason", text: t("bank.bad.choose") }] : []} />
			<p>
				<FirmName number={application.enterprise} />
			</p>
			<Choice
				legend={t("bank.decline.reason")}
				hint={t("bank.decline.lead")}
				error={missing ? t("bank.bad.choose") : undefined}
				name="reason"
				options={reasons.map((reason) => ({ value: reason, label: t("bank.decline.choices", { reason }) }))}
				value={chosen ? [chosen] : []}
				onChange={([value]) => setChosen(value as Reason)}
			/>
			<Sent acting={acting} />
			{!sent && (
				<Button kind="danger" busy={acting.busy} onClick={send}>
					{t("bank.decline.send")}
				</Button>
			)}
		</Page>
	);
}
