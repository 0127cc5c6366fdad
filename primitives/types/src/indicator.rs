//! Indicators: what is stated about firms, in which unit and bins.

use crate::{record, words::words, AgencyId, Grouped, IndicatorId, Percent, Text};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Whether more of an indicator is better. `None` means that neither is.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Direction {
	/// More is better.
	HigherIsBetter,
	/// Less is better.
	LowerIsBetter,
	/// Neither is.
	None,
}

words!(Direction { HigherIsBetter, LowerIsBetter, None });

/// Bins that an indicator of sealed values can have: a proof carries a commitment for each but one.
pub const MAX_BINS: u32 = 8;

/// Bins that an indicator of open values can have: what stands open costs a proof nothing.
pub const MAX_OPEN_BINS: u32 = 32;

record! {
	/// Whether what an indicator says of a firm is public by law.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Class {
		/// A law has a register publish it by the firm's name: values stand on the chain, for sealing them would hide nothing.
		Register,
		/// All else: only commitments stand on the chain.
		Figure,
	}
}

words!(Class { Register, Figure });

record! {
	/// What governance enters of an indicator. It never changes afterwards: ratings are recomputed from it.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct IndicatorSpec {
		/// Its name, at most 64 bytes of UTF-8.
		pub name: Text<64>,
		/// Unit of its values, at most 32 bytes of UTF-8.
		pub unit: Text<32>,
		/// The agency that attests it.
		pub owner: AgencyId,
		/// Inner edges of the bins, strictly ascending: 1 to 7 edges make 2 to 8 bins; where values stand open, 1 to 31 edges 2
		/// to 32. An edge belongs to the bin above it. In the indicator's unit.
		pub edges: BoundedVec<i64, ConstU32<{ MAX_OPEN_BINS - 1 }>>,
		/// Whether more of it is better.
		pub direction: Direction,
		/// Days after the end of the period for which an attestation counts, 1 to 3,660.
		pub validity_days: u32,
		/// Whether values stand open or sealed.
		pub class: Class,
		/// Whether it is about a person and not about the firm. Such an indicator is refused.
		pub personal: bool,
	}
}

/// An indicator as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct IndicatorView {
	/// Its number.
	pub id: IndicatorId,
	/// Its name, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Unit of its values, at most 32 bytes of UTF-8.
	pub unit: Text<32>,
	/// Number of the agency that attests it.
	pub owner: AgencyId,
	/// Inner edges of the bins, ascending, in the indicator's unit.
	pub edges: Vec<i64>,
	/// Whether more of it is better.
	pub direction: Direction,
	/// Days after the end of the period for which an attestation counts.
	pub validity_days: u32,
	/// Whether values stand open or sealed.
	pub class: Class,
	/// Nothing is attested by it any more.
	pub retired: bool,
}

/// Units whose figures are told in another form.
const BASIS_POINTS: &str = "basis points";
const YES_OR_NO: &str = "yes or no";

impl IndicatorView {
	/// How many bins it has.
	pub fn bins(&self) -> usize {
		self.edges.len().saturating_add(1)
	}

	/// The bin in which a value falls, lowest 0: an edge belongs to the bin above it.
	pub fn bin_of(&self, value: i64) -> u8 {
		let below = self.edges.iter().take_while(|edge| **edge <= value).count();
		u8::try_from(below).unwrap_or(u8::MAX)
	}

	/// Whether its values are sealed.
	pub fn is_sealed(&self) -> bool {
		self.class == Class::Figure
	}

	/// A bin as people read it: `200,000 to below 1,000,000 CNY`.
	pub fn range(&self, bin: u8) -> String {
		let bin = usize::from(bin);
		let figure = |value: &i64| self.figure(*value);
		let (from, below) = (bin.checked_sub(1).and_then(|i| self.edges.get(i)), self.edges.get(bin));
		match (from, below) {
			_ if self.unit.as_str() == YES_OR_NO && self.edges == [1] => self.figure(i64::from(bin > 0)),
			// Whole numbers, of which there is one.
			(Some(from), Some(below)) if below.checked_sub(*from) == Some(1) => {
				format!("{}{}", figure(from), self.after())
			},
			(Some(from), Some(below)) => format!("{} to below {}{}", figure(from), figure(below), self.after()),
			(Some(from), None) => format!("{}{} or more", figure(from), self.after()),
			(None, Some(below)) => format!("below {}{}", figure(below), self.after()),
			(None, None) => String::from("anything"),
		}
	}

	/// A value as people read it, without its unit: `1,250`, `12.50 %`, `yes`.
	pub fn figure(&self, value: i64) -> String {
		match self.unit.as_str() {
			BASIS_POINTS => format!("{}{}", if value < 0 { "-" } else { "" }, Percent(value.unsigned_abs())),
			YES_OR_NO => String::from(if value == 0 { "no" } else { "yes" }),
			_ => Grouped(value).to_string(),
		}
	}

	/// The unit, where it stands behind a figure.
	pub fn after(&self) -> String {
		match self.unit.as_str() {
			BASIS_POINTS | YES_OR_NO => String::new(),
			unit => format!(" {unit}"),
		}
	}

	/// The value of a bin that lies next to another bin.
	pub fn nearest(&self, bin: u8, seen_from: u8) -> Option<i64> {
		match bin < seen_from {
			true => self.edges.get(usize::from(bin)).map(|edge| edge.saturating_sub(1)),
			false => self.edges.get(usize::from(bin).checked_sub(1)?).copied(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn indicator(unit: &str, edges: &[i64]) -> IndicatorView {
		IndicatorView {
			id: IndicatorId(4),
			name: Text::try_from("Taxes").unwrap(),
			unit: Text::try_from(unit).unwrap(),
			owner: AgencyId(1),
			edges: edges.to_vec(),
			direction: Direction::HigherIsBetter,
			validity_days: 366,
			class: Class::Figure,
			retired: false,
		}
	}

	#[test]
	fn a_bin_is_a_range_of_values() {
		let taxes = indicator("CNY", &[-5, 0, 100]);
		for (value, bin, range) in [
			(-6, 0, "below -5 CNY"),
			(-5, 1, "-5 to below 0 CNY"),
			(0, 2, "0 to below 100 CNY"),
			(i64::MAX, 3, "100 CNY or more"),
		] {
			assert_eq!((taxes.bin_of(value), taxes.range(bin).as_str()), (bin, range));
		}
		assert_eq!(indicator("CNY", &[200_000, 1_000_000]).range(1), "200,000 to below 1,000,000 CNY");
		assert_eq!(indicator("basis points", &[-2_000, -500]).range(1), "-20.00 % to below -5.00 %");
		assert_eq!(indicator("penalties", &[1, 2, 4]).range(1), "1 penalties");
		assert_eq!([0, 1].map(|bin| indicator("yes or no", &[1]).range(bin)), ["no", "yes"]);
	}

	#[test]
	fn the_nearest_value_of_another_bin_is_the_one_at_its_edge() {
		let cases = indicator("cases", &[1, 3]);
		assert_eq!((cases.nearest(0, 1), cases.nearest(1, 2), cases.nearest(2, 0)), (Some(0), Some(2), Some(3)));
		assert_eq!((cases.nearest(0, 0), cases.nearest(9, 0)), (None, None));
	}
}
