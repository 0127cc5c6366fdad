// What stands before two officers of a bank open the page: firms that agencies know and whose grades are proved, a loan that is late,
// and the bank's key in the hands of two people. All by the command, as registrars, agencies, firms and councillors work.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commonAccount } from "../../src/bank/multisig.ts";
import { accountOf, keyOf } from "../../src/bank/accounts.ts";
import type { Chain } from "../support/chain.ts";
import { creditCode } from "./firm-seed.ts";

const network = new URL("../../../chain-spec/guangdong/", import.meta.url);
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, network), "utf8")) as T;

interface Indicator {
	code: string;
	name: string;
	owner: string;
	edges: number[];
	class: "Figure" | "Register";
}

export interface Firm {
	name: string;
	/** `CN:…`. */
	number: string;
	/** Its development key. */
	key: string;
	/** The file of its key for openings. */
	identity: string;
	card: string;
	/** Its consent to the bank. */
	consent: number;
}

export const BANK = { id: 0, key: "//institution//ccb", maker: "//institution//ccb//maker", checker: "//institution//ccb//checker" };
/** Of the bank's products: a loan by grade, without security. */
const PRODUCT = 2;

export type Command = (args: string[], key?: string) => Promise<unknown>;

/** Quick: answers once it is in a block. */
export const commandOf =
	(chain: Chain): Command =>
	async (args, key) => {
		const answer = await chain.command(["--json", "--quick", ...args], key);
		try {
			return JSON.parse(answer) as unknown;
		} catch {
			return answer;
		}
	};

/** Registers firms and has agencies say the best of them; each lets the bank look, and proves its grade to it. */
export async function seedFirms(chain: Chain, names: string[], serial: number): Promise<Firm[]> {
	const lingnan = commandOf(chain);
	const folder = join(chain.files, "bank-seed", String(serial));
	mkdirSync(folder, { recursive: true });
	const registrar = "//agency//market-regulation";
	const firms = names.map((name, index) => {
		const number = creditCode(serial + index);
		return { name, number, key: `//enterprise//${number}`, identity: join(folder, `${index}.key`), card: join(folder, `${index}.card`), consent: 0 };
	});
	for (const { name, number, key, identity } of firms) {
		await lingnan(["key", "encryption", "--out", identity]);
		await lingnan(["enterprise", "register", number, "--name", name, "--industry", "C3491", "--founded", "2012-05-08", "--capital", "5000000.00"], registrar);
		await lingnan(["enterprise", "control", "offer", number, key], registrar);
	}
	// Cards are checked against what is final.
	await Promise.all(firms.map(({ number, key }) => chain.command(["enterprise", "control", "accept", number], key)));
	for (const { number, key, identity, card } of firms) await lingnan(["key", "card", identity, "--enterprise", number, "--out", card], key);

	const points = new Map(read<{ characteristics: { indicator: string; points: number[] }[] }>("scorecard.json").characteristics.map((one) => [one.indicator, one.points]));
	const best = ({ code, edges }: Indicator) => {
		const of = points.get(code) ?? edges.map((_, index) => index);
		const bin = of.indexOf(Math.max(...of));
		return bin > 0 ? edges[bin - 1]! : Math.min(0, edges[0]! - 1);
	};
	const indicators = read<Indicator[]>("indicators.json");
	const owners = [...new Set(indicators.map(({ owner }) => owner))];
	await Promise.all(
		owners.map(async (owner) => {
			const key = `//agency//${owner}`;
			const rows: string[] = [];
			for (const one of indicators.filter((one) => one.owner === owner)) {
				for (const { number, card } of firms) {
					if (one.class === "Figure") rows.push([number, `"${one.name}"`, best(one), card].join(","));
					else await lingnan(["attestation", "state", number, one.name, String(best(one)), "--evidence", `0x${"07".repeat(32)}`], key);
				}
			}
			if (rows.length === 0) return;
			const [csv, secret, out] = [join(folder, `${owner}.csv`), join(folder, `${owner}.secret`), join(folder, "openings", owner)];
			writeFileSync(csv, ["enterprise,indicator,value,recipient", ...rows, ""].join("\n"));
			await lingnan(["key", "sealing", "--out", secret]);
			await lingnan(["attestation", "seal", "--csv", csv, "--out", out, "--secret", secret], key);
		}),
	);
	const openings = owners.flatMap((owner) => {
		const place = join(folder, "openings", owner);
		try {
			return readdirSync(place).map((file) => join(place, file));
		} catch {
			return []; // it seals nothing
		}
	});
	for (const firm of firms) {
		const { number, key, identity } = firm;
		const given = (await lingnan(["consent", "give", number, "--institution", String(BANK.id), "--until", "2027-06-30", "--uses", "900"], key)) as { events: { event: string; fields: { consent: number } }[] };
		firm.consent = given.events.find(({ event }) => event === "Given")!.fields.consent;
		await lingnan(["rating", "prove", number, ...own(openings, number).flatMap((file) => ["--openings", file]), "--identity", identity, "--institution", String(BANK.id)], key);
	}
	return firms;
}

const own = (openings: string[], number: string) => openings.filter((file) => file.includes(number.slice(3)));

/** A firm opens two indicators to the bank, in a file that the bank's key alone opens. */
export async function disclose(chain: Chain, firm: Firm): Promise<{ file: string; identity: string }> {
	const lingnan = commandOf(chain);
	const folder = join(chain.files, "bank-seed");
	const [identity, file] = [join(folder, "bank.key"), join(folder, "firm.disclosure")];
	const { recipient } = (await lingnan(["key", "encryption", "--out", identity])) as { recipient: string };
	const serial = firm.identity.split("/").at(-2)!;
	const openings = readdirSync(join(folder, serial, "openings")).flatMap((owner) => readdirSync(join(folder, serial, "openings", owner)).map((one) => join(folder, serial, "openings", owner, one)));
	const names = read<Indicator[]>("indicators.json").filter(({ code }) => code === "tax-paid-12m" || code === "liabilities-to-assets");
	const known = (await lingnan(["show", "indicators"])) as { id: number; name: string }[];
	// Some names have a comma, which parts the list.
	const numbers = known.filter((one) => names.some(({ name }) => name === one.name)).map(({ id }) => id);
	await chain.command(
		["attestation", "disclose", firm.number, "--institution", String(BANK.id), "--consent", String(firm.consent), "--to", recipient, "--indicators", numbers.join(","), "--figures", ...own(openings, firm.number).flatMap((one) => ["--openings", one]), "--identity", firm.identity, "--out", file],
		firm.key,
	);
	return { file, identity };
}

/** The number of the application. */
export async function apply(chain: Chain, firm: Firm, amount: string, tenor: number, method = "equal-instalments"): Promise<number> {
	const applied = (await commandOf(chain)(["application", "apply", firm.number, String(PRODUCT), "--amount", amount, "--tenor", String(tenor), "--method", method], firm.key)) as { events: { event: string; fields: { application: number } }[] };
	return applied.events.find(({ event }) => event === "Applied")!.fields.application;
}

/** Accepts what is offered, by its hash. */
export async function accept(chain: Chain, firm: Firm, application: number): Promise<void> {
	const lingnan = commandOf(chain);
	const { offeredTermsHash } = (await lingnan(["show", "application", String(application)])) as { offeredTermsHash: string };
	await lingnan(["application", "accept", String(application), "--yes", "--terms-hash", offeredTermsHash], firm.key);
}

/** A loan, from the application to the money, while one person still signs for the bank. */
export async function lend(chain: Chain, firm: Firm, amount: string, tenor: number): Promise<number> {
	const lingnan = commandOf(chain);
	const application = await apply(chain, firm, amount, tenor);
	await lingnan(["application", "offer", String(application), "--valid-until", await day(chain, 20)], BANK.key);
	await accept(chain, firm, application);
	await lingnan(["loan", "disburse", String(application), `PAID ${application}`], BANK.key);
	await lingnan(["loan", "confirm", String(application), `PAID ${application}`], firm.key);
	return application;
}

/** A day of business time, so many days from today: `2026-12-21`. */
export async function day(chain: Chain, ahead = 0): Promise<string> {
	const { now } = (await commandOf(chain)(["clock"])) as { now: number };
	return new Date((now + 8 * 3_600 + ahead * 86_400) * 1_000).toISOString().slice(0, 10);
}

/** From now on two people sign for the bank: a motion of the agencies gives it their common account as its key. */
export async function twoSign(chain: Chain): Promise<string[]> {
	const lingnan = commandOf(chain);
	const account = async (path: string) => ((await lingnan(["key", "account", path])) as { account: string }).account;
	const members = [await account(BANK.maker), await account(BANK.checker)];
	// They keep on credit what waits for the other; the bank's own account can lend it to them only once it acts.
	for (const path of [BANK.maker, BANK.checker]) await lingnan(["sponsor", "give", path, "--budget", "20000"], "//agency//finance");
	const key = accountOf(commonAccount(members.map(keyOf), 2));
	const proposed = (await lingnan(["govern", "propose", "Institutions.rekey", JSON.stringify({ institution: BANK.id, key })], "//agency//tax")) as { events: { event: string; fields: { proposalHash: string; threshold: number } }[] };
	const { proposalHash, threshold } = proposed.events.find(({ event }) => event === "Proposed")!.fields;
	const agencies = read<{ code: string }[]>("agencies.json").slice(0, threshold);
	await Promise.all(agencies.map(({ code }) => lingnan(["govern", "vote", proposalHash], `//agency//${code}`)));
	await lingnan(["govern", "close", proposalHash], "//agency//tax");
	for (let tries = 0; tries < 240; tries += 1) {
		const institutions = (await lingnan(["show", "institutions"])) as { id: number; key: string }[];
		if (institutions.find(({ id }) => id === BANK.id)?.key === key) return members;
		await new Promise((done) => setTimeout(done, 250));
	}
	throw new Error("the bank has its old key still");
}
