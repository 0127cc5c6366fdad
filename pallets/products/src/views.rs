use crate::*;
use lingnan_support::{Page, Paging, ProductId, Products as _, StoredPage, MOST_LISTED};

impl<T: Config> Pallet<T> {
	/// The open products.
	pub fn products(page: Paging) -> Page<ProductView> {
		Page::of_all_keys::<OpenProducts<T>, _, _>(page, MOST_LISTED, |id: ProductId| Self::product(id))
	}
}
