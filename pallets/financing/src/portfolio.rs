//! What an institution has lent and was asked for: the lists kept for it, and what is shown of them.

use crate::{accounts::Account, *};
use frame_support::ensure;
use lingnan_support::{ApplicationId, Deadline, InstitutionId, LoanId, Page, Paging, StoredPage, MOST_LISTED};
use sp_runtime::TryRuntimeError;

pub use lingnan_support::loan::LoanLine;

/// Loans of a page at most: the books of each are brought to today.
pub const MOST_LOANS: u32 = 250;

impl<T: Config> Pallet<T> {
	/// The loans of an institution that are not repaid.
	pub fn loans_by(institution: InstitutionId, page: Paging) -> Page<LoanLine> {
		Page::of_keys::<LoansBy<T>, _, _, _>(institution, page, MOST_LOANS, Self::loan_line)
	}

	/// The loans of an institution that were repaid.
	pub fn repaid_loans_by(institution: InstitutionId, page: Paging) -> Page<LoanLine> {
		Page::of_keys::<RepaidBy<T>, _, _, _>(institution, page, MOST_LOANS, Self::loan_line)
	}

	/// The applications to an institution that are open no more.
	pub fn closed_applications(institution: InstitutionId, page: Paging) -> Page<ApplicationView> {
		Page::of_keys::<ClosedTo<T>, _, _, _>(institution, page, MOST_LISTED, Self::application)
	}

	/// The applications of which it was recorded that an institution did not decide them in time.
	pub fn missed_deadlines(institution: InstitutionId, page: Paging) -> Page<ApplicationView> {
		Page::of_keys::<MissedBy<T>, _, _, _>(institution, page, MOST_LISTED, Self::application)
	}

	/// Without a figure: `loan` has those, for who may read them.
	fn loan_line(id: LoanId) -> Option<LoanLine> {
		let (account, state) = Self::account_seen(id)?;
		let books = Self::books_of(&account).ok()?;
		let (material_days, default_can_be_noted) = Self::material_arrears(&account, &books, state);
		let (arrears_since, ends) = (books.arrears_since(), books.maturity());
		let Account { loan, terms, .. } = account;
		Some(LoanLine {
			id,
			institution: loan.institution,
			product: loan.product,
			currency: terms.currency,
			state,
			grade: loan.grade,
			started: loan.started,
			ends,
			arrears_since,
			arrears_days: arrears_since.map_or(0, |since| Self::days_since(Deadline::Recording, since)),
			material_days,
			default_can_be_noted,
			defaulted_on: loan.defaulted_on,
			called_on: loan.called_on,
			closed_on: loan.closed_on,
			written_off: loan.written_off,
			claims: loan.claims,
			enterprise: loan.enterprise,
		})
	}

	/// Moves a loan to the repaid ones of its lender.
	pub(crate) fn list_repaid(institution: InstitutionId, id: LoanId) {
		LoansBy::<T>::remove(institution, id);
		RepaidBy::<T>::insert(institution, id, ());
	}

	/// Moves it back: the payment that closed it was reversed.
	pub(crate) fn list_reopened(institution: InstitutionId, id: LoanId) {
		RepaidBy::<T>::remove(institution, id);
		LoansBy::<T>::insert(institution, id, ());
	}

	/// Each list names what is on it by what is stored of it, and leaves nothing out.
	pub(crate) fn try_portfolio() -> Result<(), TryRuntimeError> {
		for (id, application) in Applications::<T>::iter() {
			let institution = application.institution;
			let lists = Self::lists_of(id, &application);
			let named = [
				LoansBy::<T>::contains_key(institution, id.loan()),
				RepaidBy::<T>::contains_key(institution, id.loan()),
				ClosedTo::<T>::contains_key(institution, id),
				MissedBy::<T>::contains_key(institution, id),
			];
			for (named, belongs) in named.into_iter().zip(lists) {
				ensure!(belongs || !named, "an institution's list names what does not belong on it");
				ensure!(named || !belongs, "an institution's list leaves something out");
			}
		}
		let loans = LoansBy::<T>::iter_keys().chain(RepaidBy::<T>::iter_keys());
		let loans = loans.map(|(institution, id)| (institution, id.application()));
		let applications = ClosedTo::<T>::iter_keys().chain(MissedBy::<T>::iter_keys());
		for (institution, id) in loans.chain(applications) {
			let of = Applications::<T>::get(id).map(|application| application.institution);
			ensure!(of == Some(institution), "an institution's list names what is another's");
		}
		Ok(())
	}

	/// Whether an application, or the loan that it became, is on the lists of loans, repaid loans, closed applications and
	/// missed deadlines.
	fn lists_of(id: ApplicationId, application: &Application) -> [bool; 4] {
		let stated =
			matches!(application.state, ApplicationState::Disbursed { .. } | ApplicationState::Disputed { .. });
		let loan = Loans::<T>::get(id.loan()).map(|loan| loan.state == LoanState::Closed);
		[stated || loan == Some(false), loan == Some(true), !application.state.is_open(), application.deadline_missed]
	}
}
