// A job on its way. It can be closed and gone on with.

import { useEffect, useRef, useState } from "react";
import { useAct } from "../chain";
import type { ChainError } from "../chain/errors";
import { csv } from "../firm/csv";
import { save } from "../firm/save";
import { Button, Notice, Page, Progress } from "../ui";
import { errorText, useWords } from "../words";
import { countsOf, kept, type Line } from "./job";
import { lastOf } from "./record";
import { writeRecords } from "./secret";
import { sendAll } from "./send";
import type { Running } from "./Upload";

const SHOWN = 100;

export function Sending({ running, end }: { running: Running; end: () => void }) {
	const { t, count } = useWords("agency", "errors");
	const { job, noted } = running;
	const { act, state, title } = useAct();
	const [batches, setBatches] = useState(running.batches);
	const [busy, setBusy] = useState(false);
	const [stopped, setStopped] = useState<ChainError>();
	const begun = useRef(false);
	const counts = countsOf(batches);
	const done = counts.waiting === 0;

	const go = async (resumed: boolean) => {
		setBusy(true);
		setStopped(undefined);
		const stop = await sendAll(
			batches,
			{
				act,
				title: t("agency.act.state", { n: counts.waiting, count: count(counts.waiting) }),
				lastOf,
				keep: kept.put,
				tell: (batch) => setBatches((all) => all.map((one) => (one.index === batch.index ? batch : one))),
			},
			resumed,
		).catch((error: unknown): ChainError => (console.error(error), { kind: "node", name: "Unknown" }));
		setStopped(stop);
		setBusy(false);
	};
	useEffect(() => {
		if (begun.current || done) return;
		begun.current = true;
		void go(running.resumed);
	}, []);

	const refused = batches.flatMap(({ lines }) => lines).filter((line) => line.outcome !== undefined && line.outcome !== "accepted");
	const why = ({ outcome }: Line) => {
		if (outcome === undefined || outcome === "accepted") return outcome === undefined ? t("agency.sending.waits") : t("agency.sending.accepted");
		const { title, why, what } = errorText(outcome as ChainError);
		return why ? `${why} ${what}`.trim() : title;
	};
	const result = () => {
		const rows = batches.flatMap(({ lines }) => lines).sort((a, b) => a.line - b.line);
		const head = [t("agency.sending.line"), t("agency.sending.outcome")];
		save(`${job.id.slice(0, 8)}.csv`, csv([head, ...rows.map((line) => [String(line.line), why(line)]), [t("agency.sending.salt"), job.salt]]), "text/csv");
	};
	const forget = async () => {
		await kept.end(job.id);
		end();
	};
	const stop = stopped && errorText(stopped, { title: t("agency.act.state", { n: counts.waiting, count: count(counts.waiting) }) });
	return (
		<Page title={t(done ? "agency.sending.done" : "agency.sending.title")} wide>
			<div className="sending">
				<p role="status" data-accepted={counts.accepted} data-refused={counts.refused} data-waiting={counts.waiting}>
					{t("agency.sending.counts", { accepted: count(counts.accepted), refused: count(counts.refused), waiting: count(counts.waiting) })}
				</p>
				<progress aria-label={t("agency.sending.title")} max={counts.accepted + counts.refused + counts.waiting} value={counts.accepted + counts.refused} />
			</div>
			{!done && !stop && <p>{t("agency.sending.close")}</p>}
			{/* What was sent last is final last: with it all of one account's acts before it are. */}
			<Progress state={typeof state === "object" ? undefined : state} title={title} />
			{stop && (
				<Notice kind="bad" title={stop.title}>
					{stop.why && <p>{stop.why}</p>}
					{stop.what && <p>{stop.what}</p>}
				</Notice>
			)}
			{!done && !busy && begun.current && <Button onClick={() => void go(true)}>{t("agency.upload.goOn")}</Button>}
			{done && (
				<Notice kind={refused.length > 0 ? "warning" : "good"} title={t("agency.sending.all", { n: counts.accepted, accepted: count(counts.accepted), refused: count(counts.refused) })}>
					<p>{t("agency.sending.kept")}</p>
				</Notice>
			)}
			{noted.length > 0 && (
				<Notice title={t("agency.sending.records")}>
					<Button kind="secondary" onClick={() => save(`${job.id.slice(0, 8)}.records`, writeRecords(noted), "application/x-ndjson")}>
						{t("agency.sending.recordsAgain")}
					</Button>
				</Notice>
			)}
			{refused.length > 0 && (
				<table className="table">
					<caption>{t("agency.sending.refused")}</caption>
					<thead>
						<tr>
							<th scope="col">{t("agency.sending.line")}</th>
							<th scope="col">{t("agency.sending.because")}</th>
						</tr>
					</thead>
					<tbody>
						{refused.slice(0, SHOWN).map((line, at) => (
							<tr key={at} data-refused={line.line}>
								<td>
									<span className="cell-title">{t("agency.sending.line")}</span>
									<span className="cell">{line.line}</span>
								</td>
								<td>
									<span className="cell-title">{t("agency.sending.because")}</span>
									<span className="cell">{why(line)}</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			{!busy && (
				<p>
					<Button kind="secondary" onClick={result}>
						{t("agency.sending.save")}
					</Button>
					{done && <Button onClick={() => void forget()}>{t("agency.sending.end")}</Button>}
				</p>
			)}
		</Page>
	);
}
