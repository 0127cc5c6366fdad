import { useState } from "react";
import { useList } from "../chain";
import { Badge, Page, Table } from "../ui";
import { useWords } from "../words";
import { useNow } from "./bank";
import { useBankHere } from "./here";
import { useColumns } from "./Inbox";

const PAGE = 50;

export function Closed() {
	const { t } = useWords("bank");
	const bank = useBankHere();
	const closed = useList("PortfolioApi.closed_applications", [bank.id]);
	const columns = useColumns(useNow());
	const [shown, setShown] = useState(PAGE);
	const rows = [...(closed.data ?? [])].sort((a, b) => Number(b.id - a.id));
	const state = {
		key: "state",
		title: t("bank.col.state"),
		cell: ({ now }: (typeof rows)[number]) =>
			now.type === "Declined" ? t("bank.file.declinedFor", { reason: t("bank.decline.choices", { reason: now.value.reason.type }) }) : t("bank.state", { state: now.type }),
	};
	return (
		<Page title={t("bank.closed.title")} back="/bank" wide>
			<p>
				<Badge badge={closed.badge} checkedAt={closed.checkedAt} />
			</p>
			{!closed.data && <p role="status">{t("bank.loading")}</p>}
			{closed.data && (
				<Table caption={t("bank.closed.title")} columns={[state, ...columns.slice(1)]} rows={rows.slice(0, shown)} rowKey={({ id }) => String(id)} empty={t("bank.closed.empty")} />
			)}
			{rows.length > shown && (
				<button type="button" className="link" onClick={() => setShown(shown + PAGE)}>
					{t("bank.more")}
				</button>
			)}
		</Page>
	);
}
