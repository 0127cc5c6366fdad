//! The corridors: for each a light client of the other end and a lane of messages, by the SDK's bridge pallets. A chain
//! carries all three and uses the two that begin at its own place; the light client of a corridor does nothing before a
//! motion initialises it.

pub mod api;
pub mod counterpart;
pub mod messages;
pub mod obsolete;
pub mod relayers;

use crate::*;
use bp_messages::HashedLaneId;
use counterpart::Joins;
use frame_support::{parameter_types, traits::ConstU32};
use messages::{Arrivals, Confirmations, Payload};
use relayers::OneEach;

pub type LaneId = HashedLaneId;

/// A corridor's instance of the bridge pallets.
pub type At<C> = <C as Joins>::Instance;

parameter_types! {
	/// Only headers that change the authorities are everybody's business; the others are paid for by who needs them.
	pub const NoOtherFreeHeaders: Option<u32> = None;
}

/// Headers of the other end that stay known, so that what they prove can still be brought.
pub const HEADERS_TO_KEEP: u32 = 1_024;

macro_rules! configure {
	($($(#[$doc:meta])* $name:ident { $_one:ident, $_other:ident, $instance:ident, $_id:literal })+) => {
		$(
			impl pallet_bridge_grandpa::Config<frame_support::instances::$instance> for Runtime {
				type BridgedChain = counterpart::$name;
				type FreeHeadersInterval = NoOtherFreeHeaders;
				type HeadersToKeep = ConstU32<HEADERS_TO_KEEP>;
				type MaxFreeHeadersPerBlock = ConstU32<4>;
				type RuntimeEvent = RuntimeEvent;
				type WeightInfo = pallet_bridge_grandpa::weights::BridgeWeight<Runtime>;
			}

			impl pallet_bridge_messages::Config<frame_support::instances::$instance> for Runtime {
				type BridgedChain = counterpart::$name;
				type BridgedHeaderChain = pallet_bridge_grandpa::Pallet<Runtime, At<counterpart::$name>>;
				type DeliveryConfirmationPayments = Confirmations<counterpart::$name, At<counterpart::$name>>;
				type DeliveryPayments = ();
				type InboundPayload = Payload;
				type LaneId = LaneId;
				type MessageDispatch = Arrivals<counterpart::$name>;
				type OnMessagesDelivered = ();
				type OutboundPayload = Payload;
				type RuntimeEvent = RuntimeEvent;
				type ThisChain = counterpart::$name;
				type WeightInfo = pallet_bridge_messages::weights::BridgeWeight<Runtime>;
			}
		)+
	};
}

lingnan_support::each_corridor!(configure);

/// What opens a lane in a genesis. It is the same for each corridor.
pub type LaneConfig = pallet_bridge_messages::GenesisConfig<Runtime, frame_support::instances::Instance1>;

#[cfg(test)]
mod tests {
	use super::{
		counterpart::{GuangdongHongKong, GuangdongMacao, HongKongMacao},
		*,
	};
	use bp_header_chain::ChainWithGrandpa;
	use bp_messages::{ChainWithMessages, InboundLaneData};
	use bp_runtime::{AccountIdOf, Chain};
	use frame_support::traits::PalletInfoAccess;
	use lingnan_support::{Corridor, MAX_MESSAGE_BYTES};
	use pallet_bridge_messages as messages;

	/// The pallets bear the names under which the other end reads what they hold.
	fn is_named<C: ChainWithGrandpa + ChainWithMessages>(finality: &str, messages: &str) {
		assert_eq!(finality, C::WITH_CHAIN_GRANDPA_PALLET_NAME);
		assert_eq!(messages, C::WITH_CHAIN_MESSAGES_PALLET_NAME);
	}

	#[test]
	fn the_pallets_have_a_corridor_s_name() {
		is_named::<GuangdongHongKong>(GuangdongHongKongGrandpa::name(), GuangdongHongKongMessages::name());
		is_named::<GuangdongMacao>(GuangdongMacaoGrandpa::name(), GuangdongMacaoMessages::name());
		is_named::<HongKongMacao>(HongKongMacaoGrandpa::name(), HongKongMacaoMessages::name());
	}

	/// The SDK's checks that the largest message, and the confirmation of everything on a full lane, fit into a
	/// transaction by size and by weight. The corridors have the same bounds, so that one stands for all.
	#[test]
	fn the_largest_message_and_a_full_lane_fit_into_a_transaction() {
		type C = GuangdongHongKong;
		type Weights = <Runtime as messages::Config<At<C>>>::WeightInfo;
		let proof = messages::EXTRA_STORAGE_PROOF_SIZE + C::maximal_incoming_message_size();
		let work = C::maximal_incoming_message_dispatch_weight();
		let entries = C::MAX_UNREWARDED_RELAYERS_IN_CONFIRMATION_TX;
		let lane = InboundLaneData::<AccountIdOf<C>>::encoded_size_hint_u32(entries as usize);
		let (size, weight) = (C::max_extrinsic_size(), C::max_extrinsic_weight());
		messages::ensure_weights_are_correct::<Weights>();
		messages::ensure_maximal_message_dispatch::<Weights>(C::maximal_incoming_message_size(), work);
		messages::ensure_able_to_receive_message::<Weights>(size, weight, proof, work);
		let most = C::MAX_UNCONFIRMED_MESSAGES_IN_CONFIRMATION_TX;
		messages::ensure_able_to_receive_confirmation::<Weights>(size, weight, lane, entries, most);
		assert!(entries <= most, "each delivery brings a message");
	}

	#[test]
	fn every_message_fits_the_lane() {
		assert!(MAX_MESSAGE_BYTES + 4 <= GuangdongHongKong::maximal_incoming_message_size());
		assert!(GuangdongHongKong::max_extrinsic_size() > 0);
	}

	#[test]
	fn each_corridor_has_a_lane_of_its_own() {
		let [one, two, three] = Corridor::ALL.map(counterpart::lane);
		assert!(one != two && two != three && one != three);
		assert!(one != LaneId::default(), "a lane's identity can be computed");
	}

	#[test]
	fn the_state_is_of_the_version_that_proofs_are_read_by() {
		assert_eq!(VERSION.state_version(), GuangdongHongKong::STATE_VERSION);
	}
}
