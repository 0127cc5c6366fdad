// May this bank look? One sentence, and in the same act the proof of the grade.

import { type FormEvent, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { batch, call, type Calls, type ChainError, toChainError, useAct, useList } from "../chain";
import { Badge, Button, ButtonLink, ErrorSummary, Field, Input, Notice, Page, Progress, Select } from "../ui";
import { useWords } from "../words";
import { isBusy, Loading } from "./bits";
import { dayOf, gradeText, type Institution, useAskedInstitutions, useAskedNow, useBasis, useInstitutions, worst } from "./data";
import { useFirm } from "./firm";
import { Own, TooLittle } from "./grade";
import { useName } from "./names";
import { OpenFiles } from "./open-files";
import { useReckoning } from "./reckoning";

type Spec = Calls["Consents"]["give"]["consent"];
export const purposes = ["Assessment", "Monitoring", "CrossBorderVerification"] as const;

/** Chooses the bank, where no link named it. */
export function ChooseBank() {
	const { t } = useWords("firm");
	const name = useName();
	const navigate = useNavigate();
	const institutions = useInstitutions();
	const [part, setPart] = useState("");
	if (!institutions) return <Loading />;
	const named = [...institutions.values()].filter((one) => !one.suspended).map((one) => ({ id: one.id, name: name("institution", one.name), own: one.name }));
	const wanted = part.trim().toLowerCase();
	const found = named.filter((one) => `${one.name} ${one.own}`.toLowerCase().includes(wanted));
	const shown = found.slice(0, 12);
	return (
		<Page title={t("firm.consent.choose.title")} back="/firm">
			<Field label={t("firm.consent.choose")} hint={t("firm.consent.choose.hint")}>
				<Input value={part} autoComplete="off" onChange={(event) => setPart(event.target.value)} />
			</Field>
			<ul className="choices">
				{shown.map((one) => (
					<li key={one.id}>
						<button type="button" className="choice-button" onClick={() => void navigate(`/firm/consent/${one.id}`)}>
							{one.name}
						</button>
					</li>
				))}
			</ul>
			{found.length > shown.length && <p className="quiet">{t("firm.consent.choose.more", { count: found.length - shown.length })}</p>}
		</Page>
	);
}

export function Consent() {
	const id = Number(useParams().institution);
	const institutions = useInstitutions();
	if (!institutions) return <Loading />;
	const bank = institutions.get(id);
	return bank ? <Ask key={id} bank={bank} /> : <ChooseBank />;
}

interface Terms {
	purpose: (typeof purposes)[number];
	all: boolean;
	days: string;
	uses: string;
	retention: string;
}

const bounds = { days: [1, 366], uses: [1, 1_000], retention: [1, 3_660] } as const;

function Ask({ bank }: { bank: Institution }) {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const [search] = useSearchParams();
	const given = useList("ConsentsApi.consents_of", [firm.number]);
	const basis = useBasis(firm.number);
	const reckoning = useReckoning();
	const { badge: named } = useAskedInstitutions();
	const { data: now, badge: clock } = useAskedNow();
	const { act, state, title } = useAct();
	const [terms, setTerms] = useState<Terms>({ purpose: "Assessment", all: false, days: "30", uses: "3", retention: "90" });
	const [proving, setProving] = useState(false);
	const [wrong, setWrong] = useState<ChainError>();
	const [done, setDone] = useState<string | true>();
	const [tried, setTried] = useState(false);
	if (now === undefined || reckoning.loading) return <Loading of={[given, basis]} />;
	const institution = name("institution", bank.name);
	const card = basis.data?.characteristics.map((one) => one.indicator) ?? [];
	const number = (field: keyof typeof bounds) => Number(terms[field]);
	const isWrong = (field: keyof typeof bounds) => {
		const [least, most] = bounds[field];
		return !Number.isInteger(number(field)) || number(field) < least || number(field) > most;
	};
	const faults = (Object.keys(bounds) as (keyof typeof bounds)[]).filter(isWrong);
	const until = now + number("days") * 86_400;
	const { explained } = reckoning;
	const grade = explained && reckoning.covered && terms.purpose === "Assessment" ? gradeText(explained.grade) : undefined;
	const busy = proving || isBusy(state);

	const submit = async (event: FormEvent) => {
		event.preventDefault();
		setTried(true);
		setWrong(undefined);
		if (faults.length > 0) return;
		const scope: Spec["scope"] =
			terms.all || card.length === 0 ? { type: "All", value: undefined } : { type: "Only", value: card };
		const consent: Spec = {
			institution: bank.id,
			purpose: { type: terms.purpose, value: undefined },
			scope,
			// What the last block said may be older than the next one by its length.
			from: BigInt(now - 60),
			until: BigInt(until),
			uses: number("uses"),
			retention_days: number("retention"),
		};
		const give = call("Consents", "give", { enterprise: firm.number, consent });
		try {
			if (grade) {
				setProving(true);
				const proof = await reckoning.prove(bank.id);
				setProving(false);
				const both = batch([give, call("CreditScoring", "prove_grade", { enterprise: firm.number, proof })]);
				const outcome = await act({ call: both, title: t("firm.consent.act.grade", { institution, grade }), fresh: terms.all });
				if ("events" in outcome) setDone(gradeText(proof.grade));
			} else {
				const outcome = await act({ call: give, title: t("firm.consent.act", { institution }), fresh: terms.all });
				if ("events" in outcome) setDone(true);
			}
		} catch (error) {
			setProving(false);
			setWrong(toChainError(error));
		}
	};

	if (done) {
		const next = search.get("next");
		return (
			<Page title={t("firm.consent.done")}>
				<Progress state={state} title={title} />
				{typeof done === "string" && <p>{t("firm.consent.done.grade", { institution, grade: done })}</p>}
				{explained && <Own explained={explained} />}
				<p>
					<ButtonLink to={next?.startsWith("/firm/") ? next : `/firm/products?bank=${bank.id}`}>{t("firm.consent.products")}</ButtonLink>
				</p>
			</Page>
		);
	}
	const scope = terms.all || card.length === 0 ? t("firm.consent.scope.all") : t("firm.consent.scope.card", { count: card.length });
	const shown = { firm: firm.name, institution, scope, purpose: t(`firm.consent.purpose.${terms.purpose}`) };
	const error = (field: keyof typeof bounds) =>
		tried && isWrong(field) ? t("firm.consent.range", { from: bounds[field][0], to: bounds[field][1] }) : undefined;
	const labels = { days: t("firm.consent.days"), uses: t("firm.consent.uses"), retention: t("firm.consent.retention") };
	return (
		<Page title={t("firm.consent.title", { institution })} back="/firm">
			<Badge badge={worst(reckoning.badge, basis.badge, named, clock)} />
			<ErrorSummary
				errors={tried ? faults.map((field) => ({ field: `consent-${field}`, text: `${labels[field]}: ${error(field)}` })) : []}
			/>
			{faults.length === 0 && (
				<p className="sentence">
					{t("firm.consent.sentence", { ...shown, uses: number("uses"), until: words.day(dayOf(until)), days: number("retention") })}
				</p>
			)}
			<OpenFiles />
			<TooLittle />
			{grade ? <Notice>{t("firm.consent.grade", { grade })}</Notice> : !explained && <p>{t("firm.consent.grade.none")}</p>}
			<form onSubmit={(event) => void submit(event)} noValidate>
				<details open={faults.length > 0 || undefined}>
					<summary>{t("firm.consent.change")}</summary>
					<Field label={t("firm.consent.purpose")}>
						<Select value={terms.purpose} onChange={(event) => setTerms({ ...terms, purpose: event.target.value as Terms["purpose"] })}>
							{purposes.map((purpose) => (
								<option key={purpose} value={purpose}>
									{t(`firm.consent.purpose.${purpose}`)}
								</option>
							))}
						</Select>
					</Field>
					<Field label={t("firm.consent.scope")}>
						<Select value={terms.all ? "all" : "card"} onChange={(event) => setTerms({ ...terms, all: event.target.value === "all" })}>
							<option value="card">{t("firm.consent.scope.card", { count: card.length })}</option>
							<option value="all">{t("firm.consent.scope.all")}</option>
						</Select>
					</Field>
					{(Object.keys(bounds) as (keyof typeof bounds)[]).map((field) => (
						<Field key={field} id={`consent-${field}`} label={labels[field]} error={error(field)}>
							<Input inputMode="numeric" value={terms[field]} onChange={(event) => setTerms({ ...terms, [field]: event.target.value })} />
						</Field>
					))}
				</details>
				<Button type="submit" busy={busy}>
					{grade ? t("firm.consent.do.grade", { grade }) : t("firm.consent.do")}
				</Button>
			</form>
			{proving && <p role="status">{t("firm.grade.proving")}</p>}
			<Progress state={wrong ? { refused: wrong } : state} title={title} />
			<p className="quiet">{t("firm.consent.person")}</p>
			<details>
				<summary>{t("firm.who")}</summary>
				<p>{t("firm.who.text")}</p>
			</details>
		</Page>
	);
}
