//! The public risk-compensation fund.
//!
//! It pays after a waiting time and an approval, and bears its part of the principal that is owed in the end: what is
//! recovered later goes back to it in proportion. Costs are taken out of a recovery before principal is, so that an
//! advance with recoveries shared and a share of the net loss come to the same.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use lingnan_support::{share_of, Amount, BasisPoints, Currency, LoanId, MAX_AMOUNT, WHOLE};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_compensation(currency: Currency, share: BasisPoints, budget: Amount) -> DispatchResult {
		let paid = Funds::<T>::get(currency).map_or(0, |fund| fund.paid);
		ensure!(share <= WHOLE && (paid..=MAX_AMOUNT).contains(&budget), Error::<T>::LimitExceeded);
		Funds::<T>::insert(currency, Fund { share, budget, paid });
		Self::deposit_event(Event::CompensationSet { currency, share, budget });
		Ok(())
	}

	pub(crate) fn do_ask_compensation(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(loan.asked_on.is_none(), Error::<T>::AlreadyAsked);
		let called = loan.called_on.ok_or(Error::<T>::WrongState)?;
		let today = Self::today();
		ensure!(today >= called.saturating_add(T::CompensationDays::get()), Error::<T>::TooEarly);
		ensure!(Funds::<T>::contains_key(loan.terms.currency), Error::<T>::NotFound);
		loan.asked_on = Some(today);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::CompensationAsked { loan: id });
		Ok(())
	}

	pub(crate) fn do_approve_compensation(id: LoanId) -> DispatchResult {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let waits = loan.state == LoanState::InDefault && loan.asked_on.is_some() && loan.cover.is_none();
		ensure!(waits, Error::<T>::WrongState);
		let fund = Funds::<T>::get(loan.terms.currency).ok_or(Error::<T>::NotFound)?;
		let principal = loan.ledger.outstanding_principal();
		let granted = share_of(principal, fund.share).min(fund.budget.saturating_sub(fund.paid));
		loan.cover = Some(Cover { principal, granted });
		Self::settle_fund(id, &mut loan);
		let institution = loan.terms.institution;
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::Compensated { loan: id, institution, amount: granted });
		Ok(())
	}

	/// Brings what the fund bears of a loan to its part of what is owed now.
	pub(crate) fn settle_fund(id: LoanId, loan: &mut Loan) {
		let Some(cover) = loan.cover else { return };
		let before = loan.compensated;
		loan.compensated = Funds::<T>::mutate(loan.terms.currency, |fund| {
			let Some(fund) = fund else { return before };
			let others = fund.paid.saturating_sub(before);
			let part = cover.of(loan.ledger.outstanding_principal()).min(fund.budget.saturating_sub(others));
			fund.paid = others.saturating_add(part);
			part
		});
		if loan.compensated != before {
			Self::deposit_event(Event::CompensationSettled { loan: id, bears: loan.compensated });
		}
	}
}
