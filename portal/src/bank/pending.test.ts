// Two officers of a bank sign whatever the bank signs: so each of its calls has words, in each language.

import { readFileSync } from "node:fs";
import { describe as group, expect, it } from "vitest";
import { codecsOf } from "../chain/codecs";
import type { Call } from "../chain/types";
import { hasMessage, LANGS, loadWords, setLang, t } from "../words";
import { councilOf, DESCRIBED, describe } from "./pending";

const root = new URL("../../../", import.meta.url);
const { call: codec } = codecsOf(new Uint8Array(readFileSync(new URL("portal/chain/metadata.scale", root))));
const one = (type: string, value?: unknown) => ({ type, value });
const made = (pallet: string, name: string, args: unknown) => codec.dec(codec.enc(one(pallet, one(name, args)) as never)) as Call;

const PALLETS: Record<string, string> = {
	Financing: "financing/src/calls.rs", Products: "products/src/lib.rs", Policies: "policies/src/lib.rs", CreditLines: "credit-lines/src/lib.rs", Guarantees: "guarantees/src/lib.rs",
	Collateral: "collateral/src/calls.rs", Classification: "classification/src/lib.rs", Consents: "consents/src/lib.rs", CrossBorder: "cross-border/src/lib.rs",
};
/** Calls whose origin, as the chain documents it, is an institution. */
function ofInstitutions(): string[] {
	return Object.entries(PALLETS).flatMap(([pallet, file]) => {
		const source = readFileSync(new URL(`pallets/${file}`, root), "utf8");
		const calls = [...source.matchAll(/## Origin\n([\s\S]*?)\/\/\/ ## Details[\s\S]*?pub fn (\w+)\(/g)];
		return calls.flatMap(([, origin, name]) => (/\b(institution|lender)\b/i.test(origin!) ? [`${pallet}.${name}`] : []));
	});
}

group("what waits for the second officer", () => {
	it("has words for each call that an institution signs", () => {
		const all = ofInstitutions();
		expect(all.length).toBeGreaterThan(40);
		expect(all).toContain("Financing.propose_amendment");
		expect(all.filter((name) => !DESCRIBED.includes(name))).toEqual([]);
	});

	it("is said in each language, with nothing left open", async () => {
		for (const lang of LANGS) {
			await setLang(lang);
			await loadWords("bank", "credit");
			for (const name of DESCRIBED) {
				const [pallet, call] = name.split(".") as [string, string];
				const args = new Proxy({}, { get: (_, field) => (["spec", "guarantee"].includes(String(field)) ? { product: 7, application: 7n, enterprise: { type: "Mainland", value: "0x39" } } : 7n) });
				const said = describe(one(pallet, one(call, args)) as never)!;
				expect([name, hasMessage(said.id)], lang).toEqual([name, true]);
				expect(t(said.id, said.values), name).not.toMatch(/\{|undefined/);
			}
		}
		await setLang("en");
	});

	it("names what it is about", () => {
		const said = describe(made("Financing", "withdraw_amendment", { loan: 12n }))!;
		expect(t(said.id, said.values)).toBe("Proposal for loan 12 taken back");
		expect(describe(made("System", "remark", { remark: new Uint8Array([1]) }))).toBeUndefined();
	});

	it("is a batch of known acts, or nothing that is known", () => {
		const [withdraw, cure] = [made("Financing", "withdraw_amendment", { loan: 1n }), made("Financing", "cure", { loan: 2n })];
		const batch = (calls: Call[]) => made("Utility", "batch_all", { calls });
		expect(describe(batch([withdraw, cure]))).toMatchObject({ id: "credit.act.several", values: { n: 2 } });
		expect(describe(batch([withdraw, made("System", "remark", { remark: new Uint8Array([1]) })])), "one that nobody knows hides in no batch").toBeUndefined();
		expect(describe(batch([]))).toBeUndefined();
	});

	it("is a vote, a motion or a closing in either council", () => {
		const hash = `0x${"11".repeat(32)}`;
		const vote = made("InstitutionsCouncil", "vote", { proposal: hash, index: 0, approve: false });
		const said = describe(vote)!;
		expect([councilOf(vote), t(said.id, said.values)]).toEqual(["institutions", "The bank votes against a motion"]);
		expect(describe(made("AgenciesCouncil", "close", { proposal_hash: hash, index: 0, proposal_weight_bound: { ref_time: 1n, proof_size: 1n }, length_bound: 1 }))!.id).toBe("credit.act.close");
		const veto = made("InstitutionsCouncil", "propose", { threshold: 2, proposal: one("Timelock", one("veto", { act: hash })), length_bound: 40 });
		expect(describe(veto)!.id).toBe("credit.act.move");
		expect(councilOf(made("Financing", "cure", { loan: 2n }))).toBeUndefined();
	});
});
