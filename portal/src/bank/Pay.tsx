import { useState } from "react";
import { call, useQuestion } from "../chain";
import { isoDate } from "../firm/csv";
import { Amount, Badge, Button, Day, ErrorSummary, Facts, Field, Input, Notice, Page, worst } from "../ui";
import { useWords } from "../words";
import { useAskedNow, useBankAct } from "./bank";
import { useApplication } from "./File";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { dayOf } from "./left";
import { isReference } from "./numbers";
import { FirmName, Sent } from "./parts";
import { readDay } from "./payments";

export function Pay() {
	const { t } = useWords("bank");
	const { application, instead } = useApplication();
	const acting = useBankAct(useBankHere());
	const { data: now, badge: clock } = useAskedNow();
	const asked = useQuestion("FinancingApi.application", application ? [application.id] : null);
	const firm = useQuestion("EnterpriseRegistryApi.enterprise", application ? [application.enterprise] : null);
	const [reference, setReference] = useState("");
	const [typedDay, setTypedDay] = useState<string>();
	const [wrong, setWrong] = useState<{ field: string; text: string }[]>([]);
	if (!application) return instead!;
	if (now === undefined) return <Waiting />;
	const { terms, reservation, id } = application;
	const title = t("bank.pay.title", { number: String(id) });
	const back = `/bank/application/${id}`;
	const sent = acting.state === "inBlock" || acting.state === "final";
	if ((application.now.type !== "Accepted" && !acting.state) || !terms) {
		return (
			<Page title={title} back={back}>
				<p>{t("bank.pay.notNow")}</p>
			</Page>
		);
	}
	const today = dayOf(now);
	const day = typedDay ?? isoDate(today);
	const send = () => {
		const found = [];
		const value = readDay(day);
		if (!isReference(reference)) found.push({ field: "reference", text: t("bank.bad.reference") });
		if (value === undefined || value > today) found.push({ field: "day", text: t("bank.bad.day") });
		setWrong(found);
		if (found.length > 0) return;
		void acting.send(call("Financing", "disburse", { application: id, reference, value_date: value! }), t("bank.act.payOut", { number: String(id) }));
	};
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	return (
		<Page title={title} back={back}>
			<ErrorSummary errors={wrong} />
			<p>
				<Badge badge={worst(asked.badge, firm.badge, clock)} checkedAt={asked.checkedAt} />
			</p>
			<p>{t("bank.pay.lead")}</p>
			<Facts
				items={[
					{ name: t("bank.pay.to"), value: <FirmName number={application.enterprise} /> },
					{ name: t("bank.file.amount"), value: <Amount value={terms.conditions.amount} currency={terms.currency} /> },
					...(reservation ? [{ name: t("bank.pay.by"), value: <Day value={reservation.pay_by} /> }] : []),
				]}
			/>
			{!sent && (
				<form
					noValidate
					onSubmit={(event) => {
						event.preventDefault();
						send();
					}}
				>
					<Field id="reference" label={t("bank.pay.reference")} hint={t("bank.pay.referenceHint")} error={errorOf("reference")}>
						<Input value={reference} maxLength={64} autoComplete="off" onChange={({ target }) => setReference(target.value)} />
					</Field>
					<Field id="day" label={t("bank.pay.day")} error={errorOf("day")}>
						<Input type="date" value={day} max={isoDate(today)} onChange={({ target }) => setTypedDay(target.value)} />
					</Field>
					<Button type="submit" busy={acting.busy}>
						{t("bank.pay.send")}
					</Button>
				</form>
			)}
			<Sent acting={acting} done={<Notice kind="good" title={t("bank.pay.sent")} />} />
		</Page>
	);
}
