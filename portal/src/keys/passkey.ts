import { type Bytes, equal, random } from "./bytes";
import { passkeyFault, type PasskeyFault } from "./errors";
import type { Opener } from "./locks";
import { sealedMaterial } from "./material";

/** What the browser has of passkeys: replaced in tests. */
export interface Passkeys {
	create(options: CredentialCreationOptions): Promise<Credential | null>;
	get(options: CredentialRequestOptions): Promise<Credential | null>;
}

type PasskeyOpener = Extract<Opener, { kind: "passkey" }>;

/** Whether this page may ask for passkeys at all: on plain http of another host, and in some apps' own browsers, it may not. */
export const passkeysHere = () =>
	typeof PublicKeyCredential !== "undefined" && typeof navigator !== "undefined" && !!navigator.credentials && !!globalThis.crypto?.subtle;

const browsers = (): Passkeys => {
	if (!passkeysHere()) throw passkeyFault("Unsupported");
	return navigator.credentials;
};

/** Two minutes: long enough to fetch a phone. */
const TIMEOUT = 120_000;

/**
 * Makes a passkey and asks its PRF about `prf` in the same prompt. An authenticator without PRF is refused: what it protects could
 * never be opened.
 */
export async function createPasskey(
	asked: { prf: Bytes; name: string; label: string; others: Bytes[] },
	passkeys?: Passkeys,
): Promise<PasskeyOpener> {
	const from = passkeys ?? browsers();
	const credential = await tried(() =>
		from.create({
			publicKey: {
				// Nobody compares the answer: the passkey unlocks what is here, it signs nobody in.
				challenge: random(32),
				rp: { name: asked.name },
				user: { id: random(16), name: asked.label, displayName: asked.label },
				pubKeyCredParams: [
					{ type: "public-key", alg: -7 },
					{ type: "public-key", alg: -257 },
				],
				authenticatorSelection: { residentKey: "required", userVerification: "required" },
				excludeCredentials: asked.others.map((id) => ({ type: "public-key", id })),
				extensions: { prf: { eval: { first: asked.prf } } },
				timeout: TIMEOUT,
			},
		}),
	);
	const id = new Uint8Array(credential.rawId);
	const { prf } = credential.getClientExtensionResults();
	if (prf?.results?.first) return { kind: "passkey", credential: id, output: await material(prf.results.first) };
	if (!prf?.enabled) {
		await forget(id);
		throw passkeyFault("NoPrf");
	}
	// Some answer only when asked again.
	return askPasskey({ prf: asked.prf, credentials: [id] }, from);
}

/** Asks for one of these passkeys, and its PRF about `prf`. */
export async function askPasskey(
	asked: { prf: Bytes; credentials: Bytes[] },
	passkeys?: Passkeys,
): Promise<PasskeyOpener> {
	const from = passkeys ?? browsers();
	const credential = await tried(() =>
		from.get({
			publicKey: {
				challenge: random(32),
				allowCredentials: asked.credentials.map((id) => ({ type: "public-key", id })),
				userVerification: "required",
				extensions: { prf: { eval: { first: asked.prf } } },
				timeout: TIMEOUT,
			},
		}),
	);
	const id = new Uint8Array(credential.rawId);
	if (!asked.credentials.some((known) => equal(known, id))) throw passkeyFault("Lost");
	const first = credential.getClientExtensionResults().prf?.results?.first;
	// A passkey may prove itself and keep its PRF's answer: from another device by cable, for one.
	if (!first) throw passkeyFault("NoPrfNow");
	return { kind: "passkey", credential: id, output: await material(first) };
}

async function material(output: BufferSource): Promise<CryptoKey> {
	const bytes = ArrayBuffer.isView(output)
		? new Uint8Array(output.buffer, output.byteOffset, output.byteLength)
		: new Uint8Array(output);
	return sealedMaterial(bytes);
}

/** Takes a passkey that is of no use out of the lists that people see, where the browser can. */
async function forget(id: Bytes): Promise<void> {
	const known = globalThis.PublicKeyCredential as unknown as {
		signalUnknownCredential?: (unknown: { rpId: string; credentialId: string }) => Promise<void>;
	};
	const credentialId = btoa(String.fromCharCode(...id)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
	await known?.signalUnknownCredential?.({ rpId: location.hostname, credentialId }).catch(() => {});
}

const FAULTS: Record<string, PasskeyFault> = {
	AbortError: "Cancelled",
	InvalidStateError: "AlreadyHere",
	// Refused by the person, by time, or because no passkey of these is at hand: browsers do not tell which.
	NotAllowedError: "Cancelled",
	NotSupportedError: "Unsupported",
	SecurityError: "InsecurePage",
};

async function tried(act: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
	try {
		const credential = await act();
		if (credential) return credential as PublicKeyCredential;
	} catch (error) {
		throw passkeyFault(FAULTS[error instanceof Error ? error.name : ""] ?? "Unsupported");
	}
	throw passkeyFault("Cancelled");
}
