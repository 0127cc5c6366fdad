import { useCallback, useRef, useState } from "react";
import { useKey } from "../keys";
import { type Act, type ActState, type Done, perform } from "./act";
import { askedHead } from "./asked";
import { isByGateway } from "./network";

export interface Acting {
	/** Resolves when the call is in a block, or refused: `{ events }` or `{ refused }`. Finality follows in `state`. */
	act(act: Act): Promise<Done>;
	state: ActState;
	title: string | undefined;
	reset(): void;
}

const load = async () => (isByGateway() ? (await import("./gateway/send")).send : (await import("./send")).send);

/** Signs and sends what a person asked for, and tells how far it is. Nothing else on the screen waits. */
export function useAct(): Acting {
	const key = useKey();
	const keyNow = useRef(key);
	keyNow.current = key;
	const [state, setState] = useState<ActState>();
	const [title, setTitle] = useState<string>();
	const busy = useRef<Promise<Done> | undefined>(undefined);

	const act = useCallback((what: Act): Promise<Done> => {
		// Who presses twice means it once.
		if (busy.current) return busy.current;
		setTitle(what.title);
		const turn = perform(what, () => keyNow.current, setState, load).finally(() => {
			busy.current = undefined;
			askedHead.now();
		});
		busy.current = turn;
		return turn;
	}, []);

	const reset = useCallback(() => {
		setState(undefined);
		setTitle(undefined);
	}, []);
	return { act, state, title, reset };
}
