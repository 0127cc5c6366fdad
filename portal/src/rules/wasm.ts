// How the wasm is called: bytes in, bytes out (portal/wasm/src/abi.rs).

interface Exports {
	memory: WebAssembly.Memory;
	alloc(length: number): number;
	free(at: number, length: number): void;
	[name: string]: unknown;
}

/** Calls an export in an instance of its own: with it goes the memory, and what was secret in it. */
export async function callIn(module: WebAssembly.Module, name: string, args: Uint8Array): Promise<Uint8Array> {
	const { exports } = (await WebAssembly.instantiate(module, {})) as unknown as { exports: Exports };
	const called = exports[name] as ((at: number, length: number) => bigint) | undefined;
	if (!called) throw new Error(`no rule ${name}`);
	const room = exports.alloc(args.length);
	new Uint8Array(exports.memory.buffer, room, args.length).set(args);
	const packed = called(room, args.length); // takes back the room of the arguments
	const at = Number(packed >> 32n & 0xffff_ffffn);
	const length = Number(packed & 0xffff_ffffn);
	const answer = new Uint8Array(exports.memory.buffer, at, length).slice();
	exports.free(at, length);
	return answer;
}
