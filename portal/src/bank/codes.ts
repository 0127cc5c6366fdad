// The codes of classifications in words: the section of GB/T 4754, the city of GB/T 2260. The code itself stays beside them.

import type { Words } from "../words";

type T = Words["t"];

/** `C3491` is of section C. */
export function industryText(industry: Uint8Array | string, t: T): string {
	const code = typeof industry === "string" ? industry : new TextDecoder().decode(industry);
	const section = t("bank.industry", { section: code.slice(0, 1) });
	return section === "—" ? code : `${section} (${code})`;
}

/** `440305` lies in 4403; of divisions outside of the province the code alone is shown. */
export function divisionText(division: number, t: T): string {
	const code = String(division).padStart(6, "0");
	const city = t("bank.division", { city: `c${code.slice(0, 4)}` });
	return city === "—" ? code : `${city} (${code})`;
}
