import { useState } from "react";
import { Button, Field, Input } from "../../ui";
import { useWords } from "../../words";
import { askedBack } from "../asked-back";
import { type KeyError, keyFault } from "../errors";
import { Fault, Form, useDoing } from "./parts";

/** The words, to be written down or printed, and two of them asked back. */
export function Words({ words, onWritten }: { words: string[]; onWritten(): Promise<void> }) {
	const { t } = useWords("keys");
	const [asked] = useState(() => askedBack(words.length));
	const [wrong, setWrong] = useState<{ fault: KeyError; at: number }>();
	const [hidden, setHidden] = useState(false);
	const { busy, fault, run } = useDoing();
	const check = (typed: FormData) => {
		const at = asked.find((place) => String(typed.get(`word-${place}`)).trim().toLowerCase() !== words[place]);
		setWrong(undefined);
		if (at !== undefined) return setTimeout(() => setWrong({ fault: keyFault("WordsNotBack", String(at + 1)), at }));
		return run("written", onWritten);
	};
	return (
		<div className="words">
			{!hidden && (
				<ol className="words-list" translate="no">
					{words.map((word, at) => (
						<li key={at}>{word}</li>
					))}
				</ol>
			)}
			<Button kind="secondary" onClick={() => print()}>
				{t("keys.words.print")}
			</Button>
			<Button kind="secondary" aria-pressed={hidden} onClick={() => setHidden(!hidden)}>
				{t(hidden ? "keys.words.show" : "keys.words.hide")}
			</Button>
			<Form onSubmit={(typed) => void check(typed)}>
				<Fault fault={wrong?.fault ?? fault} {...(wrong && { field: `word-${wrong.at}` })} />
				{asked.map((place) => (
					<Field
						key={place}
						id={`word-${place}`}
						label={t("keys.words.ask", { number: String(place + 1) })}
						error={wrong?.at === place && t("keys.error.WordsNotBack", { detail: String(place + 1) })}
					>
						<Input name={`word-${place}`} autoComplete="off" autoCapitalize="none" autoCorrect="off" spellCheck={false} />
					</Field>
				))}
				<Button type="submit" busy={busy === "written"}>
					{t("keys.words.done")}
				</Button>
			</Form>
		</div>
	);
}
