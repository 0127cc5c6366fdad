//! A loan's life, from the first day to the last unit.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{
	share_of, Amount, BasisPoints, Date, Institutions as _, LoanId, Outcomes, Security, Text, WHOLE,
};

/// The most that costs of collection can add to a loan: a tenth of its amount.
const MOST_LEVIED: BasisPoints = 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_levy_charge(who: T::AccountId, id: LoanId, amount: Amount, reason: Text<64>) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		let today = Self::today();
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		loan.ledger.reckon(today);
		let late = loan.state == LoanState::InDefault || loan.ledger.arrears_since().is_some();
		ensure!(late, Error::<T>::NotInArrears);
		let levied = loan.levied.saturating_add(amount);
		let within = amount > 0 && levied <= share_of(loan.terms.amount, MOST_LEVIED);
		ensure!(within, Error::<T>::LimitExceeded);
		ensure!(loan.postings < MAX_POSTINGS, Error::<T>::TooManyPostings);

		loan.levied = levied;
		Self::book(id, &mut loan, Entry::Charge { amount, reason: reason.clone() }, today)?;
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::Charged { loan: id, amount, reason });
		Ok(())
	}

	pub(crate) fn do_declare_default(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(loan.called_on.is_none(), Error::<T>::WrongState);
		ensure!(loan.claims == 0, Error::<T>::ClaimUnanswered);
		let days = Self::material_days(&loan);
		ensure!(days >= T::DefaultAfterDays::get().max(1), Error::<T>::NotInArrears);

		let today = Self::today();
		Self::book(id, &mut loan, Entry::Called, today)?;
		loan.called_on = Some(today);
		Self::mark_default(id, &mut loan, days);
		for asset in &loan.terms.security {
			T::Security::default(*asset, id)?;
		}
		Self::deposit_event(Event::LoanCalled { loan: id });
		Loans::<T>::insert(id, loan);
		Ok(())
	}

	pub(crate) fn do_note_arrears(id: LoanId) -> DispatchResult {
		let mut loan = Self::started(id)?;
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		let days = Self::material_days(&loan);
		ensure!(days > 0, Error::<T>::NotInArrears);
		let noted = NotedArrears { on: Self::today(), days };
		ensure!(loan.noted != Some(noted), Error::<T>::AlreadyRecorded);

		loan.noted = Some(noted);
		Self::deposit_event(Event::ArrearsNoted { loan: id, days });
		// The lender has its days to answer what the borrower says that it paid, and no more.
		let answering = PaymentClaims::<T>::iter_prefix_values(id).any(|claim| Self::today() <= claim.answer_by);
		if days >= T::DefaultAfterDays::get().max(1) && !answering {
			Self::mark_default(id, &mut loan, days);
		}
		Loans::<T>::insert(id, loan);
		Ok(())
	}

	pub(crate) fn do_write_off(who: T::AccountId, id: LoanId, share: BasisPoints) -> DispatchResult {
		ensure!(Loans::<T>::contains_key(id), Error::<T>::NotFound);
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(loan.state == LoanState::InDefault, Error::<T>::WrongState);
		ensure!(share <= WHOLE, Error::<T>::LimitExceeded);
		ensure!(share > loan.written_off, Error::<T>::NotMoreSevere);
		loan.written_off = share;
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::WrittenOff { loan: id, share });
		Ok(())
	}

	/// What may be past due without any consequence: the governed amount or the governed share of the loan, whichever is less.
	pub(crate) fn materiality(terms: &Terms) -> Amount {
		let least = rates::most(T::MaterialArrears::get(), terms.currency, &T::LimitRates::get());
		least.min(share_of(terms.amount, T::MaterialShare::get()))
	}

	/// Days until today for which more than that was past due.
	pub(crate) fn material_days(loan: &Loan) -> u32 {
		let today = Self::today();
		let mut books = loan.ledger.clone();
		books.reckon(today);
		books.arrears_above(Self::materiality(&loan.terms)).map_or(0, |since| today.saturating_sub(since))
	}

	/// A default is a fact: it counts once, whoever found it.
	fn mark_default(id: LoanId, loan: &mut Loan, arrears_days: u32) {
		if loan.state != LoanState::Active {
			return;
		}
		loan.state = LoanState::InDefault;
		loan.defaulted_on = Some(Self::today());
		let principal = loan.ledger.outstanding_principal();
		Self::deposit_event(Event::Defaulted { loan: id, principal, arrears_days });
		T::Outcomes::report(&loan.terms.enterprise, loan.scorecard, loan.grade, true);
	}

	/// Frees the security, and counts the outcome unless the default counted already.
	pub(crate) fn close_loan(id: LoanId, loan: &mut Loan, on: Date) -> DispatchResult {
		for asset in &loan.terms.security {
			T::Security::discharge(*asset, id)?;
		}
		if loan.state == LoanState::Active {
			T::Outcomes::report(&loan.terms.enterprise, loan.scorecard, loan.grade, false);
		}
		loan.state = LoanState::Closed;
		loan.closed_on = Some(on);
		Self::deposit_event(Event::LoanClosed { loan: id });
		Ok(())
	}

	/// Takes the closing back: the security stands again where it can, and the outcome does not count.
	pub(crate) fn reopen_loan(id: LoanId, loan: &mut Loan) -> DispatchResult {
		let mut lost = Assets::default();
		for asset in &loan.terms.security {
			if !T::Security::restore(*asset, id) {
				// There is room for each asset of the loan.
				let _ = lost.try_push(*asset);
			} else if loan.called_on.is_some() {
				T::Security::default(*asset, id)?;
			}
		}
		loan.closed_on = None;
		if loan.defaulted_on.is_some() {
			loan.state = LoanState::InDefault;
		} else {
			loan.state = LoanState::Active;
			T::Outcomes::retract(&loan.terms.enterprise, loan.scorecard, loan.grade, false);
		}
		Self::deposit_event(Event::LoanReopened { loan: id, lost });
		Ok(())
	}

	/// A loan that is not closed, if the signer lent it. A suspended lender keeps its duties.
	pub(crate) fn lent_by(who: &T::AccountId, id: LoanId) -> Result<Loan, DispatchError> {
		let loan = Self::started(id)?;
		ensure!(Self::key_of(loan.terms.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		Ok(loan)
	}
}
