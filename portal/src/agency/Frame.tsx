import { Suspense } from "react";
import { Link, NavLink, Outlet, useOutletContext } from "react-router";
import { type Item, useList } from "../chain";
import { useKey } from "../keys";
import { Notice, Page } from "../ui";
import { useWords } from "../words";
import { Name } from "../words/Name";

export type Agency = Item<"AttestationsApi.agencies">;

const PARTS = [
	["/agency", "agency.nav.upload"],
	["/agency/disputes", "agency.nav.disputes"],
	["/agency/outbox", "agency.nav.outbox"],
	["/agency/register", "agency.nav.register"],
] as const;

/** The agency of the key, around its screens. */
export function Frame() {
	const { t, name } = useWords("agency", "firm", "bank");
	const { account, state } = useKey();
	const agencies = useList("AttestationsApi.agencies", account ? [] : null);
	if (state === "none" || !account) return <Nobody text={t("agency.who.open")} />;
	if (!agencies.data) return <Waiting />;
	const agency = agencies.data.find(({ key }) => key === account);
	if (!agency) return <Nobody text={t("agency.who.none")} />;
	return (
		<>
			<section className="bank-bar" aria-label={name(agency.name)}>
				<p className="bank-name">
					<Name of={agency.name} />
				</p>
				<nav aria-label={t("agency.nav.label")}>
					<ul>
						{PARTS.filter(([to]) => to !== "/agency/register" || JSON.stringify(agency.rights).includes("Registrar")).map(([to, id]) => (
							<li key={to}>
								<NavLink to={to} end className={({ isActive }) => (isActive ? "current" : "")}>
									{t(id)}
								</NavLink>
							</li>
						))}
					</ul>
				</nav>
			</section>
			{agency.suspended && (
				<div className="page">
					<Notice kind="warning" title={t("agency.who.suspended")} />
				</div>
			)}
			<Suspense fallback={<Waiting />}>
				<Outlet context={agency} />
			</Suspense>
		</>
	);
}

export const useAgency = () => useOutletContext<Agency>();

export function Waiting() {
	const { t } = useWords();
	return (
		<main className="page" id="main">
			<p role="status">{t("agency.loading")}</p>
		</main>
	);
}

function Nobody({ text }: { text: string }) {
	const { t } = useWords("agency");
	return (
		<Page title={t("agency.who.title")} back="/">
			<p>{text}</p>
			<p>
				<Link to="/key/new">{t("agency.who.openLink")}</Link>
			</p>
		</Page>
	);
}
