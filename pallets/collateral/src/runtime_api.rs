use crate::types::{AssetView, DocumentStatus, IssuerKey, Refusal};
use alloc::vec::Vec;
use lingnan_support::{AgencyId, AssetId, Date, Page, Paging, RegistrationNumber, SecurityOffer};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about security.
	#[api_version(4)]
	pub trait CollateralApi {
		/// An asset, its liens by rank, and what it is worth to a lender today.
		fn asset(id: AssetId) -> Option<AssetView>;
		/// What an enterprise owns.
		fn assets_of(enterprise: RegistrationNumber, page: Paging) -> Page<AssetId>;
		/// The keys by which an agency's documents are known, the earliest first.
		fn issuer_keys(agency: AgencyId) -> Vec<IssuerKey>;
		/// What the duplicate registry knows of a document.
		fn document_status(exact_token: H256, coarse_token: H256) -> DocumentStatus;
		/// What an asset is worth to a lender until a day, or why nothing.
		fn lending_value(asset: AssetId, until: Date) -> Result<SecurityOffer, Refusal>;
	}
}
