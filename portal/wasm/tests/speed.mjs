// How long the wasm takes for what `cargo run --example speed` wrote into a folder, beside what it took without wasm: time on the
// processor, so that what else runs on the machine does not count.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(fileURLToPath(new URL("../lingnan.wasm", import.meta.url))));
const started = performance.now();
for (let i = 0; i < 20; i += 1) new WebAssembly.Instance(module, {});
console.log(`an instance: ${((performance.now() - started) / 20).toFixed(2)} ms`);

for (const [place, { name, told, native }] of JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")).entries()) {
	const given = readFileSync(join(folder, `${place}.bin`));
	const { exports } = new WebAssembly.Instance(module, {});
	let least = Infinity;
	for (let round = 0; round < (native < 1 ? 200 : 20); round += 1) {
		const from = process.cpuUsage();
		const at = exports.alloc(given.length);
		new Uint8Array(exports.memory.buffer, at, given.length).set(given);
		const packed = exports[name](at, given.length);
		exports.free(Number((packed >> 32n) & 0xffff_ffffn), Number(packed & 0xffff_ffffn));
		const { user, system } = process.cpuUsage(from);
		least = Math.min(least, (user + system) / 1_000);
	}
	console.log(`${least.toFixed(3).padStart(9)} ms  ${told}: ${(least / native).toFixed(1)} times as long`);
}
