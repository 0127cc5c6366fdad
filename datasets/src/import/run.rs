use super::{
	attest::Prepared,
	batches::{fly, refused, sift, Sender},
	differences::differences,
	lines::Lines,
	mapping::Mapping,
	rows::{Row, Rows},
	rules::{self, Registers, Target},
	state::{fingerprint_of, set_aside, State},
};
use crate::{
	audience::{Audience, Progress},
	bad_row::BadRow,
	client::{
		calls::enterprise_registry::{Amend, Register, RegisterMany},
		questions::enterprise::{self, EnterpriseView},
		Call, Client, Stage,
	},
	error::{Error, Result},
	keys::Key,
	seal::Sealer,
	table::Layout,
	values::fingerprint,
};
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_sealed::BlindingSecret;
use lingnan_types::{enterprise::AmendmentSpec, RegistrationNumber, Timestamp};
use serde_json::json;
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	path::{Path, PathBuf},
	time::Duration,
};

/// What one call of `register_many` takes.
pub(super) const BATCH: usize = 500;
/// Batches registered in one round, while the round before is attested.
pub(super) const ROUND: usize = 4;
/// Questions to the node at a time.
const QUESTIONS: usize = 32;
/// How long the last round may take to become final.
const FINALITY: Duration = Duration::from_secs(60);

/// One import.
pub struct Import<'a> {
	pub client: &'a Client,
	pub mapping: &'a Mapping,
	/// CSV, or a workbook.
	pub csv: PathBuf,
	pub layout: Layout,
	pub state: PathBuf,
	/// Registers the enterprises.
	pub registrar: Key,
	/// Attest the indicators, each those that its agency owns.
	pub attesters: Vec<Key>,
	/// Names of indicators by their code; a code that is not here is taken for a name, or a number, itself.
	pub names: BTreeMap<String, String>,
	/// With what figures are sealed, if there are some.
	pub sealing: Option<Sealing>,
	/// What the chain says otherwise takes the file's value.
	pub correct: bool,
	pub stage: Stage,
	pub output: &'a dyn Audience,
}

/// With what figures are sealed.
pub struct Sealing {
	/// The agency's: from it and the records every figure can be opened again.
	pub secret: BlindingSecret,
	/// Where what was sealed is written down.
	pub records: PathBuf,
}

/// What puts the file's values in the place of the chain's.
const CORRECT: &str = "--correct";

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
	pub registered: u64,
	/// Enterprises that were on the register already.
	pub known: u64,
	/// Records of the register that were corrected.
	pub amended: u64,
	pub attested: u64,
	/// Attestations that were put in the place of another value.
	pub corrected: u64,
	/// Attestations of this import that were on the chain already: an interrupted run had made them.
	pub present: u64,
	/// Attestations in whose place the chain has one of a later period.
	pub superseded: u64,
	/// Rows of which an attestation stands that says the same, with evidence that this import's salt does not prove.
	pub unproved: Lines,
	/// Rows that the filter left out.
	pub skipped: u64,
	/// Rows that an earlier, interrupted import had done.
	pub resumed: u64,
	pub bad: Vec<BadRow>,
}

impl Report {
	pub fn to_json(&self) -> serde_json::Value {
		json!({
			"registered": self.registered, "known": self.known, "amended": self.amended,
			"attested": self.attested, "corrected": self.corrected, "present": self.present, "superseded": self.superseded, "unproved": self.unproved, "unprovedRows": self.unproved.count(),
			"skipped": self.skipped, "resumed": self.resumed,
			"bad": self.bad.iter().map(BadRow::to_json).collect::<Vec<_>>(),
		})
	}

	/// What an import did, in a few lines.
	pub fn summary(&self) -> String {
		let mut lines = vec![
			format!("{} enterprises registered, {} were there already", self.registered, self.known),
			format!("{} values attested, {} were there already", self.attested, self.present),
		];
		if self.amended + self.corrected > 0 {
			lines.push(format!("{} records of the register and {} values corrected", self.amended, self.corrected));
		}
		if self.superseded > 0 {
			lines.push(format!("{} values left alone: the chain has a later period", self.superseded));
		}
		if !self.unproved.is_empty() {
			lines.push(format!("{} rows whose evidence on the chain cannot be proved", self.unproved.count()));
		}
		if self.resumed > 0 {
			lines.push(format!("{} rows had been done before", self.resumed));
		}
		if self.skipped > 0 {
			lines.push(format!("{} rows left out by the mapping's filter", self.skipped));
		}
		lines.join("\n")
	}

	/// What is left to be done, and by whom.
	pub fn left_to_do(&self, state: &Path) -> Option<String> {
		let mut parts = Vec::new();
		if !self.bad.is_empty() {
			let otherwise = self.bad.iter().filter(|bad| bad.reason.contains(CORRECT)).count();
			let left_out = self.bad.len() - otherwise;
			if left_out > 0 {
				parts.push(format!("{left_out} bad rows were left out; correct them and import the file again"));
			}
			if otherwise > 0 {
				parts.push(format!(
					"the chain says {otherwise} things otherwise than the file: correct the file, or import it again with {CORRECT}"
				));
			}
		}
		if !self.unproved.is_empty() {
			parts.push(format!(
			"of {} rows (lines {}) an attestation stands on the chain whose evidence cannot be proved from {}: its salt is \
			 another one, or the row was another one then; a figure was sealed with another secret. If you have the state \
			 file, or the secret, of the import that made them, keep it: it alone proves them",
			self.unproved.count(),
			self.unproved,
			state.display()
		));
		}
		(!parts.is_empty()).then(|| parts.join("\n"))
	}
}

/// What broke off says how to go on.
pub fn interrupted(error: Error) -> Error {
	const AGAIN: &str = "Run the import again: it goes on where it stopped, and does nothing twice.";
	match error {
		Error::Connection(reason) => Error::Connection(format!("{reason}\n{AGAIN}")),
		Error::UsedUp { call, reason, advice, wait } => {
			Error::UsedUp { call, reason, advice: format!("{advice}\n{AGAIN}"), wait }
		},
		other => other,
	}
}

/// What one round registered.
#[derive(Default)]
struct Registered {
	fresh: u64,
	known: u64,
	amended: u64,
	bad: Vec<BadRow>,
	/// What the register says otherwise of enterprises that it has: nothing of their rows is left out.
	differing: Vec<BadRow>,
}

/// How far the rows are in blocks that may not be final yet.
struct Mark {
	block: u32,
	line: u64,
	rows: u64,
}

impl Import<'_> {
	pub async fn run(&self) -> Result<Report> {
		let registers = Registers::read(self.client).await?;
		let targets = registers.targets(self.mapping, &self.names, &self.attesters, self.sealing.is_some())?;
		let size = std::fs::metadata(&self.csv).map_err(|e| Error::input(self.csv.display(), e))?.len();
		let (state, goes_on) = self.begin().await?;
		// What an earlier run found stays on the report until the file is corrected.
		let mut report = Report {
			resumed: state.rows,
			bad: state.bad.clone(),
			unproved: state.unproved.clone(),
			..Default::default()
		};
		if state.finished {
			report.bad.iter().for_each(|bad| self.tell(bad, &Progress::unseen()));
			return Ok(report);
		}
		registers.registrar(&self.registrar)?;
		// Before the first transaction: without the salt nobody can prove what it makes.
		state.write(&self.state)?;
		let bar = self.output.progress(size, &file_name(&self.csv));
		let news = bar.clone();
		let client = self.client.clone().telling(move |text| news.remark(text));
		let sealer = self.sealing.as_ref().map(|with| Sealer::new(with.secret.clone(), client.genesis_hash()));
		let work = Work { import: self, client, targets, sealer, goes_on, bar };
		work.run(state, &mut report).await?;
		Ok(report)
	}

	/// The state to go on from: what an earlier run left, if it was about the same file, mapping and chain. And whether an
	/// earlier run may have sent some of it to this chain.
	async fn begin(&self) -> Result<(State, bool)> {
		let content = fingerprint_of(&self.csv)?;
		// With --correct it is another import of the same file: what was told as a fault is done now.
		let correct = if self.correct { " correct" } else { "" };
		// So it is of another sheet.
		let layout = match self.layout == Layout::default() {
			true => String::new(),
			false => format!(" {:?}", self.layout),
		};
		let input = fingerprint(format!("{:?} {content:?}{correct}{layout}", self.mapping).as_bytes());
		let today = lingnan_types::date_of(self.client.now().await?);
		let fresh = State::new(input, self.client.genesis_hash(), today);
		let Some(old) = State::read(&self.state)? else { return Ok((fresh, false)) };
		if old.genesis != fresh.genesis {
			let aside = set_aside(&self.state)?;
			let aside = aside.display();
			eprintln!("the state is of an import into another chain: it is kept as {aside}, and this one starts from the beginning");
			return Ok((fresh, false));
		}
		// A development chain that was purged has the same genesis, but not the block.
		let is_known = match old.block {
			Some((number, hash)) => {
				let now: Option<subxt::utils::H256> = self.client.rpc("chain_getBlockHash", json!([number])).await?;
				now == Some(hash)
			},
			None => true,
		};
		let state = match is_known {
			true => old.resume(fresh, self.mapping.days()),
			false => State { salt: old.salt, ..fresh },
		};
		Ok((state, is_known))
	}

	fn tell(&self, bad: &BadRow, bar: &Progress) {
		if self.output.is_person() {
			bar.remark(&format!("{}, {bad}", file_name(&self.csv)));
		}
	}
}

/// An import under way.
pub(super) struct Work<'a> {
	pub import: &'a Import<'a>,
	pub client: Client,
	pub targets: Vec<Target>,
	/// If there are figures among them.
	pub sealer: Option<Sealer>,
	/// An earlier run may have made some of the attestations.
	pub goes_on: bool,
	pub bar: Progress,
}

impl Work<'_> {
	async fn run(&self, mut state: State, report: &mut Report) -> Result<()> {
		let mut rows = Rows::open_at(&self.import.csv, &self.import.layout, self.import.mapping, state.today)?;
		let mut registered: Vec<Row> = Vec::new();
		let mut prepared = Prepared::default();
		let mut marks = VecDeque::new();
		loop {
			let now = self.client.now().await?;
			let round = self.read_round(&mut rows, now, &state, report);
			let last = round.is_empty();
			// The attestations of the round before need its registrations; these are done. All go on at once: one round is
			// attested while the next is registered and sealed.
			let busy = prepared.enterprises();
			let (entered, attested, next) = tokio::try_join!(
				self.register(&round),
				self.attest(std::mem::take(&mut prepared)),
				self.prepare(&round, now, &state.salt, &busy)
			)?;
			report.registered += entered.fresh;
			report.known += entered.known;
			report.amended += entered.amended;
			report.attested += attested.done;
			report.corrected += attested.corrected;
			report.present += attested.present;
			report.superseded += attested.superseded;
			attested.unproved.into_iter().for_each(|line| report.unproved.insert(line));
			let lost: BTreeSet<u64> = entered.bad.iter().map(|b| b.line).collect();
			prepared = next.without(&lost);
			for bad in entered.bad.into_iter().chain(entered.differing).chain(attested.bad) {
				self.import.tell(&bad, &self.bar);
				report.bad.push(bad);
			}
			if let Some(row) = registered.last() {
				let block = match self.import.stage {
					Stage::Finalised => 0,
					Stage::InBlock => self.client.best_number().await?,
				};
				marks.push_back(Mark { block, line: row.line, rows: registered.len() as u64 });
				self.note(&mut state, &mut marks, report).await?;
			}
			registered = round.into_iter().filter(|r| !lost.contains(&r.line)).collect();
			if last && registered.is_empty() {
				break;
			}
		}
		report.skipped = rows.skipped;
		report.bad.sort_by_key(|bad| bad.line);
		self.finish(state, marks, report).await?;
		self.bar.end();
		Ok(())
	}

	/// Writes down how far the import has come in final blocks: what is not final may be undone.
	async fn note(&self, state: &mut State, marks: &mut VecDeque<Mark>, report: &Report) -> Result<()> {
		let last_final = self.client.finalised_block().await?;
		let mut is_further = false;
		while let Some(mark) = marks.front().filter(|mark| mark.block <= last_final.number) {
			state.line = mark.line;
			state.rows += mark.rows;
			is_further = true;
			marks.pop_front();
		}
		if !is_further {
			return Ok(());
		}
		state.block = Some((last_final.number, last_final.hash));
		state.bad = report.bad.iter().filter(|bad| bad.line <= state.line).cloned().collect();
		state.unproved = report.unproved.up_to(state.line);
		state.write(&self.import.state)
	}

	/// The end, once all is final. If that takes too long the import stays unfinished: the next run looks at its last rows.
	async fn finish(&self, mut state: State, mut marks: VecDeque<Mark>, report: &Report) -> Result<()> {
		let start = std::time::Instant::now();
		while !marks.is_empty() {
			if start.elapsed() > FINALITY {
				self.bar
					.remark("the last blocks are not final after a minute: run the import again later, to make sure");
				return Ok(());
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
			self.note(&mut state, &mut marks, report).await?;
		}
		state.bad.clone_from(&report.bad);
		state.unproved.clone_from(&report.unproved);
		state.finished = true;
		state.write(&self.import.state)
	}

	fn read_round(
		&self,
		rows: &mut Rows<'_, std::fs::File>,
		now: Timestamp,
		state: &State,
		report: &mut Report,
	) -> Vec<Row> {
		let mut round: Vec<Row> = Vec::new();
		let mut lines: BTreeMap<RegistrationNumber, u64> = BTreeMap::new();
		while round.len() < BATCH * ROUND {
			let bad = match rows.next_row() {
				None => break,
				Some(Ok(row)) if row.line <= state.line => continue,
				Some(Ok(row)) => match lines.insert(row.number.clone(), row.line) {
					None => match rules::registration(&row, self.import.mapping, now) {
						None => {
							round.push(row);
							continue;
						},
						Some(bad) => bad,
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
				self.import.tell(&bad, &self.bar);
				report.bad.push(bad);
			}
		}
		self.bar.set(rows.position());
		round
	}

	/// Registers what the chain does not know.
	async fn register(&self, rows: &[Row]) -> Result<Registered> {
		let sender = Sender { client: &self.client, signer: &self.import.registrar, stage: self.import.stage };
		let (only_if_known, sound): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.only_if_known);
		let batches: Vec<&[&Row]> = sound.chunks(BATCH).collect();
		let call = |rows: &&[&Row]| {
			let registrations = rows.iter().map(|row| row.registration.clone()).collect();
			Call::from(RegisterMany { registrations })
		};
		let outcomes = fly(sender, batches.iter().map(call).collect()).await?;
		let mut round = Registered::default();
		let mut doubtful: Vec<&Row> = only_if_known;
		for (batch, outcome) in batches.iter().zip(outcomes) {
			match outcome {
				Ok(_) => round.fresh += batch.len() as u64,
				Err(_) => doubtful.extend(batch.iter()),
			}
		}
		let there = self.on_register(&doubtful).await?;
		let (mut missing, mut amendments): (Vec<&Row>, Vec<(&Row, AmendmentSpec)>) = Default::default();
		for (row, there) in doubtful.into_iter().zip(there) {
			match there {
				None if row.only_if_known => round.bad.push(rules::mismatch(row, self.import.mapping)),
				None => missing.push(row),
				Some(record) => {
					round.known += 1;
					let found = differences(row, self.import.mapping, &record);
					amendments
						.extend(found.amendment.filter(|_| self.import.correct).map(|amendment| (row, amendment)));
					let said = found.faults.into_iter().filter(|fault| !(self.import.correct && fault.can_be_amended));
					round.differing.extend(said.map(|fault| fault.bad));
				},
			}
		}
		self.say_sifted("rows", missing.len());
		let single = |row: &&Row| Call::from(Register { registration: row.registration.clone() });
		for (row, outcome) in missing.iter().zip(sift(sender, &missing, single).await?) {
			match outcome {
				Ok(()) => round.fresh += 1,
				Err(error) if error.is_refusal("EnterpriseRegistry", "AlreadyExists") => round.known += 1,
				Err(error) => round.bad.push(refused(row.line, &error)),
			}
		}
		let amend = |(row, amendment): &(&Row, AmendmentSpec)| {
			Call::from(Amend { enterprise: row.number.clone(), amendment: amendment.clone() })
		};
		for ((row, _), outcome) in amendments.iter().zip(sift(sender, &amendments, amend).await?) {
			match outcome {
				Ok(()) => round.amended += 1,
				Err(error) => round.differing.push(refused(row.line, &error)),
			}
		}
		Ok(round)
	}

	async fn on_register(&self, rows: &[&Row]) -> Result<Vec<Option<EnterpriseView>>> {
		let ask = |number: RegistrationNumber| async move { enterprise::get(&self.client, &number).await };
		let numbers: Vec<_> = rows.iter().map(|row| row.number.clone()).collect();
		stream::iter(numbers).map(ask).buffered(QUESTIONS).try_collect().await
	}

	pub fn say_sifted(&self, what: &str, count: usize) {
		if count > 0 {
			let text = format!("the chain refused batches for some of their rows: {count} {what} are tried one by one");
			self.bar.remark(&text);
		}
	}
}

fn file_name(path: &Path) -> String {
	path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
