//! Many figures under one secret: openings derived, commitments made on all cores.

use crate::error::{Error, Result};
use lingnan_sealed::{BlindingSecret, Committer};
use lingnan_sealing::openings::{not_sealed, Opened};
use lingnan_types::{attestation::Value, indicator::IndicatorView, Date, Revision};
use rayon::prelude::*;
use std::sync::Arc;
use subxt::utils::H256;

/// Figures whose commitments are encoded together: more are not quicker.
const TOGETHER: usize = 64;

/// A secret and the chain that it serves on.
#[derive(Clone)]
pub struct Sealer {
	secret: BlindingSecret,
	genesis: H256,
	committer: Arc<Committer>,
}

/// What is to be sealed. It has no `Debug`: nothing of it belongs in a log.
#[derive(Clone)]
pub struct Figure<'a> {
	/// Registration number, with its place.
	pub enterprise: String,
	pub indicator: &'a IndicatorView,
	pub period_end: Date,
	/// In the indicator's unit.
	pub value: i64,
	/// That which the attestation will have; 0 in an anchored dataset.
	pub revision: Revision,
}

/// What of a figure may be seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
	/// The commitments.
	pub value: Value,
	/// The salted fingerprint of the figure.
	pub evidence: H256,
}

impl Sealer {
	pub fn new(secret: BlindingSecret, genesis: H256) -> Self {
		Self { secret, genesis, committer: Arc::new(Committer::new()) }
	}

	/// What opens a figure, the same each time.
	pub fn open(&self, figure: &Figure) -> Result<Opened> {
		let Figure { enterprise, indicator, period_end, value, revision } = figure;
		Opened::seal(&self.secret, self.genesis, enterprise, indicator, *value, *period_end, *revision)
			.map_err(not_sealed)
	}

	/// All of them, in their order.
	pub fn seal(&self, figures: &[Figure]) -> Result<Vec<Sealed>> {
		let parts: Vec<_> = figures.par_chunks(TOGETHER).map(|part| self.seal_part(part)).collect::<Result<_>>()?;
		Ok(parts.into_iter().flatten().collect())
	}

	/// One alone.
	pub fn seal_one(&self, figure: &Figure) -> Result<Sealed> {
		let opened = self.open(figure)?;
		Ok(Sealed { value: opened.commitments().map_err(not_sealed)?, evidence: opened.evidence(&figure.enterprise) })
	}

	fn seal_part(&self, figures: &[Figure]) -> Result<Vec<Sealed>> {
		let opened = figures.iter().map(|figure| self.open(figure)).collect::<Result<Vec<_>>>()?;
		let stored = self.committer.stored(opened.iter().map(|one| &one.opening));
		let stored = stored.map_err(|why| Error::input("sealing", why))?;
		let sealed = figures.iter().zip(&opened).zip(stored).map(|((figure, opened), points)| {
			let points: Vec<H256> = points.into_iter().map(H256).collect();
			let too_many = |_| Error::input(figure.indicator.name.as_str(), "it has more bins than an attestation");
			let value = Value::Sealed(points.try_into().map_err(too_many)?);
			Ok(Sealed { value, evidence: opened.evidence(&figure.enterprise) })
		});
		sealed.collect()
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use lingnan_types::{
		indicator::{Class, Direction},
		AgencyId, IndicatorId, Text,
	};

	pub const GENESIS: H256 = H256([7; 32]);

	/// Of agency 1, in CNY, four bins.
	pub fn taxes() -> IndicatorView {
		IndicatorView {
			id: IndicatorId(3),
			name: "Taxes".parse().unwrap(),
			unit: Text::try_from("CNY").unwrap(),
			owner: AgencyId(1),
			edges: vec![10, 1_000, 100_000],
			direction: Direction::HigherIsBetter,
			validity_days: 366,
			class: Class::Figure,
			retired: false,
		}
	}

	pub fn sealer(secret: u8) -> Sealer {
		Sealer::new(BlindingSecret::new([secret; 32]), GENESIS)
	}

	#[test]
	fn figures_are_sealed_in_their_order_and_as_one_alone() {
		let (indicator, sealer) = (taxes(), sealer(1));
		let figure = |n: i64| Figure {
			enterprise: format!("MO:{n}"),
			indicator: &indicator,
			period_end: 20_000,
			value: n * n * 7,
			revision: 1,
		};
		let figures: Vec<_> = (0..200).map(figure).collect();
		let sealed = sealer.seal(&figures).unwrap();
		assert_eq!(sealed.len(), figures.len());
		for (figure, sealed) in figures.iter().zip(&sealed) {
			assert_eq!(&sealer.seal_one(figure).unwrap(), sealed);
			assert_eq!(sealer.open(figure).unwrap().opening.bin, indicator.bin_of(figure.value));
		}
		assert_eq!(sealer.seal(&[]).unwrap(), []);
	}
}
