import type { RouteObject } from "react-router";
import { NotYet } from "../app/NotYet";

export const routes: RouteObject[] = [{ path: "*", element: <NotYet /> }];
