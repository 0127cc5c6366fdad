// Openings as an agency writes them into its file (sealing/src/openings.rs), once it is decrypted.

import type { Hash, Opened } from "./types";

const FORMAT = "lingnan-openings-1";

interface File {
	format: string;
	genesis: Hash;
	agency: number;
	enterprise: string;
	statements: {
		indicator: number;
		periodEnd: number;
		value: number;
		salt: Hash;
		opening: { bin: number; blindings: string[] };
	}[];
}

export interface Openings {
	genesis: Hash;
	agency: number;
	/** As people write it: `CN:91440300708461136T`. */
	enterprise: string;
	opened: Opened[];
}

/** A figure can have more digits than a number of JavaScript: it is taken from the text. */
const withWholeFigures = (text: string): string => text.replace(/"value"\s*:\s*(-?\d+)/g, '"value":"$1"');

export function readOpenings(text: string): Openings {
	const file = JSON.parse(withWholeFigures(text)) as File;
	if (file.format !== FORMAT) throw new Error(`openings of the format ${file.format}`);
	const { genesis, agency, enterprise } = file;
	const opened = file.statements.map(({ indicator, periodEnd, value, salt, opening }) => ({
		indicator,
		period_end: periodEnd,
		value: BigInt(value),
		salt,
		bin: opening.bin,
		blindings: opening.blindings.map((one) => `0x${one}`),
	}));
	return { genesis, agency, enterprise, opened };
}
