//! Institutions and their products.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{DailyCount, InstitutionId, Institutions as _, NoSeat, ProductId, Seats as _, MAX_AMOUNT, WHOLE};

impl<T: Config> Pallet<T> {
	pub(crate) fn enter_institution(spec: InstitutionSpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		ensure!(!InstitutionByKey::<T>::contains_key(&spec.key), Error::<T>::AlreadyExists);
		Self::change_seats(None, Some(&spec.key))?;

		let id = NextInstitution::<T>::get();
		NextInstitution::<T>::put(id.saturating_add(1));
		Self::grant_key(id, &spec.key);
		Institutions::<T>::insert(id, Institution { spec: spec.clone(), suspended: false, missed_deadlines: 0 });
		Self::deposit_event(Event::InstitutionRegistered { institution: id, spec });
		Ok(())
	}

	pub(crate) fn do_suspend_institution(id: InstitutionId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(!institution.suspended, Error::<T>::Suspended);
		Self::change_seats(Some(&institution.spec.key), None)?;
		institution.suspended = true;
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::InstitutionSuspended { institution: id });
		Ok(())
	}

	pub(crate) fn do_reinstate_institution(id: InstitutionId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(institution.suspended, Error::<T>::NotSuspended);
		Self::change_seats(None, Some(&institution.spec.key))?;
		institution.suspended = false;
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::InstitutionReinstated { institution: id });
		Ok(())
	}

	pub(crate) fn do_rekey_institution(id: InstitutionId, key: T::AccountId) -> DispatchResult {
		let mut institution = Self::institution(id)?;
		ensure!(!InstitutionByKey::<T>::contains_key(&key), Error::<T>::AlreadyExists);
		if !institution.suspended {
			Self::change_seats(Some(&institution.spec.key), Some(&key))?;
		}

		let from = core::mem::replace(&mut institution.spec.key, key.clone());
		InstitutionByKey::<T>::remove(&from);
		frame_system::Pallet::<T>::dec_sufficients(&from);
		Self::grant_key(id, &key);
		Institutions::<T>::insert(id, institution);
		Self::deposit_event(Event::InstitutionRekeyed { institution: id, from, to: key });
		Ok(())
	}

	pub(crate) fn do_publish_product(who: T::AccountId, spec: ProductSpec) -> DispatchResult {
		let institution = Self::ensure_working(&who)?;
		let published = Self::one_more_today(institution)?;
		Self::enter_product(institution, spec)?;
		PublishedToday::<T>::insert(institution, published);
		Ok(())
	}

	pub(crate) fn do_withdraw_product(who: T::AccountId, id: ProductId) -> DispatchResult {
		let mut product = Self::product_of(&who, id)?;
		ensure!(product.open, Error::<T>::Withdrawn);
		product.open = false;
		OpenProducts::<T>::remove(id);
		ProductCount::<T>::mutate(product.institution, |count| *count = count.saturating_sub(1));
		Products::<T>::insert(id, product);
		Self::deposit_event(Event::ProductWithdrawn { product: id });
		Ok(())
	}

	pub(crate) fn do_reopen_product(who: T::AccountId, id: ProductId) -> DispatchResult {
		let mut product = Self::product_of(&who, id)?;
		ensure!(!product.open, Error::<T>::NotWithdrawn);
		let published = Self::one_more_today(product.institution)?;
		Self::count_product(product.institution)?;
		PublishedToday::<T>::insert(product.institution, published);
		product.open = true;
		OpenProducts::<T>::insert(id, ());
		Products::<T>::insert(id, product);
		Self::deposit_event(Event::ProductReopened { product: id });
		Ok(())
	}

	/// Checks a product and enters it in an institution's name.
	pub(crate) fn enter_product(institution: InstitutionId, spec: ProductSpec) -> DispatchResult {
		Self::ensure_product(&spec)?;
		Self::count_product(institution)?;
		let id = NextProduct::<T>::get();
		NextProduct::<T>::put(id.saturating_add(1));
		Products::<T>::insert(id, Product { institution, spec: spec.clone(), open: true });
		OpenProducts::<T>::insert(id, ());
		Self::deposit_event(Event::ProductPublished { product: id, institution, spec });
		Ok(())
	}

	/// A withdrawal is not counted: nobody is kept from taking back what is wrong, and there are no more than openings.
	fn one_more_today(institution: InstitutionId) -> Result<DailyCount, Error<T>> {
		let published = PublishedToday::<T>::get(institution);
		published.one_more(Self::today(), MAX_PUBLISHED_A_DAY).ok_or(Error::<T>::TooManyToday)
	}

	fn count_product(institution: InstitutionId) -> DispatchResult {
		let count = ProductCount::<T>::get(institution);
		ensure!(count < MAX_PRODUCTS, Error::<T>::TooManyProducts);
		ProductCount::<T>::insert(institution, count.saturating_add(1));
		Ok(())
	}

	pub(crate) fn institution(id: InstitutionId) -> Result<Institution<T::AccountId>, DispatchError> {
		Institutions::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// The institution that the key signs for, unless it is suspended.
	pub(crate) fn ensure_working(who: &T::AccountId) -> Result<InstitutionId, DispatchError> {
		Self::institution_of(who).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	fn product_of(who: &T::AccountId, id: ProductId) -> Result<Product, DispatchError> {
		let product = Products::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(Self::institution_of(who) == Some(product.institution), Error::<T>::NotAuthorized);
		Ok(product)
	}

	fn grant_key(id: InstitutionId, key: &T::AccountId) {
		InstitutionByKey::<T>::insert(key, id);
		frame_system::Pallet::<T>::inc_sufficients(key);
	}

	/// Keeps the council in step: a seat for each key that speaks for an institution in good standing.
	fn change_seats(outgoing: Option<&T::AccountId>, incoming: Option<&T::AccountId>) -> DispatchResult {
		T::Seats::change(outgoing, incoming).map_err(|refusal| match refusal {
			NoSeat::Full => Error::<T>::CouncilFull.into(),
			NoSeat::Last => Error::<T>::LastSeat.into(),
		})
	}

	fn ensure_product(spec: &ProductSpec) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		ensure!(spec.min_amount >= 1 && spec.max_amount <= MAX_AMOUNT, Error::<T>::LimitExceeded);
		ensure!(spec.min_tenor >= 1 && spec.max_tenor <= MAX_TENOR, Error::<T>::LimitExceeded);
		ensure!(spec.max_rate <= WHOLE && spec.minimum_coverage <= WHOLE, Error::<T>::LimitExceeded);
		ensure!((1..=MAX_DAYS).contains(&spec.decision_days), Error::<T>::LimitExceeded);

		let ordered =
			spec.min_amount <= spec.max_amount && spec.min_tenor <= spec.max_tenor && spec.min_rate <= spec.max_rate;
		let known = spec.industries.iter().all(|industry| industry.is_valid())
			&& spec.divisions.iter().all(|division| division.is_valid());
		let lists =
			!spec.methods.is_empty() && is_set(&spec.methods) && is_set(&spec.security) && is_set(&spec.jurisdictions);
		ensure!(ordered && known && lists, Error::<T>::InvalidProduct);

		// Who takes security says how much he lends on it; who takes none lends without.
		let ratio = spec.worst_loan_to_value;
		let security = if spec.security.is_empty() {
			spec.unsecured && ratio == 0 && !spec.trade_records
		} else {
			(1..=WHOLE).contains(&ratio)
		};
		ensure!(security, Error::<T>::InvalidProduct);
		Ok(())
	}
}

fn is_set<V: PartialEq>(list: &[V]) -> bool {
	list.iter().enumerate().all(|(place, one)| list.iter().skip(place.saturating_add(1)).all(|other| one != other))
}
