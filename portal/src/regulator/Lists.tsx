import { useParams } from "react-router";
import { type Item, useList } from "../chain";
import { FirmName, gradeOf } from "../bank/parts";
import { bareNumber } from "../firm/numbers";
import { Badge, Empty, Table } from "../ui";
import { useWords } from "../words";
import { listCsv } from "./arrears";
import { Csv, Screen } from "./parts";

/** The bank of the path, and its name. */
function useBankOfPath() {
	const { id } = useParams();
	const { name } = useWords();
	const number = /^\d{1,9}$/.test(id ?? "") ? Number(id) : undefined;
	const { data } = useList("FinancingApi.institutions", []);
	const found = data?.find((one) => one.id === number);
	return { id: number, name: found ? name(found.name) : (id ?? ""), none: data !== undefined && !found };
}

const instant = (seconds: bigint | undefined) => (seconds === undefined ? "" : new Date(Number(seconds) * 1_000).toISOString());

/** A link can lead to any number. */
function NoBank() {
	const { t } = useWords("regulator");
	return (
		<Screen title={t("regulator.noBank")} back="/regulator">
			{null}
		</Screen>
	);
}

/** Applications that a bank did not decide in time. */
export function Deadlines() {
	const { t, time } = useWords("regulator", "bank");
	const bank = useBankOfPath();
	const { data, badge, checkedAt, head } = useList("PortfolioApi.missed_deadlines", bank.id === undefined ? null : [bank.id]);
	if (bank.none) return <NoBank />;
	const file = () =>
		listCsv(
			{ block: head!.number, hash: head!.hash, query: `PortfolioApi.missed_deadlines(${bank.id})` },
			["application", "enterprise", "product", "grade", "filed at", "decide by", "state"],
			data!.map((one) => [`${one.id}`, bareNumber(one.enterprise), `${one.product}`, one.grade.type.toUpperCase(), instant(one.filed_at), instant(one.decide_by), one.now.type]),
		);
	return (
		<Screen title={t("regulator.deadlines.title", { bank: bank.name })} back="/regulator">
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			{data?.length === 0 && <Empty>{t("regulator.deadlines.none")}</Empty>}
			{data && data.length > 0 && head && (
				<>
					<Csv name={`deadlines-${bank.id}-${head.number}.csv`} text={file} />
					<Table
						caption={t("regulator.deadlines.caption")}
						rows={data}
						rowKey={({ id }) => String(id)}
						columns={[
							{ key: "id", title: t("regulator.application"), cell: ({ id }) => String(id) },
							{ key: "firm", title: t("bank.col.firm"), cell: ({ enterprise }) => <FirmName number={enterprise} /> },
							{ key: "grade", title: t("bank.col.grade"), cell: ({ grade }) => gradeOf(grade) },
							{ key: "filed", title: t("regulator.filed"), cell: ({ filed_at }) => time(Number(filed_at) * 1_000) },
							{ key: "by", title: t("regulator.decideBy"), cell: ({ decide_by }) => time(Number(decide_by) * 1_000) },
							{ key: "state", title: t("bank.col.state"), cell: ({ now }) => t("bank.state", { state: now.type }) },
						]}
					/>
				</>
			)}
		</Screen>
	);
}

type Consent = Item<"ConsentsApi.deletions_owed">;

/** Consents whose data a bank should have deleted. */
export function Deletions() {
	const { t, time } = useWords("regulator", "bank");
	const bank = useBankOfPath();
	const { data, badge, checkedAt, head } = useList("ConsentsApi.deletions_owed", bank.id === undefined ? null : [bank.id]);
	if (bank.none) return <NoBank />;
	const overdue = data?.filter(({ deletion_overdue }) => deletion_overdue);
	const file = () =>
		listCsv(
			{ block: head!.number, hash: head!.hash, query: `ConsentsApi.deletions_owed(${bank.id}); deletion_overdue` },
			["consent", "enterprise", "given at", "delete by"],
			overdue!.map((one) => [`${one.id}`, bareNumber(one.enterprise), instant(one.given_at), instant(one.delete_by)]),
		);
	return (
		<Screen title={t("regulator.deletions.title", { bank: bank.name })} back="/regulator">
			<p>
				<Badge badge={badge} checkedAt={checkedAt} />
			</p>
			{overdue?.length === 0 && <Empty>{t("regulator.deletions.none")}</Empty>}
			{overdue && overdue.length > 0 && head && (
				<>
					<Csv name={`deletions-${bank.id}-${head.number}.csv`} text={file} />
					<Table
						caption={t("regulator.deletions.caption")}
						rows={overdue}
						rowKey={({ id }: Consent) => String(id)}
						columns={[
							{ key: "id", title: t("regulator.consent"), cell: ({ id }) => String(id) },
							{ key: "firm", title: t("bank.col.firm"), cell: ({ enterprise }) => <FirmName number={enterprise} /> },
							{ key: "by", title: t("regulator.deleteBy"), cell: ({ delete_by }) => (delete_by === undefined ? "—" : time(Number(delete_by) * 1_000)) },
						]}
					/>
				</>
			)}
		</Screen>
	);
}
