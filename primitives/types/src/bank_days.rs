//! The working days of a place's banks, announced year by year: as they are stored, shown, and written in files.
//!
//! Saturdays and Sundays are closed in all three places. What else is closed, and which weekends are worked, is data.

use crate::{civil, from_civil, record, Date, Jurisdiction, Text};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Days off in one year that a calendar holds.
pub const MOST_DAYS_OFF: u32 = 64;
/// Weekend days of one year that are worked.
pub const MOST_WORKED: u32 = 32;

record! {
	/// What one place's banks do in one year.
	#[serde(rename_all = "camelCase")]
	pub struct CalendarYear {
		/// The year, such as 2026. From 1970 to 9999.
		pub year: u32,
		/// Days off, ascending. Those on weekends need not be named, and may be. Days since 1970-01-01.
		pub off: BoundedVec<Date, ConstU32<MOST_DAYS_OFF>>,
		/// Weekend days that are worked in exchange, ascending. Days since 1970-01-01.
		pub worked: BoundedVec<Date, ConstU32<MOST_WORKED>>,
		/// Computed or expected, and not announced: due days of this year may still move.
		pub provisional: bool,
		/// Who announced it, when and where it is found. At most 256 bytes of UTF-8.
		pub source: Text<256>,
	}
}

/// Why a year's list is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YearFault {
	/// The year is none that days can be counted in.
	NoSuchYear,
	/// A day lies in another year.
	OtherYear(Date),
	/// A day does not come after the one before it.
	NotAscending(Date),
	/// A day that is said to be a worked weekend lies within the week.
	NotAWeekend(Date),
	/// A day is said to be off and worked.
	OffAndWorked(Date),
	/// Nobody is named who announced it.
	NoSource,
}

impl fmt::Display for YearFault {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let day = crate::Day;
		match *self {
			Self::NoSuchYear => f.write_str("years are 1970 to 9999"),
			Self::OtherYear(date) => write!(f, "{} lies in another year", day(date)),
			Self::NotAscending(date) => write!(f, "{} does not come after the day before it", day(date)),
			Self::NotAWeekend(date) => write!(f, "{} is no Saturday and no Sunday, and worked anyway", day(date)),
			Self::OffAndWorked(date) => write!(f, "{} is said to be off and worked", day(date)),
			Self::NoSource => f.write_str("say who announced it, in 1 to 256 bytes of UTF-8"),
		}
	}
}

/// Saturday or Sunday. 1970-01-01 was a Thursday.
pub const fn is_weekend(date: Date) -> bool {
	matches!(date % 7, 2 | 3)
}

impl CalendarYear {
	/// Whether the lists keep to the year and to each other: asked by the chain and of each file.
	pub fn check(&self) -> Result<(), YearFault> {
		from_civil(self.year, 1, 1).ok_or(YearFault::NoSuchYear)?;
		if !self.source.is_valid() {
			return Err(YearFault::NoSource);
		}
		for list in [self.off.as_slice(), self.worked.as_slice()] {
			if let Some(date) = list.iter().find(|date| civil(**date).0 != self.year) {
				return Err(YearFault::OtherYear(*date));
			}
			let back = list.windows(2).find_map(|pair| match pair {
				[before, after] if before >= after => Some(*after),
				_ => None,
			});
			back.map_or(Ok(()), |date| Err(YearFault::NotAscending(date)))?;
		}
		if let Some(date) = self.worked.iter().find(|date| !is_weekend(**date)) {
			return Err(YearFault::NotAWeekend(*date));
		}
		match self.worked.iter().find(|date| self.off.contains(date)) {
			Some(date) => Err(YearFault::OffAndWorked(*date)),
			None => Ok(()),
		}
	}

	/// Whether banks are open on a day of this year.
	pub fn is_working(&self, date: Date) -> bool {
		match is_weekend(date) {
			true => self.worked.contains(&date),
			false => !self.off.contains(&date),
		}
	}
}

/// The calendar of one place as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CalendarView {
	/// Whose banks.
	pub place: Jurisdiction,
	/// The years that are known, ascending. In any other year a due day is provisional: it may still move.
	pub years: Vec<CalendarYear>,
}

impl CalendarView {
	/// A year that is known.
	pub fn year(&self, year: u32) -> Option<&CalendarYear> {
		self.years.iter().find(|one| one.year == year)
	}

	/// Whether what falls on a day may still move: its year is not known, or was not announced.
	pub fn is_provisional(&self, date: Date) -> bool {
		self.year(civil(date).0).is_none_or(|year| year.provisional)
	}
}

/// A year as a network's own `calendars.json` and `lingnan calendar import` have it: days as people write them, `2026-01-01`,
/// or from one to another, `2026-02-15/2026-02-23`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct YearForm {
	/// Whose banks.
	pub place: Jurisdiction,
	/// The year.
	pub year: u32,
	/// Days off.
	pub off: Vec<String>,
	/// Weekend days that are worked.
	#[serde(default)]
	pub worked: Vec<String>,
	/// Days off in lieu of holidays on a weekend.
	#[serde(default)]
	pub in_lieu: Vec<String>,
	/// Whether banks take the days in lieu. If not, they are named and count for nothing.
	#[serde(default)]
	pub in_lieu_taken: bool,
	/// Computed or expected, and not announced.
	#[serde(default)]
	pub provisional: bool,
	/// Who announced it, when and where it is found.
	pub source: Text<256>,
}

/// What is wrong in a [`YearForm`], and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormFault {
	/// The field, such as `off[2]`.
	pub path: String,
	/// Why.
	pub reason: String,
}

impl YearForm {
	/// As the chain takes it.
	pub fn read(&self) -> Result<CalendarYear, FormFault> {
		let mut off = days("off", &self.off)?;
		let in_lieu = days("inLieu", &self.in_lieu)?;
		if self.in_lieu_taken {
			off.extend(in_lieu);
		}
		off.sort_unstable();
		let mut worked = days("worked", &self.worked)?;
		worked.sort_unstable();
		let too_many = |path: &str, most| {
			let (path, reason) = (path.to_string(), format!("more than {most} days"));
			move |_| FormFault { path, reason }
		};
		let year = CalendarYear {
			year: self.year,
			off: off.try_into().map_err(too_many("off", MOST_DAYS_OFF))?,
			worked: worked.try_into().map_err(too_many("worked", MOST_WORKED))?,
			provisional: self.provisional,
			source: self.source.clone(),
		};
		let path = |fault: &YearFault| match fault {
			YearFault::NoSuchYear => "year",
			YearFault::NoSource => "source",
			YearFault::NotAWeekend(_) | YearFault::OffAndWorked(_) => "worked",
			YearFault::OtherYear(date) | YearFault::NotAscending(date) => match year.worked.contains(date) {
				true => "worked",
				false => "off",
			},
		};
		match year.check() {
			Ok(()) => Ok(year),
			Err(fault) => {
				let reason = match fault {
					// Sorted here, so that only a day that is named twice is left.
					YearFault::NotAscending(date) => format!("{} stands here twice", crate::Day(date)),
					other => other.to_string(),
				};
				Err(FormFault { path: path(&fault).into(), reason })
			},
		}
	}
}

/// The days of a list, in which a span stands for each of its days.
fn days(field: &str, list: &[String]) -> Result<Vec<Date>, FormFault> {
	let mut all = Vec::new();
	for (place, text) in list.iter().enumerate() {
		let fault = |reason: String| FormFault { path: format!("{field}[{place}]"), reason };
		let (first, last) = text.split_once('/').unwrap_or((text, text));
		let read = |text: &str| {
			read_day(text)
				.ok_or_else(|| fault(format!("{text:?} is no day: write 2026-01-01, or 2026-02-15/2026-02-23")))
		};
		let (first, last) = (read(first)?, read(last)?);
		let days = last.checked_sub(first).ok_or_else(|| fault(format!("{text:?} ends before it begins")))?;
		if days >= MOST_DAYS_OFF {
			return Err(fault(format!("{text:?} is longer than {MOST_DAYS_OFF} days")));
		}
		all.extend(first..=last);
	}
	Ok(all)
}

/// A day as ISO 8601 writes it.
pub fn read_day(text: &str) -> Option<Date> {
	let mut parts = text.split('-');
	let mut next = |digits: usize| -> Option<u32> {
		let part = parts.next()?;
		let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| part.parse().ok()).flatten()
	};
	let (year, month, of_month) = (next(4)?, next(2)?, next(2)?);
	parts.next().is_none().then(|| from_civil(year, month, of_month)).flatten()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn form(json: &str) -> YearForm {
		serde_json::from_str(json).unwrap()
	}

	const MACAO: &str = r#"{ "place": "Macao", "year": 2026, "off": ["2026-04-03/2026-04-05"], "inLieu": ["2026-04-06/2026-04-07"],
		"source": "gov.mo" }"#;

	#[test]
	fn days_in_lieu_count_where_banks_take_them() {
		let mut macao = form(MACAO);
		let good_friday = from_civil(2026, 4, 3).unwrap();
		let read = macao.read().unwrap();
		assert_eq!(read.off.as_slice(), [good_friday, good_friday + 1, good_friday + 2]);
		assert!(!read.is_working(good_friday) && read.is_working(good_friday + 3) && !read.provisional);
		macao.in_lieu_taken = true;
		let read = macao.read().unwrap();
		assert!(!read.is_working(good_friday + 4) && read.is_working(good_friday + 5));
	}

	#[test]
	fn a_mistake_in_a_list_is_named_with_its_place() {
		let fault = |change: fn(&mut YearForm)| {
			let mut year = form(MACAO);
			change(&mut year);
			let FormFault { path, reason } = year.read().unwrap_err();
			format!("{path}: {reason}")
		};
		assert!(fault(|year| year.off.push("2026-4-3".into())).starts_with("off[1]: \"2026-4-3\" is no day"));
		assert!(fault(|year| year.off.push("2026-02-30".into())).starts_with("off[1]: "));
		assert_eq!(fault(|year| year.off.push("2026-04-04".into())), "off: 2026-04-04 stands here twice");
		assert_eq!(fault(|year| year.off.push("2027-01-01".into())), "off: 2027-01-01 lies in another year");
		assert!(fault(|year| year.off.push("2026-05-02/2026-05-01".into())).ends_with("ends before it begins"));
		assert!(fault(|year| year.off.push("2026-05-02/2027-05-01".into())).ends_with("is longer than 64 days"));
		assert!(fault(|year| year.worked.push("2026-04-08".into())).starts_with("worked: 2026-04-08 is no Saturday"));
		let both = fault(|year| year.worked.push("2026-04-04".into()));
		assert_eq!(both, "worked: 2026-04-04 is said to be off and worked");
		assert_eq!(fault(|year| year.year = 12_000), "year: years are 1970 to 9999");
		assert_eq!(fault(|year| year.year = 2025), "off: 2026-04-03 lies in another year");
		let unknown = MACAO.replace("inLieu", "inLeiu");
		assert!(serde_json::from_str::<YearForm>(&unknown).unwrap_err().to_string().contains("inLeiu"));
	}

	#[test]
	fn a_day_of_a_year_that_is_not_announced_is_provisional() {
		let announced = form(MACAO).read().unwrap();
		let expected = CalendarYear { year: 2027, off: Default::default(), provisional: true, ..announced.clone() };
		let view = CalendarView { place: Jurisdiction::Macao, years: [announced, expected].to_vec() };
		let provisional = |year| view.is_provisional(from_civil(year, 6, 1).unwrap());
		assert_eq!([2025, 2026, 2027, 2028].map(provisional), [true, false, true, true]);
	}
}
