use super::{
	mapping::Mapping,
	rows::{evidence, Row, Rows},
	state::{fingerprint_of, State},
};
use crate::{
	bad_row::BadRow,
	client::{Call, Client, Stage},
	error::{Error, Result},
	keys::{self, Key},
	output::Output,
	values::fingerprint,
};
use futures::{stream, StreamExt, TryStreamExt};
use indicatif::ProgressBar;
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, HashMap},
	path::{Path, PathBuf},
};

/// What one call of `register_many` or `attest_many` takes.
const BATCH: usize = 500;
/// Batches registered in one round, while the round before is attested.
const ROUND: usize = 4;
/// Batches of statements under way at a time.
const WINDOW: usize = 12;

/// One import.
pub struct Import<'a> {
	pub client: &'a Client,
	pub mapping: &'a Mapping,
	pub csv: PathBuf,
	pub state: PathBuf,
	/// Registers the enterprises.
	pub registrar: Key,
	/// Attest the indicators, each those that its agency owns.
	pub attesters: Vec<Key>,
	/// Names of indicators by their code; a code that is not here is taken for a name, or a number, itself.
	pub names: BTreeMap<String, String>,
	pub stage: Stage,
	pub output: Output,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
	pub registered: u64,
	/// Enterprises that were on the register already.
	pub known: u64,
	pub attested: u64,
	/// Statements that the chain has already, of the same or a later period.
	pub superseded: u64,
	/// Rows that the filter left out.
	pub skipped: u64,
	/// Rows that an earlier, interrupted import had done.
	pub resumed: u64,
	pub bad: Vec<BadRow>,
}

impl Report {
	pub fn to_json(&self) -> Value {
		json!({
			"registered": self.registered, "known": self.known, "attested": self.attested, "superseded": self.superseded,
			"skipped": self.skipped, "resumed": self.resumed,
			"bad": self.bad.iter().map(BadRow::to_json).collect::<Vec<_>>(),
		})
	}
}

/// An indicator of the mapping on this chain.
struct Target {
	id: u64,
	/// Place in `attesters`.
	attester: usize,
}

/// A statement ready to be sent.
#[derive(Clone)]
struct Item {
	line: u64,
	enterprise: String,
	spec: Value,
}

impl Import<'_> {
	pub async fn run(&self) -> Result<Report> {
		let targets = self.targets().await?;
		let mut state = self.begin().await?;
		// What an earlier run found stays on the report until the file is mended.
		let mut report = Report { resumed: state.rows, bad: state.bad.clone(), ..Default::default() };
		let size = std::fs::metadata(&self.csv).map_err(|e| Error::input(self.csv.display(), e))?.len();
		if state.finished {
			report.bad.iter().for_each(|bad| self.tell(bad, &ProgressBar::hidden()));
			return Ok(report);
		}
		let mut rows = Rows::open(&self.csv, self.mapping, state.today)?;
		let bar = self.bar(size);
		let mut registered: Vec<Row> = Vec::new();
		loop {
			let round = self.read_round(&mut rows, &state, &mut report, &bar);
			let last = round.is_empty();
			// The statements of the round before need its registrations; these are done. Both go on at once.
			let ((fresh, known, refused), attested) =
				tokio::try_join!(self.register(&round), self.attest(&registered, &targets, &state.salt))?;
			report.registered += fresh;
			report.known += known;
			report.attested += attested.0;
			report.superseded += attested.1;
			let lost: Vec<u64> = refused.iter().map(|b| b.line).collect();
			for bad in refused.into_iter().chain(attested.2) {
				self.tell(&bad, &bar);
				report.bad.push(bad);
			}
			if let Some(row) = registered.last() {
				state.line = row.line;
				state.rows += registered.len() as u64;
				let number = self.client.best_number().await?;
				let hash = self.client.rpc("chain_getBlockHash", json!([number])).await?;
				state.block = Some((number, hash));
				state.bad = report.bad.iter().filter(|bad| bad.line <= state.line).cloned().collect();
				state.write(&self.state)?;
			}
			registered = round.into_iter().filter(|r| !lost.contains(&r.line)).collect();
			if last && registered.is_empty() {
				break;
			}
		}
		report.skipped = rows.skipped;
		report.bad.sort_by_key(|bad| bad.line);
		state.bad.clone_from(&report.bad);
		state.finished = true;
		state.write(&self.state)?;
		bar.finish_and_clear();
		Ok(report)
	}

	/// The state to go on from: what an earlier run left, if it was about the same file, mapping and chain.
	async fn begin(&self) -> Result<State> {
		let content = fingerprint_of(&self.csv)?;
		let input = fingerprint(format!("{:?} {content:?}", self.mapping).as_bytes());
		let today = lingnan_support::date_of(self.client.now().await?);
		let fresh = State::new(input, self.client.genesis_hash(), today);
		let Some(old) = State::read(&self.state)? else { return Ok(fresh) };
		let old = old.resume(fresh.clone(), self.mapping.uses_today());
		// A development chain that was purged has the same genesis, but not the block.
		match old.block {
			Some((number, hash)) => {
				let now: Option<subxt::utils::H256> = self.client.rpc("chain_getBlockHash", json!([number])).await?;
				Ok(if now == Some(hash) { old } else { fresh })
			},
			None => Ok(old),
		}
	}

	/// The mapping's indicators as this chain knows them, and who may attest each.
	async fn targets(&self) -> Result<Vec<Target>> {
		let indicators: Vec<Value> = self.client.rpc("attestation_indicators", json!([])).await?;
		let agencies: Vec<Value> = self.client.rpc("attestation_agencies", json!([])).await?;
		let accounts: Vec<String> = self.attesters.iter().map(|k| keys::account(k).to_string()).collect();
		let find = |indicator: &super::mapping::Indicator| {
			let code = &indicator.indicator;
			let name = self.names.get(code).unwrap_or(code);
			let is_it = |i: &&Value| i["name"] == *name || code.parse::<u64>().is_ok_and(|id| i["id"] == id);
			let found = indicators.iter().find(is_it).ok_or_else(|| {
				Error::input(
					format!("indicator {code}"),
					format!("this chain has no indicator {name:?}: define it by a motion first"),
				)
			})?;
			let owner = agencies.iter().find(|a| a["id"] == found["owner"]);
			let key = owner.and_then(|a| a["key"].as_str()).unwrap_or_default();
			let attester = accounts.iter().position(|a| a == key).ok_or_else(|| {
				let owner = owner.map_or_else(|| found["owner"].to_string(), |a| a["name"].to_string());
				Error::input(
					format!("indicator {code}"),
					format!("it is {owner}'s: give that agency's key with --attester"),
				)
			})?;
			Ok(Target { id: found["id"].as_u64().unwrap_or_default(), attester })
		};
		self.mapping.indicators.iter().map(find).collect()
	}

	fn read_round(
		&self,
		rows: &mut Rows<'_, std::fs::File>,
		state: &State,
		report: &mut Report,
		bar: &ProgressBar,
	) -> Vec<Row> {
		let mut round: Vec<Row> = Vec::new();
		let mut lines: HashMap<String, u64> = HashMap::new();
		while round.len() < BATCH * ROUND {
			let bad = match rows.next_row() {
				None => break,
				Some(Ok(row)) if row.line <= state.line => continue,
				Some(Ok(row)) => match lines.insert(row.number.clone(), row.line) {
					None => {
						round.push(row);
						continue;
					},
					Some(first) => BadRow {
						line: row.line,
						column: None,
						reason: format!("{} stands in line {first} already", row.number),
					},
				},
				Some(Err(bad)) => bad,
			};
			// Those of an earlier run are on the report already.
			if bad.line > state.line {
				self.tell(&bad, bar);
				report.bad.push(bad);
			}
		}
		bar.set_position(rows.position());
		round
	}

	/// Registers; answers how many, how many were there already, and which rows the chain refused.
	async fn register(&self, rows: &[Row]) -> Result<(u64, u64, Vec<BadRow>)> {
		let (mut fresh, mut known, mut refused) = (0, 0, Vec::new());
		let call = |rows: &[&Row]| {
			let specs: Vec<&Value> = rows.iter().map(|r| &r.registration).collect();
			Call::new("EnterpriseRegistry", "register_many", json!({ "registrations": specs }))
		};
		let batches: Vec<Vec<&Row>> = rows.chunks(BATCH).map(|chunk| chunk.iter().collect()).collect();
		for (batch, outcome) in self.fly(&self.registrar, batches, call).await? {
			match outcome {
				Ok(()) => fresh += batch.len() as u64,
				Err(error) => {
					let numbers: Vec<String> = batch.iter().map(|r| r.number.clone()).collect();
					let there = self.on_register(&numbers).await?;
					let missing: Vec<&Row> =
						batch.iter().zip(&there).filter(|(_, there)| !**there).map(|(r, _)| *r).collect();
					known += (batch.len() - missing.len()) as u64;
					// Nothing was there already, so one of the rows is at fault: send them in ever smaller parts.
					let parts = if missing.len() == batch.len() { halves(missing, &error)? } else { vec![missing] };
					let (more, bad) = self.insist(&self.registrar, parts, &call, |r| r.line).await?;
					fresh += more;
					refused.extend(bad);
				},
			}
		}
		Ok((fresh, known, refused))
	}

	/// Attests; answers how many, how many the chain had already, and which statements it refused.
	async fn attest(&self, rows: &[Row], targets: &[Target], salt: &str) -> Result<(u64, u64, Vec<BadRow>)> {
		let mut by_attester: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
		for row in rows {
			let evidence = evidence(salt, &row.evidence);
			for (place, value, period) in &row.statements {
				let Some(target) = targets.get(*place) else { continue };
				let spec = json!({
					"enterprise": row.number, "indicator": target.id, "value": { "Open": value }, "periodEnd": period,
					"evidence": evidence,
				});
				let item = Item { line: row.line, enterprise: row.number.clone(), spec };
				by_attester.entry(target.attester).or_default().push(item);
			}
		}
		let (mut done, mut superseded, mut refused) = (0, 0, Vec::new());
		let call = |items: &[&Item]| {
			let specs: Vec<&Value> = items.iter().map(|i| &i.spec).collect();
			Call::new("Attestations", "attest_many", json!({ "statements": specs }))
		};
		for (attester, items) in &by_attester {
			let Some(key) = self.attesters.get(*attester) else { continue };
			let batches: Vec<Vec<&Item>> = items.chunks(BATCH).map(|chunk| chunk.iter().collect()).collect();
			for (batch, outcome) in self.fly(key, batches, call).await? {
				let Err(error) = outcome else {
					done += batch.len() as u64;
					continue;
				};
				let missing = self.not_attested(&batch).await?;
				superseded += (batch.len() - missing.len()) as u64;
				let parts = if missing.len() == batch.len() { halves(missing, &error)? } else { vec![missing] };
				let (more, bad) = self.insist(key, parts, &call, |i| i.line).await?;
				done += more;
				refused.extend(bad);
			}
		}
		Ok((done, superseded, refused))
	}

	/// Sends the batches, several at a time, and answers each with its outcome.
	async fn fly<T>(
		&self,
		signer: &Key,
		batches: Vec<Vec<T>>,
		call: impl Fn(&[T]) -> Call,
	) -> Result<Vec<(Vec<T>, Result<()>)>> {
		let mut flight = crate::client::Flight::new(self.client, signer);
		flight.window = WINDOW;
		flight.stage = self.stage;
		let calls: Vec<Call> = batches.iter().map(|batch| call(batch)).collect();
		let mut outcomes = Vec::new();
		flight
			.send(calls, |_, outcome| {
				outcomes.push(match outcome {
					Ok(_) => Ok(()),
					Err(error) if error.refusal().is_some() => Err(error),
					Err(error) => return Err(error),
				});
				Ok(())
			})
			.await?;
		Ok(batches.into_iter().zip(outcomes).collect())
	}

	/// Sends parts one after the other and halves those that are refused, until only the bad rows are left.
	async fn insist<'t, T>(
		&self,
		signer: &Key,
		mut parts: Vec<Vec<&'t T>>,
		call: &impl Fn(&[&'t T]) -> Call,
		line: impl Fn(&T) -> u64,
	) -> Result<(u64, Vec<BadRow>)> {
		let (mut done, mut bad) = (0, Vec::new());
		while let Some(part) = parts.pop() {
			if part.is_empty() {
				continue;
			}
			match self.client.submit_until(self.stage, &call(&part), signer).await {
				Ok(_) => done += part.len() as u64,
				Err(error) if error.refusal().is_none() => return Err(error),
				Err(error) => match part.as_slice() {
					[one] => {
						bad.push(BadRow { line: line(one), column: None, reason: error.to_string().replace('\n', " ") })
					},
					_ => parts.extend(halves(part, &error)?),
				},
			}
		}
		bad.sort_by_key(|b| b.line);
		Ok((done, bad))
	}

	async fn on_register(&self, numbers: &[String]) -> Result<Vec<bool>> {
		let ask = |number: String| async move {
			let found: Option<Value> = self.client.rpc("enterprise_get", json!([number])).await?;
			Ok::<bool, Error>(found.is_some())
		};
		stream::iter(numbers.to_vec()).map(ask).buffered(32).try_collect().await
	}

	/// The statements that the chain does not have for the same or a later period.
	async fn not_attested<'t>(&self, batch: &[&'t Item]) -> Result<Vec<&'t Item>> {
		let mut enterprises: Vec<String> = batch.iter().map(|i| i.enterprise.clone()).collect();
		enterprises.dedup();
		let ask = |number: String| async move {
			let list: Vec<Value> = self.client.rpc("attestation_list", json!([number])).await?;
			Ok::<(String, Vec<Value>), Error>((number, list))
		};
		let known: HashMap<String, Vec<Value>> = stream::iter(enterprises).map(ask).buffered(32).try_collect().await?;
		let has = |item: &Item| {
			known.get(&item.enterprise).into_iter().flatten().any(|s| {
				s["indicator"] == item.spec["indicator"] && s["periodEnd"].as_u64() >= item.spec["periodEnd"].as_u64()
			})
		};
		Ok(batch.iter().filter(|i| !has(i)).copied().collect())
	}

	fn tell(&self, bad: &BadRow, bar: &ProgressBar) {
		if !self.output.json {
			bar.suspend(|| eprintln!("{}, {bad}", file_name(&self.csv)));
		}
	}

	fn bar(&self, size: u64) -> ProgressBar {
		self.output.progress(size, &file_name(&self.csv))
	}
}

/// Two halves of a refused batch; an error if the refusal is not any single row's.
fn halves<'t, T>(batch: Vec<&'t T>, error: &Error) -> Result<Vec<Vec<&'t T>>> {
	const OF_THE_WHOLE: [&str; 4] = ["NotAuthorized", "Suspended", "BadOrigin", "CallFiltered"];
	if let Some(refusal) = error.refusal().filter(|r| OF_THE_WHOLE.contains(&r.name.as_str())) {
		return Err(Error::Refused(Box::new(refusal.clone())));
	}
	let (left, right) = batch.split_at(batch.len() / 2);
	Ok([left, right].into_iter().filter(|part| !part.is_empty()).map(<[&T]>::to_vec).collect())
}

fn file_name(path: &Path) -> String {
	path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::Refusal;

	fn refused(name: &str) -> Error {
		let refusal = Refusal { call: "A.b".into(), pallet: Some("A".into()), name: name.into(), docs: String::new() };
		Error::Refused(Box::new(refusal))
	}

	#[test]
	fn a_refused_batch_is_halved_unless_the_signer_is_at_fault() {
		let rows = [1, 2, 3, 4, 5];
		let all: Vec<&i32> = rows.iter().collect();
		let parts = halves(all.clone(), &refused("BadDate")).unwrap();
		assert_eq!(parts, [vec![&1, &2], vec![&3, &4, &5]]);
		assert_eq!(halves(vec![&1], &refused("BadDate")).unwrap(), [vec![&1]]);
		assert!(halves(all, &refused("NotAuthorized")).unwrap_err().is_refusal("A", "NotAuthorized"));
	}
}
