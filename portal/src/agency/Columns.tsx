import { useState } from "react";
import { Button, ErrorSummary, Page } from "../ui";
import { useWords } from "../words";
import type { Indicator } from "../firm/data";
import { type Column, type Layout, type Scale, scalesOf } from "./columns";
import { lettersOf } from "./sheet";
import type { Sheet } from "./Upload";

const keyOf = ({ kind, indicator }: Column) => (kind === "figure" ? `figure:${indicator}` : kind);

/** What the columns say, as far as it is known, for the clerk to confirm. */
export function Columns({ sheet, layout, indicators, change, confirm, again }: { sheet: Sheet; layout: Layout; indicators: Indicator[]; change: (layout: Layout) => void; confirm: () => void; again: () => void }) {
	const { t, name } = useWords("agency");
	const [tried, setTried] = useState(false);
	const { top, columns } = layout;
	const set = (at: number, column: Column) => change({ ...layout, columns: columns.map((one, index) => (index === at ? column : one)) });
	const choose = (at: number, key: string) => {
		const [kind = "none", id] = key.split(":");
		const indicator = indicators.find((one) => one.id === Number(id));
		set(at, indicator ? { kind: "figure", indicator: indicator.id, scale: scalesOf(indicator)[0]! } : { kind: kind as Column["kind"] });
	};
	const errors: { field: string; text: string }[] = [];
	const keys = columns.map(keyOf).filter((key) => key !== "none");
	if (!columns.some(({ kind }) => kind === "number")) errors.push({ field: "column-0", text: t("agency.columns.noNumber") });
	if (!columns.some(({ kind }) => kind === "figure")) errors.push({ field: "column-0", text: t("agency.columns.noFigure") });
	const twice = columns.findIndex((column, at) => column.kind !== "none" && keys.indexOf(keyOf(column)) < keys.lastIndexOf(keyOf(column)) && at > 0);
	if (twice >= 0) errors.push({ field: `column-${twice}`, text: t("agency.columns.twice") });
	const samples = (at: number) =>
		sheet.rows
			.slice(top + 1, top + 50)
			.map((row) => row[at]?.text ?? "")
			.filter((text) => text !== "")
			.slice(0, 3);
	return (
		<Page title={t("agency.columns.title")} wide>
			<ErrorSummary errors={tried ? errors : []} />
			<p>{t("agency.columns.lead", { file: sheet.name, rows: Math.max(0, sheet.rows.length - top - 1) })}</p>
			<table className="table columns">
				<caption>{t("agency.columns.caption")}</caption>
				<thead>
					<tr>
						<th scope="col">{t("agency.columns.heading")}</th>
						<th scope="col">{t("agency.columns.samples")}</th>
						<th scope="col">{t("agency.columns.means")}</th>
					</tr>
				</thead>
				<tbody>
					{columns.map((column, at) => {
						const heading = sheet.rows[top]?.[at]?.text || lettersOf(at);
						const indicator = indicators.find(({ id }) => id === column.indicator);
						return (
							<tr key={at}>
								<td>
									<span className="cell-title">{t("agency.columns.heading")}</span>
									<span className="cell">{heading}</span>
								</td>
								<td>
									<span className="cell-title">{t("agency.columns.samples")}</span>
									<span className="cell">{samples(at).join(" · ") || "—"}</span>
								</td>
								<td>
									<span className="cell-title">{t("agency.columns.means")}</span>
									<span className="cell">
										<select id={`column-${at}`} aria-label={t("agency.columns.of", { heading })} value={keyOf(column)} onChange={({ target }) => choose(at, target.value)}>
											<option value="none">{t("agency.columns.none")}</option>
											<option value="number">{t("agency.columns.number")}</option>
											<option value="period">{t("agency.columns.period")}</option>
											{indicators.map((one) => (
												<option key={one.id} value={`figure:${one.id}`}>
													{name(one.name)}
												</option>
											))}
										</select>
										{indicator && scalesOf(indicator).length > 1 && (
											<select aria-label={t("agency.columns.scaleOf", { heading })} value={column.scale} onChange={({ target }) => set(at, { ...column, scale: target.value as Scale })}>
												{scalesOf(indicator).map((scale) => (
													<option key={scale} value={scale}>
														{scale === "plain" && indicator.unit === "basis points" ? t("agency.scale.basisPoints") : t(`agency.scale.${scale}`)}
													</option>
												))}
											</select>
										)}
									</span>
								</td>
							</tr>
						);
					})}
				</tbody>
			</table>
			<Button
				onClick={() => {
					setTried(true);
					if (errors.length === 0) confirm();
				}}
			>
				{t("agency.columns.confirm")}
			</Button>
			<Button kind="secondary" onClick={again}>
				{t("agency.columns.other")}
			</Button>
		</Page>
	);
}
