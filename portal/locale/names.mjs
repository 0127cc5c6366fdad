/**
 * Puts a network's names beside its network.json, from where the page reads them.
 *
 *     node locale/names.mjs NETWORK FOLDER
 *
 * NETWORK is a folder of chain-spec (`guangdong`), or a folder with the files of another network; `lingnan-node check-network`
 * has checked it.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LANGUAGES = ["zh-Hans", "zh-Hant", "pt"];

export function writeNames(network, folder) {
	const own = join(import.meta.dirname, "../../chain-spec", network);
	const names = JSON.parse(readFileSync(join(existsSync(own) ? own : network, "names.json"), "utf8"));
	for (const [name, forms] of Object.entries(names)) {
		for (const language of LANGUAGES) if (!forms[language]) throw new Error(`${network}/names.json: ${name}: ${language} is missing`);
	}
	writeFileSync(join(folder, "names.json"), JSON.stringify(names));
	const path = join(folder, "network.json");
	if (!existsSync(path)) return;
	writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), names: "names.json" }));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const [network, folder] = process.argv.slice(2);
	if (!network || !folder) throw new Error("usage: node locale/names.mjs NETWORK FOLDER");
	writeNames(network, folder);
}
