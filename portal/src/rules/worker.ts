// Runs the rules beside the page, so that no proof holds up a screen.

import address from "../../wasm/lingnan.wasm?url";
import { callIn } from "./wasm";

export interface Asked {
	id: number;
	name: string;
	args: Uint8Array;
}
export type Answered = { id: number; answer: Uint8Array } | { id: number; fault: string };

const scope = self as unknown as {
	onmessage: (event: MessageEvent<Asked>) => void;
	postMessage(message: Answered, transfer: Transferable[]): void;
};

async function load(): Promise<WebAssembly.Module> {
	const file = await fetch(new URL(address, import.meta.url));
	if (!file.ok) throw new Error(`the rules cannot be fetched: ${file.status}`);
	return WebAssembly.compile(await file.arrayBuffer());
}

let module: Promise<WebAssembly.Module> | undefined;

scope.onmessage = async ({ data: { id, name, args } }) => {
	try {
		module ??= load();
		module.catch(() => (module = undefined)); // a line that broke is tried again
		const answer = await callIn(await module, name, args);
		scope.postMessage({ id, answer }, [answer.buffer]);
	} catch (fault) {
		scope.postMessage({ id, fault: String(fault) }, []);
	}
};
