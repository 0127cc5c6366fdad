//! Calls about what institutions offer.

use lingnan_types::{product::ProductSpec, ProductId};

super::calls! { "Financing":
	/// Publishes a product (institution).
	Publish = publish_product { product: ProductSpec }
	/// Takes no more applications (institution).
	Withdraw = withdraw_product { product: ProductId }
	/// Takes applications again (institution).
	Reopen = reopen_product { product: ProductId }
}
