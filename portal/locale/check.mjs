/**
 * `npm run check:words`: are the four languages whole, in the trade's words, and in step with the code?
 *
 *     node locale/check.mjs            refuses, with the file and the id
 *     node locale/check.mjs --write    writes src/words/ids.ts, the list of areas from which the type of ids is made
 *     node locale/check.mjs --terms    says too where a translation lacks the glossary's word for a term of the English text
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile, holes, LANGS, read, seen } from "./catalogues.mjs";
import { checkErrors } from "./check-errors.mjs";

const ID = /^[a-z]+(\.[A-Za-z0-9_-]+)+$/;
const HAN = "\\p{Script=Han}";
/** Councillors, regulators and those who check a paper may read of blocks: everybody else is spared. */
const MAY_READ = new Set(["council", "regulator", "check", "paper"]);
const EDGE = "(?:(?<=[\\p{L}\\p{N}])(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?=[\\p{L}\\p{N}]))";

/** `\b` of JavaScript takes é and ó for the end of a word. */
const pattern = (source, flags) => new RegExp(source.replaceAll("\\b", EDGE), `${flags}u`);

/** What a character set can write: a text in traditional characters has none that Big5 lacks, one in simplified none that GB 2312 lacks. */
function repertoire(encoding, leads, trails) {
	const decoder = new TextDecoder(encoding);
	const all = new Set();
	for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
		for (let trail = trails[0]; trail <= trails[1]; trail += 1) all.add(decoder.decode(new Uint8Array([lead, trail])));
	}
	return all;
}

const SCRIPTS = {
	"zh-Hans": repertoire("gbk", [0xb0, 0xf7], [0xa1, 0xfe]),
	// 衞, 綫 and others that Hong Kong writes stand in its supplement.
	"zh-Hant": new Set([...repertoire("big5", [0xa4, 0xf9], [0x40, 0xfe]), ..."衞綫裏着匯台"]),
};

function checkKeys(texts, area, lang, say) {
	for (const [id, text] of Object.entries(texts)) {
		if (!ID.test(id) || !id.startsWith(`${area}.`)) say(lang, area, id, `an id is \`${area}.name\``);
		if (typeof text !== "string" || text.trim() === "") say(lang, area, id, "the text is empty");
		else if (text !== text.trim()) say(lang, area, id, "the text begins or ends with a blank");
	}
}

/** Every language says what English says, with the same values. */
function checkWhole(all, say) {
	const areas = new Set(LANGS.flatMap((lang) => Object.keys(all[lang])));
	for (const area of areas) {
		for (const lang of LANGS) {
			const english = all.en[area] ?? {};
			const texts = all[lang][area] ?? {};
			checkKeys(texts, area, lang, say);
			for (const id of Object.keys(english)) if (!(id in texts)) say(lang, area, id, "is missing");
			for (const id of Object.keys(texts)) if (!(id in english)) say(lang, area, id, "is not in English");
		}
	}
}

function checkValues(area, id, lang, english, own, say) {
	const names = (found) => [...found.keys()].filter((name) => name !== "place").sort().join(", ");
	if (names(english) !== names(own)) say(lang, area, id, `takes {${names(own)}}, but in English {${names(english)}}`);
	for (const [name, kinds] of own) {
		for (const kind of kinds) {
			if (!["", "plural", "select", "selectordinal"].includes(kind)) {
				say(lang, area, id, `{${name}, ${kind}}: give the value as text (money, count, day), so that all are written alike`);
			}
		}
	}
}

function checkScript(area, id, lang, text, say) {
	const known = SCRIPTS[lang];
	if (!known) return;
	const foreign = [...text].filter((sign) => new RegExp(HAN, "u").test(sign) && !known.has(sign));
	if (foreign.length > 0) say(lang, area, id, `${foreign.join("")}: not of this script`);
	if (new RegExp(`${HAN}[,;:?!]|[,;:?!]${HAN}`, "u").test(text)) say(lang, area, id, "a comma, colon or mark of Chinese is ，；：？！");
	if (/\p{Script=Han}\s+\p{Script=Han}/u.test(text)) say(lang, area, id, "a blank between two characters");
}

function checkLint(area, id, lang, text, english, lint, say) {
	for (const rule of lint) {
		if (!rule.in.includes(lang) || (rule.never && MAY_READ.has(area))) continue;
		const flags = rule.caseSensitive ? "" : "i";
		const left = rule.unless ? text.replace(pattern(rule.unless, `${flags}g`), "") : text;
		const hit = pattern(rule.find, flags).exec(left);
		if (!hit || (rule.sense && pattern(rule.sense, "i").test(english))) continue;
		const why = rule.sense ? `the English says nothing of /${rule.sense}/; ${rule.say}` : rule.say;
		say(lang, area, id, `"${hit[0]}": ${why}`);
	}
}

/** All messages by language: values, script, forbidden words. */
function checkTexts(all, lint, excused, say) {
	for (const lang of LANGS) {
		for (const [area, texts] of Object.entries(all[lang])) {
			let compiled;
			const english = all.en[area] ?? {};
			for (const [id, text] of Object.entries(texts)) {
				if (typeof text !== "string") continue;
				try {
					compiled = compile({ [id]: text })[id];
				} catch (error) {
					say(lang, area, id, `cannot be read: ${error.message}`);
					continue;
				}
				const shown = seen(compiled);
				const model = typeof english[id] === "string" ? english[id] : text;
				try {
					checkValues(area, id, lang, holes(compile({ model }).model), holes(compiled), say);
				} catch {
					// Said of English.
				}
				checkScript(area, id, lang, shown, say);
				if (!excused[id]) checkLint(area, id, lang, shown, model, lint, say);
			}
		}
	}
}

/** Where a language lacks the glossary's word. Not an error: a sentence may do without. */
function terms(all, glossary, say) {
	for (const row of glossary.terms) {
		const asked = row.en.replace(/ \(.*\)$/, "");
		const english = pattern(`\\b${asked.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b`, "i");
		for (const [area, texts] of Object.entries(all.en)) {
			for (const [id, text] of Object.entries(texts)) {
				if (!english.test(text)) continue;
				for (const lang of LANGS.slice(1)) {
					const own = all[lang][area]?.[id] ?? "";
					const words = row[lang].split(/[；、，;,（）()]|澳 |港亦作/).map((word) => word.replace("†", "").trim()).filter(Boolean);
					if (words.length > 0 && !words.some((word) => own.toLowerCase().includes(word.toLowerCase()))) {
						say(lang, area, id, `${row.en}: ${row[lang]}`);
					}
				}
			}
		}
	}
}

function sources(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sources(path);
		return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
	});
}

/** Ids that the code names, and beginnings of ids (`firm.state.${state}`). */
function used(folder, areas) {
	const ids = new Map();
	const beginnings = new Map();
	const named = new RegExp(`["'\`]((?:${areas.join("|")})\\.[A-Za-z0-9_.-]*)(["'\`]|\\$\\{)`, "g");
	for (const path of sources(folder)) {
		const code = readFileSync(path, "utf8");
		for (const [, text, end] of code.matchAll(named)) (end === "${" ? beginnings : ids).set(text, path);
	}
	return { ids, beginnings };
}

function checkCode(folder, all, say, note) {
	const areas = Object.keys(all.en);
	if (areas.length === 0) return;
	const known = new Set(areas.flatMap((area) => Object.keys(all.en[area])));
	const { ids, beginnings } = used(folder, areas);
	for (const [id, path] of ids) {
		// A text such as "check.mjs" is a file's name and no id.
		if (known.has(id) || /\.(ts|tsx|css|json|mjs|js|wasm|html|pdf|png|svg)$/.test(id)) continue;
		if (![...known].some((other) => other.startsWith(id) && id.endsWith("."))) say("code", relative(folder, path), id, "is in no catalogue");
	}
	for (const [begin, path] of beginnings) {
		if (![...known].some((id) => id.startsWith(begin))) say("code", relative(folder, path), `${begin}\${…}`, "no id begins so");
	}
	for (const id of known) {
		// Texts of errors are found by the map, which is checked by itself.
		if (id.startsWith("errors.") || id.startsWith("names.")) continue;
		if (!ids.has(id) && ![...beginnings.keys()].some((begin) => id.startsWith(begin))) note(`${id} is not used`);
	}
}

/** The repository's glossary for people and the one for the linter say the same. */
function checkGlossary(glossary, manual, say) {
	const clean = (text) => text.replaceAll("†", "").trim();
	// The last table is of words that are not said.
	const rows = manual.split("\n## Not said")[0].split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| English"));
	const told = new Map();
	for (const line of rows) {
		const [, en, ...words] = line.split("|").map((cell) => clean(cell));
		told.set(en, [...(told.get(en) ?? []), words]);
	}
	const listed = new Set(glossary.terms.map((row) => row.manual ?? row.en));
	for (const en of told.keys()) if (en !== "" && !/^-+$/.test(en) && !listed.has(en)) say("glossary.json", en, "is in docs/glossary.md alone");
	for (const row of glossary.terms) {
		const here = told.get(row.manual ?? row.en);
		if (!here) continue;
		for (const [at, lang] of LANGS.slice(1).entries()) {
			if (!here.some((words) => words[at] === clean(row[lang]))) {
				say("docs/glossary.md", row.en, lang, `says ${here.map((words) => words[at]).join(" or ")}, glossary.json ${row[lang]}`);
			}
		}
	}
	for (const row of glossary.terms) {
		for (const lang of LANGS) if (!row[lang]) say("glossary.json", row.en, lang, "is missing");
	}
}

const IDS = `// Written by \`npm run check:words -- --write\`: one line an area of portal/locale/en.
`;

/** The file from which TypeScript knows every id. */
export function idsFile(areas) {
	const names = areas.map((area) => area.replace(/-(.)/g, (_, letter) => letter.toUpperCase()));
	const imports = areas.map((area, at) => `import type ${names[at]} from "../../locale/en/${area}.json";\n`).join("");
	const list = areas.map((area) => `\t"${area}",\n`).join("");
	const union = names.length > 0 ? names.map((name) => `\n\t| keyof typeof ${name}`).join("") : " never";
	return `${IDS}\n${imports}\nexport const AREAS = [\n${list}] as const;\nexport type Area = (typeof AREAS)[number];\nexport type MessageId =${union};\n`;
}

/** All that is wrong, and what is only worth knowing. */
export function check(portal, options = {}) {
	const wrong = [];
	const notes = [];
	const say = (...where) => wrong.push(where.join(": "));
	const locale = join(portal, "locale");
	const json = (name) => JSON.parse(readFileSync(join(locale, name), "utf8"));
	const all = Object.fromEntries(LANGS.map((lang) => [lang, read(locale, lang)]));
	checkWhole(all, say);
	checkTexts(all, json("lint.json").rules, json("exceptions.json"), say);
	checkCode(join(portal, "src"), all, say, (text) => notes.push(text));
	const glossary = json("glossary.json");
	const manual = join(portal, "..", "docs", "glossary.md");
	checkGlossary(glossary, existsSync(manual) ? readFileSync(manual, "utf8") : "", say);
	checkErrors(portal, all.en, say);
	const path = join(portal, "src/words/ids.ts");
	const wanted = idsFile(Object.keys(all.en));
	if (options.write) writeFileSync(path, wanted);
	else if (!existsSync(path) || readFileSync(path, "utf8") !== wanted) say("src/words/ids.ts", "write it anew: npm run check:words -- --write");
	if (options.terms) terms(all, glossary, (...where) => notes.push(where.join(": ")));
	return { wrong, notes, all };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const portal = join(dirname(fileURLToPath(import.meta.url)), "..");
	const { wrong, notes, all } = check(portal, { write: process.argv.includes("--write"), terms: process.argv.includes("--terms") });
	const idle = notes.filter((note) => note.endsWith(" is not used")).map((note) => note.replace(" is not used", ""));
	if (idle.length > 0) console.log(`not used: ${idle.join(", ")}`);
	for (const note of notes) if (!note.endsWith(" is not used")) console.log(`note: ${note}`);
	for (const line of wrong) console.error(line);
	const ids = Object.values(all.en).reduce((sum, texts) => sum + Object.keys(texts).length, 0);
	console.log(`${ids} messages in ${LANGS.length} languages, ${wrong.length} wrong, ${notes.length} notes`);
	process.exitCode = wrong.length > 0 ? 1 : 0;
}
