// The worker, started with the first call.

import RulesWorker from "./worker?worker";
import type { Answered, Asked } from "./worker";

export type Run = (name: string, args: Uint8Array) => Promise<Uint8Array>;

const waiting = new Map<number, { done(answer: Uint8Array): void; fail(fault: Error): void }>();
let worker: Worker | undefined;
let asked = 0;

function start(): Worker {
	const started: Worker = new RulesWorker();
	started.onmessage = ({ data }: MessageEvent<Answered>) => {
		const one = waiting.get(data.id);
		waiting.delete(data.id);
		if ("answer" in data) one?.done(data.answer);
		else one?.fail(new Error(data.fault));
	};
	started.onerror = (event) => {
		for (const { fail } of waiting.values()) fail(new Error(event.message || "the rules stopped"));
		waiting.clear();
		started.terminate();
		worker = undefined;
	};
	return started;
}

/** In the worker. The arguments are handed over: they are of no use here any more. */
export const runInWorker: Run = (name, args) =>
	new Promise((done, fail) => {
		worker ??= start();
		const id = ++asked;
		waiting.set(id, { done, fail });
		worker.postMessage({ id, name, args } satisfies Asked, [args.buffer]);
	});
