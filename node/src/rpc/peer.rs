use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_support::peer::PeersView;
use pallet_peers::runtime_api::PeersApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait PeerRpc {
	/// Whether nodes answer only peers in the register, and who is in it.
	#[method(name = "peer_register", blocking)]
	fn register(&self, at: Option<Hash>) -> Result<PeersView, Error>;
}

impl<C> PeerRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: PeersApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn register(&self, at: Option<Hash>) -> Result<PeersView, Error> {
		self.ask::<dyn PeersApi<Block>, _>(at, |api, at| api.peers(at))
	}
}
