// Under Trusted Types the browser asks this policy whenever text would become a script's address. Workers are loaded from where
// the page comes from; nothing else is, and no text ever becomes markup or code.

interface TrustedTypes {
	createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy("default", {
	createScriptURL(address) {
		if (new URL(address, location.href).origin !== location.origin) throw new TypeError(`not ours: ${address}`);
		return address;
	},
});
export {};
