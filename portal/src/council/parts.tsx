// What the council's screens share: names in sentences, time left, what a motion says.

import { useCallback } from "react";
import { Link } from "react-router";
import { type Call, useList, useStorage } from "../chain";
import { Facts, Notice, Progress } from "../ui";
import { type Currency, useWords } from "../words";
import { type CouncilActing, useWaiting } from "./council";
import { fieldsOf, motionOf, type Part, parameterOf, partsOf, short, tell } from "./sentences";
import { spanOf } from "./votes";

/** A moment as a span from now, in words. */
export function useSpan(): (seconds: number) => string {
	const { t } = useWords("council");
	return useCallback((seconds: number) => t("council.span", { ...spanOf(seconds) }), [t]);
}

/** Whose account this is, of those that sit in the councils. */
export function useWho(): (account: string) => string {
	const { name } = useWords("council");
	const agencies = useList("AttestationsApi.agencies", []);
	const institutions = useList("FinancingApi.institutions", []);
	return (account) => {
		const found = agencies.data?.find(({ key }) => key === account) ?? institutions.data?.find(({ key }) => key === account);
		return found ? name(found.name) : short(account);
	};
}

/** A call as a sentence in the reader's language; of others the name that the chain has for it. */
export function useSentence(): (what: Call) => string {
	const { t, name, money, share } = useWords("council");
	const who = useWho();
	const agencies = useList("AttestationsApi.agencies", []);
	const institutions = useList("FinancingApi.institutions", []);
	const indicators = useList("AttestationsApi.indicators", []);
	const scorecards = useList("CreditScoringApi.scorecards", []);
	const { acts } = useWaiting();
	const nameOf = (of: "institution" | "agency" | "indicator" | "scorecard", id: number): string => {
		if (of === "scorecard") {
			const card = scorecards.data?.find((one) => one.id === id);
			return card ? `${id} (${card.spec.name})` : String(id);
		}
		const found = { agency: agencies, institution: institutions, indicator: indicators }[of].data?.find((one) => one.id === id);
		return found ? name(found.name) : String(id);
	};
	const said = (part: Part): string | number | bigint => {
		if (typeof part !== "object") return part;
		if ("of" in part) return nameOf(part.of, part.id);
		if ("account" in part) return who(part.account);
		if ("act" in part) {
			// What it does while it waits; afterwards its hash is all there is.
			const waiting = acts?.find(({ act }) => act === part.act)?.call;
			return waiting ? motionOf(waiting).acts.map(sentence).join(" ") : short(part.act);
		}
		if ("money" in part) return money(part.money, part.currency.toUpperCase() as Currency);
		if ("share" in part) return share(part.share, "bp");
		return t(part.word, part.values);
	};
	function sentence(what: Call): string {
		const told = tell(what);
		if (!told) return t("council.say.other", { call: partsOf(what).name });
		return t(told.id, Object.fromEntries(Object.entries(told.parts).map(([key, part]) => [key, said(part)])));
	}
	return sentence;
}

/** All that a motion or an act is to do, in one line. */
export function useMotionText(): (what: Call | undefined) => string {
	const { t, lang } = useWords("council");
	const sentence = useSentence();
	// Chinese sentences follow each other without a blank.
	const blank = lang.startsWith("zh") ? "" : " ";
	return (what) => {
		if (!what) return t("council.unreadable");
		const { acts } = motionOf(what);
		const [first] = acts;
		if (!first) return t("council.nothing");
		return acts.length <= 3 ? acts.map(sentence).join(blank) : t("council.many", { first: sentence(first), n: acts.length - 1 });
	};
}

/** Each act of a motion, of one alone what the heading does not say; those without a sentence as fields, and beneath it the call as it is. */
export function Acts({ what }: { what: Call }) {
	const { t } = useWords("council");
	const sentence = useSentence();
	const { acts } = motionOf(what);
	return (
		<>
			<ul className={acts.length > 1 ? "council-acts" : "council-acts council-one"}>
				{acts.map((act, index) => (
					<li key={index}>
						{acts.length > 1 && <p>{sentence(act)}</p>}
						{partsOf(act).name === "Parameters.set_parameter" && <FromTo act={act} />}
						{!tell(act) && <Facts items={fieldsOf(act).map(([name, value]) => ({ name, value }))} />}
					</li>
				))}
			</ul>
			<details>
				<summary>{t("council.raw")}</summary>
				{acts.map((act, index) => (
					<div key={index}>
						<p>
							<code>{partsOf(act).name}</code>
						</p>
						<Facts items={fieldsOf(act).map(([name, value]) => ({ name, value: <span className="council-value">{value}</span> }))} />
					</div>
				))}
			</details>
		</>
	);
}

/** What a parameter is now, and what it would be. */
function FromTo({ act }: { act: Call }) {
	const { t } = useWords("council");
	const { group, name, value } = parameterOf(partsOf(act).args);
	const { data, loading } = useStorage("Parameters.Parameters", [{ type: group, value: { type: name, value: undefined } } as never]);
	const now = (data as { value?: { value?: unknown } } | undefined)?.value?.value;
	if (loading) return null;
	return (
		<p className="hint" data-from-to>
			{t("council.fromTo", { from: now === undefined ? t("council.preset") : String(now), to: value ?? t("council.preset") })}
		</p>
	);
}

/** How far what a member did is; of officers who sign together the first one's signature is not enough. */
export function Acted({ acting: { state, title, waits } }: { acting: CouncilActing }) {
	const { t } = useWords("bank");
	const there = state === "inBlock" || state === "final";
	return (
		<>
			<Progress state={state} title={title} />
			{there && waits && (
				<Notice kind="info" title={t("bank.act.waits")}>
					<p>
						<Link to="/bank/approve">{t("bank.act.waitsLink")}</Link>
					</p>
				</Notice>
			)}
		</>
	);
}
