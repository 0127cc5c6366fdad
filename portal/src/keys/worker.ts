/// <reference lib="webworker" />
import { asKeyError } from "./errors";
import { Guard } from "./guard";
import type { Answer, Request } from "./messages";
import { browserStore } from "./vault";

declare const self: DedicatedWorkerGlobalScope;

const say = (answer: Answer) => self.postMessage(answer);
const guard = new Guard({
	store: browserStore(),
	now: () => Date.now(),
	onLock: () => say({ event: "locked" }),
});

self.onmessage = async ({ data: { id, method, args } }: MessageEvent<Request>) => {
	try {
		const act = guard[method] as (...args: unknown[]) => unknown;
		say({ id, value: await act.apply(guard, args) });
	} catch (error) {
		const { kind, name, detail } = asKeyError(error);
		say({ id, error: { kind, name, ...(detail && { detail }) } });
	}
};

setInterval(() => guard.tick(), 5_000);
