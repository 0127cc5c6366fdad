// How a screen of either side has something done.

import type { ReactNode } from "react";
import { type Act, type Call, useAct } from "../chain";
import { Progress } from "../ui";

export type How = Pick<Act, "fresh" | "rests" | "trustNode">;

export interface Doing {
	/** Whether it stands in a block; of two officers of a bank the first one's signature does. */
	send(what: Call, title: string, how?: How): Promise<boolean>;
	busy: boolean;
	progress: ReactNode;
}

/** Signed by the key of this browser alone. */
export function useOwnDoing(): Doing {
	const { act, state, title } = useAct();
	return {
		send: async (what, title, how = {}) => "events" in (await act({ call: what, title, ...how })),
		busy: state === "asking" || state === "signing" || state === "sent",
		progress: <Progress state={state} title={title} />,
	};
}
