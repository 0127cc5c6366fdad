// The key to which agencies encrypt a firm's files: this browser's, named by a card on the record.

import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Call, call, type RegistrationNumber, useQuestion } from "../chain";
import { encryptionKey } from "../keys";
import { useNow } from "./data";

/** A card lasts so long; a lost key cannot be used for longer. */
const DAYS = 360;
const suites = { x25519: 1, xwing: 2 } as const;

export interface FilesKey {
	/** Whether a card is in force, of whatever key. Undefined until known. */
	published: boolean | undefined;
	/** The call that publishes this browser's key; nothing where its card stands already. Prompts where the key is locked. */
	publish(): Promise<Call | undefined>;
}

export function useFilesKey(number: RegistrationNumber | undefined): FilesKey {
	const holder = number && { type: "Enterprise" as const, value: number };
	const cards = useQuestion("CardsApi.cards", holder ? [holder as never] : null).data;
	const now = useNow();
	return {
		published: now === undefined ? undefined : cards?.some((one) => one.state.type === "InForce"),
		publish: async () => {
			if (!holder || !cards || now === undefined) return undefined;
			const { suite, publicKey } = await encryptionKey();
			const hash = `0x${bytesToHex(blake2b(publicKey, { dkLen: 32 }))}`;
			if (cards.some((one) => one.key_hash === hash)) return undefined;
			return call("Cards", "publish", {
				holder: holder as never,
				suite: suites[suite],
				key: publicKey,
				valid_until: BigInt(now + DAYS * 86_400),
			});
		},
	};
}
