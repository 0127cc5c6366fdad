use super::{params::Holder, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use pallet_cards::{runtime_api::CardsApi, CardView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait CardRpc {
	/// The cards of a party that are remembered, the newest first.
	#[method(name = "card_list", blocking)]
	fn list(&self, holder: Holder, at: Option<Hash>) -> Result<Vec<CardView>, Error>;
}

impl<C> CardRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CardsApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn list(&self, holder: Holder, at: Option<Hash>) -> Result<Vec<CardView>, Error> {
		self.ask::<dyn CardsApi<Block>, _>(at, |api, at| api.cards(at, holder.0))
	}
}
