//! What is stored. What passes the wire is in `primitives/types` and named here too.

use crate::DatasetId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::{start_of, Date, Revision, Timestamp, SECONDS_PER_DAY};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_types::{
	agency::{AgencySpec, AgencyView},
	attestation::{
		AgencyAttestationView, AttestationSpec, AttestationView, DisputeView, ProvedAttestation, RevocationReason,
		Standing, Value, MAX_FORM, MAX_FORM_PROOF, MAX_STORED,
	},
	indicator::{Class, IndicatorSpec, IndicatorView, MAX_BINS},
};

/// Attestations that one call can make.
pub const MAX_BATCH: u32 = 500;
/// Days for which an attestation can count: ten years.
pub const MAX_VALIDITY_DAYS: u32 = 3_660;

/// An agency as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Agency<AccountId> {
	/// What was entered.
	pub spec: AgencySpec<AccountId>,
	/// Suspended by governance.
	pub suspended: bool,
}

/// An indicator as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Indicator {
	/// What was entered.
	pub spec: IndicatorSpec,
	/// Nothing is attested by it any more.
	pub retired: bool,
}

/// The last attestation about an enterprise and an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Attestation {
	/// What the attestation says.
	pub value: Value,
	/// Last day of the period that the value is about. Days since 1970-01-01.
	pub period_end: Date,
	/// First second at which it no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// Hash of the evidence, which stays off the chain.
	pub evidence: H256,
	/// Which attestation about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Where it stands.
	pub standing: Standing,
	/// The dataset that it was materialised from; `None` if the agency stated it by itself.
	pub dataset: Option<DatasetId>,
	/// The enterprise proved that this revision holds a single 1. Never of an open value.
	pub shown: bool,
}

impl Attestation {
	pub fn is_expired(&self, now: Timestamp) -> bool {
		now >= self.expires
	}

	/// Not expired, revoked or disputed. Whether its dataset stands is `Pallet::counts`' question.
	pub fn counts(&self, now: Timestamp) -> bool {
		!self.is_expired(now) && matches!(self.standing, Standing::InForce | Standing::Upheld)
	}

	/// Nobody will ever make it count again: a new one for the same period may take its place.
	pub fn is_dead(&self, now: Timestamp) -> bool {
		match self.standing {
			Standing::Revoked { .. } => true,
			Standing::Disputed { deadline, .. } => now > deadline,
			Standing::InForce | Standing::Upheld => false,
		}
	}
}

/// The first second at which an attestation about a period no longer counts: so many days after the period's last day.
pub fn expiry(period_end: Date, validity_days: u32) -> Timestamp {
	start_of(period_end.saturating_add(1)).saturating_add(u64::from(validity_days).saturating_mul(SECONDS_PER_DAY))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_attestation_counts_to_the_end_of_its_last_day() {
		// A period that ends on 31 December 2019 (day 18,261), valid one day, counts through 1 January in China.
		assert_eq!(expiry(18_261, 1), start_of(18_263));
		assert_eq!(expiry(u32::MAX, u32::MAX), start_of(u32::MAX) + u64::from(u32::MAX) * SECONDS_PER_DAY);
	}

	#[test]
	fn what_is_dead_is_dead_only_after_its_deadline() {
		let disputed = Standing::Disputed { reason: H256::zero(), at: 5, deadline: 10 };
		let attestation = Attestation {
			value: Value::Open(1),
			period_end: 1,
			expires: 100,
			made_at: 0,
			evidence: H256::zero(),
			revision: 1,
			standing: disputed,
			dataset: None,
			shown: false,
		};
		assert!(!attestation.is_dead(10) && attestation.is_dead(11));
		assert!(!attestation.counts(5));
	}
}
