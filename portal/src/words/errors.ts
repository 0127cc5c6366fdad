/** What happened, why, and what to do, for every name with which the chain, the node, a gateway or the browser refuses. */

import { hasMessage, t } from ".";

/** As src/chain names what goes wrong; `gateway` by the names of docs/gateway.md. */
export type NamedError = { kind: "module"; pallet: string; error: string } | { kind: string; name: string; minutes?: number };

export interface ErrorText {
	/** What happened. */
	title: string;
	why: string;
	/** What to do. */
	what: string;
	/** For "details": whoever helps asks for it. */
	name: string;
}

/** What the page knows besides. An error of a used up allowance brings the minutes along until it has room again. */
export interface About {
	/** What was to be done, as a noun: "Consent". */
	title?: string;
}

type Pair = [why: string, todo: string];
type Triple = [what: string, why: string, todo: string];

interface Texts {
	modules: Record<string, Record<string, Pair>>;
	kinds: Record<string, Record<string, Triple>>;
	refusals: Record<string, Record<string, Pair>>;
}

let texts: Texts | undefined;

/** Comes with the messages of `errors`. */
export async function loadErrorTexts(): Promise<void> {
	texts ??= (await import("../../locale/error-texts.json")).default as unknown as Texts;
}

const UNKNOWN: Pair = ["unexpected", "tellOperator"];

function find(error: NamedError): { title: string; pair: Pair; name: string } {
	if ("error" in error) {
		const own = texts?.modules[error.pallet];
		return { title: "refused", pair: own?.[error.error] ?? own?.["*"] ?? UNKNOWN, name: `${error.pallet}.${error.error}` };
	}
	const known = texts?.kinds[error.kind]?.[error.name];
	const name = `${error.kind}.${error.name}`;
	if (known) return { title: known[0], pair: [known[1], known[2]], name };
	return { title: error.kind === "key" || error.kind === "passkey" ? "notOpened" : "uncertain", pair: UNKNOWN, name };
}

export function errorText(error: NamedError, about: About = {}): ErrorText {
	const { title, pair, name } = find(error);
	const [why, todo] = pair;
	// Faults of keys have sentences of their own on the screens of keys; those that are not here come from there.
	const ofKeys = why === "unexpected" && (error.kind === "key" || error.kind === "passkey") ? `keys.error.${name.slice(name.indexOf(".") + 1)}` : "";
	const minutes = "minutes" in error ? error.minutes : undefined;
	return {
		title: t(`errors.what.${title}` as "errors.what.refused", { title: about.title ?? "none" }),
		why: hasMessage(ofKeys) ? t(ofKeys) : t(`errors.why.${why}` as "errors.why.unexpected"),
		what: minutes !== undefined ? t("errors.todo.roomAgain", { minutes }) : t(`errors.todo.${todo}` as "errors.todo.nothing"),
		name,
	};
}

/** Why a product, an asset or a search does not fit, and what would cure it. */
export function refusalText(of: "product" | "asset" | "match", name: string): { why: string; cure: string } {
	const [why, todo] = texts?.refusals[of]?.[name] ?? UNKNOWN;
	return { why: t(`errors.why.${why}` as "errors.why.unexpected"), cure: t(`errors.todo.${todo}` as "errors.todo.nothing") };
}
