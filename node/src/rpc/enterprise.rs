use super::{
	params::{Account, Enterprise},
	Ask, Error,
};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_runtime::AccountId;
use lingnan_support::{Page, Paging, RegistrationNumber};
use pallet_enterprise_registry::{runtime_api::EnterpriseRegistryApi, EnterpriseLine, EnterpriseView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

type Api = dyn EnterpriseRegistryApi<Block, AccountId>;

#[rpc(server)]
pub trait EnterpriseRpc {
	/// The record of an enterprise, or null.
	#[method(name = "enterprise_get", blocking)]
	fn get(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<EnterpriseView<AccountId>>, Error>;

	/// The enterprises that an account controls.
	#[method(name = "enterprise_of", with_extensions)]
	async fn of(
		&self,
		account: Account,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<RegistrationNumber>, Error>;

	/// Every enterprise of the register, by the page.
	#[method(name = "enterprise_list", with_extensions)]
	async fn list(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<EnterpriseLine>, Error>;
}

#[async_trait]
impl<C> EnterpriseRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: EnterpriseRegistryApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn get(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<EnterpriseView<AccountId>>, Error> {
		self.ask::<Api, _>(at, |api, at| api.enterprise(at, enterprise.0))
	}

	async fn of(
		&self,
		asker: &Extensions,
		account: Account,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<RegistrationNumber>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.enterprises_of(at, account.0, page)).await
	}

	async fn list(
		&self,
		asker: &Extensions,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<EnterpriseLine>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.enterprises(at, page)).await
	}
}
