import { expect, it } from "vitest";
import { hashOf } from "./node";
import { ofDispatch, toChainError } from "./errors";
import { keyOf } from "./useQuestion";

it("reckons a block's hash from its header", () => {
	// Block 2,635 of a development chain, as its node told it.
	const header = {
		parentHash: "0x0ba36f6ac668a9f27b1949a329d1132922a0586daf075de8b3dc594674d0dc88",
		number: "0xa4b",
		stateRoot: "0xd0f509c4f9e1a32b4e48a38482bc1ea97534049938bfab47754528c6c53b36d8",
		extrinsicsRoot: "0xc3650a63598d230f57086028bd7e8799ec3ab7e313241b15523ecb8b89d0a419",
		digest: {
			logs: [
				"0x066175726120ad6e1bd600000000",
				"0x05617572610101e284e3bd1301c86289613d81b0abaaac820dfdf9f566f459322733b234887e5242181be9d0015c0b0437c7b6f0bcde604765d460df1bf3a9cbe7a173b446768e",
			],
		},
	} as const;
	const hash = "0xac3cb54a2f4e79277f3d906546c6545d68c824fb06351c01f847e7841f624756";
	expect(hashOf(header)).toEqual({ number: 2635, hash });
});

it("names refusals as the metadata do", () => {
	expect(ofDispatch({ type: "Module", value: { type: "Consents", value: { type: "NotFound", value: undefined } } })).toEqual({ kind: "module", pallet: "Consents", error: "NotFound" });
	expect(ofDispatch({ type: "BadOrigin", value: undefined })).toEqual({ kind: "node", name: "BadOrigin" });
	expect(ofDispatch({ type: "Token", value: { type: "FundsUnavailable" } })).toEqual({ kind: "node", name: "FundsUnavailable" });
	expect(toChainError(new DOMException("no", "NotAllowedError"))).toEqual({ kind: "passkey", name: "NotAllowedError" });
});

it("knows arguments again by their values", () => {
	expect(keyOf([7n, new Uint8Array([1, 255]), { after: undefined }])).toBe(keyOf([7n, new Uint8Array([1, 255]), {}]));
	expect(keyOf([7n])).not.toBe(keyOf([7]));
});
