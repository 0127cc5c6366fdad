import { useList } from "../chain";
import { Amount, Badge, Empty, errorText, Notice, Page, worst } from "../ui";
import { Name, useWords } from "../words";

/** What banks offer, for everybody: a firm looks before it makes a key. */
export function Products() {
	const { t } = useWords();
	const products = useList("FinancingApi.products", []);
	const institutions = useList("FinancingApi.institutions", []);
	const name = new Map(institutions.data?.map((one) => [one.id, one.name]));
	const open = products.data?.filter(({ open }) => open);
	return (
		<Page title={t("app.products.title")} back="/">
			<p>
				<Badge badge={worst(products.badge, institutions.badge)} checkedAt={products.checkedAt} />
			</p>
			{products.error && <Notice kind="bad" title={errorText(products.error).title} />}
			{!open && !products.error && <p role="status">{t("ui.loading")}</p>}
			{open?.length === 0 && <Empty>{t("app.products.none")}</Empty>}
			<ul className="cards">
				{open?.map(({ id, institution, spec }) => (
					<li className="card" key={id}>
						<h2>
							<Name of={spec.name} />
						</h2>
						<p>
							<Name of={name.get(institution) ?? ""} />
						</p>
						<p>
							<Amount value={spec.min_amount} currency={spec.currency} /> – <Amount value={spec.max_amount} currency={spec.currency} />
						</p>
					</li>
				))}
			</ul>
		</Page>
	);
}
