//! `lingnan attestation anchor build` in memory of a fixed size, whatever the table's. The program is run as people run it, and asked
//! while it runs: the kernel counts the most memory that a process has held (`VmHWM`).

#![cfg(target_os = "linux")]

use lingnan_client::files::write_new;
use parquet::{
	data_type::{ByteArray, ByteArrayType, Int64Type},
	file::writer::SerializedFileWriter,
	schema::parser::parse_message_type,
};
use std::{
	fs::{self, File},
	io::Write,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	sync::Arc,
	time::Duration,
};

fn row(n: u32) -> (String, i64) {
	// In no order, and hard to compress.
	(format!("MO:{:016}", u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) % 10_u64.pow(16)), i64::from(n))
}

fn csv(folder: &Path, rows: u32) -> PathBuf {
	let path = folder.join("table.csv");
	let mut file = std::io::BufWriter::new(File::create(&path).unwrap());
	writeln!(file, "number,value").unwrap();
	for (number, value) in (0..rows).map(row) {
		writeln!(file, "{number},{value}").unwrap();
	}
	path
}

/// All rows in one row group.
fn parquet(folder: &Path, rows: u32) -> PathBuf {
	let path = folder.join("table.parquet");
	let schema = "message table { required binary number (UTF8); required int64 value; }";
	let schema = Arc::new(parse_message_type(schema).unwrap());
	let mut writer = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Default::default()).unwrap();
	let mut group = writer.next_row_group().unwrap();
	let (numbers, values): (Vec<_>, Vec<_>) = (0..rows).map(row).unzip();
	let numbers: Vec<_> = numbers.iter().map(|number| ByteArray::from(number.as_str())).collect();
	let mut column = group.next_column().unwrap().unwrap();
	column.typed::<ByteArrayType>().write_batch(&numbers, None, None).unwrap();
	column.close().unwrap();
	let mut column = group.next_column().unwrap().unwrap();
	column.typed::<Int64Type>().write_batch(&values, None, None).unwrap();
	column.close().unwrap();
	group.close().unwrap();
	writer.close().unwrap();
	path
}

/// Of an indicator that is public by law: what takes memory is the same for figures, and their sealing would take the time.
const DEFINITION: &str = r#"{
	"genesis": "0x0707070707070707070707070707070707070707070707070707070707070707",
	"indicator": {
		"id": 3, "name": "Patents in force", "unit": "patents", "owner": 2, "edges": [1], "direction": "HigherIsBetter",
		"validityDays": 366, "class": "Register", "retired": false
	}
}"#;

/// Builds a dataset in 4 MB; its `dataset.json`, and the most kilobytes that the program held.
fn build(folder: &Path, table: &Path) -> (String, u64) {
	let (out, secret, definition) = (folder.join("out"), folder.join("secret"), folder.join("definition.json"));
	write_new(&secret, format!("lingnan-sealing-secret:{}\n", "07".repeat(32)).as_bytes()).unwrap();
	fs::write(&definition, DEFINITION).unwrap();
	let mut program = Command::new(env!("CARGO_BIN_EXE_lingnan"))
		.args(["--json", "attestation", "anchor", "build"])
		.arg(table)
		.args(["--period", "2026-06-30", "--memory", "4", "--nonce", &"07".repeat(16)])
		.arg("--definition")
		.arg(&definition)
		.arg("--out")
		.arg(&out)
		.arg("--secret")
		.arg(&secret)
		.stdout(Stdio::null())
		.spawn()
		.unwrap();
	let mut most = 0;
	let ended = loop {
		let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap_or_default();
		let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
		most = most.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0));
		if let Some(ended) = program.try_wait().unwrap() {
			break ended;
		}
		std::thread::sleep(Duration::from_millis(2));
	};
	assert!(ended.success());
	(fs::read_to_string(out.join("dataset.json")).unwrap(), most)
}

#[test]
fn a_long_table_takes_no_more_memory_than_a_short_one() {
	let folder = || tempfile::tempdir().unwrap();
	let of = |table: fn(&Path, u32) -> PathBuf, rows| {
		let folder = folder();
		build(folder.path(), &table(folder.path(), rows))
	};
	let (_, short) = of(csv, 200_000);
	let (from_csv, long) = of(csv, 1_000_000);
	let (from_parquet, long_group) = of(parquet, 1_000_000);
	assert_eq!(from_csv, from_parquet, "the same rows, the same dataset");
	println!("{short} KB for 200,000 rows; {long} KB for 1,000,000 of CSV, {long_group} KB of Parquet");
	// 27 MB of rows; whoever held them all would need more.
	assert!(long < short + 8_000, "{long} KB for CSV, {short} KB for the short table");
	assert!(long_group < short + 12_000, "{long_group} KB for Parquet, {short} KB for the short table");
}
