import { loadWords } from "../words";

await loadWords("notices", "errors").catch(() => undefined);

export { Notices } from "./Notices";
