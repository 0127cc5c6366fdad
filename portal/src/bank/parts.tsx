// What several of the bank's screens show.

import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { type RegistrationNumber, useQuestion, useStorage } from "../chain";
import { bareNumber } from "../firm/numbers";
import { Notice, Progress } from "../ui";
import { type Currency, type MessageId, useWords } from "../words";
import type { Doing } from "../credit/doing";
import { type Bank, type BankActing, useBankAct } from "./bank";
import { useBankHere } from "./here";
import { left } from "./left";

export const currencyOf = ({ type }: { type: string }) => type.toUpperCase() as Currency;
export const gradeOf = ({ type }: { type: string }) => type.toUpperCase();

export function FirmName({ number, to }: { number: RegistrationNumber; to?: string }) {
	const { data } = useQuestion("EnterpriseRegistryApi.enterprise", [number]);
	const name = <span className="bank-firm">{data?.legal_name ?? "…"}</span>;
	return (
		<>
			{to ? <Link to={to}>{name}</Link> : name} <span className="bank-number">{bareNumber(number)}</span>
		</>
	);
}

/** The time left, in words; the colour says the same. */
export function TimeLeft({ until, now, what }: { until: number; now: number | undefined; what?: ReactNode }) {
	const { t, time } = useWords("bank");
	if (now === undefined) return <>…</>;
	const { pressing, id, values } = left(until, now);
	return (
		<span className={`left left-${pressing}`} title={t("bank.left.until", { time: time(until * 1000) })}>
			{what}
			{t(id, values)}
		</span>
	);
}

/** How far what was sent is, and that it waits where two must sign. */
export function Sent({ acting, done }: { acting: BankActing; done?: ReactNode }) {
	const bank = useBankHere();
	const there = acting.state === "inBlock" || acting.state === "final";
	return (
		<>
			<Progress state={acting.state} title={acting.title} />
			{there && acting.waits && <Entered bank={bank} callHash={acting.waits} done={done} />}
			{there && !acting.waits && done}
		</>
	);
}

/** It waits until the second officer has approved it or it was taken back; which of them the screen itself then shows. */
function Entered({ bank, callHash, done }: { bank: Bank; callHash: `0x${string}`; done?: ReactNode }) {
	const { t } = useWords("bank");
	const { data, loading } = useStorage("Multisig.Multisigs", [bank.key, callHash]);
	const [seen, setSeen] = useState(false);
	if (data && !seen) setSeen(true);
	if (seen && !data && !loading) {
		return (
			<>
				<Notice kind="info" title={t("bank.act.decided")} />
				{done}
			</>
		);
	}
	return (
		<Notice kind="info" title={t("bank.act.waits")}>
			<p>
				<Link to="/bank/approve">{t("bank.act.waitsLink")}</Link>
			</p>
		</Notice>
	);
}

/** What the shared screens do, done as this bank signs. */
export function useBankDoing(): Doing {
	const acting = useBankAct(useBankHere());
	return {
		send: async (what, title, { fresh } = {}) => "events" in (await acting.send(what, title, fresh ? { fresh } : {})),
		busy: acting.busy,
		progress: <Sent acting={acting} />,
	};
}

export type Word = (id: MessageId, values?: Record<string, string | number | bigint>) => string;
