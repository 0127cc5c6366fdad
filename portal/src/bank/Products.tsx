import { useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { askStorage, call, useList, useStorage } from "../chain";
import { readAmount } from "../firm/amount";
import { Badge, Button, ButtonLink, ErrorSummary, Field, Input, Page, Select, Table } from "../ui";
import { useWords } from "../words";
import { Name } from "../words/Name";
import { type Bank, useBankAct } from "./bank";
import type { Product } from "./conditions";
import { useBankHere } from "./here";
import { currencyOf, gradeOf, Sent } from "./parts";

export function Products() {
	const { t, money, percent, name } = useWords("bank");
	const bank = useBankHere();
	const products = useList("FinancingApi.products", []);
	const acting = useBankAct(bank);
	const [asked, setAsked] = useState<Product>();
	const withdrawn = useWithdrawn(products.data);
	const mine = [...(products.data ?? []), ...withdrawn].filter(({ institution }) => institution === bank.id).sort((a, b) => a.id - b.id);
	// A sum is not broken between its currency and its figures.
	const whole = (amount: bigint, spec: Product["spec"]) => money(amount, currencyOf(spec.currency), "figure").replaceAll(" ", "\u00a0");
	const range = (least: string | number, most: string | number) => t("bank.products.range", { least, most });
	const change = (product: Product) => {
		setAsked(undefined);
		const number = String(product.id);
		void acting.send(call("Products", product.open ? "withdraw" : "reopen", { product: product.id }), t(product.open ? "bank.act.withdraw" : "bank.act.reopen", { number }));
	};
	return (
		<Page title={t("bank.products.title")} wide>
			<p>
				<Badge badge={products.badge} checkedAt={products.checkedAt} />
			</p>
			<ButtonLink to="/bank/products/new">{t("bank.products.publish")}</ButtonLink>
			{asked && (
				<div className="confirm" role="group" aria-label={t("bank.products.withdraw")}>
					<p>{t("bank.products.withdrawSure", { name: name(asked.spec.name) })}</p>
					<Button kind="danger" onClick={() => change(asked)}>
						{t("bank.products.withdraw")}
					</Button>
					<Button kind="secondary" onClick={() => setAsked(undefined)}>
						{t("bank.cancel")}
					</Button>
				</div>
			)}
			<Sent acting={acting} />
			{products.data && (
				<Table
					caption={t("bank.products.title")}
					rows={mine}
					rowKey={({ id }) => id}
					empty={t("bank.products.empty")}
					columns={[
						{ key: "name", title: t("bank.publish.name"), cell: ({ spec }) => <strong><Name of={spec.name} /></strong> },
						{ key: "state", title: t("bank.col.state"), cell: ({ open }) => t(open ? "bank.products.open" : "bank.products.withdrawn") },
						{ key: "amounts", title: t("bank.products.amounts"), cell: ({ spec }) => range(whole(spec.min_amount, spec), whole(spec.max_amount, spec)) },
						{ key: "tenors", title: t("bank.products.tenors"), cell: ({ spec }) => range(spec.min_tenor, t("bank.months", { n: spec.max_tenor })) },
						{ key: "rates", title: t("bank.products.rates"), cell: ({ spec }) => range(percent(spec.min_rate, "bp"), percent(spec.max_rate, "bp")) },
						{ key: "worst", title: t("bank.products.worst"), cell: ({ spec }) => gradeOf(spec.worst_grade) },
						{ key: "decision", title: t("bank.products.decision"), cell: ({ spec }) => t("bank.days", { n: spec.decision_days }) },
						{
							key: "act",
							title: t("bank.change"),
							cell: (product) => (
								<>
									<Button kind="secondary" busy={acting.busy} onClick={() => (product.open ? setAsked(product) : change(product))}>
										{t(product.open ? "bank.products.withdraw" : "bank.products.reopen")}
									</Button>
									<ButtonLink kind="secondary" to={`/bank/products/new?like=${product.id}`}>
										{t("bank.products.copy")}
									</ButtonLink>
									<ButtonLink kind="secondary" to={`/bank/products/${product.id}/policy`}>
										{t("bank.products.policy")}
									</ButtonLink>
								</>
							),
						},
					]}
				/>
			)}
			<Limits bank={bank} />
		</Page>
	);
}

/** The list has those alone that are open: the others are read one by one. */
function useWithdrawn(open: Product[] | undefined): Product[] {
	const { data: next, head } = useStorage("Products.NextProduct", []);
	const known = new Set(open?.map(({ id }) => id));
	const missing = open && next !== undefined ? Array.from({ length: next }, (_, id) => id).filter((id) => !known.has(id)) : [];
	const { data } = useQuery({
		queryKey: ["withdrawn products", missing.join(), head?.hash ?? null],
		queryFn: async () => {
			const found = await Promise.all(missing.map(async (id) => ({ id, record: (await askStorage("Products.Products", [id], head!)).value })));
			return found.flatMap(({ id, record }) => (record && !record.open ? [{ id, ...record } as Product] : []));
		},
		enabled: missing.length > 0 && head !== undefined,
		placeholderData: keepPreviousData,
		gcTime: 10_000,
		structuralSharing: false,
	});
	return missing.length > 0 ? (data ?? []) : [];
}

const CURRENCIES = ["Cny", "Hkd", "Mop", "Usd"] as const;

function Limits({ bank }: { bank: Bank }) {
	const { t, money } = useWords("bank");
	const acting = useBankAct(bank);
	const [currency, setCurrency] = useState<(typeof CURRENCIES)[number]>("Cny");
	const [typed, setTyped] = useState("");
	const [wrong, setWrong] = useState(false);
	const limit = useStorage("Financing.ExposureLimits", [bank.id, { type: currency, value: undefined }]);
	const code = currencyOf({ type: currency });
	const set = (amount: bigint | undefined) => void acting.send(call("Financing", "set_exposure_limit", { limit: amount, currency: { type: currency, value: undefined } }), t("bank.act.limit"));
	const words = t("bank.bad.amount", { least: money(1n, code, "figure"), most: money(10n ** 15n, code, "figure") });
	return (
		<section>
			<h2>{t("bank.limits.title")}</h2>
			<p>{t("bank.limits.lead")}</p>
			<p>
				<strong>{limit.data === undefined ? t("bank.limits.none", { currency: code }) : t("bank.limits.is", { currency: code, amount: money(limit.data, code) })}</strong>
			</p>
			<ErrorSummary errors={wrong ? [{ field: "limit", text: words }] : []} />
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					const amount = readAmount(typed);
					setWrong(amount === undefined);
					if (amount !== undefined) set(amount);
				}}
			>
				<Field label={t("bank.publish.currency")}>
					<Select value={currency} onChange={({ target }) => setCurrency(target.value as typeof currency)}>
						{CURRENCIES.map((one) => (
							<option key={one} value={one}>
								{one.toUpperCase()}
							</option>
						))}
					</Select>
				</Field>
				<Field id="limit" label={t("bank.limits.amount")} error={wrong ? words : undefined}>
					<Input inputMode="decimal" value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" />
				</Field>
				<Button type="submit" kind="secondary" busy={acting.busy}>
					{t("bank.limits.set")}
				</Button>
				{limit.data !== undefined && (
					<Button kind="secondary" busy={acting.busy} onClick={() => set(undefined)}>
						{t("bank.limits.lift")}
					</Button>
				)}
			</form>
			<Sent acting={acting} />
		</section>
	);
}
