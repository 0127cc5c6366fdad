// Whose screens these are: the firm that the key controls, chosen once where it controls several.

import { createContext, Suspense, useContext, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { type Answer, type RegistrationNumber, useList, useQuestion } from "../chain";
import { useKey } from "../keys";
import { ButtonLink, Notice, Page } from "../ui";
import { useWords } from "../words";
import { Loading } from "./bits";
import { bareNumber, numberText } from "./numbers";
import "./firm.css";

export interface Firm {
	number: RegistrationNumber;
	/** With its place before it. */
	text: string;
	name: string;
	account: string;
	view: NonNullable<Answer<"EnterpriseRegistryApi.enterprise">>;
}

const Context = createContext<Firm | undefined>(undefined);

/** The firm of these screens. */
export function useFirm(): Firm {
	const firm = useContext(Context);
	if (!firm) throw new Error("outside of a firm's screens");
	return firm;
}

/** Whether a record is of another firm than the one of these screens: a link can lead to any number. */
export const isOther = (firm: Pick<Firm, "text">, number: RegistrationNumber) => numberText(number) !== firm.text;

/** The firm that a record belongs to, with its name as far as it is known. */
export function useOwner(number: RegistrationNumber | undefined): { number: string; name: string; other: boolean } | undefined {
	const firm = useFirm();
	const other = number !== undefined && isOther(firm, number);
	const view = useQuestion("EnterpriseRegistryApi.enterprise", other ? [number] : null).data;
	return number && { number: bareNumber(number), name: other ? (view?.legal_name ?? "…") : firm.name, other };
}

/** Says so where a record belongs to another firm. */
export function Others({ of }: { of: RegistrationNumber }) {
	const { t } = useWords("firm");
	const firm = useFirm();
	const owner = useOwner(of);
	return owner?.other ? <Notice kind="warning">{t("firm.others", { firm: `${owner.name} · ${owner.number}`, own: firm.name })}</Notice> : null;
}

/** Where the choice among several firms is kept while the page is open. */
export const chosenKey = "firm";

/** What stands around each screen of a firm. */
export function FirmScreens() {
	const { t } = useWords("firm");
	const key = useKey();
	const numbers = useList("EnterpriseRegistryApi.enterprises_of", key.account ? [key.account] : null);
	const [chosen, choose] = useState(() => sessionStorage.getItem(chosenKey));
	const number = numbers.data?.find((one) => numberText(one) === chosen) ?? numbers.data?.[0];
	if (!key.account) return <NoKey />;
	if (!numbers.data) return <Loading of={[numbers]} />;
	if (!number) {
		return (
			<Page title={t("firm.none.title")}>
				<p>{t("firm.none.text")}</p>
			</Page>
		);
	}
	const pick = (text: string) => {
		sessionStorage.setItem(chosenKey, text);
		choose(text);
	};
	return <OfFirm key={numberText(number)} account={key.account} number={number} numbers={numbers.data} pick={pick} />;
}

/** Leads to the screens of keys and back: who has none makes one first. */
export function NoKey() {
	const { t } = useWords("firm");
	const { pathname, search } = useLocation();
	const then = `?then=${encodeURIComponent(pathname + search)}`;
	return (
		<Page title={t("firm.key.title")}>
			<p>{t("firm.key.text")}</p>
			<p className="row">
				<ButtonLink to={`/key/new${then}`}>{t("firm.key.make")}</ButtonLink>
				<Link to={`/key/open${then}`}>{t("firm.key.open")}</Link>
			</p>
		</Page>
	);
}

const screens = ["home", "consents", "grade", "products", "applications", "loans", "assets", "people"] as const;

function OfFirm(props: { account: string; number: RegistrationNumber; numbers: RegistrationNumber[]; pick(text: string): void }) {
	const { account, number, numbers, pick } = props;
	const { t } = useWords("firm");
	const asked = useQuestion("EnterpriseRegistryApi.enterprise", [number]);
	const view = asked.data;
	if (!view) return <Loading of={[asked]} />;
	const firm: Firm = { number, text: numberText(number), name: view.legal_name, account, view };
	return (
		<Context.Provider value={firm}>
			<nav className="firm-nav" aria-label={t("firm.nav.label")}>
				{numbers.length > 1 && (
					<label>
						{t("firm.nav.firm")}{" "}
						<select value={firm.text} onChange={(event) => pick(event.target.value)}>
							{numbers.map((one) => (
								<option key={numberText(one)}>{numberText(one)}</option>
							))}
						</select>
					</label>
				)}
				<ul>
					{screens.map((screen) => (
						<li key={screen}>
							<NavLink to={screen === "home" ? "/firm" : `/firm/${screen}`} end={screen === "home"}>
								{t(`firm.nav.${screen}`)}
							</NavLink>
						</li>
					))}
				</ul>
			</nav>
			{view.status.type !== "Active" && <Notice kind="warning">{t(`firm.status.${view.status.type}`)}</Notice>}
			<Suspense fallback={<Loading />}>
				<Outlet />
			</Suspense>
		</Context.Provider>
	);
}
