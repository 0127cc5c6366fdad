// What the firm could give as security, and what it is worth to a lender.

import { type Answer, useList, useQuestion } from "../chain";
import { Badge, Empty, Facts, Page } from "../ui";
import { useWords } from "../words";
import { Loading } from "./bits";
import { currencyText } from "./data";
import { useFirm } from "./firm";

type Asset = NonNullable<Answer<"CollateralApi.asset">>;

export function Assets() {
	const firm = useFirm();
	const { t } = useWords("firm");
	const numbers = useList("CollateralApi.assets_of", [firm.number]);
	if (!numbers.data) return <Loading of={[numbers]} />;
	return (
		<Page title={t("firm.assets.title")}>
			<Badge badge={numbers.badge} checkedAt={numbers.checkedAt} />
			{numbers.data.length === 0 && <Empty>{t("firm.assets.none")}</Empty>}
			<ul className="cards cards-wide">
				{numbers.data.map((id) => (
					<One key={String(id)} id={id} />
				))}
			</ul>
		</Page>
	);
}

function One({ id }: { id: bigint }) {
	const words = useWords("firm");
	const { t } = words;
	const asset: Asset | undefined = useQuestion("CollateralApi.asset", [id]).data;
	if (!asset) return <li className="card">{t("ui.loading")}</li>;
	const { security } = asset;
	return (
		<li className="card">
			<h2>
				{t(`firm.assets.kind.${asset.kind.type}`)} {String(id)}
			</h2>
			{asset.right && <p>{asset.right.title}</p>}
			<Facts
				items={[
					...(security.success
						? [{ name: t("firm.assets.value"), value: words.money(security.value.lending_value, currencyText(security.value.currency)) }]
						: []),
					{ name: t("firm.nav.assets"), value: t("firm.assets.liens", { count: asset.liens.length }) },
				]}
			/>
		</li>
	);
}
