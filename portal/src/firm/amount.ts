// Amounts as people type them.

/** The most that any call accepts, in minor units. */
export const most = 1_000_000_000_000_000n;

/** Thousands in groups by one mark, and decimals behind the other. */
const grouped = /^(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/;
const plain = /^(\d+)(?:[.,](\d+))?$/;
const zeros = new Map([["万", 6], ["萬", 6], ["亿", 10], ["億", 10]]);

/** Minor units of what was typed, by any of the four languages' habits; nothing if it is no amount or more than any call takes. */
export function readAmount(typed: string): bigint | undefined {
	const bare = typed.normalize("NFKC").replace(/[\s_'’]/g, "");
	const [, digits = "", unit] = bare.match(/^([\d.,]+)([万萬亿億]?)$/) ?? [];
	const groups = digits.match(grouped);
	const [whole, part = ""] = groups ? [groups[1], groups[3]] : (digits.match(plain)?.slice(1) ?? []);
	const scale = zeros.get(unit ?? "") ?? 2;
	if (whole === undefined || part.length > scale) return undefined;
	const amount = BigInt(whole.replace(/[.,]/g, "")) * 10n ** BigInt(scale) + BigInt(part.padEnd(scale, "0"));
	return amount >= 1n && amount <= most ? amount : undefined;
}
