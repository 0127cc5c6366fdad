//! What one end of a corridor must know of the other. Both run this runtime, under the same pallet names, so that each
//! corridor has one description, and it holds for either end.

use crate::{configs::system, *};
use bp_header_chain::ChainWithGrandpa;
use bp_messages::{ChainWithMessages, HashedLaneId, LaneIdType, MessageNonce};
use bp_runtime::{Chain, ChainId};
use frame_support::{dispatch::DispatchClass, weights::Weight};
use lingnan_support::{Corridor, Jurisdiction};
use sp_runtime::StateVersion;

/// A message's bytes at most.
pub const MAX_MESSAGE_SIZE: u32 = 4 * 1024;

/// Deliveries by different relayers, and messages, that may wait for their confirmation.
pub const MAX_UNCONFIRMED_ENTRIES: MessageNonce = 256;
pub const MAX_UNCONFIRMED_MESSAGES: MessageNonce = 1_024;

/// Bytes of a header without a change of authorities: three hashes, a number, Aura's slot and seal.
const USUAL_HEADER_SIZE: u32 = 256;

/// Bytes by which a header that changes the authorities is larger, for each of them: a key and a weight.
const AUTHORITY_SIZE: u32 = 32 + 8;

/// A corridor as a type.
pub trait Joins: ChainWithGrandpa + ChainWithMessages {
	const CORRIDOR: Corridor;
	/// Its instance of the bridge pallets.
	type Instance: 'static;
}

/// The identity of a corridor's lane, the same on both ends: a hash over the names of the two places.
pub fn lane(corridor: Corridor) -> HashedLaneId {
	let name = |place| match place {
		Jurisdiction::Guangdong => "Guangdong",
		Jurisdiction::HongKong => "Hong Kong",
		Jurisdiction::Macao => "Macao",
	};
	let (one, other) = corridor.ends();
	HashedLaneId::try_new(name(one), name(other)).unwrap_or_default()
}

/// The names of a corridor's pallets, the same at both ends.
pub struct Pallets {
	pub light_client: &'static str,
	pub lane: &'static str,
}

macro_rules! counterparts {
	($($(#[$doc:meta])* $name:ident { $_one:ident, $_other:ident, $instance:ident, $id:literal })+) => {
		$(
			/// The counterpart at the other end of this corridor.
			pub struct $name;

			impl Chain for $name {
				const ID: ChainId = *$id;
				const STATE_VERSION: StateVersion = StateVersion::V1;

				type AccountId = AccountId;
				type Balance = Balance;
				type BlockNumber = BlockNumber;
				type Hash = Hash;
				type Hasher = BlakeTwo256;
				type Header = Header;
				type Nonce = Nonce;
				type Signature = Signature;

				fn max_extrinsic_size() -> u32 {
					*system::RuntimeBlockLength::get().max.get(DispatchClass::Normal)
				}

				fn max_extrinsic_weight() -> Weight {
					system::RuntimeBlockWeights::get().get(DispatchClass::Normal).max_extrinsic.unwrap_or_default()
				}
			}

			impl ChainWithGrandpa for $name {
				const AVERAGE_HEADER_SIZE: u32 = USUAL_HEADER_SIZE;
				const MAX_AUTHORITIES_COUNT: u32 = constants::MAX_VALIDATORS;
				const MAX_MANDATORY_HEADER_SIZE: u32 = USUAL_HEADER_SIZE + constants::MAX_VALIDATORS * AUTHORITY_SIZE;
				const REASONABLE_HEADERS_IN_JUSTIFICATION_ANCESTRY: u32 = 8;
				const WITH_CHAIN_GRANDPA_PALLET_NAME: &'static str = concat!(stringify!($name), "Grandpa");
			}

			impl ChainWithMessages for $name {
				const MAX_UNCONFIRMED_MESSAGES_IN_CONFIRMATION_TX: MessageNonce = MAX_UNCONFIRMED_MESSAGES;
				const MAX_UNREWARDED_RELAYERS_IN_CONFIRMATION_TX: MessageNonce = MAX_UNCONFIRMED_ENTRIES;
				const WITH_CHAIN_MESSAGES_PALLET_NAME: &'static str = concat!(stringify!($name), "Messages");

				fn maximal_incoming_message_size() -> u32 {
					MAX_MESSAGE_SIZE
				}
			}

			impl Joins for $name {
				const CORRIDOR: Corridor = Corridor::$name;
				type Instance = frame_support::instances::$instance;
			}
		)+

		impl Pallets {
			pub fn of(corridor: Corridor) -> Self {
				fn named<C: Joins>() -> Pallets {
					Pallets {
						light_client: C::WITH_CHAIN_GRANDPA_PALLET_NAME,
						lane: C::WITH_CHAIN_MESSAGES_PALLET_NAME,
					}
				}
				match corridor {
					$(Corridor::$name => named::<$name>()),+
				}
			}
		}
	};
}

lingnan_support::each_corridor!(counterparts);
