//! Loans, as security sees them.

use super::with;
use crate::{loan::LoanState, *};
use alloc::vec::Vec;
use sp_core::H256;
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	owed: BTreeMap<LoanId, (Currency, Amount)>,
	credited: Vec<(LoanId, LienId, Amount)>,
	compensated: BTreeSet<LoanId>,
	facts: BTreeMap<LoanId, LoanFacts>,
	pending: BTreeMap<ApplicationId, (InstitutionId, RegistrationNumber, Currency)>,
	guaranteed: Vec<(LoanId, GuaranteeId, Amount)>,
	proposed: BTreeMap<LoanId, (H256, Timestamp)>,
	amounts: BTreeMap<ApplicationId, Amount>,
}

/// The principal of an application's terms.
pub fn set_pending_amount(application: ApplicationId, amount: Amount) {
	with(|t| t.loans.amounts.insert(application, amount));
}

/// The amendment that is proposed for a loan, until then.
pub fn set_proposed(loan: LoanId, amendment: H256, valid_until: Timestamp) {
	with(|t| t.loans.proposed.insert(loan, (amendment, valid_until)));
}

/// What is known of a loan; `None` takes it away.
pub fn set_facts(loan: LoanId, facts: Option<LoanFacts>) {
	with(|t| match facts {
		Some(facts) => t.loans.facts.insert(loan, facts),
		None => t.loans.facts.remove(&loan),
	});
}

/// An application whose terms were offered and whose loan has not begun.
pub fn set_pending(
	application: ApplicationId,
	institution: InstitutionId,
	enterprise: RegistrationNumber,
	currency: Currency,
) {
	with(|t| t.loans.pending.insert(application, (institution, enterprise, currency)));
}

/// What guarantors paid: loan, guarantee, amount.
pub fn guaranteed() -> Vec<(LoanId, GuaranteeId, Amount)> {
	with(|t| t.loans.guaranteed.clone())
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
	fn facts(loan: LoanId) -> Option<LoanFacts> {
		with(|t| t.loans.facts.get(&loan).cloned())
	}
	fn open_at(institution: InstitutionId, enterprise: &RegistrationNumber) -> Vec<LoanId> {
		let theirs = |facts: &LoanFacts| {
			facts.institution == institution && facts.enterprise == *enterprise && facts.state != LoanState::Closed
		};
		with(|t| t.loans.facts.iter().filter(|(_, facts)| theirs(facts)).map(|(loan, _)| *loan).collect())
	}
	fn pending(application: ApplicationId) -> Option<(InstitutionId, RegistrationNumber, Currency)> {
		with(|t| t.loans.pending.get(&application).cloned())
	}
	fn pending_amount(application: ApplicationId) -> Option<Amount> {
		with(|t| t.loans.pending.get(&application).and_then(|_| t.loans.amounts.get(&application).copied()))
	}
	fn proposed(loan: LoanId) -> Option<(H256, Timestamp)> {
		with(|t| t.loans.proposed.get(&loan).copied())
	}
	fn credit_guarantee(loan: LoanId, amount: Amount, guarantee: GuaranteeId) -> Result<Amount, DispatchError> {
		with(|t| {
			let facts = t.loans.facts.get(&loan).ok_or(DispatchError::Other("no such loan"))?;
			let taken = amount.min(facts.payoff);
			t.loans.guaranteed.push((loan, guarantee, taken));
			Ok(taken)
		})
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
