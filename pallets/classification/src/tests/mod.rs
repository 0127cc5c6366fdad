mod classify;
mod invariants;
mod set_rule;
mod spread;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use lingnan_support::{from_civil, Date, LoanId};

fn day(year: u32, month: u32, day: u32) -> Date {
	from_civil(year, month, day).unwrap()
}

fn view(loan: LoanId) -> ClassificationView {
	Classification::classification(loan).unwrap()
}

/// The bank's word, with nothing else said.
fn judge(who: u64, class: LoanClass) -> DispatchResult {
	Classification::classify(signed(who), LOAN, class, false, false, REASON)
}
