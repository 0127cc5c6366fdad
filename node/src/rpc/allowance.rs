use super::{params::Account, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_runtime::AccountId;
use pallet_allowances::{runtime_api::AllowancesApi, AllowanceView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait AllowanceRpc {
	/// What an account may use of the chain without coins, in nanoseconds of work.
	#[method(name = "allowance_get", blocking)]
	fn get(&self, account: Account, at: Option<Hash>) -> Result<AllowanceView<AccountId>, Error>;
}

impl<C> AllowanceRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: AllowancesApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn get(&self, account: Account, at: Option<Hash>) -> Result<AllowanceView<AccountId>, Error> {
		self.ask::<dyn AllowancesApi<Block, AccountId>, _>(at, |api, at| api.allowance(at, account.0))
	}
}
