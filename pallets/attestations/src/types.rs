use crate::DatasetId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, start_of, AgencyId, AgencyRight, Date, Direction, IndicatorId, Jurisdiction, RegistrationNumber, Revision,
	Text, Timestamp, SECONDS_PER_DAY,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Statements that one call can make.
pub const MAX_BATCH: u32 = 500;
/// Bins that an indicator can have.
pub const MAX_BINS: u32 = 8;
/// Days for which a statement can count: ten years.
pub const MAX_VALIDITY_DAYS: u32 = 3_660;

record! {
	/// What governance enters of an agency.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct AgencySpec<AccountId> {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Where it belongs to.
		pub jurisdiction: Jurisdiction,
		/// The account that signs for it.
		pub key: AccountId,
		/// What it may do besides attesting its indicators.
		pub rights: BoundedVec<AgencyRight, ConstU32<8>>,
	}
}

record! {
	/// Whether a value stands on the chain for everybody, or as commitments only.
	#[derive(Copy)]
	pub enum Visibility {
		/// The value stands on the chain.
		Open,
		/// Only commitments do.
		Sealed,
	}
}

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
		/// Inner edges of the bins, strictly ascending: 1 to 7 edges make 2 to 8 bins. An edge belongs to the bin above it.
		/// In the indicator's unit.
		pub edges: BoundedVec<i64, ConstU32<7>>,
		/// Whether more of it is better.
		pub direction: Direction,
		/// Days after the end of the period for which a statement counts, 1 to 3,660.
		pub validity_days: u32,
		/// Whether values are open or sealed.
		pub visibility: Visibility,
		/// Whether it is personal data.
		pub personal: bool,
	}
}

record! {
	/// What a statement says.
	pub enum Value {
		/// In the indicator's unit.
		#[codec(index = 0)]
		Open(i64),
		/// One Pedersen commitment for each bin, lowest bin first: to 1 for the bin that the value falls in, to 0 for
		/// the others. See `lingnan-sealed`.
		#[codec(index = 1)]
		Sealed(BoundedVec<H256, ConstU32<MAX_BINS>>),
	}
}

impl Value {
	/// The commitments of a sealed value; none of an open one.
	pub fn commitments(&self) -> &[H256] {
		match self {
			Self::Open(_) => &[],
			Self::Sealed(commitments) => commitments,
		}
	}
}

record! {
	/// One statement, as an agency makes it.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct StatementSpec {
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// What the statement says.
		pub value: Value,
		/// Last day of the period that the value is about, days since 1970.
		pub period_end: Date,
		/// Salted hash of the evidence that the agency keeps.
		pub evidence: H256,
	}
}

record! {
	/// Why an agency takes a statement back.
	#[derive(Copy)]
	pub enum RevocationReason {
		/// The value was wrong.
		Mistaken,
		/// It was about another enterprise.
		WrongEnterprise,
		/// The source withdrew it.
		SourceWithdrawn,
		/// A court ordered it.
		CourtOrder,
	}
}

record! {
	/// Where a statement stands.
	pub enum Standing {
		/// Counts until it expires.
		InForce,
		/// The enterprise disputed it and the agency did not change it: cannot be disputed again.
		Upheld,
		/// Frozen until the agency upholds or corrects it; after the deadline it counts as missing.
		Disputed {
			/// Hash of the enterprise's reasons, which stay off the chain.
			reason: H256,
			/// When it was disputed. Unix time in seconds.
			at: Timestamp,
			/// Last second in which the agency can answer. Unix time in seconds.
			deadline: Timestamp,
		},
		/// Taken back. It counts no more.
		Revoked {
			/// Why it was taken back.
			reason: RevocationReason,
			/// When it was taken back. Unix time in seconds.
			at: Timestamp,
		},
	}
}

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

/// The last statement about an enterprise and an indicator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Statement {
	/// What the statement says.
	pub value: Value,
	/// Last day of the period that the value is about. Days since 1970-01-01.
	pub period_end: Date,
	/// First second at which it no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// Hash of the evidence, which stays off the chain.
	pub evidence: H256,
	/// Which statement about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Where it stands.
	pub standing: Standing,
	/// The dataset that it was materialised from; `None` if the agency stated it by itself.
	pub dataset: Option<DatasetId>,
}

impl Statement {
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

/// The first second at which a statement about a period no longer counts: so many days after the period's last day.
pub fn expiry(period_end: Date, validity_days: u32) -> Timestamp {
	start_of(period_end.saturating_add(1)).saturating_add(u64::from(validity_days).saturating_mul(SECONDS_PER_DAY))
}

/// An agency as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AgencyView<AccountId> {
	/// Its number.
	pub id: AgencyId,
	/// Its name, at most 128 bytes of UTF-8.
	pub name: Text<128>,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// The account that signs for it.
	pub key: AccountId,
	/// What it may do besides attesting its indicators.
	pub rights: alloc::vec::Vec<AgencyRight>,
	/// Suspended by governance.
	pub suspended: bool,
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
	pub edges: alloc::vec::Vec<i64>,
	/// Whether more of it is better.
	pub direction: Direction,
	/// Days after the end of the period for which a statement counts.
	pub validity_days: u32,
	/// Whether values are open or sealed.
	pub visibility: Visibility,
	/// Whether it is personal data.
	pub personal: bool,
	/// Nothing is attested by it any more.
	pub retired: bool,
}

/// A statement as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AttestationView {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Name of the indicator, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Unit of its values, at most 32 bytes of UTF-8.
	pub unit: Text<32>,
	/// Number of the agency that states it.
	pub agency: AgencyId,
	/// The agency is suspended: what it stated before is to be read with care.
	pub agency_suspended: bool,
	/// What the statement says.
	pub value: Value,
	/// The bin of an open value.
	/// Numbered from 0, the lowest.
	pub bin: Option<u8>,
	/// Last day of the period that the value is about. Days since 1970-01-01.
	pub period_end: Date,
	/// First second at which it no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// Hash of the evidence, which stays off the chain.
	pub evidence: H256,
	/// Which statement about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Where it stands.
	pub standing: Standing,
	/// The dataset that it was materialised from, if it was.
	pub dataset: Option<DatasetId>,
	/// Counts in a rating made now.
	pub counts: bool,
}

/// A statement on the list of its agency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AgencyAttestationView {
	/// Registration number of the enterprise that it is about.
	pub enterprise: RegistrationNumber,
	/// The statement.
	#[serde(flatten)]
	pub attestation: AttestationView,
}

/// A disputed statement on the list of its agency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DisputeView {
	/// Registration number of the enterprise that disputes it.
	pub enterprise: RegistrationNumber,
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Name of the indicator, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Which statement about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Hash of the enterprise's reasons, which stay off the chain.
	pub reason: H256,
	/// When it was disputed. Unix time in seconds.
	pub at: Timestamp,
	/// Last second in which the agency can answer. Unix time in seconds.
	pub deadline: Timestamp,
	/// The agency did not answer in time: the statement counts as missing until another takes its place.
	pub missed: bool,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_statement_counts_to_the_end_of_its_last_day() {
		// A period that ends on 31 December 2019 (day 18,261), valid one day, counts through 1 January in China.
		assert_eq!(expiry(18_261, 1), start_of(18_263));
		assert_eq!(expiry(u32::MAX, u32::MAX), start_of(u32::MAX) + u64::from(u32::MAX) * SECONDS_PER_DAY);
	}

	#[test]
	fn what_is_dead_is_dead_only_after_its_deadline() {
		let disputed = Standing::Disputed { reason: H256::zero(), at: 5, deadline: 10 };
		let statement = Statement {
			value: Value::Open(1),
			period_end: 1,
			expires: 100,
			made_at: 0,
			evidence: H256::zero(),
			revision: 1,
			standing: disputed,
			dataset: None,
		};
		assert!(!statement.is_dead(10) && statement.is_dead(11));
		assert!(!statement.counts(5));
	}
}
