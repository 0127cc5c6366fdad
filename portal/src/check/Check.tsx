import { useEffect, useState } from "react";
import { useNetwork, useQuestion } from "../chain";
import { useDisagreement } from "../chain/standing";
import { forgetSaid, keep } from "../paper/known";
import { type Sheet, sheetOf } from "../paper/sheet";
import { wordsOf } from "../paper/words";
import { Button, Drop, Facts, Field, Notice, Page, Table } from "../ui";
import { useWords } from "../words";
import "./check.css";
import type { Judged } from "./judge";

/** Online the page learns who the validators are. What its light client found right it keeps for papers that are checked without a
 * line; what a node said lasts as long as the page, and no longer than the node is believed. */
function useValidators() {
	const network = useNetwork();
	const keys = useQuestion("GrandpaApi.grandpa_authorities", []);
	const set = useQuestion("GrandpaApi.current_set_id", []);
	const genesis = network?.genesis;
	const [at, other] = [keys.head?.hash, set.head?.hash];
	const disagrees = useDisagreement();
	const verified = keys.badge === "verified" && set.badge === "verified";
	useEffect(() => {
		if (disagrees) {
			forgetSaid();
			return;
		}
		if (!genesis || !keys.data || set.data === undefined || at !== other) return;
		keep(genesis, { keys: keys.data.map(([key, weight]) => [key, weight]), set: set.data, at: Date.now(), verified });
	}, [genesis, keys.data, set.data, at, other, verified, disagrees]);
	return keys.data !== undefined;
}

export function Check() {
	const { t } = useWords("check", "firm", "paper");
	const online = useValidators();
	const [busy, setBusy] = useState(false);
	const [texts, setTexts] = useState<string[]>([]);
	const [typed, setTyped] = useState("");
	const [unread, setUnread] = useState<string[]>([]);
	const [judged, setJudged] = useState<Judged>();

	const work = async (doing: () => Promise<Judged | undefined>) => {
		setBusy(true);
		setJudged(undefined);
		setUnread([]);
		try {
			setJudged(await doing());
		} catch (fault) {
			console.error(fault);
			setJudged({ is: "nothing" });
		} finally {
			setBusy(false);
		}
	};
	const more = async (found: string[]) => {
		const { judgeCodes } = await import("./judge");
		// A whole new paper begins anew; codes of one add up.
		const all = [...new Set([...texts, ...found])];
		const result = await judgeCodes(all);
		const own = result.is === "nothing" && texts.length > 0 ? await judgeCodes(found) : result;
		setTexts(own.is === "missing" ? (own === result ? all : found) : []);
		return own;
	};
	const take = (files: File[]) => {
		void work(async () => {
			const { codeIn, judgePdf } = await import("./judge");
			const pdf = files.find((file) => file.type === "application/pdf" || file.name.toLowerCase().endsWith(".pdf"));
			if (pdf) return judgePdf(new Uint8Array(await pdf.arrayBuffer()));
			const found: string[] = [];
			const failed: string[] = [];
			for (const file of files) {
				const text = await codeIn(file).catch(() => undefined);
				if (text === undefined) failed.push(file.name);
				else found.push(text);
			}
			setUnread(failed);
			return found.length > 0 ? more(found) : undefined;
		});
	};
	return (
		<Page title={t("check.title")} back="/" wide>
			<p>{t("check.what")}</p>
			<Drop id="paper-file" label={t("check.file")} hint={t("check.fileHint")} accept="application/pdf,image/*" multiple onFiles={take} />
			<details>
				<summary>{t("check.text")}</summary>
				<Field id="code-text" label={t("check.text")} hint={t("check.textHint")}>
					<textarea className="codes" rows={4} value={typed} spellCheck={false} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
				</Field>
				<Button
					kind="secondary"
					busy={busy}
					onClick={() =>
						void work(async () => {
							const found = typed.split("\n").filter((line) => line.trim() !== "");
							setTyped("");
							return found.length > 0 ? more(found) : undefined;
						})
					}
				>
					{t("check.textDo")}
				</Button>
			</details>
			<p className="hint">{t(online ? "check.online" : "check.offline")}</p>
			<div role="status">{busy && <p>{t("check.busy")}</p>}</div>
			{unread.length > 0 && <Notice kind="warning" title={t("check.unread", { files: unread.join(", ") })} />}
			{judged && <Answer judged={judged} online={online} />}
		</Page>
	);
}

function Answer({ judged, online }: { judged: Judged; online: boolean }) {
	const { t, day } = useWords("check");
	switch (judged.is) {
		case "nothing":
			return (
				<Notice kind="bad" title={t("check.nothing")}>
					<p>{t("check.nothing.what")}</p>
				</Notice>
			);
		case "missing":
			return <Notice kind="info" title={t("check.missing", { count: judged.codes.length, codes: judged.codes.join(", ") })} />;
		case "inFile":
			return <Notice kind="warning" title={t("check.inFile")} />;
	}
	const { verdict, pages } = judged;
	if (!verdict.holds || pages === "other") {
		return (
			<Notice kind="bad" title={t("check.fails")}>
				<p>{t(verdict.holds ? "check.fails.pages" : "check.fails.proof")}</p>
			</Notice>
		);
	}
	return (
		<>
			{verdict.known ? (
				<Notice kind="good" title={t("check.signed", { signers: verdict.signers, validators: verdict.validators, day: day(new Date(verdict.at)) })}>
					<p>{t(verdict.verified ? "check.knownVerified" : "check.knownFromNode")}</p>
				</Notice>
			) : (
				<Notice kind="warning" title={t("check.unknown")}>
					<p>{t("check.unknown.what", { signers: verdict.signers, validators: verdict.validators })}</p>
				</Notice>
			)}
			<p>{t(`check.pages.${pages ?? "codes"}`)}</p>
			<Shown judged={judged} />
			{online && <StillSo key={String(verdict.block)} judged={judged} />}
		</>
	);
}

/** The sheet of a paper, in the reader's language, whatever that of the paper. */
function useSheet({ verdict }: Extract<Judged, { is: "judged" }>): Sheet | undefined {
	const { lang, place } = useWords();
	const [sheet, setSheet] = useState<Sheet>();
	useEffect(() => {
		let gone = false;
		void wordsOf(lang, place).then((words) => !gone && verdict.holds && setSheet(sheetOf(verdict.paper, words)));
		return () => {
			gone = true;
		};
	}, [lang, place, verdict]);
	return sheet;
}

function Shown({ judged }: { judged: Extract<Judged, { is: "judged" }> }) {
	const { t, count } = useWords("check");
	const sheet = useSheet(judged);
	if (!sheet || !judged.verdict.holds) return null;
	const { table } = sheet;
	return (
		<section>
			<h2>{sheet.title}</h2>
			<p className="hint">{sheet.asOf}</p>
			<Facts items={sheet.facts.map(({ name, value }) => ({ name, value: value.split("\n").map((line) => <div key={line}>{line}</div>) }))} />
			{table && (
				<Table
					caption={table.title}
					rows={table.rows.map((cells, number) => ({ cells, number }))}
					rowKey={({ number }) => number}
					empty={table.empty}
					columns={table.columns.map(({ title, number }, at) => ({ key: String(at), title, number, cell: ({ cells }: { cells: string[] }) => cells[at] }))}
				/>
			)}
			{sheet.note && <p className="hint">{sheet.note}</p>}
			<p className="hint">{t("check.block", { block: count(judged.verdict.block) })}</p>
		</section>
	);
}

type Now = "asking" | "failed" | { at: number; changed: { name: string; before: string; now: string }[] };

function StillSo({ judged }: { judged: Extract<Judged, { is: "judged" }> }) {
	const { t, time, lang, place } = useWords("check");
	const before = useSheet(judged);
	const [now, setNow] = useState<Now>();
	const ask = async () => {
		setNow("asking");
		try {
			const { fresh } = await import("../paper/print");
			const { kind, id, firm } = judged.evidence;
			const { verdict, evidence } = await fresh({ kind, id, firm, lang, place });
			if (evidence.genesis !== judged.evidence.genesis) throw new Error("another network");
			const sheet = sheetOf(verdict.paper, await wordsOf(lang, place));
			const rows = (of: Sheet) => [...of.facts, { name: of.table?.title ?? "", value: (of.table?.rows ?? []).map((cells) => cells.join(" · ")).join("\n") }];
			const old = rows(before!);
			const changed = rows(sheet).flatMap(({ name, value }, at) => (old[at]?.value === value ? [] : [{ name, before: old[at]?.value ?? "", now: value }]));
			setNow({ at: Number(verdict.paper.now) * 1_000, changed });
		} catch (fault) {
			console.error(fault);
			setNow("failed");
		}
	};
	if (!before) return null;
	return (
		<section>
			<Button kind="secondary" busy={now === "asking"} onClick={() => void ask()}>
				{t("check.still")}
			</Button>
			{now === "failed" && <Notice kind="warning" title={t("check.still.failed")} />}
			{typeof now === "object" &&
				(now.changed.length === 0 ? (
					<Notice kind="good" title={t("check.still.yes", { time: time(now.at) })} />
				) : (
					<Notice kind="warning" title={t("check.still.no", { time: time(now.at) })}>
						<Facts items={now.changed.map(({ name, before, now }) => ({ name, value: t("check.still.change", { before: before || "—", now: now || "—" }) }))} />
					</Notice>
				))}
		</section>
	);
}
