use crate::{
	application::RequestSpec,
	product::{ProductView, Refusal},
	EnterpriseProfile, ProductId, RatingSummary, SecurityOffer,
};
use alloc::vec::Vec;

/// What is known of an applicant and its request.
#[derive(Clone, Copy)]
pub struct Applicant<'a> {
	pub profile: &'a EnterpriseProfile,
	/// None: it is not rated.
	pub rating: Option<&'a RatingSummary>,
	pub request: &'a RequestSpec,
	/// One for each asset of the request.
	pub security: &'a [SecurityOffer],
}

/// Answered by `products`.
pub trait Products {
	/// A product, open or withdrawn.
	fn product(product: ProductId) -> Option<ProductView>;
	/// Everything in which a product does not fit, by the rule of matching; nothing if it does. How much may be lent at all
	/// is another question ([`Limits`](crate::Limits)).
	fn refusals(product: &ProductView, applicant: &Applicant) -> Vec<Refusal>;
}
