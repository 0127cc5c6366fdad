// What votes come to.

/** The votes of the agencies that an ordinary motion takes, and those that take an act back. */
export const twoThirds = (members: number) => Math.ceil((members * 2) / 3);
/** The votes of the institutions that a veto takes. */
export const majority = (members: number) => Math.floor(members / 2) + 1;

export interface Votes {
	threshold: number;
	ayes: string[];
	nays: string[];
	/** The last block of its time. */
	end: number;
}

export type Standing = "open" | "passed" | "failed" | "over";

/** `open`: those who have not voted can still decide it, and there is time. Anything else can be closed. */
export function standing({ threshold, ayes, nays, end }: Votes, members: number, block: number): Standing {
	if (ayes.length >= threshold) return "passed";
	if (members - nays.length < threshold) return "failed";
	return block >= end ? "over" : "open";
}

export const missing = ({ threshold, ayes }: Votes) => Math.max(0, threshold - ayes.length);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time by its two largest units: a message takes all four. */
export function spanOf(seconds: number): { unit: "days" | "hours" | "minutes" | "none"; days: number; hours: number; minutes: number } {
	const left = Math.max(0, Math.floor(seconds));
	const days = Math.floor(left / DAY);
	const hours = Math.floor((left % DAY) / HOUR);
	const minutes = Math.floor((left % HOUR) / MINUTE);
	return { unit: days > 0 ? "days" : hours > 0 ? "hours" : minutes > 0 ? "minutes" : "none", days, hours, minutes };
}
