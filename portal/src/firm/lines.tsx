// Credit lines: what a bank keeps ready, accepted by the hash of exactly its terms, and drawn on as money is needed.

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { call, useList, useQuestion } from "../chain";
import { keyOf } from "../chain/useQuestion";
import { useOwnDoing } from "../credit/doing";
import { Drawdowns, FeeTables, LineFacts } from "../credit/LineParts";
import type { Line as View } from "../credit/lines";
import { hashLine } from "../rules";
import { Amount, Badge, Button, ButtonLink, Empty, Page, Table } from "../ui";
import { useWords } from "../words";
import { isGone, Loading } from "./bits";
import { currencyText, moment, useAskedInstitutions, worst } from "./data";
import { isOther, Others, useFirm } from "./firm";
import { useName } from "./names";
import { readId } from "./offer";
import { Sign, useTrust } from "./sign";

export function Lines() {
	const firm = useFirm();
	const { t } = useWords("credit", "bank", "firm");
	const name = useName();
	const lines = useList("CreditLinesApi.lines_of", [firm.number]);
	const { data: institutions } = useAskedInstitutions();
	if (!lines.data || !institutions) return <Loading of={[lines]} />;
	const rows = [...lines.data].sort((a, b) => Number(b.state.type === "Offered") - Number(a.state.type === "Offered") || Number(b.id - a.id));
	return (
		<Page title={t("credit.lines")} back="/firm/loans" wide>
			<Badge badge={lines.badge} checkedAt={lines.checkedAt} />
			<p className="quiet">{t("credit.lines.what")}</p>
			{rows.length === 0 && <Empty>{t("credit.lines.noneYours")}</Empty>}
			{rows.length > 0 && (
				<Table
					caption={t("credit.lines")}
					rows={rows}
					rowKey={({ id }) => String(id)}
					columns={[
						{ key: "number", title: t("credit.line"), cell: ({ id }) => <Link to={`/firm/lines/${id}`}>{String(id)}</Link> },
						{ key: "bank", title: t("credit.lender"), cell: ({ institution }) => name("institution", institutions.get(institution)?.name ?? "") },
						{ key: "state", title: t("bank.col.state"), cell: ({ state }) => t("credit.line.state", { state: state.type }) },
						{ key: "limit", title: t("credit.line.limit"), number: true, cell: ({ spec }) => <Amount value={spec.limit} currency={spec.currency} /> },
						{ key: "available", title: t("credit.line.available"), number: true, cell: ({ available, spec }) => <Amount value={available} currency={spec.currency} /> },
					]}
				/>
			)}
		</Page>
	);
}

export function Line() {
	const id = readId(useParams().line);
	const { t } = useWords("credit", "bank", "firm");
	const line = useQuestion("CreditLinesApi.line", id === undefined ? null : [id]);
	if (isGone(id, line)) return <Page title={t("credit.line.gone")} back="/firm/lines">{null}</Page>;
	if (!line.data) return <Loading of={[line]} />;
	return <Shown line={line.data} badge={line.badge} checkedAt={line.checkedAt} />;
}

function Shown({ line, badge, checkedAt }: { line: View; badge: Parameters<typeof worst>[0]; checkedAt: number | undefined }) {
	const words = useWords("credit", "bank", "firm");
	const { t } = words;
	const firm = useFirm();
	const name = useName();
	const doing = useOwnDoing();
	const trust = useTrust();
	const { data: institutions, badge: named } = useAskedInstitutions();
	const { id, spec, state } = line;
	const number = String(id);
	const offered = state.type === "Offered";
	const same = useQuery({
		queryKey: ["line", keyOf([id, line.institution, spec, line.terms_hash])],
		queryFn: async () => (await hashLine(line)) === line.terms_hash,
		enabled: offered,
		staleTime: Infinity,
		gcTime: 0,
		retry: false,
	});
	const institution = name("institution", institutions?.get(line.institution)?.name ?? "");
	const mine = !isOther(firm, spec.enterprise);
	const standing = worst(badge, named);
	const currency = currencyText(spec.currency);
	const wish = new URLSearchParams({ amount: (line.available / 100n).toString(), currency: spec.currency.type, tenor: String(spec.conditions.longest_tenor), bank: String(line.institution), line: number });
	if (spec.conditions.methods[0]) wish.set("method", spec.conditions.methods[0].type);
	if (spec.conditions.use_of_funds[0]) wish.set("use", spec.conditions.use_of_funds[0].type);
	const accept = () => void doing.send(call("CreditLines", "accept", { line: id, terms_hash: line.terms_hash }), t("credit.act.lineAccept", { number }), { fresh: true, rests: [standing], trustNode: trust.trusted });
	return (
		<Page title={t("credit.line.of", { number, institution })} back="/firm/lines" wide>
			<Badge badge={standing} checkedAt={checkedAt} />
			<Others of={spec.enterprise} />
			<LineFacts line={line} />
			{state.type === "InForce" && line.available > 0n && mine && <ButtonLink to={`/firm/products?${wish}`}>{t("credit.line.draw")}</ButtonLink>}
			{offered && (
				<Sign
					same={{ data: same.data, error: same.error }}
					says={t("credit.line.signed", { number, limit: words.money(spec.limit, currency), hash: line.terms_hash, time: words.time(moment(spec.valid_until)) })}
					standing={standing}
					trust={trust}
					accept={mine ? accept : undefined}
					busy={doing.busy}
				/>
			)}
			{mine && (offered || (line.drawn === 0n && (state.type === "InForce" || state.type === "Frozen"))) && (
				<Button kind="danger" busy={doing.busy} onClick={() => void doing.send(call("CreditLines", "cancel", { line: id }), t("credit.act.lineCancel", { number }))}>
					{t(offered ? "credit.line.refuse" : "credit.line.end")}
				</Button>
			)}
			{doing.progress}
			{!offered && <Drawdowns line={line} link={(application) => <Link to={`/firm/offer/${application}`}>{String(application)}</Link>} />}
			<FeeTables line={line} />
		</Page>
	);
}
