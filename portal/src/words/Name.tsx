import { useWords } from ".";
import { translated } from "./names";

/** A name that stands on the chain in English, in the reader's language. Where there is none, readers aloud are told that it is English. */
export function Name({ of }: { of: string }) {
	const { lang, name } = useWords();
	return <span lang={translated(of, lang) === undefined ? "en" : undefined}>{name(of)}</span>;
}
