//! Calls about what institutions offer.

use lingnan_types::ProductId;

super::calls! { "Financing":
	/// Publishes a product (institution).
	Publish<Product> = publish_product { product: Product }
	/// Takes no more applications (institution).
	Withdraw = withdraw_product { product: ProductId }
	/// Takes applications again (institution).
	Reopen = reopen_product { product: ProductId }
}
