use frame_support::weights::Weight;
use lingnan_types::{PolicyId, ProductId};

pub use lingnan_lending::policy::{Decision, Facts};

/// Answered by `policies`.
pub trait Policies {
	/// What the product's institution said that it decides at once. Changes nothing.
	fn decide(product: ProductId, facts: &Facts) -> Decision;

	/// The offer was made: it counts among those that the policy makes in a day and in all.
	fn used(policy: PolicyId);

	/// What both of these cost at most, together.
	fn weight() -> Weight;
}

/// There is none: officers decide.
impl Policies for () {
	fn decide(_: ProductId, _: &Facts) -> Decision {
		Decision::None
	}

	fn used(_: PolicyId) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}
