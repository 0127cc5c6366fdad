//! A clerk's rows: each is what the chain takes, or every fault of it.

use crate::refused::Refused;
use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use lingnan_cells::{
	decimals::Written,
	forms::{Order, Suffix},
	row::{Columns, Flaw, PeriodFlaw, Place},
	Fault,
};
use lingnan_types::{indicator::IndicatorView, Date, Jurisdiction, RegistrationIssue, RegistrationNumber, Timestamp};

/// How the cells are written.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Form {
	/// Whose numbers stand there without their place.
	pub place: Option<Jurisdiction>,
	/// Whether a Macao number keeps the letters behind it.
	pub keep_suffix: Option<bool>,
	/// Commas stand between thousands.
	pub thousands: bool,
	/// Each figure has the sign `%`.
	pub percent: bool,
	/// Numerator and denominator that make a cell the indicator's unit.
	pub scale: (i64, i64),
	/// Where the year stands last: whether the day stands first.
	pub day_first: Option<bool>,
}

/// Rows about one indicator.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Rows {
	pub form: Form,
	pub indicator: IndicatorView,
	/// Business time. Unix time in seconds.
	pub now: Timestamp,
	/// Number, figure, end of the period.
	pub rows: Vec<(String, String, String)>,
}

/// What a row says.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ReadRow {
	pub enterprise: RegistrationNumber,
	/// In the indicator's unit.
	pub value: i64,
	/// The bin in which it falls, from 0.
	pub bin: u8,
	pub period_end: Date,
}

/// Which cell is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Cell {
	Number,
	Figure,
	PeriodEnd,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum CellFault {
	Spoiled,
	Date,
	Order,
	Time,
	NoSuchDay,
	Before1970,
	Brackets,
	NoLetters,
	Decimal,
	Commas,
	UnaskedPercent,
	NoPercent,
	TooLarge,
	NumberMalformed,
	NumberOrganisationCheck,
	NumberOuterCheck,
	NumberUnknownPlace,
	/// The period has not ended.
	Future,
	/// An attestation about it would not count any more.
	Expired,
}

impl From<Flaw> for CellFault {
	fn from(flaw: Flaw) -> Self {
		match flaw {
			Flaw::Cell(Fault::Spoiled) => Self::Spoiled,
			Flaw::Cell(Fault::Date) => Self::Date,
			Flaw::Cell(Fault::Order) => Self::Order,
			Flaw::Cell(Fault::Time) => Self::Time,
			Flaw::Cell(Fault::NoSuchDay) => Self::NoSuchDay,
			Flaw::Cell(Fault::Before1970) => Self::Before1970,
			Flaw::Cell(Fault::Brackets) => Self::Brackets,
			Flaw::Cell(Fault::NoLetters) => Self::NoLetters,
			Flaw::Cell(Fault::Decimal) => Self::Decimal,
			Flaw::Cell(Fault::Commas) => Self::Commas,
			Flaw::Cell(Fault::UnaskedPercent) => Self::UnaskedPercent,
			Flaw::Cell(Fault::NoPercent) => Self::NoPercent,
			Flaw::Cell(Fault::TooLarge) => Self::TooLarge,
			Flaw::Number(RegistrationIssue::Malformed) => Self::NumberMalformed,
			Flaw::Number(RegistrationIssue::OrganisationCodeCheck) => Self::NumberOrganisationCheck,
			Flaw::Number(RegistrationIssue::OuterCheck) => Self::NumberOuterCheck,
			Flaw::Number(RegistrationIssue::UnknownPlace) => Self::NumberUnknownPlace,
			Flaw::Period(PeriodFlaw::Future) => Self::Future,
			Flaw::Period(PeriodFlaw::Expired) => Self::Expired,
		}
	}
}

/// A row, or what is wrong with which of its cells.
pub type Checked = Result<ReadRow, Vec<(Cell, CellFault)>>;

/// Each row in its place.
pub fn check_rows(asked: Rows) -> Result<Vec<Checked>, Refused> {
	let Rows { form, indicator, now, rows } = asked;
	if form.scale.1 <= 0 {
		return Err(Refused::Malformed);
	}
	let columns = Columns {
		place: form.place,
		suffix: form.keep_suffix.map(|keep| if keep { Suffix::Keep } else { Suffix::Drop }),
		figure: Written { thousands: form.thousands.then_some(','), percent: form.percent },
		scale: Some(form.scale),
		order: form.day_first.map(|first| if first { Order::DayMonth } else { Order::MonthDay }),
	};
	let check = |(number, figure, period_end): &(String, String, String)| {
		let read = columns.read((number, figure, period_end), indicator.validity_days, now);
		match read {
			Ok(row) => Ok(ReadRow {
				enterprise: row.enterprise,
				value: row.value,
				bin: indicator.bin_of(row.value),
				period_end: row.period_end,
			}),
			Err(faults) => Err(faults.into_iter().map(|(place, flaw)| (cell(place), flaw.into())).collect()),
		}
	};
	Ok(rows.iter().map(check).collect())
}

fn cell(place: Place) -> Cell {
	match place {
		Place::Number => Cell::Number,
		Place::Figure => Cell::Figure,
		Place::PeriodEnd => Cell::PeriodEnd,
	}
}
