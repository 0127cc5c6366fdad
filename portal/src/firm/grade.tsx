// The grade as the chain knows it, and what the firm adds up for itself.

import { useState } from "react";
import { call, type ChainError, toChainError, useAct, useQuestion } from "../chain";
import type { Explained } from "../rules";
import { PaperButton } from "../paper";
import { Badge, Button, ButtonLink, Facts, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { Loading } from "./bits";
import { gradeText, useIndicators, moment, useInstitutions } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";
import { bareNumber, numberText } from "./numbers";
import { OpenFiles } from "./open-files";
import { range } from "./ranges";
import { useReckoning } from "./reckoning";

export function Grade() {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const ratings = useQuestion("CreditScoringApi.ratings", [firm.number]);
	const reckoning = useReckoning();
	const [indicators, institutions] = [useIndicators(), useInstitutions()];
	const { act, state, title } = useAct();
	const [proving, setProving] = useState(false);
	const [wrong, setWrong] = useState<ChainError>();
	if (!ratings.data || !indicators || !institutions || reckoning.loading) return <Loading of={[ratings]} />;
	const rating = ratings.data.champion;
	const { explained } = reckoning;
	const bank = (id: number) => name("institution", institutions.get(id)?.name ?? "");
	const indicator = (id: number) => name("indicator", indicators.get(id)?.name ?? "");
	const prove = async () => {
		setProving(true);
		setWrong(undefined);
		try {
			const proof = await reckoning.prove();
			const grade = gradeText(proof.grade);
			await act({
				call: call("CreditScoring", "prove_grade", { enterprise: firm.number, proof }),
				title: t("firm.grade.prove.all", { grade }),
			});
		} catch (error) {
			setWrong(toChainError(error));
		} finally {
			setProving(false);
		}
	};
	return (
		<Page title={t("firm.grade.title")}>
			<Badge badge={ratings.badge} checkedAt={ratings.checkedAt} />
			{rating ? (
				<section className="grade" aria-label={t("firm.grade.title")}>
					<p className={rating.current ? "grade-letters" : "grade-letters grade-over"}>
						{t("firm.grade.atLeast", { grade: gradeText(rating.grade) })}
					</p>
					{!rating.current && rating.ended && (
						<Notice kind="warning">
							{t(`firm.grade.ended.${rating.ended.type}`, {
								indicator: "value" in rating.ended && rating.ended.value ? indicator(rating.ended.value.indicator) : "",
							})}
						</Notice>
					)}
					<p>
						{rating.institution === undefined ? t("firm.grade.toAll") : t("firm.grade.to", { institution: bank(rating.institution) })}
						{" · "}
						{t("firm.grade.until", { time: words.time(moment(rating.valid_until)) })}
					</p>
					<p className="quiet">
						{t("firm.grade.pd", { rate: words.share(rating.default_probability, "bp") })}
						{" · "}
						{t("firm.grade.coverage", { rate: words.share(rating.coverage, "bp") })}
					</p>
					<div className="row">
						<PaperButton kind="rating" firm={numberText(firm.number)} file={`lingnan-${bareNumber(firm.number)}.pdf`} />
					</div>
				</section>
			) : (
				<p>{t("firm.grade.none")}</p>
			)}
			{reckoning.noCard && <Notice kind="warning">{t("firm.grade.noCard")}</Notice>}
			<TooLittle />
			<OpenFiles />
			{explained && <Own explained={explained} />}
			{explained && reckoning.covered && (
				<p className="row">
					<ButtonLink to="/firm/consent">{t("firm.home.next.consent")}</ButtonLink>
					<Button kind="secondary" busy={proving} onClick={() => void prove()}>
						{t("firm.grade.prove.all", { grade: gradeText(explained.grade) })}
					</Button>
				</p>
			)}
			{proving && <p role="status">{t("firm.grade.proving")}</p>}
			<Progress state={wrong ? { refused: wrong } : state} title={title} />
		</Page>
	);
}

/** Why no grade can be proved, whatever the figures are. */
export function TooLittle() {
	const words = useWords("firm");
	const { covered, coverage, minimumCoverage, noCard } = useReckoning();
	if (covered || noCard) return null;
	const [has, least] = [words.share(coverage, "bp"), words.share(minimumCoverage, "bp")];
	return <Notice kind="warning">{words.t("firm.grade.coverage.low", { coverage: has, least })}</Notice>;
}

/** Points, reasons and what lifts the grade: known to nobody else. */
export function Own({ explained }: { explained: Explained }) {
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const indicators = useIndicators();
	if (!indicators) return null;
	const unit = (word: string) => name("unit", word);
	const told = (id: number, bin: number) => {
		const indicator = indicators.get(id);
		return indicator ? range(bin, indicator, words, unit) : "";
	};
	const called = (id: number) => name("indicator", indicators.get(id)?.name ?? "");
	const { lift, points, grade } = explained;
	const lines = explained.reasons.flatMap((id) => explained.lines.find((line) => line.indicator === id) ?? []);
	return (
		<section aria-labelledby="own">
			<h2 id="own">{t("firm.grade.own")}</h2>
			<p className="grade-letters">{t("firm.grade.points", { points: Number(points), grade: gradeText(grade) })}</p>
			<p className="quiet">{t("firm.grade.private")}</p>
			{lift ? (
				<Notice title={t("firm.grade.lift.title")}>
					<p>
						{t("firm.grade.lift", {
							indicator: called(lift.indicator),
							range: told(lift.indicator, lift.step.to),
							grade: gradeText(grade),
							better: gradeText(lift.grade),
						})}
					</p>
				</Notice>
			) : (
				<p>{t(gradeText(grade) === "AAA" ? "firm.grade.lift.best" : "firm.grade.lift.none")}</p>
			)}
			{lines.length > 0 && (
				<>
					<h3>{t("firm.grade.reasons")}</h3>
					<Facts
						items={lines.map((line) => ({
							key: String(line.indicator),
							name: t("firm.grade.reason", { indicator: called(line.indicator), shortfall: line.shortfall }),
							value:
								line.bin === undefined
									? t("firm.grade.reason.missing")
									: t("firm.grade.reason.bin", { range: told(line.indicator, line.bin) }),
						}))}
					/>
				</>
			)}
		</section>
	);
}
