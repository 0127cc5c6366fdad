import type { RegistrationNumber } from "../chain";

export function Disclosure(_: { enterprise: RegistrationNumber }) {
	return null;
}
