// What a scorecard's outcomes say: the exact interval of a share of defaults, and how well its grades part good loans from bad ones.

/** ln n! by Stirling's series above a few, exact below: factorials of counts of loans are beyond a double. */
function logFactorial(n: number): number {
	if (n < 20) {
		let product = 1;
		for (let i = 2; i <= n; i += 1) product *= i;
		return Math.log(product);
	}
	return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1_260 * n ** 5);
}

/** The chance of at most `k` defaults among `n` loans, each with the probability `p`. */
export function atMost(k: number, n: number, p: number): number {
	if (k >= n || p <= 0) return 1;
	if (k < 0 || p >= 1) return 0;
	const all = logFactorial(n);
	let sum = 0;
	for (let i = 0; i <= k; i += 1) sum += Math.exp(all - logFactorial(i) - logFactorial(n - i) + i * Math.log(p) + (n - i) * Math.log1p(-p));
	return Math.min(1, sum);
}

/** Where a falling function meets a level between 0 and 1. */
function meets(level: number, falling: (p: number) => number): number {
	let [low, high] = [0, 1];
	for (let i = 0; i < 60; i += 1) {
		const middle = (low + high) / 2;
		if (falling(middle) > level) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** The exact interval of 95 % (Clopper and Pearson 1934) of a share: `[0, 1]` where there are no loans. */
export function interval(defaulted: number, loans: number): [low: number, high: number] {
	if (loans === 0) return [0, 1];
	const tail = 0.025;
	const low = defaulted === 0 ? 0 : meets(1 - tail, (p) => atMost(defaulted - 1, loans, p));
	const high = defaulted === loans ? 1 : meets(tail, (p) => atMost(defaulted, loans, p));
	return [low, high];
}

export interface Count {
	loans: number;
	defaulted: number;
}

export interface Roc {
	/** From the worst grade to the best: the share of good loans and of defaults at this grade or a worse one. */
	points: { good: number; bad: number }[];
	/** How often, of a default and a good loan, the default has the worse grade; of equal grades half. */
	area: number;
	/** How many pairs that is said of. */
	pairs: number;
}

/** Of the grades from the best to the worst; nothing without both a default and a good loan. */
export function rocOf(grades: readonly Count[]): Roc | undefined {
	const bad = grades.reduce((sum, one) => sum + one.defaulted, 0);
	const good = grades.reduce((sum, one) => sum + one.loans - one.defaulted, 0);
	if (bad === 0 || good === 0) return undefined;
	const points = [{ good: 0, bad: 0 }];
	let [goods, bads, area] = [0, 0, 0];
	for (const { loans, defaulted } of [...grades].reverse()) {
		const own = loans - defaulted;
		// The area under the step is that of a trapezium: half of the pairs within a grade count.
		area += own * (bads + defaulted / 2);
		goods += own;
		bads += defaulted;
		points.push({ good: goods / good, bad: bads / bad });
	}
	return { points, area: area / (good * bad), pairs: good * bad };
}
