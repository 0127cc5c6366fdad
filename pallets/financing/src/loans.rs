//! A loan's life, from the first day to the last unit.

use crate::{accounts::Account, *};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use lingnan_lending::books::Books;
use lingnan_support::{
	share_of, Amount, BasisPoints, Date, Deadline, GrantedLoan, Guarantees, Institutions as _, LoanId, Outcomes,
	Security, Standstill, Text, WHOLE,
};

/// The most that costs of collection can add to a loan: a tenth of its amount.
const MOST_LEVIED: BasisPoints = 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_levy_charge(who: T::AccountId, id: LoanId, amount: Amount, reason: Text<64>) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		let today = Self::today();
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		let late = account.loan.state == LoanState::InDefault || Self::books_of(&account)?.arrears_since().is_some();
		ensure!(late, Error::<T>::NotInArrears);
		let levied = account.after.levied.saturating_add(amount);
		let within = amount > 0 && levied <= share_of(account.terms.conditions.amount, MOST_LEVIED);
		ensure!(within, Error::<T>::LimitExceeded);

		let posting = account.loan.postings;
		Self::book(&mut account, Entry::Charge { amount, reason: reason.clone() }, today)?;
		Self::ensure_room_on(&account, false)?;
		account.store::<T>();
		Self::deposit_event(Event::Charged { loan: id, posting, reason });
		Ok(())
	}

	pub(crate) fn do_declare_default(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		ensure!(account.loan.called_on.is_none(), Error::<T>::WrongState);
		let since = Self::material_since(&account, &Self::books_of(&account)?).ok_or(Error::<T>::NotInArrears)?;
		let days = Self::days_since(Deadline::Recording, since);
		ensure!(days >= Self::default_days(), Error::<T>::NotInArrears);
		// Whoever calls answers first what was stated in time. It can at any moment, so that no day ends this.
		let unanswered = PaymentClaims::<T>::iter_prefix_values(id).any(|claim| Self::in_time(&claim, since));
		ensure!(!unanswered, Error::<T>::ClaimUnanswered);

		let today = Self::today();
		Self::book(&mut account, Entry::Called, today)?;
		account.loan.called_on = Some(today);
		Self::mark_default(&mut account, days);
		for asset in &account.terms.security {
			T::Security::default(*asset, id)?;
		}
		T::Guarantees::called(id);
		Self::deposit_event(Event::LoanCalled { loan: id });
		account.store::<T>();
		Ok(())
	}

	pub(crate) fn do_note_arrears(id: LoanId) -> DispatchResult {
		let mut account = Self::open(id)?;
		ensure!(account.loan.state != LoanState::Closed, Error::<T>::WrongState);
		let since = Self::material_since(&account, &Self::books_of(&account)?).ok_or(Error::<T>::NotInArrears)?;
		let days = Self::days_since(Deadline::Recording, since);
		let noted = NotedArrears { on: Self::today(), days };
		ensure!(account.loan.noted != Some(noted), Error::<T>::AlreadyNoted);

		account.loan.noted = Some(noted);
		Self::deposit_event(Event::ArrearsNoted { loan: id, days });
		if Self::is_default(id, since, days) {
			Self::mark_default(&mut account, days);
		}
		account.store::<T>();
		Ok(())
	}

	/// Needs no books: what is written off is a share of whatever they say.
	pub(crate) fn do_write_off(who: T::AccountId, id: LoanId, share: BasisPoints) -> DispatchResult {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(loan.institution) == Some(who), Error::<T>::NotAuthorized);
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
		least.min(share_of(terms.conditions.amount, T::MaterialShare::get()))
	}

	/// Whether arrears since that day, so many days of them, are a default.
	fn is_default(id: LoanId, since: Date, days: u32) -> bool {
		// The lender has its days to answer what the borrower says that it paid, and no more; and what is stated when the
		// day was reached delays nothing, or claims that follow one another would hide a default for ever.
		let delays = |claim: &PaymentClaim| Self::in_time(claim, since) && !Self::is_overdue(claim);
		days >= Self::default_days() && !PaymentClaims::<T>::iter_prefix_values(id).any(|claim| delays(&claim))
	}

	/// Days until today for which more than what may be past due was, and whether noting them now records a default.
	pub(crate) fn material_arrears(account: &Account, books: &Books, state: LoanState) -> (u32, bool) {
		let Some(since) = Self::material_since(account, books) else { return (0, false) };
		let days = Self::days_since(Deadline::Recording, since);
		let noted = account.loan.noted == Some(NotedArrears { on: Self::today(), days });
		(days, state == LoanState::Active && !noted && Self::is_default(account.id, since, days))
	}

	/// The day since which more than that is past due.
	fn material_since(account: &Account, books: &Books) -> Option<Date> {
		books.arrears_above(Self::materiality(&account.terms))
	}

	fn default_days() -> u32 {
		T::DefaultAfterDays::get().max(1)
	}

	/// Stated before the arrears since that day were a default.
	fn in_time(claim: &PaymentClaim, since: Date) -> bool {
		let stated = claim.answer_by.saturating_sub(T::ClaimDays::get());
		T::Standstill::of(Deadline::Recording).others(since, stated) < Self::default_days()
	}

	/// The lender's days to answer are over.
	pub(crate) fn is_overdue(claim: &PaymentClaim) -> bool {
		Self::is_past(Deadline::Answer, claim.answer_by, T::ClaimDays::get())
	}

	/// A default is a fact: it counts once, whoever found it.
	fn mark_default(account: &mut Account, arrears_days: u32) {
		if account.loan.state != LoanState::Active {
			return;
		}
		let today = Self::today();
		account.loan.state = LoanState::InDefault;
		account.loan.defaulted_on = Some(today);
		let again = account.loan.cured_on.take().is_some();
		Self::deposit_event(Event::Defaulted { loan: account.id, arrears_days });
		// A loan is one observation of its scorecard, however often it is cured.
		if again {
			return;
		}
		let Loan { enterprise, scorecard, .. } = &account.loan;
		DefaultsOf::<T>::mutate(enterprise, scorecard, |count| *count = count.saturating_add(1));
		T::Outcomes::defaulted(&granted(&account.loan, &account.terms), today);
	}

	/// In default, and its lender has not called it.
	pub(crate) fn may_be_undone(loan: &Loan) -> bool {
		loan.state == LoanState::InDefault && loan.called_on.is_none()
	}

	/// Takes a default back that never was one: its lender has not called the loan, and by what is known now the loan was
	/// never for so many days past due. `worst`: the most days for which it was.
	pub(crate) fn undo_default(account: &mut Account, worst: u32) {
		let Account { id, loan, terms, .. } = account;
		if !Self::may_be_undone(loan) || worst >= Self::default_days() {
			return;
		}
		loan.state = LoanState::Active;
		loan.defaulted_on = None;
		loan.noted = None;
		loan.written_off = 0;
		let others = DefaultsOf::<T>::mutate_exists(&loan.enterprise, loan.scorecard, |count| {
			*count = count.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
			count.is_some()
		});
		Self::deposit_event(Event::DefaultUndone { loan: *id });
		// An enterprise is one observation of its scorecard: it stays in default while another of its loans is.
		if !others {
			T::Outcomes::default_undone(&granted(loan, terms));
		}
	}

	/// Frees the security.
	pub(crate) fn close_loan(account: &mut Account, on: Date) -> DispatchResult {
		let Account { id, loan, terms, .. } = account;
		for asset in &terms.security {
			T::Security::discharge(*asset, *id)?;
		}
		T::Guarantees::discharged(*id);
		loan.state = LoanState::Closed;
		Self::list_repaid(loan.institution, *id);
		loan.closed_on = Some(on);
		Self::deposit_event(Event::LoanClosed { loan: *id });
		Ok(())
	}

	/// Takes the closing back: the security stands again where it can, and the outcome does not count.
	pub(crate) fn reopen_loan(account: &mut Account) -> DispatchResult {
		let Account { id, loan, terms, .. } = account;
		let mut lost = Assets::default();
		for asset in &terms.security {
			if !T::Security::restore(*asset, *id) {
				// There is room for each asset of the loan.
				let _ = lost.try_push(*asset);
			} else if loan.called_on.is_some() {
				T::Security::default(*asset, *id)?;
			}
		}
		T::Guarantees::restored(*id);
		loan.closed_on = None;
		Self::list_reopened(loan.institution, *id);
		if loan.defaulted_on.is_some() && loan.cured_on.is_none() {
			loan.state = LoanState::InDefault;
		} else {
			loan.state = LoanState::Active;
		}
		Self::deposit_event(Event::LoanReopened { loan: *id, lost });
		Ok(())
	}
}

/// What the monitor of scorecards is told of a loan.
pub(crate) fn granted<'a>(loan: &'a Loan, terms: &Terms) -> GrantedLoan<'a> {
	GrantedLoan {
		enterprise: &loan.enterprise,
		institution: loan.institution,
		scorecard: loan.scorecard,
		grade: loan.grade,
		amount: terms.conditions.amount,
		on: loan.started,
	}
}
