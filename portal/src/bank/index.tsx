import "./bank.css";
import { lazy } from "react";
import type { RouteObject } from "react-router";
import { Frame } from "./Frame";
import { Inbox } from "./Inbox";

// The inbox comes with the area; each other screen when somebody goes there.
const screen = <K extends string>(load: () => Promise<Record<K, React.ComponentType>>, name: K) => lazy(async () => ({ default: (await load())[name] }));

const Closed = screen(() => import("./Closed"), "Closed");
const File = screen(() => import("./File"), "File");
const Offer = screen(() => import("./Offer"), "Offer");
const Decline = screen(() => import("./Decline"), "Decline");
const Pay = screen(() => import("./Pay"), "Pay");
const Payments = screen(() => import("./Payments"), "Payments");
const Portfolio = screen(() => import("./Portfolio"), "Portfolio");
const Loan = screen(() => import("./Loan"), "Loan");
const Deletions = screen(() => import("./Deletions"), "Deletions");
const Products = screen(() => import("./Products"), "Products");
const Publish = screen(() => import("./Publish"), "Publish");
const Lines = screen(() => import("./Lines"), "Lines");
const OfferLine = screen(() => import("./Lines"), "OfferLine");
const Line = screen(() => import("./Lines"), "Line");
const Policy = screen(() => import("./Policy"), "Policy");
const Amend = screen(() => import("./Amend"), "Amend");
const Approve = screen(() => import("./Approve"), "Approve");

export const routes: RouteObject[] = [
	{
		element: <Frame />,
		children: [
			{ index: true, element: <Inbox /> },
			{ path: "closed", element: <Closed /> },
			{ path: "application/:id", element: <File /> },
			{ path: "application/:id/offer", element: <Offer /> },
			{ path: "application/:id/decline", element: <Decline /> },
			{ path: "application/:id/pay", element: <Pay /> },
			{ path: "payments", element: <Payments /> },
			{ path: "loans", element: <Portfolio /> },
			{ path: "loans/:id", element: <Loan /> },
			{ path: "loans/:id/amend", element: <Amend /> },
			{ path: "lines", element: <Lines /> },
			{ path: "lines/new", element: <OfferLine /> },
			{ path: "lines/:id", element: <Line /> },
			{ path: "deletions", element: <Deletions /> },
			{ path: "products", element: <Products /> },
			{ path: "products/new", element: <Publish /> },
			{ path: "products/:id/policy", element: <Policy /> },
			{ path: "approve", element: <Approve /> },
		],
	},
];
