use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::UnixTime,
};
use lingnan_support::{
	date_of, DailyCount, Date, InstitutionId, Institutions as _, Jurisdiction, LateLimits as _, ProductId,
	ReferenceRates as _,
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn today() -> Date {
		date_of(T::Clock::now().as_secs())
	}

	pub(crate) fn do_publish(who: T::AccountId, spec: ProductSpec) -> DispatchResult {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		let published = Self::one_more_today(institution)?;
		Self::ensure_can_be_lent(&spec)?;
		Self::enter(institution, spec)?;
		PublishedToday::<T>::insert(institution, published);
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId, id: ProductId) -> DispatchResult {
		let mut product = Self::product_of(&who, id)?;
		ensure!(product.open, Error::<T>::Withdrawn);
		product.open = false;
		OpenProducts::<T>::remove(id);
		ProductCount::<T>::mutate(product.institution, |count| *count = count.saturating_sub(1));
		Products::<T>::insert(id, product);
		Self::deposit_event(Event::Withdrawn { product: id });
		Ok(())
	}

	pub(crate) fn do_reopen(who: T::AccountId, id: ProductId) -> DispatchResult {
		let mut product = Self::product_of(&who, id)?;
		ensure!(!product.open, Error::<T>::NotWithdrawn);
		let published = Self::one_more_today(product.institution)?;
		Self::count(product.institution)?;
		PublishedToday::<T>::insert(product.institution, published);
		product.open = true;
		OpenProducts::<T>::insert(id, ());
		Products::<T>::insert(id, product);
		Self::deposit_event(Event::Reopened { product: id });
		Ok(())
	}

	/// It is sound, and an offer can keep to it wherever its borrowers are: what it follows exists, and the most that lateness may
	/// cost is enough for each place and not more than all of them allow.
	fn ensure_can_be_lent(spec: &ProductSpec) -> DispatchResult {
		spec.check().map_err(|flaw| match flaw.fault {
			Fault::Unreadable => Error::<T>::InvalidName,
			Fault::OutOfRange { .. } => Error::<T>::LimitExceeded,
			_ => Error::<T>::InvalidProduct,
		})?;
		if let Some(reference) = spec.reference {
			ensure!(T::ReferenceRates::currency(reference) == Some(spec.currency), Error::<T>::NoReference);
		}
		let served = |place: &Jurisdiction| spec.jurisdictions.is_empty() || spec.jurisdictions.contains(place);
		let limits: Vec<_> = Jurisdiction::ALL.into_iter().filter(served).map(T::LateLimits::overdue).collect();
		let enough = limits.iter().all(|place| place.least <= spec.surcharge);
		let allowed = limits.iter().any(|place| spec.surcharge <= place.most);
		ensure!(enough && allowed, Error::<T>::SurchargeOutsideLimits);
		Ok(())
	}

	/// Enters a product that was checked in an institution's name.
	pub(crate) fn enter(institution: InstitutionId, spec: ProductSpec) -> DispatchResult {
		Self::count(institution)?;
		let id = NextProduct::<T>::get();
		NextProduct::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
		Products::<T>::insert(id, Product { institution, spec: spec.clone(), open: true });
		OpenProducts::<T>::insert(id, ());
		Self::deposit_event(Event::Published { product: id, institution, spec });
		Ok(())
	}

	/// A withdrawal is not counted: nobody is kept from taking back what is wrong, and there are no more than openings.
	fn one_more_today(institution: InstitutionId) -> Result<DailyCount, Error<T>> {
		let published = PublishedToday::<T>::get(institution);
		published.one_more(Self::today(), MAX_PUBLISHED_A_DAY).ok_or(Error::<T>::TooManyToday)
	}

	fn count(institution: InstitutionId) -> DispatchResult {
		let count = ProductCount::<T>::get(institution);
		ensure!(count < MAX_PRODUCTS, Error::<T>::TooManyProducts);
		ProductCount::<T>::insert(institution, count.saturating_add(1));
		Ok(())
	}

	fn product_of(who: &T::AccountId, id: ProductId) -> Result<Product, DispatchError> {
		let product = Products::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::institution_of(who) == Some(product.institution), Error::<T>::NotAuthorized);
		Ok(product)
	}
}
