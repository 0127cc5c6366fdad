// Tables as files that spreadsheets read (RFC 4180), in UTF-8 with a mark, without which Excel takes Chinese for noise.

/** A cell that begins so would be taken for a formula. */
const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?$/;

const cell = (text: string) => {
	const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csv(rows: string[][]): string {
	return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Minor units as a spreadsheet reads them: 1234567.89. */
export function decimal(amount: bigint): string {
	const [sign, digits] = amount < 0n ? ["-", -amount] : ["", amount];
	return `${sign}${digits / 100n}.${(digits % 100n).toString().padStart(2, "0")}`;
}

/** Days since 1970 as 2026-11-30. */
export const isoDate = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
