use crate::*;
use alloc::vec::Vec;
use lingnan_support::{Amount, Applicant, Institutions as _, ProductId};

impl<T: Config> lingnan_support::Products for Pallet<T> {
	fn product(id: ProductId) -> Option<ProductView> {
		let Product { institution, spec, open } = Products::<T>::get(id)?;
		Some(ProductView { id, institution, open, spec })
	}

	fn refusals(product: &ProductView, applicant: &Applicant) -> Vec<Refusal> {
		let lender_active = T::Institutions::is_active(product.institution);
		// Whoever asks knows the limits: they are financing's.
		let (headroom, lender_headroom) = (Amount::MAX, Amount::MAX);
		let around = matching::Around { today: Self::today(), lender_active, headroom, lender_headroom };
		matching::refusals(product, applicant, &around)
	}
}
