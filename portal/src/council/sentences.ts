// What a motion is to do, as a sentence: by its decoded call alone. Numbers of agencies, banks and scorecards stay references here;
// the screen puts their names in.

import type { Call } from "../chain";
import type { MessageId, Value } from "../words";

/** What stands in a sentence: a value, or what the screen must look up or say in the reader's language. */
export type Part = Value | { of: "institution" | "agency" | "indicator" | "scorecard"; id: number } | { account: string } | { act: string } | { word: MessageId; values: Record<string, Value> } | { money: bigint; currency: string } | { share: number };
export interface Told {
	id: MessageId;
	parts: Record<string, Part>;
}

type Fields = Record<string, unknown>;
export const partsOf = (what: Call) => {
	const { type: pallet, value } = what as unknown as { type: string; value: { type: string; value: unknown } };
	return { name: `${pallet}.${value.type}`, args: (value.value ?? {}) as Fields };
};

const text = (bytes: unknown) => (bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : String(bytes));
const kind = (one: unknown) => (one as { type: string }).type;
const institution = ({ institution: id }: Fields) => ({ institution: { of: "institution", id: Number(id) } }) as const;
const agency = ({ agency: id }: Fields) => ({ agency: { of: "agency", id: Number(id) } }) as const;
const scorecard = ({ scorecard: id }: Fields) => ({ scorecard: { of: "scorecard", id: Number(id) } }) as const;
const place = (one: unknown) => ({ word: "council.place", values: { place: kind(one) } }) as const;
const corridor = ({ corridor: one }: Fields) => ({ corridor: { word: "council.corridor", values: { corridor: kind(one) } } }) as const;
const ofClass = (args: Fields) => ({ ...corridor(args), class: { word: "council.class", values: { class: kind(args.class) } } }) as const;
/** A pallet and its call, as the chain spells them. */
const callName = (names: unknown) => ({ call: (names as unknown[]).map(text).join(".") });
const account = (one: unknown) => ({ account: String(one) });

/** The name, and where it is. */
const newcomer = (spec: unknown) => {
	const { name, jurisdiction, key } = spec as Fields;
	return { name: text(name), place: place(jurisdiction), key: account(key) };
};

/** A parameter as `Group.Name`, and its new value; none gives back the runtime's own. */
export function parameterOf(args: Fields): { group: string; name: string; value: string | undefined } {
	const group = args.key_value as { type: string; value: { type: string; value: unknown } };
	// The key holds nothing, and is left out where the metadata are read.
	const value = (group.value.value as unknown[] | undefined)?.at(-1);
	return { group: group.type, name: group.value.type, value: value === undefined || value === null ? undefined : plain(value) };
}

const READ: Record<string, (args: Fields) => Record<string, Part>> = {
	"Institutions.suspend": institution,
	"Institutions.reinstate": institution,
	"Institutions.register": (args) => newcomer(args.institution),
	"Institutions.rekey": (args) => ({ ...institution(args), key: account(args.key) }),
	"Attestations.register_agency": (args) => newcomer(args.agency),
	"Attestations.suspend_agency": agency,
	"Attestations.reinstate_agency": agency,
	"Attestations.rekey_agency": (args) => ({ ...agency(args), key: account(args.key) }),
	"Attestations.define_indicator": ({ indicator }) => {
		const { name, unit, owner } = indicator as Fields;
		return { name: text(name), unit: text(unit), agency: { of: "agency", id: Number(owner) } };
	},
	"Attestations.retire_indicator": ({ indicator: id }) => ({ indicator: { of: "indicator", id: Number(id) } }),
	"CreditScoring.activate_champion": scorecard,
	"CreditScoring.suspend_scorecard": scorecard,
	"CreditScoring.resume_scorecard": scorecard,
	"CreditScoring.retire_scorecard": scorecard,
	"CrossBorder.halt": corridor,
	"CrossBorder.resume": corridor,
	"CrossBorder.close_class": ofClass,
	"CrossBorder.open_class": ofClass,
	"Parameters.set_parameter": (args) => {
		const { group, name, value } = parameterOf(args);
		return { parameter: `${group}.${name}`, set: value === undefined ? "no" : "yes", value: value ?? "" };
	},
	"Timelock.stop": ({ call }) => callName(call),
	"Timelock.prolong": ({ call }) => callName(call),
	"Timelock.lift": ({ call }) => callName(call),
	"Timelock.veto": ({ act }) => ({ act: { act: String(act) } }),
	"Timelock.cancel": ({ act }) => ({ act: { act: String(act) } }),
	"TxPause.pause": ({ full_name }) => callName(full_name),
	"TxPause.unpause": ({ ident }) => callName(ident),
	"SafeMode.force_enter": () => ({}),
	"SafeMode.force_extend": () => ({}),
	"SafeMode.force_exit": () => ({}),
	"System.authorize_upgrade": ({ code_hash }) => ({ code: String(code_hash) }),
	"Validators.invite": ({ who }) => ({ who: account(who) }),
	"Validators.remove": ({ who }) => ({ who: account(who) }),
	"Validators.restore_finality": ({ lost }) => ({ n: (lost as unknown[]).length }),
	"Calendars.set_year": ({ place: where, year }) => ({ place: place(where), year: String((year as Fields).year), days: ((year as Fields).off as unknown[]).length }),
	"Financing.set_compensation": ({ currency, share, budget }) => ({ share: { share: Number(share) }, budget: { money: budget as bigint, currency: kind(currency) } }),
	"Financing.approve_compensation": ({ loan }) => ({ loan: String(loan) }),
	"Financing.decide_dispute": ({ application }) => ({ application: String(application) }),
	"Collateral.release": ({ lien }) => ({ lien: String(lien) }),
	"Collateral.license_appraiser": ({ name }) => ({ name: text(name) }),
};

/** The sentence of one call; nothing for those that are shown as fields. */
export function tell(what: Call): Told | undefined {
	const { name, args } = partsOf(what);
	const read = Object.hasOwn(READ, name) ? READ[name] : undefined;
	if (!read) return undefined;
	try {
		return { id: `council.say.${name}` as MessageId, parts: read(args) };
	} catch {
		// Of another runtime than the one that the page was made for.
		return undefined;
	}
}

export interface Motion {
	/** The track on which what is decided waits; none: it happens when the motion is closed. */
	waits: "General" | "Upgrade" | undefined;
	/** What is to be done, out of its batches. */
	acts: Call[];
}

/** A motion's call taken apart: the wait around it, and the calls of its batches. A remark does nothing and is left out. */
export function motionOf(what: Call): Motion {
	const { name, args } = partsOf(what);
	if (name === "Timelock.schedule") return { waits: kind(args.track) === "Upgrade" ? "Upgrade" : "General", acts: flat(args.act as Call) };
	const acts = flat(what);
	const [only] = acts;
	// Beside a remark the wait stands inside the batch.
	if (acts.length === 1 && only && only !== what && partsOf(only).name === "Timelock.schedule") return motionOf(only);
	return { waits: undefined, acts };
}

function flat(what: Call): Call[] {
	const { name, args } = partsOf(what);
	if (name === "System.remark") return [];
	if (name === "Utility.batch_all") return (args.calls as Call[]).flatMap(flat);
	return [what];
}

/** A value as text: bytes that are words as words, and nothing of how it is stored. */
export function plain(value: unknown): string {
	if (value === undefined || value === null) return "—";
	if (value instanceof Uint8Array) {
		const said = text(value);
		return /^[\x20-\x7e]+$/.test(said) ? said : `0x${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
	}
	if (Array.isArray(value)) return value.map(plain).join(", ");
	if (typeof value !== "object") return String(value);
	const { type, value: inner, ...rest } = value as Fields;
	if (typeof type === "string" && Object.keys(rest).length === 0) return inner === undefined ? type : `${type} ${plain(inner)}`;
	return Object.entries(value).map(([name, one]) => `${name.replaceAll("_", " ")}: ${plain(one)}`).join("; ");
}

/** The fields of a call by name, for those without a sentence. */
export const fieldsOf = (what: Call): [name: string, value: string][] => Object.entries(partsOf(what).args).map(([name, value]) => [name.replaceAll("_", " "), plain(value)]);

export const short = (hash: string) => `${hash.slice(0, 10)}…${hash.slice(-4)}`;
