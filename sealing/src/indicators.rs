//! Indicators as the chain defines them.

use crate::{
	client::Client,
	error::{Error, Result},
	text,
};
use lingnan_types::{AgencyId, IndicatorId};
use serde::Deserialize;
use serde_json::json;
use subxt::utils::H256;

/// Units whose figures are told in another form.
const BASIS_POINTS: &str = "basis points";
const YES_OR_NO: &str = "yes or no";

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Indicator {
	pub id: IndicatorId,
	pub name: String,
	pub unit: String,
	/// The agency that attests it.
	pub owner: AgencyId,
	pub edges: Vec<i64>,
	pub visibility: String,
}

impl Indicator {
	pub fn bins(&self) -> usize {
		self.edges.len() + 1
	}

	/// The bin in which a value falls: an edge belongs to the bin above it.
	pub fn bin_of(&self, value: i64) -> u8 {
		self.edges.iter().take_while(|edge| **edge <= value).count() as u8
	}

	pub fn is_sealed(&self) -> bool {
		self.visibility == "Sealed"
	}

	/// A bin as people read it: `200,000 to below 1,000,000 CNY`.
	pub fn range(&self, bin: u8) -> String {
		let bin = usize::from(bin);
		let figure = |value: &i64| self.figure(*value);
		let (from, below) = (bin.checked_sub(1).and_then(|i| self.edges.get(i)), self.edges.get(bin));
		match (from, below) {
			_ if self.unit == YES_OR_NO && self.edges == [1] => self.figure(i64::from(bin > 0)),
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
			BASIS_POINTS => {
				format!("{}{}", if value < 0 { "-" } else { "" }, text::percent(value.unsigned_abs()))
			},
			YES_OR_NO => String::from(if value == 0 { "no" } else { "yes" }),
			_ => text::grouped(value),
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

/// All indicators of a chain.
pub struct Indicators(pub(super) Vec<Indicator>);

impl Indicators {
	pub async fn read(client: &Client, block: H256) -> Result<Self> {
		Ok(Self(client.list("attestation_indicators", json!([]), Some(block)).await?))
	}

	/// As of the best block.
	pub async fn read_now(client: &Client) -> Result<Self> {
		Ok(Self(client.list("attestation_indicators", json!([]), None).await?))
	}

	pub fn get(&self, id: IndicatorId) -> Result<&Indicator> {
		let found = self.0.iter().find(|i| i.id == id);
		found.ok_or_else(|| Error::NotFound(format!("this chain has no indicator {id}: see `lingnan show indicators`")))
	}

	/// By number or name.
	pub fn find(&self, given: &str) -> Result<&Indicator> {
		match given.parse() {
			Ok(id) => self.get(id),
			Err(_) => self.0.iter().find(|i| i.name.eq_ignore_ascii_case(given)).ok_or_else(|| {
				Error::NotFound(format!("no indicator is called {given:?}: see `lingnan show indicators`"))
			}),
		}
	}

	/// The same, of one whose values are sealed.
	pub fn find_sealed(&self, given: &str) -> Result<&Indicator> {
		let found = self.find(given)?;
		match found.is_sealed() {
			true => Ok(found),
			false => Err(Error::input(
				&found.name,
				"its values are public on this chain: state them with `lingnan attestation state`, and read them with `lingnan show attestations`",
			)),
		}
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;

	/// Of agency 1, in CNY.
	pub fn sealed_indicator(id: u32, name: &str, edges: &[i64]) -> Indicator {
		let (unit, visibility) = ("CNY".into(), "Sealed".into());
		Indicator {
			id: IndicatorId(id),
			name: name.into(),
			unit,
			owner: AgencyId(1),
			edges: edges.to_vec(),
			visibility,
		}
	}

	/// Three bins: below 10, below 100, and above.
	pub fn taxes() -> Indicator {
		sealed_indicator(4, "Taxes", &[10, 100])
	}

	#[test]
	fn a_bin_is_a_range_of_values() {
		let taxes = sealed_indicator(4, "Taxes", &[-5, 0, 100]);
		for (value, bin, range) in [
			(-6, 0, "below -5 CNY"),
			(-5, 1, "-5 to below 0 CNY"),
			(0, 2, "0 to below 100 CNY"),
			(i64::MAX, 3, "100 CNY or more"),
		] {
			assert_eq!((taxes.bin_of(value), taxes.range(bin).as_str()), (bin, range));
		}
		let of = |unit: &str, edges: &[i64]| Indicator { unit: unit.into(), ..sealed_indicator(4, "x", edges) };
		assert_eq!(of("CNY", &[200_000, 1_000_000]).range(1), "200,000 to below 1,000,000 CNY");
		assert_eq!(of("basis points", &[-2_000, -500]).range(1), "-20.00 % to below -5.00 %");
		assert_eq!(of("penalties", &[1, 2, 4]).range(1), "1 penalties");
		assert_eq!([0, 1].map(|bin| of("yes or no", &[1]).range(bin)), ["no", "yes"]);
	}

	#[test]
	fn the_nearest_value_of_another_bin_is_the_one_at_its_edge() {
		let cases = sealed_indicator(4, "Cases", &[1, 3]);
		assert_eq!((cases.nearest(0, 1), cases.nearest(1, 2), cases.nearest(2, 0)), (Some(0), Some(2), Some(3)));
		assert_eq!((cases.nearest(0, 0), cases.nearest(9, 0)), (None, None));
	}
}
