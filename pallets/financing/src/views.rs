use crate::{accounts::Account, *};
use alloc::vec::Vec;
use lingnan_support::{
	ApplicationId, Currency, Deadline, InstitutionId, Limits as _, LoanId, Page, Paging, RegistrationNumber,
	StoredPage, MOST_LISTED, MOST_LONG,
};

impl<T: Config> Pallet<T> {
	pub fn application(id: ApplicationId) -> Option<ApplicationView> {
		let application = Applications::<T>::get(id)?;
		let record = Records::<T>::get(id)?;
		let over = Self::time_of_decision(&application) > application.decide_by;
		let late = application.state == ApplicationState::Open && over;
		let now = Self::run_out(id, &application).unwrap_or_else(|| match Self::stands(&application.state) {
			true => ApplicationState::Funded,
			false => application.state.clone(),
		});
		Some(ApplicationView {
			id,
			enterprise: application.enterprise,
			product: application.product,
			institution: application.institution,
			request: record.request,
			grade: application.grade,
			filed_at: application.filed_at,
			decide_by: application.decide_by,
			deadline_missed: application.deadline_missed || late,
			state: application.state,
			now,
			offered_terms_hash: record.terms.as_ref().map(hash_of),
			terms: record.terms,
			reservation: application.reservation,
		})
	}

	/// The applications of an enterprise.
	pub fn applications_of(enterprise: &RegistrationNumber, page: Paging) -> Page<ApplicationView> {
		Page::of_keys::<ApplicationsOf<T>, _, _, _>(enterprise.clone(), page, MOST_LISTED, Self::application)
	}

	/// The open applications of an institution.
	pub fn inbox(institution: InstitutionId, page: Paging) -> Page<ApplicationView> {
		Page::of_keys::<Inbox<T>, _, _, _>(institution, page, MOST_LISTED, Self::application)
	}

	/// A loan. It stands from the statement of its payment on, and is shown as it will be if nobody objects.
	pub fn loan(id: LoanId) -> Option<LoanView> {
		let (account, state) = Self::account_seen(id)?;
		let books = Self::books_of(&account).ok()?;
		let (material_days, default_can_be_noted) = Self::material_arrears(&account, &books, state);
		let Account { loan, terms, amendments, .. } = &account;
		let arrears_since = books.arrears_since();
		Some(LoanView {
			id,
			enterprise: loan.enterprise.clone(),
			institution: loan.institution,
			currency: terms.currency,
			amendments: amendments.to_vec(),
			rate: books.rate(),
			state,
			grade: loan.grade,
			started: loan.started,
			schedule: books.schedule().ok()?,
			due: books.due(),
			arrears_since,
			arrears_days: arrears_since.map_or(0, |since| Self::days_since(Deadline::Recording, since)),
			material_days,
			default_can_be_noted,
			noted: loan.noted,
			outstanding_principal: books.outstanding_principal(),
			payoff: books.payoff(),
			repaid: books.repaid(),
			forgiven: books.forgiven(),
			terms: terms.clone(),
			defaulted_on: loan.defaulted_on,
			cured_on: loan.cured_on,
			proposed: Self::proposed(id),
			called_on: loan.called_on,
			closed_on: loan.closed_on,
			written_off: loan.written_off,
			asked_on: loan.asked_on,
			compensated: Covers::<T>::get(id).map_or(0, |cover| cover.bears),
			postings: loan.postings,
			claims: Self::claims(id),
		})
	}

	/// What the lender proposes to change, while it stands.
	fn proposed(id: LoanId) -> Option<ProposalView> {
		let Proposal { amendment, valid_until } = Records::<T>::get(id.application())?.proposed?;
		let amendment_hash = life::hash_of_amendment(id, &amendment);
		(Self::now() < valid_until).then_some(ProposalView { amendment, amendment_hash, valid_until })
	}

	/// A loan's account, in the order in which its entries count.
	pub fn statement(id: LoanId, page: Paging) -> Option<Page<StatementLine>> {
		let (account, _) = Self::account_seen(id)?;
		let lines = account.steps(|posting, entry, step, books| StatementLine {
			posting,
			spent: step.map(|step| step.spent).unwrap_or_default(),
			outstanding_principal: books.outstanding_principal(),
			balance: books.payoff(),
			reversal_asked: Self::asked_reversal(id, posting),
			entry: entry.clone(),
		})?;
		Some(Page::of_places(lines.into_iter(), page, MOST_LISTED))
	}

	/// A loan's account as it is shown: from the statement of its payment on, and with the rates whose day has come, whether
	/// somebody entered them or not.
	pub(crate) fn account_seen(id: LoanId) -> Option<(Account, LoanState)> {
		let (loan, state) = Self::loan_record(id)?;
		let account = Self::account_of(id, loan).ok()?;
		Some((Self::as_repriced(account), state))
	}

	fn loan_record(id: LoanId) -> Option<(Loan, LoanState)> {
		if let Some(loan) = Loans::<T>::get(id) {
			let state = loan.state;
			return Some((loan, state));
		}
		let application = Applications::<T>::get(id.application())?;
		let (state, value_date) = match application.state {
			ApplicationState::Disbursed { value_date, .. } => (LoanState::Stated, value_date),
			ApplicationState::Disputed { value_date, .. } => (LoanState::Disputed, value_date),
			_ => return None,
		};
		let state = if Self::stands(&application.state) { LoanState::Active } else { state };
		Some((Self::loan_from(&application, value_date), state))
	}

	fn claims(id: LoanId) -> Vec<ClaimView> {
		let mut claims: Vec<_> = PaymentClaims::<T>::iter_prefix_values(id)
			.map(|claim| ClaimView { overdue: Self::is_overdue(&claim), claim })
			.collect();
		claims.sort_unstable_by(|a, b| a.claim.reference.cmp(&b.claim.reference));
		claims
	}

	/// The loans of an enterprise.
	pub fn loans_of(enterprise: &RegistrationNumber, page: Paging) -> Page<LoanView> {
		Page::of_keys::<LoansOf<T>, _, _, _>(enterprise.clone(), page, MOST_LONG, Self::loan)
	}

	/// The public compensation funds, by currency.
	pub fn funds() -> Vec<FundView> {
		let view = |currency| {
			let Fund { share, budget, paid } = Funds::<T>::get(currency)?;
			Some(FundView { currency, share, budget, paid })
		};
		Currency::ALL.into_iter().filter_map(view).collect()
	}

	/// What more may be lent to an enterprise by all together.
	pub fn headroom_of(enterprise: &RegistrationNumber) -> HeadroomView {
		let room = |currency| Room { currency, amount: Self::headroom(enterprise, currency) };
		HeadroomView { today: Self::today(), together: Currency::ALL.into_iter().map(room).collect() }
	}

	/// What more each institution that limits itself would lend to an enterprise, in no order that means something.
	pub fn own_headroom_of(enterprise: &RegistrationNumber, page: Paging) -> Page<OwnRoom> {
		Page::of_all_pairs::<ExposureLimits<T>, _, _, _>(page, MOST_LISTED, |institution, currency| {
			let amount = Self::headroom_at(institution, enterprise, currency);
			Some(OwnRoom { institution, currency, amount })
		})
	}

	/// What an enterprise owes and was promised, by currency.
	pub fn exposure(enterprise: &RegistrationNumber) -> Vec<ExposureView> {
		Currency::ALL
			.into_iter()
			.filter_map(|currency| {
				let all = Exposure::<T>::get(enterprise, currency);
				let reserved = ReservedExposure::<T>::get(enterprise, currency);
				let view = || ExposureView {
					currency,
					principal: all.saturating_sub(reserved),
					reserved,
					limit: Self::most_in(enterprise, currency),
				};
				(all > 0).then(view)
			})
			.collect()
	}
}
