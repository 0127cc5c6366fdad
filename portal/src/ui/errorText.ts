import type { ChainError } from "../chain";
import { t } from "../words";

/** What happened, why, what to do: until each error has its own text, one for each kind of them. */
export function errorText({ kind, ...rest }: ChainError): { title: string; why: string; what: string } {
	const name = "error" in rest ? `${rest.pallet}.${rest.error}` : rest.name;
	const known = (["NodeDisagrees", "NotVerified"] as const).find((one) => one === name) ?? kind;
	return { title: t(`ui.error.${known}`), why: t(`ui.error.${known}.why`), what: t(`ui.error.${known}.what`, { name }) };
}
