// From what a person asked for to a signature: what must hold before, and what is told meanwhile.

import type { Key } from "../keys";
import { type Badge, checks } from "./checks";
import { type ChainError, toChainError, Trouble } from "./errors";
import type { Happened, Sending } from "./send";
import type { Call } from "./types";

/** Where what was asked for stands. `undefined`: nothing was. */
export type ActState = undefined | "asking" | "signing" | "sent" | "inBlock" | "final" | { refused: ChainError };

export interface Act {
	call: Call;
	/** What is done, in the reader's words: the prompt and the progress say it. */
	title: string;
	/** Asks for the passkey or the password again, though the key is open: acceptance, consent to all, control, votes. */
	fresh?: boolean;
	/** The badges of what is agreed to. Anything but `verified` is refused, unless the person said to trust the node. */
	rests?: Badge[];
	trustNode?: boolean;
}

export type Done = { events: Happened[] } | { refused: ChainError };
type Send = (call: Call, signer: Awaited<ReturnType<Key["ask"]>>, publicKey: Uint8Array, tell: (sending: Sending) => void) => Promise<void>;

/** `tell` may be called after this resolved: `final` comes later than a block. */
export async function perform({ call, fresh = false, rests = [], trustNode = false }: Act, key: () => Key, tell: (state: ActState) => void, load: () => Promise<Send>): Promise<Done> {
	const refuse = (refused: ChainError): Done => (tell({ refused }), { refused });
	try {
		agrees(rests);
		if (!trustNode && rests.some((badge) => badge !== "verified")) throw new Trouble({ kind: "node", name: "NotVerified" });
		tell("asking");
		const [signer, send] = await Promise.all([key().ask(fresh), load()]);
		const { publicKey } = key();
		if (!publicKey) throw new Trouble({ kind: "key", name: "NoKey" });
		// While the person was asked, the light client may have caught the node.
		agrees([]);
		return await new Promise<Done>((resolve) => {
			const follow = (sending: Sending) => {
				if (sending.step === "refused") return resolve(refuse(sending.error));
				tell(sending.step);
				if (sending.step === "inBlock" || sending.step === "final") resolve({ events: sending.events });
			};
			send(call, signer, publicKey, follow).catch((reason: unknown) => resolve(refuse(toChainError(reason))));
		});
	} catch (reason) {
		return refuse(toChainError(reason));
	}
}

/** A node that was caught once is believed in nothing. */
function agrees(rests: Badge[]): void {
	if (checks.disagreement || rests.includes("disagrees")) throw new Trouble({ kind: "node", name: "NodeDisagrees" });
}
