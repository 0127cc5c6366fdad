// How much time is left, in words and by how much it presses.

import type { MessageId, Value } from "../words";

export type Pressing = "late" | "soon" | "ample";

export interface Left {
	pressing: Pressing;
	id: MessageId;
	values: Record<string, Value>;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Until the last second that is in time; both are Unix time in seconds. */
export function left(until: number, now: number): Left {
	const seconds = until - now;
	if (seconds < 0) return { pressing: "late", id: "bank.left.late", values: { days: Math.floor(-seconds / DAY) } };
	if (seconds >= 2 * DAY) {
		return { pressing: "ample", id: "bank.left.days", values: { days: Math.floor(seconds / DAY), hours: Math.floor((seconds % DAY) / HOUR) } };
	}
	const pressing = "soon" as const;
	if (seconds >= DAY) return { pressing, id: "bank.left.days", values: { days: 1, hours: Math.floor((seconds % DAY) / HOUR) } };
	return { pressing, id: "bank.left.hours", values: { hours: Math.floor(seconds / HOUR), minutes: Math.floor((seconds % HOUR) / MINUTE) } };
}

/** The last second of a day (days since 1970) as people of UTC+8 count it. */
export const endOf = (day: number) => (day + 1) * DAY - 8 * HOUR - 1;
/** The day of a moment, in UTC+8. */
export const dayOf = (seconds: number) => Math.floor((seconds + 8 * HOUR) / DAY);
