use crate::*;
use frame_support::weights::Weight;
use lingnan_lending::policy;
use lingnan_support::{Decision, Facts, Institutions as _, PolicyId, ProductId, Products as _};

impl<T: Config> Pallet<T> {
	/// What a version made until now.
	pub(crate) fn made(id: PolicyId) -> policy::Made {
		let Offers { on, in_all } = Made::<T>::get(id);
		policy::Made { today: if on.day == Self::today() { on.count } else { 0 }, in_all }
	}
}

impl<T: Config> lingnan_support::Policies for Pallet<T> {
	fn decide(product: ProductId, facts: &Facts) -> Decision {
		let found = InForce::<T>::get(product).and_then(|id| Some((id, Published::<T>::get(id)?)));
		let Some((id, record)) = found else { return Decision::None };
		if !T::Institutions::is_active(record.institution) {
			return Decision::None;
		}
		let Some(product) = T::Products::product(product) else { return Decision::None };
		match policy::decide(&record.spec, facts, Self::made(id), product.spec.costs_of(facts.amount)) {
			Ok(offer) => Decision::Offer { policy: id, offer },
			Err(reason) => Decision::Officer { policy: id, reason },
		}
	}

	fn used(id: PolicyId) {
		let today = Self::today();
		Made::<T>::mutate(id, |made| {
			// What may not be made more often was not decided.
			made.on = made.on.one_more(today, u32::MAX).unwrap_or(made.on);
			made.in_all = made.in_all.saturating_add(1);
		});
	}

	fn weight() -> Weight {
		T::WeightInfo::decide()
	}
}
