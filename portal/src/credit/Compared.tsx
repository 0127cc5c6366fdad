import { useWords } from "../words";
import { useConditionFacts } from "../bank/Sheet";
import { keyOf } from "../chain/useQuestion";
import type { Conditions } from "./amendments";

/** What holds beside what is proposed, every condition of it: what changes is marked, in words too. */
export function Compared({ before, after, currency, label }: { before: Conditions; after: Conditions; currency: string; label: string }) {
	const { t } = useWords("credit", "bank");
	const facts = useConditionFacts();
	const [old, fresh] = [facts(before, currency), facts(after, currency)];
	return (
		<section className="compare">
			<div className="compare-box" role="region" aria-label={label} tabIndex={0}>
				<table>
					<thead>
						<tr>
							<th scope="col">
								<span className="hidden">{t("bank.offer.conditions")}</span>
							</th>
							<th scope="col">{t("credit.now")}</th>
							<th scope="col">{t("credit.proposed")}</th>
						</tr>
					</thead>
					<tbody>
						{old.map(({ key, name, value, raw }, index) => {
							const changed = keyOf(raw) !== keyOf(fresh[index]!.raw);
							return (
								<tr key={key} className={changed ? "changed" : undefined}>
									<th scope="row">
										{name}
										{changed && <span className="hint"> {t("credit.changes")}</span>}
									</th>
									<td>{value}</td>
									<td>{fresh[index]!.value}</td>
								</tr>
							);
						})}
					</tbody>
				</table>
			</div>
		</section>
	);
}
