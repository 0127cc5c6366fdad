// At which block the screens ask: the newest, but not each one, so that a slow line is not busy with sameness.

import { isByGateway } from "./network";
import { type Head, node } from "./node";

/** A new application shows within three seconds. */
const REST_MS = 2_000;
const REST_SAVING_MS = 10_000;
/** A gateway answers an address so often in a minute and no more. */
const REST_GATEWAY_MS = 15_000;

let asked: Head | undefined;
let since = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const rest = () => (isByGateway() ? REST_GATEWAY_MS : (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ? REST_SAVING_MS : REST_MS);

function move(): void {
	clearTimeout(timer);
	timer = undefined;
	const { best } = node.heads();
	if (!best || best.hash === asked?.hash) return;
	asked = best;
	since = performance.now();
	for (const listener of listeners) listener();
}

function headsMoved(): void {
	if (timer !== undefined || document.hidden) return;
	const left = since + rest() - performance.now();
	if (left <= 0) move();
	else timer = setTimeout(move, left);
}

let following = false;
export const askedHead = {
	subscribe(listener: () => void): () => void {
		if (!following) {
			following = true;
			node.subscribe(headsMoved);
			document.addEventListener("visibilitychange", headsMoved);
		}
		listeners.add(listener);
		return () => listeners.delete(listener);
	},
	get: (): Head | undefined => asked,
	/** Asks again at once: something was just done. */
	now: move,
};
