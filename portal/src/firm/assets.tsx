// What the firm could give as security, and what it is worth to a lender.

import { lazy, Suspense } from "react";
import { refusalText, useWords } from "../words";
import { Empty, Facts, Page } from "../ui";
import { PaperButton } from "../paper";
import { Loading } from "./bits";
import { currencyText } from "./data";
import { useFirm } from "./firm";
import { type Asset, useAssets } from "./use-assets";

const CreditNotes = lazy(async () => ({ default: (await import("./beside")).CreditNotes }));

export function Assets() {
	const firm = useFirm();
	const { t } = useWords("firm");
	const assets = useAssets(firm.number);
	if (!assets) return <Loading />;
	return (
		<Page title={t("firm.assets.title")}>
			{assets.length === 0 && <Empty>{t("firm.assets.none")}</Empty>}
			<ul className="cards cards-wide">
				{assets.map((one) => (
					<One key={String(one.id)} asset={one} />
				))}
			</ul>
		</Page>
	);
}

function One({ asset }: { asset: Asset }) {
	const words = useWords("firm", "errors", "paper");
	const { t } = words;
	const { security } = asset;
	const why = security.success ? undefined : refusalText("asset", security.value.type);
	return (
		<li className="card">
			<h2>
				{t(`firm.assets.kind.${asset.kind.type}`)} {String(asset.id)}
			</h2>
			{asset.right && <p>{asset.right.title}</p>}
			<Facts
				items={[
					{
						name: t("firm.assets.value"),
						value: security.success ? words.money(security.value.lending_value, currencyText(security.value.currency)) : t("firm.assets.worthless"),
					},
					{ name: t("firm.nav.assets"), value: t("firm.assets.liens", { count: asset.liens.length }) },
				]}
			/>
			{asset.liens.map(({ id }) => (
				<div className="row" key={String(id)}>
					<span>{t("paper.lien", { id: String(id) })}</span>
					<PaperButton kind="lien" id={id} file={`lingnan-lien-${id}.pdf`} />
				</div>
			))}
			{asset.receivable && (
				<Suspense fallback={null}>
					<CreditNotes asset={asset} />
				</Suspense>
			)}
			{why && (
				<p>
					{why.why} {why.cure}
				</p>
			)}
		</li>
	);
}
