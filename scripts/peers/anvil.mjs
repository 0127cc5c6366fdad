// node anvil.mjs URL TRANSFERS ROWS: signs before it sends, sends with 64 unanswered, waits until all are in a block.

import { readFileSync } from "node:fs";
import solc from "solc";
import { decodeFunctionResult, encodeFunctionData, getContractAddress, stringToHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import WebSocket from "ws";
import { INDICATOR, batches, firms, print, statements, together } from "./rows.mjs";

const [url, transfers, rows] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const IN_FLIGHT = 64;
const CHAIN = 31_337;
const BATCH_GAS = 100_000_000n; // a batch of firms takes 37 million, one of statements 27
const GAS_PRICE = 2_000_000_000n;
const PATIENCE = 600_000;
// Where these stand in a record of the contract.
const REGISTERED_AT = 7;
const REVISION = 4;

// The node's own first development account: no secret.
const wallet = mnemonicToAccount("test test test test test test test test test test test junk");
const bob = `0x${"b0".repeat(20)}`;

function compile() {
	const input = {
		language: "Solidity",
		sources: { "Register.sol": { content: readFileSync(new URL("Register.sol", import.meta.url), "utf8") } },
		settings: {
			evmVersion: "prague",
			optimizer: { enabled: true, runs: 1_000_000 },
			viaIR: true,
			outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
		},
	};
	const output = JSON.parse(solc.compile(JSON.stringify(input)));
	const errors = (output.errors ?? []).filter((error) => error.severity === "error");
	if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join("\n"));
	return output.contracts["Register.sol"].Register;
}

const socket = new WebSocket(url, { perMessageDeflate: false });
const waiting = new Map();
let asked = 0;
socket.on("close", () => {
	throw new Error("anvil: the connection ended");
});
socket.on("message", (data) => {
	const { id, result, error } = JSON.parse(data);
	const { resolve, reject } = waiting.get(id);
	waiting.delete(id);
	if (error) reject(new Error(`anvil: ${error.message}`));
	else resolve(result);
});
await new Promise((resolve) => socket.once("open", resolve));

const call = (method, ...params) =>
	new Promise((resolve, reject) => {
		waiting.set(++asked, { resolve, reject });
		socket.send(JSON.stringify({ jsonrpc: "2.0", id: asked, method, params }));
	});

let nonce = 0;
const sign = (fields) =>
	wallet.signTransaction({ type: "legacy", chainId: CHAIN, gasPrice: GAS_PRICE, nonce: nonce++, value: 0n, ...fields });

/** Sends them and returns the seconds until a block has the last. */
async function measure(signed) {
	const wanted = BigInt(nonce);
	const begun = performance.now();
	await together(signed, IN_FLIGHT, (transaction) => call("eth_sendRawTransaction", transaction));
	while (BigInt(await call("eth_getTransactionCount", wallet.address, "latest")) < wanted) {
		if (performance.now() - begun > PATIENCE) throw new Error("anvil: not all are in a block after ten minutes");
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return (performance.now() - begun) / 1_000;
}

async function measureTransfers() {
	const signed = [];
	for (let i = 0; i < transfers; i++) signed.push(await sign({ to: bob, value: 1n, gas: 21_000n }));
	const seconds = await measure(signed);
	if (BigInt(await call("eth_getBalance", bob, "latest")) !== BigInt(transfers)) throw new Error("anvil: a transfer is missing");
	print("anvil: transfers", transfers, seconds);
}

const { abi, evm } = compile();

async function measureBatches(what, method, all, stored) {
	const signed = [];
	const first = [];
	for (const batch of batches(all)) {
		signed.push(await sign({ to: contract, data: encodeFunctionData({ abi, functionName: method, args: [batch] }), gas: BATCH_GAS }));
		first.push(batch[0]);
	}
	const seconds = await measure(signed);
	// A batch is all or nothing: its first row stands for it.
	for (const row of first) if (!(await stored(row))) throw new Error(`anvil: a batch of ${method} failed`);
	print(what, rows, seconds);
}

/** Part `part` of a stored record. A block that comes while the node answers makes it refuse: it is asked once more. */
const read = async (functionName, part, ...args) => {
	const ask = () => call("eth_call", { to: contract, data: encodeFunctionData({ abi, functionName, args }) }, "latest");
	return decodeFunctionResult({ abi, functionName, data: await ask().catch(ask) })[part];
};

if (transfers > 0) await measureTransfers();
await measure([await sign({ data: `0x${evm.bytecode.object}`, gas: 10_000_000n })]);
const contract = getContractAddress({ from: wallet.address, nonce: BigInt(nonce - 1) });
const registrations = function* () {
	for (const firm of firms(rows)) {
		const { number, legalName, industry, currency } = firm;
		yield { ...firm, number: stringToHex(number), legalName: stringToHex(legalName), industry: stringToHex(industry), currency: stringToHex(currency) };
	}
};
await measureBatches(
	"anvil: register_many",
	"registerMany",
	registrations(),
	async ({ number }) => (await read("firms", REGISTERED_AT, number)) > 0n,
);
const stated = function* () {
	for (const statement of statements(rows)) yield { ...statement, firm: stringToHex(statement.firm) };
};
await measureBatches(
	"anvil: attest_many",
	"attestMany",
	stated(),
	async ({ firm }) => (await read("attestations", REVISION, firm, INDICATOR)) === 1,
);
process.exit(0);
