// What the regulator's screens share.

import type { ReactNode } from "react";
import { Link } from "react-router";
import { BUCKETS } from "../bank/portfolio";
import { gradeOf } from "../bank/parts";
import { save } from "../firm/save";
import { Badge, Button, errorText, Notice, Page, Table } from "../ui";
import { useWords } from "../words";
import { addressOf, type Sum, type Way } from "./arrears";
import { type Survey, useSurvey } from "./survey";

const PARTS = [
	["/regulator", "regulator.nav.banks"],
	["/regulator/arrears", "regulator.nav.arrears"],
	["/regulator/scorecards", "regulator.nav.scorecards"],
	["/regulator/network", "regulator.nav.network"],
] as const;

/** A screen of the regulator's, with the ways to the others. */
export function Screen({ title, back, children }: { title: string; back?: string; children: ReactNode }) {
	const { t } = useWords("regulator");
	return (
		<Page title={title} back={back ?? "/"} wide>
			<nav aria-label={t("regulator.nav.label")}>
				<ul className="regulator-nav">
					{PARTS.map(([to, id]) => (
						<li key={to}>
							<Link to={to}>{t(id)}</Link>
						</li>
					))}
				</ul>
			</nav>
			{children}
		</Page>
	);
}

/** The sums of one block, and of which. */
export function WithSurvey({ children }: { children: (survey: Survey) => ReactNode }) {
	const { t, time } = useWords("regulator", "bank", "council");
	const { survey, error, asking, again } = useSurvey();
	return (
		<>
			<p className="regulator-asof">
				{survey && (
					<span data-block={survey.head.number}>
						{t("regulator.asOf", { time: time(survey.at), block: survey.head.number })} <Badge badge="node" />
					</span>
				)}{" "}
				<Button kind="secondary" busy={asking} onClick={again}>
					{asking ? t("regulator.counting") : t("regulator.again")}
				</Button>
			</p>
			{error && <Notice kind="bad" title={errorText(error).title} />}
			{survey && children(survey)}
		</>
	);
}

/** What a group is called in the reader's language. */
export function useGroupName(survey: Survey): (way: Way, key: string) => string {
	const { t, name, month } = useWords("regulator", "council");
	return (way, key) => {
		if (way === "grade") return gradeOf({ type: key });
		if (way === "place") return t("council.place", { place: key });
		if (way === "month") return month(`${key}-01`);
		const found = survey.institutions.find(({ id }) => String(id) === key);
		return found ? name(found.name) : key;
	};
}

/** A figure that opens its list; nothing to open where there is nothing. */
export function Figure({ n, to }: { n: number; to: string }) {
	const { count } = useWords();
	return n === 0 ? <>0</> : <Link to={to}>{count(n)}</Link>;
}

/** Loans by lateness: one row a group, and all of them. */
export function SumsTable({ caption, title, way, rows, name }: { caption: string; title: string; way: Way; rows: Sum[]; name: (key: string) => string }) {
	const { t } = useWords("regulator", "bank");
	const by = (key: string) => (key === "" ? {} : { [way]: key });
	return (
		<Table
			caption={caption}
			rows={rows}
			rowKey={({ key }) => key}
			columns={[
				{ key: "group", title, cell: ({ key }) => <strong>{key === "" ? t("bank.portfolio.bucket", { bucket: "all" }) : name(key)}</strong> },
				...BUCKETS.map((bucket) => ({ key: bucket, title: t("bank.portfolio.bucket", { bucket }), number: true, cell: ({ key, counts }: Sum) => <Figure n={counts[bucket]} to={addressOf(by(key), bucket)} /> })),
				{ key: "default", title: t("bank.portfolio.bucket", { bucket: "default" }), number: true, cell: ({ key, defaults }) => <Figure n={defaults} to={addressOf(by(key), "default")} /> },
				{ key: "all", title: t("bank.portfolio.bucket", { bucket: "all" }), number: true, cell: ({ key, all }) => <Figure n={all} to={addressOf(by(key), "all")} /> },
			]}
		/>
	);
}

export function Csv({ name, text }: { name: string; text: () => string }) {
	const { t } = useWords("bank");
	return (
		<Button kind="secondary" onClick={() => save(name, text(), "text/csv")}>
			{t("bank.portfolio.csv")}
		</Button>
	);
}

