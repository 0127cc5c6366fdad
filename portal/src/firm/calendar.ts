// A calendar file (RFC 5545) of the days on which a loan's instalments are due.

/** One instalment as a calendar shows it. */
export interface Entry {
	/** The same in each file of the same loan, so that a new file replaces the old one's days. */
	uid: string;
	/** Days since 1970. */
	day: number;
	title: string;
	note: string;
}

/** Days since 1970 as 20261129. */
export function basicDate(day: number): string {
	return new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
}

const escape = (text: string) => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r?\n/g, "\\n");

/** Lines of 75 bytes at most, never cut inside a character. */
function fold(line: string): string {
	const bytes = (text: string) => new TextEncoder().encode(text).length;
	const lines: string[] = [];
	let part = "";
	for (const c of line) {
		// What follows the first line begins with a space, which counts.
		if (bytes(part) + bytes(c) > (lines.length === 0 ? 75 : 74)) {
			lines.push(part);
			part = "";
		}
		part += c;
	}
	return [...lines, part].join("\r\n ");
}

/** The file. `now` is the time at which it is made, in milliseconds. */
export function calendar(entries: Entry[], now: number): string {
	const stamp = `${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}`;
	const events = entries.flatMap(({ uid, day, title, note }) => [
		"BEGIN:VEVENT",
		`UID:${uid}`,
		`DTSTAMP:${stamp}`,
		`DTSTART;VALUE=DATE:${basicDate(day)}`,
		`DTEND;VALUE=DATE:${basicDate(day + 1)}`,
		`SUMMARY:${escape(title)}`,
		`DESCRIPTION:${escape(note)}`,
		"TRANSP:TRANSPARENT",
		"BEGIN:VALARM",
		"ACTION:DISPLAY",
		"TRIGGER:-P3D",
		`DESCRIPTION:${escape(title)}`,
		"END:VALARM",
		"END:VEVENT",
	]);
	const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lingnan//Portal//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
	return `${lines.map(fold).join("\r\n")}\r\n`;
}
