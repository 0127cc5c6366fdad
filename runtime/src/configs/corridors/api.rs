//! What a relayer asks before it delivers.

use crate::configs::corridors::{counterpart, messages};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::weights::Weight;
use lingnan_support::Corridor;
use scale_info::TypeInfo;

/// How much may wait on a lane for its confirmation.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct LaneLimits {
	/// Deliveries by different relayers in turn. How many.
	pub entries: u64,
	/// How many messages may wait.
	pub messages: u64,
}

impl LaneLimits {
	pub const HERE: Self =
		Self { entries: counterpart::MAX_UNCONFIRMED_ENTRIES, messages: counterpart::MAX_UNCONFIRMED_MESSAGES };
}

/// What each message costs to take in at most. `messages`: as they lie on the lane at the other end.
pub fn weigh(corridor: Corridor, messages: Vec<Vec<u8>>) -> Vec<Weight> {
	messages.into_iter().map(|message| messages::weigh(corridor, message)).collect()
}

sp_api::decl_runtime_apis! {
	/// What a relayer asks before it delivers.
	pub trait CorridorsApi {
		/// How much may wait on a lane for its confirmation.
		fn limits() -> LaneLimits;
		/// What each message costs to take in at most. `messages`: as they lie on the lane at the other end.
		fn weigh(corridor: Corridor, messages: Vec<Vec<u8>>) -> Vec<Weight>;
	}
}
