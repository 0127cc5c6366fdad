//! How messages come and go: the lanes as `cross-border` sees them, and `cross-border` as the lanes see it.

use super::{
	counterpart::{lane, Joins, MAX_UNCONFIRMED_MESSAGES},
	*,
};
use bp_messages::{
	source_chain::{DeliveryConfirmationPayments, MessagesBridge},
	target_chain::{DispatchMessage, MessageDispatch},
	MessageKey, MessageNonce, UnrewardedRelayer,
};
use bp_runtime::{messages::MessageDispatchResult, OwnedBridgeModule, RangeInclusiveExt, Size};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::{marker::PhantomData, ops::RangeInclusive};
use frame_support::{ensure, weights::Weight};
use lingnan_support::{Corridor, CorridorInbox, CorridorMessage, Corridors, WireMessage};
use pallet_bridge_relayers::DeliveryConfirmationPaymentsAdapter;
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// Messages that may wait on a lane for their confirmation. Who sends more waits.
pub const MAX_QUEUED_MESSAGES: MessageNonce = 4 * MAX_UNCONFIRMED_MESSAGES;

/// Where messages arrive.
type Inbox = CrossBorder;

/// A message as it lies on a lane.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Payload(pub WireMessage);

impl Size for Payload {
	fn size(&self) -> u32 {
		self.0.len() as u32
	}
}

/// What became of a message that arrived. In each case it counts as delivered and does not come again.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Arrival {
	/// It did what it says.
	Taken,
	/// It changed nothing.
	Refused(DispatchError),
	/// Not a message of this version of the runtime.
	Unreadable,
}

/// Takes what arrives through the corridor `C`.
pub struct Arrivals<C>(PhantomData<C>);

impl<C> Arrivals<C> {
	fn read(message: &DispatchMessage<Payload, LaneId>) -> Option<CorridorMessage> {
		message.data.payload.as_ref().ok().and_then(|payload| CorridorMessage::from_wire(&payload.0).ok())
	}
}

impl<C: Joins> MessageDispatch for Arrivals<C> {
	type DispatchLevelResult = Arrival;
	type DispatchPayload = Payload;
	type LaneId = LaneId;

	fn is_active(_: LaneId) -> bool {
		Inbox::is_active(C::CORRIDOR)
	}

	fn dispatch_weight(message: &mut DispatchMessage<Payload, LaneId>) -> Weight {
		Self::read(message).map(|read| Inbox::receive_weight(&read)).unwrap_or_default()
	}

	fn dispatch(message: DispatchMessage<Payload, LaneId>) -> MessageDispatchResult<Arrival> {
		let dispatch_level_result = match Self::read(&message) {
			Some(read) => match Inbox::receive(C::CORRIDOR, message.key.nonce, read) {
				Ok(()) => Arrival::Taken,
				Err(refusal) => Arrival::Refused(refusal),
			},
			None => Arrival::Unreadable,
		};
		MessageDispatchResult { unspent_weight: Weight::zero(), dispatch_level_result }
	}
}

/// Hears that messages of ours arrived through the corridor `C`, and counts who carried them.
pub struct Confirmations<C, I>(PhantomData<(C, I)>);

impl<C, I> DeliveryConfirmationPayments<AccountId, LaneId> for Confirmations<C, I>
where
	C: Joins,
	I: 'static,
	Runtime: pallet_bridge_messages::Config<I, LaneId = LaneId>,
{
	type Error = &'static str;

	fn pay_reward(
		lane: LaneId,
		relayers: alloc::collections::VecDeque<UnrewardedRelayer<AccountId>>,
		confirmed_by: &AccountId,
		nonces: &RangeInclusive<MessageNonce>,
	) -> MessageNonce {
		Inbox::delivered(C::CORRIDOR, nonces.clone());
		DeliveryConfirmationPaymentsAdapter::<Runtime, I, (), OneEach>::pay_reward(lane, relayers, confirmed_by, nonces)
	}
}

/// The lanes, for `cross-border`.
pub struct Lanes;

impl Lanes {
	/// Whether this end takes messages for the corridor: neither the lane nor the light client is stopped, and the
	/// light client was initialised.
	fn ensure_open<I: 'static>() -> DispatchResult
	where
		Runtime: pallet_bridge_grandpa::Config<I> + pallet_bridge_messages::Config<I, LaneId = LaneId>,
		pallet_bridge_grandpa::Error<Runtime, I>: Into<DispatchError>,
	{
		type Finality<I> = pallet_bridge_grandpa::Pallet<Runtime, I>;
		Finality::<I>::ensure_not_halted()
			.map_err(|e| pallet_bridge_grandpa::Error::<Runtime, I>::BridgeModule(e).into())?;
		ensure!(
			pallet_bridge_grandpa::BestFinalized::<Runtime, I>::exists(),
			pallet_bridge_grandpa::Error::<Runtime, I>::NotInitialized.into()
		);
		Ok(())
	}

	fn send_by<I: 'static>(corridor: Corridor, message: WireMessage) -> Result<MessageNonce, DispatchError>
	where
		Runtime: pallet_bridge_grandpa::Config<I>
			+ pallet_bridge_messages::Config<I, LaneId = LaneId, OutboundPayload = Payload>,
		pallet_bridge_grandpa::Error<Runtime, I>: Into<DispatchError>,
		pallet_bridge_messages::Error<Runtime, I>: Into<DispatchError>,
	{
		type Messages<I> = pallet_bridge_messages::Pallet<Runtime, I>;
		Self::ensure_open::<I>()?;
		let ready = Messages::<I>::validate_message(lane(corridor), &Payload(message)).map_err(Into::into)?;
		let waiting =
			Messages::<I>::outbound_lane_data(lane(corridor)).map(|lane| lane.queued_messages().saturating_len());
		ensure!(waiting.unwrap_or_default() < MAX_QUEUED_MESSAGES, DispatchError::Exhausted);
		Ok(Messages::<I>::send_message(ready).nonce)
	}

	fn is_open_by<I: 'static>(corridor: Corridor) -> bool
	where
		Runtime: pallet_bridge_grandpa::Config<I>
			+ pallet_bridge_messages::Config<I, LaneId = LaneId, OutboundPayload = Payload>,
		pallet_bridge_grandpa::Error<Runtime, I>: Into<DispatchError>,
	{
		Self::ensure_open::<I>().is_ok()
			&& pallet_bridge_messages::Pallet::<Runtime, I>::validate_message(
				lane(corridor),
				&Payload(WireMessage::default()),
			)
			.is_ok()
	}

	fn last_sent_by<I: 'static>(corridor: Corridor) -> MessageNonce
	where
		Runtime: pallet_bridge_messages::Config<I, LaneId = LaneId>,
	{
		pallet_bridge_messages::Pallet::<Runtime, I>::outbound_lane_data(lane(corridor))
			.map_or(0, |lane| lane.latest_generated_nonce)
	}
}

macro_rules! lanes {
	($($(#[$doc:meta])* $name:ident { $($_other:tt)* })+) => {
		/// What a message that lies on the other end's lane costs to take in at most.
		pub fn weigh(corridor: Corridor, message: Vec<u8>) -> Weight {
			let key = MessageKey { lane_id: lane(corridor), nonce: 0 };
			let mut message = DispatchMessage { key, data: message.into() };
			match corridor {
				$(Corridor::$name => Arrivals::<counterpart::$name>::dispatch_weight(&mut message)),+
			}
		}

		impl Corridors for Lanes {
			fn send(corridor: Corridor, message: WireMessage) -> Result<u64, DispatchError> {
				match corridor {
					$(Corridor::$name => Self::send_by::<At<counterpart::$name>>(corridor, message)),+
				}
			}

			fn is_open(corridor: Corridor) -> bool {
				match corridor {
					$(Corridor::$name => Self::is_open_by::<At<counterpart::$name>>(corridor)),+
				}
			}

			fn last_sent(corridor: Corridor) -> u64 {
				match corridor {
					$(Corridor::$name => Self::last_sent_by::<At<counterpart::$name>>(corridor)),+
				}
			}

			/// Both operating modes, the light client's head and the lane are read; the lane and the message are written.
			fn send_weight() -> Weight {
				<Runtime as frame_system::Config>::DbWeight::get().reads_writes(4, 2)
			}
		}
	};
}

lingnan_support::each_corridor!(lanes);
