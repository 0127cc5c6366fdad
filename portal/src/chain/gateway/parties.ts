// In whose name a gateway is asked. A person sees what concerns one firm or one bank at a time: the screens' address says which.

import type { QueryParty } from "../../keys/query";
import { Trouble } from "../errors";

/** Functions of the runtime that an account asks about itself, before it knows of whom it speaks. */
export const OWN = new Set(["EnterpriseRegistryApi_enterprises_of", "AllowancesApi_allowance"]);

const KEPT_MS = 5 * 60_000;
const SOON_MS = 10_000;

const hexOf = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");

/** `CN:91440300708461136T` as the chain writes it, in hexadecimal digits. */
export function bytesOfNumber(text: string): string | undefined {
	const [, place, number = ""] = /^(CN|HK|MO):(.+)$/.exec(text) ?? [];
	if (place === "CN" && number.length === 18) return `00${hexOf(number)}`;
	if (place === "HK" && number.length === 8) return `01${hexOf(number)}`;
	if (place === "MO" && number.length <= 16) return `02${(number.length << 2).toString(16).padStart(2, "0")}${hexOf(number)}`;
	return undefined;
}

/** The firm that somebody is about to take over, by the registrar's link. */
export const offered = (path: string): string | undefined => {
	const [, number] = /^\/firm\/take\/(.+?)\/?$/.exec(path) ?? [];
	return number === undefined ? undefined : decodeURIComponent(number).toUpperCase();
};

export interface Lookup {
	firms(account: string): Promise<string[]>;
	institution(account: string): Promise<number | undefined>;
	agency(account: string): Promise<number | undefined>;
}

type Kind = "firms" | "institution" | "agency";
const ORDERS: Record<string, Kind[]> = {
	bank: ["institution", "firms", "agency"],
	agency: ["agency", "institution", "firms"],
	regulator: ["agency", "institution", "firms"],
	council: ["institution", "agency", "firms"],
};

export class Parties {
	#known = new Map<string, { at: number; parties: Promise<QueryParty[]> }>();

	constructor(
		readonly lookup: Lookup,
		readonly now: () => number = () => Date.now(),
	) {}

	#of(account: string, kind: Kind): Promise<QueryParty[]> {
		const key = `${account} ${kind}`;
		const before = this.#known.get(key);
		if (before && this.now() - before.at < KEPT_MS) return before.parties;
		const found: Promise<QueryParty[]> =
			kind === "firms"
				? this.lookup.firms(account).then((numbers) => numbers.map((Enterprise) => ({ Enterprise })))
				: kind === "institution"
					? this.lookup.institution(account).then((id) => (id === undefined ? [] : [{ Institution: id }]))
					: this.lookup.agency(account).then((id) => (id === undefined ? [] : [{ Agency: id }]));
		const entry = { at: this.now(), parties: found };
		this.#known.set(key, entry);
		// Who speaks for nobody yet may in a moment: a firm that was just taken over.
		found.then(
			(parties) => parties.length === 0 && (entry.at = this.now() - KEPT_MS + SOON_MS),
			() => this.#known.get(key) === entry && this.#known.delete(key),
		);
		return found;
	}

	/** As whom a question is asked: the firm that it is about, if it is the account's own, else what the screens are of. */
	async asking(account: string, path: string, data = ""): Promise<QueryParty> {
		const about = (number: string) => {
			const bytes = bytesOfNumber(number);
			return bytes !== undefined && data.replace(/^0x/, "").startsWith(bytes);
		};
		const order = ORDERS[path.split("/")[1] ?? ""] ?? ["firms", "institution", "agency"];
		let first: QueryParty | undefined;
		for (const kind of order) {
			const parties = await this.#of(account, kind);
			first = parties.find((party) => typeof party === "object" && "Enterprise" in party && about(party.Enterprise)) ?? parties[0];
			if (first) break;
		}
		const number = offered(path);
		if (number !== undefined && (first === undefined || about(number))) return { Enterprise: number };
		if (first) return first;
		throw new Trouble({ kind: "gateway", name: "NotTheParty" });
	}

	/** Something was done: who speaks for whom may be another. */
	forget(): void {
		this.#known.clear();
	}
}
