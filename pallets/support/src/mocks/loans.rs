//! Loans, as security sees them.

use super::with;
use crate::*;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	owed: BTreeMap<LoanId, (Currency, Amount)>,
	credited: Vec<(LoanId, LienId, Amount)>,
	compensated: BTreeSet<LoanId>,
}

/// What [`MockLoans`] answers for a loan.
pub fn set_owed(loan: LoanId, currency: Currency, amount: Amount) {
	with(|t| t.loans.owed.insert(loan, (currency, amount)));
}

/// A loan of which the public fund bears a part.
pub fn set_compensated(loan: LoanId) {
	with(|t| t.loans.compensated.insert(loan));
}

/// What was credited: loan, lien, amount.
pub fn credited() -> Vec<(LoanId, LienId, Amount)> {
	with(|t| t.loans.credited.clone())
}

/// Loans by number: currency, what is owed, and what was credited of which liens.
pub struct MockLoans;

impl LoanAccounts for MockLoans {
	fn owed(loan: LoanId) -> Option<(Currency, Amount)> {
		with(|t| t.loans.owed.get(&loan).copied())
	}
	/// So that it can be seen of how many loans a call is weighed.
	fn credit_weight_of(_: LoanId) -> Weight {
		Weight::from_parts(1_000_000_000, 0)
	}
	fn fund_has_paid(loan: LoanId) -> bool {
		with(|t| t.loans.compensated.contains(&loan))
	}
	fn credit(loan: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError> {
		with(|t| {
			let (_, owed) = t.loans.owed.get_mut(&loan).ok_or(DispatchError::Other("no such loan"))?;
			let taken = amount.min(*owed);
			*owed -= taken;
			t.loans.credited.push((loan, lien, taken));
			Ok(taken)
		})
	}
}
