use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{record, BasisPoints, Grade, IndicatorId, InstitutionId, Revision, ScorecardId, Text, Timestamp};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Characteristics that a scorecard can have.
pub const MAX_CHARACTERISTICS: u32 = 64;
/// Challengers beside the champion.
pub const MAX_CHALLENGERS: u32 = 2;
/// Ratings kept for each enterprise.
pub const MAX_HISTORY: u32 = 8;
/// Reasons given with a rating.
pub const MAX_REASONS: u32 = 4;
/// Days for which a rating can be valid: two years.
pub const MAX_VALIDITY_DAYS: u32 = 732;

record! {
	/// Points for one indicator.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CharacteristicSpec {
		pub indicator: IndicatorId,
		/// One entry for each bin, lowest bin first.
		pub points: BoundedVec<i16, ConstU32<8>>,
		/// Points where no statement counts: never better than the worst bin.
		pub missing: i16,
		/// What a sound firm has; shortfalls are measured against it.
		pub reference: i16,
	}
}

record! {
	/// How statements become a grade. It never changes once proposed.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ScorecardSpec {
		pub name: Text<64>,
		pub base: i32,
		pub characteristics: BoundedVec<CharacteristicSpec, ConstU32<MAX_CHARACTERISTICS>>,
		/// Least points for each grade, AAA first, strictly falling. What lies below the last is C too.
		pub cut_offs: [u16; 9],
		/// Probability of default within a year, AAA first, never falling.
		pub default_probabilities: [BasisPoints; 9],
		/// Least share of the characteristics that must have a statement.
		pub minimum_coverage: BasisPoints,
		/// Days for which a rating is valid, 1 to 732.
		pub validity_days: u32,
	}
}

record! {
	/// Where a scorecard stands.
	#[derive(Copy)]
	pub enum Status {
		Draft,
		Validated,
		/// Champion or challenger.
		Active,
		/// Its predictions failed, or governance stopped it.
		Suspended,
		Retired,
	}
}

record! {
	/// Open ratings show points; sealed ones, which are to come, only a grade.
	#[derive(Copy)]
	pub enum Form {
		#[codec(index = 0)]
		Open,
	}
}

record! {
	/// A statement that went into a rating.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct UsedStatement {
		pub indicator: IndicatorId,
		pub revision: Revision,
		pub bin: u8,
	}
}

record! {
	/// Why a rating is not better: how many points an indicator lacks against the reference.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reason {
		pub indicator: IndicatorId,
		pub shortfall: u32,
	}
}

/// A scorecard as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Scorecard<AccountId> {
	pub spec: ScorecardSpec,
	/// Nobody for the one of genesis.
	pub author: Option<AccountId>,
	pub validator: Option<AccountId>,
	pub status: Status,
}

/// A rating as it is stored: enough to compute it again to the bit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Rating {
	pub scorecard: ScorecardId,
	pub form: Form,
	pub points: u16,
	pub grade: Grade,
	pub default_probability: BasisPoints,
	pub coverage: BasisPoints,
	pub reasons: BoundedVec<Reason, ConstU32<MAX_REASONS>>,
	pub made_at: Timestamp,
	/// First second at which it no longer counts.
	pub valid_until: Timestamp,
	/// Who asked: an institution, or the enterprise itself.
	pub institution: Option<InstitutionId>,
	pub used: BoundedVec<UsedStatement, ConstU32<MAX_CHARACTERISTICS>>,
}

record! {
	/// How loans of one grade ended.
	#[derive(Copy, Default)]
	pub struct Outcome {
		pub repaid: u32,
		pub defaulted: u32,
	}
}

/// A rating as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatingView {
	pub scorecard: ScorecardId,
	pub form: Form,
	pub points: u16,
	pub grade: Grade,
	pub default_probability: BasisPoints,
	pub coverage: BasisPoints,
	pub reasons: Vec<Reason>,
	pub made_at: Timestamp,
	pub valid_until: Timestamp,
	/// Made by the scorecard in force, and not expired: lenders may decide by it.
	pub current: bool,
	pub institution: Option<InstitutionId>,
	pub used: Vec<UsedStatement>,
}

/// All that is known of an enterprise's ratings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatingsView {
	/// The newest by a champion.
	pub champion: Option<RatingView>,
	/// The newest by each challenger.
	pub challengers: Vec<RatingView>,
	/// The last eight by champions, newest first.
	pub history: Vec<RatingView>,
}

/// One characteristic of an explanation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CharacteristicView {
	pub indicator: IndicatorId,
	/// Nothing, where no statement counts.
	pub value: Option<i64>,
	pub bin: Option<u8>,
	pub points: i16,
	pub reference: i16,
	pub shortfall: u32,
}

/// The smallest change of one indicator that lifts the grade.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lift {
	pub indicator: IndicatorId,
	pub from_bin: Option<u8>,
	pub to_bin: u8,
	/// The value must be at least this; nothing for the lowest bin.
	pub at_least: Option<i64>,
	/// The value must be below this; nothing for the highest bin.
	pub below: Option<i64>,
	pub points: u16,
	pub grade: Grade,
}

/// What the scorecard in force says of an enterprise now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
	pub scorecard: ScorecardId,
	pub base: i32,
	pub points: u16,
	pub grade: Grade,
	pub default_probability: BasisPoints,
	pub coverage: BasisPoints,
	pub characteristics: Vec<CharacteristicView>,
	pub reasons: Vec<Reason>,
	pub lift: Option<Lift>,
}

/// Why there is nothing to explain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub enum ExplainRefusal {
	/// No scorecard is in force.
	NoChampion,
	/// Too few indicators have a statement that counts.
	CoverageTooLow { coverage: BasisPoints, minimum: BasisPoints },
}

/// A scorecard as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScorecardView {
	pub id: ScorecardId,
	pub status: Status,
	pub champion: bool,
	pub challenger: bool,
	#[serde(flatten)]
	pub spec: ScorecardSpec,
	/// How loans ended by grade at grant, AAA first.
	pub outcomes: Vec<Outcome>,
}
