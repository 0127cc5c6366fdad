import { useState } from "react";
import { useSearchParams } from "react-router";
import { call } from "../chain";
import { readAmount } from "../firm/amount";
import { Button, Choice, ErrorSummary, Field, Input, Page, Select } from "../ui";
import { type MessageId, useWords } from "../words";
import { type Bank, useBankAct } from "./bank";
import { GRADES, METHODS, type Product, type Spec } from "./conditions";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { readCount, readShare, writeAmount, writeShare } from "./numbers";
import { gradeOf, Sent } from "./parts";
import { useProduct } from "./Sheet";

const CURRENCIES = ["Cny", "Hkd", "Mop", "Usd"] as const;
const KINDS = ["Invention", "UtilityModel", "Design", "Trademark", "SoftwareCopyright", "TradeReceivable", "ExportDeclaration"] as const;
/** Bytes of a name, in UTF-8. */
const MOST_NAME = 128;

/** Where nothing is copied. */
const plain = (bank: Bank): Spec =>
	({
		name: "", currency: { type: bank.jurisdiction.type === "Guangdong" ? "Cny" : bank.jurisdiction.type === "HongKong" ? "Hkd" : "Mop", value: undefined },
		min_amount: 5_000_000n, max_amount: 200_000_000n, min_tenor: 3, max_tenor: 12, min_rate: 345, max_rate: 545, reference: undefined,
		day_count: { type: "Actual360", value: undefined },
		due_days: [{ type: "Fixed", value: { every: 1, day: 20, included: true, paid_after: 0 } }],
		surcharge: 5_000, costs: [], methods: [{ type: "EqualInstalments", value: undefined }], uses: [], revolving: false, renewable: true,
		worst_grade: { type: "Bbb", value: undefined }, minimum_coverage: 7_000, industries: [], divisions: [],
		jurisdictions: [{ type: bank.jurisdiction.type, value: undefined }], minimum_age_months: 12, unsecured: true, security: [],
		worst_loan_to_value: 0, trade_records: false, unconfirmed: false, decision_days: 5,
	}) as Spec;

export function Publish() {
	const bank = useBankHere();
	const [search] = useSearchParams();
	const typed = search.get("like") ?? "";
	const { product, known } = useProduct(/^\d{1,9}$/.test(typed) ? Number(typed) : undefined);
	if (typed && !known) return <Waiting />;
	const like = product?.institution === bank.id ? product : undefined;
	return <Form key={like?.id ?? "new"} bank={bank} like={like} />;
}

const TEXTS = ["name", "minAmount", "maxAmount", "minTenor", "maxTenor", "minRate", "maxRate", "coverage", "age", "decision", "ltv"] as const;
type Name = (typeof TEXTS)[number];

function Form({ bank, like }: { bank: Bank; like: Product | undefined }) {
	const { t, name, lang } = useWords("bank");
	const acting = useBankAct(bank);
	const base = like?.spec ?? plain(bank);
	const [typed, setTyped] = useState<Record<Name, string>>({
		name: base.name,
		minAmount: writeAmount(base.min_amount, lang),
		maxAmount: writeAmount(base.max_amount, lang),
		minTenor: String(base.min_tenor),
		maxTenor: String(base.max_tenor),
		minRate: writeShare(base.min_rate, lang),
		maxRate: writeShare(base.max_rate, lang),
		coverage: writeShare(base.minimum_coverage, lang),
		age: String(base.minimum_age_months),
		decision: String(base.decision_days),
		ltv: writeShare(base.worst_loan_to_value, lang),
	});
	const [currency, setCurrency] = useState(base.currency.type);
	const [worst, setWorst] = useState(base.worst_grade.type);
	const [methods, setMethods] = useState<string[]>(base.methods.map(({ type }) => type));
	const [security, setSecurity] = useState<string[]>(base.security.map(({ type }) => type));
	const [unsecured, setUnsecured] = useState(base.unsecured);
	const [wrong, setWrong] = useState<{ field: string; text: string }[]>([]);
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	const sent = acting.state === "inBlock" || acting.state === "final";

	const send = () => {
		const found: typeof wrong = [];
		const need = <T,>(field: string, value: T | undefined, id: MessageId, values: Record<string, string | number> = {}): T => {
			if (value === undefined) found.push({ field, text: t(id, values) });
			return value as T;
		};
		const called = typed.name.trim();
		const bytes = new TextEncoder().encode(called).length;
		const [low, high] = [readAmount(typed.minAmount), readAmount(typed.maxAmount)];
		const [shortest, longest] = [readCount(typed.minTenor, 1, 360), readCount(typed.maxTenor, 1, 360)];
		const [least, most] = [readShare(typed.minRate), readShare(typed.maxRate)];
		const share = (typed: string) => {
			const read = readShare(typed);
			return read !== undefined && read <= 10_000 ? read : undefined;
		};
		const spec = {
			...base,
			name: need("name", bytes > 0 && bytes <= MOST_NAME ? called : undefined, "bank.bad.text"),
			currency: { type: currency, value: undefined },
			min_amount: need("minAmount", low, "bank.bad.amount", { least: writeAmount(1n, lang), most: typed.maxAmount }),
			max_amount: need("maxAmount", high !== undefined && (low === undefined || high >= low) ? high : undefined, "bank.bad.amount", { least: typed.minAmount, most: writeAmount(10n ** 15n, lang) }),
			min_tenor: need("minTenor", shortest, "bank.bad.number", { least: 1, most: 360 }),
			max_tenor: need("maxTenor", longest !== undefined && (shortest === undefined || longest >= shortest) ? longest : undefined, "bank.bad.number", { least: shortest ?? 1, most: 360 }),
			min_rate: need("minRate", least, "bank.bad.rate", { least: 0, most: 100 }),
			max_rate: need("maxRate", most !== undefined && (least === undefined || most >= least) ? most : undefined, "bank.bad.rate", { least: typed.minRate, most: 100 }),
			methods: METHODS.filter((one) => methods.includes(one)).map((type) => ({ type, value: undefined })),
			worst_grade: { type: worst, value: undefined },
			minimum_coverage: need("coverage", share(typed.coverage), "bank.bad.rate", { least: 0, most: 100 }),
			minimum_age_months: need("age", readCount(typed.age, 0, 1_200), "bank.bad.number", { least: 0, most: 1_200 }),
			decision_days: need("decision", readCount(typed.decision, 1, 90), "bank.bad.number", { least: 1, most: 90 }),
			unsecured,
			security: KINDS.filter((one) => security.includes(one)).map((type) => ({ type, value: undefined })),
			worst_loan_to_value: need("ltv", share(typed.ltv), "bank.bad.rate", { least: 0, most: 100 }),
		} as Spec;
		if (methods.length === 0) found.push({ field: "methods", text: t("bank.bad.choose") });
		if (!unsecured && security.length === 0) found.push({ field: "security", text: t("bank.bad.choose") });
		setWrong(found);
		if (found.length === 0) void acting.send(call("Products", "publish", { product: spec }), t("bank.act.publish"));
	};

	const text = (name: Name, label: MessageId) => (
		<Field id={name} label={t(label)} error={errorOf(name)}>
			<Input value={typed[name]} onChange={({ target }) => setTyped((before) => ({ ...before, [name]: target.value }))} autoComplete="off" />
		</Field>
	);
	return (
		<Page title={t("bank.publish.title")} back="/bank/products">
			<ErrorSummary errors={wrong} />
			<p className="hint">{like ? t("bank.publish.rest", { name: name(like.spec.name) }) : t("bank.publish.restPlain")}</p>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
			>
				{text("name", "bank.publish.name")}
				<Field id="currency" label={t("bank.publish.currency")}>
					<Select value={currency} onChange={({ target }) => setCurrency(target.value as typeof currency)}>
						{CURRENCIES.map((one) => (
							<option key={one} value={one}>
								{one.toUpperCase()}
							</option>
						))}
					</Select>
				</Field>
				{text("minAmount", "bank.publish.minAmount")}
				{text("maxAmount", "bank.publish.maxAmount")}
				{text("minTenor", "bank.publish.minTenor")}
				{text("maxTenor", "bank.publish.maxTenor")}
				{text("minRate", "bank.publish.minRate")}
				{text("maxRate", "bank.publish.maxRate")}
				<Choice
					several
					legend={t("bank.publish.methods")}
					name="methods"
					error={errorOf("methods")}
					options={METHODS.map((method) => ({ value: method, label: t("bank.method", { method }) }))}
					value={methods}
					onChange={setMethods}
				/>
				<Field id="worst" label={t("bank.publish.worst")}>
					<Select value={worst} onChange={({ target }) => setWorst(target.value as typeof worst)}>
						{GRADES.map((grade) => (
							<option key={grade} value={grade}>
								{gradeOf({ type: grade })}
							</option>
						))}
					</Select>
				</Field>
				{text("coverage", "bank.publish.coverage")}
				{text("age", "bank.publish.age")}
				{text("decision", "bank.publish.decision")}
				<label className="choice">
					<input type="checkbox" checked={unsecured} onChange={({ target }) => setUnsecured(target.checked)} />
					<span>{t("bank.publish.unsecured")}</span>
				</label>
				<Choice
					several
					legend={t("bank.publish.security")}
					name="security"
					error={errorOf("security")}
					options={KINDS.map((kind) => ({ value: kind, label: t("bank.kind", { kind }) }))}
					value={security}
					onChange={setSecurity}
				/>
				{security.length > 0 && text("ltv", "bank.publish.ltv")}
				{!sent && (
					<Button type="submit" busy={acting.busy}>
						{t("bank.publish.send")}
					</Button>
				)}
			</form>
			<Sent acting={acting} />
		</Page>
	);
}
