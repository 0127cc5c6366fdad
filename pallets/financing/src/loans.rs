//! A loan's life, from the money to the last unit.

use crate::{
	ledger::{Ledger, Spent},
	*,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{
	share_of, Amount, ApplicationId, BasisPoints, Institutions as _, LoanId, Outcomes, Security, Text, WHOLE,
};

/// The most that costs of collection can add to a loan: a tenth of its amount.
const MOST_LEVIED: BasisPoints = 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn start_loan(id: ApplicationId, application: &Application, terms: Terms) {
		let started = Self::today();
		let ledger = Ledger::start(
			terms.method,
			terms.amount,
			terms.rate,
			terms.penalty_rate,
			terms.tenor,
			started,
			terms.arrangement_fee,
		);
		Self::add_exposure(&terms);
		LoansOf::<T>::insert(&terms.enterprise, id, ());
		let (enterprise, institution) = (terms.enterprise.clone(), terms.institution);
		let loan = Loan {
			terms,
			scorecard: application.scorecard,
			grade: application.grade,
			ledger,
			state: LoanState::Active,
			defaulted_on: None,
			closed_on: None,
			written_off: 0,
			compensated: 0,
			levied: 0,
		};
		Self::deposit_event(Event::LoanStarted { loan: id, enterprise, institution, started });
		T::Outcomes::granted(&loan.as_granted());
		Loans::<T>::insert(id, loan);
	}

	pub(crate) fn do_record_repayment(
		who: T::AccountId,
		id: LoanId,
		amount: Amount,
		reference: Text<64>,
	) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(reference.is_valid(), Error::<T>::InvalidName);
		ensure!(!References::<T>::contains_key(id, &reference), Error::<T>::AlreadyRecorded);
		ensure!((1..=loan.ledger.payoff()).contains(&amount), Error::<T>::LimitExceeded);

		let Spent { charges, interest, principal } = loan.ledger.pay(amount);
		References::<T>::insert(id, &reference, ());
		Self::reduce_exposure(&loan.terms, principal);
		Self::deposit_event(Event::Repaid { loan: id, amount, charges, interest, principal, reference });
		if loan.ledger.payoff() == 0 {
			Self::close_loan(id, &mut loan)?;
		}
		Loans::<T>::insert(id, loan);
		Ok(())
	}

	pub(crate) fn do_levy_charge(who: T::AccountId, id: LoanId, amount: Amount, reason: Text<64>) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		let late = loan.state == LoanState::InDefault || loan.ledger.arrears_since().is_some();
		ensure!(late, Error::<T>::NotInArrears);
		let levied = loan.levied.saturating_add(amount);
		let within = amount > 0 && levied <= share_of(loan.terms.amount, MOST_LEVIED);
		ensure!(within, Error::<T>::LimitExceeded);

		loan.levied = levied;
		loan.ledger.levy(amount);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::Charged { loan: id, amount, reason });
		Ok(())
	}

	pub(crate) fn do_declare_default(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(loan.state == LoanState::Active, Error::<T>::WrongState);
		let today = Self::today();
		let arrears_days = loan.ledger.arrears_since().map_or(0, |since| today.saturating_sub(since));
		ensure!(arrears_days >= T::DefaultAfterDays::get().max(1), Error::<T>::NotInArrears);

		loan.ledger.accelerate(today);
		loan.state = LoanState::InDefault;
		loan.defaulted_on = Some(today);
		let principal = loan.ledger.outstanding_principal();
		Self::deposit_event(Event::Defaulted { loan: id, principal, arrears_days });
		for asset in &loan.terms.security {
			T::Security::default(*asset, id)?;
		}
		T::Outcomes::defaulted(&loan.as_granted(), today);
		loan.compensated = Self::compensate(loan.terms.currency, principal);
		if loan.compensated > 0 {
			let (institution, amount) = (loan.terms.institution, loan.compensated);
			Self::deposit_event(Event::Compensated { loan: id, institution, amount });
		}
		Loans::<T>::insert(id, loan);
		Ok(())
	}

	pub(crate) fn do_write_off(who: T::AccountId, id: LoanId, share: BasisPoints) -> DispatchResult {
		let mut loan = Self::lent_by(&who, id)?;
		ensure!(loan.state == LoanState::InDefault, Error::<T>::WrongState);
		ensure!(share <= WHOLE, Error::<T>::LimitExceeded);
		ensure!(share > loan.written_off, Error::<T>::NotMoreSevere);
		loan.written_off = share;
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::WrittenOff { loan: id, share });
		Ok(())
	}

	/// Frees the security.
	fn close_loan(id: LoanId, loan: &mut Loan) -> DispatchResult {
		for asset in &loan.terms.security {
			T::Security::discharge(*asset, id)?;
		}
		loan.state = LoanState::Closed;
		loan.closed_on = Some(Self::today());
		Self::deposit_event(Event::LoanClosed { loan: id });
		Ok(())
	}

	/// A loan that is not closed, reckoned to today, if the signer lent it. A suspended lender keeps its duties.
	fn lent_by(who: &T::AccountId, id: LoanId) -> Result<Loan, DispatchError> {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(Self::key_of(loan.terms.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		loan.ledger.reckon(Self::today());
		Ok(loan)
	}
}
