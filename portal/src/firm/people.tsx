// Who signs for the firm.

import { Badge, Empty, Facts, Page } from "../ui";
import { useQuestion } from "../chain";
import { useWords } from "../words";
import { currencyText } from "./data";
import { useFirm } from "./firm";

export function People() {
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const enterprise = useQuestion("EnterpriseRegistryApi.enterprise", [firm.number]);
	const { controller, officers } = enterprise.data ?? firm.view;
	return (
		<Page title={t("firm.people.title", { name: firm.name })}>
			<Badge badge={enterprise.badge} checkedAt={enterprise.checkedAt} />
			<Facts
				items={[
					{
						name: t("firm.people.controller"),
						value: (
							<>
								<code className="bytes">{controller}</code> {controller === firm.account && `(${t("firm.people.you")})`}
							</>
						),
					},
				]}
			/>
			<h2>{t("firm.people.officers")}</h2>
			{officers.length === 0 && <Empty>{t("firm.people.officers.none")}</Empty>}
			<ul className="cards cards-wide">
				{officers.map((one) => (
					<li key={one.officer} className="card">
						<code className="bytes">{one.officer}</code>
						<p>
							{words.list(one.duties.map((duty) => t(`firm.duty.${duty.type}`)))} · {t("firm.people.until", { day: words.day(one.until) })}
						</p>
						{one.limits.length > 0 && <p>{words.list(one.limits.map((limit) => words.money(limit.amount, currencyText(limit.currency))))}</p>}
					</li>
				))}
			</ul>
			<p className="quiet">{t("firm.people.lost")}</p>
		</Page>
	);
}
