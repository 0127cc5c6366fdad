/** What can go wrong with keys, by name: the texts are `keys.error.<name>`. */
export type KeyFault =
	| "Cancelled"
	| "CopyForeign"
	| "KeyFileCostly"
	| "KeyFileDamaged"
	| "KeyFileForeign"
	| "KeyFileOpen"
	| "Locked"
	| "NoEncryptionKey"
	| "NoKey"
	| "NoPasskeyHere"
	| "NotAKeyFile"
	| "OtherKey"
	| "PasswordsDiffer"
	| "PasswordShort"
	| "SecondWayMissing"
	| "StorageRefused"
	| "WordUnknown"
	| "WordsCount"
	| "WordsNotBack"
	| "WordsOther"
	| "WordsTypo"
	| "WrongPassword";

export type BoxFault = "BoxUnknownSuite" | "BoxTooShort" | "BoxOtherSuite" | "BoxOtherKey" | "NotABox";

export type PasskeyFault =
	| "AlreadyHere"
	| "Cancelled"
	| "InsecurePage"
	| "Lost"
	| "NoPrf"
	| "NoPrfNow"
	| "Unsupported";

export type FaultName = KeyFault | BoxFault | PasskeyFault | "Unexpected";

/** `detail` is never a secret: the place of a mistyped word, not the word. */
export class KeyError extends Error {
	constructor(
		readonly kind: "key" | "passkey",
		override readonly name: FaultName,
		readonly detail?: string,
	) {
		super(detail ?? "");
	}
}

export const keyFault = (name: KeyFault | BoxFault, detail?: string) => new KeyError("key", name, detail);
export const passkeyFault = (name: PasskeyFault, detail?: string) => new KeyError("passkey", name, detail);

/** Whatever was thrown, as something that has a text. */
export function asKeyError(error: unknown): KeyError {
	if (error instanceof KeyError) return error;
	return new KeyError("key", "Unexpected", error instanceof Error ? error.name : undefined);
}
