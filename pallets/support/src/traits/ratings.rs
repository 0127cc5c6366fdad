use crate::{Amount, Date, Grade, InstitutionId, RegistrationNumber, ScorecardId};
use frame_support::weights::Weight;

pub use lingnan_types::rating::RatingSummary;

/// Answered by `credit-scoring`.
pub trait Ratings {
	/// The newest rating by the champion scorecard that still counts now: neither it nor what it rests on has ended.
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary>;
	/// Whether there is a scorecard in force by which this enterprise could be rated.
	fn has_champion(enterprise: &RegistrationNumber) -> bool;
	/// What [`Self::current`] costs at most: each attestation of the rating is looked at.
	fn weight() -> Weight;
}

/// A loan as it was granted: all that the monitor of scorecards is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantedLoan<'a> {
	pub enterprise: &'a RegistrationNumber,
	pub institution: InstitutionId,
	/// The rating by which it was granted.
	pub scorecard: ScorecardId,
	pub grade: Grade,
	/// Minor units of the loan's currency.
	pub amount: Amount,
	/// The day from which it runs.
	pub on: Date,
}

/// Answered by `credit-scoring`: what became of the loans, against the scorecard that predicted it. How a loan ends
/// otherwise is not told: whoever did not default within a year of the grant did not default within a year.
///
/// No call can fail: an unknown scorecard is ignored, and so is an enterprise that is not in the register here, for
/// its grade was another chain's.
pub trait Outcomes {
	/// A loan begins to run. Told once for each loan.
	fn granted(loan: &GrantedLoan);
	/// A loan is in default, since this day. Told once for each loan.
	fn defaulted(loan: &GrantedLoan, on: Date);
	/// It never was in default: what was due had been paid in time, though recorded later. Neither suspension nor warning
	/// is undone by that.
	fn default_undone(loan: &GrantedLoan);
	/// It never began: no money had come.
	fn annulled(loan: &GrantedLoan);
	/// What one call costs at most.
	fn weight() -> Weight;
}

impl Outcomes for () {
	fn granted(_: &GrantedLoan) {}
	fn defaulted(_: &GrantedLoan, _: Date) {}
	fn default_undone(_: &GrantedLoan) {}
	fn annulled(_: &GrantedLoan) {}
	fn weight() -> Weight {
		Weight::zero()
	}
}
