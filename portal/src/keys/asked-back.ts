/** Which two words are asked back: never the first or the last, which people learn by heart. */
export function askedBack(count: number, pick: (below: number) => number = below): [number, number] {
	const first = 1 + pick(count - 2);
	const second = 1 + pick(count - 3);
	const other = second >= first ? second + 1 : second;
	return first < other ? [first, other] : [other, first];
}

function below(limit: number): number {
	return crypto.getRandomValues(new Uint32Array(1))[0]! % limit;
}
