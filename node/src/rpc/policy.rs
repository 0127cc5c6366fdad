use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_support::{InstitutionId, Page, Paging, PolicyId, ProductId};
use pallet_policies::{runtime_api::PoliciesApi, PolicyView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

type Api = dyn PoliciesApi<Block>;

#[rpc(server)]
pub trait PolicyRpc {
	/// A version of a policy by which an institution decides at once, or null.
	#[method(name = "policy_get", blocking)]
	fn policy(&self, policy: PolicyId, at: Option<Hash>) -> Result<Option<PolicyView>, Error>;

	/// The version that decides on applications for a product, or null.
	#[method(name = "policy_of", blocking)]
	fn policy_of(&self, product: ProductId, at: Option<Hash>) -> Result<Option<PolicyView>, Error>;

	/// What an institution published, every version.
	#[method(name = "policy_by", with_extensions)]
	async fn policies_by(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<PolicyView>, Error>;
}

#[async_trait]
impl<C> PolicyRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: PoliciesApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn policy(&self, policy: PolicyId, at: Option<Hash>) -> Result<Option<PolicyView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.policy(at, policy))
	}

	fn policy_of(&self, product: ProductId, at: Option<Hash>) -> Result<Option<PolicyView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.policy_of(at, product))
	}

	async fn policies_by(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<PolicyView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.policies_by(at, institution, page)).await
	}
}
