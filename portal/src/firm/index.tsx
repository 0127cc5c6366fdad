import { lazy } from "react";
import type { RouteObject } from "react-router";
import { Apply } from "./apply";
import { Applications } from "./applications";
import { Assets } from "./assets";
import { ConfirmReceipt } from "./confirm";
import { ChooseBank, Consent } from "./consent";
import { Consents } from "./consents";
import { Dispute } from "./dispute";
import { FirmScreens } from "./firm";
import { Grade } from "./grade";
import { Home } from "./home";
import { Loan, Loans } from "./loans";
import { Offer } from "./offer";
import { People } from "./people";
import { Products } from "./products";
import { Take } from "./take";

// What an owner needs seldom comes when somebody goes there.
const screen = <K extends string>(load: () => Promise<Record<K, React.ComponentType>>, name: K) => lazy(async () => ({ default: (await load())[name] }));
const Lines = screen(() => import("./lines"), "Lines");
const Line = screen(() => import("./lines"), "Line");
const Statement = screen(() => import("./statement"), "Statement");
const Proposal = screen(() => import("./proposal"), "Proposal");

/** The screens of a firm's owner, below /firm. */
export const routes: RouteObject[] = [
	{ path: "take/:number", element: <Take /> },
	{
		element: <FirmScreens />,
		children: [
			{ index: true, element: <Home /> },
			{ path: "dispute/:indicator", element: <Dispute /> },
			{ path: "consent", element: <ChooseBank /> },
			{ path: "consent/:institution", element: <Consent /> },
			{ path: "consents", element: <Consents /> },
			{ path: "grade", element: <Grade /> },
			{ path: "products", element: <Products /> },
			{ path: "apply/:product", element: <Apply /> },
			{ path: "applications", element: <Applications /> },
			{ path: "offer/:application", element: <Offer /> },
			{ path: "confirm/:application", element: <ConfirmReceipt /> },
			{ path: "loans", element: <Loans /> },
			{ path: "loan/:loan", element: <Loan /> },
			{ path: "loan/:loan/proposal", element: <Proposal /> },
			{ path: "loan/:loan/statement", element: <Statement /> },
			{ path: "lines", element: <Lines /> },
			{ path: "lines/:line", element: <Line /> },
			{ path: "assets", element: <Assets /> },
			{ path: "people", element: <People /> },
		],
	},
];
