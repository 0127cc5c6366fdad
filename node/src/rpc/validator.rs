use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_runtime::AccountId;
use lingnan_support::{Page, Paging};
use pallet_validators::{runtime_api::ValidatorsApi, ValidatorView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait ValidatorRpc {
	/// The validators and their work, in the order in which they came.
	#[method(name = "validator_list", blocking)]
	fn list(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<ValidatorView<AccountId>>, Error>;
}

impl<C> ValidatorRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: ValidatorsApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn list(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<ValidatorView<AccountId>>, Error> {
		self.ask::<dyn ValidatorsApi<Block, AccountId>, _>(at, |api, at| api.validators(at, page.unwrap_or_default()))
	}
}
