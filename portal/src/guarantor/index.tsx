import "../firm/firm.css";
import type { RouteObject } from "react-router";
import { Guarantor } from "./Guarantor";

/** What a guarantor signs, agrees to and pays, below /guarantor. */
export const routes: RouteObject[] = [{ index: true, element: <Guarantor /> }];
