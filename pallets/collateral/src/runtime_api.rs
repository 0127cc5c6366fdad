use crate::types::{AssetView, DocumentStatus, Refusal};
use lingnan_support::{AssetId, Date, Page, Paging, RegistrationNumber, SecurityOffer};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about security.
	#[api_version(2)]
	pub trait CollateralApi {
		/// An asset, its liens by rank, and what it is worth to a lender today.
		fn asset(id: AssetId) -> Option<AssetView>;
		/// What an enterprise owns.
		fn assets_of(enterprise: RegistrationNumber, page: Paging) -> Page<AssetId>;
		/// What the duplicate registry knows of a document.
		fn document_status(exact_token: H256, coarse_token: H256) -> DocumentStatus;
		/// What an asset is worth to a lender until a day, or why nothing.
		fn lending_value(asset: AssetId, until: Date) -> Result<SecurityOffer, Refusal>;
	}
}
