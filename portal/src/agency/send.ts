// Sends a job, batch by batch. A batch of which the chain refuses one row is sent again row by row, so that each is accepted or
// refused for its own reason.

import type { Act, Done, Happened } from "../chain";
import { ofDispatch, type ChainError } from "../chain/errors";
import { attest, attestEach, type Batch, type Line, openOf, settle, specsOf } from "./job";
import type { Stated } from "./record";

/** Rows that go singly under one signature. */
const SINGLE = 100;

export interface Ways {
	act(act: Act): Promise<Done>;
	title: string;
	lastOf(pairs: { enterprise: never; indicator: number }[]): Promise<(Stated | undefined)[]>;
	/** On the disk when it resolves. */
	keep(batch: Batch): Promise<void>;
	tell(batch: Batch): void;
}

const outcomesOf = (events: readonly Happened[]): Line["outcome"][] =>
	events.flatMap(({ pallet, event, data }): Line["outcome"][] => {
		if (pallet !== "Utility") return [];
		if (event === "ItemCompleted") return ["accepted"];
		return event === "ItemFailed" ? [ofDispatch((data as { error: unknown }).error)] : [];
	});

/** Whether the chain said no to what was sent; all else (a lost line, no room now) can be tried again. */
const isVerdict = (error: ChainError) => error.kind === "module";

/** Goes through all batches; ends with what stopped it, if something did. `sent`: some may stand already. */
export async function sendAll(batches: readonly Batch[], ways: Ways, resumed: boolean): Promise<ChainError | undefined> {
	for (const one of batches) {
		const refused = await sendOne(one, ways, resumed);
		if (refused) return refused;
	}
	return undefined;
}

async function sendOne(whole: Batch, ways: Ways, resumed: boolean): Promise<ChainError | undefined> {
	if (openOf(whole).length === 0) return undefined;
	const specs = await specsOf(whole);
	let batch = whole;
	const note = async (lines: Line[]) => {
		batch = { ...batch, lines };
		await ways.keep(batch);
		ways.tell(batch);
	};
	if (resumed) {
		batch = settle(batch, specs, await ways.lastOf(specs as never));
		await note(batch.lines);
	}
	const open = openOf(batch);
	if (open.length === 0) return undefined;
	const mark = (places: readonly number[], outcomes: readonly Line["outcome"][]) =>
		note(
			batch.lines.map((line, at) => {
				const outcome = outcomes[places.indexOf(at)];
				return places.includes(at) && outcome !== undefined ? { ...line, outcome } : line;
			}),
		);
	// A batch that is in part on the record was sent row by row before.
	if (open.length === specs.length) {
		const done = await ways.act({ call: attest(specs), title: ways.title });
		if (!("refused" in done)) return void (await mark(open, open.map(() => "accepted" as const)));
		if (!isVerdict(done.refused)) return done.refused;
		if (open.length === 1) return void (await mark(open, [done.refused as Line["outcome"]]));
	}
	for (let at = 0; at < open.length; at += SINGLE) {
		const some = open.slice(at, at + SINGLE);
		const done = await ways.act({ call: attestEach(some.map((place) => specs[place]!)), title: ways.title });
		if ("refused" in done) return done.refused;
		await mark(some, outcomesOf(done.events));
	}
	return undefined;
}
