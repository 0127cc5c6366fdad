// What is wrong with which cell, mended here; and sums, so that a person sees whether it is as last time.

import { useEffect, useRef, useState } from "react";
import type { Indicator } from "../firm/data";
import { isoDate } from "../firm/csv";
import { useName } from "../firm/names";
import { figure, mean } from "../firm/ranges";
import { save } from "../firm/save";
import { checkRows } from "../rules";
import type { Place } from "../rules/types";
import { Button, Drop, ErrorSummary, Field, Input, Notice, Page } from "../ui";
import { toChainError, type ChainError } from "../chain";
import { errorText, useWords } from "../words";
import type { Layout } from "./columns";
import { useAgency } from "./Frame";
import { batchesOf, evidenceOf, kept, newSalt, seal, sizeOf } from "./job";
import { briefly, lastOf, Looked } from "./record";
import { against, check, type Checked, columnOfKind, FORMS, type Good, type Last, type Mends, NO_MENDS, strange, type Sum, sumsOf, type Whole, wholesOf, type Wrong } from "./rows";
import { writeRecords } from "./secret";
import { lettersOf } from "./sheet";
import type { Files, Running, Sheet } from "./Upload";

const PAGE = 50;
/** Units of which a sum says nothing. */
const SHARES = new Set(["basis points", "class", "yes or no"]);

interface Found {
	checked: Checked;
	/** In the order of `checked.good`; undefined until the record was asked. */
	last: (Last | undefined)[] | undefined;
	/** Milliseconds that the sheet's check took. */
	took: number;
}

export function Check({ sheet, layout, indicators, files, take, now, genesis, back, begin }: {
	sheet: Sheet;
	layout: Layout;
	indicators: Indicator[];
	files: Files;
	take: (files: readonly File[]) => Promise<void>;
	now: number;
	genesis: string;
	back: () => void;
	begin: (running: Running) => void;
}) {
	const words = useWords("agency", "firm");
	const { t, count } = words;
	const agency = useAgency();
	const [mends, setMends] = useState<Mends>(NO_MENDS);
	const [found, setFound] = useState<Found>();
	const [shown, setShown] = useState(PAGE);
	const [sealing, setSealing] = useState<number>();
	const [trouble, setTrouble] = useState<ChainError>();
	const [needsSecret, setNeedsSecret] = useState(false);
	const nowAt = useRef(now);
	const looked = useRef(new Looked());
	const [number, period] = [columnOfKind(layout, "number")!, columnOfKind(layout, "period")];

	useEffect(() => {
		let gone = false;
		setTrouble(undefined);
		void (async () => {
			try {
				const from = performance.now();
				const checked = await check(sheet.rows, layout, mends, indicators, agency.jurisdiction as Place, BigInt(nowAt.current), checkRows);
				if (gone) return;
				setFound({ checked, last: undefined, took: Math.round(performance.now() - from) });
				await new Promise((done) => setTimeout(done, 50)); // what was found is drawn first
				if (gone) return;
				const { registered, last: stated } = await looked.current.about(checked.good);
				if (gone) return;
				const last = stated.map((one) => briefly(one, nowAt.current));
				const compared = against(checked, registered, last, number, mends.period === undefined ? period : undefined);
				const of = new Map(checked.good.map((one, at) => [one, last[at]]));
				setFound((before) => ({ checked: compared, last: compared.good.map((one) => of.get(one)), took: before?.took ?? 0 }));
			} catch (error) {
				if (!gone) setTrouble(toChainError(error));
			}
		})();
		return () => void (gone = true);
	}, [sheet, layout, mends, indicators.length, agency.jurisdiction.type]);

	const checked = found?.checked;
	const rowsWrong = new Set(checked?.wrong.map(({ row }) => row));
	const needs = checked?.good.some(({ indicator }) => indicators.find(({ id }) => id === indicator)?.class.type === "Figure") ?? false;
	const ready = found?.last !== undefined && checked!.wrong.length === 0 && checked!.good.length > 0;

	const send = async () => {
		if (!ready || sealing !== undefined) return;
		setNeedsSecret(needs && !files.secret);
		if (needs && !files.secret) return;
		try {
			setSealing(0);
			const { good } = found.checked;
			const byId = new Map(indicators.map((one) => [one.id, one]));
			const salt = newSalt();
			// The newest: blindings hang on the revision that a figure will have.
			const revisions = (await lastOf(good)).map((one) => one?.revision ?? 0);
			const { specs, noted } = await seal(good, revisions, byId, files.secret, genesis, evidenceOf(salt, sheet.bytes), setSealing);
			const job = { id: crypto.randomUUID(), agency: agency.id, genesis, made: Date.now(), rows: good.length, salt };
			const batches = await batchesOf(job.id, specs, good.map(({ row }) => row + 1), await sizeOf(specs));
			// The agency's records come before anything is sent: no figure may stand on the record that they do not know.
			if (noted.length > 0) save(`${isoDate(Math.floor(Date.now() / 86_400_000))}-${job.id.slice(0, 8)}.records`, writeRecords(noted), "application/x-ndjson");
			await kept.begin(job, batches);
			begin({ job, batches, noted, resumed: false });
		} catch (error) {
			setTrouble(toChainError(error));
			setSealing(undefined);
		}
	};

	const text = trouble && errorText(trouble);
	return (
		<Page title={t("agency.check.title")} wide>
			<ErrorSummary errors={needsSecret ? [{ field: "secret-file", text: t("agency.check.needsSecret") }] : []} />
			{text && (
				<Notice kind="bad" title={text.title}>
					<p>{text.what}</p>
				</Notice>
			)}
			{!found && !trouble && <p role="status">{t("agency.check.checking")}</p>}
			{checked && (
				<p role="status" data-took={found.took} data-compared={found.last !== undefined}>
					{t("agency.check.counts", { good: count(checked.good.length), bad: count(rowsWrong.size), g: checked.good.length, n: rowsWrong.size })} {checked.empty > 0 && t("agency.check.empty", { count: checked.empty })}{" "}
					{found.last === undefined && !trouble && t("agency.check.comparing")}
				</p>
			)}
			{checked && checked.wrong.length > 0 && (
				<Wrongs
					sheet={sheet}
					top={layout.top}
					wrong={checked.wrong}
					mends={mends}
					change={setMends}
					shown={shown}
					more={() => setShown(shown + PAGE)}
					period={period}
				/>
			)}
			{checked && checked.good.length > 0 && (
				<Sums sums={sumsOf(checked.good, checked.good.map((one, at) => before(one, found.last?.[at], files)))} indicators={indicators} />
			)}
			{needs && !files.secret && <Drop id="secret-file" label={t("agency.check.secret")} hint={t("agency.upload.secret")} multiple onFiles={(files) => void take(files)} />}
			{ready && (
				<>
					{needs && <p>{t("agency.check.records")}</p>}
					<Button busy={sealing !== undefined} onClick={() => void send()}>
						{t("agency.check.send", { n: checked!.good.length, count: count(checked!.good.length) })}
					</Button>
				</>
			)}
			{sealing !== undefined && (
				<p role="status">
					{t("agency.check.sealing", { n: count(sealing), of: count(checked?.good.length ?? 0) })}
				</p>
			)}
			<Button kind="secondary" onClick={back}>
				{t("agency.check.back")}
			</Button>
		</Page>
	);
}

/** The firm's last figure: of a register from the record, of a sealed one from the agency's records, if they were dropped. */
function before(good: Good, last: Last | undefined, { records }: Files): bigint | undefined {
	if (last?.value !== undefined) return last.value;
	if (!last || !records) return undefined;
	let book = books.get(records);
	if (!book) {
		book = new Map(records.map((one) => [`${one.enterprise} ${one.indicator} ${one.revision}`, one.value]));
		books.set(records, book);
	}
	return book.get(`${good.number} ${good.indicator} ${last.revision}`);
}
const books = new WeakMap<object, Map<string, bigint>>();

function Wrongs({ sheet, top, wrong, mends, change, shown, more, period }: {
	sheet: Sheet;
	top: number;
	wrong: Wrong[];
	mends: Mends;
	change: (mends: Mends) => void;
	shown: number;
	more: () => void;
	period: number | undefined;
}) {
	const { t, count } = useWords("agency");
	const rows = new Set(wrong.map(({ row }) => row));
	const heading = (column: number) => sheet.rows[top]?.[column]?.text || lettersOf(column);
	const whole = (column: number, how: Whole) => change({ ...mends, forms: new Map(mends.forms).set(column, { ...mends.forms.get(column), ...FORMS[how] }) });
	const inPeriod = wrong.some(({ column }) => column === undefined || column === period);
	return (
		<section aria-labelledby="wrong-title">
			<h2 id="wrong-title">{t("agency.wrong.title", { n: rows.size, count: count(rows.size) })}</h2>
			<ul className="wholes">
				{wholesOf(wrong).map(({ column, whole: how, count: n }) => (
					<li key={`${column} ${how}`}>
						<Button kind="secondary" onClick={() => whole(column, how)}>
							{t(`agency.whole.${how}`, { heading: heading(column), n: count(n) })}
						</Button>
					</li>
				))}
			</ul>
			{inPeriod && (
				<Field label={t("agency.wrong.onePeriod")} hint={t("agency.wrong.onePeriodHint")}>
					<Input type="date" value={mends.period ?? ""} onChange={({ target }) => change({ ...mends, period: target.value || undefined })} />
				</Field>
			)}
			<table className="table bad">
				<caption>{t("agency.wrong.caption")}</caption>
				<thead>
					<tr>
						<th scope="col">{t("agency.wrong.cell")}</th>
						<th scope="col">{t("agency.wrong.why")}</th>
						<th scope="col">{t("agency.wrong.mend")}</th>
					</tr>
				</thead>
				<tbody>
					{wrong.slice(0, shown).map(({ row, column, fault }) => (
						<tr key={`${row} ${column} ${fault}`} data-fault={fault}>
							<td>
								<span className="cell-title">{t("agency.wrong.cell")}</span>
								<span className="cell">{column === undefined ? t("agency.wrong.row", { row: row + 1 }) : `${lettersOf(column)}${row + 1}`}</span>
							</td>
							<td>
								<span className="cell-title">{t("agency.wrong.why")}</span>
								<span className="cell">{t("agency.fault", { fault })}</span>
							</td>
							<td>
								<span className="cell-title">{t("agency.wrong.mend")}</span>
								<span className="cell">
									{column !== undefined && (
										<Mend
											name={`${lettersOf(column)}${row + 1}: ${heading(column)}`}
											text={mends.cells.get(`${row}:${column}`) ?? sheet.rows[row]?.[column]?.text ?? ""}
											change={(text) => change({ ...mends, cells: new Map(mends.cells).set(`${row}:${column}`, text) })}
										/>
									)}
								</span>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{wrong.length > shown && (
				<button type="button" className="link" onClick={more}>
					{t("agency.more")}
				</button>
			)}
			<p>
				<Button kind="secondary" onClick={() => change({ ...mends, left: new Set([...mends.left, ...rows]) })}>
					{t("agency.wrong.leave", { n: rows.size, count: count(rows.size) })}
				</Button>
			</p>
		</section>
	);
}

/** What stands in the cell, to be mended; taken when the person goes on. */
function Mend({ name, text, change }: { name: string; text: string; change: (text: string) => void }) {
	const [typed, setTyped] = useState(text);
	const take = () => typed !== text && change(typed.trim());
	return <input type="text" aria-label={name} value={typed} autoComplete="off" spellCheck={false} onChange={({ target }) => setTyped(target.value)} onBlur={take} onKeyDown={({ key }) => key === "Enter" && take()} />;
}

function Sums({ sums, indicators }: { sums: Sum[]; indicators: Indicator[] }) {
	const words = useWords("agency", "firm");
	const { t, count, name } = words;
	const unitOf = useName();
	return (
		<table className="table">
			<caption>{t("agency.sums.title")}</caption>
			<thead>
				<tr>
					<th scope="col">{t("agency.sums.indicator")}</th>
					<th scope="col" className="number">
						{t("agency.sums.firms")}
					</th>
					<th scope="col" className="number">
						{t("agency.sums.lowest")}
					</th>
					<th scope="col" className="number">
						{t("agency.sums.highest")}
					</th>
					<th scope="col" className="number">
						{t("agency.sums.sum")}
					</th>
					<th scope="col" className="number">
						{t("agency.sums.mean")}
					</th>
					<th scope="col" className="number">
						{t("agency.sums.before")}
					</th>
				</tr>
			</thead>
			<tbody>
				{sums.map((one) => {
					const indicator = indicators.find(({ id }) => id === one.indicator)!;
					const tell = (value: bigint) => (indicator.unit === "yes or no" ? count(value) : figure(value, indicator, words, (unit) => unitOf("unit", unit)));
					const average = (of: { sum: bigint; count: number }) => mean(of.sum, of.count, indicator, words, (unit) => unitOf("unit", unit));
					const cells: [string, React.ReactNode][] = [
						[t("agency.sums.firms"), count(one.count)],
						[t("agency.sums.lowest"), tell(one.lowest)],
						[t("agency.sums.highest"), tell(one.highest)],
						[t("agency.sums.sum"), SHARES.has(indicator.unit) ? "—" : tell(one.sum)],
						[t("agency.sums.mean"), average(one)],
						[
							t("agency.sums.before"),
							one.before ? (
								<>
									{t("agency.sums.beforeOf", { mean: average(one.before), n: count(one.before.count) })}
									{strange(one) && <span className="strange"> {t("agency.sums.strange")}</span>}
								</>
							) : (
								t(indicator.class.type === "Figure" ? "agency.sums.unknown" : "agency.sums.none")
							),
						],
					];
					return (
						<tr key={one.indicator}>
							<td>
								<span className="cell-title">{t("agency.sums.indicator")}</span>
								<span className="cell">{name(indicator.name)}</span>
							</td>
							{cells.map(([title, value]) => (
								<td key={title} className="number">
									<span className="cell-title">{title}</span>
									<span className="cell">{value}</span>
								</td>
							))}
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}
