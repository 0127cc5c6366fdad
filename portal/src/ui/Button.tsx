import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "react-router";

type Kind = "primary" | "secondary" | "danger";

/** While `busy` it says so and does nothing, and keeps the focus. */
export function Button({ kind = "primary", busy = false, children, onClick, type = "button", ...rest }: { kind?: Kind; busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
	return (
		<button
			{...rest}
			type={type}
			className={`button button-${kind}`}
			aria-disabled={busy || undefined}
			aria-busy={busy || undefined}
			onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
		>
			{children}
		</button>
	);
}

/** A link that looks like a button: it goes somewhere and does nothing. */
export function ButtonLink({ kind = "primary", to, children }: { kind?: Kind; to: string; children: ReactNode }) {
	return (
		<Link className={`button button-${kind}`} to={to}>
			{children}
		</Link>
	);
}
