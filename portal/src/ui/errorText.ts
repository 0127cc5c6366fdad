export { errorText } from "../words";
