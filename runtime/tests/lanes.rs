//! Messages between two chains of this runtime: carried and confirmed once, in order, and every forgery refused. Each forgery
//! differs in one thing from a proof that is taken in the same test.

use crate::common::{corridor::*, *};
use bp_messages::{storage_keys, MessagesOperatingMode, OutboundLaneData, ReceptionResult, UnrewardedRelayersState};
use bp_runtime::{BasicOperatingMode, OwnedBridgeModuleError};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use lingnan_runtime::{
	configs::corridors::{
		counterpart::{lane, MAX_MESSAGE_SIZE, MAX_UNCONFIRMED_MESSAGES},
		messages::{Arrival, Lanes, MAX_QUEUED_MESSAGES},
	},
	*,
};
use lingnan_support::{longest_messages, Corridor, Corridors, WireMessage};
use pallet_bridge_messages::{Event, LanesManagerError};
use sp_runtime::{transaction_validity::InvalidTransaction, DispatchError};

/// What became of each message of the last delivery, by its nonce.
fn arrivals() -> Vec<(u64, ReceptionResult<Arrival>)> {
	let is_received = |record: frame_system::EventRecord<RuntimeEvent, Hash>| match record.event {
		RuntimeEvent::GuangdongHongKongMessages(Event::MessagesReceived(received)) => Some(received.receive_results),
		_ => None,
	};
	System::events().into_iter().rev().find_map(is_received).unwrap_or_default()
}

/// What those that were in turn came to.
fn outcomes() -> Vec<(u64, Arrival)> {
	let outcome = |(nonce, result)| match result {
		ReceptionResult::Dispatched(result) => (nonce, result.dispatch_level_result),
		other => panic!("{nonce}: {other:?}"),
	};
	arrivals().into_iter().map(outcome).collect()
}

fn sent() -> OutboundLaneData {
	Messages::outbound_lane_data(lane(CORRIDOR)).expect("the lane is open")
}

#[test]
fn messages_are_delivered_in_order_and_confirmed_once() {
	let (mut here, mut there) = End::pair();
	here.send(5);
	here.state.execute_with(|| assert_eq!(Corridor::ALL.map(Lanes::last_sent), [5, 0, 0], "on this lane alone"));
	let proof = here.prove_messages(1, 3, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(proof));
		let nonces: Vec<_> = arrivals().into_iter().map(|(nonce, _)| nonce).collect();
		assert_eq!(nonces, [1, 2, 3]);
		assert_eq!(arrived().last_delivered_nonce(), 3);
	});
	let confirmation = there.prove_arrivals(&mut here);
	here.state.execute_with(|| {
		assert_ok!(confirm(confirmation));
		assert_eq!(sent().latest_received_nonce, 3);
		assert!(Messages::outbound_message_data(lane(CORRIDOR), 3).is_none(), "what arrived is not kept");
		assert!(Messages::outbound_message_data(lane(CORRIDOR), 4).is_some());
	});
	let rest = here.prove_messages(4, 5, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(rest));
		assert_eq!((arrived().last_confirmed_nonce, arrived().last_delivered_nonce()), (3, 5));
	});
}

#[test]
fn both_directions_and_the_record_of_who_carried() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	there.send(1);
	let (outward, homeward) = (here.prove_messages(1, 2, &mut there), there.prove_messages(1, 1, &mut here));
	there.state.execute_with(|| {
		assert_ok!(deliver(outward));
	});
	here.state.execute_with(|| {
		assert_ok!(deliver(homeward));
	});
	let confirmation = there.prove_arrivals(&mut here);
	here.state.execute_with(|| {
		assert_ok!(confirm(confirmation));
		let carried: Vec<_> = pallet_bridge_relayers::RelayerRewards::<Runtime>::iter_prefix_values(alice()).collect();
		assert_eq!(carried, [2], "a message counts one");
		let kind = pallet_bridge_relayers::RelayerRewards::<Runtime>::iter_key_prefix(alice()).next().unwrap();
		assert!(Relayers::claim_rewards(RuntimeOrigin::signed(alice()), kind).is_err(), "nothing is paid for it");
		assert_eq!(pallet_bridge_relayers::RelayerRewards::<Runtime>::get(alice(), kind), Some(2));
	});
}

#[test]
fn a_proof_from_another_block_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let honest = here.prove_messages(1, 1, &mut there);
	here.send(1);
	let later = here.header();
	there.learn(&later);
	there.state.execute_with(|| {
		for wrong in [later.hash(), Hash::repeat_byte(9)] {
			let mut forged = honest.clone();
			forged.bridged_header_hash = wrong;
			assert_noop!(deliver(forged), MessagesError::InvalidMessagesProof);
		}
		assert_ok!(deliver(honest));
		assert_eq!(arrived().last_delivered_nonce(), 1);
	});
}

#[test]
fn a_proof_of_another_lane_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	// The same message on the lane to Macao, in the same block, proves nothing for the lane to Hong Kong.
	let key = |pallet| storage_keys::message_key(pallet, lane(CORRIDOR), 1).0;
	here.state.execute_with(|| {
		let bytes = sp_io::storage::get(&key(LANE_PALLET)).unwrap();
		sp_io::storage::set(&key("GuangdongMacaoMessages"), &bytes);
	});
	let mut honest = here.prove_messages(1, 1, &mut there);
	honest.storage_proof = here.prove(&[key(LANE_PALLET)]);
	let mut of_another_pallet = honest.clone();
	of_another_pallet.storage_proof = here.prove(&[key("GuangdongMacaoMessages")]);
	let mut for_another_lane = honest.clone();
	for_another_lane.lane = lane(Corridor::GuangdongMacao);
	there.state.execute_with(|| {
		for forged in [of_another_pallet, for_another_lane] {
			assert_noop!(deliver(forged), MessagesError::InvalidMessagesProof);
		}
		assert_ok!(deliver(honest));
		assert_eq!(arrived().last_delivered_nonce(), 1);
	});
}

#[test]
fn an_altered_proof_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let mut honest = here.prove_messages(1, 1, &mut there);
	// The state of the lane may be proved besides, and need not be.
	let with_the_lane = honest.clone();
	honest.storage_proof = here.prove(&[message_key(lane(CORRIDOR), 1)]);
	there.state.execute_with(|| {
		for node in 0..with_the_lane.storage_proof.len() {
			let mut forged = with_the_lane.clone();
			let middle = forged.storage_proof[node].len() / 2;
			forged.storage_proof[node][middle] ^= 1;
			assert_noop!(deliver(forged), MessagesError::InvalidMessagesProof);
		}
		for node in 0..honest.storage_proof.len() {
			let mut lacking = honest.clone();
			lacking.storage_proof.remove(node);
			assert_noop!(deliver(lacking), MessagesError::InvalidMessagesProof);
		}
		assert_ok!(deliver(honest));
		assert_eq!(arrived().last_delivered_nonce(), 1);
	});
}

#[test]
fn a_proof_with_a_node_too_many_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	let honest = here.prove_messages(1, 1, &mut there);
	there.state.execute_with(|| {
		let mut doubled = honest.clone();
		doubled.storage_proof.push(honest.storage_proof[0].clone());
		assert_noop!(deliver(doubled), MessagesError::InvalidMessagesProof);
		let mut padded = honest.clone();
		padded.storage_proof.push(b"a node of no trie".to_vec());
		assert_noop!(deliver(padded), MessagesError::InvalidMessagesProof);
		let mut short = honest.clone();
		short.nonces_end = 2;
		assert_noop!(deliver(short), MessagesError::InvalidMessagesProof);
		assert_ok!(deliver(honest));
		assert_eq!(arrived().last_delivered_nonce(), 1);
	});
}

#[test]
fn a_replayed_message_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	let proof = here.prove_messages(1, 2, &mut there);
	there.state.execute_with(|| {
		assert_ok!(pooled(&delivery(proof.clone())).map(drop));
		assert_ok!(deliver(proof.clone()));
		assert_eq!(pooled(&delivery(proof.clone())), Err(InvalidTransaction::Stale.into()));
		// And if a block's author put it in all the same, nothing happens a second time.
		assert_ok!(deliver(proof));
		assert_eq!(arrivals(), [(1, ReceptionResult::InvalidNonce), (2, ReceptionResult::InvalidNonce)]);
		assert_eq!(arrived().last_delivered_nonce(), 2);
	});
}

#[test]
fn a_message_out_of_turn_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	let (first, second) = (here.prove_messages(1, 1, &mut there), here.prove_messages(2, 2, &mut there));
	there.state.execute_with(|| {
		assert_eq!(pooled(&delivery(second.clone())), Err(InvalidTransaction::Stale.into()));
		assert_ok!(deliver(second.clone()));
		assert_eq!(arrivals(), [(2, ReceptionResult::InvalidNonce)]);
		assert_eq!(arrived().last_delivered_nonce(), 0);
		assert_ok!(deliver(first));
		assert_ok!(deliver(second));
		assert_eq!(arrived().last_delivered_nonce(), 2);
	});
}

/// Here it cannot be sent; from a chain that runs something else, it arrives, is not read, and the lane goes on.
#[test]
fn a_message_beyond_the_size_bound_is_not_sent_and_not_read() {
	let largest = longest_messages().into_iter().map(|message| message.to_wire().len()).max().unwrap();
	assert!(WireMessage::try_from(vec![0; largest]).is_ok());
	assert!(WireMessage::try_from(vec![0; MAX_MESSAGE_SIZE as usize]).is_err());

	let (mut here, mut there) = End::pair();
	here.send(2);
	here.state.execute_with(|| {
		let beyond = vec![1u8; 64 * 1024];
		sp_io::storage::set(&message_key(lane(CORRIDOR), 1), &beyond.encode());
	});
	let proof = here.prove_messages(1, 2, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(proof));
		assert_eq!(outcomes(), [(1, Arrival::Unreadable), (2, Arrival::Taken)]);
		assert_eq!(arrived().last_delivered_nonce(), 2);
	});
}

/// A passport is of a closed class, its revocation passes all the same; both are delivered, and neither comes again.
#[test]
fn what_policy_refuses_is_seen_to_be_refused() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	let proof = here.prove_messages(1, 2, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(proof));
		let closed = pallet_cross_border::Error::<Runtime>::ClassClosed.into();
		assert_eq!(outcomes(), [(1, Arrival::Refused(closed)), (2, Arrival::Taken)]);
		assert_eq!(arrived().last_delivered_nonce(), 2);
	});
}

#[test]
fn a_halted_corridor_leaves_messages_where_they_are() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let proof = here.prove_messages(1, 1, &mut there);
	there.state.execute_with(|| {
		assert_ok!(CrossBorder::halt(RuntimeOrigin::root(), CORRIDOR));
		assert_eq!(pooled(&delivery(proof.clone())), Err(InvalidTransaction::Stale.into()));
		assert_noop!(deliver(proof.clone()), MessagesError::LanesManager(LanesManagerError::LaneDispatcherInactive));
		assert_ok!(CrossBorder::resume(RuntimeOrigin::root(), CORRIDOR));
		assert_ok!(pooled(&delivery(proof.clone())).map(drop));
		assert_ok!(deliver(proof));
		assert_eq!(arrived().last_delivered_nonce(), 1);
	});
}

#[test]
fn a_confirmation_must_say_what_the_lane_says() {
	let (mut here, mut there) = End::pair();
	here.send(2);
	let proof = here.prove_messages(1, 2, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(proof));
	});
	let (proof, honest) = there.prove_arrivals(&mut here);
	here.state.execute_with(|| {
		for forged in [
			UnrewardedRelayersState { last_delivered_nonce: 1, ..honest.clone() },
			UnrewardedRelayersState { total_messages: 1, ..honest.clone() },
			UnrewardedRelayersState { unrewarded_relayer_entries: 0, ..honest.clone() },
		] {
			assert_noop!(confirm((proof.clone(), forged)), MessagesError::InvalidUnrewardedRelayersState);
		}
		let mut altered = proof.clone();
		altered.storage_proof[0][4] ^= 1;
		let mut of_another_block = proof.clone();
		of_another_block.bridged_header_hash = Hash::repeat_byte(9);
		let mut of_another_lane = proof.clone();
		of_another_lane.lane = lane(Corridor::GuangdongMacao);
		for forged in [altered, of_another_block, of_another_lane] {
			assert_noop!(confirm((forged, honest.clone())), MessagesError::InvalidMessagesDeliveryProof);
		}
		assert_ok!(confirm((proof, honest)));
	});
}

/// As many messages as may wait, brought by one relayer and by many, are confirmed in one transaction.
#[test]
fn a_full_lane_is_confirmed() {
	let (mut here, mut there) = End::pair();
	here.send(MAX_UNCONFIRMED_MESSAGES as usize + 1);
	let mut from = 1;
	while from <= MAX_UNCONFIRMED_MESSAGES {
		let to = (from + 99).min(MAX_UNCONFIRMED_MESSAGES);
		let proof = here.prove_messages(from, to, &mut there);
		there.state.execute_with(|| {
			assert_ok!(deliver(proof));
		});
		from = to + 1;
	}
	let over = here.prove_messages(from, from, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(over.clone()));
		assert_eq!(arrivals(), [(from, ReceptionResult::TooManyUnconfirmedMessages)]);
	});
	let confirmation = there.prove_arrivals(&mut here);
	here.state.execute_with(|| {
		assert_ok!(confirm(confirmation));
		assert_eq!(sent().latest_received_nonce, MAX_UNCONFIRMED_MESSAGES);
	});
	let next = here.prove_messages(from, from, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(next));
		assert_eq!(arrived().last_delivered_nonce(), from);
	});
}

#[test]
fn a_lane_takes_only_so_many() {
	let (mut here, _) = End::pair();
	here.send(MAX_QUEUED_MESSAGES as usize);
	here.state.execute_with(|| {
		let message = longest_messages().remove(0).to_wire();
		assert_noop!(Lanes::send(CORRIDOR, message), DispatchError::Exhausted);
	});
}

/// Either pallet of the corridor can be stopped by Root, and the other corridors go on.
#[test]
fn a_stopped_corridor_takes_and_sends_nothing() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let proof = here.prove_messages(1, 1, &mut there);
	let message = longest_messages().remove(0).to_wire();
	there.state.execute_with(|| {
		let halted = MessagesOperatingMode::Basic(BasicOperatingMode::Halted);
		assert_noop!(Messages::set_operating_mode(RuntimeOrigin::signed(alice()), halted), DispatchError::BadOrigin);
		assert!(Lanes::is_open(CORRIDOR));
		assert_ok!(Messages::set_operating_mode(RuntimeOrigin::root(), halted));
		assert!(!Lanes::is_open(CORRIDOR));
		assert_eq!(pooled(&delivery(proof.clone())), Err(InvalidTransaction::Call.into()));
		assert_noop!(deliver(proof.clone()), MessagesError::BridgeModule(OwnedBridgeModuleError::Halted));
		assert_noop!(Lanes::send(CORRIDOR, message.clone()), MessagesError::NotOperatingNormally);
		assert_ok!(Messages::set_operating_mode(RuntimeOrigin::root(), Default::default()));
		assert_ok!(deliver(proof));
		assert_ok!(Finality::set_operating_mode(RuntimeOrigin::root(), BasicOperatingMode::Halted));
		assert!(!Lanes::is_open(CORRIDOR));
		assert!(Lanes::send(CORRIDOR, message.clone()).is_err());
	});
}

/// Whatever is stopped keeps its transactions out of blocks, on every corridor.
#[test]
fn every_corridor_refuses_in_the_pool_what_it_would_refuse_in_a_block() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let proof = here.prove_messages(1, 1, &mut there);
	there.state.execute_with(|| {
		assert_ok!(deliver(proof.clone()));
	});
	let (delivered, relayers_state) = there.prove_arrivals(&mut here);
	let header = there.header();
	macro_rules! stopped {
		($finality:ident, $messages:ident, $instance:ty) => {
			let finality = RuntimeCall::$finality(pallet_bridge_grandpa::Call::submit_finality_proof_ex {
				finality_target: Box::new(header.clone()),
				justification: crate::common::corridor::proof(&header, &FIRST, FIRST_SET),
				current_set_id: FIRST_SET,
				is_free_execution_expected: false,
			});
			let messages = RuntimeCall::$messages(pallet_bridge_messages::Call::receive_messages_proof {
				relayer_id_at_bridged_chain: alice(),
				proof: Box::new(proof.clone()),
				messages_count: 1,
				dispatch_weight: Default::default(),
			});
			let confirmation = RuntimeCall::$messages(pallet_bridge_messages::Call::receive_messages_delivery_proof {
				proof: delivered.clone(),
				relayers_state: relayers_state.clone(),
			});
			let halted = BasicOperatingMode::Halted;
			assert_ok!(pallet_bridge_grandpa::Pallet::<Runtime, $instance>::set_operating_mode(
				RuntimeOrigin::root(),
				halted
			));
			assert_ok!(pallet_bridge_messages::Pallet::<Runtime, $instance>::set_operating_mode(
				RuntimeOrigin::root(),
				MessagesOperatingMode::Basic(halted)
			));
			for call in [finality, messages, confirmation] {
				assert_eq!(pooled(&call), Err(InvalidTransaction::Call.into()), "{call:?}");
			}
		};
	}
	let mut chain = genesis_with(|patch| {
		for pallet in ["guangdongHongKongMessages", "guangdongMacaoMessages", "hongKongMacaoMessages"] {
			patch[pallet]["openedLanes"] = serde_json::to_value([lane(CORRIDOR)]).expect("lanes are JSON");
		}
	});
	chain.execute_with(|| {
		stopped!(GuangdongHongKongGrandpa, GuangdongHongKongMessages, AtGuangdongHongKong);
		stopped!(GuangdongMacaoGrandpa, GuangdongMacaoMessages, AtGuangdongMacao);
		stopped!(HongKongMacaoGrandpa, HongKongMacaoMessages, AtHongKongMacao);
	});
}

#[test]
fn a_corridor_that_was_not_opened_takes_nothing() {
	let (mut here, mut there) = End::pair();
	let header = there.header();
	let send = |corridor| Lanes::send(corridor, longest_messages().remove(0).to_wire());
	here.state.execute_with(|| {
		type Finality = pallet_bridge_grandpa::Pallet<Runtime, AtGuangdongMacao>;
		type FinalityError = pallet_bridge_grandpa::Error<Runtime, AtGuangdongMacao>;
		type Error = pallet_bridge_messages::Error<Runtime, AtGuangdongMacao>;
		let corridor = Corridor::GuangdongMacao;
		assert!(!Lanes::is_open(corridor));
		assert_noop!(send(corridor), FinalityError::BridgeModule(OwnedBridgeModuleError::Halted));
		// Without a light client nothing passes, and with one but without a lane neither.
		assert_ok!(Finality::initialize(RuntimeOrigin::root(), start(header)));
		assert!(!Lanes::is_open(corridor));
		assert_noop!(send(corridor), Error::LanesManager(LanesManagerError::UnknownOutboundLane));
		assert_ok!(send(CORRIDOR));
	});
}
