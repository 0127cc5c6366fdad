// Who finalises a network's blocks, as network.json has it: from a node that is believed, which is the operator's own.

/** `rpc(method, params)` asks the node. */
export async function validatorsOf(rpc) {
	const at = await rpc("chain_getFinalizedHead");
	const { number } = await rpc("chain_getHeader", [at]);
	const bytes = async (name) => Buffer.from((await rpc("state_call", [name, "0x", at])).slice(2), "hex");
	const [set, list] = [await bytes("GrandpaApi_current_set_id"), await bytes("GrandpaApi_grandpa_authorities")];
	// A count, and behind it 32 bytes of a key and 8 of its weight each.
	const from = list.length % 40;
	const keys = Array.from({ length: (list.length - from) / 40 }, (_, at) => {
		const one = list.subarray(from + at * 40, from + (at + 1) * 40);
		return [`0x${one.subarray(0, 32).toString("hex")}`, String(one.readBigUInt64LE(32))];
	});
	return { set: String(set.readBigUInt64LE(0)), keys, block: Number(number) };
}
