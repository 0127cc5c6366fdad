// The service that sends notices: what it offers, and what an account asks of it by a signed query (docs/notices.md).

import { Trouble } from "../chain/errors";
import type { Hex } from "../chain/node";
import type { Signer } from "../keys";
import type { Lang } from "../words";

/** Who asks, as the service reads it. */
export type Party = { Enterprise: string } | { Institution: number } | { Agency: number };
export type WayName = "push" | "mail" | "webhook";
export type Way = { push: { endpoint: string; p256dh: string; auth: string } } | { mail: { address: string } } | { webhook: { contact: string } };

export const KINDS = {
	enterprise: [
		"offerArrived",
		"offerEnding",
		"instalmentSoon",
		"instalmentToday",
		"instalmentPastDue",
		"consentEnding",
		"consentUsed",
		"attestationExpiring",
		"attestationCorrected",
		"disputeAnswered",
		"loanClosed",
	],
	institution: ["applicationArrived", "offerAccepted", "decisionDue", "deletionOwed"],
	agency: ["disputeOpened", "disputeDue"],
} as const;
export type Kind = (typeof KINDS)[keyof typeof KINDS][number];

export interface Info {
	node: string;
	finalised: { number: number; hash: Hex };
	ways: WayName[];
	/** What a browser subscribes with, in base64url. */
	pushKey: string | null;
	kinds: Record<keyof typeof KINDS, string[]>;
}

export interface Subscription {
	id: string;
	way: WayName;
	/** The endpoint, the mail address or the reference. */
	place: string;
	kinds: Kind[];
	language: Lang;
	confirmed: boolean;
}

/** The service's own refusals have sentences of their own on this screen. */
export const OWN = ["NoSubscription", "TooManySubscriptions", "NoSuchPlace", "WrongCode"] as const;
export class Refused extends Error {
	constructor(readonly own: (typeof OWN)[number]) {
		super(own);
	}
}

const unreachable = () => new Trouble({ kind: "network", name: "Unreachable" });

async function request(service: string, method: string, params?: unknown): Promise<unknown> {
	const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
	const answer = await fetch(service, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => {
		throw unreachable();
	});
	const said = (await answer.json().catch(() => {
		throw unreachable();
	})) as { result?: unknown; error?: { data?: string } };
	if (!said.error) return said.result;
	const name = said.error.data ?? "";
	const own = OWN.find((one) => one === name);
	if (own) throw new Refused(own);
	// What the service refuses has a gateway's name: errorText of src/words has a text for each.
	throw Object.assign(new Error(name), { kind: "gateway", name });
}

export const readInfo = (service: string) => request(service, "notices_info") as Promise<Info>;

const hex = (bytes: Uint8Array) => `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** The bytes that are signed: docs/gateway.md. */
export const signedBytes = (query: string) => new TextEncoder().encode(`<Bytes>lingnan query 1 ${query}</Bytes>`);

/** A query as its text is signed and sent. The text that was signed is what is sent. */
export async function sign(signer: Signer, { node, block, as, method, params, nonce }: { node: string; block: Hex; as: Party; method: string; params: unknown[]; nonce: Uint8Array }) {
	const query = JSON.stringify({ as, method, params, node, block, nonce: hex(nonce) });
	return { query, account: signer.account, scheme: "sr25519", signature: hex(await signer.sign(signedBytes(query))) };
}

/** Asks in the name of a party for which the key speaks. */
export async function ask<T>(service: string, signer: Signer, as: Party, method: string, params: unknown[]): Promise<T> {
	const { node, finalised } = await readInfo(service);
	const nonce = crypto.getRandomValues(new Uint8Array(16));
	const signed = await sign(signer, { node, block: finalised.hash, as, method, params, nonce });
	return (await request(service, "query", [signed])) as T;
}
