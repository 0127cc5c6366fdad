// What the frame of the page shows of the chain; kept apart from the questions, so that it comes with the first few files.

import { useSyncExternalStore } from "react";
import { checks } from "./checks";

export { beginLight, startLight, useLight } from "./light";
export { useNetwork } from "./network";
export { useConnection, useOld } from "./useQuestion";

export function useDisagreement(): boolean {
	const told = () => checks.disagreement !== undefined;
	return useSyncExternalStore(checks.subscribe, told, told);
}
