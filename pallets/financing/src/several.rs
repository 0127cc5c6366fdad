//! One payment on several loans of one borrower: what of it goes to each is the law's, and no one's choice.

use crate::*;
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	weights::Weight,
};
use lingnan_lending::order::{between_loans, Standing};
use lingnan_support::{Amount, Date, Guarantees, LoanId, Outcomes, Text};

/// A payment, and the loan for which the borrower made it, if it named one.
pub(crate) struct OnSeveral {
	pub amount: Amount,
	pub reference: Text<64>,
	pub value_date: Date,
	pub named: Option<LoanId>,
}

impl<T: Config> Pallet<T> {
	/// Civil Code 560 says how much each loan gets, and what that is spent on each loan's own order (561). All or nothing.
	pub(crate) fn do_repay_several(who: T::AccountId, loans: Together, payment: OnSeveral) -> DispatchResult {
		let OnSeveral { amount, reference, value_date, named } = payment;
		ensure!(Self::weight_of_several(&loans).all_lte(Self::most_of_several(loans.len())), Error::<T>::TooMuchAtOnce);
		let distinct: BTreeSet<_> = loans.iter().collect();
		ensure!(distinct.len() == loans.len(), Error::<T>::NotOneDebtor);
		let named = match named {
			Some(named) => Some(loans.iter().position(|loan| *loan == named).ok_or(Error::<T>::NotFound)?),
			None => None,
		};
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		let mut borrower = None;
		let mut standings = Vec::new();
		for id in &loans {
			let account = Self::lent_by(&who, *id)?;
			// Sent once more, a payment would go to those that got nothing of it.
			ensure!(!References::<T>::contains_key(id, &key), Error::<T>::AlreadyRecorded);
			ensure!((account.loan.started..=Self::today()).contains(&value_date), Error::<T>::InvalidValueDate);
			let both = (account.loan.enterprise.clone(), account.terms.currency);
			ensure!(*borrower.get_or_insert_with(|| both.clone()) == both, Error::<T>::NotOneDebtor);
			standings.push(Self::standing(&account, value_date)?);
			account.store::<T>();
		}
		let (enterprise, _) = borrower.ok_or(Error::<T>::NotFound)?;
		let parts = between_loans(amount, &standings, named).map_err(|_| Error::<T>::AboveDebt)?;
		let mut paid = Together::default();
		for (id, part) in loans.into_iter().zip(parts).filter(|(_, part)| *part > 0) {
			Self::do_record_repayment(who.clone(), id, part, reference.clone(), value_date)?;
			paid.try_push(id).map_err(|_| Error::<T>::LimitExceeded)?;
		}
		ensure!(!paid.is_empty(), Error::<T>::LimitExceeded);
		Self::deposit_event(Event::PaymentSplit { enterprise, reference, value_date, loans: paid });
		Ok(())
	}

	fn standing(account: &accounts::Account, day: Date) -> Result<Standing, DispatchError> {
		let books = account.as_of(day).map_err(Self::fault)?;
		Ok(Standing {
			payoff: books.payoff(),
			due: books.due().total,
			is_secured: !account.terms.security.is_empty() || T::Guarantees::stand_behind(account.id),
			rate: books.rate().0,
			since: books.arrears_since().unwrap_or(day),
			next: books.next_due(),
		})
	}

	/// What the call takes on these loans: each account is read and reckoned to know what it owes, and once more for its part.
	pub(crate) fn weight_of_several(loans: &[LoanId]) -> Weight {
		let one = |id: &LoanId| Self::weight_of_account(*id).saturating_mul(2).saturating_add(Self::weight_of_part());
		loans.iter().fold(Weight::zero(), |sum, id| sum.saturating_add(one(id)))
	}

	/// The most of that: no more than the longest account that there can be, or as many ordinary ones as are named.
	pub(crate) fn most_of_several(loans: usize) -> Weight {
		let loans = u64::try_from(loans).unwrap_or(u64::MAX);
		Self::most_of_account().saturating_mul(2).saturating_add(Self::weight_of_part().saturating_mul(loans))
	}

	/// Beyond reading and reckoning its account.
	fn weight_of_part() -> Weight {
		let told = T::Guarantees::weight().saturating_add(T::Outcomes::weight());
		T::WeightInfo::record_repayment().saturating_add(told)
	}
}
