use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_support::{AgencyId, AssetId, Page, Paging};
use pallet_collateral::{runtime_api::CollateralApi, AssetView, DocumentStatus, IssuerKey};
use sp_api::{ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_core::H256;

#[rpc(server)]
pub trait CollateralRpc {
	/// An asset with its liens and valuation, or null.
	#[method(name = "collateral_status", blocking)]
	fn status(&self, asset: AssetId, at: Option<Hash>) -> Result<Option<AssetView>, Error>;

	/// The assets an enterprise owns.
	#[method(name = "collateral_assetsOf", with_extensions)]
	async fn assets_of(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AssetId>, Error>;

	/// The keys by which an agency's documents are known, the earliest first.
	#[method(name = "collateral_issuerKeys", blocking)]
	fn issuer_keys(&self, agency: AgencyId, at: Option<Hash>) -> Result<Vec<IssuerKey>, Error>;

	/// What the register knows of a trade document, by its two tokens.
	#[method(name = "collateral_documentStatus", blocking)]
	fn document_status(&self, exact: H256, coarse: H256, at: Option<Hash>) -> Result<DocumentStatus, Error>;
}

#[async_trait]
impl<C> CollateralRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CollateralApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn status(&self, asset: AssetId, at: Option<Hash>) -> Result<Option<AssetView>, Error> {
		self.ask::<dyn CollateralApi<Block>, _>(at, |api, at| api.asset(at, asset))
	}

	async fn assets_of(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AssetId>, Error> {
		let question = move |api: ApiRef<C::Api>, at| api.assets_of(at, enterprise.0, page.unwrap_or_default());
		self.ask_in_turn::<dyn CollateralApi<Block>, _>(asker, at, question).await
	}

	fn issuer_keys(&self, agency: AgencyId, at: Option<Hash>) -> Result<Vec<IssuerKey>, Error> {
		self.ask::<dyn CollateralApi<Block>, _>(at, |api, at| api.issuer_keys(at, agency))
	}

	fn document_status(&self, exact: H256, coarse: H256, at: Option<Hash>) -> Result<DocumentStatus, Error> {
		self.ask::<dyn CollateralApi<Block>, _>(at, |api, at| api.document_status(at, exact, coarse))
	}
}
