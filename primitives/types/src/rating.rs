//! Ratings, and what a proof of a grade is made from.

use crate::{
	record, scorecard::MAX_CHARACTERISTICS, BasisPoints, Grade, IndicatorId, InstitutionId, RegistrationNumber,
	Revision, ScorecardId, Timestamp,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use crate::attestation::{ProvedAttestation, MAX_FORM_PROOF};

/// Bytes that a proof is read up to. A well-formed one has 544; the rest is there to be refused by name.
pub const MAX_PROOF: u32 = 1_024;

record! {
	/// An attestation that went into a rating.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct UsedAttestation {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which attestation about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
		/// Nothing where the attestation is sealed.
		/// The bin, numbered from 0, the lowest.
		pub bin: Option<u8>,
	}
}

record! {
	/// A grade proof as the enterprise sends it. What it names beside the proof is what the proof was made for; the chain
	/// compares it with its own state, so that what does not fit is refused by name.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GradeProof {
		/// Number of the scorecard in force.
		pub scorecard: ScorecardId,
		/// The total reaches this grade's cut-off.
		pub grade: Grade,
		/// Towards whom: burns a use of a consent. Nobody: the enterprise shows it to everybody.
		pub institution: Option<InstitutionId>,
		/// How many proofs of this enterprise the chain accepted before.
		pub nonce: u64,
		/// Every attestation that counts of the scorecard's indicators, open and sealed, in the scorecard's order.
		pub used: BoundedVec<ProvedAttestation, ConstU32<MAX_CHARACTERISTICS>>,
		/// 544 bytes, in the format of `lingnan-sealed`.
		pub proof: BoundedVec<u8, ConstU32<MAX_PROOF>>,
		/// The proof that those of them which are sealed and were not shown yet hold a single 1 each, in the scorecard's order.
		/// None if all were shown. 32 bytes for each of their stored commitments, and 256.
		pub form: Option<BoundedVec<u8, ConstU32<MAX_FORM_PROOF>>>,
	}
}

/// What ended a rating.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
pub enum RatingEnd {
	/// Its time was over.
	Expired,
	/// Its scorecard was suspended or retired, or is stopped for a time.
	ScorecardStopped,
	/// The agency took an attestation back that it used.
	Revoked {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
	/// An attestation that it used is disputed.
	Disputed {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
	/// A newer attestation falls in another bin; where bins are not seen, the days of grace have passed since.
	Superseded {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
}

/// A rating as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingView {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// The grade that was proved: the enterprise's is at least this.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had an attestation. In basis points.
	pub coverage: BasisPoints,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Made by the scorecard in force, and neither it nor what it rests on has ended: lenders may decide by it.
	pub current: bool,
	/// Why it has ended, where it has.
	pub ended: Option<RatingEnd>,
	/// Number of the institution towards which it was proved, under its consent. None: towards nobody in particular.
	pub institution: Option<InstitutionId>,
	/// The attestations that went into it.
	pub used: Vec<UsedAttestation>,
}

/// A rating as lenders see it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingSummary {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// The grade that was proved: the enterprise's is at least this.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had a live attestation. In basis points.
	pub coverage: BasisPoints,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Number of the institution towards which it was proved. None: towards nobody in particular.
	pub institution: Option<InstitutionId>,
	/// The indicators that had an attestation.
	pub indicators: Vec<IndicatorId>,
}

/// All that is known of an enterprise's ratings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingsView {
	/// That by a champion that counts now; where none does, the newest.
	pub champion: Option<RatingView>,
	/// The last eight by champions, newest first.
	pub history: Vec<RatingView>,
}

/// All that a grade proof is made from, as the chain has it now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ProofBasis {
	/// Hash of block 0.
	pub genesis_hash: H256,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// The scorecard in force.
	pub scorecard: ScorecardId,
	/// Points that everybody has, before the characteristics.
	pub base: i32,
	/// Least points of each grade, AAA first. 0 for C: what lies below the last cut-off is C too.
	pub least_points: [u16; 9],
	/// Least share of the scorecard's characteristics that must have an attestation. In basis points.
	pub minimum_coverage: BasisPoints,
	/// What a rating over the attestations below would cover. In basis points.
	pub coverage: BasisPoints,
	/// The nonce that the next proof must carry.
	/// How many proofs of the enterprise were accepted before.
	pub nonce: u64,
	/// Proofs towards one institution that one consent allows. How many.
	pub thresholds_per_consent: u32,
	/// In the order of the scorecard.
	pub characteristics: Vec<BasisCharacteristic>,
}

/// One characteristic of a proof's basis. It has either a bin, or commitments, or neither: then it counts as missing.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct BasisCharacteristic {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// By bin, lowest first. In points.
	pub points: Vec<i16>,
	/// Points where no attestation counts.
	pub missing: i16,
	/// Number of the attestation that counts, from 1.
	pub revision: Option<Revision>,
	/// First second at which that attestation no longer counts. Unix time in seconds.
	pub expires: Option<Timestamp>,
	/// Bin of an open attestation, numbered from 0, the lowest.
	pub bin: Option<u8>,
	/// Of a sealed attestation, by bin, without the last.
	pub commitments: Vec<H256>,
	/// It was shown that the commitments hold a single 1.
	pub shown: bool,
}
