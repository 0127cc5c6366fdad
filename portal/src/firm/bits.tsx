import type { ReactNode } from "react";
import type { Question } from "../chain";
import { errorText, useWords } from "../words";
import { Notice } from "../ui";

/** Until there is something to show; what went wrong meanwhile is said. */
export function Loading({ of = [] }: { of?: Pick<Question<unknown>, "error">[] }) {
	const { t } = useWords();
	const error = of.find((one) => one.error)?.error;
	const text = error && errorText(error);
	return (
		<main className="page" id="main">
			{text ? (
				<Notice kind="bad" title={text.title}>
					<p>{text.why}</p>
					<p>{text.what}</p>
				</Notice>
			) : (
				<p role="status">{t("ui.loading")}</p>
			)}
		</main>
	);
}

/** Buttons and links beside each other. */
export const Row = ({ children }: { children: ReactNode }) => <div className="row">{children}</div>;
