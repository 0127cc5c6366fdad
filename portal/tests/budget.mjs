// `npm run check:budget`: what a phone loads, compressed as servers send it. Entry: the page before its first screen. First: the
// firm's first useful screen with all that it asks with. The build fails above.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1_000;
const ENTRY = 150 * KB;
const FIRST = 320 * KB;
const LANGUAGES = ["en", "zh-Hans", "zh-Hant", "pt"];

const folder = join(import.meta.dirname, "..", "dist");
const manifest = JSON.parse(readFileSync(join(folder, "files.json"), "utf8"));
const sizes = new Map();
function size(file) {
	if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(folder, file)), { level: 6 }).length);
	return sizes.get(file);
}

/** The files of a module, with its styles and whatever it imports at once. What it names by address is loaded later: the metadata,
 * the keys' worker; and, after the first screen, the light client's. */
function withImports(name, files, later = false) {
	const { file, css = [], imports = [], assets = [] } = manifest[name] ?? fail(`the build has no ${name}: say in tests/budget.mjs what it is called now`);
	if (files.has(file)) return;
	for (const one of [file, ...css, ...(later ? assets.filter((asset) => !asset.includes("light.worker")) : [])]) files.add(one);
	for (const one of imports) withImports(one, files, later);
}

function fail(words) {
	throw new Error(words);
}

const entry = (language) => {
	const files = new Set(["index.html"]);
	for (const name of ["index.html", `locale/${language}/app.json`, `locale/${language}/ui.json`]) withImports(name, files);
	return files;
};
const first = (language) => {
	const files = new Set();
	for (const name of ["index.html", `locale/${language}/app.json`, `locale/${language}/ui.json`, "src/firm/index.tsx", "src/chain/codecs.ts", "chain/metadata.scale", `locale/${language}/firm.json`]) withImports(name, files, true);
	return files;
};

const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);
for (const [name, filesOf, most] of [["entry", entry, ENTRY], ["the firm's first screen", first, FIRST]]) {
	// The reader whose language is the longest.
	const files = LANGUAGES.map(filesOf).sort((one, other) => sum(other) - sum(one))[0];
	const line = `${name}: ${(sum(files) / KB).toFixed(1)} kB of ${most / KB} kB in ${files.size} files`;
	if (sum(files) <= most) console.log(line);
	else {
		process.exitCode = 1;
		console.error(`${line}, which is too much:`);
		for (const file of [...files].sort((one, other) => size(other) - size(one))) console.error(`  ${(size(file) / KB).toFixed(1).padStart(6)} kB ${file}`);
	}
}
