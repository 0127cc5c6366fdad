use crate::{dispatchables::hash_of, *};
use lingnan_support::{InstitutionId, Page, Paging, PolicyId, ProductId, StoredPage, MOST_LONG};

impl<T: Config> Pallet<T> {
	/// A version of a policy.
	pub fn policy(id: PolicyId) -> Option<PolicyView> {
		let Policy { institution, spec, version, published_at, state } = Published::<T>::get(id)?;
		let made = Self::made(id);
		Some(PolicyView {
			id,
			institution,
			version,
			spec_hash: hash_of(&spec),
			published_at,
			state,
			made_today: made.today,
			made: made.in_all,
			spec,
		})
	}

	/// The version that decides on applications for a product.
	pub fn policy_of(product: ProductId) -> Option<PolicyView> {
		Self::policy(InForce::<T>::get(product)?)
	}

	/// What an institution published, every version.
	pub fn policies_by(institution: InstitutionId, page: Paging) -> Page<PolicyView> {
		Page::of_keys::<PoliciesBy<T>, _, _, _>(institution, page, MOST_LONG, Self::policy)
	}
}
