// Where the owner drops what agencies sent.

import { useId, useState } from "react";
import { useAct } from "../chain";
import { Button, Drop, Notice, Progress } from "../ui";
import { useWords } from "../words";
import { isBusy } from "./bits";
import { useAgencies, useBasis, useIndicators } from "./data";
import { FetchBoxes } from "./fetch-boxes";
import { useFilesKey } from "./files-key";
import { useFirm } from "./firm";
import { forget, take, useHoldings } from "./holdings";
import { useName } from "./names";

/** Agencies whose files are missing, of what the scorecard reads. */
export function useClosed(): { count: number; agencies: string[] } | undefined {
	const firm = useFirm();
	const basis = useBasis(firm.number).data;
	const { opened } = useHoldings(firm.text);
	const [indicators, agencies, name] = [useIndicators(), useAgencies(), useName()];
	if (!basis || !indicators || !agencies) return undefined;
	const closed = basis.characteristics.filter((one) => one.commitments.length > 0 && !opened.has(one.indicator));
	const owners = new Set(closed.map((one) => indicators.get(one.indicator)?.owner ?? -1));
	return { count: closed.length, agencies: [...owners].flatMap((id) => agencies.get(id)?.name ?? []).map((one) => name("agency", one)) };
}

export function OpenFiles() {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const basis = useBasis(firm.number).data;
	const { opened, troubles } = useHoldings(firm.text);
	const closed = useClosed();
	const filesKey = useFilesKey(firm.number);
	const { act, state, title } = useAct();
	const [busy, setBusy] = useState(false);
	const id = useId();
	if (!basis || !closed || (closed.count === 0 && opened.size === 0)) return null;
	const publish = async () => {
		const card = await filesKey.publish();
		if (card) await act({ call: card, title: t("firm.open.publish") });
	};
	const read = async (files: File[]) => {
		setBusy(true);
		await take(files, { genesis: basis.genesis_hash, enterprise: firm.text }).finally(() => setBusy(false));
	};
	return (
		<section className="files" aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{t("firm.open.title")}</h2>
			{opened.size > 0 && (
				<p role="status">
					{t("firm.open.held", { count: opened.size })}{" "}
					<Button kind="secondary" onClick={forget}>
						{t("firm.open.forget")}
					</Button>
				</p>
			)}
			{closed.count > 0 && filesKey.published === false && (
				<Notice>
					<p>{t("firm.open.publish.lead")}</p>
					<Button kind="secondary" busy={isBusy(state)} onClick={() => void publish()}>
						{t("firm.open.publish")}
					</Button>
				</Notice>
			)}
			<Progress state={state} title={title} />
			<FetchBoxes genesis={basis.genesis_hash} wanted={closed.count > 0} />
			{closed.count > 0 && (
				<>
					{opened.size === 0 ? (
						<p>{t("firm.open.lead")}</p>
					) : (
						<p>{t("firm.open.lacking", { count: closed.count, agencies: words.list(closed.agencies) })}</p>
					)}
					<Drop label={t("firm.open.choose")} hint={t("firm.open.hint")} multiple disabled={busy} onFiles={(files) => void read(files)} />
				</>
			)}
			{troubles.map((one) => (
					<Notice key={one.file + one.why} kind="warning">
						{t(`firm.open.${one.why}`, { file: one.file })}
					</Notice>
			))}
		</section>
	);
}
