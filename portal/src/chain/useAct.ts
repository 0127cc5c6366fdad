import { useCallback, useRef, useState } from "react";
import { useKey } from "../keys";
import { askedHead } from "./asked";
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

export interface Acting {
	/** Resolves when the call is in a block, or refused: `{ events }` or `{ refused }`. Finality follows in `state`. */
	act(act: Act): Promise<{ events: Happened[] } | { refused: ChainError }>;
	state: ActState;
	title: string | undefined;
	reset(): void;
}

/** Signs and sends what a person asked for, and tells how far it is. Nothing else on the screen waits. */
export function useAct(): Acting {
	const key = useKey();
	const keyNow = useRef(key);
	keyNow.current = key;
	const [state, setState] = useState<ActState>();
	const [title, setTitle] = useState<string>();
	const busy = useRef(false);

	const act = useCallback(async ({ call, title: words, fresh = false, rests = [], trustNode = false }: Act) => {
		if (busy.current) return { refused: { kind: "node", name: "Busy" } as ChainError };
		busy.current = true;
		setTitle(words);
		const refuse = (refused: ChainError) => {
			busy.current = false;
			setState({ refused });
			return { refused };
		};
		try {
			if (checks.disagreement || rests.includes("disagrees")) throw new Trouble({ kind: "node", name: "NodeDisagrees" });
			if (!trustNode && rests.some((badge) => badge !== "verified")) throw new Trouble({ kind: "node", name: "NotVerified" });
			setState("asking");
			const [signer, { send }] = await Promise.all([keyNow.current.ask(fresh), import("./send")]);
			const { publicKey } = keyNow.current;
			if (!publicKey) throw new Trouble({ kind: "key", name: "None" });
			// While the person was asked, the light client may have caught the node.
			if (checks.disagreement) throw new Trouble({ kind: "node", name: "NodeDisagrees" });
			return await new Promise<{ events: Happened[] } | { refused: ChainError }>((resolve) => {
				const tell = (sending: Sending) => {
					if (sending.step === "refused") return resolve(refuse(sending.error));
					setState(sending.step);
					if (sending.step === "inBlock" || sending.step === "final") {
						busy.current = false;
						askedHead.now();
						resolve({ events: sending.events });
					}
				};
				send(call, signer, publicKey, tell).catch((reason: unknown) => resolve(refuse(toChainError(reason))));
			});
		} catch (reason) {
			return refuse(toChainError(reason));
		}
	}, []);

	const reset = useCallback(() => {
		busy.current = false;
		setState(undefined);
		setTitle(undefined);
	}, []);
	return { act, state, title, reset };
}
