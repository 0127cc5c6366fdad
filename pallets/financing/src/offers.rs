//! Offers: what conditions must keep, what they cost in all, and what becomes of them.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_lending::{rates::SurchargeLimits, sheet};
use lingnan_support::{
	add_months,
	conditions::{BorneBy, Conditions, Cost, CostItem, Pricing},
	policy::PolicyReason,
	Act, Amount, Applicant, ApplicationId, Calendars, Date, Decision, Drawdown, Enterprises, InstitutionId,
	Jurisdiction, LateLimits, Lines, Policies, ProductId, Products as _, RatingSummary, Ratings, RegistrationNumber,
	Security, SecurityClaim, SECONDS_PER_DAY,
};
use sp_core::H256;

/// Seconds for which an offer can stand.
pub(crate) const NINETY_DAYS: u64 = 90 * SECONDS_PER_DAY;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_make_offer(who: T::AccountId, id: ApplicationId, offer: OfferSpec) -> DispatchResult {
		let application = Self::applied_to(&who, id)?;
		ensure!(application.state == ApplicationState::Open, Error::<T>::WrongState);
		let institution = application.institution;
		Self::place_offer(id, application, offer)?;
		Self::note_offered(id, institution);
		Ok(())
	}

	/// What the institution's policy makes of an application that was just filed.
	pub(crate) fn decided(id: ApplicationId, application: Application, decision: Decision) {
		let (policy, reason) = match decision {
			Decision::Offer { policy, offer } => match Self::place_offer(id, application, offer) {
				Ok(()) => {
					T::Policies::used(policy);
					Self::note_ruled(id, policy, None);
					Self::deposit_event(Event::DecidedByPolicy { application: id, policy });
					return;
				},
				// A policy that makes no offer of the product keeps nobody from applying.
				Err(_) => (policy, PolicyReason::NoOffer),
			},
			Decision::Officer { policy, reason } => (policy, reason),
			Decision::None => return,
		};
		Self::note_ruled(id, policy, Some(reason));
		Self::deposit_event(Event::LeftToOfficer { application: id, policy, reason });
	}

	/// Judges an offer and stores it with what it costs in all. Refused, it changes nothing.
	fn place_offer(id: ApplicationId, mut application: Application, offer: OfferSpec) -> DispatchResult {
		let mut record = Records::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let product = T::Products::product(application.product).ok_or(Error::<T>::NotFound)?.spec;
		let OfferSpec { conditions, valid_until } = offer;
		ensure!(conditions.amount <= record.request.amount, Error::<T>::OutsideProduct);
		// A line's fee is levied on the line's own account, and not a second time here.
		let levied = |cost: &Cost| record.request.line.is_some() && cost.item == CostItem::Commitment;
		ensure!(!conditions.costs.iter().any(levied), Error::<T>::InvalidCost);
		let now = Self::now();
		ensure!(now < valid_until, Error::<T>::Expired);
		ensure!(valid_until <= now.saturating_add(NINETY_DAYS), Error::<T>::Expired);
		let place = application.enterprise.jurisdiction();
		let quote = Self::quoted(&product, &conditions, place, Self::today())?;

		let terms = Terms {
			application: id,
			product: application.product,
			institution: application.institution,
			enterprise: application.enterprise.clone(),
			currency: product.currency,
			conditions,
			all_in: quote.all_in,
			use_of_funds: record.request.use_of_funds,
			security: record.request.security.clone(),
			renews: record.request.renews,
			line: record.request.line,
			valid_until,
		};
		let terms_hash = hash_of(&terms);
		Self::note_deadline(id, &mut application);
		record.terms = Some(terms);
		application.offered_on = Some(Self::today());
		application.state = ApplicationState::Offered;
		Records::<T>::insert(id, record);
		Applications::<T>::insert(id, application);
		Self::deposit_event(Event::Offered { application: id, terms_hash });
		Ok(())
	}

	/// Schedule and yearly cost of conditions as if the money went on a day, or why they cannot be offered. `place`: whose
	/// rules on lateness hold.
	pub(crate) fn quoted(
		product: &ProductSpec,
		conditions: &Conditions,
		place: Jurisdiction,
		drawn: Date,
	) -> Result<Quote, DispatchError> {
		Self::ensure_lawful(conditions, place)?;
		let rate = Self::rate_on(&conditions.pricing, product.currency, drawn)?;
		ensure!(product.allows(conditions, rate).is_ok(), Error::<T>::OutsideProduct);
		let calendar = T::Calendars::of(conditions.calendar);
		sheet::quote(conditions, rate, drawn, &calendar).map_err(|_| Error::<T>::NotComputable.into())
	}

	/// What lateness costs is within the rules of the place, each claim has its place in the order of payment, and the sheet
	/// names payees and amounts.
	pub(crate) fn ensure_lawful(conditions: &Conditions, place: Jurisdiction) -> DispatchResult {
		let within = |limits: SurchargeLimits, share| (limits.least..=limits.most).contains(&share);
		let late = &conditions.late;
		let lawful =
			within(T::LateLimits::overdue(place), late.surcharge) && within(T::LateLimits::misuse(place), late.misuse);
		ensure!(lawful, Error::<T>::SurchargeOutsideLimits);
		ensure!(conditions.order.is_allowed(&[]), Error::<T>::OrderIncomplete);
		if let Pricing::Floating { every, .. } = conditions.pricing {
			let days = u32::from(conditions.tenor).checked_div(every.into()).unwrap_or(1);
			ensure!(days <= MAX_REPRICINGS, Error::<T>::NotComputable);
		}
		// What is due when the loan is over costs next to nothing a year, and is owed at once.
		let days = add_months(Self::today(), conditions.tenor.into()).saturating_sub(Self::today());
		let ends = conditions.costs.iter().all(|cost| u32::from(cost.after) <= days);
		ensure!(ends, Error::<T>::InvalidCost);
		let named = |cost: &Cost| cost.amount > 0 && (cost.payee.0.is_empty() || cost.payee.is_valid());
		ensure!(conditions.costs.iter().all(named), Error::<T>::InvalidCost);
		let borne = conditions.costs.iter().filter(|cost| cost.borne_by == BorneBy::Borrower);
		let all = borne.fold(0, |sum: Amount, cost| sum.saturating_add(cost.amount));
		ensure!(all <= conditions.amount, Error::<T>::InvalidCost);
		Ok(())
	}

	pub(crate) fn do_accept_offer(who: T::AccountId, id: ApplicationId, terms_hash: H256) -> DispatchResult {
		let mut application = Self::applied_by(&who, id)?;
		ensure!(application.state == ApplicationState::Offered, Error::<T>::WrongState);
		let terms = Self::terms_of(id)?;
		ensure!(Self::offer_stands(&application, &terms), Error::<T>::Expired);
		ensure!(hash_of(&terms) == terms_hash, Error::<T>::TermsMismatch);
		let act = Act::Accept(terms.currency, terms.conditions.amount);
		ensure!(T::Enterprises::may(&who, &terms.enterprise, act)?, Error::<T>::NotAuthorized);

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
	/// asset, its lien and its document, and the room under every limit and the credit line.
	fn reserve(id: ApplicationId, terms: &Terms) -> Result<RatingSummary, DispatchError> {
		let Terms { enterprise, institution, currency, conditions, .. } = terms;
		let Conditions { amount, tenor, method, .. } = *conditions;
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
			until: add_months(last_day, tenor.into()),
			grace_days: conditions.grace_days,
			renews: terms.renews,
		};
		let mut security = Vec::new();
		let mut secured: Amount = 0;
		for asset in &terms.security {
			let reserved = T::Security::reserve(*asset, &claim)?;
			security.push(reserved.offer);
			secured = secured.saturating_add(reserved.secured);
		}
		ensure!(security.is_empty() || secured >= amount, Error::<T>::SecuredTooLittle);

		let request = RequestSpec {
			amount,
			currency: *currency,
			tenor,
			method,
			use_of_funds: terms.use_of_funds,
			security: terms.security.clone(),
			renews: terms.renews,
			line: terms.line,
		};
		let applicant = Applicant { profile: &profile, rating: Some(&rating), request: &request, security: &security };
		Self::ensure_fits(&product, &applicant)?;
		let renewed = terms.renews.and_then(|old| Self::account_of(old, Loans::<T>::get(old)?).ok());
		let settled = renewed.map_or(0, |account| account.after.principal);
		Self::ensure_room(*institution, enterprise, &request, settled)?;
		if let Some(line) = terms.line {
			let rate = Self::rate_on(&conditions.pricing, *currency, Self::today())?;
			let asked = Self::drawdown_asked(enterprise, *institution, &request);
			T::Lines::draw(line, &Drawdown { until: claim.until, rate: Some(rate), ..asked })?;
		}
		Self::reserve_exposure(terms);
		Ok(rating)
	}

	/// What an application asks of its credit line.
	pub(crate) fn drawdown_asked<'a>(
		enterprise: &'a RegistrationNumber,
		institution: InstitutionId,
		request: &RequestSpec,
	) -> Drawdown<'a> {
		let RequestSpec { amount, currency, tenor, method, use_of_funds, .. } = *request;
		let until = add_months(Self::today(), tenor.into());
		Drawdown { enterprise, institution, currency, amount, until, tenor, method, use_of_funds, rate: None }
	}

	/// What conditions would cost, and when they would be paid, if the money went on a day. None: they lie outside the product or
	/// the rules of the place of their calendar, or cannot be computed; an offer of them says why.
	pub fn quote(product: ProductId, conditions: &Conditions, drawn: Date) -> Option<Quote> {
		let product = T::Products::product(product)?.spec;
		Self::quoted(&product, conditions, conditions.calendar, drawn).ok()
	}
}
