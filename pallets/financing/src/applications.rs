//! From an application to terms that both accepted, and all that the loan needs reserved.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
	weights::Weight,
};
use lingnan_support::{
	add_months, date_of, Act, Applicant, ApplicationId, Consents, Date, Deadline, Decision, Enterprises, Facts,
	Guarantees, InstitutionId, Institutions as _, Lines, Policies, ProductId, Products as _, Purpose, Ratings,
	RegistrationNumber, Security, SecurityTerm, Timestamp, SECONDS_PER_DAY,
};
use sp_runtime::ArithmeticError;

/// Seconds after a missed deadline at which an application expires.
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
		let settled = Self::ensure_renewable(&request, &product, &enterprise)?;
		ensure!(!OpenFor::<T>::contains_key(&enterprise, product_id), Error::<T>::AlreadyApplied);
		let open = OpenCount::<T>::get(&enterprise);
		ensure!(open < MAX_APPLICATIONS, Error::<T>::TooManyApplications);
		let applied = AppliedToday::<T>::get(&enterprise).one_more(Self::today(), MAX_APPLIED_A_DAY);
		let applied = applied.ok_or(Error::<T>::TooManyToday)?;
		ensure!(T::Ratings::has_champion(&enterprise), Error::<T>::NoChampion);
		let rating = T::Ratings::current(&enterprise).ok_or(Error::<T>::NotRated)?;
		let until = add_months(Self::today(), request.tenor.into());
		let term = SecurityTerm { enterprise: &enterprise, until, grace_days: 0, renews: request.renews };
		let security = T::Security::offers_for(&request.security, &term).map_err(|(_, error)| error)?;
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &security };
		Self::ensure_fits(&product, &applicant)?;
		let institution = product.institution;
		Self::ensure_room(institution, &enterprise, &request, settled)?;
		if let Some(line) = request.line {
			T::Lines::check(line, &Self::drawdown_asked(&enterprise, institution, &request))?;
		}
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
		let stored = Application {
			enterprise: enterprise.clone(),
			product: product_id,
			institution,
			scorecard: rating.scorecard,
			grade: rating.grade,
			filed_at: now,
			decide_by,
			deadline_missed: false,
			state: ApplicationState::Open,
			offered_on: None,
			reservation: None,
		};
		Applications::<T>::insert(application, &stored);
		Self::deposit_event(Event::Applied { application, enterprise, product: product_id, institution, decide_by });
		let owed = ExposureTo::<T>::get(institution, (&stored.enterprise, request.currency));
		let facts = Facts::of(&applicant, owed.saturating_add(request.amount), now);
		let decision = facts.map_or(Decision::None, |facts| T::Policies::decide(product_id, &facts));
		Records::<T>::insert(
			application,
			Record { request, terms: None, amendments: Amendments::default(), proposed: None },
		);
		Self::decided(application, stored, decision);
		Ok(())
	}

	/// What an application costs, with what a policy makes of it; the books of a loan that it renews are not in it.
	pub(crate) fn weight_of_applying() -> Weight {
		T::WeightInfo::apply()
			.saturating_add(T::WeightInfo::make_offer())
			.saturating_add(T::Ratings::weight())
			.saturating_add(T::Policies::weight())
			.saturating_add(T::Lines::weight())
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
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
				let terms = Self::terms_of(id)?;
				let act = Act::Accept(terms.currency, terms.conditions.amount);
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
		let institution = application.institution;
		Self::close(id, application, ApplicationState::Declined { reason });
		Self::note_declined(id, institution, reason);
		Self::deposit_event(Event::Declined { application: id, reason });
		Ok(())
	}

	/// Names why a product does not fit, where one name says what to do. What was applied for goes on when its product is
	/// withdrawn; who applies is told before.
	pub(crate) fn ensure_fits(product: &ProductView, applicant: &Applicant) -> DispatchResult {
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
		match Self::run_out(id, &application) {
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
	pub(crate) fn run_out(id: ApplicationId, application: &Application) -> Option<ApplicationState> {
		match &application.state {
			ApplicationState::Open => {
				let over = Self::time_of_decision(application) > application.decide_by.saturating_add(NINETY_DAYS);
				over.then_some(ApplicationState::Expired)
			},
			ApplicationState::Offered => {
				let stands = Self::terms_of(id).is_ok_and(|terms| Self::offer_stands(application, &terms));
				(!stands).then_some(ApplicationState::Expired)
			},
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

	/// The terms that were offered, and from the acceptance on those that were accepted.
	pub(crate) fn terms_of(id: ApplicationId) -> Result<Terms, DispatchError> {
		let record = Records::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		record.terms.ok_or_else(|| Error::<T>::WrongState.into())
	}

	/// Takes an application off every list of open ones. What was reserved for it and did not become a loan is free again.
	pub(crate) fn close(id: ApplicationId, mut application: Application, state: ApplicationState) {
		let funded = state == ApplicationState::Funded;
		let reserved = application.reservation.take().filter(|_| !funded).and_then(|_| Self::terms_of(id).ok());
		if !funded {
			T::Guarantees::released(id);
		}
		if let Some(terms) = reserved {
			terms.security.iter().for_each(|asset| T::Security::release(*asset, id.loan()));
			Self::release_exposure(&terms);
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

	/// What it costs at most that an application comes to nothing, whatever call ends it: all that was reserved is free, and
	/// its guarantors are.
	pub(crate) fn weight_of_closing() -> Weight {
		T::WeightInfo::closing().saturating_add(T::Lines::weight()).saturating_add(T::Guarantees::weight())
	}

	/// The same of this application.
	pub(crate) fn weight_to_close(id: ApplicationId) -> Weight {
		let reserved = Applications::<T>::get(id).is_some_and(|application| application.reservation.is_some());
		let freed = match reserved {
			true => T::WeightInfo::closing().saturating_add(Self::weight_of_line(Records::<T>::get(id).as_ref())),
			false => Weight::zero(),
		};
		freed.saturating_add(T::Guarantees::weight_of(id.loan()))
	}

	/// Records once that the institution's time to decide is over.
	pub(crate) fn note_deadline(id: ApplicationId, application: &mut Application) {
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
