//! How much one enterprise may owe.
//!
//! What is agreed counts from the acceptance of its terms: the money may be on its way.

use crate::*;
use core::cmp::Ordering;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use lingnan_support::{Amount, Currency, InstitutionId, Limits as _, Lines, RegistrationNumber, MAX_AMOUNT};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_exposure_limit(
		who: T::AccountId,
		limit: Option<Amount>,
		currency: Currency,
	) -> DispatchResult {
		let institution = Self::ensure_working(&who)?;
		ensure!(limit.is_none_or(|limit| limit <= MAX_AMOUNT), Error::<T>::LimitExceeded);
		ExposureLimits::<T>::set(institution, currency, limit);
		Self::deposit_event(Event::ExposureLimitSet { institution, currency, limit });
		Ok(())
	}

	/// The most that an enterprise can owe in a currency, given what it owes in the others.
	pub(crate) fn most_in(enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		let rates = T::LimitRates::get();
		let others = Currency::ALL.into_iter().filter(|other| *other != currency).fold(0, |sum: Amount, other| {
			sum.saturating_add(rates::weigh(Exposure::<T>::get(enterprise, other), other, &rates))
		});
		rates::most(T::EnterpriseLimit::get().saturating_sub(others), currency, &rates)
	}

	/// So much more may be lent to an enterprise, by all together and by the institution. What a loan owes that is renewed
	/// (`settled`) is not owed twice.
	pub(crate) fn ensure_room(
		institution: InstitutionId,
		enterprise: &RegistrationNumber,
		request: &RequestSpec,
		settled: Amount,
	) -> DispatchResult {
		let currency = request.currency;
		let amount = request.amount.saturating_sub(settled);
		ensure!(amount <= Self::headroom(enterprise, currency), Error::<T>::ExposureExceeded);
		ensure!(amount <= Self::headroom_at(institution, enterprise, currency), Error::<T>::ExposureExceeded);
		Ok(())
	}

	/// Counts what was agreed towards every limit.
	pub(crate) fn reserve_exposure(terms: &Terms) {
		let Terms { enterprise, institution, currency, .. } = terms;
		let amount = terms.conditions.amount;
		Self::move_exposure(enterprise, *institution, *currency, 0, amount);
		ReservedExposure::<T>::mutate(enterprise, currency, |sum| *sum = sum.saturating_add(amount));
	}

	/// What was agreed is owed from now on; it counts as before.
	pub(crate) fn draw_exposure(terms: &Terms) {
		ReservedExposure::<T>::mutate_exists(&terms.enterprise, terms.currency, |sum| {
			*sum = sum.map(|sum| sum.saturating_sub(terms.conditions.amount)).filter(|sum| *sum > 0);
		});
	}

	/// What was agreed came to nothing.
	pub(crate) fn release_exposure(terms: &Terms) {
		let Terms { enterprise, institution, currency, .. } = terms;
		let amount = terms.conditions.amount;
		Self::draw_exposure(terms);
		Self::move_exposure(enterprise, *institution, *currency, amount, 0);
		if let Some(line) = terms.line {
			T::Lines::release(line, amount);
		}
	}

	/// The principal of a loan was one amount and is another.
	pub(crate) fn change_exposure(terms: &Terms, before: Amount, after: Amount) {
		let Terms { enterprise, institution, currency, line, .. } = terms;
		Self::move_exposure(enterprise, *institution, *currency, before, after);
		if let Some(line) = line {
			match after.cmp(&before) {
				Ordering::Less => T::Lines::repaid(*line, before.saturating_sub(after)),
				Ordering::Greater => T::Lines::redrawn(*line, after.saturating_sub(before)),
				Ordering::Equal => {},
			}
		}
	}

	/// What counts towards limits was one amount and is another.
	pub(crate) fn move_exposure(
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
		currency: Currency,
		before: Amount,
		after: Amount,
	) {
		let change = |owed: &mut Option<Amount>| {
			let changed = owed.unwrap_or(0).saturating_add(after).saturating_sub(before);
			*owed = Some(changed).filter(|owed| *owed > 0);
		};
		Exposure::<T>::mutate_exists(enterprise, currency, change);
		ExposureTo::<T>::mutate_exists(institution, (enterprise.clone(), currency), change);
	}
}
