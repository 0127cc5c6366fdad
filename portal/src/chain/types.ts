// The chain's questions, calls and records, by name. They come from chain/metadata.scale; `npm run types` makes them.

import type { Lingnan, LingnanApis, LingnanCallData, LingnanCalls, LingnanErrors, LingnanQueries } from "../../chain/types";

export type { Lingnan };
export type Apis = LingnanApis;
export type Calls = LingnanCalls;
export type Errors = LingnanErrors;
export type Queries = LingnanQueries;

/** A call as data: what is signed, shown before it is signed, and put into batches and motions. */
export type Call = LingnanCallData;

/** `"FinancingApi.products"`. */
export type QuestionName = { [A in keyof Apis & string]: `${A}.${keyof Apis[A] & string}` }[keyof Apis & string];

type Method<N extends QuestionName> = N extends `${infer A}.${infer M}`
	? A extends keyof Apis
		? M extends keyof Apis[A]
			? Apis[A][M]
			: never
		: never
	: never;

export type Args<N extends QuestionName> = Method<N> extends { Args: infer A extends unknown[] } ? A : never;
export type Answer<N extends QuestionName> = Method<N> extends { Value: infer V } ? V : never;

/** Questions that are answered by the page: their last argument is the page. */
export type ListName = {
	[N in QuestionName]: Answer<N> extends { items: unknown[] } ? N : never;
}[QuestionName];
export type Item<N extends ListName> = Answer<N> extends { items: (infer I)[] } ? I : never;
export type ListArgs<N extends ListName> = Args<N> extends [...infer A, unknown] ? A : never;

export type StorageName = { [P in keyof Queries & string]: `${P}.${keyof Queries[P] & string}` }[keyof Queries & string];
type Entry<N extends StorageName> = N extends `${infer P}.${infer E}`
	? P extends keyof Queries
		? E extends keyof Queries[P]
			? Queries[P][E]
			: never
		: never
	: never;
export type StorageArgs<N extends StorageName> = Entry<N> extends { KeyArgs: infer A extends unknown[] } ? A : never;
export type StorageValue<N extends StorageName> = Entry<N> extends { Value: infer V; IsOptional: infer O }
	? O extends true
		? V | undefined
		: V
	: never;

/** How the chain writes a firm's registration number. */
export type RegistrationNumber = Args<"EnterpriseRegistryApi.enterprise">[0];
