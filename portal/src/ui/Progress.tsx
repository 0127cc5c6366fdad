import type { ActState } from "../chain";
import { useWords } from "../words";
import { errorText } from "./errorText";
import { Notice } from "./Notice";

const STEPS = ["sent", "inBlock", "final"] as const;

/** How far an act is: sent, in the record, final. A refusal says what happened, why, and what to do. */
export function Progress({ state, title }: { state: ActState; title?: string }) {
	const { t } = useWords();
	if (state === undefined) return null;
	if (typeof state === "object") {
		const { title: what, why, what: then } = errorText(state.refused, { title });
		return (
			<Notice kind="bad" title={what}>
				{why && <p>{why}</p>}
				{then && <p>{then}</p>}
			</Notice>
		);
	}
	const reached = STEPS.findIndex((step) => step === state);
	return (
		<div className="progress" role="status" data-state={state}>
			<p>{title}</p>
			{reached < 0 ? (
				<p className="hint">{t(`ui.progress.${state}`)}</p>
			) : (
				<ol>
					{STEPS.map((step, index) => (
						<li key={step} className={index <= reached ? "done" : undefined} aria-current={index === reached ? "step" : undefined}>
							<span aria-hidden="true">{index <= reached ? "✔" : "○"}</span> {t(`ui.progress.${step}`)}
						</li>
					))}
				</ol>
			)}
		</div>
	);
}
