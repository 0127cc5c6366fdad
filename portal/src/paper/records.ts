// Records of the chain, read through whoever has them: a node while a paper is made, the paper's own proof ever after. What a
// paper says is reckoned from them by one function in both cases.

import type { StorageArgs, StorageName, StorageValue } from "../chain/types";
import type { Rules } from "../rules/rules";

export type Get = <N extends StorageName>(name: N, args: StorageArgs<N>) => Promise<StorageValue<N>>;

export interface Reading {
	get: Get;
	rules: Pick<Rules, "booksOn">;
	id: bigint;
	/** The firm's number, of a paper that is found by it. */
	firm?: StorageArgs<"EnterpriseRegistry.Enterprises">[0];
}

/** There is no such record, or none that a paper can be made of. */
export class NoPaper extends Error {}

export function there<T>(record: T | undefined): T {
	if (record === undefined) throw new NoPaper();
	return record;
}

/** Business time in seconds since 1970, of the state itself. */
export async function clock(get: Get): Promise<bigint> {
	const [block, ahead] = [await get("Timestamp.Now", []), await get("BusinessClock.Offset", [])];
	return block / 1_000n + ahead;
}
