/** Has every name with which something may be refused a text? The names come from where they are made. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";

/** `[pallet, error]` of a chain's metadata. */
function ofChain(path) {
	const { pallets, lookup } = unifyMetadata(decAnyMetadata(new Uint8Array(readFileSync(path))));
	return pallets.flatMap(({ name, errors }) => {
		if (errors === undefined) return [];
		const { def } = lookup[errors.type ?? errors];
		return def.tag === "variant" ? def.value.map((variant) => [name, variant.name]) : [];
	});
}

/** The names between braces behind `start` in a source: of an enum, or of a list of words. */
function namesBehind(source, start) {
	const at = source.indexOf(start);
	if (at < 0) throw new Error(`\`${start}\` is not there any more`);
	const body = source.slice(source.indexOf("{", at) + 1, source.indexOf("\n}", at));
	return [...body.matchAll(/^\s*([A-Z]\w*)\s*[,{(]?/gm)].map(([, name]) => name);
}

/** `{ section: { group: [name] } }`: all that must have a text. */
function wanted(repository) {
	const text = (path) => readFileSync(join(repository, path), "utf8");
	const product = text("primitives/types/src/product.rs");
	const matched = product.slice(product.indexOf("enum MatchRefusal"));
	const codes = [...text("primitives/types/src/error_code.rs").matchAll(/: i32 = (-?[\d_]+);/g)].map(([, code]) => code.replaceAll("_", ""));
	const gateway = text("gateway/src/refusal.rs");
	const gatewayCodes = [...gateway.matchAll(/=> (\d\d_\d\d\d),/g)].map(([, code]) => code.replace("_", ""));
	return {
		refusals: {
			product: namesBehind(product, "words!(Refusal {"),
			asset: namesBehind(text("primitives/types/src/asset.rs"), "words!(Refusal {"),
			// Fields of a refusal are deeper than its name.
			match: [...matched.slice(0, matched.indexOf("\n\t}")).matchAll(/^\t\t([A-Z]\w*)/gm)].map(([, name]) => name),
		},
		kinds: { gateway: namesBehind(gateway, "pub enum Name"), node: [...codes, ...gatewayCodes] },
	};
}

/** The portal's own names for trouble: src/chain says which there are. */
function ofPage(portal) {
	const path = join(portal, "src/chain/errors.ts");
	const source = existsSync(path) ? readFileSync(path, "utf8") : "";
	const [, names = ""] = /NetworkTrouble =([^;]*);/.exec(source) ?? [];
	return { network: [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name) };
}

export function checkErrors(portal, english, say) {
	const map = JSON.parse(readFileSync(join(portal, "locale/error-texts.json"), "utf8"));
	const where = "error-texts.json";
	const texts = english.errors ?? {};
	const used = new Set(["errors.todo.roomAgain"]);
	const use = (group, name, parts) => {
		for (const id of parts) {
			used.add(id);
			if (!(id in texts)) say(where, `${group}.${name}`, `${id} is in no catalogue`);
		}
	};
	const pair = ([why, todo]) => [`errors.why.${why}`, `errors.todo.${todo}`];
	for (const [group, names] of Object.entries({ ...map.modules, ...map.refusals })) {
		for (const [name, one] of Object.entries(names)) use(group, name, pair(one));
	}
	for (const [group, names] of Object.entries(map.kinds)) {
		for (const [name, [what, why, todo]] of Object.entries(names)) use(group, name, [`errors.what.${what}`, ...pair([why, todo])]);
	}
	for (const id of Object.keys(texts)) if (!used.has(id)) say(where, id, "no error uses it");

	const known = new Set();
	for (const [pallet, error] of ofChain(join(portal, "chain/metadata.scale"))) {
		known.add(pallet).add(`${pallet}.${error}`);
		const own = map.modules[pallet] ?? {};
		if (!own[error] && !own["*"]) say(where, `${pallet}.${error}`, "the chain has this error, and it has no text");
	}
	for (const [pallet, errors] of Object.entries(map.modules)) {
		for (const error of Object.keys(errors)) {
			if (!known.has(error === "*" ? pallet : `${pallet}.${error}`)) say(where, `${pallet}.${error}`, "the chain has no such error");
		}
	}
	const sources = wanted(join(portal, ".."));
	for (const [section, groups] of Object.entries({ refusals: sources.refusals, kinds: { ...sources.kinds, ...ofPage(portal) } })) {
		for (const [group, names] of Object.entries(groups)) {
			for (const name of names) if (!map[section][group]?.[name]) say(where, `${group}.${name}`, "has no text");
		}
	}
}
