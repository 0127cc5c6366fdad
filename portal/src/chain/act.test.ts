import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Key } from "../keys";
import { type Act, type ActState, perform } from "./act";
import { call } from "./call";
import { checks } from "./checks";
import type { Sending } from "./send";

const CALL = call("System", "remark", { remark: new Uint8Array([1]) });
const EVENTS = [{ pallet: "Consents", event: "Given", data: { consent: 1n } }];
const ask = vi.fn(async () => ({ sign: async (payload: Uint8Array) => payload }));
const key = () => ({ account: "5F…", publicKey: new Uint8Array(32), state: "open", ask }) as unknown as Key;

let told: ActState[];
const tell = (state: ActState) => told.push(state);
/** A node that takes the call and answers with these. */
const sends = (...answers: Sending[]) => {
	const send = vi.fn(async (...[, , , follow]: [unknown, unknown, unknown, (sending: Sending) => void]) => {
		for (const answer of answers) follow(answer);
	});
	return { send, load: async () => send };
};
const act = (more: Partial<Act> = {}): Act => ({ call: CALL, title: "Say hello", ...more });

beforeEach(() => {
	told = [];
	ask.mockClear();
	checks.disagreement = undefined;
});

describe("what a person asked for", () => {
	it("is signed, sent, in the record, final", async () => {
		const { load } = sends({ step: "signing" }, { step: "sent" }, { step: "inBlock", events: EVENTS, block: 7 }, { step: "final", events: EVENTS, block: 7 });
		expect(await perform(act({ fresh: true }), key, tell, load)).toEqual({ events: EVENTS });
		expect(told).toEqual(["asking", "signing", "sent", "inBlock", "final"]);
		expect(ask).toHaveBeenCalledWith(true);
	});

	it("is refused by the name of the pallet's error", async () => {
		const error = { kind: "module", pallet: "Consents", error: "AlreadyExists" } as const;
		expect(await perform(act(), key, tell, sends({ step: "signing" }, { step: "refused", error }).load)).toEqual({ refused: error });
		expect(told.at(-1)).toEqual({ refused: error });
	});

	it("is refused by the key's name, and nothing is sent", async () => {
		ask.mockRejectedValueOnce(Object.assign(new Error(), { kind: "key", name: "WrongPassword" }));
		const { send, load } = sends();
		expect(await perform(act(), key, tell, load)).toEqual({ refused: { kind: "key", name: "WrongPassword" } });
		expect(send).not.toHaveBeenCalled();
	});
});

describe("is never signed", () => {
	const lie = { hash: "0x00", number: 1, answer: "b" } as const;

	it("once node and light client differed", async () => {
		checks.disagreement = lie;
		const { send, load } = sends();
		expect(await perform(act({ trustNode: true }), key, tell, load)).toEqual({ refused: { kind: "node", name: "NodeDisagrees" } });
		expect(ask).not.toHaveBeenCalled();
		expect(send).not.toHaveBeenCalled();
	});

	it("where they are found to differ while the key is asked for", async () => {
		ask.mockImplementationOnce(async () => {
			checks.disagreement = lie;
			return { sign: async (payload) => payload };
		});
		const { send, load } = sends();
		expect(await perform(act(), key, tell, load)).toEqual({ refused: { kind: "node", name: "NodeDisagrees" } });
		expect(send).not.toHaveBeenCalled();
	});

	it("on terms that are not verified, unless the person trusts the node", async () => {
		for (const badge of ["node", "old"] as const) {
			expect(await perform(act({ rests: ["verified", badge] }), key, tell, sends().load)).toEqual({ refused: { kind: "node", name: "NotVerified" } });
		}
		expect(ask).not.toHaveBeenCalled();
		const { load } = sends({ step: "inBlock", events: EVENTS, block: 1 });
		expect(await perform(act({ rests: ["node"], trustNode: true }), key, tell, load)).toEqual({ events: EVENTS });
	});
});
