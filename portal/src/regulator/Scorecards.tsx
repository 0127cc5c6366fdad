import { Link, useParams } from "react-router";
import { type Item, useList } from "../chain";
import { gradeOf } from "../bank/parts";
import { Badge, Empty, Facts, Notice, Table } from "../ui";
import { type Lang, useWords } from "../words";
import { listCsv } from "./arrears";
import { Csv, Screen } from "./parts";
import { RocPlot } from "./plots";
import { interval, rocOf } from "./statistics";

type Card = Item<"CreditScoringApi.scorecards">;

export function Scorecards() {
	const { t, count, lang } = useWords("regulator");
	const { data, badge, checkedAt } = useList("CreditScoringApi.scorecards", []);
	return (
		<Screen title={t("regulator.scorecards.title")}>
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			{data?.length === 0 && <Empty>{t("regulator.scorecards.none")}</Empty>}
			{data && data.length > 0 && (
				<Table
					caption={t("regulator.scorecards.title")}
					rows={data}
					rowKey={({ id }) => id}
					columns={[
						{ key: "card", title: t("regulator.scorecard"), cell: ({ id, spec }) => <Link to={`/regulator/scorecards/${id}`}>{`${id}: ${spec.name}`}</Link> },
						{ key: "status", title: t("regulator.status"), cell: (card) => <Status card={card} /> },
						{ key: "loans", title: t("regulator.loans"), number: true, cell: ({ whole }) => count(whole.loans) },
						{ key: "defaulted", title: t("regulator.defaulted"), number: true, cell: ({ whole }) => count(whole.defaulted) },
						{ key: "expected", title: t("regulator.expected"), number: true, cell: ({ whole }) => written(thousandths(whole.expected), lang) },
					]}
				/>
			)}
		</Screen>
	);
}

function Status({ card }: { card: Card }) {
	const { t } = useWords("regulator");
	return (
		<>
			{t("regulator.statusIs", { status: card.status.type })}
			{card.champion && ` · ${t("regulator.champion")}`}
		</>
	);
}

/** A decimal fraction as the reader writes it. */
const written = (figure: string, lang: Lang) => (lang === "pt" ? figure.replace(".", ",") : figure);
/** Thousandths of a default, with all three digits. */
export const thousandths = (expected: bigint) => `${expected / 1_000n}.${(expected % 1_000n).toString().padStart(3, "0")}`;
/** A share as basis points, to the nearest. */
const points = (share: number) => Math.round(share * 10_000);

/** What became of a scorecard's loans: calibration, and how well its grades part. */
export function Scorecard() {
	const { t, name } = useWords("regulator");
	const { id } = useParams();
	const { data, badge, checkedAt, head } = useList("CreditScoringApi.scorecards", []);
	const card = data?.find((one) => String(one.id) === id);
	return (
		<Screen title={card ? t("regulator.card.title", { id: card.id, name: name(card.spec.name) }) : t("regulator.scorecards.title")} back="/regulator/scorecards">
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			{data && !card && <Empty>{t("regulator.scorecards.none")}</Empty>}
			{card && (
				<>
					<Facts
						items={[
							{ name: t("regulator.status"), value: <Status card={card} /> },
							{ name: t("regulator.card.institutions"), value: card.institutions },
						]}
					/>
					{card.whole.warned || card.outcomes.some(({ warned }) => warned) ? <Notice kind="warning" title={t("regulator.card.warned")} /> : null}
					<Calibration card={card} />
					{head && <Csv name={`scorecard-${card.id}-${head.number}.csv`} text={() => listCsv({ block: head.number, hash: head.hash, query: `CreditScoringApi.scorecards; id=${card.id}` }, COLUMNS, rowsOf(card).map(fileRow))} />}
					<Separation card={card} />
				</>
			)}
		</Screen>
	);
}

interface Row {
	/** Empty: all grades. */
	grade: string;
	stated: number | undefined;
	outcome: Card["whole"];
	low: number;
	high: number;
}

export function rowsOf(card: Pick<Card, "outcomes" | "whole" | "spec">): Row[] {
	const row = (outcome: Card["whole"], grade: string, stated: number | undefined): Row => {
		const [low, high] = interval(outcome.defaulted, outcome.loans);
		return { grade, stated, outcome, low: points(low), high: points(high) };
	};
	const grades = card.outcomes.map((outcome, place) => row(outcome, outcome.scope.type === "Grade" ? outcome.scope.value.type : "", card.spec.default_probabilities[place]));
	return [...grades, row(card.whole, "", undefined)];
}

const COLUMNS = ["grade", "stated basis points", "loans", "borrowers", "defaulted", "expected until now", "observed basis points", "low basis points", "high basis points", "judged", "warned"];
const observed = ({ outcome: { defaulted, loans } }: Row) => (loans === 0 ? undefined : points(defaulted / loans));
const fileRow = (row: Row) => [
	row.grade.toUpperCase() || "all", `${row.stated ?? ""}`, `${row.outcome.loans}`, `${row.outcome.borrowers}`, `${row.outcome.defaulted}`, thousandths(row.outcome.expected), `${observed(row) ?? ""}`,
	`${row.low}`, `${row.high}`, `${row.outcome.judged}`, `${row.outcome.warned}`,
];

function Calibration({ card }: { card: Card }) {
	const { t, share, count, lang } = useWords("regulator", "bank");
	return (
		<>
			<Table
				caption={t("regulator.card.calibration")}
				rows={rowsOf(card)}
				rowKey={({ grade }) => grade}
				columns={[
					{ key: "grade", title: t("bank.col.grade"), cell: ({ grade }) => <strong>{grade === "" ? t("bank.portfolio.bucket", { bucket: "all" }) : gradeOf({ type: grade })}</strong> },
					{ key: "loans", title: t("regulator.loans"), number: true, cell: ({ outcome }) => count(outcome.loans) },
					{ key: "stated", title: t("regulator.card.stated"), number: true, cell: ({ stated }) => (stated === undefined ? "—" : share(stated, "bp")) },
					{
						key: "observed",
						title: t("regulator.card.observed"),
						number: true,
						cell: (row) => {
							const seen = observed(row);
							return seen === undefined ? "—" : share(seen, "bp");
						},
					},
					{ key: "interval", title: t("regulator.card.interval"), number: true, cell: ({ outcome, low, high }) => (outcome.loans === 0 ? "—" : `${share(low, "bp")} – ${share(high, "bp")}`) },
					{ key: "defaulted", title: t("regulator.defaulted"), number: true, cell: ({ outcome }) => count(outcome.defaulted) },
					{ key: "expected", title: t("regulator.expected"), number: true, cell: ({ outcome }) => written(thousandths(outcome.expected), lang) },
					{ key: "test", title: t("regulator.card.test"), cell: ({ outcome: { judged, warned } }) => t("regulator.card.verdict", { verdict: warned ? "warned" : judged ? "judged" : "few" }) },
				]}
			/>
			<p className="hint">{t("regulator.card.how")}</p>
		</>
	);
}

function Separation({ card }: { card: Card }) {
	const { t, share, count, lang } = useWords("regulator");
	const roc = rocOf(card.outcomes);
	if (!roc) return <Empty>{t("regulator.card.noRoc")}</Empty>;
	const area = written(roc.area.toFixed(3), lang);
	// The worst grade's point comes first after the corner.
	const worst = [...card.outcomes].reverse();
	return (
		<figure>
			<RocPlot roc={roc} label={t("regulator.card.area", { area, pairs: count(roc.pairs) })} good={t("regulator.card.good")} bad={t("regulator.card.bad")} />
			<figcaption>{t("regulator.card.area", { area, pairs: count(roc.pairs) })}</figcaption>
			<Table
				caption={t("regulator.card.roc")}
				rows={roc.points.slice(1).map((point, index) => ({ ...point, grade: worst[index]?.scope }))}
				rowKey={({ grade }) => (grade?.type === "Grade" ? grade.value.type : "")}
				columns={[
					{ key: "grade", title: t("regulator.card.atWorst"), cell: ({ grade }) => (grade?.type === "Grade" ? gradeOf(grade.value) : "—") },
					{ key: "good", title: t("regulator.card.good"), number: true, cell: ({ good }) => share(points(good), "bp") },
					{ key: "bad", title: t("regulator.card.bad"), number: true, cell: ({ bad }) => share(points(bad), "bp") },
				]}
			/>
			<p className="hint">{t("regulator.card.nine")}</p>
		</figure>
	);
}
