use frame_support::{traits::ConstU32, BoundedVec};

pub use lingnan_support::peer::*;

/// The register as it is stored: one value, so that a node reads the whole of it at once, also from a genesis of which
/// it has no state.
pub type Registered = BoundedVec<Peer, ConstU32<MAX_PEERS>>;
