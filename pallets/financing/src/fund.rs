//! The public risk-compensation fund.
//!
//! It pays after a waiting time and an approval, and bears its part of the principal that is owed in the end: what is
//! recovered later goes back to it in proportion. Costs are taken out of a recovery before principal is, so that an
//! advance with recoveries shared and a share of the net loss come to the same.

use crate::{accounts::Account, *};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use lingnan_support::{share_of, Amount, BasisPoints, Currency, Institutions as _, LoanId, MAX_AMOUNT, WHOLE};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_compensation(currency: Currency, share: BasisPoints, budget: Amount) -> DispatchResult {
		let paid = Funds::<T>::get(currency).map_or(0, |fund| fund.paid);
		ensure!(share <= WHOLE && (paid..=MAX_AMOUNT).contains(&budget), Error::<T>::LimitExceeded);
		Funds::<T>::insert(currency, Fund { share, budget, paid });
		Self::deposit_event(Event::CompensationSet { currency, share, budget });
		Ok(())
	}

	pub(crate) fn do_ask_compensation(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(loan.institution) == Some(who), Error::<T>::NotAuthorized);
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		ensure!(loan.asked_on.is_none(), Error::<T>::AlreadyAsked);
		let called = loan.called_on.ok_or(Error::<T>::WrongState)?;
		let today = Self::today();
		ensure!(today >= called.saturating_add(T::CompensationDays::get()), Error::<T>::TooEarly);
		let currency = Self::terms_of(id.application())?.currency;
		ensure!(Funds::<T>::contains_key(currency), Error::<T>::NotFound);
		loan.asked_on = Some(today);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::CompensationAsked { loan: id });
		Ok(())
	}

	pub(crate) fn do_approve_compensation(id: LoanId) -> DispatchResult {
		let loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let waits = loan.state == LoanState::InDefault && loan.asked_on.is_some() && !Covers::<T>::contains_key(id);
		ensure!(waits, Error::<T>::WrongState);
		let account = Self::opened(id, loan)?;
		let fund = Funds::<T>::get(account.terms.currency).ok_or(Error::<T>::NotFound)?;
		let principal = account.after.principal;
		let granted = share_of(principal, fund.share).min(fund.budget.saturating_sub(fund.paid));
		Covers::<T>::insert(id, Cover { principal, granted, bears: 0 });
		Self::settle_fund(&account);
		let institution = account.loan.institution;
		account.store::<T>();
		Self::deposit_event(Event::Compensated { loan: id, institution });
		Ok(())
	}

	/// Brings what the fund bears of a loan to its part of what is owed now.
	pub(crate) fn settle_fund(account: &Account) {
		let Some(mut cover) = Covers::<T>::get(account.id) else { return };
		let before = cover.bears;
		cover.bears = Funds::<T>::mutate(account.terms.currency, |fund| {
			let Some(fund) = fund else { return before };
			let others = fund.paid.saturating_sub(before);
			let part = cover.of(account.after.principal).min(fund.budget.saturating_sub(others));
			fund.paid = others.saturating_add(part);
			part
		});
		if cover.bears != before {
			Covers::<T>::insert(account.id, cover);
			Self::deposit_event(Event::CompensationSettled { loan: account.id });
		}
	}
}
