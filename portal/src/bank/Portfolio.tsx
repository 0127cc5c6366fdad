import { useDeferredValue, useMemo, useState } from "react";
import { Link } from "react-router";
import { ask, node, useList, useQuestion } from "../chain";
import { bareNumber } from "../firm/numbers";
import { save } from "../firm/save";
import { Badge, Button, Day, Empty, Page, Table } from "../ui";
import { useWords } from "../words";
import { useBankHere } from "./here";
import { currencyOf, FirmName, gradeOf } from "./parts";
import type { Line } from "./payments";
import { type Bucket, BUCKETS, bucketOf, byGrade, byLateness, type Full, type Group, portfolioCsv } from "./portfolio";

/** As many as a screen shows: each line asks for its own sums. */
const PAGE = 20;

type Filter = Bucket | "all" | "default";
const FILTERS: Filter[] = ["all", ...BUCKETS, "default"];

export function Portfolio() {
	const { t } = useWords("bank");
	const bank = useBankHere();
	const [repaid, setRepaid] = useState(false);
	const running = useList("PortfolioApi.loans_by", repaid ? null : [bank.id]);
	const closed = useList("PortfolioApi.repaid_loans_by", repaid ? [bank.id] : null);
	const loans = repaid ? closed : running;
	const [filter, setFilter] = useState<Filter>("all");
	const [typed, setTyped] = useState("");
	const [page, setPage] = useState(0);
	const wanted = useDeferredValue(typed.trim().toUpperCase());
	const lines = loans.data;
	const groups = useMemo(() => byGrade(lines ?? []), [lines]);
	const found = useMemo(() => {
		const some = (lines ?? []).filter((line) => {
			if (filter === "default" && line.state.type !== "InDefault") return false;
			if (filter !== "all" && filter !== "default" && bucketOf(line.arrears_days) !== filter) return false;
			return wanted === "" || String(line.id) === wanted || bareNumber(line.enterprise).includes(wanted);
		});
		return byLateness(some);
	}, [lines, filter, wanted]);
	const pages = Math.max(1, Math.ceil(found.length / PAGE));
	const at = Math.min(page, pages - 1);
	return (
		<Page title={t("bank.portfolio.title")} wide>
			<p className="bank-line">
				<Badge badge={loans.badge} checkedAt={loans.checkedAt} />{" "}
				<button type="button" className="link" onClick={() => (setRepaid(!repaid), setPage(0), setFilter("all"))}>
					{t(repaid ? "bank.portfolio.running" : "bank.portfolio.repaid")}
				</button>{" "}
				<Link to="/bank/deletions">{t("bank.nav.deletions")}</Link>
			</p>
			{!lines && <p role="status">{t("bank.loading")}</p>}
			{lines?.length === 0 && <Empty>{t("bank.portfolio.empty")}</Empty>}
			{lines && lines.length > 0 && (
				<>
					{!repaid && <Arrears groups={groups} />}
					<div className="bank-filter">
						<label>
							<span>{t("bank.portfolio.show")}</span>
							<select value={filter} onChange={({ target }) => (setFilter(target.value as Filter), setPage(0))}>
								{FILTERS.map((bucket) => (
									<option key={bucket} value={bucket}>
										{t("bank.portfolio.bucket", { bucket })}
									</option>
								))}
							</select>
						</label>
						<label>
							<span>{t("bank.portfolio.find")}</span>
							<input type="search" value={typed} onChange={({ target }) => (setTyped(target.value), setPage(0))} />
						</label>
						<Download lines={found} />
					</div>
					<Lines rows={found.slice(at * PAGE, (at + 1) * PAGE)} caption={t("bank.portfolio.page", { from: found.length === 0 ? 0 : at * PAGE + 1, to: Math.min(found.length, (at + 1) * PAGE), all: found.length })} />
					{pages > 1 && (
						<p>
							<Button kind="secondary" disabled={at === 0} onClick={() => setPage(at - 1)}>
								{t("bank.portfolio.previous")}
							</Button>
							<Button kind="secondary" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
								{t("bank.portfolio.next")}
							</Button>
						</p>
					)}
				</>
			)}
		</Page>
	);
}

function Arrears({ groups }: { groups: Group[] }) {
	const { t, count } = useWords("bank");
	const sum = groups.reduce(
		(all, one) => ({ ...all, all: all.all + one.all, defaults: all.defaults + one.defaults, counts: Object.fromEntries(BUCKETS.map((b) => [b, all.counts[b] + one.counts[b]])) as Group["counts"] }),
		{ grade: "C", counts: { none: 0, d30: 0, d90: 0, over: 0 }, defaults: 0, all: 0 } as Group,
	);
	const rows = [...groups.map((group) => ({ name: gradeOf({ type: group.grade }), group })), { name: t("bank.portfolio.bucket", { bucket: "all" }), group: sum }];
	return (
		<Table
			caption={t("bank.portfolio.arrears")}
			rows={rows}
			rowKey={({ name }) => name}
			columns={[
				{ key: "grade", title: t("bank.portfolio.grade"), cell: ({ name }) => <strong>{name}</strong> },
				...BUCKETS.map((bucket) => ({ key: bucket, title: t("bank.portfolio.bucket", { bucket }), number: true, cell: ({ group }: (typeof rows)[number]) => count(group.counts[bucket]) })),
				{ key: "default", title: t("bank.portfolio.bucket", { bucket: "default" }), number: true, cell: ({ group }) => count(group.defaults) },
				{ key: "all", title: t("bank.portfolio.bucket", { bucket: "all" }), number: true, cell: ({ group }) => <strong>{count(group.all)}</strong> },
			]}
		/>
	);
}

function Lines({ rows, caption }: { rows: Line[]; caption: string }) {
	const { t } = useWords("bank");
	return (
		<Table
			caption={caption}
			rows={rows}
			rowKey={({ id }) => String(id)}
			columns={[
				{ key: "loan", title: t("bank.payments.loan"), cell: ({ id }) => <Link to={`/bank/loans/${id}`}>{String(id)}</Link> },
				{ key: "firm", title: t("bank.col.firm"), cell: ({ enterprise, id }) => <FirmName number={enterprise} to={`/bank/loans/${id}`} /> },
				{ key: "grade", title: t("bank.col.grade"), cell: ({ grade }) => gradeOf(grade) },
				{ key: "arrears", title: t("bank.portfolio.arrearsDays"), cell: (line) => <Late line={line} /> },
				{ key: "outstanding", title: t("bank.portfolio.outstanding"), number: true, cell: ({ id, currency }) => <Sum id={id} currency={currencyOf(currency)} what="outstanding" /> },
				{ key: "due", title: t("bank.portfolio.due"), number: true, cell: ({ id, currency }) => <Sum id={id} currency={currencyOf(currency)} what="due" /> },
				{ key: "class", title: t("bank.portfolio.class"), cell: ({ id }) => <Category id={id} /> },
				{ key: "ends", title: t("bank.portfolio.ends"), cell: ({ ends }) => <Day value={ends} /> },
			]}
		/>
	);
}

export function Late({ line }: { line: Line }) {
	const { t } = useWords("bank");
	if (line.state.type === "InDefault") return <span className="left left-late">{t("bank.loanState", { state: "InDefault" })}</span>;
	const bucket = bucketOf(line.arrears_days);
	const pressing = bucket === "none" ? "ample" : bucket === "over" ? "late" : "soon";
	return <span className={`left left-${pressing}`}>{bucket === "none" ? t("bank.portfolio.bucket", { bucket }) : t("bank.days", { n: line.arrears_days })}</span>;
}

function Sum({ id, currency, what }: { id: bigint; currency: string; what: "outstanding" | "due" }) {
	const { money } = useWords("bank");
	const { data } = useQuestion("FinancingApi.loan", [id]);
	return <span className="amount">{data ? money(what === "due" ? data.due.total : data.outstanding_principal, currency as "CNY", "figure") : "…"}</span>;
}

function Category({ id }: { id: bigint }) {
	const { t } = useWords("bank");
	const { data } = useQuestion("ClassificationApi.classification", [id]);
	return <>{data ? t("bank.class", { class: data.class.type }) : "—"}</>;
}

/** The file has what only each loan itself tells: they are asked one after another, eight at a time. */
function Download({ lines }: { lines: Line[] }) {
	const { t } = useWords("bank");
	const [done, setDone] = useState<number>();
	const make = async () => {
		const head = node.heads().best;
		if (!head || done !== undefined) return;
		const names = new Map<string, string>();
		const full: Full[] = [];
		setDone(0);
		try {
			for (let at = 0; at < lines.length; at += 8) {
				const some = await Promise.all(
					lines.slice(at, at + 8).map(async (line) => {
						const firm = bareNumber(line.enterprise);
						const [loan, judged] = await Promise.all([ask("FinancingApi.loan", [line.id], head), ask("ClassificationApi.classification", [line.id], head)]);
						if (!names.has(firm)) names.set(firm, (await ask("EnterpriseRegistryApi.enterprise", [line.enterprise], head)).value?.legal_name ?? "");
						return { line, firm, name: names.get(firm)!, outstanding: loan.value?.outstanding_principal ?? 0n, due: loan.value?.due.total ?? 0n, category: judged.value?.class.type ?? "" };
					}),
				);
				full.push(...some);
				setDone(full.length);
			}
			save(`loans-${head.number}.csv`, portfolioCsv(full), "text/csv");
		} finally {
			setDone(undefined);
		}
	};
	return (
		<Button kind="secondary" busy={done !== undefined} onClick={() => void make()}>
			{done === undefined ? t("bank.portfolio.csv") : t("bank.portfolio.csvBusy", { done, all: lines.length })}
		</Button>
	);
}
