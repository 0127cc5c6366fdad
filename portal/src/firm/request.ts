// What the firm asks for. It stands in the page's address, so that a bank can send it and a screen back finds it again.

import type { Calls } from "../chain";
import { readAmount } from "./amount";

export type Request = Calls["Financing"]["apply"]["request"];

export const methods = ["EqualInstalments", "EqualPrincipal", "InterestOnly", "Bullet"] as const;
export const uses = ["WorkingCapital", "Purchases", "Equipment", "Premises", "Research", "Trade", "Refinancing", "Other"] as const;
export const currencies = ["Cny", "Hkd", "Mop", "Usd"] as const;

/** As it was typed. */
export interface Wish {
	amount: string;
	currency: (typeof currencies)[number];
	tenor: string;
	method: (typeof methods)[number];
	use: (typeof uses)[number];
	/** Numbers of assets. */
	security: bigint[];
	/** The loan that the new one settles. */
	renews?: bigint;
	/** The credit line that is drawn on. */
	line?: bigint;
}

const idIn = (text: string | null) => (text && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined);

const own = { Guangdong: "Cny", HongKong: "Hkd", Macao: "Mop" } as const;

const oneOf = <T extends string>(values: readonly T[], wanted: string | null, usual: T): T => values.find((one) => one === wanted) ?? usual;

export function readWish(search: URLSearchParams, place: keyof typeof own): Wish {
	const security = (search.get("security") ?? "").split(",").filter((one) => /^\d{1,18}$/.test(one));
	const [renews, line] = [idIn(search.get("renews")), idIn(search.get("line"))];
	return {
		amount: search.get("amount") ?? "1000000",
		currency: oneOf(currencies, search.get("currency"), own[place]),
		tenor: search.get("tenor") ?? "12",
		method: oneOf(methods, search.get("method"), "EqualInstalments"),
		use: oneOf(uses, search.get("use"), "WorkingCapital"),
		security: security.map(BigInt),
		...(renews === undefined ? {} : { renews }),
		...(line === undefined ? {} : { line }),
	};
}

export function writeWish({ amount, currency, tenor, method, use, security, renews, line }: Wish): string {
	const search = new URLSearchParams({ amount, currency, tenor, method, use });
	if (security.length > 0) search.set("security", security.join(","));
	if (renews !== undefined) search.set("renews", String(renews));
	if (line !== undefined) search.set("line", String(line));
	return search.toString();
}

export const tenorOf = ({ tenor }: Wish) => {
	const months = /^\d{1,3}$/.test(tenor.trim()) ? Number(tenor) : 0;
	return months >= 1 && months <= 360 ? months : undefined;
};

/** As the chain takes it; nothing if amount or term are none. */
export function requestOf(wish: Wish): Request | undefined {
	const [amount, tenor] = [readAmount(wish.amount), tenorOf(wish)];
	if (amount === undefined || tenor === undefined) return undefined;
	const word = <T extends string>(type: T) => ({ type, value: undefined });
	return {
		amount,
		currency: word(wish.currency),
		tenor,
		method: word(wish.method),
		use_of_funds: word(wish.use),
		security: wish.security,
		renews: wish.renews,
		line: wish.line,
	} as Request;
}
