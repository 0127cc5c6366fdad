import { AEAD_ChaCha20Poly1305, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256, KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { CipherSuite } from "hpke";
import { fingerprint } from "./account";
import { type Bytes, concat, utf8 } from "./bytes";
import { keyFault } from "./errors";

/**
 * Boxes as the crate `sealing` makes them: HPKE in base mode, HKDF-SHA256, ChaCha20Poly1305; in front the suite's byte and the
 * version of the card. The same rule in a second language, so its tests open what the command encrypted.
 */
export type Suite = "x25519" | "xwing";
export type Content = "openings" | "disclosure";

const INFO = utf8("lingnan-box-1");
const HEAD = 1 + 4;
const TAG = 16;

const SUITES = {
	x25519: {
		byte: 1,
		encapsulated: 32,
		hpke: () => new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305),
	},
	xwing: {
		byte: 2,
		encapsulated: 1_120,
		hpke: () => new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305),
	},
} as const;

/** A key to which files are encrypted. It signs nothing. */
export interface EncryptionKey {
	suite: Suite;
	secret: Bytes;
	publicKey: Bytes;
}

/** The byte by which a card on the chain names a suite. */
export const suiteByte = (suite: Suite) => SUITES[suite].byte;

/** X-Wing unless told: what is encrypted today may be kept until there are quantum computers. */
export async function newEncryptionKey(suite: Suite = "xwing"): Promise<EncryptionKey> {
	const hpke = SUITES[suite].hpke();
	const { privateKey, publicKey } = await hpke.GenerateKeyPair(true);
	const secret = (await hpke.SerializePrivateKey(privateKey)) as Bytes;
	return { suite, secret, publicKey: (await hpke.SerializePublicKey(publicKey)) as Bytes };
}

/** Opens a box, or says by name why not. */
export const openBox = (content: Content, box: Uint8Array, { suite, secret, publicKey }: EncryptionKey): Promise<Bytes> =>
	openWith(content, box, { suite, secret, keyHash: fingerprint(publicKey) });

/** The same where the public half is known by its hash, as an envelope names it. */
export async function openWith(
	content: Content,
	box: Uint8Array,
	key: { suite: Suite; secret: Bytes; keyHash: Bytes },
): Promise<Bytes> {
	const suite = suiteOf(box);
	if (suite !== key.suite) throw keyFault("BoxOtherSuite", suite);
	const { encapsulated, hpke } = SUITES[suite];
	const aad = concat(utf8(content), key.keyHash, box.subarray(0, HEAD));
	const [kem, sealed] = [box.slice(HEAD, HEAD + encapsulated), box.slice(HEAD + encapsulated)];
	const suiteOfBox = hpke();
	try {
		const privateKey = await suiteOfBox.DeserializePrivateKey(key.secret);
		return (await suiteOfBox.Open(privateKey, kem, sealed, { aad, info: INFO })) as Bytes;
	} catch {
		throw keyFault("BoxOtherKey");
	}
}

function suiteOf(box: Uint8Array): Suite {
	const [byte] = box;
	if (byte === undefined) throw keyFault("BoxTooShort");
	const suite = (Object.keys(SUITES) as Suite[]).find((suite) => SUITES[suite].byte === byte);
	if (!suite) throw keyFault("BoxUnknownSuite", String(byte));
	if (box.length < HEAD + SUITES[suite].encapsulated + TAG) throw keyFault("BoxTooShort");
	return suite;
}
