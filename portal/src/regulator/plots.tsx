// Plots as SVG, by attributes alone: the page's policy allows no styles of markup. Beside each stands its table.

import { BUCKETS } from "../bank/portfolio";
import type { Sum } from "./arrears";
import type { Roc } from "./statistics";

const WIDTH = 600;
const LABEL = 150;
const ROW = 26;

/** The share of late loans of each group, by how late they are. */
export function LateBars({ sums, name, label }: { sums: Sum[]; name: (key: string) => string; label: string }) {
	const most = Math.max(0, ...sums.map(({ all, counts }) => (all - counts.none) / all));
	const scale = (WIDTH - LABEL - 10) / Math.max(most, 0.01);
	return (
		<svg className="regulator-plot" viewBox={`0 0 ${WIDTH} ${sums.length * ROW + 4}`} role="img" aria-label={label}>
			{sums.map(({ key, counts, all }, row) => {
				let x = LABEL;
				return (
					<g key={key}>
						<text x={LABEL - 8} y={row * ROW + 18} textAnchor="end" className="regulator-text">
							{name(key)}
						</text>
						{BUCKETS.slice(1).map((bucket) => {
							const width = (counts[bucket] / all) * scale;
							x += width;
							return <rect key={bucket} x={x - width} y={row * ROW + 4} width={width} height={ROW - 8} className={`regulator-bar regulator-${bucket}`} />;
						})}
					</g>
				);
			})}
			<line x1={LABEL} x2={LABEL} y1={0} y2={sums.length * ROW + 4} className="regulator-axis" />
		</svg>
	);
}

const SIDE = 300;
const EDGE = 30;
const at = (share: number) => EDGE + share * (SIDE - 2 * EDGE);

/** Good loans to the right, defaults upwards; the diagonal is what chance would do. */
export function RocPlot({ roc, label, good, bad }: { roc: Roc; label: string; good: string; bad: string }) {
	const place = ({ good: x, bad: y }: { good: number; bad: number }) => [at(x), SIDE - at(y)] as const;
	return (
		<svg className="regulator-plot regulator-roc" viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={label}>
			<rect x={EDGE} y={EDGE} width={SIDE - 2 * EDGE} height={SIDE - 2 * EDGE} className="regulator-frame" />
			<line x1={at(0)} y1={SIDE - at(0)} x2={at(1)} y2={SIDE - at(1)} className="regulator-chance" />
			<polyline points={roc.points.map((point) => place(point).join(",")).join(" ")} className="regulator-curve" />
			{roc.points.map((point, index) => {
				const [x, y] = place(point);
				return <circle key={index} cx={x} cy={y} r={3} className="regulator-point" />;
			})}
			<text x={SIDE / 2} y={SIDE - 8} textAnchor="middle" className="regulator-text">
				{good}
			</text>
			<text x={14} y={SIDE / 2} textAnchor="middle" transform={`rotate(-90 14 ${SIDE / 2})`} className="regulator-text">
				{bad}
			</text>
		</svg>
	);
}
