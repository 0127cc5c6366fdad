//! Whom this node answers. Where the register of peers is in force, requests for blocks, state and proofs are answered to
//! peers in it alone, and announcements and transactions go to no others. The register is read from finalised blocks.

mod door;
mod guarded;

pub use door::{Door, Register};
pub use guarded::Guarded;

use crate::service::{Block, Client, Hash};
use futures::StreamExt;
use lingnan_support::peer::PeersView;
use pallet_peers::runtime_api::PeersApi;
use sc_client_api::BlockchainEvents;
use sc_network::{
	config::{NetworkConfiguration, NonReservedPeerMode},
	multiaddr::Protocol,
	service::traits::NetworkService,
	Multiaddr, PeerId, ProtocolName,
};
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::{collections::HashSet, sync::Arc};

/// The register after a block. A chain whose runtime has none is open.
fn read(client: &Client, at: Hash) -> Result<Register, ApiError> {
	let api = client.runtime_api();
	match api.has_api::<dyn PeersApi<Block>>(at)? {
		true => api.peers(at).map(|PeersView { in_force, peers }| Register::new(in_force, &peers)),
		false => Ok(Register::default()),
	}
}

/// The register as this node knows it when it starts: after its last final block, or, while it has no state at all, of the
/// genesis.
pub fn at_start(client: &Client, genesis: Register) -> Register {
	read(client, client.info().finalized_hash).unwrap_or(genesis)
}

/// What was said on the command line about peers.
pub struct Options {
	/// Those named by `--reserved-nodes`.
	pub named: HashSet<PeerId>,
	/// `--reserved-only`: connections are kept with those named, whoever is in the register.
	pub named_only: bool,
}

impl Options {
	pub fn of(config: &NetworkConfiguration) -> Self {
		let set = &config.default_peers_set;
		Self {
			named: set.reserved_nodes.iter().map(|node| node.peer_id).collect(),
			named_only: matches!(set.non_reserved_mode, NonReservedPeerMode::Deny),
		}
	}
}

/// Tells the network whom to connect with.
pub struct Connections<S> {
	pub network: Arc<dyn NetworkService>,
	/// Has the syncing of blocks take so many members as come, beyond its usual slots.
	pub sync: S,
	/// The protocol on which blocks are announced. Those of transactions and votes follow it.
	pub announcements: ProtocolName,
	pub own: PeerId,
	pub options: Options,
}

impl<S: Fn(HashSet<PeerId>)> Connections<S> {
	/// From one register to another. Answers whether the network took it.
	async fn change(&self, from: &Register, to: &Register) -> bool {
		if from == to || self.options.named_only {
			return true;
		}
		// Before anybody is taken from the set: who is in none is dropped while the network is closed.
		if from.is_in_force() && !to.is_in_force() {
			self.network.accept_unreserved_peers();
		}
		let (before, after) = (self.others(from), self.others(to));
		// Whoever else is reserved stays so: those named, and those that the operator added while the node ran. The whole
		// set is given anew, because litep2p keeps a connection with a peer that is taken out of it one by one.
		let now = self.network.reserved_peers().await.unwrap_or_else(|()| self.options.named.iter().copied().collect());
		// A node named in its own options is left out: the network refuses a set with itself in it.
		let stay = now.into_iter().filter(|peer| *peer != self.own && (after.contains(peer) || !before.contains(peer)));
		let all: HashSet<PeerId> = stay.chain(after.iter().copied()).collect();
		let addresses = all.into_iter().map(|peer| Multiaddr::empty().with(Protocol::P2p(peer.into()))).collect();
		if let Err(error) = self.network.set_reserved_peers(self.announcements.clone(), addresses) {
			log::error!("the register of peers is not followed until the next block is final: {error}");
			return false;
		}
		if !from.is_in_force() && to.is_in_force() {
			self.network.deny_unreserved_peers();
		}
		(self.sync)(after);
		true
	}

	/// Members of a register that are neither this node nor named.
	fn others(&self, register: &Register) -> HashSet<PeerId> {
		let is_other = |peer: &&PeerId| **peer != self.own && !self.options.named.contains(*peer);
		register.members().into_iter().flatten().filter(is_other).copied().collect()
	}
}

/// Follows the register as long as the node runs.
pub async fn watch(client: Arc<Client>, door: Arc<Door>, connections: Connections<impl Fn(HashSet<PeerId>)>) {
	// The network began with nobody in its reserved set but those named, and closed if the register was in force.
	let mut last = (*door.register()).clone();
	let nobody = Register::nobody_of(&last);
	if !connections.change(&nobody, &last).await {
		last = nobody;
	}
	let mut finality = client.finality_notification_stream();
	while let Some(notification) = finality.next().await {
		match read(&client, notification.hash) {
			Ok(register) if register != last => {
				log::info!("{register}");
				// The door first: who is gone gets no answer while connections end.
				door.follow(register.clone());
				if connections.change(&last, &register).await {
					last = register;
				}
			},
			Ok(_) => (),
			// A node that has just fetched a state has none of older blocks; the register that it knows stays.
			Err(error) => log::debug!("the register of peers at {} cannot be read: {error}", notification.hash),
		}
	}
}

/// Where blocks are announced: named as `sc-network-sync` names it.
pub fn announcements(genesis: Hash, fork: Option<&str>) -> ProtocolName {
	let genesis = hex::encode(genesis);
	match fork {
		Some(fork) => format!("/{genesis}/{fork}/block-announces/1"),
		None => format!("/{genesis}/block-announces/1"),
	}
	.into()
}
