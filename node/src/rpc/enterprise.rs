use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_runtime::AccountId;
use lingnan_support::RegistrationNumber;
use pallet_enterprise_registry::{runtime_api::EnterpriseRegistryApi, EnterpriseView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait EnterpriseRpc {
	/// The record of an enterprise, or null.
	#[method(name = "enterprise_get", blocking)]
	fn get(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<EnterpriseView<AccountId>>, Error>;

	/// The enterprises that an account controls.
	#[method(name = "enterprise_of", blocking)]
	fn of(&self, account: AccountId, at: Option<Hash>) -> Result<Vec<RegistrationNumber>, Error>;
}

impl<C> EnterpriseRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: EnterpriseRegistryApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn get(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<EnterpriseView<AccountId>>, Error> {
		self.ask::<dyn EnterpriseRegistryApi<Block, AccountId>, _>(at, |api, at| api.enterprise(at, enterprise.0))
	}

	fn of(&self, account: AccountId, at: Option<Hash>) -> Result<Vec<RegistrationNumber>, Error> {
		self.ask::<dyn EnterpriseRegistryApi<Block, AccountId>, _>(at, |api, at| api.enterprises_of(at, account))
	}
}
