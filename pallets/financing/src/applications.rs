//! From an application to the money.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{
	add_months, date_of, Act, ApplicationId, Consents, Date, Enterprises, Institutions as _, ProductId, Purpose,
	Ratings, RegistrationNumber, Security, SecurityOffer, Text, Timestamp, MAX_AMOUNT, SECONDS_PER_DAY, WHOLE,
};
use sp_core::H256;

/// Seconds after a missed deadline at which an application expires, and for which an offer can stand.
const NINETY_DAYS: u64 = 90 * SECONDS_PER_DAY;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn today() -> Date {
		date_of(Self::now())
	}

	pub(crate) fn do_apply(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		product_id: ProductId,
		request: RequestSpec,
	) -> DispatchResult {
		let now = Self::now();
		let profile = T::Enterprises::profile(&enterprise).ok_or(Error::<T>::NotFound)?;
		let act = Act::Apply(request.currency, request.amount);
		ensure!(T::Enterprises::may(&who, &enterprise, act)?, Error::<T>::NotAuthorized);
		let product = Products::<T>::get(product_id).ok_or(Error::<T>::NotFound)?;
		ensure!(is_valid(&request), Error::<T>::InvalidRequest);
		ensure!(!OpenFor::<T>::contains_key(&enterprise, product_id), Error::<T>::AlreadyApplied);
		let open = OpenCount::<T>::get(&enterprise);
		ensure!(open < MAX_APPLICATIONS, Error::<T>::TooManyApplications);
		let rating = T::Ratings::current(&enterprise).ok_or(Error::<T>::NotRated)?;
		let security = Self::security(&enterprise, &request).map_err(|(_, error)| error)?;
		let applicant = matching::Applicant {
			profile: &profile,
			rating: Some(&rating),
			request: &request,
			security: &security,
			today: Self::today(),
			headroom: Self::headroom(&enterprise, request.currency),
		};
		let lender = Self::lender(product.institution, &enterprise, request.currency);
		ensure!(matching::refusals(&product, lender, &applicant).is_empty(), Error::<T>::NotEligible);
		let institution = product.institution;
		T::Consents::use_consent(&enterprise, institution, Purpose::Assessment, &rating.indicators)?;

		let application = NextApplication::<T>::get();
		let decide_by = now.saturating_add(u64::from(product.spec.decision_days).saturating_mul(SECONDS_PER_DAY));
		NextApplication::<T>::put(application.saturating_add(1));
		OpenFor::<T>::insert(&enterprise, product_id, application);
		OpenCount::<T>::insert(&enterprise, open.saturating_add(1));
		ApplicationsOf::<T>::insert(&enterprise, application, ());
		Inbox::<T>::insert(institution, application, ());
		Applications::<T>::insert(
			application,
			Application {
				enterprise: enterprise.clone(),
				product: product_id,
				institution,
				request: request.clone(),
				scorecard: rating.scorecard,
				grade: rating.grade,
				filed_at: now,
				decide_by,
				deadline_missed: false,
				state: ApplicationState::Open,
				terms: None,
			},
		);
		Self::deposit_event(Event::Applied {
			application,
			enterprise,
			product: product_id,
			institution,
			request,
			decide_by,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_application(who: T::AccountId, id: ApplicationId) -> DispatchResult {
		let mut application = Self::applied_by(&who, id)?;
		let before_money = matches!(
			application.state,
			ApplicationState::Open | ApplicationState::Offered | ApplicationState::Accepted
		);
		ensure!(before_money, Error::<T>::WrongState);
		if application.state == ApplicationState::Open {
			Self::note_deadline(id, &mut application);
		}
		Self::close(id, application, ApplicationState::Withdrawn);
		Self::deposit_event(Event::ApplicationWithdrawn { application: id });
		Ok(())
	}

	pub(crate) fn do_decline(who: T::AccountId, id: ApplicationId, reason: DeclineReason) -> DispatchResult {
		let mut application = Self::application_record(id)?;
		// A suspended institution may still say no.
		ensure!(Self::key_of(application.institution) == Some(who), Error::<T>::NotAuthorized);
		ensure!(application.state.is_open(), Error::<T>::WrongState);
		let sent = matches!(application.state, ApplicationState::Disbursed { .. });
		ensure!(sent == (reason == DeclineReason::DisbursementReversed), Error::<T>::WrongState);
		if application.state == ApplicationState::Open {
			Self::note_deadline(id, &mut application);
		}
		Self::close(id, application, ApplicationState::Declined { reason });
		Self::deposit_event(Event::Declined { application: id, reason });
		Ok(())
	}

	pub(crate) fn do_make_offer(who: T::AccountId, id: ApplicationId, offer: OfferSpec) -> DispatchResult {
		let mut application = Self::applied_to(&who, id)?;
		ensure!(application.state == ApplicationState::Open, Error::<T>::WrongState);
		let product = Products::<T>::get(application.product).ok_or(Error::<T>::NotFound)?.spec;
		let within = (product.min_amount..=application.request.amount).contains(&offer.amount)
			&& (product.min_rate..=product.max_rate).contains(&offer.rate)
			&& (product.min_tenor..=product.max_tenor).contains(&offer.tenor)
			&& product.methods.contains(&offer.method);
		ensure!(within, Error::<T>::OutsideProduct);
		ensure!(offer.penalty_rate <= WHOLE && offer.arrangement_fee <= offer.amount, Error::<T>::LimitExceeded);
		let now = Self::now();
		ensure!(now < offer.valid_until, Error::<T>::Expired);
		ensure!(offer.valid_until <= now.saturating_add(NINETY_DAYS), Error::<T>::Expired);

		let terms = Terms {
			application: id,
			product: application.product,
			institution: application.institution,
			enterprise: application.enterprise.clone(),
			currency: product.currency,
			amount: offer.amount,
			rate: offer.rate,
			tenor: offer.tenor,
			method: offer.method,
			penalty_rate: offer.penalty_rate,
			arrangement_fee: offer.arrangement_fee,
			security: application.request.security.clone(),
			valid_until: offer.valid_until,
		};
		let terms_hash = terms.hash();
		Self::note_deadline(id, &mut application);
		application.terms = Some(terms.clone());
		application.state = ApplicationState::Offered;
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::Offered { application: id, terms, terms_hash });
		Ok(())
	}

	pub(crate) fn do_accept_offer(who: T::AccountId, id: ApplicationId, terms_hash: H256) -> DispatchResult {
		let mut application = Self::applied_by(&who, id)?;
		ensure!(application.state == ApplicationState::Offered, Error::<T>::WrongState);
		let terms = application.terms.as_ref().ok_or(Error::<T>::WrongState)?;
		ensure!(Self::now() < terms.valid_until, Error::<T>::Expired);
		ensure!(terms.hash() == terms_hash, Error::<T>::TermsMismatch);
		let act = Act::Accept(terms.currency, terms.amount);
		ensure!(T::Enterprises::may(&who, &terms.enterprise, act)?, Error::<T>::NotAuthorized);

		application.state = ApplicationState::Accepted;
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::OfferAccepted { application: id, terms_hash });
		Ok(())
	}

	pub(crate) fn do_refuse_offer(who: T::AccountId, id: ApplicationId) -> DispatchResult {
		let application = Self::applied_by(&who, id)?;
		ensure!(application.state == ApplicationState::Offered, Error::<T>::WrongState);
		Self::close(id, application, ApplicationState::Refused);
		Self::deposit_event(Event::OfferRefused { application: id });
		Ok(())
	}

	pub(crate) fn do_expire(id: ApplicationId) -> DispatchResult {
		let mut application = Self::application_record(id)?;
		let now = Self::now();
		match application.state {
			ApplicationState::Open if now > application.decide_by.saturating_add(NINETY_DAYS) => {
				Self::note_deadline(id, &mut application);
				Self::close(id, application, ApplicationState::Expired);
				Self::deposit_event(Event::ApplicationExpired { application: id });
			},
			ApplicationState::Open => {
				ensure!(now > application.decide_by && !application.deadline_missed, Error::<T>::NotExpired);
				Self::note_deadline(id, &mut application);
				Applications::<T>::insert(id, application);
			},
			ApplicationState::Offered => {
				let over = application.terms.as_ref().is_some_and(|terms| now >= terms.valid_until);
				ensure!(over, Error::<T>::NotExpired);
				Self::close(id, application, ApplicationState::Expired);
				Self::deposit_event(Event::ApplicationExpired { application: id });
			},
			ApplicationState::Accepted => {
				let stood = application.terms.as_ref().map_or(0, |terms| terms.valid_until);
				ensure!(now > stood.saturating_add(NINETY_DAYS), Error::<T>::NotExpired);
				Self::close(id, application, ApplicationState::Expired);
				Self::deposit_event(Event::ApplicationExpired { application: id });
			},
			_ => return Err(Error::<T>::WrongState.into()),
		}
		Ok(())
	}

	pub(crate) fn do_disburse(who: T::AccountId, id: ApplicationId, reference: Text<64>) -> DispatchResult {
		let mut application = Self::applied_to(&who, id)?;
		ensure!(application.state == ApplicationState::Accepted, Error::<T>::WrongState);
		ensure!(reference.is_valid(), Error::<T>::InvalidName);
		let terms = application.terms.clone().ok_or(Error::<T>::WrongState)?;
		Self::ensure_exposure(&terms)?;
		let until = add_months(Self::today(), terms.tenor.into());
		for asset in &terms.security {
			T::Security::offer(*asset, &terms.enterprise, until)?;
			T::Security::ensure_perfected(*asset, &terms.enterprise, terms.institution)?;
		}

		application.state = ApplicationState::Disbursed { reference: reference.clone(), at: Self::now() };
		Applications::<T>::insert(id, application);
		let Terms { amount, currency, .. } = terms;
		Self::deposit_event(Event::Disbursed { application: id, amount, currency, reference });
		Ok(())
	}

	pub(crate) fn do_confirm_receipt(who: T::AccountId, id: ApplicationId, reference: Text<64>) -> DispatchResult {
		let application = Self::applied_by(&who, id)?;
		let ApplicationState::Disbursed { reference: stated, .. } = &application.state else {
			return Err(Error::<T>::WrongState.into());
		};
		ensure!(*stated == reference, Error::<T>::ReferenceMismatch);
		let terms = application.terms.clone().ok_or(Error::<T>::WrongState)?;
		let act = Act::Confirm(terms.currency, terms.amount);
		ensure!(T::Enterprises::may(&who, &terms.enterprise, act)?, Error::<T>::NotAuthorized);
		Self::ensure_exposure(&terms)?;
		for asset in &terms.security {
			T::Security::bind(*asset, &terms.enterprise, terms.institution, id)?;
		}
		Self::start_loan(id, &application, terms);
		Self::close(id, application, ApplicationState::Funded);
		Ok(())
	}

	pub(crate) fn application_record(id: ApplicationId) -> Result<Application, DispatchError> {
		Applications::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// What each asset of a request is worth as security, or the first that is worth nothing.
	pub(crate) fn security(
		enterprise: &RegistrationNumber,
		request: &RequestSpec,
	) -> Result<Vec<SecurityOffer>, (u64, DispatchError)> {
		let until = add_months(Self::today(), request.tenor.into());
		request
			.security
			.iter()
			.map(|asset| T::Security::offer(*asset, enterprise, until).map_err(|error| (*asset, error)))
			.collect()
	}

	/// Takes an application off every list of open ones.
	fn close(id: ApplicationId, mut application: Application, state: ApplicationState) {
		OpenFor::<T>::remove(&application.enterprise, application.product);
		OpenCount::<T>::mutate_exists(&application.enterprise, |open| {
			*open = open.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
		Inbox::<T>::remove(application.institution, id);
		application.state = state;
		Applications::<T>::insert(id, application);
	}

	/// Records once that the institution's time to decide is over.
	fn note_deadline(id: ApplicationId, application: &mut Application) {
		if application.deadline_missed || Self::now() <= application.decide_by {
			return;
		}
		application.deadline_missed = true;
		let institution = application.institution;
		let missed = Institutions::<T>::mutate(institution, |record| {
			record.as_mut().map_or(0, |record| {
				record.missed_deadlines = record.missed_deadlines.saturating_add(1);
				record.missed_deadlines
			})
		});
		Self::deposit_event(Event::DeadlineMissed { application: id, institution, missed });
	}

	fn applied_by(who: &T::AccountId, id: ApplicationId) -> Result<Application, DispatchError> {
		let application = Self::application_record(id)?;
		// What binds the enterprise asks again, for the act.
		ensure!(T::Enterprises::may(who, &application.enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		Ok(application)
	}

	fn applied_to(who: &T::AccountId, id: ApplicationId) -> Result<Application, DispatchError> {
		let application = Self::application_record(id)?;
		ensure!(Self::ensure_working(who)? == application.institution, Error::<T>::NotAuthorized);
		Ok(application)
	}
}

/// Amount and tenor within bounds, and no asset twice.
pub(crate) fn is_valid(request: &RequestSpec) -> bool {
	let mut assets = request.security.to_vec();
	assets.sort_unstable();
	assets.dedup();
	(1..=MAX_AMOUNT).contains(&request.amount)
		&& (1..=MAX_TENOR).contains(&request.tenor)
		&& assets.len() == request.security.len()
}
