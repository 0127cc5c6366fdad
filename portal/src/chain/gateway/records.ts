// Which records of the state an answer rests on, and whether it says what they say. An answer all of which is in them can be verified; of
// another it is seen where it differs, and no more: it stays the gateway's.

import type { Rules } from "../../rules/rules";
import type { Verdict } from "../checks";
import type { StorageArgs, StorageName, StorageValue } from "../types";

/** Proved records of one block. */
export type Get = <N extends StorageName>(name: N, args: StorageArgs<N>) => Promise<StorageValue<N>>;
/** Several at once: they are asked together. */
export type GetAll = <N extends StorageName>(name: N, args: StorageArgs<N>[]) => Promise<StorageValue<N>[]>;

export interface Proved {
	get: Get;
	all: GetAll;
	rules: Pick<Rules, "quote">;
	/** Who finalises after the block. */
	validators: { keys: [string, bigint][]; set: bigint };
}

type Judge = (args: never[], answer: never, proved: Proved) => Promise<Verdict>;

/** Text that is the same for the same values. */
function textOf(value: unknown): string {
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part === "bigint") return `${part}n`;
		if (part instanceof Uint8Array) return `0x${Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
		if (part && typeof part === "object" && !Array.isArray(part)) return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
		return part === undefined ? null : part;
	});
}
const same = (one: unknown, other: unknown) => textOf(one) === textOf(other);

/** Whether two hold the same under these names. */
const agree = (one: object, other: object, names: readonly string[]) =>
	names.every((name) => same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));

const count = (end: number) => Array.from({ length: Math.max(0, end) }, (_, at) => at);

interface Page<T> {
	items: T[];
	next?: number | bigint;
}
interface Paging {
	after?: unknown;
}

/** A page that is all of its list. */
const isWhole = (page: Page<unknown>, paging: Paging) => paging.after === undefined && page.next === undefined;

/** A list of what is numbered from 0 on, each entry a record of its own: `entry` is what the record makes of it. */
function numbered<N extends StorageName, T extends { id: number }>(end: StorageName, of: N, entry: (record: NonNullable<StorageValue<N>>, id: number) => object): Judge {
	return (async ([paging]: [Paging], page: Page<T>, { get, all }: Proved) => {
		const next = Number(await get(end, [] as never));
		// A longer list than can be proved in some questions stays the gateway's, as far as what it says holds.
		const ids = isWhole(page, paging) ? count(next) : page.items.map(({ id }) => id);
		const records = await all(of, ids.map((id) => [id]) as never);
		const made = ids.flatMap((id, at) => (records[at] === undefined ? [] : [{ id, ...entry(records[at] as never, id) }]));
		if (made.length !== page.items.length || !page.items.every((item, at) => agree(item, made[at]!, Object.keys(item)))) return "other";
		return isWhole(page, paging) ? "same" : "unknown";
	}) as unknown as Judge;
}

interface Attested {
	indicator: number;
	name: string;
	unit: string;
	agency: number;
	agency_suspended: boolean;
	bin: number | undefined;
	counts: boolean;
}

/** What agencies say of a firm: each statement, and that there is no other. */
const attestations: Judge = (async ([number, paging]: [never, Paging], page: Page<Attested>, { get, all }: Proved) => {
	const end = Number(await get("Attestations.NextIndicator", []));
	const ids = isWhole(page, paging) ? count(end) : page.items.map(({ indicator }) => indicator);
	const latest = await all("Attestations.Latest", ids.map((id) => [number, id]) as never);
	const stated = ids.flatMap((id, at) => (latest[at] === undefined ? [] : [{ id, record: latest[at]! }]));
	if (!same(stated.map(({ id }) => id).sort((a, b) => a - b), page.items.map(({ indicator }) => indicator).sort((a, b) => a - b))) return "other";
	const indicators = await all("Attestations.Indicators", stated.map(({ id }) => [id]) as never);
	const owners = [...new Set(indicators.flatMap((one) => one?.spec.owner ?? []))];
	const agencies = await all("Attestations.Agencies", owners.map((id) => [id]) as never);
	const datasets = [...new Set(stated.flatMap(({ record }) => record.dataset ?? []))];
	const sources = await all("Attestations.Datasets", datasets.map((id) => [id]) as never);
	const now = (await get("Timestamp.Now", [])) / 1_000n + (await get("BusinessClock.Offset", []));
	for (const [at, { id, record }] of stated.entries()) {
		const shown = page.items.find(({ indicator }) => indicator === id)!;
		const indicator = indicators[at];
		if (!indicator) return "other";
		const { spec, retired } = indicator;
		if (!agree(shown, record, ["value", "period_end", "expires", "made_at", "evidence", "revision", "standing", "dataset", "shown"])) return "other";
		const source = record.dataset === undefined ? undefined : sources[datasets.indexOf(record.dataset)];
		const stands = record.dataset === undefined || source?.standing.type === "InForce";
		const bin = record.value.type === "Open" ? firstAbove(spec.edges, record.value.value) : undefined;
		const derived = {
			name: spec.name,
			unit: spec.unit,
			agency: spec.owner,
			agency_suspended: agencies[owners.indexOf(spec.owner)]?.suspended ?? false,
			bin,
			counts: now < record.expires && ["InForce", "Upheld"].includes(record.standing.type) && stands && !retired,
		};
		if (!agree(shown, derived, Object.keys(derived))) return "other";
	}
	return isWhole(page, paging) ? "same" : "unknown";
}) as unknown as Judge;

/** Numbered from 0: as many edges as are not above the value. */
function firstAbove(edges: readonly bigint[], value: bigint): number {
	const at = edges.findIndex((edge) => edge > value);
	return at < 0 ? edges.length : at;
}

const ENTERPRISE = [
	"legal_name", "industry", "division", "founded", "registered_capital", "capital_currency", "lei", "outer_check_mismatch", "status", "controller",
	"registrar", "registered_at", "successor",
] as const;

/** Of a firm the register's record; who may act for it, freezes and offers of control lie elsewhere. */
const enterprise: Judge = (async ([number]: [never], view: object | undefined, { get }: Proved) => {
	const record = await get("EnterpriseRegistry.Enterprises", [number] as never);
	if ((record === undefined) !== (view === undefined)) return "other";
	return record && view && !agree(view, record, ENTERPRISE) ? "other" : "unknown";
}) as unknown as Judge;

const RATING = ["scorecard", "grade", "default_probability", "coverage", "made_at", "valid_until", "institution", "used"] as const;

/** The ratings; whether each counts still rests on more than a record. */
const ratings: Judge = (async ([number]: [never], view: { champion: object | undefined; history: object[] }, { get }: Proved) => {
	const records = (await get("CreditScoring.Ratings", [number] as never)) as unknown as object[] | undefined;
	const kept = Array.isArray(records) ? records : [];
	const among = (rating: object) => kept.some((one) => agree(rating, one, RATING));
	const shown = [...(view.champion ? [view.champion] : []), ...view.history];
	return shown.every(among) && view.history.length === kept.length ? "unknown" : "other";
}) as unknown as Judge;

const APPLICATION = ["enterprise", "product", "institution", "grade", "filed_at", "decide_by", "reservation", "state"] as const;

/** An application with its offer: all of what is accepted is in two records. */
const application: Judge = (async ([id]: [never], view: { state: object; now: object; deadline_missed: boolean } | undefined, { get }: Proved) => {
	const [filed, record] = [await get("Financing.Applications", [id] as never), await get("Financing.Records", [id] as never)];
	if (!view || !filed || !record) return (view === undefined) === (filed === undefined || record === undefined) ? "same" : "other";
	if (!agree(view, filed, APPLICATION) || !agree(view, record, ["request", "terms"])) return "other";
	// The offer's hash is reckoned from the terms where it counts, before they are accepted. What has run out by time alone is no record:
	// where it may have, a gateway that says that it has not is not believed.
	const now = (await get("Timestamp.Now", [])) / 1_000n + (await get("BusinessClock.Offset", []));
	const until = filed.state.type === "Open" ? filed.decide_by : filed.state.type === "Offered" ? record.terms?.valid_until : undefined;
	if (until !== undefined && now >= until) return "unknown";
	return same(view.now, view.state) && view.deadline_missed === filed.deadline_missed ? "same" : "unknown";
}) as unknown as Judge;

type Conditions = Parameters<Rules["quote"]>[0]["conditions"];

/** Schedule and cost are reckoned here, by the chain's own rules and the bank days of the place. A floating loan's rate of the day is in no record
 * that is proved, and that there is no answer says nothing. */
const quote: Judge = (async ([, conditions, drawn]: [never, Conditions, number], answer: object | undefined, { get, rules }: Proved) => {
	if (!answer || conditions.pricing.type !== "Fixed") return "unknown";
	const years = await get("Calendars.Years", [conditions.calendar]);
	const reckoned = await rules.quote({ conditions, drawn, calendar: { place: conditions.calendar, years } });
	return same(reckoned, answer) ? "same" : "other";
}) as unknown as Judge;

/** By the name with which the runtime is asked. */
export const JUDGES: Record<string, Judge> = {
	AttestationsApi_attestations: attestations,
	AttestationsApi_agencies: numbered("Attestations.NextAgency", "Attestations.Agencies", ({ spec, suspended }) => ({ ...spec, suspended })),
	AttestationsApi_indicators: numbered("Attestations.NextIndicator", "Attestations.Indicators", ({ spec, retired }) => ({ ...spec, retired })),
	FinancingApi_institutions: numbered("Institutions.NextInstitution", "Institutions.Institutions", ({ spec, suspended, missed_deadlines }) => ({ ...spec, suspended, missed_deadlines })),
	EnterpriseRegistryApi_enterprise: enterprise,
	CreditScoringApi_ratings: ratings,
	FinancingApi_application: application,
	FinancingApi_quote: quote,
	GrandpaApi_current_set_id: (async (_: [], answer: bigint, { validators }: Proved) => (answer === validators.set ? "same" : "other")) as unknown as Judge,
	GrandpaApi_grandpa_authorities: (async (_: [], answer: [string, bigint][], { validators }: Proved) =>
		same(answer.map(([key, weight]) => [key, weight]), validators.keys) ? "same" : "other") as unknown as Judge,
};
