import { useState } from "react";
import { useSearchParams } from "react-router";
import { FirmName, gradeOf } from "../bank/parts";
import { Button, Day, Empty, Table } from "../ui";
import { useWords } from "../words";
import { listOf, loansCsv, readAddress, WAYS } from "./arrears";
import { Csv, Screen, useGroupName, WithSurvey } from "./parts";
import type { Survey } from "./survey";

/** Each line asks for its firm's name. */
const PAGE = 50;

/** The loans under a figure. */
export function Loans() {
	const { t } = useWords("regulator");
	return (
		<Screen title={t("regulator.loans.title")} back="/regulator/arrears">
			<WithSurvey>{(survey) => <List survey={survey} />}</WithSurvey>
		</Screen>
	);
}

function List({ survey }: { survey: Survey }) {
	const { t } = useWords("regulator", "bank");
	const [address] = useSearchParams();
	const [pages, setPages] = useState(1);
	const asked = readAddress(address);
	const loans = listOf(survey.loans, asked);
	const name = useGroupName(survey);
	const which = [t("regulator.lateness", { late: asked.lateness }), ...WAYS.flatMap((way) => (asked.by[way] === undefined ? [] : [`${t("regulator.way", { way })}: ${name(way, asked.by[way]!)}`]))];
	const query = `PortfolioApi.loans_by of all institutions; ${address.toString() || "late=all"}`;
	const source = { block: survey.head.number, hash: survey.head.hash, query };
	const english = (id: number) => survey.institutions.find((one) => one.id === id)?.name ?? "";
	return (
		<>
			<p data-loans={loans.length}>{t("regulator.loans.which", { n: loans.length, which: which.join(" · ") })}</p>
			{loans.length === 0 && <Empty>{t("regulator.loans.none")}</Empty>}
			{loans.length > 0 && (
				<>
					<Csv name={`loans-${survey.head.number}.csv`} text={() => loansCsv(source, loans, english)} />
					<Table
						caption={t("regulator.loans.title")}
						rows={loans.slice(0, pages * PAGE)}
						rowKey={({ line }) => String(line.id)}
						columns={[
							{ key: "loan", title: t("regulator.loan"), cell: ({ line }) => String(line.id) },
							{ key: "firm", title: t("bank.col.firm"), cell: ({ line }) => <FirmName number={line.enterprise} /> },
							{ key: "bank", title: t("regulator.bank"), cell: ({ line }) => name("institution", String(line.institution)) },
							{ key: "grade", title: t("bank.portfolio.grade"), cell: ({ line }) => gradeOf(line.grade) },
							{ key: "state", title: t("bank.col.state"), cell: ({ line }) => t("bank.loanState", { state: line.state.type }) },
							{ key: "late", title: t("bank.portfolio.arrearsDays"), number: true, cell: ({ line }) => t("bank.days", { n: line.arrears_days }) },
							{ key: "started", title: t("bank.portfolio.started"), cell: ({ line }) => <Day value={line.started} /> },
							{ key: "ends", title: t("bank.portfolio.ends"), cell: ({ line }) => <Day value={line.ends} /> },
						]}
					/>
					{loans.length > pages * PAGE && (
						<Button kind="secondary" onClick={() => setPages(pages + 1)}>
							{t("regulator.more", { n: loans.length - pages * PAGE })}
						</Button>
					)}
				</>
			)}
		</>
	);
}
