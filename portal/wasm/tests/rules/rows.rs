use crate::stage::*;
use lingnan_portal_wasm::rows::{Cell, CellFault, Checked, Form, ReadRow, Rows};
use lingnan_types::start_of;

/// As an office prints three rows: good, full of faults, and of a period to come.
pub fn rows() -> Rows {
	let row = |number: &str, figure: &str, period_end: &str| (number.into(), figure.into(), period_end.into());
	Rows {
		form: Form {
			place: None,
			keep_suffix: None,
			thousands: true,
			percent: false,
			scale: (10_000, 1),
			day_first: None,
		},
		indicator: indicators().remove(0),
		now: start_of(20_001),
		rows: vec![
			row("9144 0300 7084 6113 6T", "１，２３４．５", "2024年10月4日"),
			row("9.14403E+17", "12 %", "4/10/2024"),
			row(FIRM, "0.0099", "2024-10-06"),
		],
	}
}

#[test]
fn a_clerks_rows_are_read_or_each_fault_is_named_with_its_cell() {
	let checked: Vec<Checked> = call("check_rows", &rows()).unwrap();
	let good = ReadRow { enterprise: firm_number(), value: 12_345_000, bin: 2, period_end: 20_000 };
	let faults = vec![
		(Cell::Number, CellFault::Spoiled),
		(Cell::Figure, CellFault::UnaskedPercent),
		(Cell::PeriodEnd, CellFault::Order),
	];
	assert_eq!(checked, [Ok(good), Err(faults), Err(vec![(Cell::PeriodEnd, CellFault::Future)])]);
	let mut nothing = rows();
	nothing.form.scale.1 = 0;
	assert!(call::<Vec<Checked>>("check_rows", &nothing).is_err());
}
