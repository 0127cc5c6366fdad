// Forms of a few fields: what is wrong stands on top and beside its field.

import { type ReactElement, type ReactNode, useState } from "react";
import { readAmount } from "../firm/amount";
import { Button, ErrorSummary, Field } from "../ui";
import { type MessageId, useWords, type Value } from "../words";

export interface Checks {
	/** Notes what is wrong where there is no value; answers the value. */
	need<T>(field: string, value: T | undefined, id: MessageId, values?: Record<string, Value>): T;
	amount(field: string, typed: string, most: bigint, least?: bigint): bigint;
	text(field: string, typed: string, most?: number): string;
}

/** Bytes that a text takes on the record. */
export const bytesIn = (text: string) => new TextEncoder().encode(text).length;

/** `send` reads all fields by the checks; it goes on only if nothing was wrong. */
export function useForm(currency: "CNY" | "HKD" | "MOP" | "USD") {
	const { t, money } = useWords("bank");
	const [wrong, setWrong] = useState<{ field: string; text: string }[]>([]);
	const errorOf = (field: string) => wrong.find((one) => one.field === field)?.text;
	function check<T>(read: (checks: Checks) => T): T | undefined {
		const found: { field: string; text: string }[] = [];
		const checks: Checks = {
			need: (field, value, id, values = {}) => {
				if (value === undefined) found.push({ field, text: t(id, values) });
				return value as never;
			},
			amount: (field, typed, most, least = 1n) => {
				const zero = /^0+([.,]0+)?$/.test(typed.trim()) ? 0n : readAmount(typed);
				const good = zero !== undefined && zero >= least && zero <= most ? zero : undefined;
				return checks.need(field, good, "bank.bad.amount", { least: money(least, currency, "figure"), most: money(most, currency, "figure") });
			},
			text: (field, typed, most = 64) => {
				const said = typed.trim();
				return checks.need(field, said !== "" && bytesIn(said) <= most ? said : undefined, "bank.bad.text");
			},
		};
		const value = read(checks);
		setWrong(found);
		return found.length === 0 ? value : undefined;
	}
	return { check, errorOf, summary: <ErrorSummary errors={wrong} />, wrong };
}

export type Form = ReturnType<typeof useForm>;

/** A form that is opened where it is wanted, so that it does not stand between what is read. */
export function Folded({ title, form, children, send, busy, button, danger = false }: { title: string; form: Form; children: ReactNode; send: () => void; busy: boolean; button: string; danger?: boolean }) {
	return (
		<details className="folded-form" open={form.wrong.length > 0 || undefined}>
			<summary>{title}</summary>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
			>
				{form.summary}
				{children}
				<Button type="submit" kind={danger ? "danger" : "secondary"} busy={busy}>
					{button}
				</Button>
			</form>
		</details>
	);
}

/** A field whose error the form knows. */
export function Entry({ form, id, label, hint, children }: { form: Form; id: string; label: ReactNode; hint?: ReactNode; children: ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }> }) {
	return (
		<Field id={id} label={label} hint={hint} error={form.errorOf(id)}>
			{children}
		</Field>
	);
}
