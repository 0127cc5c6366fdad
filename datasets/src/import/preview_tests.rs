//! A clerk's export goes through with a mapping alone: from CSV and from a workbook, to an import and to a dataset.

use super::*;
use crate::anchor::{self, Definition, Job, Mapped, Reading};
use lingnan_sealed::BlindingSecret;
use lingnan_types::{
	indicator::{Class, Direction, IndicatorView},
	start_of, AgencyId, IndicatorId,
};
use made::{workbook, Cell, Cell::*};
use std::{fs, num::NonZeroU32};
use tempfile::TempDir;

#[path = "../../../client/src/workbook/made.rs"]
mod made;

const MAPPING: &str = r#"{
	"filter": [{ "column": "序号", "notIn": ["合计"] }],
	"registration": {
		"number": { "kind": "mainland", "column": "统一社会信用代码" }, "legalName": { "column": "企业名称" },
		"industry": { "value": "C39" }, "founded": { "column": "成立日期" },
		"capital": { "column": "注册资本（元）", "numerator": 100, "thousands": ",", "currency": "CNY" }
	},
	"periodEnd": { "value": "2026-10-31" },
	"indicators": [
		{ "indicator": "taxes", "column": "纳税额", "thousands": ",", "missing": ["", "—"] },
		{ "indicator": "growth", "column": "增长率", "numerator": 10000, "percent": true }
	]
}"#;

const CSV: &str = "2026年10月企业纳税情况表,,,,,,\r\n\r\n\
	序号,统一社会信用代码,企业名称,成立日期,注册资本（元）,纳税额,增长率\r\n\
	1,91440300708461136T,甲公司,2015年3月1日,\"1,000,000.00\",\"1,234,567\",12.5%\r\n\
	2,9144 0300 MA5Y Y001 07,乙公司,2016/4/2,\"５０，０００\",—,－0.5％\r\n\
	,,,,,,\r\n\
	3,9.14E+17,丙公司,20170503,1,2,3%\r\n\
	4,91442000MA5YY0029D,丁公司,2018-05-04,1,2,0.1\r\n\
	合计,,,,\"1,050,000.00\",\"1,234,567\",\r\n";

fn rows() -> Vec<Vec<Cell>> {
	let names = ["序号", "统一社会信用代码", "企业名称", "成立日期", "注册资本（元）", "纳税额", "增长率"];
	vec![
		vec![Text("2026年10月企业纳税情况表")],
		vec![],
		names.map(Text).to_vec(),
		vec![
			Number("1"),
			Text("91440300708461136T"),
			Text("甲公司"),
			Day(42_064),
			Number("1000000"),
			Number("1234567"),
			Text("12.5%"),
		],
		vec![
			Number("2"),
			Text("9144 0300 MA5Y Y001 07"),
			Text("乙公司"),
			Text("2016/4/2"),
			Text("５０，０００"),
			Text("—"),
			Text("－0.5％"),
		],
		vec![],
		vec![
			Number("3"),
			Number("9.14403007084611E+17"),
			Text("丙公司"),
			Number("20170503"),
			Number("1"),
			Number("2"),
			Text("3%"),
		],
		vec![
			Number("4"),
			Text("91442000MA5YY0029D"),
			Text("丁公司"),
			Text("2018-05-04"),
			Number("1"),
			Number("2"),
			Number("0.1"),
		],
		vec![Text("合计"), Blank, Blank, Blank, Number("1050000"), Failed],
	]
}

fn files(folder: &TempDir) -> [std::path::PathBuf; 2] {
	let (csv, book) = (folder.path().join("clerk.csv"), folder.path().join("clerk.xlsx"));
	fs::write(&csv, CSV).unwrap();
	workbook(&book, &[("纳税", rows())], false);
	[csv, book]
}

fn layout() -> Layout {
	Layout { header_row: NonZeroU32::new(3), ..Layout::default() }
}

fn look_at(file: &Path, shows_values: bool) -> Seen {
	let mapping = Mapping::parse(MAPPING, "m").unwrap();
	let target = |name: &str| (Target::of_figure(taxes()), name.to_string());
	let now = start_of(lingnan_types::from_civil(2026, 11, 30).unwrap());
	look(file, &layout(), &mapping, &[target("Taxes, CNY"), target("Growth, bp")], now, shows_values).unwrap()
}

fn taxes() -> IndicatorView {
	IndicatorView {
		id: IndicatorId(3),
		name: "Taxes".parse().unwrap(),
		unit: "CNY".parse().unwrap(),
		owner: AgencyId(1),
		edges: vec![10, 1_000],
		direction: Direction::HigherIsBetter,
		validity_days: 366,
		class: Class::Register,
		retired: false,
	}
}

#[test]
fn a_clerks_export_goes_through_with_a_mapping_alone() {
	let folder = tempfile::tempdir().unwrap();
	for file in files(&folder) {
		let seen = look_at(&file, true);
		assert_eq!((seen.rows, seen.values, seen.skipped, seen.refused), (2, 3, 1, 2), "{file:?}: {seen:?}");
		let told = seen.told(&crate::audience::Nobody);
		for part in [
			"4  CN:91440300708461136T  甲公司  C39  2015-03-01  CNY 1,000,000.00  1234567 up to 2026-10-31  1250 up to 2026-10-31",
			"5  CN:91440300MA5YY00107  乙公司  C39  2016-04-02  CNY 50,000.00  not known  -50 up to 2026-10-31",
			"2 rows would be stated, with 3 values",
			"line 7, column 统一社会信用代码: \"9.14",
			"format the column as text",
			"line 8, column 增长率: \"0.1\": a percentage such as 12.5% is expected",
			"1 rows left out by the mapping's filter",
			"nothing was sent",
		] {
			assert!(told.contains(part), "{file:?}: {part} in\n{told}");
		}
	}
}

/// What goes into a file or a pipe is read by others.
#[test]
fn values_are_shown_on_a_terminal_alone() {
	let folder = tempfile::tempdir().unwrap();
	let [csv, _] = files(&folder);
	let seen = look_at(&csv, false);
	let told = seen.told(&crate::audience::Nobody);
	assert!(told.contains("stated") && !told.contains("1234567") && !told.contains("1250"), "{told}");
	let json = look_at(&csv, true).to_json().to_string();
	assert!(json.contains("\"rows\":2") && !json.contains("1234567"), "{json}");
}

/// The same rows as leaves. A dataset is refused for one bad row, unless these are left out by name.
#[test]
fn a_dataset_is_built_of_the_same_file_by_the_same_mapping() {
	let folder = tempfile::tempdir().unwrap();
	let definition = Definition { genesis: Default::default(), indicator: taxes() };
	let mapping = Mapping::parse(MAPPING, "m").unwrap();
	let names = BTreeMap::from([("taxes".to_string(), "Taxes".to_string())]);
	let period_end = lingnan_types::from_civil(2026, 10, 31).unwrap();
	let mut roots = Vec::new();
	for (place, table) in files(&folder).into_iter().enumerate() {
		let job = |leave_out_bad| Job {
			table: table.clone(),
			reading: Reading {
				columns: anchor::Columns { number: "number".into(), value: "value".into() },
				mapped: Some(Mapped::of(&mapping, &definition, &names, period_end).unwrap()),
				layout: layout(),
			},
			definition: definition.clone(),
			period_end,
			out: folder.path().join(format!("out-{place}-{leave_out_bad}")),
			secret: BlindingSecret::new([7; 32]),
			nonce: Some([7; 16]),
			memory: 0,
			leave_out_bad,
		};
		let refused = anchor::build(&job(false), &crate::audience::Nobody).unwrap_err().to_string();
		assert!(refused.contains("line 7, column 统一社会信用代码"), "{refused}");
		let built = anchor::build(&job(true), &crate::audience::Nobody).unwrap();
		// The second has no figure, the last is the total.
		assert_eq!((built.manifest.count, built.bad, built.left_out), (2, 1, 2), "{table:?}");
		roots.push(built.manifest.root);
	}
	assert_eq!(roots[0], roots[1], "a workbook says what CSV says");
}

/// The tools that offices and data teams use. Needs python3 with openpyxl and pandas.
#[test]
#[ignore = "needs openpyxl and pandas"]
fn workbooks_of_openpyxl_and_pandas_are_read_as_ours() {
	const MAKE: &str = r#"
import sys, datetime, openpyxl, pandas
names = ["序号", "统一社会信用代码", "企业名称", "成立日期", "注册资本（元）", "纳税额", "增长率"]
row = [1, "91440300708461136T", "甲公司", datetime.date(2015, 3, 1), 1000000, 1234567, "12.5%"]
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["2026年10月企业纳税情况表"]); sheet.merge_cells("A1:G1"); sheet.append([]); sheet.append(names); sheet.append(row)
book.save(sys.argv[1] + "/a.xlsx")
pandas.DataFrame([row], columns=names).to_excel(sys.argv[1] + "/b.xlsx", index=False, startrow=2)
"#;
	let folder = tempfile::tempdir().unwrap();
	let made = std::process::Command::new("python3").arg("-c").arg(MAKE).arg(folder.path()).status().unwrap();
	assert!(made.success());
	for name in ["a.xlsx", "b.xlsx"] {
		let seen = look_at(&folder.path().join(name), true);
		assert_eq!((seen.rows, seen.values, seen.refused), (1, 2, 0), "{name}: {seen:?}");
		assert!(seen.told(&crate::audience::Nobody).contains("2015-03-01  CNY 1,000,000.00  1234567 up to"), "{name}");
	}
}
