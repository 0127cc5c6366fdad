import { useMemo, useState } from "react";
import { call, useQuestion } from "../chain";
import { readAmount } from "../firm/amount";
import { Badge, Button, ButtonLink, ErrorSummary, Facts, Field, Input, Notice, Page, Select, worst } from "../ui";
import { type Lang, type MessageId, useWords } from "../words";
import { Name } from "../words/Name";
import { type Bank, useAskedNow, useBankAct } from "./bank";
import { type Application, BASIS_POINT, type Conditions, costOf, dueDaysOf, expectedRate, METHODS, outside, type Product, type Quote, usual } from "./conditions";
import { useApplication } from "./File";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { dayOf } from "./left";
import { readCount, readRate, readShare, writeAmount, writeRate, writeShare } from "./numbers";
import { currencyOf, FirmName, Sent } from "./parts";
import { ConditionsShown, QuoteShown, useDueDays, useProduct } from "./Sheet";

const ADJUSTMENTS = ["Unadjusted", "Following", "ModifiedFollowing", "Preceding"] as const;
const ON_INTEREST = ["Nothing", "ContractThenPenalty", "Penalty"] as const;
const PLACES = ["Guangdong", "HongKong", "Macao"] as const;
const DAY = 86_400;
/** An offer stands for 90 days at most. */
const MOST_DAYS = 90;
const USUAL_DAYS = 20;

export function Offer() {
	const { t } = useWords("bank");
	const { application, instead } = useApplication();
	const bank = useBankHere();
	const { product, known } = useProduct(application?.product);
	const references = useQuestion("ReferenceRatesApi.reference_rates", []);
	if (!application) return instead!;
	if (!known || references.data === undefined) return <Waiting />;
	if (!product) {
		return (
			<Page title={t("bank.offer.title", { number: String(application.id) })} back={`/bank/application/${application.id}`}>
				<Notice kind="warning" title={t("bank.offer.closedProduct")} />
			</Page>
		);
	}
	const reference = references.data.find(({ id }) => id === product.spec.reference)?.last?.rate;
	return <Making key={String(application.id)} application={application} product={product} bank={bank} reference={reference} />;
}

/** What is typed, as text until it is checked. */
interface Typed {
	amount: string;
	tenor: string;
	method: Conditions["method"]["type"];
	/** Per cent, or of a floating one the spread in basis points. */
	price: string;
	days: string;
	due: number;
	firstPeriod: "Short" | "Long";
	calendar: (typeof PLACES)[number];
	adjustment: (typeof ADJUSTMENTS)[number];
	movesInterest: boolean;
	grace: string;
	holiday: string;
	balloon: string;
	prepayment: "Shorter" | "Lower";
	surcharge: string;
	misuse: string;
	onInterest: (typeof ON_INTEREST)[number];
	byDay: boolean;
	/** Nothing was typed: what the product says for the amount. */
	costs: (string | undefined)[];
}

function typedOf(conditions: Conditions, lang: Lang): Typed {
	const { pricing, late } = conditions;
	return {
		amount: writeAmount(conditions.amount, lang),
		tenor: String(conditions.tenor),
		method: conditions.method.type,
		price: pricing.type === "Fixed" ? writeRate(pricing.value.rate, lang) : String(pricing.value.spread),
		days: String(USUAL_DAYS),
		due: 0,
		firstPeriod: conditions.first_period.type,
		calendar: conditions.calendar.type,
		adjustment: conditions.adjustment.type,
		movesInterest: conditions.moves_interest,
		grace: String(conditions.grace_days),
		holiday: String(conditions.principal_holiday),
		balloon: writeAmount(conditions.balloon, lang),
		prepayment: conditions.prepayment.type,
		surcharge: writeShare(late.surcharge, lang),
		misuse: writeShare(late.misuse, lang),
		onInterest: late.on_interest.type,
		byDay: conditions.order.by_day,
		costs: [],
	};
}

const zero = (typed: string) => (/^0+([.,]0+)?$/.test(typed.trim()) ? 0n : readAmount(typed));

type Wrong = { field: string; text: string }[];

function Making({ application, product, bank, reference }: { application: Application; product: Product; bank: Bank; reference: bigint | undefined }) {
	const { t, money, percent, lang } = useWords("bank");
	const { spec } = product;
	const place = bank.jurisdiction.type;
	const base = useMemo(() => usual(spec, application, place, reference), [spec, application, place, reference]);
	const [typed, setTyped] = useState(() => typedOf(base, lang));
	const [wrong, setWrong] = useState<Wrong>([]);
	const [checked, setChecked] = useState<{ conditions: Conditions; days: number }>();
	const dueDays = useDueDays();
	const currency = currencyOf(application.request.currency);
	const put = <K extends keyof Typed>(name: K, value: Typed[K]) => setTyped((before) => ({ ...before, [name]: value }));
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	const choices = dueDaysOf(spec, typed.method, place);
	const most = spec.max_amount < application.request.amount ? spec.max_amount : application.request.amount;
	const floating = base.pricing.type === "Floating";

	const check = () => {
		const found: Wrong = [];
		const need = <T,>(field: string, value: T | undefined, id: MessageId, values: Record<string, string | number>): T => {
			if (value === undefined) found.push({ field, text: t(id, values) });
			return value as T;
		};
		const amount = readAmount(typed.amount);
		const tell = (value: bigint) => money(value, currency, "figure");
		const conditions = {
			...base,
			amount: need("amount", amount !== undefined && amount >= spec.min_amount && amount <= most ? amount : undefined, "bank.bad.amount", { least: tell(spec.min_amount), most: tell(most) }),
			tenor: need("tenor", readCount(typed.tenor, spec.min_tenor, spec.max_tenor), "bank.bad.number", { least: spec.min_tenor, most: spec.max_tenor }),
			method: { type: typed.method, value: undefined },
			due_days: choices[typed.due] ?? choices[0]!,
			first_period: { type: typed.firstPeriod, value: undefined },
			calendar: { type: typed.calendar, value: undefined },
			adjustment: { type: typed.adjustment, value: undefined },
			moves_interest: typed.movesInterest,
			grace_days: need("grace", readCount(typed.grace, 0, 255), "bank.bad.number", { least: 0, most: 255 }),
			principal_holiday: need("holiday", readCount(typed.holiday, 0, 360), "bank.bad.number", { least: 0, most: 360 }),
			balloon: need("balloon", zero(typed.balloon), "bank.bad.amount", { least: tell(0n), most: tell(most) }),
			prepayment: { type: typed.prepayment, value: undefined },
			late: {
				surcharge: need("surcharge", readShare(typed.surcharge), "bank.bad.rate", { least: 0, most: 100 }),
				misuse: need("misuse", readShare(typed.misuse), "bank.bad.rate", { least: 0, most: 100 }),
				on_interest: { type: typed.onInterest, value: undefined },
			},
			order: { ...base.order, by_day: typed.byDay },
			costs: spec.costs
				.map((rule, index) => {
					const most = costOf(rule, amount ?? application.request.amount);
					const said = typed.costs[index];
					const value = said === undefined ? most : zero(said);
					const { item, payee, after, borne_by } = rule;
					return { item, payee, after, borne_by, amount: need(`cost-${index}`, value, "bank.bad.amount", { least: tell(0n), most: tell(most) }) };
				})
				.filter(({ amount }) => amount !== 0n),
		} as Conditions;
		if (base.pricing.type === "Fixed") {
			const [least, highest] = [writeShare(spec.min_rate, lang), writeShare(spec.max_rate, lang)];
			conditions.pricing = { type: "Fixed", value: { rate: need("price", readRate(typed.price), "bank.bad.rate", { least, most: highest }) } };
		} else {
			const spread = need("price", readCount(typed.price, -10_000, 10_000), "bank.bad.number", { least: -10_000, most: 10_000 });
			conditions.pricing = { type: "Floating", value: { ...base.pricing.value, spread } };
		}
		const days = need("days", readCount(typed.days, 1, MOST_DAYS), "bank.bad.number", { least: 1, most: MOST_DAYS });
		if (found.length === 0) {
			const now = conditions.pricing.type === "Fixed" ? conditions.pricing.value.rate : (reference ?? 0n) + BigInt(conditions.pricing.value.spread) * BASIS_POINT;
			const what = outside(spec, conditions, now);
			if (what) found.push({ field: { Amount: "amount", Tenor: "tenor", Method: "method", Rate: "price", Surcharge: "surcharge", DueDays: "due" }[what as string] ?? "amount", text: t("bank.bad.outside", { what }) });
		}
		setWrong(found);
		if (found.length === 0) setChecked({ conditions, days });
	};

	if (checked) return <Check application={application} product={product} bank={bank} {...checked} back={() => setChecked(undefined)} />;
	const path = `/bank/application/${application.id}`;
	const text = (name: "amount" | "tenor" | "price" | "days" | "grace" | "holiday" | "balloon" | "surcharge" | "misuse", label: MessageId, hint?: string) => (
		<Field id={name} label={t(label)} hint={hint} error={errorOf(name)}>
			<Input inputMode={name === "amount" || name === "balloon" ? "decimal" : "text"} value={typed[name]} onChange={({ target }) => put(name, target.value)} autoComplete="off" />
		</Field>
	);
	const several = <K extends "method" | "firstPeriod" | "calendar" | "adjustment" | "prepayment" | "onInterest">(name: K, label: MessageId, values: readonly Typed[K][], word: (value: Typed[K]) => string) => (
		<Field id={name} label={t(label)} error={errorOf(name)}>
			<Select value={typed[name]} onChange={({ target }) => put(name, target.value as Typed[K])}>
				{values.map((value) => (
					<option key={value} value={value}>
						{word(value)}
					</option>
				))}
			</Select>
		</Field>
	);
	return (
		<Page title={t("bank.offer.title", { number: String(application.id) })} back={path}>
			<ErrorSummary errors={wrong} />
			<p>
				<FirmName number={application.enterprise} /> <Name of={spec.name} />
			</p>
			<p className="hint">{t("bank.offer.lead")}</p>
			{application.request.line !== undefined && <UnderLine id={application.request.line} />}
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					check();
				}}
			>
				{text("amount", "bank.offer.amount", t("bank.offer.amountHint", { least: money(spec.min_amount, currency, "figure"), most: money(most, currency, "figure") }))}
				{text("tenor", "bank.offer.tenor", t("bank.offer.amountHint", { least: spec.min_tenor, most: spec.max_tenor }))}
				{several("method", "bank.offer.method", METHODS.filter((one) => spec.methods.some(({ type }) => type === one)), (method) => t("bank.method", { method }))}
				{text(
					"price",
					floating ? "bank.offer.spread" : "bank.offer.rate",
					t("bank.offer.rateHint", { least: percent(spec.min_rate, "bp"), most: percent(spec.max_rate, "bp"), expected: percent(expectedRate(spec, application.grade.type), "bp") }),
				)}
				{text("days", "bank.offer.validDays", t("bank.offer.amountHint", { least: 1, most: MOST_DAYS }))}
				<details open={wrong.some(({ field }) => !["amount", "tenor", "method", "price", "days"].includes(field)) || undefined}>
					<summary>{t("bank.offer.other")}</summary>
					<Field id="due" label={t("bank.offer.dueDays")} error={errorOf("due")}>
						<Select value={Math.min(typed.due, choices.length - 1)} onChange={({ target }) => put("due", Number(target.value))}>
							{choices.map((days, index) => (
								<option key={index} value={index}>
									{dueDays(days)}
								</option>
							))}
						</Select>
					</Field>
					{several("firstPeriod", "bank.offer.firstPeriod", ["Short", "Long"], (first) => t("bank.firstPeriod", { first }))}
					{several("calendar", "bank.offer.calendar", PLACES, (where) => t("bank.place", { where }))}
					{several("adjustment", "bank.offer.adjustment", ADJUSTMENTS, (how) => t("bank.adjustment", { how }))}
					<label className="choice">
						<input type="checkbox" checked={typed.movesInterest} onChange={({ target }) => put("movesInterest", target.checked)} />
						<span>{t("bank.offer.movesInterest")}</span>
					</label>
					{text("grace", "bank.offer.grace")}
					{text("holiday", "bank.offer.holiday")}
					{text("balloon", "bank.offer.balloon")}
					{several("prepayment", "bank.offer.prepayment", ["Lower", "Shorter"], (effect) => t("bank.prepayment", { effect }))}
					{text("surcharge", "bank.offer.surcharge")}
					{text("misuse", "bank.offer.misuse")}
					{several("onInterest", "bank.offer.onInterest", ON_INTEREST, (what) => t("bank.onInterest", { what }))}
					<label className="choice">
						<input type="checkbox" checked={typed.byDay} onChange={({ target }) => put("byDay", target.checked)} />
						<span>
							{t("bank.offer.order")}: {t("bank.offer.orderByDay")}
						</span>
					</label>
					{spec.costs.map((rule, index) => (
						<Field
							key={index}
							id={`cost-${index}`}
							label={`${t("bank.cost", { item: rule.item.type })} · ${rule.payee ? t("bank.offer.costPayee", { payee: rule.payee }) : t("bank.offer.costToBank")} · ${t("bank.costBorne", { by: rule.borne_by.type })}`}
							error={errorOf(`cost-${index}`)}
						>
							<Input
								inputMode="decimal"
								value={typed.costs[index] ?? writeAmount(costOf(rule, readAmount(typed.amount) ?? application.request.amount), lang)}
								onChange={({ target }) => put("costs", spec.costs.map((_, at) => (at === index ? target.value : typed.costs[at])))}
							/>
						</Field>
					))}
				</details>
				<Button type="submit">{t("bank.offer.check")}</Button>
			</form>
		</Page>
	);
}

/** What the line that is drawn on allows: an offer beyond it could not be accepted. */
function UnderLine({ id }: { id: bigint }) {
	const { t, percent, day } = useWords("bank", "credit");
	const { data } = useQuestion("CreditLinesApi.line", [id]);
	if (!data) return null;
	const { conditions, repay_by } = data.spec;
	return <Notice kind="info" title={t("credit.line.under", { number: String(id), rate: percent(conditions.highest_rate, "e8"), months: conditions.longest_tenor, day: day(repay_by) })} />;
}

function Check({ application, product, bank, conditions, days, back }: { application: Application; product: Product; bank: Bank; conditions: Conditions; days: number; back: () => void }) {
	const { t, time } = useWords("bank");
	const { data: now, badge: clock } = useAskedNow();
	const asked = useQuestion("FinancingApi.application", [application.id]);
	const firm = useQuestion("EnterpriseRegistryApi.enterprise", [application.enterprise]);
	const made = useProduct(product.id);
	const acting = useBankAct(bank);
	const today = now === undefined ? undefined : dayOf(now);
	const quote = useQuestion("FinancingApi.quote", today === undefined ? null : [product.id, conditions, today]);
	const currency = currencyOf(application.request.currency);
	// It is fixed when the person looks at it, and not moved by each block.
	const [until, setUntil] = useState<number>();
	if (until === undefined && now !== undefined) setUntil(now + days * DAY);
	const path = `/bank/application/${application.id}`;
	if (until === undefined) return <Waiting />;
	const sent = acting.state === "inBlock" || acting.state === "final";
	const send = () =>
		acting.send(
			call("Financing", "make_offer", { application: application.id, terms: { conditions, valid_until: BigInt(until) } }),
			t("bank.act.offer", { number: String(application.id) }),
		);
	return (
		<Page title={t("bank.offer.checkTitle")} back={path}>
			<p>
				<FirmName number={application.enterprise} /> <Name of={product.spec.name} />
			</p>
			<p className="hint">{t("bank.offer.checkLead")}</p>
			<p>
				<Badge badge={worst(quote.badge, clock, asked.badge, firm.badge, made.badge)} checkedAt={quote.checkedAt} />
			</p>
			<Facts items={[{ name: t("bank.offer.validUntil"), value: time(until * 1000) }]} />
			{quote.data === undefined && !quote.loading && <Notice kind="bad" title={t("bank.offer.notQuoted")} />}
			{quote.data && <QuoteShown quote={quote.data as Quote} currency={currency} />}
			<ConditionsShown conditions={conditions} currency={currency} />
			<Sent acting={acting} done={<Notice kind="good" title={t("bank.offer.sent", { time: time(until * 1000) })} />} />
			{sent && (
				// What comes next comes by itself: a second officer approves, the firm accepts.
				<p role="status">
					<strong>{t("bank.state", { state: application.now.type })}</strong>{" "}
					{application.now.type === "Accepted" && <ButtonLink to={`${path}/pay`}>{t("bank.file.payOut")}</ButtonLink>}
				</p>
			)}
			{!sent && (
				<p>
					<Button busy={acting.busy || !quote.data} onClick={() => void send()}>
						{t("bank.offer.send")}
					</Button>
					<Button kind="secondary" onClick={back}>
						{t("bank.change")}
					</Button>
				</p>
			)}
		</Page>
	);
}
