// The owner says that a statement is wrong. The reasons stay with the owner; their fingerprint goes on the record.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type FormEvent, useState } from "react";
import { Link, useParams } from "react-router";
import { call, useAct, useList } from "../chain";
import { Badge, Button, Field, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { isBusy, Loading } from "./bits";
import { useAgencies, useIndicators } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";
import { save } from "./save";

export const fingerprint = (text: string) => `0x${bytesToHex(blake2b(utf8ToBytes(text), { dkLen: 32 }))}`;

export function Dispute() {
	const id = Number(useParams().indicator);
	const firm = useFirm();
	const { t } = useWords("firm");
	const name = useName();
	const [indicators, agencies] = [useIndicators(), useAgencies()];
	const attestations = useList("AttestationsApi.attestations", [firm.number]);
	const { act, state, title } = useAct();
	const [reason, setReason] = useState("");
	const [empty, setEmpty] = useState(false);
	const [done, setDone] = useState(false);
	if (!indicators || !agencies || !attestations.data) return <Loading />;
	const indicator = indicators.get(id);
	const attestation = attestations.data.find((one) => one.indicator === id);
	if (!indicator || !attestation) return <Page title={t("firm.home.none")} back="/firm">{null}</Page>;
	const values = { indicator: name("indicator", indicator.name), agency: name("agency", agencies.get(indicator.owner)?.name ?? "") };
	const isOpen = attestation.standing.type === "InForce";
	const text = reason.trim();
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		setEmpty(text === "");
		if (text === "") return;
		const reasonHash = fingerprint(text) as `0x${string}`;
		const dispute = call("Attestations", "dispute", { enterprise: firm.number, indicator: id, reason: reasonHash });
		setDone("events" in (await act({ call: dispute, title: t("firm.dispute.act", values) })));
	};
	return (
		<Page title={t("firm.dispute.title", values)} back="/firm">
			<Badge badge={attestations.badge} checkedAt={attestations.checkedAt} />
			{isOpen && <p>{t("firm.dispute.lead", values)}</p>}
			{attestation.standing.type === "Upheld" && <Notice>{t("firm.dispute.once")}</Notice>}
			{isOpen && !done && (
				<form onSubmit={(event) => void submit(event)} noValidate>
					<Field label={t("firm.dispute.reason")} hint={t("firm.dispute.reason.hint")} error={empty ? t("firm.dispute.empty") : undefined}>
						<textarea rows={5} value={reason} onChange={(event) => setReason(event.target.value)} />
					</Field>
					<Button type="submit" kind="primary" busy={isBusy(state)}>
						{t("firm.dispute.do")}
					</Button>
				</form>
			)}
			<Progress state={state} title={title} />
			{done && (
				<>
					<Notice kind="good">{t("firm.dispute.done", values)}</Notice>
					<p className="row">
						<Button onClick={() => save(`${firm.text.replace(":", "-")}-${id}.txt`, text, "text/plain")}>{t("firm.dispute.save")}</Button>
						<Link to="/firm">{t("firm.nav.home")}</Link>
					</p>
				</>
			)}
		</Page>
	);
}
