// From a sheet to the record: the file, what its columns say, what is wrong with its rows, and the sending.

import { useEffect, useState } from "react";
import { useNetwork } from "../chain";
import { decodeText } from "../bank/payments";
import { useIndicators, useNow } from "../firm/data";
import { Button, Drop, ErrorSummary, Notice, Page } from "../ui";
import { useWords } from "../words";
import { Check } from "./Check";
import { Columns } from "./Columns";
import { type Layout, recognise } from "./columns";
import { useAgency, Waiting } from "./Frame";
import { type Batch, countsOf, type Job, kept } from "./job";
import { type Noted, readRecords, readSecret } from "./secret";
import { Sending } from "./Sending";
import { readSheet, type Rows } from "./sheet";

export interface Sheet {
	name: string;
	bytes: Uint8Array;
	rows: Rows;
}
/** The agency's own files, for as long as they are needed. */
export interface Files {
	secret?: string;
	records?: Noted[];
}
export interface Running {
	job: Job;
	batches: Batch[];
	/** The lines for the agency's records, while the page is open. */
	noted: Noted[];
	resumed: boolean;
}

/** What a person dropped: the sheet, the secret, the records. */
export async function sort(files: readonly File[]): Promise<{ sheet?: Sheet; files: Files; unread: string[] }> {
	const found: { sheet?: Sheet; files: Files; unread: string[] } = { files: {}, unread: [] };
	for (const file of files) {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const isText = bytes[0] !== 0x50 && (bytes.length < 10_000 || /\.records$/i.test(file.name) || bytes[0] === 0x7b);
		const text = isText ? decodeText(bytes) : "";
		const secret = readSecret(text);
		const records = secret || !text.startsWith("{") ? undefined : readRecords(text);
		if (secret) found.files.secret = secret;
		else if (records) found.files.records = records;
		else {
			try {
				found.sheet = { name: file.name, bytes, rows: await readSheet(file, file.name) };
			} catch {
				found.unread.push(file.name);
			}
		}
	}
	return found;
}

export function Upload() {
	const { t, count } = useWords("agency");
	const agency = useAgency();
	const network = useNetwork();
	const indicators = useIndicators();
	const now = useNow();
	const [sheet, setSheet] = useState<Sheet>();
	const [files, setFiles] = useState<Files>({});
	const [layout, setLayout] = useState<Layout>();
	const [confirmed, setConfirmed] = useState(false);
	const [running, setRunning] = useState<Running>();
	const [waiting, setWaiting] = useState<Running[]>([]);
	const [wrong, setWrong] = useState<string[]>([]);
	const genesis = network?.genesis;

	useEffect(() => {
		let gone = false;
		void (async () => {
			const jobs = (await kept.jobs().catch(() => [])).filter((job) => job.agency === agency.id && job.genesis === genesis);
			const all = await Promise.all(jobs.map(async (job) => ({ job, batches: await kept.batches(job.id), noted: [], resumed: true })));
			if (!gone) setWaiting(all);
		})();
		return () => void (gone = true);
	}, [agency.id, genesis, running]);

	if (!indicators || now === undefined || !genesis) return <Waiting />;
	const own = [...indicators.values()].filter(({ owner, retired }) => owner === agency.id && !retired);

	const take = async (dropped: readonly File[]) => {
		const found = await sort(dropped);
		setWrong(found.unread);
		setFiles((files) => ({ ...files, ...found.files }));
		if (!found.sheet) return;
		setSheet(found.sheet);
		setLayout(recognise(found.sheet.rows, own));
	};
	const again = () => {
		setSheet(undefined);
		setLayout(undefined);
		setConfirmed(false);
		setRunning(undefined);
		setFiles({});
	};

	if (running) return <Sending key={running.job.id} running={running} end={again} />;
	if (sheet && layout && confirmed) {
		return (
			<Check
				sheet={sheet}
				layout={layout}
				indicators={own}
				files={files}
				take={take}
				now={now}
				genesis={genesis}
				back={() => setConfirmed(false)}
				begin={(running) => {
					// The secret is needed no more.
					setFiles({});
					setRunning(running);
				}}
			/>
		);
	}
	if (sheet && layout) return <Columns sheet={sheet} layout={layout} indicators={own} change={setLayout} confirm={() => setConfirmed(true)} again={again} />;
	return (
		<Page title={t("agency.upload.title")} wide>
			<ErrorSummary errors={wrong.map((file) => ({ field: "sheet-file", text: t("agency.upload.unread", { file }) }))} />
			{waiting.map((one) => {
				const { accepted, refused, waiting } = countsOf(one.batches);
				return (
					<Notice key={one.job.id} kind={waiting > 0 ? "warning" : "info"} title={t(waiting > 0 ? "agency.upload.waiting" : "agency.upload.ended", { n: count(waiting), of: count(accepted + refused + waiting) })}>
						<Button kind="secondary" onClick={() => setRunning(one)}>
							{t(waiting > 0 ? "agency.upload.goOn" : "agency.upload.result")}
						</Button>
					</Notice>
				);
			})}
			<Drop id="sheet-file" label={t("agency.upload.choose")} hint={`${t("agency.upload.lead")} ${t("agency.upload.secret")}`} multiple onFiles={(files) => void take(files)} />
			{files.secret && <p role="status">{t("agency.upload.secretRead")}</p>}
			<p>{t("agency.upload.private")}</p>
			<h2>{t("agency.upload.states")}</h2>
			{own.length === 0 && <p>{t("agency.upload.nothing")}</p>}
			<Own indicators={own} />
		</Page>
	);
}

function Own({ indicators }: { indicators: { id: number; name: string; class: { type: string } }[] }) {
	const { t, name } = useWords("agency");
	return (
		<ul>
			{indicators.map((one) => (
				<li key={one.id}>
					{name(one.name)} <span className="hint">{t(one.class.type === "Figure" ? "agency.class.sealed" : "agency.class.open")}</span>
				</li>
			))}
		</ul>
	);
}
