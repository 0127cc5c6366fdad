// What the agency stated, by period: counted once when the page is opened, for the record is looked through for it.

import { useEffect, useState } from "react";
import { askList, type ChainError, type Head, type Item, node, toChainError, useConnection } from "../chain";
import { csv, isoDate } from "../firm/csv";
import { useIndicators } from "../firm/data";
import { numberText } from "../firm/numbers";
import { save } from "../firm/save";
import { Button, type Column, Day, Notice, Page, Table } from "../ui";
import { errorText, useWords } from "../words";
import { useAgency, Waiting } from "./Frame";

type Stated = Item<"AttestationsApi.attestations_by">;

export interface Line {
	period: number;
	indicator: number;
	firms: number;
	/** That count today. */
	counts: number;
	disputed: number;
	revoked: number;
}

/** The last attestations, by period and indicator; the newest period first. */
export function linesOf(stated: readonly Stated[]): Line[] {
	const lines = new Map<string, Line>();
	for (const { attestation } of stated) {
		const { period_end: period, indicator, standing, counts } = attestation;
		const line = lines.get(`${period} ${indicator}`) ?? { period, indicator, firms: 0, counts: 0, disputed: 0, revoked: 0 };
		line.firms += 1;
		if (counts) line.counts += 1;
		if (standing.type === "Disputed") line.disputed += 1;
		if (standing.type === "Revoked") line.revoked += 1;
		lines.set(`${period} ${indicator}`, line);
	}
	return [...lines.values()].sort((a, b) => b.period - a.period || a.indicator - b.indicator);
}

export function Outbox() {
	const { t, count, name, time } = useWords("agency", "errors");
	const agency = useAgency();
	const indicators = useIndicators();
	const { best } = useConnection();
	const [found, setFound] = useState<{ stated: Stated[]; at: number; head: Head }>();
	const [trouble, setTrouble] = useState<ChainError>();
	const [asked, setAsked] = useState(0);
	const connected = best !== undefined;
	useEffect(() => {
		const head = node.heads().best;
		if (!head) return;
		let gone = false;
		setTrouble(undefined);
		askList("AttestationsApi.attestations_by", [agency.id], head).then(
			({ value }) => !gone && setFound({ stated: value, at: Date.now(), head }),
			(error: unknown) => !gone && setTrouble(toChainError(error)),
		);
		return () => void (gone = true);
	}, [agency.id, connected, asked]);
	if (trouble) {
		const { title, what } = errorText(trouble);
		return (
			<Page title={t("agency.outbox.title")}>
				<Notice kind="bad" title={title}>
					<p>{what}</p>
				</Notice>
				<Button onClick={() => setAsked(asked + 1)}>{t("agency.outbox.again")}</Button>
			</Page>
		);
	}
	if (!found || !indicators) return <Waiting />;
	const lines = linesOf(found.stated);
	const called = (id: number) => name(indicators.get(id)?.name ?? "");
	const columns: Column<Line>[] = [
		{ key: "period", title: t("agency.columns.period"), cell: ({ period }) => <Day value={period} /> },
		{ key: "indicator", title: t("agency.sums.indicator"), cell: ({ indicator }) => called(indicator) },
		...(["firms", "counts", "disputed", "revoked"] as const).map((key): Column<Line> => ({ key, title: t(`agency.outbox.${key}`), cell: (line) => count(line[key]), number: true })),
	];
	const download = () => {
		const head = [t("agency.columns.number"), t("agency.columns.period"), t("agency.sums.indicator"), t("agency.disputes.revision"), t("agency.outbox.state")];
		const rows = found.stated.map(({ enterprise, attestation: { period_end, indicator, revision, standing } }) => [numberText(enterprise), isoDate(period_end), called(indicator), String(revision), t("agency.standing", { standing: standing.type })]);
		save(`${isoDate(Math.floor(found.at / 86_400_000))}.csv`, csv([head, ...rows]), "text/csv");
	};
	return (
		<Page title={t("agency.outbox.title")} wide>
			<p>{t("agency.outbox.lead", { time: time(found.at) })}</p>
			<Table caption={t("agency.outbox.caption")} columns={columns} rows={lines} rowKey={({ period, indicator }) => `${period} ${indicator}`} empty={t("agency.outbox.none")} />
			<Button kind="secondary" onClick={() => setAsked(asked + 1)}>
				{t("agency.outbox.again")}
			</Button>
			{lines.length > 0 && (
				<Button kind="secondary" onClick={download}>
					{t("agency.outbox.save")}
				</Button>
			)}
		</Page>
	);
}
