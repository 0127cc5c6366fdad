import type { ReactNode } from "react";
import { useWords } from "../words";

type Currency = Parameters<ReturnType<typeof useWords>["money"]>[1];

/** An amount in minor units, with its currency, and never broken. A currency as the chain has it (`{ type: "Cny" }`) will do. */
export function Amount({ value, currency }: { value: bigint; currency: string | { type: string } }) {
	const { money } = useWords();
	const code = (typeof currency === "string" ? currency : currency.type).toUpperCase();
	return <span className="amount">{money(value, code as Currency)}</span>;
}

/** A day, as days since 1970-01-01 in UTC+8. */
export function Day({ value }: { value: number }) {
	const { day } = useWords();
	return <time dateTime={new Date(value * 86_400_000).toISOString().slice(0, 10)}>{day(value)}</time>;
}

/** Names and values, as on a form that was filled in. */
export function Facts({ items }: { items: { name: ReactNode; value: ReactNode; key?: string }[] }) {
	return (
		<dl className="facts">
			{items.map(({ name, value, key }, index) => (
				<div key={key ?? index}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** A registration number as people write it: `{ type: "Mainland", value: "0x3931…" }`. */
export function numberText(number: { type: string; value?: unknown }): string {
	const { value } = number;
	if (typeof value === "string") return value.startsWith("0x") ? new TextDecoder().decode(Uint8Array.from(value.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16))) : value;
	if (value instanceof Uint8Array) return new TextDecoder().decode(value);
	return String(value ?? "");
}
