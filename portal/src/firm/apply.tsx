// Check your answers, then send the application.

import { lazy, Suspense, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { call, useAct, useList } from "../chain";
import { Badge, Button, ButtonLink, Facts, Notice, Page, Progress } from "../ui";
import { useWords } from "../words";
import { isBusy, Loading } from "./bits";
import { currencyText, dayOf, useAskedInstitutions, useAskedNow, worst } from "./data";
import { useFirm } from "./firm";
import { useName } from "./names";
import { readWish, requestOf, writeWish } from "./request";

const Fits = lazy(async () => ({ default: (await import("./beside")).Fits }));
const AtOnce = lazy(async () => ({ default: (await import("./beside")).AtOnce }));

export function Apply() {
	const id = Number(useParams().product);
	const [search] = useSearchParams();
	const firm = useFirm();
	const words = useWords("firm");
	const { t } = words;
	const name = useName();
	const products = useList("FinancingApi.products", []);
	const consents = useList("ConsentsApi.consents_of", [firm.number]);
	const [{ data: institutions, badge: named }, { data: now, badge: clock }] = [useAskedInstitutions(), useAskedNow()];
	const { act, state, title } = useAct();
	const [done, setDone] = useState(false);
	const wish = readWish(search, firm.view.jurisdiction.type);
	const request = requestOf(wish);
	if (!products.data || !consents.data || !institutions || now === undefined) return <Loading of={[products, consents]} />;
	const product = products.data.find((one) => one.id === id);
	const bank = product && institutions.get(product.institution);
	if (!product || !bank || !request) {
		return (
			<Page title={t("firm.products.title")}>
				<ButtonLink to="/firm/products">{t("firm.nav.products")}</ButtonLink>
			</Page>
		);
	}
	const institution = name("institution", bank.name);
	const amount = words.money(request.amount, currencyText(request.currency));
	const usable = consents.data.filter((one) => one.usable && one.institution === bank.id && one.purpose.type === "Assessment");
	const left = usable.reduce((most, one) => Math.max(most, one.uses_left), 0);
	const decides = t("firm.apply.decides", { institution, day: words.day(dayOf(now) + product.spec.decision_days) });
	const send = async () => {
		const outcome = await act({
			call: call("Financing", "apply", { enterprise: firm.number, product: id, request }),
			title: t("firm.apply.act", { amount, institution }),
		});
		setDone("events" in outcome);
	};
	if (done) {
		return (
			<Page title={t("firm.apply.done", { institution })}>
				<Progress state={state} title={title} />
				<p>{decides}</p>
				<p>
					<ButtonLink to="/firm/applications">{t("firm.apply.follow")}</ButtonLink>
				</p>
			</Page>
		);
	}
	// A line is drawn on, and a loan renewed, at its own bank.
	const own = wish.line === undefined && wish.renews === undefined ? "" : `&bank=${bank.id}`;
	const back = `/firm/products?${writeWish(wish)}${own}`;
	const answer = (what: string, value: string) => ({
		key: what,
		name: what,
		value: (
			<span className="answer">
				<span>{value}</span>
				<Link to={back} aria-label={t("firm.apply.change.of", { what })}>
					{t("firm.apply.change")}
				</Link>
			</span>
		),
	});
	return (
		<Page title={t("firm.apply.title")} back={back}>
			<Badge badge={worst(products.badge, consents.badge, named, clock)} checkedAt={products.checkedAt} />
			<Facts
				items={[
					{ name: t("firm.apply.firm"), value: firm.name },
					{ name: t("firm.apply.bank"), value: institution },
					answer(t("firm.products.name"), name("product", product.spec.name)),
					answer(t("firm.products.amount"), amount),
					answer(t("firm.offer.tenor"), t("firm.offer.months", { months: request.tenor })),
					answer(t("firm.products.method"), t(`firm.method.${wish.method}`)),
					answer(t("firm.products.use"), t(`firm.use.${wish.use}`)),
					...(wish.renews === undefined ? [] : [{ name: t("firm.apply.renews"), value: <Link to={`/firm/loan/${wish.renews}`}>{String(wish.renews)}</Link> }]),
					...(wish.line === undefined ? [] : [{ name: t("firm.apply.line"), value: <Link to={`/firm/lines/${wish.line}`}>{String(wish.line)}</Link> }]),
					...(wish.security.length > 0 ? [answer(t("firm.products.security"), words.list(wish.security.map(String)))] : []),
				]}
			/>
			<p>
				<strong>{decides}</strong>
			</p>
			<Suspense fallback={null}>
				{wish.line !== undefined && <Fits line={wish.line} request={request} institution={bank.id} />}
				<AtOnce product={product.id} currency={product.spec.currency} />
			</Suspense>
			<p className="quiet">{t("firm.apply.misuse")}</p>
			{left === 0 ? (
				<Notice kind="warning" title={t("firm.apply.uses", { institution, left })}>
					<p>
						<ButtonLink to={`/firm/consent/${bank.id}?next=${encodeURIComponent(`/firm/apply/${id}?${writeWish(wish)}`)}`}>{t("firm.apply.consent")}</ButtonLink>
					</p>
				</Notice>
			) : (
				<>
					<p className="quiet">{t("firm.apply.uses", { institution, left })}</p>
					<Button busy={isBusy(state)} onClick={() => void send()}>
						{t("firm.apply.do")}
					</Button>
				</>
			)}
			<Progress state={state} title={title} />
		</Page>
	);
}
