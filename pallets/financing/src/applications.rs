//! From an application to terms that both accepted, and all that the loan needs reserved.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
};
use lingnan_support::{
	add_months, date_of, Act, Amount, Applicant, ApplicationId, Consents, Date, Deadline, Enterprises, InstitutionId,
	Institutions as _, ProductId, Products as _, Purpose, RatingSummary, Ratings, RegistrationNumber, Security,
	SecurityClaim, Timestamp, SECONDS_PER_DAY, WHOLE,
};
use sp_core::H256;
use sp_runtime::ArithmeticError;

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
		let product = T::Products::product(product_id).ok_or(Error::<T>::NotFound)?;
		ensure!(product.open, Error::<T>::Withdrawn);
		ensure!(request.is_valid(), Error::<T>::InvalidRequest);
		ensure!(!OpenFor::<T>::contains_key(&enterprise, product_id), Error::<T>::AlreadyApplied);
		let open = OpenCount::<T>::get(&enterprise);
		ensure!(open < MAX_APPLICATIONS, Error::<T>::TooManyApplications);
		let applied = AppliedToday::<T>::get(&enterprise).one_more(Self::today(), MAX_APPLIED_A_DAY);
		let applied = applied.ok_or(Error::<T>::TooManyToday)?;
		ensure!(T::Ratings::has_champion(&enterprise), Error::<T>::NoChampion);
		let rating = T::Ratings::current(&enterprise).ok_or(Error::<T>::NotRated)?;
		let until = add_months(Self::today(), request.tenor.into());
		let security = T::Security::offers(&request.security, &enterprise, until).map_err(|(_, error)| error)?;
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &security };
		Self::ensure_fits(&product, &applicant)?;
		let institution = product.institution;
		Self::ensure_room(institution, &enterprise, request.currency, request.amount)?;
		T::Consents::use_consent(&enterprise, institution, Purpose::Assessment, &rating.indicators)?;

		let application = NextApplication::<T>::get();
		let next = application.next().ok_or(ArithmeticError::Overflow)?;
		let decide_by = now.saturating_add(u64::from(product.spec.decision_days).saturating_mul(SECONDS_PER_DAY));
		NextApplication::<T>::put(next);
		OpenFor::<T>::insert(&enterprise, product_id, application);
		OpenCount::<T>::insert(&enterprise, open.saturating_add(1));
		AppliedToday::<T>::insert(&enterprise, applied);
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
				offered_on: None,
				reservation: None,
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
		match application.state {
			ApplicationState::Open | ApplicationState::Offered => {
				if application.state == ApplicationState::Open {
					Self::note_deadline(id, &mut application);
				}
				Self::close(id, application, ApplicationState::Withdrawn);
				Self::deposit_event(Event::ApplicationWithdrawn { application: id });
			},
			// The money may have gone a minute ago: what is reserved stays for as long as the institution may still say so.
			ApplicationState::Accepted => {
				// What was agreed is given up only by who could have agreed to it.
				let Terms { currency, amount, .. } = application.terms.as_ref().ok_or(Error::<T>::WrongState)?;
				let act = Act::Accept(*currency, *amount);
				ensure!(T::Enterprises::may(&who, &application.enterprise, act)?, Error::<T>::NotAuthorized);
				let reservation = application.reservation.as_mut().ok_or(Error::<T>::WrongState)?;
				ensure!(!reservation.withdrawn, Error::<T>::WrongState);
				reservation.withdrawn = true;
				reservation.pay_by = reservation.pay_by.min(Self::today());
				let pay_by = reservation.pay_by;
				Applications::<T>::insert(id, application);
				Self::deposit_event(Event::WithdrawalNoticed { application: id, pay_by });
			},
			_ => return Err(Error::<T>::WrongState.into()),
		}
		Ok(())
	}

	pub(crate) fn do_decline(who: T::AccountId, id: ApplicationId, reason: DeclineReason) -> DispatchResult {
		let mut application = Self::application_record(id)?;
		// A suspended institution may still say no.
		ensure!(T::Institutions::key_of(application.institution) == Some(who), Error::<T>::NotAuthorized);
		ensure!(application.state.is_open(), Error::<T>::WrongState);
		let sent = matches!(application.state, ApplicationState::Disbursed { .. } | ApplicationState::Disputed { .. });
		// Once the loan stands on the institution's word it is a loan, and its payment is not undone by one side.
		ensure!(!Self::stands(&application.state), Error::<T>::WrongState);
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
		let product = T::Products::product(application.product).ok_or(Error::<T>::NotFound)?.spec;
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
		let terms_hash = hash_of(&terms);
		Self::note_deadline(id, &mut application);
		application.terms = Some(terms.clone());
		application.offered_on = Some(Self::today());
		application.state = ApplicationState::Offered;
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::Offered { application: id, terms, terms_hash });
		Ok(())
	}

	pub(crate) fn do_accept_offer(who: T::AccountId, id: ApplicationId, terms_hash: H256) -> DispatchResult {
		let mut application = Self::applied_by(&who, id)?;
		ensure!(application.state == ApplicationState::Offered, Error::<T>::WrongState);
		let terms = application.terms.as_ref().ok_or(Error::<T>::WrongState)?;
		ensure!(Self::offer_stands(&application), Error::<T>::Expired);
		ensure!(hash_of(terms) == terms_hash, Error::<T>::TermsMismatch);
		let act = Act::Accept(terms.currency, terms.amount);
		ensure!(T::Enterprises::may(&who, &terms.enterprise, act)?, Error::<T>::NotAuthorized);

		let terms = terms.clone();
		let rating = Self::reserve(id, &terms)?;
		let since = Self::today();
		let pay_by = since.saturating_add(T::ReservationDays::get());
		application.scorecard = rating.scorecard;
		application.grade = rating.grade;
		application.reservation = Some(Reservation { since, pay_by, withdrawn: false });
		application.state = ApplicationState::Accepted;
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::OfferAccepted { application: id, terms_hash, pay_by });
		Ok(())
	}

	/// Judges the terms by all that an application is judged by, as it stands today, and keeps what the loan needs: each
	/// asset, its lien and its document, and the room under every limit.
	fn reserve(id: ApplicationId, terms: &Terms) -> Result<RatingSummary, DispatchError> {
		let Terms { enterprise, institution, amount, currency, tenor, method, .. } = terms;
		let profile = T::Enterprises::profile(enterprise).ok_or(Error::<T>::NotFound)?;
		let product = T::Products::product(terms.product).ok_or(Error::<T>::NotFound)?;
		let rating = T::Ratings::current(enterprise).ok_or_else(|| {
			let rated = T::Ratings::has_champion(enterprise);
			if rated {
				Error::<T>::NotRated
			} else {
				Error::<T>::NoChampion
			}
		})?;
		let last_day = Self::today().saturating_add(T::ReservationDays::get());
		let claim = SecurityClaim {
			enterprise: enterprise.clone(),
			institution: *institution,
			loan: id.loan(),
			until: add_months(last_day, (*tenor).into()),
		};
		let mut security = Vec::new();
		let mut secured: Amount = 0;
		for asset in &terms.security {
			let reserved = T::Security::reserve(*asset, &claim)?;
			security.push(reserved.offer);
			secured = secured.saturating_add(reserved.secured);
		}
		ensure!(security.is_empty() || secured >= *amount, Error::<T>::SecuredTooLittle);

		let request = RequestSpec {
			amount: *amount,
			currency: *currency,
			tenor: *tenor,
			method: *method,
			security: terms.security.clone(),
		};
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &security };
		Self::ensure_fits(&product, &applicant)?;
		Self::ensure_room(*institution, enterprise, *currency, *amount)?;
		Self::reserve_exposure(terms);
		Ok(rating)
	}

	/// Names why a product does not fit, where one name says what to do. What was applied for goes on when its product is
	/// withdrawn; who applies is told before.
	fn ensure_fits(product: &ProductView, applicant: &Applicant) -> DispatchResult {
		let refusals = T::Products::refusals(product, applicant);
		ensure!(!refusals.contains(&Refusal::InstitutionSuspended), Error::<T>::Suspended);
		let fits = refusals.iter().all(|refusal| *refusal == Refusal::ProductWithdrawn);
		ensure!(fits, Error::<T>::NotEligible);
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
		match Self::run_out(&application) {
			Some(ApplicationState::Annulled) => Self::annul(id, application),
			Some(state) => {
				if application.state == ApplicationState::Open {
					Self::note_deadline(id, &mut application);
				}
				let withdrawn = state == ApplicationState::Withdrawn;
				Self::close(id, application, state);
				Self::deposit_event(match withdrawn {
					true => Event::ApplicationWithdrawn { application: id },
					false => Event::ApplicationExpired { application: id },
				});
			},
			None => match application.state {
				ApplicationState::Open => {
					let late = Self::time_of_decision(&application) > application.decide_by;
					ensure!(late && !application.deadline_missed, Error::<T>::NotExpired);
					Self::note_deadline(id, &mut application);
					Applications::<T>::insert(id, application);
				},
				ApplicationState::Offered
				| ApplicationState::Accepted
				| ApplicationState::Disputed { answer: None, .. } => return Err(Error::<T>::NotExpired.into()),
				_ => return Err(Error::<T>::WrongState.into()),
			},
		}
		Ok(())
	}

	/// What time alone has made of an application, whether somebody recorded it (`expire`) or not. None: its state holds.
	pub(crate) fn run_out(application: &Application) -> Option<ApplicationState> {
		match &application.state {
			ApplicationState::Open => {
				let over = Self::time_of_decision(application) > application.decide_by.saturating_add(NINETY_DAYS);
				over.then_some(ApplicationState::Expired)
			},
			ApplicationState::Offered => (!Self::offer_stands(application)).then_some(ApplicationState::Expired),
			// Whoever paid on the last day has as many days as on any other to say so.
			ApplicationState::Accepted => {
				let reservation = application.reservation?;
				let days = Self::days_since(Deadline::Statement, reservation.pay_by);
				let state = if reservation.withdrawn { ApplicationState::Withdrawn } else { ApplicationState::Expired };
				(days > T::StatementDays::get()).then_some(state)
			},
			// Nobody found, and the institution showed nothing.
			ApplicationState::Disputed { answer: None, decide_by, .. } => {
				let over = Self::is_past(Deadline::Finding, *decide_by, T::DisputeDays::get());
				over.then_some(ApplicationState::Annulled)
			},
			_ => None,
		}
	}

	pub(crate) fn application_record(id: ApplicationId) -> Result<Application, DispatchError> {
		Applications::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// Takes an application off every list of open ones. What was reserved for it and did not become a loan is free again.
	pub(crate) fn close(id: ApplicationId, mut application: Application, state: ApplicationState) {
		let reserved = application.reservation.take().and(application.terms.as_ref());
		if let Some(terms) = reserved.filter(|_| state != ApplicationState::Funded) {
			terms.security.iter().for_each(|asset| T::Security::release(*asset, id.loan()));
			Self::release_exposure(terms);
			LoansOf::<T>::remove(&application.enterprise, id.loan());
			LoansBy::<T>::remove(application.institution, id.loan());
		}
		OpenFor::<T>::remove(&application.enterprise, application.product);
		OpenCount::<T>::mutate_exists(&application.enterprise, |open| {
			*open = open.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
		Inbox::<T>::remove(application.institution, id);
		ClosedTo::<T>::insert(application.institution, id, ());
		application.state = state;
		Applications::<T>::insert(id, application);
	}

	/// Records once that the institution's time to decide is over.
	fn note_deadline(id: ApplicationId, application: &mut Application) {
		if application.deadline_missed || Self::time_of_decision(application) <= application.decide_by {
			return;
		}
		application.deadline_missed = true;
		let institution = application.institution;
		MissedBy::<T>::insert(institution, id, ());
		let missed = T::Institutions::count_missed_deadline(institution);
		Self::deposit_event(Event::DeadlineMissed { application: id, institution, missed });
	}

	/// The institution that the key signs for, unless it is suspended.
	pub(crate) fn ensure_working(who: &T::AccountId) -> Result<InstitutionId, DispatchError> {
		T::Institutions::institution_of(who).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	pub(crate) fn applied_by(who: &T::AccountId, id: ApplicationId) -> Result<Application, DispatchError> {
		let application = Self::application_record(id)?;
		// What binds the enterprise asks again, for the act.
		ensure!(T::Enterprises::may(who, &application.enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		Ok(application)
	}

	pub(crate) fn applied_to(who: &T::AccountId, id: ApplicationId) -> Result<Application, DispatchError> {
		let application = Self::application_record(id)?;
		ensure!(Self::ensure_working(who)? == application.institution, Error::<T>::NotAuthorized);
		Ok(application)
	}
}
