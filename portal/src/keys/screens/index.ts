import "./keys.css";

export { Keys } from "./keys";
export { New } from "./new";
export { Open } from "./open";
export { Prompt } from "./prompt";
export { Restore } from "./restore";
