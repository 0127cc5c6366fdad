import "../bank/bank.css";
import "./agency.css";
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { Frame } from "./Frame";
import { Upload } from "./Upload";

// The upload comes with the area; each other screen when somebody goes there.
const screen = <K extends string>(load: () => Promise<Record<K, React.ComponentType>>, name: K) => lazy(async () => ({ default: (await load())[name] }));
const Disputes = screen(() => import("./Disputes"), "Disputes");
const Register = screen(() => import("./Register"), "Register");
const Outbox = screen(() => import("./Outbox"), "Outbox");

export const routes: RouteObject[] = [
	{
		element: <Frame />,
		children: [
			{ index: true, element: <Upload /> },
			{ path: "disputes", element: <Disputes /> },
			{ path: "register", element: <Register /> },
			{ path: "outbox", element: <Outbox /> },
		],
	},
];
