// This browser's own way to be told: a service worker, and a subscription at the browser's push service.

import type { Way } from "./service";

const WORKER = "/notices-worker.js";

export type PushState = "none" | "ready" | "refused";

/** Whether this browser can be told at all, and whether its reader has forbidden it. */
export function pushState(): PushState {
	if (!("serviceWorker" in navigator) || !("PushManager" in globalThis) || !("Notification" in globalThis)) return "none";
	return Notification.permission === "denied" ? "refused" : "ready";
}

export const fromBase64url = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
export const toBase64url = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The endpoint that this browser has now. */
export async function ownEndpoint(): Promise<string | undefined> {
	if (pushState() === "none") return undefined;
	const registration = await navigator.serviceWorker.getRegistration(WORKER);
	return (await registration?.pushManager.getSubscription())?.endpoint;
}

/** Subscribes this browser; its reader is asked, once. Nothing if he says no. */
export async function subscribe(pushKey: string): Promise<Way | undefined> {
	if ((await Notification.requestPermission()) !== "granted") return undefined;
	await navigator.serviceWorker.register(WORKER);
	const { pushManager } = await navigator.serviceWorker.ready;
	const key = fromBase64url(pushKey);
	const before = await pushManager.getSubscription();
	const known = before?.options.applicationServerKey;
	// One that was made for another service's key cannot be used.
	if (before && (!known || toBase64url(known) !== toBase64url(key.buffer))) await before.unsubscribe();
	const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
	const [p256dh, auth] = [made.getKey("p256dh"), made.getKey("auth")];
	if (!p256dh || !auth) return undefined;
	return { push: { endpoint: made.endpoint, p256dh: toBase64url(p256dh), auth: toBase64url(auth) } };
}

/** The browser's push service forgets it, too. */
export async function unsubscribe(endpoint: string): Promise<void> {
	if ((await ownEndpoint()) !== endpoint) return;
	const registration = await navigator.serviceWorker.getRegistration(WORKER);
	await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
