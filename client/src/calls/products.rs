//! Calls about what institutions offer.

use lingnan_types::{product::ProductSpec, ProductId};

super::calls! { "Products":
	/// Publishes a product (institution).
	Publish = publish { product: ProductSpec }
	/// Takes no more applications (institution).
	Withdraw = withdraw { product: ProductId }
	/// Takes applications again (institution).
	Reopen = reopen { product: ProductId }
}
