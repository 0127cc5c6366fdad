use super::{
	batches::Sender,
	finality::Finality,
	lines::Lines,
	lot::Settled,
	mapping::Mapping,
	reader::{Lot, Reading, AHEAD},
	rules::{Registers, Target},
	state::{fingerprint_of, set_aside, State},
};
use crate::{
	audience::{Audience, Progress},
	bad_row::BadRow,
	client::{Client, Stage},
	error::{Error, Result},
	keys::Key,
	seal::Sealer,
	table::Layout,
	text::grouped,
	values::fingerprint,
};
use futures::{stream, stream::TryReadyChunksError, TryStreamExt};
use lingnan_sealed::BlindingSecret;
use lingnan_types::Timestamp;
use serde_json::json;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};
use tokio::sync::{Mutex, Semaphore};

/// Lots in blocks that are not final yet. Of those that are followed the rows are kept, for a block may be undone.
const BEHIND: usize = 64;
/// The same where blocks are taken as they come.
const BEHIND_QUICK: usize = 4_096;
/// Batches on their way to a block, of all agencies together: the node lets one connection follow some thousand.
const ROOM: usize = 96;
/// How long nothing may become final before that is told.
const FINALITY: Duration = Duration::from_secs(60);
/// How old the chain's time may be by which rows are checked.
const CLOCK: Duration = Duration::from_secs(10);

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
		let work = Work {
			import: self,
			targets,
			sealer,
			goes_on,
			salt: state.salt.clone(),
			clock: Arc::new(AtomicU64::new(client.now().await?)),
			asked: Mutex::new(Instant::now()),
			room: Semaphore::new(ROOM),
			finality: Finality::new(client.clone()),
			way: Way::default(),
			client,
			bar,
		};
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
	pub salt: String,
	/// The chain's time, and when it was asked.
	clock: Arc<AtomicU64>,
	asked: Mutex<Instant>,
	room: Semaphore,
	pub finality: Finality,
	pub way: Way,
	pub bar: Progress,
}

/// What is on its way.
#[derive(Default)]
pub(super) struct Way {
	/// Rows that were read.
	read: AtomicU64,
	lots: AtomicU64,
	landed: AtomicU64,
	/// The file's last row is among them.
	is_all: AtomicBool,
}

impl Way {
	pub fn begun(&self, lot: &Lot) {
		self.read.fetch_add((lot.rows.len() + lot.bad.len()) as u64, Ordering::Relaxed);
		self.lots.fetch_add(1, Ordering::Relaxed);
		self.is_all.fetch_or(lot.is_last, Ordering::Relaxed);
	}

	pub fn landed(&self) {
		self.landed.fetch_add(1, Ordering::Relaxed);
	}

	/// All of the file is in blocks.
	fn has_landed(&self) -> bool {
		let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
		self.is_all.load(Ordering::Relaxed) && of(&self.lots) == of(&self.landed)
	}
}

impl Work<'_> {
	/// Rows are read as there is room for them, registered and attested lot by lot, all lots and agencies side by side, and what
	/// is final is written down in the order of the file.
	async fn run(&self, mut state: State, report: &mut Report) -> Result<()> {
		let import = self.import;
		let reading = Reading {
			file: import.csv.clone(),
			layout: import.layout.clone(),
			mapping: import.mapping.clone(),
			today: state.today,
			after: state.line,
			clock: self.clock.clone(),
		};
		let lots = stream::unfold(reading.start(), |mut lots| async move { Some((lots.recv().await?, lots)) });
		let behind = match import.stage {
			Stage::Finalised => BEHIND,
			Stage::InBlock => BEHIND_QUICK,
		};
		let landed = lots.map_ok(|lot| self.carry(lot)).try_buffered(AHEAD);
		let settled = landed.map_ok(|lot| self.settle(lot)).try_buffered(behind);
		let mut settled = std::pin::pin!(settled.try_ready_chunks(behind));
		let mut done = 0;
		loop {
			let next = match tokio::time::timeout(FINALITY, settled.try_next()).await {
				Ok(next) => next,
				Err(_) if import.stage == Stage::InBlock && self.way.has_landed() => {
					let text = "the last blocks are not final after a minute: run the import again later, to make sure";
					self.bar.remark(text);
					report.bad.sort_by_key(|bad| bad.line);
					return Ok(());
				},
				Err(_) => continue,
			};
			let (lots, end) = match next {
				Ok(Some(lots)) => (lots, None),
				Ok(None) => break,
				Err(TryReadyChunksError(lots, error)) => (lots, Some(error)),
			};
			let position = lots.last().map(|lot| lot.position);
			for lot in lots {
				done += lot.read;
				self.note(lot, &mut state, report);
			}
			self.write(&mut state, report)?;
			// What it says is done is noted as done.
			position.inspect(|position| self.bar.set(*position));
			self.bar.note(&on_its_way(done, self.way.read.load(Ordering::Relaxed)));
			if let Some(error) = end {
				return Err(error);
			}
		}
		// A reader that broke off tells of no last row: what was not read is not done.
		if !self.way.has_landed() {
			return Err(Error::Connection("reading the file broke off before its end".into()));
		}
		report.bad.sort_by_key(|bad| bad.line);
		state.finished = true;
		self.write(&mut state, report)?;
		self.bar.end();
		Ok(())
	}

	/// What became of a lot.
	fn note(&self, lot: Settled, state: &mut State, report: &mut Report) {
		state.line = state.line.max(lot.line);
		state.rows += lot.rows;
		if let Some(block) = lot.block {
			state.block = Some((block.number, block.hash));
		}
		report.registered += lot.fresh;
		report.known += lot.known;
		report.amended += lot.amended;
		report.attested += lot.attested.done;
		report.corrected += lot.attested.corrected;
		report.present += lot.attested.present;
		report.superseded += lot.attested.superseded;
		report.skipped = lot.skipped;
		lot.attested.unproved.into_iter().for_each(|line| report.unproved.insert(line));
		for bad in lot.bad {
			self.import.tell(&bad, &self.bar);
			report.bad.push(bad);
		}
	}

	/// Writes down how far the import has come in final blocks: what is not final may be undone.
	fn write(&self, state: &mut State, report: &Report) -> Result<()> {
		state.bad.clone_from(&report.bad);
		state.unproved.clone_from(&report.unproved);
		state.write(&self.import.state)
	}

	pub fn sender<'s>(&'s self, signer: &'s Key) -> Sender<'s> {
		let Self { client, room, finality, .. } = self;
		Sender { client, signer, stage: self.import.stage, room, finality }
	}

	/// The chain's time, as of some seconds ago.
	pub async fn now(&self) -> Result<Timestamp> {
		let mut asked = self.asked.lock().await;
		if asked.elapsed() > CLOCK {
			self.clock.store(self.client.now().await?, Ordering::Relaxed);
			*asked = Instant::now();
		}
		Ok(self.clock.load(Ordering::Relaxed))
	}
}

fn on_its_way(done: u64, read: u64) -> String {
	let told = |rows: u64| grouped(i64::try_from(rows).unwrap_or(i64::MAX));
	match read.saturating_sub(done) {
		0 => format!("{} rows done", told(done)),
		left => format!("{} rows done, {} on their way", told(done), told(left)),
	}
}

fn file_name(path: &Path) -> String {
	path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
