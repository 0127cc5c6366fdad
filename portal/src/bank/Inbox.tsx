import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useList } from "../chain";
import { Badge, Empty, Notice, Page, Table, type Column } from "../ui";
import { errorText, useWords } from "../words";
import { Name } from "../words/Name";
import { useNow } from "./bank";
import type { Application } from "./conditions";
import { useBankHere } from "./here";
import { endOf } from "./left";
import { currencyOf, FirmName, gradeOf, TimeLeft } from "./parts";

type State = Application["now"]["type"];

/** Until when it waits for whom; Unix seconds. */
export function waitsUntil(application: Application): number | undefined {
	const { now } = application;
	switch (now.type) {
		case "Open":
			return Number(application.decide_by);
		case "Offered":
			return application.terms && Number(application.terms.valid_until) - 1;
		case "Accepted":
			return application.reservation && endOf(application.reservation.pay_by);
		case "Disbursed":
			return endOf(now.value.confirm_by);
		case "Disputed":
			return endOf(now.value.decide_by);
		default:
			return undefined;
	}
}

const PARTS: { states: State[]; id: "bank.inbox.open" | "bank.inbox.offered" | "bank.inbox.accepted" | "bank.inbox.disbursed" | "bank.inbox.over" }[] = [
	{ states: ["Open"], id: "bank.inbox.open" },
	{ states: ["Accepted"], id: "bank.inbox.accepted" },
	{ states: ["Disputed", "Disbursed"], id: "bank.inbox.disbursed" },
	{ states: ["Offered"], id: "bank.inbox.offered" },
	{ states: ["Funded", "Expired", "Withdrawn", "Refused", "Declined", "Annulled"], id: "bank.inbox.over" },
];

const PAGE = 50;

export function Inbox() {
	const { t } = useWords("bank");
	const bank = useBankHere();
	const inbox = useList("FinancingApi.inbox", [bank.id]);
	const now = useNow();
	const fresh = useFresh(inbox.data);
	return (
		<Page title={t("bank.inbox.title")} wide>
			<p className="bank-line">
				<Badge badge={inbox.badge} checkedAt={inbox.checkedAt} />{" "}
				{bank.missed_deadlines > 0 && <span className="left left-late">{t("bank.inbox.missed", { n: bank.missed_deadlines })}</span>}{" "}
				<Link to="/bank/closed">{t("bank.inbox.closed")}</Link>
			</p>
			{inbox.error && <Notice kind="bad" title={errorText(inbox.error).title} />}
			{!inbox.data && !inbox.error && <p role="status">{t("bank.loading")}</p>}
			{inbox.data?.length === 0 && (
				<Empty>
					{t("bank.inbox.empty")} {t("bank.inbox.emptyHint")}
				</Empty>
			)}
			{inbox.data &&
				PARTS.map(({ states, id }) => {
					const rows = inbox.data!.filter((one) => states.includes(one.now.type));
					return rows.length > 0 && <Part key={id} title={t(id)} rows={rows} now={now} fresh={fresh} />;
				})}
		</Page>
	);
}

/** Numbers that came while the person was looking. */
function useFresh(applications: Application[] | undefined): Set<bigint> {
	const seen = useRef<Set<bigint>>(undefined);
	const [fresh, setFresh] = useState<Set<bigint>>(new Set());
	useEffect(() => {
		if (!applications) return;
		const before = seen.current;
		seen.current = new Set(applications.map(({ id }) => id));
		const came = before ? applications.filter(({ id }) => !before.has(id)).map(({ id }) => id) : [];
		if (came.length > 0) setFresh((fresh) => new Set([...fresh, ...came]));
	}, [applications]);
	return fresh;
}

function Part({ title, rows, now, fresh }: { title: string; rows: Application[]; now: number | undefined; fresh: Set<bigint> }) {
	const { t } = useWords();
	const [shown, setShown] = useState(PAGE);
	const sorted = [...rows].sort((a, b) => (waitsUntil(a) ?? 0) - (waitsUntil(b) ?? 0) || Number(a.id - b.id));
	return (
		<section>
			<Table caption={`${title} (${rows.length})`} columns={useColumns(now, fresh)} rows={sorted.slice(0, shown)} rowKey={({ id }) => String(id)} />
			{sorted.length > shown && (
				<button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
					{t("bank.more")}
				</button>
			)}
		</section>
	);
}

export function useColumns(now: number | undefined, fresh?: Set<bigint>): Column<Application>[] {
	const { t, money } = useWords();
	const products = useList("FinancingApi.products", []);
	const names = new Map(products.data?.map(({ id, spec }) => [id, spec.name]));
	return [
		{
			key: "left",
			title: t("bank.col.left"),
			cell: (one) => {
				const until = waitsUntil(one);
				if (until === undefined) return t("bank.state", { state: one.now.type });
				return <TimeLeft until={until} now={now} />;
			},
		},
		{
			key: "firm",
			title: t("bank.col.firm"),
			cell: (one) => (
				<>
					{fresh?.has(one.id) && <strong className="fresh">{t("bank.inbox.new")} </strong>}
					<FirmName number={one.enterprise} to={`/bank/application/${one.id}`} />
				</>
			),
		},
		{
			key: "asked",
			title: t("bank.col.asked"),
			cell: ({ request }) => (
				<>
					<span className="amount">{money(request.amount, currencyOf(request.currency))}</span>
					<br />
					{t("bank.months", { n: request.tenor })} · {t("bank.method", { method: request.method.type })}
				</>
			),
		},
		{ key: "product", title: t("bank.col.product"), cell: ({ product }) => (names.has(product) ? <Name of={names.get(product)!} /> : t("bank.number", { number: product })) },
		{ key: "grade", title: t("bank.col.grade"), cell: ({ grade }) => t("bank.file.gradeAtLeast", { grade: gradeOf(grade) }) },
	];
}
