//! How much one enterprise may owe, and what the public fund pays.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use lingnan_support::{share_of, Amount, BasisPoints, Currency, InstitutionId, RegistrationNumber, MAX_AMOUNT, WHOLE};

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

	pub(crate) fn do_set_compensation(currency: Currency, share: BasisPoints, budget: Amount) -> DispatchResult {
		let paid = Funds::<T>::get(currency).map_or(0, |fund| fund.paid);
		ensure!(share <= WHOLE && (paid..=MAX_AMOUNT).contains(&budget), Error::<T>::LimitExceeded);
		Funds::<T>::insert(currency, Fund { share, budget, paid });
		Self::deposit_event(Event::CompensationSet { currency, share, budget });
		Ok(())
	}

	/// What more all together may lend to an enterprise.
	pub(crate) fn headroom(enterprise: &RegistrationNumber, currency: Currency) -> Amount {
		T::EnterpriseLimit::get().saturating_sub(Exposure::<T>::get(enterprise, currency))
	}

	/// What more an institution lends to an enterprise.
	pub(crate) fn headroom_at(
		institution: InstitutionId,
		enterprise: &RegistrationNumber,
		currency: Currency,
	) -> Amount {
		match ExposureLimits::<T>::get(institution, currency) {
			None => Amount::MAX,
			Some(limit) => limit.saturating_sub(ExposureTo::<T>::get(institution, (enterprise, currency))),
		}
	}

	pub(crate) fn ensure_exposure(terms: &Terms) -> DispatchResult {
		let Terms { enterprise, institution, currency, amount, .. } = terms;
		let fits = *amount <= Self::headroom(enterprise, *currency)
			&& *amount <= Self::headroom_at(*institution, enterprise, *currency);
		ensure!(fits, Error::<T>::ExposureExceeded);
		Ok(())
	}

	pub(crate) fn add_exposure(terms: &Terms) {
		let key = (terms.enterprise.clone(), terms.currency);
		Exposure::<T>::mutate(&terms.enterprise, terms.currency, |owed| *owed = owed.saturating_add(terms.amount));
		ExposureTo::<T>::mutate(terms.institution, key, |owed| *owed = owed.saturating_add(terms.amount));
	}

	pub(crate) fn reduce_exposure(terms: &Terms, principal: Amount) {
		let reduce = |owed: &mut Option<Amount>| {
			*owed = owed.map(|owed| owed.saturating_sub(principal)).filter(|owed| *owed > 0);
		};
		let key = (terms.enterprise.clone(), terms.currency);
		Exposure::<T>::mutate_exists(&terms.enterprise, terms.currency, reduce);
		ExposureTo::<T>::mutate_exists(terms.institution, key, reduce);
	}

	/// Takes the fund's share of a default out of what is left of its budget.
	pub(crate) fn compensate(currency: Currency, principal: Amount) -> Amount {
		Funds::<T>::mutate(currency, |fund| {
			fund.as_mut().map_or(0, |fund| {
				let part = share_of(principal, fund.share).min(fund.budget.saturating_sub(fund.paid));
				fund.paid = fund.paid.saturating_add(part);
				part
			})
		})
	}
}
