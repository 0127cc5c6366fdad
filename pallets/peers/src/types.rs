use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};

pub use lingnan_support::peer::*;

/// The register as it is stored: one value, so that a node reads the whole of it at once, also from a genesis of which
/// it has no state.
pub type Registered = BoundedVec<Peer, ConstU32<MAX_PEERS>>;

/// What a node's key signs, by which a member shows that the node is its own: these words, then the hash of the network's genesis and
/// the member's account, 32 bytes each. It is good for no other member and on no other network.
pub fn claim(genesis: &[u8], member: &[u8]) -> Vec<u8> {
	[b"lingnan peer".as_slice(), genesis, member].concat()
}
