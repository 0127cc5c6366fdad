/** What can go wrong, by names that `errorText` of src/words has a text for. */
export type ChainError =
	/** The runtime refused, and says which of its errors. */
	| { kind: "module"; pallet: string; error: string }
	/** The node or the runtime refused before or beside a pallet: `BadOrigin`, `Stale`, `20005`; `Payment` with minutes until the
	 * allowance has room again. */
	| { kind: "node"; name: string; minutes?: number }
	| { kind: "network"; name: NetworkTrouble }
	/** A gateway refused: its own name for why. */
	| { kind: "gateway"; name: string }
	| { kind: "key"; name: string }
	| { kind: "passkey"; name: string };

export type NetworkTrouble = "Unreachable" | "NoNetworkFile" | "OtherChain" | "Interrupted" | "Expired";

/** An error that knows its name. Whatever else is thrown becomes `node/Unknown` with its words for the console alone. */
export class Trouble extends Error {
	constructor(readonly reason: ChainError) {
		super(reason.kind === "module" ? `${reason.pallet}.${reason.error}` : `${reason.kind}.${reason.name}`);
	}
}

export function toChainError(thrown: unknown): ChainError {
	if (thrown instanceof Trouble) return thrown.reason;
	if (typeof thrown === "object" && thrown !== null) {
		const { kind, name, pallet, error } = thrown as Record<string, unknown>;
		if (kind === "module" && typeof pallet === "string" && typeof error === "string") return { kind, pallet, error };
		if ((kind === "key" || kind === "passkey" || kind === "node" || kind === "gateway") && typeof name === "string") return { kind, name };
		// The browser's own refusals of WebAuthn: NotAllowedError, InvalidStateError, …
		if (typeof DOMException !== "undefined" && thrown instanceof DOMException) return { kind: "passkey", name: thrown.name };
	}
	console.error(thrown);
	return { kind: "node", name: "Unknown" };
}

/** What a proxy, a multisig or a batch carried can fail while it succeeds itself. */
export function innerRefusal(events: { type: string; value: { type: string; value: unknown } }[]): ChainError | undefined {
	for (const { type, value } of events) {
		const carried = (type === "Proxy" && value.type === "ProxyExecuted") || (type === "Multisig" && value.type === "MultisigExecuted");
		if (!carried) continue;
		const { result } = value.value as { result: { success: boolean; value: unknown } };
		if (!result.success) return ofDispatch(result.value);
	}
	return undefined;
}

/** A dispatch error as the metadata have it: `{ type: "Module", value: { type: "Consents", value: { type: "NotFound" } } }`. */
export function ofDispatch(error: unknown): ChainError {
	const { type, value } = error as { type: string; value?: { type?: string; value?: { type?: string } } };
	if (type === "Module" && value?.type) return { kind: "module", pallet: value.type, error: value.value?.type ?? "Unknown" };
	// Token, Arithmetic, Transactional: the inner name says more.
	return { kind: "node", name: value?.type ?? type };
}
