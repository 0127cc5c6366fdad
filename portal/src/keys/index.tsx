import { lazy, Suspense, useSyncExternalStore } from "react";
import type { RouteObject } from "react-router";
import { loadWords } from "../words";
import type { Content, Suite } from "./boxes";
import type { Bytes } from "./bytes";
import { Custody, type KeyState, type Signer, type Snapshot } from "./custody";
import type { Answer } from "./messages";

export { asKeyError, KeyError } from "./errors";
export { readEnvelope } from "./envelope";
export type { Signer } from "./custody";

let made: Custody | undefined;

/** One for the page. */
export function custody(): Custody {
	made ??= begin();
	return made;
}

function begin(): Custody {
	const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "keys" });
	const custody = new Custody({
		worker: worker as Worker & { onmessage: ((event: MessageEvent<Answer>) => void) | null; onerror: Worker["onerror"] },
		memory: localStorage,
		session: sessionStorage,
		channel: new BroadcastChannel("lingnan-keys"),
	});
	let told = 0;
	const touch = () => {
		// Each movement would be too many messages.
		if (Date.now() - told < 15_000) return;
		told = Date.now();
		custody.touch();
	};
	for (const work of ["keydown", "pointerdown"]) addEventListener(work, touch, { passive: true });
	return custody;
}

export interface Key {
	/** SS58. */
	account?: string;
	publicKey?: Uint8Array;
	state: KeyState;
	/** Whether it is one of everybody's, chosen for a rehearsal. */
	development: boolean;
	/**
	 * Who signs; prompts where it must. `fresh`: prompts although the key is open, and signs once: for accepting an offer, consent
	 * to all, control, votes.
	 */
	ask(fresh: boolean): Promise<Signer>;
}

export function useSnapshot(): Snapshot {
	const { subscribe, snapshot } = custody();
	return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** What goes wrong has its text among the words of keys, on whatever screen it is said. */
const ask = (fresh: boolean) =>
	custody()
		.ask(fresh)
		.catch(async (fault: unknown) => {
			await loadWords("keys").catch(() => undefined);
			throw fault;
		});

export function useKey(): Key {
	const { account, publicKey, state, development } = useSnapshot();
	return { account, publicKey, state, development: development !== undefined, ask };
}

/** The public half of the key for openings, as a card takes it; made where there is none. Prompts where the key is locked. */
export const encryptionKey = (suite?: Suite) => custody().encryptionKey(suite);

/** What is in a box that was encrypted to this browser's key. The private half stays in the worker. */
export const openBox = (content: Content, box: Uint8Array): Promise<Bytes> => custody().openBox(content, box);

const screens = () => import("./screens");
const Keys = lazy(async () => ({ default: (await screens()).Keys }));
const New = lazy(async () => ({ default: (await screens()).New }));
const Open = lazy(async () => ({ default: (await screens()).Open }));
const Restore = lazy(async () => ({ default: (await screens()).Restore }));
const Notices = lazy(async () => ({ default: (await import("../notices/Notices")).Notices }));
const Prompt = lazy(async () => ({ default: (await screens()).Prompt }));

/** Below `/key`. */
export const routes: RouteObject[] = [
	{ path: "", element: <Keys /> },
	{ path: "new", element: <New /> },
	{ path: "open", element: <Open /> },
	{ path: "restore", element: <Restore /> },
	{ path: "notices", element: <Notices /> },
];

/** Asks for a password where a prompt of the browser does not do. Stands once on the page. */
export function KeyPrompt() {
	const { asking } = useSnapshot();
	return asking ? (
		<Suspense>
			<Prompt asking={asking} />
		</Suspense>
	) : null;
}
