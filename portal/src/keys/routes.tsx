// Stands in until the keys arrive. The screens are apart from `useKey`, which comes with the first files of the page.

import type { RouteObject } from "react-router";
import { NotYet } from "../app/NotYet";

export const routes: RouteObject[] = [{ path: "*", element: <NotYet /> }];
