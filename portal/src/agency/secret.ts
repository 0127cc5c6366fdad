// The agency's files: the secret that figures are sealed with, and its records (sealing/src/secret.rs, records.rs). They are read in
// the browser and go nowhere.

const SECRET = /^\s*lingnan-sealing-secret:([0-9a-f]{64})\s*$/m;

export const readSecret = (text: string): `0x${string}` | undefined => {
	const digits = SECRET.exec(text)?.[1];
	return digits === undefined ? undefined : `0x${digits}`;
};

/** One figure that was sealed. */
export interface Noted {
	/** `CN:…` */
	enterprise: string;
	indicator: number;
	periodEnd: number;
	revision: number;
	value: bigint;
}

/** The lines of a file of records; nothing if it is no such file. A last half line was never sent, and is left out. */
export function readRecords(text: string): Noted[] | undefined {
	const lines = text.split("\n");
	lines.pop();
	const noted: Noted[] = [];
	for (const line of lines) {
		if (line === "") continue;
		// A figure can have more digits than a number of JavaScript.
		const value = /"value":(-?\d+)/.exec(line)?.[1];
		try {
			const { enterprise, indicator, periodEnd, revision } = JSON.parse(line) as Omit<Noted, "value">;
			if (value === undefined || typeof enterprise !== "string" || ![indicator, periodEnd, revision].every(Number.isInteger)) return undefined;
			noted.push({ enterprise, indicator, periodEnd, revision, value: BigInt(value) });
		} catch {
			return undefined;
		}
	}
	return noted.length > 0 ? noted : undefined;
}

export const writeRecords = (noted: readonly Noted[]): string =>
	noted
		.map(({ enterprise, indicator, periodEnd, revision, value }) => `{"enterprise":${JSON.stringify(enterprise)},"indicator":${indicator},"periodEnd":${periodEnd},"revision":${revision},"value":${value}}\n`)
		.join("");
