// By the chain's own metadata: a call is written into bytes and read back, as a motion comes from the chain.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { codecsOf } from "../chain/codecs";
import type { Call } from "../chain/types";
import { LANGS, loadWords, setLang, t } from "../words";
import { blockOf, hashOfBytes } from "./council";
import { outcomeOf } from "./outcome";
import { fieldsOf, motionOf, type Part, plain, tell } from "./sentences";

const { call: codec } = codecsOf(new Uint8Array(readFileSync(new URL("../../chain/metadata.scale", import.meta.url))));
const KEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const HASH = `0x${"11".repeat(32)}`;
const bytes = (text: string) => new TextEncoder().encode(text);
const one = (type: string, value?: unknown) => ({ type, value });
/** What is written is what was read, to the last byte: a vote is for these. */
function made(pallet: string, name: string, args: unknown): Call {
	const written = codec.enc(one(pallet, one(name, args)) as never);
	const read = codec.dec(written) as Call;
	expect(codec.enc(read)).toEqual(written);
	return read;
}

const suspend = () => made("Institutions", "suspend", { institution: 7 });
const CALLS: [string, string, unknown][] = [
	["Institutions", "suspend", { institution: 7 }],
	["Institutions", "reinstate", { institution: 7 }],
	["Institutions", "register", { institution: { name: "Example Rural Commercial Bank", kind: one("RuralBank"), jurisdiction: one("Guangdong"), key: KEY } }],
	["Institutions", "rekey", { institution: 7, key: KEY }],
	["Attestations", "register_agency", { agency: { name: "Guangdong Electric Power Bureau", jurisdiction: one("Guangdong"), key: KEY, rights: [] } }],
	["Attestations", "suspend_agency", { agency: 7 }],
	["Attestations", "reinstate_agency", { agency: 7 }],
	["Attestations", "rekey_agency", { agency: 7, key: KEY }],
	["Attestations", "define_indicator", { indicator: { name: "Electricity used", unit: "kWh", owner: 5, edges: [10n], direction: one("HigherIsBetter"), validity_days: 400, class: one("Figure"), personal: false } }],
	["Attestations", "retire_indicator", { indicator: 4 }],
	["CreditScoring", "activate_champion", { scorecard: 1 }],
	["CreditScoring", "suspend_scorecard", { scorecard: 1 }],
	["CreditScoring", "resume_scorecard", { scorecard: 1 }],
	["CreditScoring", "retire_scorecard", { scorecard: 1 }],
	["CrossBorder", "halt", { corridor: one("GuangdongMacao") }],
	["CrossBorder", "resume", { corridor: one("GuangdongMacao") }],
	["CrossBorder", "close_class", { corridor: one("GuangdongMacao"), class: one("Passports") }],
	["CrossBorder", "open_class", { corridor: one("GuangdongMacao"), class: one("Passports") }],
	["Parameters", "set_parameter", { key_value: one("Financing", one("DefaultAfterDays", [90])) }],
	["Timelock", "stop", { call: [bytes("Financing"), bytes("disburse")] }],
	["Timelock", "prolong", { call: [bytes("Financing"), bytes("disburse")] }],
	["Timelock", "lift", { call: [bytes("Financing"), bytes("disburse")] }],
	["Timelock", "veto", { act: HASH }],
	["Timelock", "cancel", { act: HASH }],
	["TxPause", "pause", { full_name: [bytes("Financing"), bytes("disburse")] }],
	["TxPause", "unpause", { ident: [bytes("Financing"), bytes("disburse")] }],
	["SafeMode", "force_enter", undefined],
	["SafeMode", "force_extend", undefined],
	["SafeMode", "force_exit", undefined],
	["System", "authorize_upgrade", { code_hash: HASH }],
	["Validators", "invite", { who: KEY }],
	["Validators", "remove", { who: KEY }],
	["Validators", "restore_finality", { lost: [KEY], last_final: 1000, set: 0n }],
	["Calendars", "set_year", { place: one("HongKong"), year: { year: 2027, off: [20819, 20857], worked: [], provisional: true, source: "Gazette" } }],
	["Financing", "set_compensation", { currency: one("Cny"), share: 3000, budget: 20_000_000_000n }],
	["Financing", "approve_compensation", { loan: 3n }],
	["Financing", "decide_dispute", { application: 3n, finding: one("NotPaid") }],
	["Collateral", "release", { lien: 3n }],
	["Collateral", "license_appraiser", { appraiser: KEY, name: "Appraisal" }],
];

const said = (part: Part) => (typeof part === "object" ? ("word" in part ? t(part.word, part.values) : JSON.stringify(part, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one))) : part);
const sentence = (what: Call) => {
	const { id, parts } = tell(what)!;
	return t(id, Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, said(part)])));
};

beforeAll(async () => {
	await loadWords("council");
});

describe.each(LANGS)("in %s", (lang) => {
	test.each(CALLS)("%s.%s is a sentence with all its values", async (pallet, name, args) => {
		await setLang(lang);
		const what = made(pallet, name, args);
		const text = sentence(what);
		expect(text).not.toBe("");
		expect(text).not.toBe(tell(what)!.id);
		expect(text).not.toMatch(/undefined|\[object|—/);
		for (const [name, part] of Object.entries(tell(what)!.parts)) if (name !== "set") expect(text).toContain(String(said(part)));
	});
});

test("a suspension says what it means", async () => {
	await setLang("en");
	const { id, parts } = tell(suspend())!;
	expect(t(id, { ...parts, institution: "Bank X" } as never)).toBe("Suspend Bank X: no new applications; running loans go on.");
});

test("a parameter goes to a value, or back to what was preset", async () => {
	await setLang("en");
	const set = (value: unknown) => sentence(made("Parameters", "set_parameter", { key_value: one("Financing", one("DefaultAfterDays", [value])) }));
	expect(set(60)).toBe("Set the parameter Financing.DefaultAfterDays to 60.");
	expect(set(undefined)).toBe("Give the parameter Financing.DefaultAfterDays back its preset value.");
});

test("an act is taken out of its wait, out of batches, and from beside the remark that a second motion has", () => {
	const schedule = made("Timelock", "schedule", { track: one("General"), act: suspend() });
	const beside = made("Utility", "batch_all", { calls: [made("System", "remark", { remark: Uint8Array.of(1) }), schedule] });
	for (const what of [schedule, beside]) {
		expect(motionOf(what).waits).toBe("General");
		expect(motionOf(what).acts.map(tell)).toEqual([tell(suspend())]);
	}
	const upgrade = made("Timelock", "schedule", { track: one("Upgrade"), act: made("Utility", "batch_all", { calls: [suspend(), suspend()] }) });
	expect([motionOf(upgrade).waits, motionOf(upgrade).acts.length]).toEqual(["Upgrade", 2]);
	expect(motionOf(suspend())).toMatchObject({ waits: undefined, acts: [{}] });
});

test("a call without a sentence shows its fields, with words as words", () => {
	const what = made("Guarantees", "register", { guarantor: { name: "Example Guarantee", kind: one("GuaranteeCompany"), jurisdiction: one("Macao"), key: KEY } });
	expect(tell(what)).toBeUndefined();
	const [[name, value] = []] = fieldsOf(what);
	expect(name).toBe("guarantor");
	for (const part of ["name: Example Guarantee", "kind: GuaranteeCompany", "jurisdiction: Macao", KEY]) expect(value).toContain(part);
	expect(plain([Uint8Array.of(0, 255), 3n, undefined])).toBe("0x00ff, 3, —");
});

test("an act's block stands at the end of the key of its agenda", () => {
	expect(blockOf(`0x${"ab".repeat(40)}15000000`)).toBe(21);
	expect(hashOfBytes(new Uint8Array())).toBe("0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
});

test("a motion that had its votes can still come to nothing", () => {
	const executed = (success: boolean) => [{ pallet: "AgenciesCouncil", event: "Closed", data: {} }, { pallet: "AgenciesCouncil", event: "Executed", data: { result: { success } } }];
	expect([outcomeOf(executed(true)), outcomeOf(executed(false))]).toEqual(["done", "refused"]);
	expect(outcomeOf([{ pallet: "InstitutionsCouncil", event: "Disapproved", data: {} }])).toBe("rejected");
	expect(outcomeOf([{ pallet: "System", event: "Executed", data: {} }])).toBeUndefined();
});
