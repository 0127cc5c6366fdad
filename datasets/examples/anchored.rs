//! How long a dataset of eleven million enterprises takes, how much memory, and how long one proof out of it: with open leaves,
//! and, of fewer rows, with sealed ones.
//!
//! `cargo run -p lingnan-datasets --example anchored [ROWS] [csv|parquet] [SEALED ROWS]`

use lingnan_client::audience::Nobody;
use lingnan_datasets::anchor::{build, Columns, Definition, Job, Store};
use lingnan_sealed::BlindingSecret;
use lingnan_types::{
	indicator::{Class, Direction, IndicatorView},
	AgencyId, IndicatorId,
};
use parquet::{
	data_type::{ByteArray, ByteArrayType, Int64Type},
	file::writer::SerializedFileWriter,
	schema::parser::parse_message_type,
};
use std::{
	fs::File,
	io::{BufWriter, Write},
	path::Path,
	sync::Arc,
	time::Instant,
};

/// As many as there are enterprises.
const ROWS: u32 = 11_000_000;
/// Of the sealed dataset: rows take the same time however many there are.
const FIGURES: u32 = 200_000;
/// Proofs asked for.
const PROOFS: u32 = 500;
/// Rows in a row group of the Parquet table.
const GROUP: u32 = 1_000_000;
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The `n`th Unified Social Credit Code of Shenzhen, with both its check characters.
fn code(n: u32) -> String {
	// Spread over the numbers, so that the table is in no order.
	let n = u64::from(n) * 7_919 % 99_999_989;
	let organisation = format!("{n:08}");
	let weights = [3, 7, 9, 10, 5, 8, 4, 2];
	let sum: u32 = organisation.bytes().zip(weights).map(|(c, weight)| u32::from(c - b'0') * weight).sum();
	let check = match 11 - sum % 11 {
		10 => 'X',
		11 => '0',
		digit => char::from(b'0' + digit as u8),
	};
	let body = format!("91440300{organisation}{check}");
	let value = |c: u8| ALPHABET.iter().position(|a| *a == c).expect("it is of the alphabet") as u32;
	let (sum, _) = body.bytes().fold((0, 1), |(sum, weight), c| (sum + value(c) * weight, weight * 3 % 31));
	format!("{body}{}", char::from(ALPHABET[((31 - sum % 31) % 31) as usize]))
}

fn row(n: u32) -> (String, i64) {
	(format!("CN:{}", code(n)), i64::from(n) * 37)
}

fn csv(path: &Path, rows: u32) -> std::io::Result<()> {
	let mut out = BufWriter::new(File::create(path)?);
	writeln!(out, "number,value")?;
	for (number, value) in (0..rows).map(row) {
		writeln!(out, "{number},{value}")?;
	}
	out.flush()
}

fn parquet(path: &Path, rows: u32) -> parquet::errors::Result<()> {
	let schema = "message table { required binary number (UTF8); required int64 value; }";
	let schema = Arc::new(parse_message_type(schema)?);
	let mut writer = SerializedFileWriter::new(File::create(path)?, schema, Default::default())?;
	for from in (0..rows).step_by(GROUP as usize) {
		let group = from..rows.min(from + GROUP);
		let mut out = writer.next_row_group()?;
		let mut column = out.next_column()?.expect("the first of two");
		for n in group.clone() {
			column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(row(n).0.as_str())], None, None)?;
		}
		column.close()?;
		let mut column = out.next_column()?.expect("the second of two");
		for n in group {
			column.typed::<Int64Type>().write_batch(&[row(n).1], None, None)?;
		}
		column.close()?;
		out.close()?;
	}
	writer.close().map(drop)
}

/// Seconds for which cores have run this program's threads, whatever else the machine does meanwhile.
fn cores() -> f64 {
	let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
	let of = |thread: std::fs::DirEntry| {
		let text = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
		text.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default()
	};
	threads.map(of).sum::<u64>() as f64 / 1e9
}

/// Most memory that this program has held at a time, in MB.
fn peak() -> u64 {
	let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
	line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1_000
}

/// Of four bins, as the median of all three places' indicators.
fn definition(class: Class) -> Definition {
	let indicator = IndicatorView {
		id: IndicatorId(3),
		name: "Taxes paid".parse().expect("it is a name"),
		unit: "CNY".parse().expect("it is a unit"),
		owner: AgencyId(1),
		edges: vec![100_000, 1_000_000, 100_000_000],
		direction: Direction::HigherIsBetter,
		validity_days: 366,
		class,
		retired: false,
	};
	Definition { genesis: Default::default(), indicator }
}

fn main() -> lingnan_client::Result<()> {
	let argument = |place: usize| std::env::args().nth(place);
	let number = |place: usize, otherwise: u32| argument(place).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
	let (rows, format, figures) = (number(1, ROWS), argument(2).unwrap_or("csv".into()), number(3, FIGURES));
	measure(Class::Register, rows, &format)?;
	measure(Class::Figure, figures, &format)
}

fn measure(class: Class, rows: u32, format: &str) -> lingnan_client::Result<()> {
	let folder = tempfile::tempdir().expect("a temporary folder");
	let path = folder.path().join(format!("table.{format}"));
	match format {
		"parquet" => parquet(&path, rows).expect("the table can be written"),
		_ => csv(&path, rows).expect("the table can be written"),
	}
	let size = |path: &Path| std::fs::metadata(path).map_or(0, |about| about.len());
	println!(
		"{class:?}: a {format} table of {rows} rows, {} MB; {} MB of memory at most until here",
		size(&path) / 1_000_000,
		peak()
	);

	let job = Job {
		table: path,
		reading: Columns { number: "number".into(), value: "value".into() }.into(),
		definition: definition(class),
		period_end: 20_634,
		out: folder.path().join("dataset"),
		// The same at each run, so that roots can be compared.
		secret: BlindingSecret::new([7; 32]),
		nonce: Some([7; 16]),
		memory: 128_000_000,
		leave_out_bad: false,
	};
	let (start, work) = (Instant::now(), cores());
	let built = build(&job, &Nobody)?;
	let (seconds, work) = (start.elapsed().as_secs_f64(), cores() - work);
	println!("read, checked, sorted, made into leaves, hashed and written in {seconds:.1} s, {work:.1} s of cores");
	let stored: u64 = ["leaves", "tree"].iter().map(|name| size(&job.out.join(name))).sum();
	println!(
		"{:.0} rows a second and core; {:.1} bytes stored for a row",
		f64::from(rows) / work,
		stored as f64 / f64::from(rows)
	);
	println!("{} leaves, root {:?}; {} MB of memory at most", built.manifest.count, built.manifest.root, peak());

	let store = Store::open(&job.out)?;
	let keys: Vec<_> = (0..PROOFS)
		.map(|n| store.key_at((u64::from(n) * 2_654_435_761 % u64::from(rows)) as u32))
		.collect::<Result<_, _>>()?;
	let (start, work) = (Instant::now(), cores());
	let mut hashes = 0;
	for key in &keys {
		hashes += store.prove(key)?.map_or(0, |proof| proof.path.len());
	}
	let each = |seconds: f64| seconds * 1e3 / f64::from(PROOFS);
	println!(
		"a proof out of {rows} takes {:.3} ms, {:.3} ms of cores, on average of {PROOFS}, with {} hashes\n",
		each(start.elapsed().as_secs_f64()),
		each(cores() - work),
		hashes / PROOFS as usize
	);
	Ok(())
}
