use crate::{
	product::{ProductView, Refusal},
	ProductId,
};
use alloc::vec::Vec;

pub use lingnan_types::product::Applicant;

/// Answered by `products`.
pub trait Products {
	/// A product, open or withdrawn.
	fn product(product: ProductId) -> Option<ProductView>;
	/// Everything in which a product does not fit, by the rule of matching; nothing if it does. How much may be lent at all
	/// is another question ([`Limits`](crate::Limits)).
	fn refusals(product: &ProductView, applicant: &Applicant) -> Vec<Refusal>;
}
