//! From accepted terms to a loan: the payment, and what its receiver says of it.
//!
//! All that the loan needs was reserved when its terms were accepted, so that nothing here asks for it again. The loan
//! exists from the day the money went. It begins when the enterprise confirms, or when it has said nothing in time; only
//! its own objection can keep it from beginning.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	weights::Weight,
};
use lingnan_support::{
	conditions::Pricing, Act, ApplicationId, Date, Deadline, Enterprises, Guarantees, Institutions as _, LoanId,
	Outcomes, Security, Text,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_disburse(
		who: T::AccountId,
		id: ApplicationId,
		reference: Text<64>,
		value_date: Date,
	) -> DispatchResult {
		let mut application = Self::lent_from(&who, id)?;
		ensure!(application.state == ApplicationState::Accepted, Error::<T>::WrongState);
		// A renewal moves no money.
		ensure!(Self::terms_of(id)?.renews.is_none(), Error::<T>::WrongState);
		let reservation = application.reservation.ok_or(Error::<T>::WrongState)?;
		ensure!(references::normalised(&reference).is_some(), Error::<T>::InvalidReference);
		let today = Self::today();
		let within = (reservation.since..=reservation.pay_by.min(today)).contains(&value_date)
			&& Self::days_since(Deadline::Statement, value_date) <= T::StatementDays::get();
		ensure!(within, Error::<T>::InvalidValueDate);

		let confirm_by = today.saturating_add(T::ConfirmationDays::get());
		application.state =
			ApplicationState::Disbursed { reference: reference.clone(), at: Self::now(), value_date, confirm_by };
		LoansOf::<T>::insert(&application.enterprise, id.loan(), ());
		LoansBy::<T>::insert(application.institution, id.loan(), ());
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::Disbursed { application: id, reference, value_date, confirm_by });
		Ok(())
	}

	pub(crate) fn do_confirm_receipt(who: T::AccountId, id: ApplicationId, reference: Text<64>) -> DispatchResult {
		let application = Self::applied_by(&who, id)?;
		let (ApplicationState::Disbursed { reference: stated, value_date, .. }
		| ApplicationState::Disputed { reference: stated, value_date, .. }) = &application.state
		else {
			return Err(Error::<T>::WrongState.into());
		};
		let same = references::normalised(&reference).is_some_and(|one| references::normalised(stated) == Some(one));
		ensure!(same, Error::<T>::ReferenceMismatch);
		let value_date = *value_date;
		let terms = Self::terms_of(id)?;
		let act = Act::Confirm(terms.currency, terms.conditions.amount);
		ensure!(T::Enterprises::may(&who, &application.enterprise, act)?, Error::<T>::NotAuthorized);
		Self::begin(id, application, value_date)
	}

	pub(crate) fn do_start_loan(id: ApplicationId) -> DispatchResult {
		let application = Self::application_record(id)?;
		let (ApplicationState::Disbursed { value_date, .. } | ApplicationState::Disputed { value_date, .. }) =
			application.state
		else {
			return Err(Error::<T>::WrongState.into());
		};
		ensure!(Self::stands(&application.state), Error::<T>::NotExpired);
		Self::begin(id, application, value_date)
	}

	/// By whoever acts for the enterprise, frozen or not: it protects, and binds to nothing.
	pub(crate) fn do_dispute_payment(who: T::AccountId, id: ApplicationId, evidence: H256) -> DispatchResult {
		let mut application = Self::applied_by(&who, id)?;
		let ApplicationState::Disbursed { reference, value_date, confirm_by, .. } = application.state else {
			return Err(Error::<T>::WrongState.into());
		};
		let today = Self::today();
		ensure!(today <= confirm_by, Error::<T>::Expired);
		let decide_by = today.saturating_add(T::DisputeDays::get());
		application.state = ApplicationState::Disputed { reference, value_date, evidence, answer: None, decide_by };
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::PaymentDisputed { application: id, evidence, decide_by });
		Ok(())
	}

	pub(crate) fn do_answer_dispute(who: T::AccountId, id: ApplicationId, evidence: H256) -> DispatchResult {
		let mut application = Self::lent_from(&who, id)?;
		let ApplicationState::Disputed { answer, decide_by, .. } = &mut application.state else {
			return Err(Error::<T>::WrongState.into());
		};
		let over = Self::is_past(Deadline::Finding, *decide_by, T::DisputeDays::get());
		ensure!(!over, Error::<T>::Expired);
		*answer = Some(evidence);
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::DisputeAnswered { application: id, evidence });
		Ok(())
	}

	pub(crate) fn do_decide_dispute(id: ApplicationId, finding: Finding) -> DispatchResult {
		let application = Self::application_record(id)?;
		let ApplicationState::Disputed { value_date, decide_by, .. } = application.state else {
			return Err(Error::<T>::WrongState.into());
		};
		// Later what was answered is a loan, and what was not is none.
		let over = Self::is_past(Deadline::Finding, decide_by, T::DisputeDays::get());
		ensure!(!over, Error::<T>::Expired);
		Self::deposit_event(Event::DisputeDecided { application: id, finding });
		match finding {
			Finding::Paid => Self::begin(id, application, value_date),
			Finding::NotPaid => {
				Self::annul(id, application);
				Ok(())
			},
		}
	}

	/// Nobody's objection stands any longer against the loan that the institution stated.
	pub(crate) fn stands(state: &ApplicationState) -> bool {
		match state {
			ApplicationState::Disbursed { confirm_by, .. } => Self::today() > *confirm_by,
			ApplicationState::Disputed { answer: Some(_), decide_by, .. } => {
				Self::is_past(Deadline::Finding, *decide_by, T::DisputeDays::get())
			},
			_ => false,
		}
	}

	/// The payment was not made: all that was reserved is free.
	pub(crate) fn annul(id: ApplicationId, application: Application) {
		Self::close(id, application, ApplicationState::Annulled);
		Self::deposit_event(Event::PaymentAnnulled { application: id });
	}

	/// Binds the security and begins the loan on the day on which its money went.
	fn begin(id: ApplicationId, application: Application, value_date: Date) -> DispatchResult {
		let terms = Self::terms_of(id)?;
		terms.security.iter().for_each(|asset| T::Security::bind(*asset, id.loan()));
		Self::begin_secured(id, application, &terms, value_date)
	}

	/// The same once its security is bound.
	pub(crate) fn begin_secured(
		id: ApplicationId,
		application: Application,
		terms: &Terms,
		started: Date,
	) -> DispatchResult {
		let record = Self::loan_from(&application, started);
		let (loan, enterprise, institution) = (id.loan(), record.enterprise.clone(), record.institution);
		T::Guarantees::bind(loan);
		Self::draw_exposure(terms);
		T::Outcomes::granted(&loans::granted(&record, terms));
		Loans::<T>::insert(loan, &record);
		Self::close(id, application, ApplicationState::Funded);
		Self::deposit_event(Event::LoanStarted { loan, enterprise, institution, started });
		if let Pricing::Floating { .. } = terms.conditions.pricing {
			// The first rate is that of the day on which the money went, or the loan before was settled.
			Self::opened(loan, record)?;
		}
		Ok(())
	}

	/// The loan that an application becomes when its money went on a day.
	pub(crate) fn loan_from(application: &Application, value_date: Date) -> Loan {
		Loan {
			enterprise: application.enterprise.clone(),
			product: application.product,
			institution: application.institution,
			scorecard: application.scorecard,
			grade: application.grade,
			started: value_date,
			postings: 0,
			state: LoanState::Active,
			defaulted_on: None,
			cured_on: None,
			called_on: None,
			noted: None,
			claims: 0,
			closed_on: None,
			written_off: 0,
			asked_on: None,
		}
	}

	/// A loan's record. One that nobody's objection stands against any longer begins here.
	pub(crate) fn started(id: LoanId) -> Result<Loan, DispatchError> {
		if let Some(loan) = Loans::<T>::get(id) {
			return Ok(loan);
		}
		let application = Self::application_record(id.application())?;
		ensure!(Self::stands(&application.state), Error::<T>::WrongState);
		Self::do_start_loan(id.application())?;
		Loans::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// What the beginning of a loan with so many assets costs, in whatever call it happens.
	pub(crate) fn weight_of_beginning(assets: u32) -> Weight {
		T::WeightInfo::confirm_receipt()
			.saturating_add(T::Security::weight_abroad().saturating_mul(assets.into()))
			.saturating_add(T::Outcomes::weight())
			.saturating_add(T::Guarantees::weight())
	}

	/// What a call costs more for beginning this loan: nothing if it lives.
	pub(crate) fn weight_to_begin(id: LoanId) -> Weight {
		if Loans::<T>::contains_key(id) {
			return Weight::zero();
		}
		Self::weight_of_beginning(Self::assets_of(id.application()))
	}

	/// How many assets secure what was agreed, or are asked for.
	pub(crate) fn assets_of(id: ApplicationId) -> u32 {
		let assets = Records::<T>::get(id).map_or(0, |record| record.request.security.len());
		u32::try_from(assets).unwrap_or(MAX_SECURITY)
	}

	/// An application, if the signer is its institution, suspended or not: what was reserved may be paid, and what was paid
	/// is said.
	pub(crate) fn lent_from(who: &T::AccountId, id: ApplicationId) -> Result<Application, DispatchError> {
		let application = Self::application_record(id)?;
		ensure!(T::Institutions::key_of(application.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		Ok(application)
	}
}
