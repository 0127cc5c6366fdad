import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-router";
import { useWords } from "../words";

/** A screen: its heading, which is read out when the screen comes, and the way back. */
export function Page({ title, back, children, wide = false }: { title: string; back?: string; children: ReactNode; wide?: boolean }) {
	const { t } = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.title = `${title} · Lingnan`;
	}, [title]);
	useEffect(() => heading.current?.focus({ preventScroll: true }), []);
	return (
		<main className={wide ? "page page-wide" : "page"} id="main">
			{back !== undefined && (
				<Link className="back" to={back}>
					{t("ui.back")}
				</Link>
			)}
			<h1 ref={heading} tabIndex={-1}>
				{title}
			</h1>
			{children}
		</main>
	);
}

/** A screen that asks one thing: the question is the heading, the form below it. */
export function Question({ title, back, hint, children, onSubmit }: { title: string; back?: string; hint?: ReactNode; children: ReactNode; onSubmit?: () => void }) {
	return (
		<Page title={title} back={back}>
			{hint && <p className="hint">{hint}</p>}
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					onSubmit?.();
				}}
			>
				{children}
			</form>
		</Page>
	);
}
