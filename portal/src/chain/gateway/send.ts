// Signs a call, sends it by a gateway, and asks what becomes of it until that is final: a gateway tells nothing by itself.

import { compact, u32 } from "@polkadot-api/substrate-bindings";
import { getPolkadotSigner } from "polkadot-api/signer";
import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Signer } from "../../keys";
import { accountOf } from "../../keys/account";
import { ask } from "../ask";
import { askedHead } from "../asked";
import { encodeCall } from "../call";
import { codecs, metadataBytes } from "../codec";
import { type ChainError, innerRefusal, ofDispatch, Trouble } from "../errors";
import { type Head, node } from "../node";
import { whyUnpaid } from "../room";
import type { Sending } from "../send";
import type { Call } from "../types";
import { ofPool } from "./door";
import { NodeRefusal } from "./wire";

/** An hour and more: people are asked for their fingers, and machines are slow. */
const PERIOD = 2048;
/** What a signature and the extensions add to a call, in bytes. */
const SIGNATURE = 150;
/** As the command has it: the fee without an allowance, in nanoseconds of work. */
const FEE_OF_WORK = 1_000n;
const LOOK_MS = 1_500;
/** By this number a pool says that it holds the transaction already. */
const ALREADY_THERE = 1_013;
/** A gateway looks through the blocks of two minutes. */
const LONGEST_MS = 115_000;

const NOTHING = new Uint8Array();

/** For how long a transaction counts, from a final block on. */
export function eraOf(number: number): Uint8Array {
	const low = Math.min(15, Math.max(1, Math.log2(PERIOD) - 1));
	const era = low | ((number % PERIOD) << 4);
	return Uint8Array.of(era & 255, era >> 8);
}

interface Version {
	spec_version: number;
	transaction_version: number;
}

/** What the transaction's extensions hold, by the metadata that come with the page: the runtime refuses another version than theirs. */
export function extensionsOf(identifiers: string[], { version, genesis, birth, nonce }: { version: Version; genesis: string; birth: Head; nonce: number }) {
	const known: Record<string, [value: Uint8Array, signed: Uint8Array]> = {
		CheckSpecVersion: [NOTHING, u32.enc(version.spec_version)],
		CheckTxVersion: [NOTHING, u32.enc(version.transaction_version)],
		CheckGenesis: [NOTHING, hexToBytes(genesis.slice(2))],
		CheckMortality: [eraOf(birth.number), hexToBytes(birth.hash.slice(2))],
		CheckNonce: [compact.enc(nonce), NOTHING],
		ChargeTransactionPayment: [compact.enc(0), NOTHING],
		CheckMetadataHash: [Uint8Array.of(0), Uint8Array.of(0)],
	};
	return Object.fromEntries(identifiers.map((identifier) => {
		const [value, additionalSigned] = known[identifier] ?? [NOTHING, NOTHING];
		return [identifier, { identifier, value, additionalSigned }];
	}));
}

/** Tells each step, and ends with `final` or `refused`. */
export async function send(call: Call, signer: Signer, publicKey: Uint8Array, tell: (sending: Sending) => void): Promise<void> {
	const door = await node.gateway();
	const birth = door?.final;
	if (!door || !birth) throw new Trouble({ kind: "network", name: "Unreachable" });
	const { metadata, constant, event } = await codecs();
	const [bytes, account] = [await encodeCall(call), accountOf(publicKey)];
	/** Of a call for whose work nobody had room: when there is some. */
	const unpaid = async (error: ChainError): Promise<ChainError> => {
		if (error.kind !== "node" || error.name !== "Payment") return error;
		const head = door.final ?? birth;
		return Promise.all([
			ask("AllowancesApi.allowance", [account], head),
			ask("TransactionPaymentCallApi.query_call_info", [call as never, bytes.length + SIGNATURE], head),
			ask("AuraApi.slot_duration", [], head),
		]).then(
			([allowance, { value: { partial_fee: fee } }, slot]) => whyUnpaid(allowance.value, fee / FEE_OF_WORK, Number(slot.value)),
			() => error,
		);
	};
	tell({ step: "signing" });
	const nonce = await door.nonce(account);
	const identifiers = (metadata.extrinsic.signedExtensions[0] ?? []).map(({ identifier }) => identifier);
	const extensions = extensionsOf(identifiers, { version: constant("System", "Version") as Version, genesis: await door.genesis, birth, nonce });
	const transaction = await getPolkadotSigner(publicKey, "Sr25519", (payload) => signer.sign(payload)).signTx(bytes, extensions, await metadataBytes(), birth.number);
	try {
		await door.submit(`0x${bytesToHex(transaction)}`);
	} catch (reason) {
		// No answer is no refusal: it may be on its way. So may one that another gateway passed on before its answer was lost.
		const error = ofPool(reason);
		const isUnknown = error.kind === "network" || (reason instanceof NodeRefusal && reason.code === ALREADY_THERE);
		if (!isUnknown) return tell({ step: "refused", error: await unpaid(error) });
	}
	tell({ step: "sent" });
	const hash = `0x${bytesToHex(blake2b(transaction, { dkLen: 32 }))}`;
	let seen: string | undefined;
	for (const until = performance.now() + LONGEST_MS; performance.now() < until; ) {
		await new Promise((done) => setTimeout(done, LOOK_MS));
		// What was sent is on its way, whatever becomes of the line or of the key meanwhile.
		const outcome = await door.outcome(account, hash).catch(() => null);
		if (!outcome) continue;
		const happened = outcome.events.map((one) => event.dec(one));
		const failed = happened.find(({ type, value }) => type === "System" && value.type === "ExtrinsicFailed");
		const error = failed ? ofDispatch((failed.value.value as { dispatch_error: unknown }).dispatch_error) : innerRefusal(happened);
		const events = happened.map(({ type, value }) => ({ pallet: type, event: value.type, data: value.value }));
		const { number: block } = outcome.block;
		if (outcome.final) {
			tell(error ? { step: "refused", error } : { step: "final", events, block });
			await door.until(block);
			askedHead.now();
			return;
		}
		// What was refused in one block can still stand in another, so long as that is not final.
		if (!error && seen !== outcome.block.hash) tell({ step: "inBlock", events, block });
		seen = outcome.block.hash;
	}
	tell({ step: "refused", error: { kind: "network", name: "Interrupted" } });
}
