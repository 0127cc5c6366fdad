import { Suspense, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { useKey } from "../keys";
import { Button, ErrorSummary, Field, Input, Notice, Page } from "../ui";
import { useWords } from "../words";
import { Name } from "../words/Name";
import { readAccount } from "./accounts";
import { accountOfOfficers, keepOfficers, useBank } from "./bank";
import { useList } from "../chain";

const PARTS = [
	["/bank", "bank.nav.inbox"],
	["/bank/loans", "bank.nav.portfolio"],
	["/bank/lines", "bank.nav.lines"],
	["/bank/payments", "bank.nav.payments"],
	["/bank/approve", "bank.nav.approvals"],
	["/bank/products", "bank.nav.products"],
	["/bank/deletions", "bank.nav.deletions"],
] as const;

/** The bank of the key, around its screens. */
export function Frame() {
	const { t, name } = useWords("bank");
	const { bank, known } = useBank();
	const { state } = useKey();
	const { pathname } = useLocation();
	if (state === "none") return <NoKey />;
	if (!known) return <Waiting />;
	if (!bank) return <Who />;
	const current = (to: string) => (to === "/bank" ? pathname === "/bank" || pathname.startsWith("/bank/application") || pathname === "/bank/closed" : pathname.startsWith(to));
	return (
		<>
			<section className="bank-bar" aria-label={name(bank.name)}>
				<p className="bank-name">
					<Name of={bank.name} />
				</p>
				<nav aria-label={t("bank.nav.label")}>
					<ul>
						{PARTS.filter(([to]) => to !== "/bank/approve" || bank.officers).map(([to, id]) => (
							<li key={to}>
								<NavLink to={to} end className={current(to) ? "current" : undefined} aria-current={current(to) ? "page" : undefined}>
									{t(id)}
								</NavLink>
							</li>
						))}
					</ul>
				</nav>
				{bank.officers && (
					<p className="hint">
						{t("bank.who.several", { threshold: bank.officers.threshold, members: bank.officers.members.length })}{" "}
						<button type="button" className="link" onClick={() => keepOfficers(undefined)}>
							{t("bank.who.forget")}
						</button>
					</p>
				)}
			</section>
			{bank.suspended && (
				<div className="page">
					<Notice kind="warning" title={t("bank.who.suspended")} />
				</div>
			)}
			<Suspense fallback={<Waiting />}>
				<Outlet context={bank} />
			</Suspense>
		</>
	);
}

export function Waiting() {
	const { t } = useWords();
	return (
		<main className="page" id="main">
			<p role="status">{t("bank.loading")}</p>
		</main>
	);
}

function NoKey() {
	const { t } = useWords("bank");
	return (
		<Page title={t("bank.who.title")} back="/">
			<p>{t("bank.who.open")}</p>
			<p>
				<Link to="/key/new">{t("bank.who.openLink")}</Link>
			</p>
		</Page>
	);
}

/** Several people sign together, and the chain has their common account alone: who they are is asked once. */
function Who() {
	const { t } = useWords("bank");
	const { account } = useKey();
	const institutions = useList("FinancingApi.institutions", []);
	const [text, setText] = useState(account ?? "");
	const [threshold, setThreshold] = useState("2");
	const [errors, setErrors] = useState<{ field: string; text: string }[]>([]);
	const find = () => {
		const lines = text.split("\n").map((line) => line.trim());
		const bad = lines.findIndex((line) => line !== "" && !readAccount(line));
		if (bad >= 0) return setErrors([{ field: "members", text: t("bank.who.badLine", { line: bad + 1 }) }]);
		const members = [...new Set(lines.filter(Boolean).map((line) => readAccount(line)!))];
		if (!account || !members.includes(account)) return setErrors([{ field: "members", text: t("bank.who.notAmong") }]);
		const needed = Number(threshold);
		if (!Number.isInteger(needed) || needed < 2 || needed > members.length || members.length > 20) {
			return setErrors([{ field: "threshold", text: t("bank.who.few") }]);
		}
		const officers = { members, threshold: needed };
		if (!institutions.data?.some(({ key }) => key === accountOfOfficers(officers))) return setErrors([{ field: "members", text: t("bank.who.noBank") }]);
		keepOfficers(officers);
	};
	const errorOf = (field: string) => errors.find((one) => one.field === field)?.text;
	return (
		<Page title={t("bank.who.title")} back="/">
			<ErrorSummary errors={errors} />
			<p>{t("bank.who.none")}</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					find();
				}}
			>
				<Field id="members" label={t("bank.who.members")} error={errorOf("members")}>
					<textarea rows={4} value={text} onChange={({ target }) => setText(target.value)} spellCheck={false} />
				</Field>
				<Field id="threshold" label={t("bank.who.threshold")} error={errorOf("threshold")}>
					<Input inputMode="numeric" value={threshold} onChange={({ target }) => setThreshold(target.value)} />
				</Field>
				<Button type="submit">{t("bank.who.find")}</Button>
			</form>
		</Page>
	);
}
