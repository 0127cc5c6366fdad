use crate::{accounts::Account, *};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchError, weights::Weight};
use lingnan_support::{
	Amount, ApplicationId, Currency, GuaranteeId, Guarantees, InstitutionId, LienId, Lines, LoanAccounts, LoanFacts,
	LoanId, RegistrationNumber, Timestamp,
};
use sp_core::H256;

impl<T: Config> lingnan_support::Limits for Pallet<T> {
	fn headroom(enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		Self::most_in(enterprise, currency).saturating_sub(Exposure::<T>::get(enterprise, currency))
	}

	fn headroom_at(institution: InstitutionId, enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		match ExposureLimits::<T>::get(institution, currency) {
			None => Amount::MAX,
			Some(limit) => limit.saturating_sub(ExposureTo::<T>::get(institution, (enterprise, currency))),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Enters on a loan's account what came today from another than the borrower, as far as it is owed. Answers the account, what
	/// was taken and the number of the entry; none if nothing was.
	fn credit_today(
		mut account: Account,
		taken: Amount,
		entry: impl FnOnce(Amount) -> Entry,
	) -> Result<Option<(Account, Amount, u32)>, DispatchError> {
		if taken == 0 {
			return Ok(None);
		}
		let posting = account.loan.postings;
		Self::book(&mut account, entry(taken), Self::today())?;
		Ok(Some((account, taken, posting)))
	}

	/// The account of a loan that has begun and is not closed, and what closes it today.
	fn running(id: LoanId) -> Result<(Account, Amount), DispatchError> {
		let loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		let account = Self::opened(id, loan)?;
		let owed = Self::books_of(&account)?.payoff();
		Ok((account, owed))
	}

	/// Closes a loan on which nothing is owed any more, and keeps it.
	fn settle(mut account: Account) -> Result<(), DispatchError> {
		if account.after.payoff == 0 {
			let today = Self::today();
			Self::close_loan(&mut account, today)?;
		}
		account.store::<T>();
		Ok(())
	}
}

impl<T: Config> LoanAccounts for Pallet<T> {
	fn facts(id: LoanId) -> Option<LoanFacts> {
		Loans::<T>::contains_key(id).then_some(())?;
		let (account, state) = Self::account_seen(id)?;
		let books = Self::books_of(&account).ok()?;
		let (material_days, _) = Self::material_arrears(&account, &books, state);
		let maturity = books.maturity();
		let (outstanding_principal, payoff) = (books.outstanding_principal(), books.payoff());
		let due_since = books.arrears_since();
		let restructured = account.amendments.iter().any(|one| one.kind == AmendmentKind::Restructuring);
		let Account { loan, terms, .. } = account;
		Some(LoanFacts {
			enterprise: loan.enterprise,
			institution: loan.institution,
			currency: terms.currency,
			state,
			started: loan.started,
			maturity,
			called_on: loan.called_on,
			defaulted_on: loan.defaulted_on.filter(|_| state == LoanState::InDefault),
			outstanding_principal,
			payoff,
			due_since,
			material_days,
			restructured,
		})
	}

	fn open_at(institution: InstitutionId, enterprise: &RegistrationNumber) -> Vec<LoanId> {
		let lives = |id: &LoanId| {
			let loan = Loans::<T>::get(id);
			loan.is_some_and(|loan| loan.institution == institution && loan.state != LoanState::Closed)
		};
		LoansOf::<T>::iter_key_prefix(enterprise).filter(lives).collect()
	}

	fn pending(id: ApplicationId) -> Option<(InstitutionId, RegistrationNumber, Currency)> {
		let application = Applications::<T>::get(id)?;
		let waits = application.state.is_open() && application.state != ApplicationState::Open;
		let currency = waits.then(|| Self::terms_of(id).ok()).flatten()?.currency;
		Some((application.institution, application.enterprise, currency))
	}

	fn pending_amount(id: ApplicationId) -> Option<Amount> {
		Self::pending(id)?;
		Some(Self::terms_of(id).ok()?.conditions.amount)
	}

	fn owed(id: LoanId) -> Option<(Currency, Amount)> {
		Loans::<T>::get(id).filter(|loan| loan.state != LoanState::Closed)?;
		let (account, _) = Self::account_seen(id)?;
		Some((account.terms.currency, Self::books_of(&account).ok()?.payoff()))
	}

	fn fund_has_paid(id: LoanId) -> bool {
		let lives = Loans::<T>::get(id).is_some_and(|loan| loan.state != LoanState::Closed);
		lives && Covers::<T>::get(id).is_some_and(|cover| cover.bears > 0)
	}

	fn credit(id: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError> {
		let (account, owed) = Self::running(id)?;
		let credited = Self::credit_today(account, amount.min(owed), |amount| Entry::Proceeds { amount, lien })?;
		let Some((account, taken, posting)) = credited else { return Ok(0) };
		Self::deposit_event(Event::ProceedsCredited { loan: id, lien, posting });
		Self::settle(account)?;
		Ok(taken)
	}

	fn proposed(id: LoanId) -> Option<(H256, Timestamp)> {
		let proposal = Records::<T>::get(id.application())?.proposed?;
		let open = Self::now() < proposal.valid_until;
		open.then(|| (crate::life::hash_of_amendment(id, &proposal.amendment), proposal.valid_until))
	}

	fn credit_guarantee(id: LoanId, amount: Amount, guarantee: GuaranteeId) -> Result<Amount, DispatchError> {
		let (account, owed) = Self::running(id)?;
		// The borrower owes it still, to the guarantor. What others paid before is no bar: of what was recovered since they had theirs.
		let credited = Self::credit_today(account, amount.min(owed), |amount| Entry::Guaranteed { amount, guarantee })?;
		let Some((account, taken, posting)) = credited else { return Ok(0) };
		Self::deposit_event(Event::GuaranteeCredited { loan: id, guarantee, posting });
		account.store::<T>();
		Ok(taken)
	}

	/// As much as a repayment of today that closes the loan.
	fn credit_weight() -> Weight {
		T::WeightInfo::record_repayment()
			.saturating_add(Self::weight_of_reckoning(ALL_POSTINGS, MAX_TENOR))
			.saturating_add(T::Lines::weight())
			.saturating_add(T::Guarantees::weight())
	}

	/// As much as a charge: an entry on the account of a loan that has begun.
	fn books_weight() -> Weight {
		T::WeightInfo::levy_charge()
			.saturating_add(Self::weight_of_reckoning(ALL_POSTINGS, MAX_TENOR))
			.saturating_add(T::Lines::weight())
	}
}
