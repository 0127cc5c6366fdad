// The button by which a screen becomes a paper.

import { useState } from "react";
import { Button, Notice } from "../ui";
import { useWords } from "../words";
import type { Kind } from "./evidence";

type State = "idle" | "busy" | { bytes: number; codes: number } | { failed: "none" | "other" } | { failed: "glyph"; signs: string[] };

export function PaperButton({ kind, id = 0n, firm = "", file }: { kind: Kind; id?: bigint; firm?: string; file: string }) {
	const { t, lang, place, count } = useWords("paper");
	const [state, setState] = useState<State>("idle");
	const make = async () => {
		setState("busy");
		const { print, NoPaper, NoGlyph } = await import("./print");
		try {
			const { pdf, evidence, codes } = await print({ kind, id, firm, lang, place });
			saveBytes(file, pdf);
			setState({ bytes: evidence, codes });
		} catch (fault) {
			if (fault instanceof NoGlyph) setState({ failed: "glyph", signs: fault.signs });
			else if (fault instanceof NoPaper) setState({ failed: "none" });
			else {
				console.error(fault);
				setState({ failed: "other" });
			}
		}
	};
	return (
		<>
			<Button kind="secondary" busy={state === "busy"} onClick={() => void make()}>
				{t(state === "busy" ? "paper.making" : "paper.pdf")}
			</Button>
			<div role="status">
				{typeof state === "object" && "bytes" in state && <p>{t("paper.made", { size: count(Math.ceil(state.bytes / 1_000)), codes: state.codes })}</p>}
			</div>
			{typeof state === "object" && "failed" in state && (
				<Notice kind="bad" title={t("paper.failed")}>
					<p>{state.failed === "glyph" ? t("paper.failed.glyph", { signs: state.signs.join(" ") }) : t(`paper.failed.${state.failed}`)}</p>
				</Notice>
			)}
		</>
	);
}

function saveBytes(name: string, bytes: Uint8Array): void {
	const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/pdf" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// Some browsers read the file only after this turn.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
