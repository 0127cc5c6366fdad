//! Calls about the policies by which institutions decide at once.

use lingnan_types::{policy::PolicySpec, ProductId};

super::calls! { "Policies":
	/// Publishes a version of a product's policy (institution).
	Publish = publish { spec: PolicySpec }
	/// Ends a product's policy (institution).
	Withdraw = withdraw { product: ProductId }
}
