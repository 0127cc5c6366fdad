use crate::*;
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::UnixTime};
use lingnan_lending::policy::{conditions, Asked};
use lingnan_support::{
	conditions::{Pricing, Rate},
	date_of,
	product::ProductSpec,
	Date, Grade, Institutions as _, ProductId, Products as _, Timestamp,
};
use sp_core::H256;
use sp_runtime::ArithmeticError;

/// By which what was published is known.
pub fn hash_of(spec: &PolicySpec) -> H256 {
	H256(sp_io::hashing::blake2_256(&spec.encode()))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn today() -> Date {
		date_of(Self::now())
	}

	pub(crate) fn do_publish(who: T::AccountId, spec: PolicySpec) -> DispatchResult {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		let product = T::Products::product(spec.product).ok_or(Error::<T>::NotFound)?;
		ensure!(product.institution == institution, Error::<T>::NotAuthorized);
		ensure!(product.open, Error::<T>::ProductWithdrawn);
		spec.check().map_err(|flaw| match flaw {
			PolicyFlaw::OutOfRange(_) => Error::<T>::LimitExceeded,
			PolicyFlaw::List(_) | PolicyFlaw::Contradiction(_) => Error::<T>::InvalidPolicy,
		})?;
		Self::ensure_within(&spec, &product.spec)?;
		let published = PublishedToday::<T>::get(institution).one_more(Self::today(), MAX_PUBLISHED_A_DAY);
		let published = published.ok_or(Error::<T>::TooManyToday)?;

		let policy = NextPolicy::<T>::get();
		let version = Versions::<T>::get(spec.product).checked_add(1).ok_or(ArithmeticError::Overflow)?;
		NextPolicy::<T>::put(policy.next().ok_or(ArithmeticError::Overflow)?);
		Versions::<T>::insert(spec.product, version);
		PublishedToday::<T>::insert(institution, published);
		PoliciesBy::<T>::insert(institution, policy, ());
		if let Some(before) = InForce::<T>::get(spec.product) {
			Published::<T>::mutate_extant(before, |before| before.state = PolicyState::Superseded { by: policy });
		}
		InForce::<T>::insert(spec.product, policy);
		let (product, spec_hash, published_at) = (spec.product, hash_of(&spec), Self::now());
		let state = PolicyState::InForce;
		Published::<T>::insert(policy, Policy { institution, spec, version, published_at, state });
		Self::deposit_event(Event::PolicyPublished { policy, product, institution, version, spec_hash });
		Ok(())
	}

	/// Whether what it would offer is one of the product, to each grade and in each way of repayment: a product never changes, so
	/// this holds for good. What a reference comes to is judged with each offer.
	fn ensure_within(spec: &PolicySpec, product: &ProductSpec) -> DispatchResult {
		let PolicySpec { rules, offer, .. } = spec;
		let methods = if rules.methods.is_empty() { &product.methods } else { &rules.methods };
		let amount = rules.max_amount.clamp(product.min_amount, product.max_amount);
		let tenor = rules.max_tenor.clamp(product.min_tenor, product.max_tenor);
		for grade in Grade::ALL.into_iter().filter(|grade| grade.meets(rules.worst_grade)) {
			for method in methods {
				let asked = Asked { amount, tenor, method: *method };
				let conditions = conditions(offer, grade, asked, product.costs_of(amount));
				let conditions = conditions.ok_or(Error::<T>::InvalidPolicy)?;
				let rate = match conditions.pricing {
					Pricing::Fixed { rate } => rate,
					Pricing::Floating { .. } => Rate::basis_points(product.min_rate),
				};
				ensure!(product.allows(&conditions, rate).is_ok(), Error::<T>::OutsideProduct);
			}
		}
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId, product: ProductId) -> DispatchResult {
		let policy = InForce::<T>::get(product).ok_or(Error::<T>::NotFound)?;
		let mut record = Published::<T>::get(policy).ok_or(Error::<T>::NotFound)?;
		// To decide less by itself is open to a suspended institution too.
		ensure!(T::Institutions::key_of(record.institution) == Some(who), Error::<T>::NotAuthorized);
		record.state = PolicyState::Withdrawn { at: Self::now() };
		Published::<T>::insert(policy, record);
		InForce::<T>::remove(product);
		Self::deposit_event(Event::PolicyWithdrawn { policy, product });
		Ok(())
	}
}
