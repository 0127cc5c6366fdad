import type { RouteObject } from "react-router";
import { Keys, New, Open, Restore } from "./screens";

/** Below `/key`. Apart from `useKey`, which comes with the first files of the page. */
export const routes: RouteObject[] = [
	{ path: "", element: <Keys /> },
	{ path: "new", element: <New /> },
	{ path: "open", element: <Open /> },
	{ path: "restore", element: <Restore /> },
];
