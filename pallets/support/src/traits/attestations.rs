use crate::{
	attestation::ProvedAttestation, AgencyId, Date, Direction, IndicatorId, RegistrationNumber, Revision, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_core::H256;

/// What a scorecard must know of an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndicatorInfo {
	pub owner: AgencyId,
	/// Inner edges of the bins, ascending: `n` edges make `n + 1` bins. Bin 0 holds what is below the first edge; an
	/// edge belongs to the bin above it.
	pub edges: Vec<i64>,
	pub direction: Direction,
}

impl IndicatorInfo {
	pub fn bins(&self) -> usize {
		self.edges.len() + 1
	}

	/// The bin in which a value falls.
	pub fn bin_of(&self, value: i64) -> u8 {
		self.edges.iter().take_while(|edge| **edge <= value).count() as u8
	}
}

/// What an attestation says, to whoever rates with it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Stated {
	/// In the indicator's unit.
	Open(i64),
	/// Commitments to the bins.
	Sealed {
		/// One for each bin but the last, lowest bin first: to 1 for the bin the value falls in, to 0 for the others.
		/// 32 bytes each.
		commitments: Vec<[u8; 32]>,
		/// It was shown that they hold a single 1.
		shown: bool,
	},
}

/// An attestation that counts at this moment: not expired, not revoked, not disputed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct LiveAttestation {
	/// What the attestation says.
	pub value: Stated,
	/// Last day of the period that the value is about. Days since 1970-01-01.
	pub period_end: Date,
	/// First second at which it no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// Which attestation about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
}

impl LiveAttestation {
	pub fn is_sealed(&self) -> bool {
		matches!(self.value, Stated::Sealed { .. })
	}
}

/// Where an attestation stands on which somebody relied, at a revision that he names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reliance {
	/// It is the last one. It may have expired meanwhile: what was made of it has a validity of its own.
	Stands,
	/// The agency stated something newer.
	Superseded {
		/// In which bin the newer one falls; nothing where that is not seen: it is sealed, or in a dataset.
		bin: Option<u8>,
		/// When the newest was made.
		since: Timestamp,
		/// There was another between the two, so the first newer one is older than that.
		again: bool,
	},
	/// It is disputed, or a newer one is.
	Disputed,
	/// It was taken back, or a newer one was, or never made.
	Revoked,
}

/// Answered by `attestations`.
pub trait Attestations {
	fn indicator(indicator: IndicatorId) -> Option<IndicatorInfo>;
	/// The attestation that counts now, if there is one. Expired, revoked and disputed are `None`, at once.
	fn live(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<LiveAttestation>;
	/// Where the attestation of this revision stands now, for whoever relied on it.
	fn reliance(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision) -> Reliance;
	/// The revision of the last attestation, whether it counts or not.
	fn last_revision(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<Revision>;
	/// The salted hash of the evidence behind the attestation that counts now.
	fn evidence(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Option<H256>;
	/// Notes that these attestations, which count, were shown to hold a single 1 each.
	fn mark_shown(enterprise: &RegistrationNumber, shown: &[ProvedAttestation]);
}

/// Told by `attestations` when an enterprise disputes an attestation; answered by `credit-scoring`, which tells by
/// event every institution that rated with it.
pub trait OnDispute {
	fn disputed(enterprise: &RegistrationNumber, indicator: IndicatorId, revision: Revision);
}

impl OnDispute for () {
	fn disputed(_: &RegistrationNumber, _: IndicatorId, _: Revision) {}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_edge_belongs_to_the_bin_above_it() {
		let info =
			IndicatorInfo { owner: AgencyId(0), edges: alloc::vec![-5, 0, 10], direction: Direction::HigherIsBetter };
		assert_eq!(info.bins(), 4);
		for (value, bin) in [(i64::MIN, 0), (-6, 0), (-5, 1), (-1, 1), (0, 2), (9, 2), (10, 3), (i64::MAX, 3)] {
			assert_eq!(info.bin_of(value), bin, "{value}");
		}
	}
}
