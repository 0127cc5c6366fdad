import "./regulator.css";
import { type ComponentType, lazy } from "react";
import type { RouteObject } from "react-router";
import { Banks } from "./Banks";

const screen = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) => lazy(async () => ({ default: (await load())[name] }));

const Arrears = screen(() => import("./Arrears"), "Arrears");
const Loans = screen(() => import("./Loans"), "Loans");
const Deadlines = screen(() => import("./Lists"), "Deadlines");
const Deletions = screen(() => import("./Lists"), "Deletions");
const Scorecards = screen(() => import("./Scorecards") as Promise<Record<"Scorecards", ComponentType>>, "Scorecards");
const Scorecard = screen(() => import("./Scorecards") as Promise<Record<"Scorecard", ComponentType>>, "Scorecard");
const Network = screen(() => import("./Network"), "Network");

export const routes: RouteObject[] = [
	{ index: true, element: <Banks /> },
	{ path: "arrears", element: <Arrears /> },
	{ path: "loans", element: <Loans /> },
	{ path: "deadlines/:id", element: <Deadlines /> },
	{ path: "deletions/:id", element: <Deletions /> },
	{ path: "scorecards", element: <Scorecards /> },
	{ path: "scorecards/:id", element: <Scorecard /> },
	{ path: "network", element: <Network /> },
];
