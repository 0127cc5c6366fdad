import { useMemo, useState } from "react";
import { Link } from "react-router";
import { ask, call, type Head, node, useList } from "../chain";
import { bareNumber } from "../firm/numbers";
import { Badge, Button, Day, Drop, ErrorSummary, Notice, Page } from "../ui";
import { useWords } from "../words";
import { useBankAct, useNow } from "./bank";
import { Waiting } from "./Frame";
import { useBankHere } from "./here";
import { dayOf } from "./left";
import { currencyOf, Sent } from "./parts";
import { canRecord, decodeText, doubtsOf, type Doubt, type Known, type Line, match, type Matched, readPayments, type Row, Unread } from "./payments";

/** Under one signature; a block has room for many more. */
const MOST_AT_ONCE = 100;
/** With more loans a payment's amount alone is no sign, and asking each loan takes long. */
const MOST_ASKED = 300;

type Status = "ready" | "left" | "recorded" | "refused" | "waits";
interface Shown extends Matched {
	ticked: boolean;
	status: Status;
}

/** What is known of these loans, asked at one block. */
async function knownOf(lines: readonly Line[], head: Head): Promise<Known[]> {
	const names = new Map<string, string | undefined>();
	const one = async (line: Line): Promise<Known> => {
		const firm = bareNumber(line.enterprise);
		if (!names.has(firm)) {
			names.set(firm, undefined);
			names.set(firm, (await ask("EnterpriseRegistryApi.enterprise", [line.enterprise], head)).value?.legal_name);
		}
		const [loan, statement] = await Promise.all([
			ask("FinancingApi.loan", [line.id], head),
			ask("FinancingApi.statement", [line.id, { after: undefined, limit: undefined }], head),
		]);
		const view = loan.value;
		return {
			id: line.id,
			currency: currencyOf(line.currency),
			started: line.started,
			firm,
			name: names.get(firm),
			claims: view?.claims.map(({ claim }) => claim.reference) ?? [],
			references: (statement.value?.items ?? []).flatMap(({ entry }) => (entry.entry.type === "Repayment" && !entry.reversed ? [entry.entry.value.reference] : [])),
			due: view?.due.total ?? 0n,
			payoff: view?.payoff ?? 0n,
			closed: line.state.type === "Closed",
		};
	};
	const found: Known[] = [];
	for (let at = 0; at < lines.length; at += 8) found.push(...(await Promise.all(lines.slice(at, at + 8).map(one))));
	// Names that another loan of the same firm was still asking for.
	return found.map((loan) => ({ ...loan, name: loan.name ?? names.get(loan.firm) }));
}

export function Payments() {
	const { t, money } = useWords("bank");
	const bank = useBankHere();
	const now = useNow();
	const loans = useList("PortfolioApi.loans_by", [bank.id]);
	const acting = useBankAct(bank);
	const [known, setKnown] = useState<Known[]>([]);
	const [rows, setRows] = useState<Shown[]>();
	const [unread, setUnread] = useState<{ line: number | undefined }>();
	const [reading, setReading] = useState(false);
	const byId = useMemo(() => new Map(known.map((loan) => [loan.id, loan])), [known]);
	if (now === undefined || !loans.data) return <Waiting />;
	const today = dayOf(now);
	const lines = loans.data;

	const read = async (file: File) => {
		setUnread(undefined);
		setReading(true);
		acting.reset();
		try {
			const found = readPayments(decodeText(new Uint8Array(await file.arrayBuffer())));
			const head = node.heads().best;
			if (!head) return;
			const named = new Set(found.flatMap(({ loan }) => (loan === undefined ? [] : [loan])));
			const asked = lines.length <= MOST_ASKED ? lines : lines.filter(({ id }) => named.has(id));
			const all = await knownOf(asked, head);
			setKnown(all);
			setRows(match(found, all, today).map((one) => ({ ...one, ticked: one.doubts.length === 0, status: one.doubts.length === 0 ? "ready" : "left" })));
		} catch (error) {
			setRows(undefined);
			setUnread({ line: error instanceof Unread ? error.line : undefined });
		} finally {
			setReading(false);
		}
	};

	const change = (row: Row, to: Partial<Shown>) => setRows((rows) => rows?.map((one) => (one.row === row ? { ...one, ...to } : one)));
	const choose = (one: Shown, loan: bigint | undefined) => {
		// A person's word settles which loan it is; what the record would refuse stays.
		const doubts = loan === undefined ? (["NoMatch"] as Doubt[]) : doubtsOf(one.row, byId.get(loan), today);
		change(one.row, { loan, doubts, ticked: loan !== undefined && doubts.length === 0, status: "left" });
	};

	const sure = rows?.filter(({ doubts }) => doubts.length === 0) ?? [];
	const doubtful = rows?.filter(({ doubts }) => doubts.length > 0) ?? [];
	const chosen = rows?.filter((one) => one.ticked && canRecord(one) && one.status !== "recorded") ?? [];
	const now100 = chosen.slice(0, MOST_AT_ONCE);
	const sum = (some: Shown[]) => {
		const sums = new Map<string, bigint>();
		for (const { row, loan } of some) {
			const currency = byId.get(loan!)!.currency;
			sums.set(currency, (sums.get(currency) ?? 0n) + row.amount!);
		}
		return [...sums].map(([currency, amount]) => money(amount, currency as "CNY", "figure")).join(" + ");
	};
	const done = rows?.filter(({ status }) => status === "recorded").length ?? 0;
	const refused = rows?.filter(({ status }) => status === "refused").length ?? 0;

	const send = async () => {
		const calls = now100.map(({ row, loan }) =>
			call("Financing", "record_repayment", { loan: loan!, amount: row.amount!, reference: row.reference, value_date: row.day! }),
		);
		// One that is refused does not stop the others: the bank's list is not all or nothing.
		const outcome = await acting.send(calls.length === 1 ? calls[0]! : call("Utility", "force_batch", { calls: calls as never }), t("bank.act.repay", { n: calls.length }));
		if ("refused" in outcome) return;
		const sent = new Set(now100.map(({ row }) => row));
		if (outcome.waits) return setRows((rows) => rows?.map((one) => (sent.has(one.row) ? { ...one, status: "waits", ticked: false } : one)));
		const repaid = outcome.events.filter(({ pallet, event }) => pallet === "Financing" && event === "Repaid").map(({ data }) => (data as { loan: bigint }).loan);
		const taken: boolean[] = [];
		const results = outcome.events.filter(({ pallet, event }) => pallet === "Utility" && (event === "ItemCompleted" || event === "ItemFailed"));
		if (calls.length === 1) taken.push(repaid.length === 1);
		else for (const { event } of results) taken.push(event === "ItemCompleted");
		setRows((rows) =>
			rows?.map((one) => {
				const at = now100.findIndex(({ row }) => row === one.row);
				return at < 0 ? one : { ...one, ticked: false, status: taken[at] ? "recorded" : "refused" };
			}),
		);
	};

	return (
		<Page title={t("bank.payments.title")} wide>
			<ErrorSummary errors={unread ? [{ field: "payments-file", text: unread.line === undefined ? t("bank.payments.unread") : t("bank.payments.unreadLine", { line: unread.line }) }] : []} />
			<Drop id="payments-file" label={t("bank.payments.choose")} hint={`${t("bank.payments.lead")} ${t("bank.payments.columns")}`} accept=".csv,.txt,.xml,text/csv,application/xml,text/xml" onFiles={([file]) => file && void read(file)} />
			{reading && <p role="status">{t("bank.loading")}</p>}
			{rows && (
				<>
					<p>
						<Badge badge={loans.badge} checkedAt={loans.checkedAt} />
					</p>
					{(done > 0 || refused > 0) && (
						<Notice kind={refused > 0 ? "warning" : "good"} title={t("bank.payments.done", { n: done })}>
							{refused > 0 && <p>{t("bank.payments.notDone", { n: refused })}</p>}
						</Notice>
					)}
					<List caption={t("bank.payments.matched", { n: sure.length })} rows={sure} lines={lines} byId={byId} choose={choose} tick={(row, ticked) => change(row, { ticked })} />
					{doubtful.length > 0 && (
						<List caption={t("bank.payments.doubtful", { n: doubtful.length })} rows={doubtful} lines={lines} byId={byId} choose={choose} tick={(row, ticked) => change(row, { ticked })} />
					)}
					{now100.length > 0 && (
						<p>
							<Button busy={acting.busy} onClick={() => void send()}>
								{t("bank.payments.recordN", { n: now100.length })}
							</Button>
							{t("bank.payments.sum", { amount: sum(now100) })}
						</p>
					)}
				</>
			)}
			<Sent acting={acting} />
		</Page>
	);
}

const PAGE = 100;

function List({ caption, rows, lines, byId, choose, tick }: { caption: string; rows: Shown[]; lines: Line[]; byId: Map<bigint, Known>; choose: (one: Shown, loan: bigint | undefined) => void; tick: (row: Row, ticked: boolean) => void }) {
	const { t, money } = useWords("bank");
	const [shown, setShown] = useState(PAGE);
	const running = lines.filter(({ state }) => state.type !== "Closed");
	return (
		<>
			<table className="table payments">
				<caption>{caption}</caption>
				<thead>
					<tr>
						<th scope="col">{t("bank.payments.record")}</th>
						<th scope="col">{t("bank.col.day")}</th>
						<th scope="col" className="number">
							{t("bank.col.amount")}
						</th>
						<th scope="col">{t("bank.payments.reference")}</th>
						<th scope="col">{t("bank.payments.loan")}</th>
						<th scope="col">{t("bank.col.state")}</th>
					</tr>
				</thead>
				<tbody>
					{rows.slice(0, shown).map((one) => {
						const { row, loan, doubts, ticked, status } = one;
						const known = loan === undefined ? undefined : byId.get(loan);
						const fixed = status === "recorded" || status === "waits";
						return (
							<tr key={row.row} data-status={status}>
								<td>
									<span className="cell-title">{t("bank.payments.record")}</span>
									{fixed ? (
										<span>✔</span>
									) : (
										<input
											type="checkbox"
											aria-label={`${t("bank.payments.record")}: ${t("bank.payments.row", { row: row.row })}`}
											checked={ticked}
											disabled={!canRecord(one)}
											onChange={({ target }) => tick(row, target.checked)}
										/>
									)}
								</td>
								<td>
									<span className="cell-title">{t("bank.col.day")}</span>
									<span className="cell">{row.day === undefined ? "—" : <Day value={row.day} />}</span>
								</td>
								<td className="number">
									<span className="cell-title">{t("bank.col.amount")}</span>
									<span className="cell amount">{row.amount === undefined ? "—" : money(row.amount, (known?.currency ?? row.currency ?? "CNY") as "CNY", "figure")}</span>
								</td>
								<td>
									<span className="cell-title">{t("bank.payments.reference")}</span>
									<span className="cell">
										{row.reference || "—"}
										{row.payer && <span className="hint"> {row.payer}</span>}
									</span>
								</td>
								<td>
									<span className="cell-title">{t("bank.payments.loan")}</span>
									<span className="cell">
										{doubts.length > 0 && !fixed ? (
											<select aria-label={`${t("bank.payments.loan")}: ${t("bank.payments.row", { row: row.row })}`} value={loan === undefined ? "" : String(loan)} onChange={({ target }) => choose(one, target.value === "" ? undefined : BigInt(target.value))}>
												<option value="">{t("bank.payments.noLoan")}</option>
												{running.map(({ id }) => (
													<option key={String(id)} value={String(id)}>
														{String(id)} {byId.get(id)?.name ?? ""}
													</option>
												))}
											</select>
										) : (
											loan !== undefined && (
												<>
													<Link to={`/bank/loans/${loan}`}>{String(loan)}</Link> {known?.name}
												</>
											)
										)}
									</span>
								</td>
								<td>
									<span className="cell-title">{t("bank.col.state")}</span>
									<span className="cell">{doubts.length > 0 && !fixed ? doubts.map((why) => t("bank.payments.doubt", { why })).join("; ") : t("bank.payments.status", { status })}</span>
								</td>
							</tr>
						);
					})}
				</tbody>
			</table>
			{rows.length > shown && (
				<button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
					{t("bank.more")}
				</button>
			)}
		</>
	);
}
