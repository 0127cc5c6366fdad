// Did the money come? The reference from the bank's notice says that it is this payment.

import { type FormEvent, useState } from "react";
import { useParams } from "react-router";
import { call, useAct, useQuestion } from "../chain";
import { Badge, Button, ButtonLink, Field, Input, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { useStateText } from "./applications";
import { isBusy, isGone, Loading } from "./bits";
import { currencyText, useAskedInstitutions, worst } from "./data";
import { fingerprint } from "./dispute";
import { isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { readId } from "./offer";

export function ConfirmReceipt() {
	const id = readId(useParams().application);
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const firm = useFirm();
	const told = useStateText();
	const application = useQuestion("FinancingApi.application", id === undefined ? null : [id]);
	const { data: institutions, badge } = useAskedInstitutions();
	const { act, state, title } = useAct();
	const [typed, setTyped] = useState("");
	const [tried, setTried] = useState(false);
	const [shows, setShows] = useState("");
	const [done, setDone] = useState(false);
	if (isGone(id, application)) return <Page title={t("firm.offer.gone")} back="/firm/applications">{null}</Page>;
	if (application.data && isOther(firm, application.data.enterprise)) {
		return (
			<Page title={t("firm.offer.notYours")} back="/firm/applications">
				<Others of={application.data.enterprise} />
			</Page>
		);
	}
	if (id === undefined || !application.data || !institutions) return <Loading of={[application]} />;
	const { now, terms, institution: bank } = application.data;
	const institution = name("institution", institutions.get(bank)?.name ?? "");
	if (done || now.type !== "Disbursed" || !terms) {
		return (
			<Page title={done && now.type === "Funded" ? t("firm.confirm.done") : told(application.data, institution)} back="/firm/applications">
				<Progress state={state} title={title} />
				{now.type === "Funded" && <ButtonLink to={`/firm/loan/${id}`}>{t("firm.applications.loan")}</ButtonLink>}
			</Page>
		);
	}
	const amount = words.money(terms.conditions.amount, currencyText(terms.currency));
	const stated = now.value.reference;
	const reference = typed.trim();
	const fault = reference === "" ? t("firm.confirm.empty") : reference !== stated ? t("firm.confirm.differs", { reference: stated }) : undefined;
	const busy = isBusy(state);
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		if (fault) return;
		const outcome = await act({
			call: call("Financing", "confirm_receipt", { application: id, reference }),
			title: t("firm.confirm.act", { amount, institution }),
		});
		setDone("events" in outcome);
	};
	const dispute = async (event: FormEvent) => {
		event.preventDefault();
		if (shows.trim() === "") return;
		const evidence = fingerprint(shows.trim()) as `0x${string}`;
		await act({ call: call("Financing", "dispute_payment", { application: id, evidence }), title: t("firm.confirm.none.act", { institution }) });
	};
	return (
		<Page title={t("firm.confirm.title")} back="/firm/applications">
			<Badge badge={worst(application.badge, badge)} checkedAt={application.checkedAt} />
			<p>{t("firm.confirm.lead", { institution, amount, day: words.day(now.value.value_date), by: words.day(now.value.confirm_by) })}</p>
			<form onSubmit={(event) => void submit(event)} noValidate>
				<Field label={t("firm.confirm.reference")} error={tried ? fault : undefined}>
					<Input value={typed} autoComplete="off" maxLength={64} onChange={(event) => setTyped(event.target.value)} />
				</Field>
				<Button type="submit" busy={busy}>
					{t("firm.confirm.do")}
				</Button>
			</form>
			<details>
				<summary>{t("firm.confirm.none")}</summary>
				<form onSubmit={(event) => void dispute(event)} noValidate>
					<Field label={t("firm.confirm.none.reason")} hint={t("firm.dispute.reason.hint")}>
						<textarea rows={3} value={shows} onChange={(event) => setShows(event.target.value)} />
					</Field>
					<Button type="submit" kind="danger" busy={busy}>
						{t("firm.confirm.none")}
					</Button>
				</form>
			</details>
			<Progress state={state} title={title} />
			<Notice>{t("firm.apply.misuse")}</Notice>
		</Page>
	);
}
