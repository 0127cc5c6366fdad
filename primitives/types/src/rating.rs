//! Ratings, their reasons, what lifts a grade, and what a proof of a grade is made from.

use crate::{
	record, scorecard::MAX_CHARACTERISTICS, words::words, BasisPoints, Grade, IndicatorId, InstitutionId,
	RegistrationNumber, Revision, ScorecardId, Timestamp,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Bytes that a proof is read up to. A well-formed one has 544; the rest is there to be refused by name.
pub const MAX_PROOF: u32 = 1_024;

record! {
	/// How a rating came to be.
	#[derive(Copy)]
	pub enum Form {
		/// Computed from open attestations: points and grade are what they are.
		#[codec(index = 0)]
		Open,
		/// Proved over sealed attestations (`prove_grade`): the grade is at least this.
		#[codec(index = 1)]
		Sealed,
	}
}

words!(Form { Open, Sealed });

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
	/// An attestation that a proof rests on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ProvedAttestation {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which attestation about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
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
		/// Every attestation that counts of the scorecard's indicators, open and sealed.
		pub used: BoundedVec<ProvedAttestation, ConstU32<MAX_CHARACTERISTICS>>,
		/// 544 bytes, in the format of `lingnan-sealed`.
		pub proof: BoundedVec<u8, ConstU32<MAX_PROOF>>,
	}
}

record! {
	/// Why a rating is not better: how many points an indicator lacks against the reference.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reason {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Points that it lacks against the reference.
		pub shortfall: u32,
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
	/// Computed from open attestations, or proved over sealed ones.
	pub form: Form,
	/// Open: the total. Sealed: the least points of the grade; the total is at least this.
	pub points: u16,
	/// Sealed: at least this grade.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had an attestation. In basis points.
	pub coverage: BasisPoints,
	/// The largest shortfalls, at most four, the largest first.
	pub reasons: Vec<Reason>,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Made by the scorecard in force, and neither it nor what it rests on has ended: lenders may decide by it.
	pub current: bool,
	/// Why it has ended, where it has.
	pub ended: Option<RatingEnd>,
	/// Number of the institution that asked. None: the enterprise itself.
	pub institution: Option<InstitutionId>,
	/// The attestations that went into it.
	pub used: Vec<UsedAttestation>,
}

/// All that is known of an enterprise's ratings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingsView {
	/// That by a champion that counts now; where none does, the newest.
	pub champion: Option<RatingView>,
	/// The newest by each challenger.
	pub challengers: Vec<RatingView>,
	/// The last eight by champions, newest first.
	pub history: Vec<RatingView>,
}

/// One characteristic of an explanation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CharacteristicView {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Nothing, where no attestation counts. In the indicator's unit.
	pub value: Option<i64>,
	/// Bin in which the value falls, lowest 0.
	pub bin: Option<u8>,
	/// Points of the bin, or of a missing attestation.
	pub points: i16,
	/// Points of a sound firm.
	pub reference: i16,
	/// Points that it lacks against the reference.
	pub shortfall: u32,
}

/// The smallest change of one indicator that lifts the grade.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Lift {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Bin in which the value falls now, lowest 0. None: no attestation counts.
	pub from_bin: Option<u8>,
	/// Bin in which the value must fall, lowest 0.
	pub to_bin: u8,
	/// The value must be at least this; nothing for the lowest bin. In the indicator's unit.
	pub at_least: Option<i64>,
	/// The value must be below this; nothing for the highest bin. In the indicator's unit.
	pub below: Option<i64>,
	/// Points in all with that change.
	pub points: u16,
	/// The grade with that change.
	pub grade: Grade,
}

/// What the scorecard in force says of an enterprise now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// Points that everybody has, before the characteristics.
	pub base: i32,
	/// Points in all.
	pub points: u16,
	/// The grade.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had an attestation. In basis points.
	pub coverage: BasisPoints,
	/// One for each indicator of the scorecard.
	pub characteristics: Vec<CharacteristicView>,
	/// The largest shortfalls, at most four, the largest first.
	pub reasons: Vec<Reason>,
	/// The smallest change of one indicator that lifts the grade. None: no single one does.
	pub lift: Option<Lift>,
}

/// Why there is nothing to explain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
pub enum ExplainRefusal {
	/// No scorecard is in force.
	NoChampion,
	/// Too few indicators have an attestation that counts.
	CoverageTooLow {
		/// Share of the characteristics that have an attestation. In basis points.
		coverage: BasisPoints,
		/// The least that the scorecard asks for. In basis points.
		minimum: BasisPoints,
	},
	/// Some of the attestations are sealed: the chain does not know the bins. Whoever has the openings can explain.
	Sealed,
	/// No such enterprise is on the register.
	NotFound,
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
	/// Of a sealed attestation, by bin.
	pub commitments: Vec<H256>,
}
