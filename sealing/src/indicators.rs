//! Indicators as the chain defines them.

use crate::{
	client::{
		questions::{attestation, Ask},
		register::Register,
	},
	error::{Error, Result},
};
use lingnan_types::{indicator::IndicatorView, IndicatorId};

/// All indicators of a chain.
pub struct Indicators(pub(super) Vec<IndicatorView>);

impl Indicators {
	/// As a block has them.
	pub async fn read(ask: impl Into<Ask<'_>>) -> Result<Self> {
		Ok(Self(attestation::indicators(ask).await?))
	}

	pub fn get(&self, id: IndicatorId) -> Result<&IndicatorView> {
		let found = self.0.iter().find(|i| i.id == id);
		found.ok_or_else(|| Error::NotFound(format!("this chain has no indicator {id}: see `lingnan show indicators`")))
	}

	/// By number or name.
	pub fn find(&self, given: &str) -> Result<&IndicatorView> {
		let names = self.0.iter().map(|one| (one.id, one.name.as_str().to_string()));
		self.get(Register::new(names.collect()).number(given).map_err(Error::NotFound)?)
	}

	/// The same, of one whose values are sealed.
	pub fn find_sealed(&self, given: &str) -> Result<&IndicatorView> {
		let found = self.find(given)?;
		match found.is_sealed() {
			true => Ok(found),
			false => Err(Error::input(
				found.name.as_str(),
				"a law has a register publish it, so its values stand open on this chain: state them with `lingnan attestation \
				 state`, and read them with `lingnan show attestations`",
			)),
		}
	}

	/// The same, of one whose values stand open.
	pub fn find_open(&self, given: &str) -> Result<&IndicatorView> {
		let found = self.find(given)?;
		match found.is_sealed() {
			false => Ok(found),
			true => Err(Error::input(
				found.name.as_str(),
				"it is a figure, which no chain takes in the clear: seal it with `lingnan attestation seal` (a correction with \
				 --correct). Nothing was sent",
			)),
		}
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use lingnan_types::{
		indicator::{Class, Direction},
		AgencyId, Text,
	};

	/// Of agency 1, in CNY.
	pub fn sealed_indicator(id: IndicatorId, name: &str, edges: &[i64]) -> IndicatorView {
		IndicatorView {
			id,
			name: name.parse().unwrap(),
			unit: Text::try_from("CNY").unwrap(),
			owner: AgencyId(1),
			edges: edges.to_vec(),
			direction: Direction::HigherIsBetter,
			validity_days: 366,
			class: Class::Figure,
			retired: false,
		}
	}

	/// Three bins: below 10, below 100, and above.
	pub fn taxes() -> IndicatorView {
		sealed_indicator(IndicatorId(4), "Taxes", &[10, 100])
	}

	#[test]
	fn an_indicator_is_found_by_its_number_and_by_its_name() {
		let mut open = sealed_indicator(IndicatorId(5), "Exports", &[1]);
		open.class = Class::Register;
		let all = Indicators(vec![taxes(), open]);
		assert_eq!((all.find("4").unwrap().id, all.find("taxes").unwrap().id), (IndicatorId(4), IndicatorId(4)));
		for (given, said) in [("9", "no indicator 9"), ("tax", "4 (Taxes)")] {
			let refused = all.find(given).unwrap_err().to_string();
			assert!(refused.contains(said) && refused.contains("lingnan show indicators"), "{refused}");
		}
		assert!(all.find_sealed("4").is_ok());
		assert!(all.find_sealed("Exports").unwrap_err().to_string().contains("stand open on this chain"));
		assert!(all.find_open("Exports").is_ok());
		let refused = all.find_open("Taxes").unwrap_err().to_string();
		assert!(refused.contains("lingnan attestation seal") && refused.contains("Nothing was sent"), "{refused}");
	}
}
