//! The names of a corridor's pallets, the same on both ends, and the keys under which they keep things.

use bp_header_chain::storage_keys as finality;
use bp_messages::{storage_keys as messages, HashedLaneId, MessageNonce};
use lingnan_types::Corridor;

/// A key in a chain's state.
pub type Key = Vec<u8>;

/// The pallets of a corridor.
#[derive(Clone, Debug)]
pub struct Pallets {
	pub finality: String,
	pub messages: String,
}

impl Pallets {
	pub fn of(corridor: Corridor) -> Self {
		Self { finality: format!("{corridor:?}Grandpa"), messages: format!("{corridor:?}Messages") }
	}

	pub fn best_known(&self) -> Key {
		finality::best_finalized_key(&self.finality).0
	}

	pub fn authorities(&self) -> Key {
		finality::current_authority_set_key(&self.finality).0
	}

	pub fn finality_mode(&self) -> Key {
		finality::pallet_operating_mode_key(&self.finality).0
	}

	pub fn messages_mode(&self) -> Key {
		messages::operating_mode_key(&self.messages).0
	}

	/// Under which all lanes to the other end are found.
	pub fn lanes(&self) -> Key {
		item(&self.messages, messages::OUTBOUND_LANES_MAP_NAME)
	}

	/// The lane whose key this is.
	pub fn lane(&self, key: &[u8]) -> Option<HashedLaneId> {
		// The prefix, a hash of 16 bytes, and the lane itself.
		let lane = key.strip_prefix(self.lanes().as_slice())?.get(16..)?;
		codec::DecodeAll::decode_all(&mut &*lane).ok()
	}

	pub fn outbound(&self, lane: &HashedLaneId) -> Key {
		messages::outbound_lane_data_key(&self.messages, lane).0
	}

	pub fn inbound(&self, lane: &HashedLaneId) -> Key {
		messages::inbound_lane_data_key(&self.messages, lane).0
	}

	pub fn message(&self, lane: &HashedLaneId, nonce: MessageNonce) -> Key {
		messages::message_key(&self.messages, lane, nonce).0
	}
}

/// The key of a pallet's single value, or the prefix of its map.
pub fn item(pallet: &str, name: &str) -> Key {
	bp_runtime::storage_value_final_key(pallet.as_bytes(), name.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
	use super::*;
	use bp_messages::LaneIdType;

	#[test]
	fn a_lane_is_read_back_from_its_key() {
		let pallets = Pallets::of(Corridor::GuangdongHongKong);
		assert_eq!(pallets.messages, "GuangdongHongKongMessages");
		let lane = HashedLaneId::try_new("Guangdong", "Hong Kong").unwrap();
		assert_eq!(pallets.lane(&pallets.outbound(&lane)), Some(lane));
		assert_eq!(pallets.lane(&pallets.inbound(&lane)), None);
		assert_eq!(pallets.lane(&pallets.lanes()), None);
	}
}
