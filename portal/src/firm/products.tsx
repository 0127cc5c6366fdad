// Which products fit, what each costs, and what would make the others fit. Compared in this browser: nobody learns the wish.

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useList, useQuestion } from "../chain";
import { type Match, matchProducts } from "../rules";
import { Badge, Button, ButtonLink, Choice, Empty, Facts, Field, Input, Notice, Page, Select } from "../ui";
import { useWords } from "../words";
import { Waiting } from "./bits";
import { readAmount } from "./amount";
import { currencyText, gradeText, percent, type Product, useInstitutions, worst } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";
import { type Asset, useAssets } from "./use-assets";
import { currencies, methods, readWish, type Request, requestOf, tenorOf, uses, type Wish, writeWish } from "./request";

/** All that a match is made of, but for the wish. */
function useMarket() {
	const { number, view } = useFirm();
	const ratings = useQuestion("CreditScoringApi.ratings", [number]);
	const cards = useList("CreditScoringApi.scorecards", []);
	const headroom = useQuestion("FinancingApi.headroom", [number]);
	const ownHeadroom = useList("FinancingApi.own_headroom", [number]);
	const institutions = useList("FinancingApi.institutions", []);
	const products = useList("FinancingApi.products", []);
	const asked = [ratings, cards, headroom, ownHeadroom, institutions, products];
	const known = ratings.data && cards.data && headroom.data && ownHeadroom.data && institutions.data && products.data && {
		enterprise: view,
		rating: ratings.data.champion,
		has_champion: cards.data.some((one) => one.champion),
		headroom: headroom.data,
		own_headroom: ownHeadroom.data,
		institutions: institutions.data,
		products: products.data,
	};
	return { known, asked, badge: worst(...asked.map((one) => one.badge)) };
}

export type Market = NonNullable<ReturnType<typeof useMarket>["known"]>;

/** Of what a match depends on, what can change while the screen is open. */
const fingerprintOf = ({ rating, products, headroom }: Market) =>
	[rating?.made_at, rating?.current, products.length, products.filter((one) => one.open).length, headroom.today].join();

interface Found {
	matches: Match[];
	/** An asset that cannot secure such a loan. */
	unusable?: bigint | undefined;
}

function useMatches(request: Request | undefined, market: Market | undefined, assets: Asset[] | undefined) {
	return useQuery({
		queryKey: ["match", market && fingerprintOf(market), request && JSON.stringify(request, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one))],
		queryFn: async (): Promise<Found> => {
			const found = await matchProducts({ ...market!, request: request!, assets: assets!.filter((one) => request!.security.includes(one.id)) });
			if ("matches" in found) return { matches: found.matches };
			return { matches: [], unusable: "asset" in found ? found.asset : undefined };
		},
		enabled: request !== undefined && market !== undefined && assets !== undefined,
		staleTime: Infinity,
		gcTime: 0,
		placeholderData: (before: Found | undefined) => before,
		retry: false,
	});
}

export function Products() {
	const words = useWords("firm");
	const { t } = words;
	const { number, view } = useFirm();
	const [search, setSearch] = useSearchParams();
	const wish = readWish(search, view.jurisdiction.type);
	const set = (change: Partial<Wish>) => setSearch(`${writeWish({ ...wish, ...change })}${search.has("bank") ? `&bank=${search.get("bank")}` : ""}`, { replace: true });
	const request = requestOf(useDeferredValue(wish));
	const { known, asked, badge } = useMarket();
	const assets = useAssets(number);
	const { data: found } = useMatches(request, known, assets);
	const matches = found?.matches;
	const bank = Number(search.get("bank") ?? Number.NaN);
	const only = known?.institutions.find((one) => one.id === bank);
	const name = useName();
	const assetText = (one: Asset) => `${t(`firm.assets.kind.${one.kind.type}`)} ${one.id}${one.right ? `: ${one.right.title}` : ""}`;
	const worth = (one: Asset) =>
		one.security.success ? t("firm.assets.worth", { value: words.money(one.security.value.lending_value, currencyText(one.security.value.currency)) }) : t("firm.assets.worthless");
	const amountError = readAmount(wish.amount) === undefined ? t("firm.products.amount.bad") : undefined;
	const tenorError = tenorOf(wish) === undefined ? t("firm.consent.range", { from: 1, to: 360 }) : undefined;
	return (
		<Page title={t("firm.products.title")} wide>
			<Badge badge={badge} />
			{known && !known.rating?.current && (
				<Notice kind="warning" title={t("firm.products.noGrade")}>
					<p>
						<ButtonLink to="/firm/consent">{t("firm.home.next.consent")}</ButtonLink>
					</p>
				</Notice>
			)}
			{wish.line !== undefined && <Notice title={t("firm.products.line", { line: String(wish.line) })} />}
			{wish.renews !== undefined && <Notice title={t("firm.products.renews", { loan: String(wish.renews) })} />}
			<form className="wish" onSubmit={(event) => event.preventDefault()} noValidate>
				<Field label={t("firm.products.amount")} error={amountError}>
					<Input inputMode="decimal" defaultValue={wish.amount} autoComplete="off" onChange={(event) => set({ amount: event.target.value })} />
				</Field>
				<Field label={t("firm.products.currency")}>
					<Select value={wish.currency} onChange={(event) => set({ currency: event.target.value as Wish["currency"] })}>
						{currencies.map((one) => (
							<option key={one} value={one}>
								{one.toUpperCase()}
							</option>
						))}
					</Select>
				</Field>
				<Field label={t("firm.products.tenor")} error={tenorError}>
					<Input inputMode="numeric" defaultValue={wish.tenor} autoComplete="off" onChange={(event) => set({ tenor: event.target.value })} />
				</Field>
				<Field label={t("firm.products.method")}>
					<Select value={wish.method} onChange={(event) => set({ method: event.target.value as Wish["method"] })}>
						{methods.map((one) => (
							<option key={one} value={one}>
								{t(`firm.method.${one}`)}
							</option>
						))}
					</Select>
				</Field>
				<Field label={t("firm.products.use")}>
					<Select value={wish.use} onChange={(event) => set({ use: event.target.value as Wish["use"] })}>
						{uses.map((one) => (
							<option key={one} value={one}>
								{t(`firm.use.${one}`)}
							</option>
						))}
					</Select>
				</Field>
				{assets && assets.length > 0 && (
					<Choice
						several
						legend={t("firm.products.security")}
						name="security"
						value={wish.security.map(String)}
						onChange={(chosen) => set({ security: chosen.map(BigInt) })}
						options={assets.map((one) => ({ value: String(one.id), label: assetText(one), hint: worth(one) }))}
					/>
				)}
			</form>
			{found?.unusable !== undefined && <Notice kind="warning">{t("firm.products.security.unusable", { id: String(found.unusable) })}</Notice>}
			{only && (
				<p>
					{t("firm.products.only", { institution: name("institution", only.name) })} <Link to={`?${writeWish(wish)}`}>{t("firm.products.all")}</Link>
				</p>
			)}
			{!known ? (
				<Waiting of={asked} />
			) : request && matches ? (
				<Matches matches={only ? matches.filter((one) => one.institution === only.id) : matches} market={known} request={request} wish={wish} />
			) : (
				request && <p role="status">{t("firm.products.matching", { count: known.products.length })}</p>
			)}
		</Page>
	);
}

const PAGE = 8;

function Matches({ matches, market, request, wish }: { matches: Match[]; market: Market; request: Request; wish: Wish }) {
	const { t } = useWords("firm");
	const [shown, setShown] = useState(PAGE);
	const [refusedShown, setRefusedShown] = useState(PAGE);
	const products = new Map(market.products.map((one) => [one.id, one]));
	const fit = matches.filter((one) => one.eligible);
	const refused = matches.filter((one) => !one.eligible).sort((a, b) => a.refusals.length - b.refusals.length);
	return (
		<>
			<section aria-labelledby="fit">
				<h2 id="fit">{t("firm.products.fit", { count: fit.length })}</h2>
				{fit.length === 0 ? <Empty>{t("firm.products.none")}</Empty> : <p className="quiet">{t("firm.products.order")}</p>}
				<ul className="cards">
					{fit.slice(0, shown).map((one) => (
						<Fit key={one.product} match={one} product={products.get(one.product)} wish={wish} />
					))}
				</ul>
				{fit.length > shown && (
					<Button kind="secondary" onClick={() => setShown(shown + 4 * PAGE)}>
						{t("firm.products.more", { count: Math.min(fit.length - shown, 4 * PAGE) })}
					</Button>
				)}
			</section>
			{refused.length > 0 && (
				<details className="refused">
					<summary>
						{t("firm.products.refused", { count: refused.length })} · {t("firm.products.refused.why")}
					</summary>
					<ul className="cards">
						{refused.slice(0, refusedShown).map((one) => (
							<NoFit key={one.product} match={one} product={products.get(one.product)} market={market} request={request} />
						))}
					</ul>
					{refused.length > refusedShown && (
						<Button kind="secondary" onClick={() => setRefusedShown(refusedShown + 4 * PAGE)}>
							{t("firm.products.more", { count: Math.min(refused.length - refusedShown, 4 * PAGE) })}
						</Button>
					)}
				</details>
			)}
		</>
	);
}

function Heading({ match, product }: { match: Match; product: Product }) {
	const name = useName();
	const institutions = useInstitutions();
	return (
		<>
			<h3>{name("product", product.spec.name)}</h3>
			<p className="quiet">{name("institution", institutions?.get(match.institution)?.name ?? "")}</p>
		</>
	);
}

function Fit({ match, product, wish }: { match: Match; product: Product | undefined; wish: Wish }) {
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const { price } = match;
	if (!product || !price) return null;
	const currency = currencyText(product.spec.currency);
	return (
		<li className="card">
			<Heading match={match} product={product} />
			<p className="price">
				<strong>{percent(price.all_in.simple, words.lang)}</strong> {t("firm.products.allIn")}
			</p>
			<Facts
				items={[
					{ name: t("firm.products.cost"), value: <span className="amount">{words.money(price.expected_cost, currency, "figure")}</span> },
					{ name: t("firm.products.rate"), value: percent(BigInt(match.expected_rate) * 10_000n, words.lang) },
					{ name: t("firm.products.days"), value: t("firm.products.days.n", { days: match.decision_days }) },
				]}
			/>
			<ButtonLink to={`/firm/apply/${product.id}?${writeWish(wish)}`}>
				{t("firm.products.apply")}
				<span className="hidden"> {name("product", product.spec.name)}</span>
			</ButtonLink>
		</li>
	);
}

function NoFit(props: { match: Match; product: Product | undefined; market: Market; request: Request }) {
	const { match, product } = props;
	const cure = useCure();
	if (!product) return null;
	return (
		<li className="card">
			<Heading match={match} product={product} />
			<ul>
				{match.refusals.map((one) => (
					<li key={one.type}>{cure(one.type, product, props.market, props.request)}</li>
				))}
			</ul>
		</li>
	);
}

/** What would cure a refusal, with the product's own figures. */
function useCure() {
	const words = useWords("firm");
	const { t } = words;
	return (refusal: Match["refusals"][number]["type"], product: Product, market: Market, request: Request): string => {
		const currency = currencyText(product.spec.currency);
		const room = (rooms: readonly { currency: { type: string }; amount: bigint }[]) =>
			rooms.find((one) => one.currency.type === request.currency.type)?.amount ?? 0n;
		const own = market.own_headroom.filter((one) => one.institution === product.institution);
		const values: Partial<Record<typeof refusal, Record<string, string | number>>> = {
			CurrencyNotOffered: { currency },
			SecurityInOtherCurrency: { currency },
			AmountTooLow: { amount: words.money(product.spec.min_amount, currency) },
			AmountTooHigh: { amount: words.money(product.spec.max_amount, currency) },
			TenorTooShort: { months: product.spec.min_tenor },
			TenorTooLong: { months: product.spec.max_tenor },
			EnterpriseTooYoung: { months: product.spec.minimum_age_months },
			MethodNotOffered: { methods: words.list(product.spec.methods.map((one) => t(`firm.method.${one.type}`)), "or") },
			UseNotServed: { uses: words.list(product.spec.uses.map((one) => t(`firm.use.${one.type}`)), "or") },
			GradeTooLow: { grade: gradeText(product.spec.worst_grade) },
			CoverageTooLow: { share: words.share(product.spec.minimum_coverage, "bp") },
			SecurityNeeded: { kinds: words.list(product.spec.security.map((one) => t(`firm.assets.kind.${one.type}`)), "or") },
			SecurityNotAccepted: { kinds: words.list(product.spec.security.map((one) => t(`firm.assets.kind.${one.type}`)), "or") },
			EnterpriseLimitReached: { amount: words.money(room(market.headroom.together), currencyText(request.currency)) },
			InstitutionLimitReached: { amount: words.money(room(own), currencyText(request.currency)) },
		};
		return t(`firm.cure.${refusal}`, values[refusal] ?? {});
	};
}
