// Who may look, what each did with it, and what must still be deleted.

import { useRef, useState } from "react";
import { call, useAct, useList } from "../chain";
import { PaperButton } from "../paper";
import { Badge, Button, ButtonLink, Empty, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { Confirm, type ConfirmHandle, isBusy, Loading } from "./bits";
import { type Consent, dayOf, moment, useInstitutions } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";

export function Consents() {
	const firm = useFirm();
	const { t } = useWords("firm");
	const consents = useList("ConsentsApi.consents_of", [firm.number]);
	const institutions = useInstitutions();
	if (!consents.data || !institutions) return <Loading of={[consents]} />;
	const sorted = [...consents.data].sort((a, b) => Number(b.usable) - Number(a.usable) || Number(b.id - a.id));
	return (
		<Page title={t("firm.consents.title")}>
			<Badge badge={consents.badge} checkedAt={consents.checkedAt} />
			<p>
				<ButtonLink to="/firm/consent">{t("firm.consents.give")}</ButtonLink>
			</p>
			{sorted.length === 0 && <Empty>{t("firm.consents.none")}</Empty>}
			<ul className="cards cards-wide">
				{sorted.map((one) => (
					<One key={String(one.id)} consent={one} bank={institutions.get(one.institution)?.name ?? ""} />
				))}
			</ul>
		</Page>
	);
}

function One({ consent, bank }: { consent: Consent; bank: string }) {
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const { act, state, title } = useAct();
	const [open, setOpen] = useState(false);
	const confirm = useRef<ConfirmHandle>(null);
	const institution = name("institution", bank);
	const { id, standing, deletion } = consent;
	const busy = isBusy(state);
	const change = (what: "pause" | "resume" | "revoke") =>
		void act({ call: call("Consents", what, { consent: id }), title: t(`firm.consents.act.${what}`, { institution }) });
	// What is over has nothing left, however little of it was used.
	const live = standing.type === "InForce" || standing.type === "Paused" || standing.type === "Upcoming";
	return (
		<li className="card">
			<h2>{institution}</h2>
			<p>
				<strong className={`mark mark-${standing.type}`}>{t(`firm.consents.standing.${standing.type}`)}</strong>
				{" · "}
				{t(`firm.consent.purpose.${consent.purpose.type}`)}
				{" · "}
				{t("firm.consents.until", { time: words.time(moment(consent.until)) })}
				{" · "}
				{live ? t("firm.consents.left", { left: consent.uses_left, uses: consent.uses }) : t("firm.consents.used", { used: consent.uses - consent.uses_left, uses: consent.uses })}
			</p>
			{consent.deletion_overdue && consent.delete_by !== undefined ? (
				<Notice kind="warning">{t("firm.consents.overdue", { day: words.day(dayOf(consent.delete_by)) })}</Notice>
			) : deletion ? (
				<p className="quiet">{t(deletion.late ? "firm.consents.deleted.late" : "firm.consents.deleted", { day: words.day(dayOf(deletion.at)) })}</p>
			) : (
				consent.delete_by !== undefined && <p className="quiet">{t("firm.consents.delete", { day: words.day(dayOf(consent.delete_by)) })}</p>
			)}
			<details onToggle={(event) => setOpen(event.currentTarget.open)}>
				<summary>{t("firm.consents.uses")}</summary>
				{open && <Uses consent={id} />}
			</details>
			<div className="row">
				<PaperButton kind="consent" id={id} file={`lingnan-consent-${id}.pdf`} />
			</div>
			{live && (
				<div className="row">
					{standing.type === "Paused" ? (
						<Button kind="secondary" busy={busy} onClick={() => change("resume")}>
							{t("firm.consents.resume")}
						</Button>
					) : (
						<Button kind="secondary" busy={busy} onClick={() => change("pause")}>
							{t("firm.consents.pause")}
						</Button>
					)}
					<Button kind="danger" busy={busy} onClick={() => confirm.current?.ask()}>
						{t("firm.consents.revoke")}
					</Button>
				</div>
			)}
			<Progress state={state} title={title} />
			<Confirm ref={confirm} title={t("firm.consents.revoke.ask")} text={t("firm.consents.revoke.text", { institution })} yes={t("firm.consents.revoke")} onYes={() => change("revoke")} />
		</li>
	);
}

function Uses({ consent }: { consent: bigint }) {
	const words = useWords("firm");
	const { t } = words;
	const receipts = useList("ConsentsApi.receipts", [consent]);
	if (!receipts.data) return <p role="status">{t("ui.loading")}</p>;
	if (receipts.data.length === 0) return <p>{t("firm.consents.uses.none")}</p>;
	return (
		<ul>
			{receipts.data.map((one) => (
				<li key={one.number}>{t("firm.consents.use", { time: words.time(moment(one.at)), count: one.indicators })}</li>
			))}
		</ul>
	);
}
