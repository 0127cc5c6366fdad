import "./council.css";
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { Agenda } from "./Agenda";

const Motion = lazy(async () => ({ default: (await import("./Motion")).Motion }));
const Move = lazy(async () => ({ default: (await import("./Move")).Move }));

export const routes: RouteObject[] = [
	{ index: true, element: <Agenda /> },
	{ path: "move", element: <Move /> },
	{ path: ":council/:hash", element: <Motion /> },
];
