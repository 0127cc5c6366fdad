import { Link } from "react-router";
import { useRoles } from "../chain";
import { useKey } from "../keys";
import { Page } from "../ui";
import { useWords } from "../words";

const ROLES = ["firm", "bank", "guarantor", "agency", "regulator", "council", "check"] as const;

/** Who are you? What the key speaks for comes first. */
export function Home() {
	const { t } = useWords();
	const { state } = useKey();
	const roles = useRoles();
	const mine: Record<(typeof ROLES)[number], boolean> = {
		firm: roles.firms.length > 0,
		bank: roles.institution !== undefined,
		guarantor: roles.guarantor !== undefined,
		agency: roles.agency !== undefined,
		regulator: roles.regulator,
		council: roles.councillor,
		check: false,
	};
	const sorted = [...ROLES].sort((one, other) => Number(mine[other]) - Number(mine[one]));
	return (
		<Page title={t("app.home.title")}>
			<ul className="roles">
				{sorted.map((role) => (
					<li key={role}>
						<Link to={`/${role}`} className={mine[role] ? "mine" : undefined}>
							<strong>{t(`app.home.${role}`)}</strong>
							<span>{t(`app.home.${role}.what`)}</span>
							{mine[role] && <span> · {t("app.home.mine")}</span>}
						</Link>
					</li>
				))}
			</ul>
			{state === "none" && <p className="hint">{t("app.home.noKey")}</p>}
			<p>
				<Link to="/products">{t("app.home.products")}</Link>
			</p>
		</Page>
	);
}
