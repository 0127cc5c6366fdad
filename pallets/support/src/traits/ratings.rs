use crate::{BasisPoints, Grade, IndicatorId, InstitutionId, RegistrationNumber, ScorecardId, Timestamp};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A rating as lenders see it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatingSummary {
	pub scorecard: ScorecardId,
	pub points: u16,
	pub grade: Grade,
	/// Probability of default within a year.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had a live statement.
	pub coverage: BasisPoints,
	pub made_at: Timestamp,
	/// First second at which it no longer counts.
	pub valid_until: Timestamp,
	/// Who asked: an institution, or the enterprise itself.
	pub institution: Option<InstitutionId>,
	/// The indicators that had a statement.
	pub indicators: Vec<IndicatorId>,
}

/// Answered by `credit-scoring`.
pub trait Ratings {
	/// The newest rating by the champion scorecard that is still valid now.
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary>;
}

/// Answered by `credit-scoring`: how loans ended, against the scorecard that predicted it.
pub trait Outcomes {
	/// Counts one ended loan under the scorecard and the grade at grant. Never fails: an unknown scorecard is ignored,
	/// and so is an enterprise that is not in the register here, for its grade was another chain's.
	fn report(enterprise: &RegistrationNumber, scorecard: ScorecardId, grade: Grade, defaulted: bool);
	/// Takes back what [`Self::report`] counted: the payment that ended the loan was reversed.
	fn retract(enterprise: &RegistrationNumber, scorecard: ScorecardId, grade: Grade, defaulted: bool);
}

impl Outcomes for () {
	fn report(_: &RegistrationNumber, _: ScorecardId, _: Grade, _: bool) {}
	fn retract(_: &RegistrationNumber, _: ScorecardId, _: Grade, _: bool) {}
}
