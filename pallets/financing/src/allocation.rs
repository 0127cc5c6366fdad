//! One payment of a borrower that owes on several loans.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	weights::Weight,
};
use lingnan_lending::order::{between, Debt};
use lingnan_support::{
	Amount, Currency, Date, InstitutionId, Institutions as _, LoanAccounts, LoanId, RegistrationNumber, Text,
};

/// Loans of one borrower at one lender between which a payment is spread.
pub const MAX_DEBTS: u32 = 16;

/// What came, and how it is told apart from other payments.
pub(crate) struct Received {
	pub currency: Currency,
	pub amount: Amount,
	pub reference: Text<64>,
	pub value_date: Date,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record_payment(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		received: Received,
		named: Option<LoanId>,
	) -> DispatchResult {
		let institution = Self::lender_of(&who, &enterprise)?;
		let Received { currency, amount, reference, value_date } = received;
		let open = <Self as LoanAccounts>::open_at(institution, &enterprise);
		ensure!(open.len() <= MAX_DEBTS as usize, Error::<T>::TooManyDebts);
		let mut loans: Vec<LoanId> = Vec::new();
		let mut debts: Vec<Debt> = Vec::new();
		for loan in open {
			let account = Self::open(loan)?;
			if account.terms.currency != currency {
				continue;
			}
			// What of a loan is due is one debt, and what is not another.
			debts.extend(Self::debts_of(&account)?);
			loans.push(loan);
		}
		ensure!(!loans.is_empty(), Error::<T>::NotFound);
		let place = |loan| loans.iter().position(|one| *one == loan).ok_or(Error::<T>::NotFound);
		let mut parts: Vec<Amount> = alloc::vec![0; loans.len()];
		let mut left = amount;
		if let Some(place) = named.map(place).transpose()? {
			let own = debts.iter_mut().skip(place.saturating_mul(2)).take(2);
			for debt in own {
				let part = left.min(debt.owed);
				(left, debt.owed) = (left.saturating_sub(part), debt.owed.saturating_sub(part));
				if let Some(sum) = parts.get_mut(place) {
					*sum = sum.saturating_add(part);
				}
			}
		}
		for (number, part) in between(left, &debts, None).into_iter().enumerate() {
			left = left.saturating_sub(part);
			if let Some(sum) = parts.get_mut(number / 2) {
				*sum = sum.saturating_add(part);
			}
		}
		ensure!(left == 0, Error::<T>::AboveDebt);
		for (loan, part) in loans.into_iter().zip(parts).filter(|(_, part)| *part > 0) {
			Self::do_record_repayment(who.clone(), loan, part, reference.clone(), value_date)?;
		}
		Ok(())
	}

	/// What spreading a payment costs: each account is read and reckoned twice.
	pub(crate) fn weight_of_debts(who: &T::AccountId, enterprise: &RegistrationNumber) -> Weight {
		let one = T::WeightInfo::record_repayment();
		let Ok(institution) = Self::lender_of(who, enterprise) else { return one };
		let loans = <Self as LoanAccounts>::open_at(institution, enterprise).into_iter().take(MAX_DEBTS as usize);
		loans.fold(one, |sum, loan| {
			sum.saturating_add(one).saturating_add(Self::weight_of_account(loan).saturating_mul(2))
		})
	}

	/// The institution whose key this is, suspended or not, if the enterprise ever borrowed from it.
	fn lender_of(who: &T::AccountId, enterprise: &RegistrationNumber) -> Result<InstitutionId, DispatchError> {
		let lenders = LoansOf::<T>::iter_key_prefix(enterprise).filter_map(|loan| Loans::<T>::get(loan));
		let mut theirs =
			lenders.map(|loan| loan.institution).filter(|one| T::Institutions::key_of(*one).as_ref() == Some(who));
		theirs.next().ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	/// What is due of a loan today, and what is not.
	fn debts_of(account: &accounts::Account) -> Result<[Debt; 2], DispatchError> {
		let books = account.on(Self::today()).map_err(Self::fault)?;
		let due = books.due().total;
		let rest = books.payoff().saturating_sub(due);
		let schedule = books.schedule().map_err(Self::fault)?;
		let next = schedule.iter().find(|line| line.due > books.reckoned()).map_or(books.reckoned(), |line| line.due);
		let since = books.arrears_since().unwrap_or(books.reckoned());
		// Whether there is security, not what it is worth: valuations move, and this must come out alike on every day.
		let secured = Amount::from(!account.terms.security.is_empty());
		let burden = books.rate().0;
		let debt = |owed, is_due, due| Debt { owed, is_due, secured, burden, due };
		Ok([debt(due, true, since), debt(rest, false, next)])
	}
}
