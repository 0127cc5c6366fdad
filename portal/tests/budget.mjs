// `npm run check:budget`: what a phone loads, compressed as servers send it. Entry: the page before its first screen. First: the
// firm's first useful screen with all that it asks with. The build fails above.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1_000;
const ENTRY = 150 * KB;
const FIRST = 320 * KB;

const folder = join(import.meta.dirname, "..", "dist");
const size = (file) => gzipSync(readFileSync(join(folder, file)), { level: 6 }).length;

/** A file and what it imports at once. */
function withImports(file, seen = new Set()) {
	if (seen.has(file)) return seen;
	seen.add(file);
	const text = readFileSync(join(folder, file), "utf8");
	for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) withImports(`assets/${name}`, seen);
	return seen;
}

const html = readFileSync(join(folder, "index.html"), "utf8");
const linked = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file);
const assets = readdirSync(join(folder, "assets"));
const named = (pattern) => assets.filter((name) => pattern.test(name)).map((name) => `assets/${name}`);

// The largest of the languages stands for all.
const catalogue = (area) => named(new RegExp(`^${area}-[\\w-]{8}\\.js$`)).sort((one, other) => size(other) - size(one)).slice(0, 1);
const entry = new Set(["index.html", ...linked, ...catalogue("app"), ...catalogue("ui")]);
for (const file of linked.filter((name) => name.endsWith(".js"))) withImports(file, entry);

const lazily = (source) => named(new RegExp(`^${source}-[\\w-]{8}\\.js$`));
const first = new Set(entry);
for (const file of [...lazily("firm"), ...lazily("codecs"), ...lazily("chain")]) withImports(file, first);
for (const file of [...named(/^metadata-.*\.scale$/), ...named(/^(firm|rules)-.*\.css$/)]) first.add(file);

let failed = false;
for (const [name, files, most] of [["entry", entry, ENTRY], ["the firm's first screen", first, FIRST]]) {
	const sum = [...files].reduce((total, file) => total + size(file), 0);
	const line = `${name}: ${(sum / KB).toFixed(1)} kB of ${most / KB} kB in ${files.size} files`;
	if (sum <= most) console.log(line);
	else {
		failed = true;
		console.error(`${line}, which is too much:`);
		for (const file of [...files].sort((one, other) => size(other) - size(one))) console.error(`  ${(size(file) / KB).toFixed(1).padStart(6)} kB ${file}`);
	}
}
process.exitCode = failed ? 1 : 0;
