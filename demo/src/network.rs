//! What the demonstration knows of the development network and of the fitted card: the reviewable files themselves.

use crate::{
	client::questions::{attestation::AgencyView, financing::InstitutionView},
	error::{Error, Result},
	files,
	keys::{self, Key},
};
use lingnan_datasets::import::Mapping;
use lingnan_types::{
	indicator::{Class, Direction, IndicatorView},
	AgencyId, IndicatorId, InstitutionId,
};
use serde::Deserialize;
use subxt::utils::H256;

const AGENCIES: &str = include_str!("../../chain-spec/guangdong/agencies.json");
const INDICATORS: &str = include_str!("../../chain-spec/guangdong/indicators.json");
const SCORECARD: &str = include_str!("../../chain-spec/guangdong/scorecard.json");
const FITTED_INDICATORS: &str = include_str!("../../chain-spec/sba/indicators.json");
const FITTED_SCORECARD: &str = include_str!("../../chain-spec/sba/scorecard.json");
const FITTED_MAPPING: &str = include_str!("../../chain-spec/sba/mapping.json");
const FIT: &str = include_str!("../../chain-spec/sba/fit.json");

#[derive(Clone, Debug, Deserialize)]
pub struct Agency {
	pub code: String,
	pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
	pub code: String,
	pub name: String,
	pub unit: String,
	pub owner: String,
	pub edges: Vec<i64>,
	pub direction: Direction,
	pub validity_days: u32,
	pub class: Class,
	pub personal: bool,
}

impl Indicator {
	/// The bins in their order: more of what is better. Of one that has no better direction, more.
	pub fn better(&self) -> Vec<i32> {
		let mut ranks: Vec<i32> = (0..).take(self.edges.len() + 1).collect();
		if self.direction == Direction::LowerIsBetter {
			ranks.reverse();
		}
		ranks
	}
}

#[derive(Clone, Debug, Deserialize)]
pub struct Characteristic {
	pub indicator: String,
	pub points: Vec<i32>,
	pub missing: i32,
	pub reference: i32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scorecard {
	pub name: String,
	pub base: i32,
	pub characteristics: Vec<Characteristic>,
	pub cut_offs: Vec<u16>,
	pub default_probabilities: Vec<u32>,
	pub minimum_coverage: u32,
	pub validity_days: u32,
}

/// What the fit measured off the chain.
#[derive(Clone, Debug, Deserialize)]
pub struct Fit {
	pub data: FitData,
	pub halves: Halves,
	pub outcome: Outcome,
	pub test: Measured,
}

#[derive(Clone, Debug, Deserialize)]
pub struct FitData {
	pub file: String,
	pub rows: u64,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Halves {
	pub column: String,
	pub test: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Outcome {
	pub column: String,
	pub defaulted: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Measured {
	pub concordant: u64,
	pub tied: u64,
	pub pairs: u64,
	/// The same as a decimal number.
	#[cfg_attr(not(test), allow(dead_code))]
	pub auc: String,
}

fn read<T: serde::de::DeserializeOwned>(place: &str, text: &str) -> Result<T> {
	files::parse_json(format!("chain-spec/{place}"), text)
}

pub fn agencies() -> Result<Vec<Agency>> {
	read("guangdong/agencies.json", AGENCIES)
}

pub fn indicators() -> Result<Vec<Indicator>> {
	read("guangdong/indicators.json", INDICATORS)
}

pub fn scorecard() -> Result<Scorecard> {
	read("guangdong/scorecard.json", SCORECARD)
}

pub fn fitted_indicators() -> Result<Vec<Indicator>> {
	read("sba/indicators.json", FITTED_INDICATORS)
}

pub fn fitted_scorecard() -> Result<Scorecard> {
	read("sba/scorecard.json", FITTED_SCORECARD)
}

pub fn fitted_mapping() -> Result<Mapping> {
	Mapping::parse(FITTED_MAPPING, "chain-spec/sba/mapping.json")
}

pub fn fit() -> Result<Fit> {
	read("sba/fit.json", FIT)
}

/// The well-known keys of all agencies, who are the council.
pub fn councillors() -> Result<Vec<Key>> {
	Ok(agencies()?.iter().map(|agency| keys::agency(&agency.code)).collect())
}

/// The number of the indicator of that name.
pub fn indicator(known: &[IndicatorView], name: &str) -> Result<IndicatorId> {
	known.iter().find(|one| one.name.as_str() == name).map(|one| one.id).ok_or_else(|| unknown(name))
}

/// The number of the agency of that name.
pub fn agency(known: &[AgencyView], name: &str) -> Result<AgencyId> {
	known.iter().find(|one| one.name.as_str() == name).map(|one| one.id).ok_or_else(|| unknown(name))
}

/// The number of the institution of that name.
pub fn institution(known: &[InstitutionView], name: &str) -> Result<InstitutionId> {
	known.iter().find(|one| one.name.as_str() == name).map(|one| one.id).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Error {
	Error::NotFound(format!("this chain has no {name:?}: the demonstration is for the development chain"))
}

/// The SHA-256 of what the fitted card's figures are recomputed by.
pub fn fits_hash() -> H256 {
	files::sha256_of(FIT.as_bytes())
}

/// What a file says, as the chain takes it.
pub fn spec<T: serde::de::DeserializeOwned>(place: &str, value: serde_json::Value) -> Result<T> {
	serde_path_to_error::deserialize(value)
		.map_err(|e| Error::input(format!("chain-spec/{place}, field {}", e.path()), e.inner()))
}

/// A value of the indicator in the bin with the most points, or in the one beside it.
pub fn good_value(indicator: &Indicator, points: &[i32], steps_below: usize) -> i64 {
	let best = points.iter().enumerate().max_by_key(|(_, p)| **p).map_or(0, |(i, _)| i);
	let last = points.len().saturating_sub(1);
	let bin = if best == 0 { steps_below.min(last) } else { best.saturating_sub(steps_below) };
	match (bin.checked_sub(1).and_then(|i| indicator.edges.get(i)), indicator.edges.first()) {
		(Some(edge), _) => *edge,
		// Below the first edge; amounts and counts are never negative.
		(None, Some(edge)) => {
			if *edge > 0 {
				0
			} else {
				*edge - 1
			}
		},
		(None, None) => 0,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_files_are_read_and_fit_together() {
		let (indicators, card) = (indicators().unwrap(), scorecard().unwrap());
		let agencies = agencies().unwrap();
		for characteristic in &card.characteristics {
			let indicator = indicators.iter().find(|i| i.code == characteristic.indicator).unwrap();
			assert_eq!(indicator.edges.len() + 1, characteristic.points.len(), "{}", indicator.code);
			assert!(agencies.iter().any(|a| a.code == indicator.owner), "{}", indicator.code);
		}
		let fitted = fitted_indicators().unwrap();
		for indicator in &fitted_mapping().unwrap().indicators {
			assert!(fitted.iter().any(|i| i.code == indicator.indicator), "{}", indicator.indicator);
		}
		assert_eq!(councillors().unwrap().len(), agencies.len());
		let fit = fit().unwrap();
		let area = crate::Area { concordant: fit.test.concordant, tied: fit.test.tied, pairs: fit.test.pairs };
		assert_eq!(area.decimal(), fit.test.auc);
	}

	#[test]
	fn good_values_fall_in_the_wanted_bins() {
		let bin = |i: &Indicator, v: i64| i.edges.iter().take_while(|e| **e <= v).count();
		let indicators = indicators().unwrap();
		let personal: Vec<&str> = indicators.iter().filter(|i| i.personal).map(|i| i.code.as_str()).collect();
		assert_eq!(personal, Vec::<&str>::new());
		for c in scorecard().unwrap().characteristics {
			let indicator = indicators.iter().find(|i| i.code == c.indicator).unwrap();
			let best = c.points.iter().max().unwrap();
			assert_eq!(c.points[bin(indicator, good_value(indicator, &c.points, 0))], *best, "{}", c.indicator);
			let below = c.points[bin(indicator, good_value(indicator, &c.points, 1))];
			assert!(below <= *best, "{}", c.indicator);
		}
	}
}
