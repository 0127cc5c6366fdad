// Registration numbers, between how the chain writes them and how people do.

import type { RegistrationNumber } from "../chain/types";

const hexOf = (text: string) => `0x${Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("")}`;
const textOf = (hex: string) =>
	(hex.slice(2).match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join("");
const bytesOf = (bytes: Uint8Array | string) => (typeof bytes === "string" ? textOf(bytes) : String.fromCharCode(...bytes));

/** `CN:91440300708461136T` as the chain takes it; nothing if it has no such form. Whether it is registered the chain says. */
export function parseNumber(text: string): RegistrationNumber | undefined {
	const typed = text.trim().toUpperCase();
	const [, place, number] = typed.match(/^(CN|HK|MO):(.+)$/) ?? [undefined, "CN", typed];
	if (!number) return undefined;
	if (place === "CN" && /^[0-9A-Z]{18}$/.test(number)) return { type: "Mainland", value: hexOf(number) } as RegistrationNumber;
	if (place === "HK" && /^[0-9A-Z][0-9]{7}$/.test(number)) return { type: "HongKong", value: hexOf(number) } as RegistrationNumber;
	if (place === "MO" && /^[0-9A-Z \-/.]{1,16}$/.test(number)) {
		return { type: "Macao", value: Uint8Array.from(number, (c) => c.charCodeAt(0)) } as RegistrationNumber;
	}
	return undefined;
}

const places = { Mainland: "CN", HongKong: "HK", Macao: "MO" } as const;

/** With its place before it, as files, links and proofs have it. */
export function numberText({ type, value }: RegistrationNumber): string {
	return `${places[type]}:${bytesOf(value)}`;
}

/** As the licence has it, for screens. */
export const bareNumber = (number: RegistrationNumber) => numberText(number).slice(3);
