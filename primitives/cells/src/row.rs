//! A row that states a figure about a firm: its registration number, the figure, the end of the period. What the chain would refuse is
//! found here first, all faults of a row at once.

use crate::{
	decimals::Written,
	forms::{self, Order, Suffix},
	spoiled, Fault,
};
use alloc::{format, vec::Vec};
use lingnan_types::{
	date_of, start_of, Date, Jurisdiction, RegistrationIssue, RegistrationNumber, Timestamp, SECONDS_PER_DAY,
};

/// How the cells of a table are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Columns {
	/// Whose numbers stand there without their place. None: each has its place, or is a mainland code.
	pub place: Option<Jurisdiction>,
	/// Of Macao numbers: whether their register's letters are part of them.
	pub suffix: Option<Suffix>,
	pub figure: Written,
	/// Numerator and denominator that make a cell the indicator's unit.
	pub scale: Option<(i64, i64)>,
	/// Where the year stands last.
	pub order: Option<Order>,
}

/// What a row says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
	pub enterprise: RegistrationNumber,
	/// In the indicator's unit.
	pub value: i64,
	pub period_end: Date,
}

/// Which cell is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
	Number,
	Figure,
	PeriodEnd,
}

/// What is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
	Cell(Fault),
	Number(RegistrationIssue),
	Period(PeriodFlaw),
}

/// Why nothing is attested about a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PeriodFlaw {
	/// It has not ended.
	Future,
	/// An attestation of it would not count any more.
	Expired,
}

/// Whether an attestation about a period that ended then counts now, for so many days after it: through the last of them, in UTC+8.
pub fn check_period(period_end: Date, validity_days: u32, now: Timestamp) -> Result<(), PeriodFlaw> {
	if period_end > date_of(now) {
		return Err(PeriodFlaw::Future);
	}
	let counts = u64::from(validity_days).saturating_mul(SECONDS_PER_DAY);
	let expires = start_of(period_end.saturating_add(1)).saturating_add(counts);
	match now < expires {
		true => Ok(()),
		false => Err(PeriodFlaw::Expired),
	}
}

impl Columns {
	/// A registration number as it is printed. One whose last check character alone fails passes: the register decides.
	pub fn number(&self, cell: &str) -> Result<RegistrationNumber, Flaw> {
		let (written, number) = match cell.split_once(':') {
			Some((_, number)) => (None, number),
			None => (self.place, cell),
		};
		if spoiled(&forms::narrow(number)) {
			return Err(Flaw::Cell(Fault::Spoiled));
		}
		let text = match written {
			None => forms::registration(cell),
			Some(Jurisdiction::Guangdong) => format!("CN:{}", forms::mainland(cell)),
			Some(Jurisdiction::HongKong) => format!("HK:{}", forms::hong_kong(cell)),
			Some(Jurisdiction::Macao) => format!("MO:{}", forms::macao(cell, self.suffix).map_err(Flaw::Cell)?),
		};
		RegistrationNumber::typed(&text).map_err(Flaw::Number)
	}

	/// All three cells. `validity_days`: the indicator's.
	pub fn read(
		&self,
		(number, figure, period_end): (&str, &str, &str),
		validity_days: u32,
		now: Timestamp,
	) -> Result<Read, Vec<(Place, Flaw)>> {
		let enterprise = self.number(number);
		let value = self.figure.read(figure, self.scale.unwrap_or((1, 1)), 0).map_err(Flaw::Cell);
		let period = forms::date(period_end, self.order).map_err(Flaw::Cell);
		let period = period.and_then(|day| check_period(day, validity_days, now).map(|()| day).map_err(Flaw::Period));
		match (enterprise, value, period) {
			(Ok(enterprise), Ok(value), Ok(period_end)) => Ok(Read { enterprise, value, period_end }),
			(enterprise, value, period) => {
				let faults =
					[(Place::Number, enterprise.err()), (Place::Figure, value.err()), (Place::PeriodEnd, period.err())];
				Err(faults.into_iter().filter_map(|(place, flaw)| Some((place, flaw?))).collect())
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	const FIRM: &str = "91440300708461136T";
	const TODAY: Date = 20_000;

	fn read(columns: Columns, cells: (&str, &str, &str)) -> Result<Read, Vec<(Place, Flaw)>> {
		columns.read(cells, 366, start_of(TODAY) + 1)
	}

	#[test]
	fn a_row_is_read_as_offices_print_it() {
		let read = |cells| read(Columns::default(), cells).unwrap();
		let plain = read((FIRM, "1250", "2024-09-30"));
		assert_eq!((plain.enterprise.to_string(), plain.value), (format!("CN:{FIRM}"), 1_250));
		assert_eq!(read(("９１４４０３００ 7084 6113 6T", "１２５０", "2024年9月30日")), plain);
		let wan = Columns {
			figure: Written { thousands: Some(','), percent: false },
			scale: Some((10_000, 1)),
			..Columns::default()
		};
		assert_eq!(super::tests::read(wan, (FIRM, "1,234.56", "2024/9/30")).unwrap().value, 12_345_600);
		let hong_kong = Columns { place: Some(Jurisdiction::HongKong), ..Columns::default() };
		let number = super::tests::read(hong_kong, ("12345678-000-03-25-6", "1", "20240930")).unwrap().enterprise;
		assert_eq!(number.to_string(), "HK:12345678");
	}

	#[test]
	fn all_faults_of_a_row_are_told_at_once() {
		let faults = |cells| read(Columns::default(), cells).unwrap_err();
		assert_eq!(
			faults(("9.14403E+17", "1,250", "30/9/2024")),
			vec![
				(Place::Number, Flaw::Cell(Fault::Spoiled)),
				(Place::Figure, Flaw::Cell(Fault::Commas)),
				(Place::PeriodEnd, Flaw::Cell(Fault::Order)),
			]
		);
		let number = Flaw::Number(RegistrationIssue::OrganisationCodeCheck);
		assert_eq!(faults(("91440300708461137T", "1", "2024-09-30")), vec![(Place::Number, number)]);
		let period = |text| faults((FIRM, "1", text))[0].1;
		assert_eq!(period("2024-10-05"), Flaw::Period(PeriodFlaw::Future), "20000 is 2024-10-04");
		assert_eq!(period("2023-10-03"), Flaw::Period(PeriodFlaw::Expired));
		assert!(read(Columns::default(), (FIRM, "1", "2023-10-04")).is_ok(), "the last day on which it counts");
	}
}
