import { useSearchParams } from "react-router";
import { Empty } from "../ui";
import { useWords } from "../words";
import { sumOf, sumsBy, type Way, WAYS } from "./arrears";
import { Screen, SumsTable, useGroupName, WithSurvey } from "./parts";
import { LateBars } from "./plots";
import type { Survey } from "./survey";

/** All loans by how late they are, in the way that is asked for. */
export function Arrears() {
	const { t } = useWords("regulator");
	return (
		<Screen title={t("regulator.arrears.title")}>
			<WithSurvey>{(survey) => <Sums survey={survey} />}</WithSurvey>
		</Screen>
	);
}

function Sums({ survey }: { survey: Survey }) {
	const { t } = useWords("regulator");
	const [address, setAddress] = useSearchParams();
	const way = WAYS.find((one) => one === address.get("by")) ?? "grade";
	const sums = sumsBy(survey.loans, way);
	const named = useGroupName(survey);
	const name = (key: string) => named(way, key);
	const title = t("regulator.way", { way });
	if (survey.loans.length === 0) return <Empty>{t("regulator.arrears.none")}</Empty>;
	return (
		<>
			<label className="regulator-way">
				<span>{t("regulator.arrears.by")}</span>
				<select value={way} onChange={({ target }) => setAddress({ by: target.value as Way }, { replace: true })}>
					{WAYS.map((one) => (
						<option key={one} value={one}>
							{t("regulator.way", { way: one })}
						</option>
					))}
				</select>
			</label>
			<SumsTable caption={t("regulator.arrears.caption", { way })} title={title} way={way} rows={[...sums, sumOf(survey.loans)]} name={name} />
			{way !== "institution" && (
				<figure>
					<LateBars sums={sums} name={name} label={t("regulator.arrears.plot")} />
					<figcaption className="hint">
						{t("regulator.arrears.plot")} <Key />
					</figcaption>
				</figure>
			)}
			<p className="hint">{t("regulator.arrears.counts")}</p>
		</>
	);
}

/** Which bar is which. */
function Key() {
	const { t } = useWords("bank");
	return (
		<>
			{(["d30", "d90", "over"] as const).map((bucket) => (
				<span key={bucket} className="regulator-key">
					<svg viewBox="0 0 12 12" className="regulator-swatch" aria-hidden="true">
						<rect width="12" height="12" className={`regulator-bar regulator-${bucket}`} />
					</svg>{" "}
					{t("bank.portfolio.bucket", { bucket })}
				</span>
			))}
		</>
	);
}
