//! What is reported of loans to the scorecard that predicted them.

use super::with;
use crate::*;
use alloc::vec::Vec;
use frame_support::weights::Weight;

#[derive(Default)]
pub(super) struct Table {
	granted: Vec<(ScorecardId, Grade, Amount, Date)>,
	defaulted: Vec<(ScorecardId, Grade, Date)>,
}

/// Loans that were reported as granted: scorecard, grade, amount, day.
pub fn grants_reported() -> Vec<(ScorecardId, Grade, Amount, Date)> {
	with(|t| t.outcomes.granted.clone())
}

/// Loans that were reported as defaulted: scorecard, grade at grant, day of the default.
pub fn defaults_reported() -> Vec<(ScorecardId, Grade, Date)> {
	with(|t| t.outcomes.defaulted.clone())
}

pub struct MockOutcomes;

impl Outcomes for MockOutcomes {
	fn granted(loan: &GrantedLoan) {
		with(|t| t.outcomes.granted.push((loan.scorecard, loan.grade, loan.amount, loan.on)));
	}
	fn defaulted(loan: &GrantedLoan, on: Date) {
		with(|t| t.outcomes.defaulted.push((loan.scorecard, loan.grade, on)));
	}
	fn default_undone(loan: &GrantedLoan) {
		with(|t| {
			t.outcomes.defaulted.retain(|(scorecard, grade, _)| (*scorecard, *grade) != (loan.scorecard, loan.grade))
		});
	}
	fn annulled(loan: &GrantedLoan) {
		let told = (loan.scorecard, loan.grade, loan.amount, loan.on);
		with(|t| t.outcomes.granted.retain(|granted| *granted != told));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}
