use crate::types::{AssetView, DocumentStatus, Refusal};
use alloc::vec::Vec;
use lingnan_support::{AssetId, Date, RegistrationNumber, SecurityOffer};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about security.
	pub trait CollateralApi {
		/// An asset, its liens by rank, and what it is worth to a lender today.
		fn asset(id: AssetId) -> Option<AssetView>;
		/// What an enterprise owns, by number.
		fn assets_of(enterprise: RegistrationNumber) -> Vec<AssetId>;
		/// What the duplicate registry knows of a document.
		fn document_status(exact_token: H256, coarse_token: H256) -> DocumentStatus;
		/// What an asset is worth to a lender until a day, or why nothing.
		fn lending_value(asset: AssetId, until: Date) -> Result<SecurityOffer, Refusal>;
	}
}
