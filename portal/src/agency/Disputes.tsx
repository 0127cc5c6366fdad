// What firms say is wrong: their side and ours, and the agency's answer.

import { useState } from "react";
import { type Call, call, type Item, useAct, useList, useNetwork } from "../chain";
import { FirmName, TimeLeft } from "../bank/parts";
import { isoDate } from "../firm/csv";
import { type Indicator, useIndicators, useNow } from "../firm/data";
import { useName } from "../firm/names";
import { numberText } from "../firm/numbers";
import { figure } from "../firm/ranges";
import { save } from "../firm/save";
import { checkRows, sealRow } from "../rules";
import { Badge, Button, Choice, Day, Drop, Empty, ErrorSummary, Facts, Field, Input, Notice, Page, Progress, Select } from "../ui";
import { useWords } from "../words";
import { formOf } from "./columns";
import { useAgency, Waiting } from "./Frame";
import { letterOf } from "./job";
import { readRecords, readSecret, writeRecords } from "./secret";
import type { Files } from "./Upload";

type Dispute = Item<"AttestationsApi.disputes_at">;
const REASONS = ["Mistaken", "WrongEnterprise", "SourceWithdrawn", "CourtOrder"] as const;

export function Disputes() {
	const { t } = useWords("agency");
	const agency = useAgency();
	const disputes = useList("AttestationsApi.disputes_at", [agency.id]);
	const indicators = useIndicators();
	const now = useNow();
	const [files, setFiles] = useState<Files>({});
	// What was answered stays until the page is left: the answer's copy can be saved there.
	const [answered, setAnswered] = useState<Dispute[]>([]);
	if (!disputes.data || !indicators || now === undefined) return <Waiting />;
	const open = disputes.data.filter((one) => !answered.some((other) => keyOf(other) === keyOf(one)));
	const all = [...open, ...answered].sort((a, b) => Number(a.deadline - b.deadline));
	const take = async (dropped: File[]) => {
		for (const file of dropped) {
			const text = await file.text();
			const [secret, records] = [readSecret(text), text.startsWith("{") ? readRecords(text) : undefined];
			if (secret) setFiles((files) => ({ ...files, secret }));
			else if (records) setFiles((files) => ({ ...files, records }));
		}
	};
	return (
		<Page title={t("agency.disputes.title")} wide>
			<p>{t("agency.disputes.lead")}</p>
			<p>
				<Badge badge={disputes.badge} checkedAt={disputes.checkedAt} />
			</p>
			{all.length === 0 && <Empty>{t("agency.disputes.none")}</Empty>}
			{all.length > 0 && (
				<Drop id="secret-file" label={t("agency.disputes.files")} hint={files.secret ? t("agency.upload.secretRead") : t("agency.upload.secret")} multiple onFiles={(dropped) => void take(dropped)} />
			)}
			{all.map((one) => (
				<Card key={keyOf(one)} dispute={one} indicator={indicators.get(one.indicator)} files={files} now={now} answered={() => setAnswered((all) => [...all, one])} />
			))}
		</Page>
	);
}

const keyOf = ({ enterprise, indicator, revision }: Dispute) => `${numberText(enterprise)} ${indicator} ${revision}`;

type Answer = "uphold" | "correct" | "revoke";

function Card({ dispute, indicator, files, now, answered }: { dispute: Dispute; indicator: Indicator | undefined; files: Files; now: number; answered: () => void }) {
	const words = useWords("agency", "firm");
	const { t, name, time } = words;
	const unitOf = useName();
	const network = useNetwork();
	const { enterprise, revision, reason, at, deadline, missed } = dispute;
	const stated = useList("AttestationsApi.attestations", [enterprise]).data?.find((one) => one.indicator === dispute.indicator);
	const { act, state, title } = useAct();
	const [letter, setLetter] = useState<{ text: string; fits: boolean }>();
	const [answer, setAnswer] = useState<Answer>("uphold");
	const [text, setText] = useState("");
	const [value, setValue] = useState("");
	const [why, setWhy] = useState<(typeof REASONS)[number]>("Mistaken");
	const [wrong, setWrong] = useState<{ field: string; text: string }[]>([]);
	const [done, setDone] = useState(false);
	if (!indicator) return null;
	const number = numberText(enterprise);
	const id = `${number}-${dispute.indicator}`.replace(/[^A-Za-z0-9]/g, "-");
	const sealed = indicator.class.type === "Figure";
	const tell = (one: bigint) => figure(one, indicator, words, (unit) => unitOf("unit", unit));
	const own = files.records?.findLast((one) => one.enterprise === number && one.indicator === dispute.indicator && one.revision === revision)?.value;
	const stands = stated?.value.type === "Open" ? tell(stated.value.value) : own !== undefined ? tell(own) : t("agency.disputes.sealed");

	const read = async ([file]: File[]) => {
		if (!file) return;
		const said = await file.text();
		setLetter({ text: said, fits: [said, said.trim()].some((one) => letterOf(one) === reason) });
	};

	/** The call, or what is missing for it. */
	const make = async (): Promise<Call | { field: string; text: string }[]> => {
		const said = text.trim();
		if (answer === "revoke") return call("Attestations", "revoke", { enterprise, indicator: dispute.indicator, reason: { type: why, value: undefined } as never });
		if (said === "") return [{ field: `${id}-text`, text: t("agency.disputes.noText") }];
		if (answer === "uphold") return call("Attestations", "uphold", { enterprise, indicator: dispute.indicator, reason: letterOf(said) });
		if (sealed && !files.secret) return [{ field: "secret-file", text: t("agency.check.needsSecret") }];
		if (!stated || !network?.genesis) return [{ field: `${id}-value`, text: t("agency.loading") }];
		const form = formOf("plain", { type: "Guangdong", value: undefined } as never, { thousands: value.includes(",") });
		delete form.place;
		// The period stands already, and may have run out since.
		const [checked] = await checkRows({ form, indicator, now: BigInt(stated.made_at), rows: [[number, value.trim(), isoDate(stated.period_end)]] });
		if (!checked || "faults" in checked) return [{ field: `${id}-value`, text: t("agency.fault", { fault: (checked && checked.faults[0]?.fault) ?? "Decimal" }) }];
		const figureNow = checked.row.value;
		if (!sealed) return call("Attestations", "correct", { enterprise, indicator: dispute.indicator, value: { type: "Open", value: figureNow }, evidence: letterOf(said) });
		const { attestation } = await sealRow({ secret: files.secret!, genesis: network.genesis, enterprise, indicator, value: figureNow, period_end: stated.period_end, revision: revision + 1 });
		save(`${id}-${revision + 1}.records`, writeRecords([{ enterprise: number, indicator: dispute.indicator, periodEnd: stated.period_end, revision: revision + 1, value: figureNow }]), "application/x-ndjson");
		return call("Attestations", "correct", { enterprise, indicator: dispute.indicator, value: attestation.value, evidence: attestation.evidence });
	};

	const send = async () => {
		const made = await make();
		setWrong(Array.isArray(made) ? made : []);
		if (Array.isArray(made)) return;
		const outcome = await act({ call: made, title: t("agency.disputes.act", { answer, firm: number }) });
		if ("refused" in outcome) return;
		setDone(true);
		answered();
	};
	const errorOf = (field: string) => wrong.find((one) => one.field === `${id}-${field}`)?.text;
	const busy = state === "asking" || state === "signing" || state === "sent";
	return (
		<article className="dispute" aria-labelledby={`${id}-title`} data-dispute={id}>
			<h2 id={`${id}-title`}>{name(dispute.name)}</h2>
			<p>
				<FirmName number={enterprise} /> {missed ? <strong>{t("agency.disputes.missed")}</strong> : <TimeLeft until={Number(deadline)} now={now} what={`${t("agency.disputes.answerWithin")} `} />}
			</p>
			<div className="sides">
				<section>
					<h3>{t("agency.disputes.firm")}</h3>
					<p>{t("agency.disputes.since", { time: time(Number(at) * 1_000) })}</p>
					<Drop id={`${id}-letter`} label={t("agency.disputes.letter")} hint={t("agency.disputes.letterHint")} onFiles={(dropped) => void read(dropped)} />
					{letter && <Notice kind={letter.fits ? "good" : "bad"} title={t(letter.fits ? "agency.disputes.letterFits" : "agency.disputes.letterOther")}>{letter.fits && <p>{letter.text}</p>}</Notice>}
				</section>
				<section>
					<h3>{t("agency.disputes.agency")}</h3>
					<Facts
						items={[
							{ name: t("agency.disputes.stands"), value: stands },
							...(stated ? [{ name: t("agency.columns.period"), value: <Day value={stated.period_end} /> }, { name: t("agency.disputes.madeAt"), value: time(Number(stated.made_at) * 1_000) }] : []),
							{ name: t("agency.disputes.revision"), value: String(revision) },
						]}
					/>
				</section>
			</div>
			{!done && (
				<form
					noValidate
					onSubmit={(event) => {
						event.preventDefault();
						void send();
					}}
				>
					<ErrorSummary errors={wrong} />
					<Choice
						legend={t("agency.disputes.answer")}
						name={`${id}-answer`}
						value={[answer]}
						onChange={([one]) => setAnswer(one as Answer)}
						options={(["uphold", "correct", "revoke"] as const).map((one) => ({ value: one, label: t(`agency.disputes.${one}`), hint: t(`agency.disputes.${one}Hint`), disabled: missed && one !== "revoke" }))}
					/>
					{answer === "correct" && (
						<Field id={`${id}-value`} label={t("agency.disputes.value", { unit: indicator.unit === "basis points" ? t("agency.scale.basisPoints") : unitOf("unit", indicator.unit) })} error={errorOf("value")}>
							<Input inputMode="decimal" autoComplete="off" value={value} onChange={({ target }) => setValue(target.value)} />
						</Field>
					)}
					{answer !== "revoke" && (
						<Field id={`${id}-text`} label={t("agency.disputes.text")} hint={t("agency.disputes.textHint")} error={errorOf("text")}>
							<textarea rows={4} value={text} onChange={({ target }) => setText(target.value)} />
						</Field>
					)}
					{answer === "revoke" && (
						<Field id={`${id}-reason`} label={t("agency.disputes.why")}>
							<Select value={why} onChange={({ target }) => setWhy(target.value as typeof why)}>
								{REASONS.map((one) => (
									<option key={one} value={one}>
										{t("agency.revoked", { reason: one })}
									</option>
								))}
							</Select>
						</Field>
					)}
					<Button type="submit" busy={busy}>
						{t("agency.disputes.send")}
					</Button>
				</form>
			)}
			<Progress state={state} title={title} />
			{done && (
				<Notice kind="good" title={t("agency.disputes.done")}>
					{answer !== "revoke" && (
						<Button kind="secondary" onClick={() => save(`${id}-answer.txt`, text.trim(), "text/plain")}>
							{t("agency.disputes.save")}
						</Button>
					)}
				</Notice>
			)}
		</article>
	);
}
