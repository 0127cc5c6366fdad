import type { RouteObject } from "react-router";
import { Check } from "./Check";

/** For anybody who holds a paper. */
export const routes: RouteObject[] = [{ index: true, element: <Check /> }];
