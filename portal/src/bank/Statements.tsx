import { type Item, type RegistrationNumber, useList } from "../chain";
import { useName } from "../firm/names";
import { figure } from "../firm/ranges";
import { Badge, Day, Empty, Table, worst } from "../ui";
import { useWords } from "../words";
import { Name } from "../words/Name";
import { useBankHere } from "./here";

type Statement = Item<"AttestationsApi.attestations">;
type Consent = Item<"ConsentsApi.consents_of">;

const covers = ({ scope }: Consent, indicator: number) => scope.type === "All" || scope.value.includes(indicator);

function standingOf({ counts, standing }: Statement): string {
	if (standing.type === "Disputed" || standing.type === "Revoked") return standing.type;
	return counts ? "Live" : "Expired";
}

/** What agencies say, as far as the firm lets the bank look. What is sealed stays so. */
export function Statements({ enterprise }: { enterprise: RegistrationNumber }) {
	const words = useWords("bank");
	const { t, time } = words;
	const unitOf = useName();
	const bank = useBankHere();
	const consents = useList("ConsentsApi.consents_of", [enterprise]);
	const statements = useList("AttestationsApi.attestations", [enterprise]);
	const mine = consents.data?.filter(({ institution, usable }) => institution === bank.id && usable);
	const seen = statements.data?.filter(({ indicator }) => mine?.some((consent) => covers(consent, indicator)));
	const value = (one: Statement) => (one.value.type === "Open" ? figure(one.value.value, { unit: one.unit, edges: [] }, words, (unit) => unitOf("unit", unit)) : t("bank.file.sealed"));
	return (
		<section>
			<h2>{t("bank.file.statements")}</h2>
			<p>
				<Badge badge={worst(consents.badge, statements.badge)} checkedAt={statements.checkedAt} />
			</p>
			{mine?.length === 0 && <Empty>{t("bank.file.noConsent")}</Empty>}
			{mine?.map((consent) => (
				<p key={String(consent.id)}>
					{t("bank.file.consent", {
						number: String(consent.id),
						purpose: t("bank.purpose", { purpose: consent.purpose.type }),
						uses: consent.uses_left,
						until: time(Number(consent.until) * 1000),
						days: consent.retention_days,
					})}
				</p>
			))}
			{seen && seen.length > 0 && (
				<details>
					<summary>
						{t("bank.file.statements")} ({seen.length})
					</summary>
					<p className="hint">{t("bank.file.sealedHint")}</p>
					<Table
						caption={t("bank.file.statements")}
						rows={seen}
						rowKey={({ indicator }) => indicator}
						columns={[
							{ key: "name", title: t("bank.file.indicator"), cell: ({ name }) => <Name of={name} /> },
							{ key: "value", title: t("bank.file.value"), cell: value },
							{ key: "standing", title: t("bank.col.state"), cell: (one) => t("bank.file.standing", { standing: standingOf(one) }) },
							{ key: "period", title: t("bank.file.periodEnd"), cell: ({ period_end }) => <Day value={period_end} /> },
							{ key: "until", title: t("bank.file.validUntil"), cell: ({ expires }) => time(Number(expires) * 1000) },
						]}
					/>
				</details>
			)}
		</section>
	);
}
