//! From a table to a dataset, in memory of a fixed size, and onwards from where an interruption left it.
//!
//! Rows go into sorted runs (`build/`); after each the state says how far the table was read. Then the runs are merged:
//! a registration number that comes twice in a row is a duplicate, wherever its rows stood in the table.

use super::{
	leaves::Leaves,
	salt::{self, DatasetKey, Nonce},
	sort::{private, Merge, Run},
	source::{Position, Reading, Source},
	store::{Files, Manifest, Writer},
	Definition,
};
use crate::{
	audience::{Audience, Progress},
	bad_row::BadRow,
	error::{Error, Result},
};
use lingnan_sealed::BlindingSecret;
use serde::{Deserialize, Serialize};
use std::{
	fs::{self, File, OpenOptions},
	io::{BufWriter, ErrorKind, Write},
	path::{Path, PathBuf},
	time::UNIX_EPOCH,
};
use subxt::utils::H256;

/// Duplicates and bad rows that are shown; all are in a file.
const SHOWN: usize = 20;

/// What is to be built.
pub struct Job {
	pub table: PathBuf,
	pub reading: Reading,
	/// Leaves are sealed if it is a figure, and open if it is public by law.
	pub definition: Definition,
	pub period_end: u32,
	pub out: PathBuf,
	/// The agency's.
	pub secret: BlindingSecret,
	/// `None`: a new one.
	pub nonce: Option<Nonce>,
	/// Bytes for a run.
	pub memory: usize,
	/// Leave bad rows out instead of refusing the table.
	pub leave_out_bad: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Built {
	pub manifest: Manifest,
	/// Bad rows left out.
	pub bad: u64,
	/// Rows that the mapping left out: by its filter, or without a value.
	pub left_out: u64,
}

/// Why a table did not become a dataset. Nothing was written but the list of what is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
	pub list: PathBuf,
	pub shown: Vec<String>,
	pub count: u64,
	what: &'static str,
}

impl From<Refused> for Error {
	fn from(refused: Refused) -> Self {
		let Refused { list, shown, count, what } = refused;
		let more = if count > shown.len() as u64 { "\n  …" } else { "" };
		Error::input(list.display(), format!("{count} {what}\n  {}{more}", shown.join("\n  ")))
	}
}

/// How far a building has come.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct State {
	/// The table's length and time, the columns, the indicator's definition and period end: another table starts from the
	/// beginning.
	input: String,
	#[serde(with = "super::store::hex_nonce")]
	nonce: Nonce,
	position: Position,
	runs: u32,
	rows: u64,
	bad: u64,
	/// Length of the list of bad rows.
	bad_bytes: u64,
	/// The whole table has been read.
	read: bool,
}

/// Builds a dataset, or goes on with one.
pub fn build(job: &Job, output: &dyn Audience) -> Result<Built> {
	build_with(job, output, |_| Ok(()))
}

/// As [`build`]; `checkpoint` is told of each run that was written, and may stop the work.
fn build_with(job: &Job, output: &dyn Audience, mut checkpoint: impl FnMut(u32) -> Result<()>) -> Result<Built> {
	let files = Files(&job.out);
	job.definition.ensure_buildable()?;
	if files.manifest().exists() {
		return Err(Error::input(job.out.display(), "a dataset is there already: name another folder"));
	}
	let bench = Bench(job.out.join("build"));
	fs::create_dir_all(&bench.0).map_err(|e| Error::input(bench.0.display(), e))?;
	let mut state = bench.state(job)?;
	let work = Work { job, bench: &bench, output };
	work.read_table(&mut state, &mut checkpoint)?;
	if state.bad > 0 && !job.leave_out_bad {
		let what = "rows cannot become leaves; correct them, or leave them out with --leave-out-bad";
		return Err(bench.refused(job.out.join("bad-rows.txt"), state.bad, what).into());
	}
	if state.rows == 0 {
		return Err(Error::input(job.table.display(), "there is no row that can become a leaf"));
	}
	let manifest = work.merge(&state)?;
	fs::remove_dir_all(&bench.0).map_err(|e| Error::input(bench.0.display(), e))?;
	Ok(Built { manifest, bad: state.bad, left_out: state.position.left_out })
}

/// A dataset that is being built.
struct Work<'a> {
	job: &'a Job,
	bench: &'a Bench,
	output: &'a dyn Audience,
}

impl Work<'_> {
	fn read_table(&self, state: &mut State, checkpoint: &mut impl FnMut(u32) -> Result<()>) -> Result<()> {
		let Self { job, bench, output } = self;
		if state.read {
			return Ok(());
		}
		let mut source = Source::open(&job.table, &job.reading, state.position)?;
		let bar = output.progress(source.progress().1, &file_name(&job.table));
		let mut bad = BadRows::open(job.out.join("bad-rows.txt"), state, bar.clone(), *output)?;
		let mut run = Run::new(job.memory);
		while let Some(row) = source.next_row()? {
			match row {
				Ok(row) => {
					run.push(&row);
					state.rows += 1;
					if run.is_full() {
						bad.flush(state)?;
						state.position = source.position();
						bench.write_run(&mut run, state)?;
						bar.set(source.progress().0);
						checkpoint(state.runs)?;
					}
				},
				Err(row) => bad.push(&row, state)?,
			}
			if (state.rows + state.bad).is_multiple_of(8_192) {
				bar.set(source.progress().0);
			}
		}
		source.ensure_counted()?;
		bad.flush(state)?;
		state.position = source.position();
		state.read = true;
		match run.len() > 0 {
			true => bench.write_run(&mut run, state)?,
			false => bench.write(state)?,
		}
		bar.end();
		Ok(())
	}

	fn merge(&self, state: &State) -> Result<Manifest> {
		let Self { job, bench, output } = self;
		let files = Files(&job.out);
		let (indicator, period_end) = (job.definition.indicator.id, job.period_end);
		let key = || DatasetKey::new(&job.secret, &job.definition, period_end, &state.nonce);
		let sealed = job.definition.indicator.is_sealed().then(|| job.definition.clone());
		let mut merge = Merge::open((0..state.runs).map(|n| bench.run(n)))?;
		let mut writer = Writer::create(&files, Leaves::new(indicator, period_end, key()?, sealed.clone()))?;
		let mut duplicates = List::new(job.out.join("duplicates.txt"));
		let bar = output.progress(state.rows, "leaves and tree");
		let mut last = None;
		let broken = |e: std::io::Error| Error::input(job.out.display(), e);
		while let Some((key, line, value)) = merge.next_row()? {
			match last {
				Some((before, first)) if before == key => {
					duplicates.push(format_args!("{key} stands in line {first} and in line {line}"))?;
				},
				_ if writer.count == u32::MAX => {
					return Err(Error::input(job.table.display(), "more rows than a tree has places"));
				},
				_ => {
					last = Some((key, line));
					writer.push((key, value))?;
				},
			}
			if writer.count.is_multiple_of(8_192) {
				bar.set(writer.count.into());
			}
		}
		bar.end();
		if let Some(refused) = duplicates.refused("registration numbers stand in the table twice")? {
			return Err(refused.into());
		}
		let count = writer.count;
		let root = writer.finish(&files)?;
		match fs::remove_file(files.key()) {
			Err(e) if e.kind() != ErrorKind::NotFound => return Err(broken(e)),
			_ => key()?.write(&files.key())?,
		}
		let (nonce, root) = (state.nonce, H256(root));
		let manifest = Manifest { version: Manifest::VERSION, indicator, period_end, count, root, nonce, sealed };
		write_json(&files.manifest(), &manifest)?;
		Ok(manifest)
	}
}

/// Where the work in progress lies.
struct Bench(PathBuf);

impl Bench {
	fn run(&self, n: u32) -> PathBuf {
		self.0.join(format!("run-{n:05}"))
	}

	/// The state that an interruption left, if it is of this job; a new one otherwise.
	fn state(&self, job: &Job) -> Result<State> {
		let about = fs::metadata(&job.table).map_err(|e| Error::input(job.table.display(), e))?;
		let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map(|at| at.as_nanos());
		let Job { reading, definition, period_end, .. } = job;
		let input = format!("{} {changed:?} {reading:?} {definition:?} {period_end}", about.len());
		let path = self.0.join("state.json");
		let old = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<State>(&bytes).ok());
		if let Some(old) = old.filter(|old| old.input == input && job.nonce.is_none_or(|nonce| nonce == old.nonce)) {
			return Ok(old);
		}
		let nonce = match job.nonce {
			Some(nonce) => nonce,
			None => salt::nonce()?,
		};
		let position = Position::default();
		Ok(State { input, nonce, position, runs: 0, rows: 0, bad: 0, bad_bytes: 0, read: false })
	}

	/// First the run, then the state that counts it: an interruption between the two writes the run again.
	fn write_run(&self, run: &mut Run, state: &mut State) -> Result<()> {
		run.write(&self.run(state.runs))?;
		state.runs += 1;
		self.write(state)
	}

	fn write(&self, state: &State) -> Result<()> {
		write_json(&self.0.join("state.json"), state)
	}

	fn refused(&self, list: PathBuf, count: u64, what: &'static str) -> Refused {
		let text = fs::read_to_string(&list).unwrap_or_default();
		Refused { shown: text.lines().take(SHOWN).map(Into::into).collect(), list, count, what }
	}
}

/// The list of bad rows. It grows on disk, not in memory.
struct BadRows<'a> {
	path: PathBuf,
	file: Option<BufWriter<File>>,
	bar: Progress,
	output: &'a dyn Audience,
}

impl<'a> BadRows<'a> {
	/// Goes on behind what the state counts.
	fn open(path: PathBuf, state: &State, bar: Progress, output: &'a dyn Audience) -> Result<Self> {
		let bad = |e| Error::input(path.display(), e);
		let file = match state.bad {
			0 => None,
			_ => {
				let file = OpenOptions::new().append(true).open(&path).map_err(bad)?;
				file.set_len(state.bad_bytes).map_err(bad)?;
				Some(BufWriter::new(file))
			},
		};
		Ok(Self { path, file, bar, output })
	}

	fn push(&mut self, row: &BadRow, state: &mut State) -> Result<()> {
		let bad = |e| Error::input(self.path.display(), e);
		let file = match &mut self.file {
			Some(file) => file,
			None => self.file.insert(BufWriter::new(private(&self.path).map_err(bad)?)),
		};
		writeln!(file, "{row}").map_err(bad)?;
		state.bad += 1;
		if state.bad <= SHOWN as u64 && self.output.is_person() {
			self.bar.remark(&row.to_string());
		}
		Ok(())
	}

	fn flush(&mut self, state: &mut State) -> Result<()> {
		let Some(file) = &mut self.file else { return Ok(()) };
		let length = file.flush().and_then(|()| file.get_ref().metadata());
		state.bad_bytes = length.map_err(|e| Error::input(self.path.display(), e))?.len();
		Ok(())
	}
}

/// A list of faults in a file that is there only if there are some.
struct List {
	path: PathBuf,
	file: Option<BufWriter<File>>,
	shown: Vec<String>,
	count: u64,
}

impl List {
	fn new(path: PathBuf) -> Self {
		let _ = fs::remove_file(&path);
		Self { path, file: None, shown: Vec::new(), count: 0 }
	}

	fn push(&mut self, line: std::fmt::Arguments) -> Result<()> {
		let bad = |e| Error::input(self.path.display(), e);
		let file = match &mut self.file {
			Some(file) => file,
			None => self.file.insert(BufWriter::new(private(&self.path).map_err(bad)?)),
		};
		writeln!(file, "{line}").map_err(bad)?;
		self.count += 1;
		if self.shown.len() < SHOWN {
			self.shown.push(line.to_string());
		}
		Ok(())
	}

	fn refused(self, what: &'static str) -> Result<Option<Refused>> {
		let Self { path, file, shown, count } = self;
		let Some(mut file) = file else { return Ok(None) };
		file.flush().map_err(|e| Error::input(path.display(), e))?;
		Ok(Some(Refused { list: path, shown, count, what }))
	}
}

/// The file is there whole or not at all.
fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
	let bad = |e: std::io::Error| Error::input(path.display(), e);
	let text = serde_json::to_string_pretty(value).map_err(|e| Error::input(path.display(), e))?;
	let fresh = path.with_extension("new");
	fs::write(&fresh, text).and_then(|()| File::open(&fresh)?.sync_all()).map_err(bad)?;
	fs::rename(&fresh, path).map_err(bad)
}

fn file_name(path: &Path) -> String {
	path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
	use super::{
		super::{
			definition::tests::{figure, public},
			parquet::tests::write_text,
			record::Key,
			source::Columns,
			store::Store,
		},
		*,
	};
	use crate::seal::{Figure, Sealer};
	use codec::Encode;
	use lingnan_anchored::{Anchor, Tree};
	use lingnan_sealed::Occasion;
	use lingnan_sealing::{
		envelope::Identity,
		openings::{Held, Sealed},
	};
	use lingnan_types::attestation::Value;
	use tempfile::TempDir;

	const QUIET: &crate::audience::Nobody = &crate::audience::Nobody;

	fn job(folder: &TempDir, table: &str) -> Job {
		let path = folder.path().join("table.csv");
		fs::write(&path, table).unwrap();
		Job {
			table: path,
			reading: Columns { number: "number".into(), value: "value".into() }.into(),
			definition: public(),
			period_end: 18_261,
			out: folder.path().join("out"),
			secret: BlindingSecret::new([7; 32]),
			nonce: Some([7; 16]),
			memory: 0,
			leave_out_bad: false,
		}
	}

	/// The same job over the same rows as a Parquet table, so many to a row group.
	fn as_parquet(job: Job, per_group: usize) -> Job {
		let text = fs::read_to_string(&job.table).unwrap();
		let rows: Vec<_> = text.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect();
		let table = job.table.with_extension("parquet");
		write_text(&table, &rows, per_group);
		Job { table, ..job }
	}

	/// Rows in no order.
	fn table(count: u32) -> String {
		let row = |n: u32| format!("MO:{},{n}\n", n.wrapping_mul(2_654_435_761));
		"number,value\n".to_string() + &(0..count).map(row).collect::<String>()
	}

	/// A figure's dataset.
	fn sealed(job: Job) -> Job {
		Job { definition: figure(), ..job }
	}

	#[test]
	fn every_leaf_is_proved() {
		// Around the edges of blocks of 64, of the 4,096 leaves that are made together, and of runs of 1,024 rows.
		for count in [1, 2, 63, 64, 65, 129, 1_025, 5_000] {
			every_leaf_of(count, |job| job);
		}
		for count in [1, 65, 300] {
			every_leaf_of(count, sealed);
		}
	}

	fn every_leaf_of(count: u32, prepare: impl Fn(Job) -> Job) {
		let folder = tempfile::tempdir().unwrap();
		let job = prepare(job(&folder, &table(count)));
		let built = build(&job, QUIET).unwrap();
		assert_eq!((built.manifest.count, built.bad), (count, 0));
		let store = Store::open(&job.out).unwrap();
		let mut hashes = Vec::new();
		for place in 0..count {
			let key = store.key_at(place).unwrap();
			let proof = store.prove(&key).unwrap().unwrap();
			assert_eq!((proof.place, proof.leaf.enterprise), (place, key));
			let leaf = lingnan_anchored::Leaf {
				enterprise: key.number().unwrap(),
				indicator: 3,
				period_end: 18_261,
				value: proof.leaf.value.clone(),
				salt: proof.leaf.salt,
			};
			let hash = lingnan_anchored::leaf_hash(&leaf);
			let anchor = Anchor { root: built.manifest.root.0, count };
			assert_eq!(anchor.verify(place, hash, &proof.path), Ok(()));
			assert_eq!(matches!(leaf.value, Value::Sealed(_)), job.definition.indicator.is_sealed());
			hashes.push(hash);
		}
		assert_eq!(Tree::new(hashes).root(), built.manifest.root.0, "{count}");
		assert_eq!(store.prove(&Key::read("HK:12345678").unwrap()).unwrap(), None);
		assert!(!job.out.join("build").exists());
	}

	#[test]
	fn an_interruption_changes_nothing() {
		let same = |job: Job| job;
		let short_groups = |job: Job| as_parquet(job, 700);
		let one_group = |job: Job| as_parquet(job, 5_000);
		let roots = [interrupted(same), interrupted(short_groups), interrupted(one_group)];
		assert_eq!((roots[0], roots[0]), (roots[1], roots[2]), "the same rows, the same root");
	}

	/// Builds a table with bad rows in three goes, and then in one.
	fn interrupted(prepare: impl Fn(Job) -> Job) -> lingnan_anchored::Hash {
		let folder = tempfile::tempdir().unwrap();
		let text = table(3_000).replacen("value\n", "value\nMO:bad,1\n", 1) + "MO:X,2\nMO:worse,3\n";
		let job = prepare(Job { leave_out_bad: true, ..job(&folder, &text) });
		let mut runs = 0;
		for stop_at in [1, 2] {
			let stopped = build_with(&job, QUIET, |n| {
				runs = n;
				if n == stop_at {
					Err(Error::usage("interrupted"))
				} else {
					Ok(())
				}
			});
			assert_eq!(stopped.unwrap_err().to_string(), "interrupted");
			assert_eq!(runs, stop_at, "it went on and did not begin again");
		}
		let built = build(&job, QUIET).unwrap();
		assert_eq!((built.manifest.count, built.bad), (3_001, 2));
		let list = fs::read_to_string(job.out.join("bad-rows.txt")).unwrap();
		assert_eq!(list.lines().count(), 2, "{list}");

		let again = tempfile::tempdir().unwrap();
		let job = prepare(Job { leave_out_bad: true, memory: 1 << 20, ..self::job(&again, &text) });
		assert_eq!(build(&job, QUIET).unwrap().manifest, built.manifest, "one go, another memory: the same root");
		built.manifest.root.0
	}

	#[test]
	fn rows_are_bad_in_parquet_as_in_csv() {
		let text = "number,value\nMO:1,1\nMO:2,two\nCN:91440300708461137T,3\nMO:4,4\nMO:1,5\n";
		let folder = tempfile::tempdir().unwrap();
		let job = as_parquet(job(&folder, text), 2);
		let error = build(&job, QUIET).unwrap_err().to_string();
		// Rows are counted from 1, and no line with names comes before them.
		assert!(error.contains("line 2, column value: \"two\" is not a whole number"), "{error}");
		assert!(error.contains("line 3, column number"), "{error}");
		let error = build(&Job { leave_out_bad: true, ..job }, QUIET).unwrap_err().to_string();
		assert!(error.contains("MO:1 stands in line 1 and in line 5"), "{error}");
	}

	/// One leaf was made of three rows, three of five.
	#[test]
	fn a_stray_quote_refuses_the_table_by_its_line() {
		for (text, lines, left) in [
			("number,value,remark\nHK:00000001,1,\"late\nHK:00000002,2,\nHK:00000003,3,\n", &[2][..], 2),
			(
				"number,value,remark\nHK:00000001,1,\nHK:00000002,2,\"late\nHK:00000003,3,\nHK:00000004,4,\"moved\nHK:00000005,5,\n",
				&[3, 5],
				3,
			),
		] {
			let folder = tempfile::tempdir().unwrap();
			let job = job(&folder, text);
			let error = build(&job, QUIET).unwrap_err().to_string();
			assert!(error.contains(&format!("{} rows cannot become leaves", lines.len())), "{error}");
			for line in lines {
				assert!(error.contains(&format!("line {line}, column remark: the quote that opens here")), "{error}");
			}
			// Who leaves them out leaves out these rows alone.
			let built = build(&Job { leave_out_bad: true, ..job }, QUIET).unwrap();
			assert_eq!((built.manifest.count, built.bad), (left, lines.len() as u64));
		}
	}

	#[test]
	fn another_table_begins_anew() {
		let folder = tempfile::tempdir().unwrap();
		let first = job(&folder, &table(2_000));
		build_with(&first, QUIET, |_| Err(Error::usage("interrupted"))).unwrap_err();
		let second = job(&folder, "number,value\nMO:1,1\n");
		assert_eq!(build(&second, QUIET).unwrap().manifest.count, 1);
		assert!(build(&second, QUIET).unwrap_err().to_string().contains("already"));
	}

	#[test]
	fn a_duplicate_is_refused_wherever_it_stands() {
		let folder = tempfile::tempdir().unwrap();
		// In another run than its first row, and with another value.
		let text =
			table(3_000).replacen("number,value\n", "number,value\nMO:TWICE,1\n", 1) + "MO:TWICE,2\nMO:TWICE,1\n";
		let job = job(&folder, &text);
		let error = build(&job, QUIET).unwrap_err().to_string();
		assert!(error.contains("2 registration numbers stand in the table twice"), "{error}");
		assert!(error.contains("MO:TWICE stands in line 2 and in line 3003"), "{error}");
		assert!(!job.out.join("dataset.json").exists());
	}

	#[test]
	fn bad_rows_refuse_the_table_unless_left_out() {
		let folder = tempfile::tempdir().unwrap();
		let text = "number,value\nMO:1,1\nMO:2,two\nCN:91440300708461137T,3\nMO:4,4\n";
		let error = build(&job(&folder, text), QUIET).unwrap_err().to_string();
		assert!(error.contains("2 rows cannot become leaves") && error.contains("line 3, column value"), "{error}");
		assert!(error.contains("line 4, column number"), "{error}");
		// They repeat what stands in a cell.
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			let list = folder.path().join("out").join("bad-rows.txt");
			assert_eq!(fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600);
		}
		let built = build(&Job { leave_out_bad: true, ..job(&folder, text) }, QUIET).unwrap();
		assert_eq!((built.manifest.count, built.bad), (2, 2));

		let folder = tempfile::tempdir().unwrap();
		assert!(build(&job(&folder, "number,value\n"), QUIET).unwrap_err().to_string().contains("no row"));
	}

	/// The leaf has commitments under blindings of this dataset, and in place of a salt the figure's salted fingerprint: by the
	/// first the firm proves its bin, by the second it can show the figure.
	#[test]
	fn a_figures_leaf_is_opened_by_who_has_the_datasets_key() {
		let folder = tempfile::tempdir().unwrap();
		let job = sealed(job(&folder, "number,value\nMO:1,7318264905173\nMO:2,5\n"));
		build(&job, QUIET).unwrap();
		let store = Store::open(&job.out).unwrap();
		let firm = Key::read("MO:1").unwrap();
		let (proof, opened) = (store.prove(&firm).unwrap().unwrap(), store.opened(&firm).unwrap().unwrap());
		let points: Vec<_> = proof.leaf.value.commitments().iter().map(|point| point.0).collect();
		assert_eq!((points.len(), opened.opening.check(&points)), (3, Ok(())));
		assert_eq!((opened.value, opened.period_end), (7_318_264_905_173, 18_261));
		assert_eq!(opened.evidence("MO:1").0, proof.leaf.salt);
		assert!(store.opened(&Key::read("MO:3").unwrap()).unwrap().is_none());

		// Neither the agency's own secret nor another building has the same blindings.
		let (indicator, genesis) = (&job.definition.indicator, job.definition.genesis);
		let of = Occasion { genesis_hash: genesis.0, enterprise: "", indicator: 3, period_end: 18_261, revision: 0 };
		let dataset = BlindingSecret::new(job.secret.dataset(&of, &[7; 16]).unwrap());
		let seals = |secret: BlindingSecret| {
			let (enterprise, period_end, value) = ("MO:1".into(), 18_261, 7_318_264_905_173);
			let figure = Figure { enterprise, indicator, period_end, value, revision: 0 };
			Sealer::new(secret, genesis).seal_one(&figure).unwrap().value
		};
		assert_eq!(seals(dataset), proof.leaf.value);
		assert_ne!(seals(job.secret.clone()), proof.leaf.value);
		let again = Job { out: folder.path().join("again"), nonce: Some([8; 16]), ..job };
		build(&again, QUIET).unwrap();
		assert_ne!(Store::open(&again.out).unwrap().prove(&firm).unwrap().unwrap().leaf.value, proof.leaf.value);
	}

	#[test]
	fn the_recipient_opens_what_comes_with_a_proof() {
		let folder = tempfile::tempdir().unwrap();
		let job = sealed(job(&folder, "number,value\nMO:1,7318264905173\nMO:2,5\n"));
		build(&job, QUIET).unwrap();
		let store = Store::open(&job.out).unwrap();
		let firm = Key::read("MO:1").unwrap();
		let identity = Identity::new();
		let envelope = store.envelope(&firm, &identity.recipient()).unwrap().unwrap();
		let handed = store.prove(&firm).unwrap().unwrap().to_json(Some(&envelope)).to_string();
		for form in ["7318264905173", "6a7ea947dd5"] {
			assert!(!handed.to_lowercase().contains(form), "{handed}");
		}
		let path = folder.path().join("one.openings");
		envelope.write(&path).unwrap();
		let held = Held::read(&[path], &identity, job.definition.genesis, "MO:1").unwrap();
		let proof = store.prove(&firm).unwrap().unwrap();
		let commitments = proof.leaf.value.commitments().iter().map(|point| point.0).collect();
		let on_chain = Sealed { commitments, revision: 1, period_end: 18_261, shown: false, evidence: None };
		assert_eq!(held.opening(&job.definition.indicator, &on_chain).unwrap().value, 7_318_264_905_173);
	}

	/// Of all that a proof's holder and the chain see: leaves, paths, root.
	#[test]
	fn a_planted_figure_is_in_no_leaf_and_no_path() {
		let planted: i64 = 7_318_264_905_173;
		let folder = tempfile::tempdir().unwrap();
		let text = table(200) + &format!("MO:PLANTED,{planted}\n");
		let job = sealed(job(&folder, &text));
		build(&job, QUIET).unwrap();
		let store = Store::open(&job.out).unwrap();
		let forms = [
			planted.to_le_bytes()[..6].to_vec(),
			planted.to_be_bytes()[2..].to_vec(),
			planted.to_string().into_bytes(),
		];
		let holds = |bytes: &[u8]| forms.iter().any(|form| bytes.windows(form.len()).any(|window| window == form));
		for place in 0..store.manifest.count {
			let proof = store.prove(&store.key_at(place).unwrap()).unwrap().unwrap();
			let leaf = (&proof.leaf.value, &proof.leaf.salt, &proof.path).encode();
			assert!(!holds(&leaf) && !holds(proof.to_json(None).to_string().as_bytes()), "{place}");
		}
		let tree = fs::read(job.out.join("tree")).unwrap();
		assert!(!holds(&tree) && !holds(&fs::read(job.out.join("dataset.json")).unwrap()));
		// The agency's own table of it is hers alone.
		let leaves = job.out.join("leaves");
		assert!(holds(&fs::read(&leaves).unwrap()), "the search finds what is there");
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(fs::metadata(&leaves).unwrap().permissions().mode() & 0o777, 0o600);
		}
	}

	/// What an interrupted building of open leaves left is not gone on with when the indicator is a figure.
	#[test]
	fn another_definition_begins_anew() {
		let folder = tempfile::tempdir().unwrap();
		let job = job(&folder, &table(2_000));
		build_with(&job, QUIET, |_| Err(Error::usage("interrupted"))).unwrap_err();
		let job = sealed(job);
		let mut runs = Vec::new();
		build_with(&job, QUIET, |n| {
			runs.push(n);
			Ok(())
		})
		.unwrap();
		assert_eq!(runs.first(), Some(&1), "from the first run");
	}

	#[test]
	fn files_that_do_not_belong_together_prove_nothing() {
		let folder = tempfile::tempdir().unwrap();
		let job = job(&folder, &table(200));
		build(&job, QUIET).unwrap();
		let key = Store::open(&job.out).unwrap().key_at(150).unwrap();
		let leaves = job.out.join("leaves");
		let mut bytes = fs::read(&leaves).unwrap();
		let at = 150 * 27 + 26;
		bytes[at] ^= 1;
		fs::write(&leaves, &bytes).unwrap();
		let error = Store::open(&job.out).unwrap().prove(&key).unwrap_err().to_string();
		assert!(error.contains("do not belong together"), "{error}");
		fs::write(&leaves, &bytes[1..]).unwrap();
		assert!(Store::open(&job.out).err().unwrap().to_string().contains("longer or shorter"));
	}
}
