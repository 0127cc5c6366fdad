// node postgresql.mjs FOLDER ROWS: the two registers as tables of the cluster whose socket is in FOLDER. Each batch is one
// statement and one transaction, on the disk when it is answered. What is sent is made before.

import pg from "pg";
import { DAY, VALIDITY_DAYS, batches, firms, print, statements, together } from "./rows.mjs";

const [host, rows] = [process.argv[2], Number(process.argv[3])];
// While one connection waits for the disk the others work: more than these bring nothing on a few cores.
const CONNECTIONS = 4;

const pool = new pg.Pool({ host, database: "postgres", user: "lingnan", max: CONNECTIONS, idleTimeoutMillis: 0 });

await pool.query(`
	create type status as enum ('active', 'abnormal', 'seriously illegal', 'revoked', 'deregistered');
	create type standing as enum ('in force', 'disputed', 'upheld', 'revoked');
	create table firms (
		number text primary key,
		legal_name text not null,
		industry text not null,
		division integer not null,
		founded integer not null,
		capital bigint not null,
		currency text not null,
		status status not null,
		registrar integer not null,
		registered_at timestamptz not null
	);
	create table attestations (
		firm text not null references firms,
		indicator integer not null,
		value bigint not null,
		period_end integer not null,
		expires bigint not null,
		made_at timestamptz not null,
		evidence bytea not null,
		revision integer not null,
		standing standing not null,
		primary key (firm, indicator)
	)
`);

const REGISTER = {
	name: "register_many",
	text: `
		insert into firms
		select number, legal_name, industry, division, founded, capital, currency, 'active', 1, now()
		from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::bigint[], $7::text[])
			as it (number, legal_name, industry, division, founded, capital, currency)`,
	row: (it) => [it.number, it.legalName, it.industry, it.division, it.founded, it.capital, it.currency],
};

const ATTEST = {
	name: "attest_many",
	text: `
		insert into attestations as last
		select firm, indicator, value, period_end, (period_end + ${VALIDITY_DAYS}) * ${DAY}::bigint, now(), evidence, 1, 'in force'
		from unnest($1::text[], $2::integer[], $3::bigint[], $4::integer[], $5::bytea[])
			as it (firm, indicator, value, period_end, evidence)
		on conflict (firm, indicator) do update
		set value = excluded.value, period_end = excluded.period_end, expires = excluded.expires, made_at = excluded.made_at,
			evidence = excluded.evidence, revision = last.revision + 1, standing = excluded.standing
		where last.period_end < excluded.period_end`,
	row: (it) => [it.firm, it.indicator, it.value, it.periodEnd, `"\\\\x${it.evidence.slice(2)}"`],
};

// Connecting is not measured.
await together(Array(CONNECTIONS).fill("select pg_sleep(0.1)"), CONNECTIONS, (query) => pool.query(query));

async function measure({ name, text, row }, all) {
	const ready = [...batches(all)].map((batch) => {
		const columns = batch.map(row);
		// As the wire has an array. No text of ours needs quotes.
		const values = columns[0].map((_, i) => `{${columns.map((cells) => cells[i]).join(",")}}`);
		return { name, text, values };
	});
	let stored = 0;
	const begun = performance.now();
	await together(ready, CONNECTIONS, async (query) => {
		const { rowCount } = await pool.query(query);
		stored += rowCount;
	});
	const seconds = (performance.now() - begun) / 1_000;
	if (stored !== rows) throw new Error(`postgresql: ${rows - stored} rows of ${name} are missing`);
	print(`postgresql: ${name}`, rows, seconds);
}

await measure(REGISTER, firms(rows));
await measure(ATTEST, statements(rows));
await pool.end();
