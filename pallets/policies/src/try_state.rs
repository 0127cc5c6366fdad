use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use lingnan_support::{ProductId, Products as _};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each version has a number that was given out, is sound, of a product of its institution and listed by that; versions of a
	/// product count up; the one in force is known by the product; and none made more offers than it may.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut versions = BTreeMap::<ProductId, u32>::new();
		let mut in_force = 0usize;
		for (id, policy) in Published::<T>::iter() {
			let Policy { institution, spec, version, state, .. } = policy;
			ensure!(id < NextPolicy::<T>::get(), "a policy has a number that was not given out");
			ensure!(spec.check().is_ok(), "a policy is outside its ranges");
			let product = T::Products::product(spec.product).ok_or("a policy is of no product")?;
			ensure!(product.institution == institution, "a policy is of another institution's product");
			ensure!(PoliciesBy::<T>::contains_key(institution, id), "an institution does not list its policy");
			ensure!(version >= 1 && version <= Versions::<T>::get(spec.product), "a version was not counted");
			let counted = versions.entry(spec.product).or_default();
			*counted = counted.saturating_add(1);
			let decides = InForce::<T>::get(spec.product) == Some(id);
			ensure!(decides == (state == PolicyState::InForce), "a product does not know its policy");
			in_force = in_force.saturating_add(decides.into());
			if let PolicyState::Superseded { by } = state {
				let later = Published::<T>::get(by).ok_or("a policy is superseded by none")?;
				ensure!(
					later.spec.product == spec.product && later.version > version,
					"a policy is superseded by an older"
				);
			}
			let Offers { on, in_all } = Made::<T>::get(id);
			ensure!(in_all <= spec.uses.in_all && on.count <= spec.uses.per_day, "a policy made more than it may");
			ensure!(on.count <= in_all, "a policy made more in a day than in all");
		}
		ensure!(InForce::<T>::iter().count() == in_force, "a product has a policy that is not in force");
		ensure!(versions == Versions::<T>::iter().collect(), "versions are miscounted");
		ensure!(Made::<T>::iter_keys().all(|id| Published::<T>::contains_key(id)), "offers of no policy are counted");
		ensure!(
			PublishedToday::<T>::iter_values().all(|done| done.count <= MAX_PUBLISHED_A_DAY),
			"an institution published more often than a day allows"
		);
		Ok(())
	}
}
