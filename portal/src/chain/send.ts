// Signs a call, sends it and tells what becomes of it. Loaded with the first call: the screens before it do without.

import { createClient, type PolkadotClient, type TxEvent } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import type { Signer } from "../keys";
import { accountOf } from "../keys/account";
import { encodeCall } from "./call";
import { metadataBytes } from "./codec";
import { type ChainError, innerRefusal, ofDispatch, Trouble } from "./errors";
import { network } from "./network";
import { node } from "./node";
import { whyUnpaid } from "./room";
import type { Call, Lingnan } from "./types";

/** An event of the chain that the call led to. */
export interface Happened {
	pallet: string;
	event: string;
	data: unknown;
}

export type Sending =
	| { step: "signing" }
	| { step: "sent" }
	| { step: "inBlock"; events: Happened[]; block: number }
	| { step: "final"; events: Happened[]; block: number }
	| { step: "refused"; error: ChainError };

/** What a signature and the extensions add to a call, in bytes. */
const SIGNATURE = 150;
/** As the command has it: the fee without an allowance, in nanoseconds of work. */
const FEE_OF_WORK = 1_000n;

/** An hour and more: people are asked for their fingers, and machines are slow. */
const PERIOD = 2048;

let client: Promise<PolkadotClient> | undefined;
function connect(): Promise<PolkadotClient> {
	client ??= network().then(({ nodes }) =>
		// The metadata that the screens were made for sign, too; whatever the node's would say, the runtime checks the version.
		createClient(getWsProvider(node.address ? [node.address, ...nodes] : nodes), { getMetadata: metadataBytes }),
	);
	return client;
}

/** Tells each step, and ends with `final` or `refused`. A call that was refused in one block can still stand in another; what is
 * told is what the newest best block says. */
export async function send(call: Call, signer: Signer, publicKey: Uint8Array, tell: (sending: Sending) => void): Promise<void> {
	const api = (await connect()).getUnsafeApi<Lingnan>();
	const transaction = await api.txFromCallData(await encodeCall(call));
	const polkadotSigner = getPolkadotSigner(publicKey, "Sr25519", (payload) => signer.sign(payload));
	/** Of a call for whose work nobody had room: when there is some. */
	const unpaid = async (error: ChainError): Promise<ChainError> => {
		if (error.kind !== "node" || error.name !== "Payment") return error;
		const { AllowancesApi, AuraApi, TransactionPaymentCallApi } = api.apis;
		const bytes = (await transaction.getEncodedData()).length;
		return Promise.all([
			AllowancesApi.allowance(accountOf(publicKey)),
			TransactionPaymentCallApi.query_call_info(call as never, bytes + SIGNATURE),
			AuraApi.slot_duration(),
		]).then(
			([allowance, { partial_fee: fee }, slot]) => whyUnpaid(allowance, fee / FEE_OF_WORK, Number(slot)),
			() => error,
		);
	};
	tell({ step: "signing" });
	await new Promise<void>((resolve) => {
		const refuse = (error: ChainError) => (tell({ step: "refused", error }), resolve());
		transaction.signSubmitAndWatch(polkadotSigner, { mortality: { mortal: true, period: PERIOD } }).subscribe({
			next(event: TxEvent) {
				if (event.type === "broadcasted") tell({ step: "sent" });
				if (event.type !== "finalized" && !(event.type === "txBestBlocksState" && event.found)) return;
				const error = event.ok ? innerRefusal(event.events) : ofDispatch(event.dispatchError);
				if (error) {
					if (event.type === "finalized") refuse(error);
					return;
				}
				const events = event.events.map(({ type, value }) => ({ pallet: type, event: value.type, data: value.value }));
				tell({ step: event.type === "finalized" ? "final" : "inBlock", events, block: event.block.number });
				if (event.type === "finalized") resolve();
			},
			error: (reason: unknown) => void unpaid(ofRefusal(reason)).then(refuse),
		});
	});
}

/** Before a block: the pool's validity, a signer's own words, a lost line. */
function ofRefusal(reason: unknown): ChainError {
	if (reason instanceof Trouble) return reason.reason;
	const { error, kind, name } = reason as { error?: { type?: string; value?: { type?: string; value?: unknown } }; kind?: string; name?: string };
	if (error?.type === "Invalid" || error?.type === "Unknown") {
		const { type = "Unknown", value } = error.value ?? {};
		// `Custom(1)`: a figure stated openly.
		return { kind: "node", name: type === "Custom" ? `Custom${String(value)}` : type };
	}
	if ((kind === "key" || kind === "passkey") && typeof name === "string") return { kind, name };
	console.error(reason);
	return { kind: "node", name: "Unknown" };
}
