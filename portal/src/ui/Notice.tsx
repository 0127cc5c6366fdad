import type { ReactNode } from "react";
import { useWords } from "../words";

/** A sentence that stands out. The kind is said in words too, not by colour alone. */
export function Notice({ kind = "info", title, children }: { kind?: "info" | "good" | "warning" | "bad"; title?: ReactNode; children?: ReactNode }) {
	const { t } = useWords();
	return (
		<div className={`notice notice-${kind}`} role={kind === "bad" ? "alert" : undefined}>
			<p className="notice-title">
				<span className="notice-kind">{t(`ui.notice.${kind}`)}</span> {title}
			</p>
			{children}
		</div>
	);
}
