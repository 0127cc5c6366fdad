// What agencies say of the firm: what is missing or ends soon comes first, and what to do next.

import type { ReactNode } from "react";
import { Link } from "react-router";
import { useList } from "../chain";
import { Badge, ButtonLink, Notice, Page } from "../ui";
import { useWords } from "../words";
import { Loading } from "./bits";
import {
	type Agency, type Attestation, type Indicator, dayOf, useAgencies, useBasis, useIndicators, useInstitutions, useNow,
} from "./data";
import { useFirm } from "./firm";
import { useHoldings } from "./holdings";
import { useName } from "./names";
import { bareNumber } from "./numbers";
import { OpenFiles } from "./open-files";
import { figure, range } from "./ranges";
import { decided, running } from "./states";

/** Days before its end from which a statement is shown as ending. */
const SOON = 30;

export interface Line {
	indicator: Indicator;
	agency: Agency | undefined;
	attestation: Attestation | undefined;
}

export type Group = "missing" | "expiring" | "disputed" | "standing" | "revoked";
export const groups: Group[] = ["missing", "disputed", "expiring", "standing", "revoked"];

/** Where a statement belongs on the screen. */
export function groupOf(line: Line, now: number): Group {
	const { attestation } = line;
	if (!attestation) return "missing";
	if (attestation.standing.type === "Disputed") return "disputed";
	if (attestation.standing.type === "Revoked") return "revoked";
	if (!attestation.counts) return "missing";
	return Number(attestation.expires) - now <= SOON * 86_400 ? "expiring" : "standing";
}

export function Home() {
	const firm = useFirm();
	const { t } = useWords("firm");
	const attestations = useList("AttestationsApi.attestations", [firm.number]);
	const basis = useBasis(firm.number);
	const [indicators, agencies, now] = [useIndicators(), useAgencies(), useNow()];
	if (!attestations.data || !indicators || !agencies || now === undefined || basis.loading) return <Loading />;
	const wanted = new Set(basis.data?.characteristics.map((one) => one.indicator) ?? []);
	const stated = new Map(attestations.data.map((one) => [one.indicator, one]));
	const shown = [...new Set([...wanted, ...stated.keys()])].flatMap((id) => indicators.get(id) ?? []);
	const lines = shown.map((indicator) => ({
		indicator,
		agency: agencies.get(indicator.owner),
		attestation: stated.get(indicator.id),
	}));
	const counted = [...wanted].filter((id) => stated.get(id)?.counts).length;
	return (
		<Page title={t("firm.home.title", { name: firm.name })}>
			<Badge badge={attestations.badge} checkedAt={attestations.checkedAt} />
			<p className="quiet">{bareNumber(firm.number)}</p>
			<Next now={now} />
			{wanted.size > 0 && <p>{t("firm.home.counts", { counted, wanted: wanted.size })}</p>}
			{stated.size === 0 && <Notice>{t("firm.home.none")}</Notice>}
			<OpenFiles />
			{groups.map((group) => (
				<Lines key={group} group={group} now={now} lines={lines.filter((line) => groupOf(line, now) === group)} />
			))}
		</Page>
	);
}

function Lines({ group, lines, now }: { group: Group; lines: Line[]; now: number }) {
	const { t } = useWords("firm");
	const name = useName();
	if (lines.length === 0) return null;
	const left = ({ attestation }: Line) => attestation?.expires ?? 0n;
	const Around = group === "standing" || group === "revoked" ? Folded : Unfolded;
	const sorted = [...lines].sort((a, b) => (left(a) < left(b) ? -1 : left(a) > left(b) ? 1 : a.indicator.id - b.indicator.id));
	return (
		<Around title={t(`firm.home.${group}`)} count={sorted.length}>
			<ul className="lines">
				{sorted.map((line) => (
					<li key={line.indicator.id} className={`line line-${group}`}>
						<div className="line-what">
							<strong>{name("indicator", line.indicator.name)}</strong>
							<span className="quiet">{name("agency", line.agency?.name ?? "")}</span>
						</div>
						<Says line={line} group={group} now={now} />
					</li>
				))}
			</ul>
		</Around>
	);
}

interface Around {
	title: string;
	count: number;
	children: ReactNode;
}

const Unfolded = ({ title, count, children }: Around) => (
	<section>
		<h2>
			{title} <span className="count">{count}</span>
		</h2>
		{children}
	</section>
);

/** What needs nothing of the owner does not push away what does. */
const Folded = ({ title, count, children }: Around) => (
	<details className="folded">
		<summary>
			<h2>
				{title} <span className="count">{count}</span>
			</h2>
		</summary>
		{children}
	</details>
);

function Says({ line, group, now }: { line: Line; group: Group; now: number }) {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const { opened } = useHoldings(firm.text);
	const { indicator, agency, attestation } = line;
	const by = name("agency", agency?.name ?? "");
	if (!attestation || group === "missing") return <p className="line-says">{t("firm.home.missing.hint", { agency: by })}</p>;
	const unit = (word: string) => name("unit", word);
	const own = opened.get(indicator.id)?.findLast((one) => one.period_end === attestation.period_end);
	const { value, standing } = attestation;
	const says =
		value.type === "Open"
			? figure(value.value, indicator, words, unit)
			: own
				? t("firm.home.opened", { figure: figure(own.value, indicator, words, unit) })
				: t("firm.home.sealed");
	const days = dayOf(attestation.expires) - dayOf(now);
	return (
		<div className="line-says">
			<span title={value.type === "Open" && attestation.bin !== undefined ? range(attestation.bin, indicator, words, unit) : undefined}>
				{says}
			</span>
			<span className="quiet">
				{t("firm.home.validUntil", { day: words.day(dayOf(attestation.expires)) })}
				{group === "expiring" && <strong> · {t("firm.home.days", { days })}</strong>}
			</span>
			{standing.type === "Disputed" && (
				<span>{t("firm.home.disputed.hint", { agency: by, day: words.day(dayOf(standing.value.deadline)) })}</span>
			)}
			{standing.type === "Upheld" && <span className="quiet">{t("firm.home.upheld")}</span>}
			{standing.type === "InForce" && (
				<Link to={`/firm/dispute/${indicator.id}`} aria-label={t("firm.home.wrong.of", { indicator: name("indicator", indicator.name) })}>
					{t("firm.home.wrong")}
				</Link>
			)}
		</div>
	);
}

/** What waits for the owner, or whom the owner waits for. */
function Next({ now }: { now: number }) {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const institutions = useInstitutions();
	const applications = useList("FinancingApi.applications_of", [firm.number]).data;
	const consents = useList("ConsentsApi.consents_of", [firm.number]).data;
	const loans = useList("FinancingApi.loans_of", [firm.number]).data;
	const lines = useList("CreditLinesApi.lines_of", [firm.number]).data;
	if (!applications || !consents || !loans || !institutions) return null;
	const bank = (id: number) => name("institution", institutions.get(id)?.name ?? "");
	const of = (state: string) => applications.filter((one) => one.now.type === state);
	const offers = of("Offered").length;
	const steps: [to: string, text: string][] = [];
	for (const one of of("Disbursed")) steps.push([`/firm/confirm/${one.id}`, t("firm.home.next.receipt")]);
	if (offers > 0) steps.push(["/firm/applications", t("firm.home.next.offer", { count: offers })]);
	for (const one of lines ?? []) if (one.state.type === "Offered") steps.push([`/firm/lines/${one.id}`, t("firm.home.next.line", { institution: bank(one.institution) })]);
	for (const one of loans) if (one.proposed) steps.push([`/firm/loan/${one.id}/proposal`, t("firm.home.next.proposal", { institution: bank(one.institution) })]);
	for (const one of of("Open")) {
		const day = words.day(dayOf(one.decide_by));
		steps.push(["/firm/applications", t("firm.home.next.wait", { institution: bank(one.institution), day })]);
	}
	if (loans.some(({ state }) => running(state.type))) steps.push(["/firm/loans", t("firm.home.next.loan")]);
	if (!consents.some((one) => one.usable)) steps.push(["/firm/consent", t("firm.home.next.consent")]);
	else if (applications.every(({ now: state }) => decided(state.type))) steps.push(["/firm/products", t("firm.home.next.products")]);
	if (steps.length === 0 || now === 0) return null;
	return (
		<section className="next" aria-labelledby="next">
			<h2 id="next">{t("firm.home.next")}</h2>
			<ul>
				{steps.map(([to, text]) => (
					<li key={to + text}>
						{steps[0]?.[1] === text ? <ButtonLink to={to}>{text}</ButtonLink> : <Link to={to}>{text}</Link>}
					</li>
				))}
			</ul>
		</section>
	);
}
