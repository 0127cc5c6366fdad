import { useState } from "react";
import { useParams } from "react-router";
import { call, useQuestion } from "../chain";
import { Entry, useForm } from "../credit/form";
import { codeOf } from "../credit/parts";
import { PolicyFacts } from "../credit/PolicyFacts";
import { type Policy as View, policyOf, rises, served, usualPrice } from "../credit/policies";
import { Badge, Button, Empty, Field, Input, Page, Select } from "../ui";
import { type MessageId, useWords } from "../words";
import { GRADES, type Product } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { readCount, readRate, readShare, writeAmount, writeRate, writeShare } from "./numbers";
import { gradeOf, useBankDoing } from "./parts";
import { useProduct } from "./Sheet";

const MOST_USES = 1_000_000;

/** The rules by which a product's applications are decided in the moment in which they are filed. */
export function Policy() {
	const { t, name } = useWords("credit", "bank");
	const bank = useBankHere();
	const typed = useParams().id ?? "";
	const id = /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
	const { product, known } = useProduct(id);
	const policy = useQuestion("PoliciesApi.policy_of", id === undefined ? null : [id]);
	const references = useQuestion("ReferenceRatesApi.reference_rates", []);
	const doing = useBankDoing();
	if (!known || policy.loading || references.data === undefined) return <Waiting />;
	if (!product || product.institution !== bank.id) {
		return (
			<Page title={t(product ? "bank.notYours" : "bank.notFound")} back="/bank/products">
				{null}
			</Page>
		);
	}
	const stands = policy.data;
	const reference = references.data.find((one) => one.id === product.spec.reference)?.last?.rate;
	return (
		<Page title={t("credit.policy.title", { product: name(product.spec.name) })} back="/bank/products" wide>
			<p>
				<Badge badge={policy.badge} checkedAt={policy.checkedAt} />
			</p>
			<p>{t("credit.policy.lead")}</p>
			{stands ? (
				<section>
					<h2>{t("credit.policy.inForce", { version: stands.version })}</h2>
					<p>{t("credit.policy.made", { today: stands.made_today, all: stands.made })}</p>
					<PolicyFacts spec={stands.spec} currency={codeOf(product.spec.currency)} />
					<Button kind="danger" busy={doing.busy} onClick={() => void doing.send(call("Policies", "withdraw", { product: product.id }), t("credit.act.policyEnd", { product: name(product.spec.name) }))}>
						{t("credit.policy.end")}
					</Button>
				</section>
			) : (
				<Empty>{t("credit.policy.none")}</Empty>
			)}
			{doing.progress}
			{product.open && !bank.suspended && <Set key={stands?.version ?? 0} product={product} stands={stands} reference={reference} />}
		</Page>
	);
}

const TEXTS = ["coverage", "maxAmount", "minTenor", "maxTenor", "age", "maxExposure", "perDay", "inAll", "days"] as const;

function Set({ product, stands, reference }: { product: Product; stands: View | undefined; reference: bigint | undefined }) {
	const { t, name, lang } = useWords("credit", "bank");
	const bank = useBankHere();
	const doing = useBankDoing();
	const { spec } = product;
	const form = useForm(codeOf(spec.currency));
	const floating = spec.reference !== undefined;
	const now = stands?.spec;
	const write = (price: bigint | number) => (typeof price === "bigint" ? writeRate(price, lang) : String(price));
	const standing = (at: number) => (now?.offer.price.type === "Fixed" ? now.offer.price.value.rates[at] : now?.offer.price.value.spreads[at]);
	const [typed, setTyped] = useState<Record<(typeof TEXTS)[number], string>>({
		coverage: writeShare(now?.rules.minimum_coverage ?? spec.minimum_coverage, lang),
		maxAmount: writeAmount(now?.rules.max_amount ?? spec.max_amount, lang),
		minTenor: String(now?.rules.min_tenor ?? spec.min_tenor),
		maxTenor: String(now?.rules.max_tenor ?? spec.max_tenor),
		age: String(now?.rules.minimum_age_months ?? spec.minimum_age_months),
		maxExposure: writeAmount(now?.rules.max_exposure ?? spec.max_amount, lang),
		perDay: String(now?.uses.per_day ?? 50),
		inAll: String(now?.uses.in_all ?? 1_000),
		days: String(now?.offer.valid_days ?? 14),
	});
	const [worst, setWorst] = useState(now?.rules.worst_grade.type ?? spec.worst_grade.type);
	const [prices, setPrices] = useState(() => GRADES.map((grade, at) => write(standing(at) ?? usualPrice(spec, grade, reference))));
	const [unsecured, setUnsecured] = useState(now?.rules.unsecured ?? spec.unsecured);
	const [security, setSecurity] = useState((now?.rules.security.length ?? 0) > 0 || !spec.unsecured);
	const takes = GRADES.slice(0, GRADES.indexOf(spec.worst_grade.type) + 1);
	const grades = served(worst);
	const text = (field: (typeof TEXTS)[number], label: MessageId) => (
		<Entry form={form} id={field} label={t(label)}>
			<Input value={typed[field]} autoComplete="off" onChange={({ target }) => setTyped((before) => ({ ...before, [field]: target.value }))} />
		</Entry>
	);
	const send = () => {
		const made = form.check((checks) => {
			const count = (field: (typeof TEXTS)[number], least: number, most: number) => checks.need(field, readCount(typed[field], least, most), "bank.bad.number", { least, most });
			const coverage = readShare(typed.coverage);
			const minTenor = count("minTenor", spec.min_tenor, spec.max_tenor);
			const read = grades.map((grade, at) => {
				const value = floating ? readCount(prices[at]!, -10_000, 10_000) : readRate(prices[at]!);
				const field = `price-${grade}`;
				return floating ? checks.need(field, value, "bank.bad.number", { least: -10_000, most: 10_000 }) : checks.need(field, value, "bank.bad.rate", { least: writeShare(spec.min_rate, lang), most: writeShare(spec.max_rate, lang) });
			});
			if (read.every((one) => one !== undefined) && !rises(read)) checks.need(`price-${grades.at(-1)}`, undefined, "credit.policy.rises");
			if (!unsecured && !security) checks.need("worst", undefined, "bank.bad.choose");
			return policyOf(product.id, spec, bank.jurisdiction.type, {
				worst,
				coverage: checks.need("coverage", coverage !== undefined && coverage <= 10_000 ? coverage : undefined, "bank.bad.rate", { least: 0, most: 100 }),
				maxAmount: checks.amount("maxAmount", typed.maxAmount, spec.max_amount, spec.min_amount),
				minTenor,
				maxTenor: count("maxTenor", minTenor ?? spec.min_tenor, spec.max_tenor),
				ageMonths: count("age", 0, 1_200),
				maxExposure: checks.amount("maxExposure", typed.maxExposure, 10n ** 15n),
				prices: read.map((one) => one ?? 0),
				unsecured,
				security,
				perDay: count("perDay", 1, MOST_USES),
				inAll: count("inAll", 1, MOST_USES),
				validDays: count("days", 1, 90),
			});
		});
		if (made) void doing.send(call("Policies", "publish", { spec: made }), t("credit.act.policy", { product: name(spec.name) }));
	};
	return (
		<section>
			<h2>{t(stands ? "credit.policy.change" : "credit.policy.set")}</h2>
			<p className="hint">{t("credit.policy.setHint")}</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
			>
				{form.summary}
				<Field id="worst" label={t("bank.publish.worst")} error={form.errorOf("worst")}>
					<Select value={worst} onChange={({ target }) => setWorst(target.value as typeof worst)}>
						{takes.map((grade) => (
							<option key={grade} value={grade}>
								{gradeOf({ type: grade })}
							</option>
						))}
					</Select>
				</Field>
				{text("coverage", "bank.publish.coverage")}
				{text("maxAmount", "bank.publish.maxAmount")}
				{text("minTenor", "bank.publish.minTenor")}
				{text("maxTenor", "bank.publish.maxTenor")}
				{text("age", "bank.publish.age")}
				{text("maxExposure", "credit.policy.exposure")}
				{spec.unsecured && (
					<label className="choice">
						<input type="checkbox" checked={unsecured} onChange={({ target }) => setUnsecured(target.checked)} />
						<span>{t("bank.publish.unsecured")}</span>
					</label>
				)}
				{spec.security.length > 0 && (
					<label className="choice">
						<input type="checkbox" checked={security} onChange={({ target }) => setSecurity(target.checked)} />
						<span>{t("credit.policy.security")}</span>
					</label>
				)}
				<fieldset className="field">
					<legend>{t("credit.policy.price")}</legend>
					<p className="hint">{t(floating ? "bank.offer.spread" : "bank.offer.rate")}</p>
					{grades.map((grade, at) => (
						<Entry key={grade} form={form} id={`price-${grade}`} label={gradeOf({ type: grade })}>
							<Input inputMode="decimal" value={prices[at]} autoComplete="off" onChange={({ target }) => setPrices(prices.map((one, index) => (index === at ? target.value : one)))} />
						</Entry>
					))}
				</fieldset>
				{text("perDay", "credit.policy.perDay")}
				{text("inAll", "credit.policy.inAll")}
				{text("days", "bank.offer.validDays")}
				<Button type="submit" busy={doing.busy}>
					{t("credit.policy.publish")}
				</Button>
			</form>
			{doing.progress}
		</section>
	);
}
