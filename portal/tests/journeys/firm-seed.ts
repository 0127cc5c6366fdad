// What stands before an owner opens the page: a firm on the register, what agencies say of it, and the files that open
// it. All by the command, as registrars and agencies work.

import { execFile } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const network = fileURLToPath(new URL("../../../chain-spec/guangdong/", import.meta.url));

interface Indicator {
	code: string;
	name: string;
	owner: string;
	edges: number[];
	direction: "HigherIsBetter" | "LowerIsBetter" | "None";
	class: "Figure" | "Register";
}

/** A firm of the test, and where its files lie. */
export interface Seeded {
	number: string;
	name: string;
	folder: string;
}

/** Runs the command with a key, and answers what it printed. */
export interface Command {
	(args: string[], key?: string): Promise<string>;
}

/** The command, against a node. */
export function command(url: string, binary = process.env.LINGNAN ?? "lingnan"): Command {
	return (args, key) =>
		new Promise((resolve, reject) => {
			const all = ["--url", url, "--quick", ...(key ? ["--key", key] : []), ...args];
			execFile(binary, all, { maxBuffer: 1 << 26 }, (error, out, err) =>
				error ? reject(new Error(`lingnan ${args.join(" ")}: ${err || error.message}`)) : resolve(out),
			);
		});
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A Unified Social Credit Code of Nanshan with its check characters (GB 32100, GB 11714). */
export function creditCode(serial: number): string {
	const body = serial.toString().padStart(8, "0");
	const weights = [3, 7, 9, 10, 5, 8, 4, 2];
	const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0);
	const inner = 11 - (sum % 11);
	const organisation = inner === 10 ? "X" : inner === 11 ? "0" : `${inner}`;
	const code = `91440305${body}${organisation}`;
	let [total, weight] = [0, 1];
	for (const c of code) {
		total += alphabet.indexOf(c) * weight;
		weight = (weight * 3) % 31;
	}
	return `CN:${code}${alphabet[(31 - (total % 31)) % 31]}`;
}

/** Nobody states these of the firm. */
const unstated = new Set(["research-intensity", "public-contracts-36m", "profit-margin", "pay-per-head", "output-growth"]);
/** So many ranges below the best it stands in these, so that there is something to lift. */
const below = new Map(
	Object.entries({
		"buyer-concentration": 1, "exports-12m": 1, "insured-staff": 2, "insured-staff-growth": 1, "lenders": 2,
		"liabilities-to-assets": 2, "overdue-days-24m": 1, "power-use-trend": 1, "sales-growth": 1, "tax-credit-class": 1,
		"tax-paid-12m": 2,
	}),
);

/** What is stated. */
function value({ code, edges, direction }: Indicator): number {
	const steps = below.get(code) ?? 0;
	if (direction === "LowerIsBetter") return steps === 0 ? (edges[0] ?? 1) - 1 : (edges[steps - 1] ?? 0);
	return edges[edges.length - 1 - steps] ?? 0;
}

const day = (daysAgo: number) => new Date(Date.now() + 8 * 3_600_000 - daysAgo * 86_400_000).toISOString().slice(0, 10);

const all = () =>
	(JSON.parse(readFileSync(join(network, "indicators.json"), "utf8")) as Indicator[]).filter(({ code }) => !unstated.has(code));

/** By owner, four agencies at a time. */
async function eachAgency(of: Indicator[], act: (key: string, owner: string, own: Indicator[]) => Promise<void>): Promise<void> {
	const owners = [...new Set(of.map((one) => one.owner))];
	for (let i = 0; i < owners.length; i += 4) {
		const some = owners.slice(i, i + 4);
		await Promise.all(some.map((owner) => act(`//agency//${owner}`, owner, of.filter((one) => one.owner === owner))));
	}
}

/** Puts a firm on the register, and has agencies state what registers publish of it. */
export async function seed(lingnan: Command, serial: number, name = "深圳市南山木棉精密机械有限公司"): Promise<Seeded> {
	const folder = mkdtempSync(join(tmpdir(), "lingnan-firm-"));
	const number = creditCode(serial);
	await lingnan(
		["enterprise", "register", number, "--name", name, "--industry", "C3491", "--founded", "2015-03-02", "--capital", "5,000,000.00"],
		"//agency//market-regulation",
	);
	await eachAgency(all().filter((one) => one.class === "Register"), async (key, _, own) => {
		for (const one of own) await lingnan(["attestation", "state", number, one.name, `${value(one)}`, "--period-end", day(1)], key);
	});
	return { number, name, folder };
}

/** A key for files as the command makes it: where it lies, and to whom files for it are encrypted. */
export async function fileKey(lingnan: Command, { folder }: Seeded): Promise<{ file: string; recipient: string }> {
	const file = join(folder, "firm.key");
	const made = await lingnan(["--json", "key", "encryption", "--suite", "x25519", "--out", file]);
	return { file, recipient: (JSON.parse(made) as { recipient: string }).recipient };
}

/** Agencies seal the firm's figures, to this recipient or to the firm's card. Answers the files of openings, one of each agency. */
export async function seal(lingnan: Command, { number, folder }: Seeded, recipient?: string): Promise<string[]> {
	const openings: string[] = [];
	await eachAgency(all().filter((one) => one.class === "Figure"), async (key, owner, own) => {
		const [secret, csv, out] = [join(folder, `${owner}.secret`), join(folder, `${owner}.csv`), join(folder, owner)];
		await lingnan(["key", "sealing", "--out", secret]);
		const to = recipient ? [recipient] : [];
		// Taxes overdue are stated for 60 days: of these eleven are left.
		const rows = own.map((one) => [number, `"${one.name}"`, value(one), day(one.code === "tax-overdue" ? 50 : 1), ...to].join(","));
		writeFileSync(csv, [`enterprise,indicator,value,periodEnd${recipient ? ",recipient" : ""}`, ...rows, ""].join("\n"));
		mkdirSync(out);
		await lingnan(["attestation", "seal", "--csv", csv, "--secret", secret, "--out", out], key);
		openings.push(...readdirSync(out).map((file) => join(out, file)));
	});
	return openings;
}

/** The registrar offers control to an account, and lends it the work of accepting. */
export async function offerControl(lingnan: Command, number: string, account: string): Promise<void> {
	const registrar = "//agency//market-regulation";
	await lingnan(["enterprise", "control", "offer", number, account], registrar);
	await lingnan(["sponsor", "give", account, "--budget", "1000"], registrar);
}
