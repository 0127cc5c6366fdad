import { useList, useQuestion } from "../chain";
import { Badge, Empty, Table } from "../ui";
import { useWords } from "../words";
import { short } from "../council/sentences";
import { Screen } from "./parts";

/** Corridors and validators, as they stand. */
export function Network() {
	const { t, count, list } = useWords("regulator", "council");
	const corridors = useQuestion("CrossBorderApi.corridors", []);
	const validators = useList("ValidatorsApi.validators", []);
	return (
		<Screen title={t("regulator.network.title")}>
			<p>
				<Badge badge={corridors.badge} checkedAt={corridors.checkedAt} />
			</p>
			{corridors.data?.length === 0 && <Empty>{t("regulator.network.noCorridors")}</Empty>}
			{corridors.data && corridors.data.length > 0 && (
				<Table
					caption={t("regulator.network.corridors")}
					rows={corridors.data}
					rowKey={({ corridor }) => corridor.type}
					columns={[
						{ key: "corridor", title: t("regulator.network.corridor"), cell: ({ corridor }) => t("council.corridor", { corridor: corridor.type }) },
						{ key: "state", title: t("regulator.status"), cell: ({ halted, lane_open }) => t("regulator.network.state", { state: halted ? "halted" : lane_open ? "open" : "closed" }) },
						{ key: "classes", title: t("regulator.network.classes"), cell: ({ open }) => (open.length === 0 ? "—" : list(open.map(({ type }) => t("council.class", { class: type })))) },
						{ key: "sent", title: t("regulator.network.sent"), number: true, cell: ({ last_sent }) => count(last_sent) },
						{ key: "received", title: t("regulator.network.received"), number: true, cell: ({ last_received }) => count(last_received) },
						{ key: "waiting", title: t("regulator.network.waiting"), number: true, cell: ({ waiting }) => count(waiting) },
					]}
				/>
			)}
			{validators.data && (
				<Table
					caption={t("regulator.network.validators")}
					rows={validators.data}
					rowKey={({ account }) => account}
					columns={[
						{ key: "account", title: t("regulator.network.account"), cell: ({ account }) => <code title={account}>{short(account)}</code> },
						{ key: "seated", title: t("regulator.status"), cell: ({ seated, has_keys }) => t("regulator.network.seat", { seat: seated ? "seated" : has_keys ? "waits" : "noKeys" }) },
						{ key: "blocks", title: t("regulator.network.blocks"), number: true, cell: ({ blocks }) => count(blocks) },
						{ key: "missed", title: t("regulator.network.missed"), number: true, cell: ({ missed }) => count(missed) },
						{ key: "last", title: t("regulator.network.last"), number: true, cell: ({ last_block }) => (last_block === undefined ? "—" : count(last_block)) },
					]}
				/>
			)}
		</Screen>
	);
}
