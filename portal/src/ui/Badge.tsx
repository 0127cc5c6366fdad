import type { Badge as Standing } from "../chain";
import { isByGateway } from "../chain/network";
import { useWords } from "../words";

const MARKS: Record<Standing, string> = { verified: "✔", node: "◐", disagrees: "✖", old: "⏲" };

/** How far what is shown was checked. Several answers on one screen: `worst` of theirs. */
export function Badge({ badge, checkedAt }: { badge: Standing; checkedAt?: number }) {
	const { t, time } = useWords();
	return (
		<span className={`badge badge-${badge}`} data-badge={badge}>
			<span aria-hidden="true">{MARKS[badge]}</span> {t(badge === "node" && isByGateway() ? "ui.badge.gateway" : `ui.badge.${badge}`)}
			{badge === "verified" && checkedAt !== undefined && <span className="badge-time"> {time(checkedAt)}</span>}
		</span>
	);
}

/** The badge of several answers together: `disagrees` before `old` before `node` before `verified`. */
export function worst(...badges: Standing[]): Standing {
	return (["disagrees", "old", "node"] as const).find((one) => badges.includes(one)) ?? "verified";
}
