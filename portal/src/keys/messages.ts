import type { KeyError } from "./errors";
import type { Guard } from "./guard";

/** What the page may ask the worker, one word for each method of the guard. */
export type Method = Exclude<keyof Guard, "tick">;
export type Request = { [M in Method]: { id: number; method: M; args: Parameters<Guard[M]> } }[Method];
export type Answer =
	| { id: number; value: unknown }
	| { id: number; error: Pick<KeyError, "kind" | "name" | "detail"> }
	| { event: "locked" };

/** The guard from the page's side. */
export type Remote = { [M in Method]: (...args: Parameters<Guard[M]>) => Promise<Awaited<ReturnType<Guard[M]>>> };
