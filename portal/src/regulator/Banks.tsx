import { Empty, Table } from "../ui";
import { useWords } from "../words";
import { addressOf, late, sumsBy } from "./arrears";
import { Figure, Screen, WithSurvey } from "./parts";
import type { Survey } from "./survey";

/** Bank by bank: deadlines missed, arrears, deletions overdue. */
export function Banks() {
	const { t } = useWords("regulator");
	return (
		<Screen title={t("regulator.banks.title")}>
			<WithSurvey>{(survey) => <Rows survey={survey} />}</WithSurvey>
		</Screen>
	);
}

function Rows({ survey }: { survey: Survey }) {
	const { t, name, count } = useWords("regulator", "bank");
	const sums = new Map(sumsBy(survey.loans, "institution").map((sum) => [sum.key, sum]));
	const all = survey.institutions.map((one) => {
		const sum = sums.get(String(one.id));
		return { ...one, late: sum ? late(sum) : 0, defaults: sum?.defaults ?? 0, loans: sum?.all ?? 0, overdue: survey.overdue.get(one.id) ?? 0 };
	});
	const shown = all.filter((one) => one.missed_deadlines + one.loans + one.overdue > 0 || one.suspended);
	shown.sort((a, b) => b.missed_deadlines - a.missed_deadlines || b.overdue - a.overdue || b.late - a.late || a.id - b.id);
	type Row = (typeof all)[number];
	const total = (of: (row: Row) => number) => all.reduce((sum, row) => sum + of(row), 0);
	return (
		<>
			<p>{t("regulator.banks.total", { missed: total((row) => row.missed_deadlines), late: count(total((row) => row.late)), loans: total((row) => row.loans), overdue: total((row) => row.overdue) })}</p>
			{shown.length === 0 && <Empty>{t("regulator.banks.none")}</Empty>}
			{shown.length > 0 && (
				<Table
					caption={t("regulator.banks.caption")}
					rows={shown}
					rowKey={({ id }) => id}
					columns={[
						{
							key: "bank",
							title: t("regulator.bank"),
							cell: (row) => (
								<>
									<strong>{name(row.name)}</strong>
									{row.suspended && ` · ${t("regulator.suspended")}`}
								</>
							),
						},
						{ key: "missed", title: t("regulator.missed"), number: true, cell: ({ id, missed_deadlines }) => <Figure n={missed_deadlines} to={`/regulator/deadlines/${id}`} /> },
						{ key: "late", title: t("regulator.late"), number: true, cell: ({ id, late: n }) => <Figure n={n} to={addressOf({ institution: String(id) }, "late")} /> },
						{ key: "default", title: t("bank.portfolio.bucket", { bucket: "default" }), number: true, cell: ({ id, defaults }) => <Figure n={defaults} to={addressOf({ institution: String(id) }, "default")} /> },
						{ key: "loans", title: t("regulator.loans"), number: true, cell: ({ id, loans }) => <Figure n={loans} to={addressOf({ institution: String(id) }, "all")} /> },
						{ key: "overdue", title: t("regulator.overdue"), number: true, cell: ({ id, overdue }) => <Figure n={overdue} to={`/regulator/deletions/${id}`} /> },
					]}
				/>
			)}
			<p className="hint">{t("regulator.banks.others", { n: all.length - shown.length })}</p>
		</>
	);
}
