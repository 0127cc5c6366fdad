//! Messages between two chains of this runtime: carried and confirmed once, in order, and every forgery refused.

mod common;

use bp_messages::{storage_keys, MessagesOperatingMode, OutboundLaneData, ReceptionResult, UnrewardedRelayersState};
use bp_runtime::{BasicOperatingMode, OwnedBridgeModuleError};
use codec::Encode;
use common::{corridor::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_runtime::{
	configs::corridors::{
		counterpart::{lane, MAX_MESSAGE_SIZE, MAX_UNCONFIRMED_MESSAGES},
		traffic::{Arrival, Lanes, MAX_QUEUED_MESSAGES},
	},
	*,
};
use lingnan_support::{longest_messages, Corridor, Corridors, WireMessage};
use pallet_bridge_messages::Event;
use sp_runtime::{transaction_validity::InvalidTransaction, DispatchError};

/// What became of each message of the last delivery, by its nonce.
fn arrivals() -> Vec<(u64, ReceptionResult<Arrival>)> {
	let is_received = |record: frame_system::EventRecord<RuntimeEvent, Hash>| match record.event {
		RuntimeEvent::GuangdongHongKongMessages(Event::MessagesReceived(received)) => Some(received.receive_results),
		_ => None,
	};
	System::events().into_iter().rev().find_map(is_received).unwrap_or_default()
}

fn sent() -> OutboundLaneData {
	Messages::outbound_lane_data(lane(CORRIDOR)).expect("the lane is open")
}

#[test]
fn messages_are_delivered_in_order_and_confirmed_once() {
	let (mut here, mut there) = End::pair();
	here.send(5);
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
	let (hence, thence) = (here.prove_messages(1, 2, &mut there), there.prove_messages(1, 1, &mut here));
	there.state.execute_with(|| {
		assert_ok!(deliver(hence));
	});
	here.state.execute_with(|| {
		assert_ok!(deliver(thence));
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
	let mut proof = here.prove_messages(1, 1, &mut there);
	let (other, unknown) = (here.header(), Hash::repeat_byte(9));
	there.learn(&other);
	here.send(1);
	let later = here.header();
	there.learn(&later);
	there.state.execute_with(|| {
		for wrong in [later.hash(), unknown] {
			proof.bridged_header_hash = wrong;
			assert_noop!(deliver(proof.clone()), MessagesError::InvalidMessagesProof);
		}
	});
}

#[test]
fn a_proof_of_another_lane_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let mut proof = here.prove_messages(1, 1, &mut there);
	there.state.execute_with(|| {
		proof.lane = lane(Corridor::GuangdongMacao);
		assert_noop!(deliver(proof.clone()), MessagesError::InvalidMessagesProof);
	});
	// The same message on the lane to Macao proves nothing for the lane to Hong Kong.
	let key = |pallet| storage_keys::message_key(pallet, lane(CORRIDOR), 1).0;
	here.state.execute_with(|| {
		let bytes = sp_io::storage::get(&key(LANE_PALLET)).unwrap();
		sp_io::storage::set(&key("GuangdongMacaoMessages"), &bytes);
	});
	let header = here.header();
	there.learn(&header);
	proof.lane = lane(CORRIDOR);
	proof.bridged_header_hash = header.hash();
	proof.storage_proof = here.prove(&[key("GuangdongMacaoMessages")]);
	there.state.execute_with(|| {
		assert_noop!(deliver(proof), MessagesError::InvalidMessagesProof);
	});
}

#[test]
fn an_altered_proof_is_refused() {
	let (mut here, mut there) = End::pair();
	here.send(1);
	let honest = here.prove_messages(1, 1, &mut there);
	there.state.execute_with(|| {
		for node in 0..honest.storage_proof.len() {
			let mut forged = honest.clone();
			let middle = forged.storage_proof[node].len() / 2;
			forged.storage_proof[node][middle] ^= 1;
			assert_noop!(deliver(forged), MessagesError::InvalidMessagesProof);
			let mut lacking = honest.clone();
			lacking.storage_proof.remove(node);
			// Without the lane's state a delivery is allowed; without the message or the way to it, it is not.
			assert!(deliver(lacking).is_err() || arrived().last_delivered_nonce() <= 1);
		}
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
		let mut short = honest;
		short.nonces_end = 2;
		assert_noop!(deliver(short), MessagesError::InvalidMessagesProof);
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
	let proof = here.prove_messages(2, 2, &mut there);
	there.state.execute_with(|| {
		assert_eq!(pooled(&delivery(proof.clone())), Err(InvalidTransaction::Stale.into()));
		assert_ok!(deliver(proof));
		assert_eq!(arrivals(), [(2, ReceptionResult::InvalidNonce)]);
		assert_eq!(arrived().last_delivered_nonce(), 0);
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
		let first = arrivals().into_iter().next();
		assert!(matches!(
			first,
			Some((1, ReceptionResult::Dispatched(result))) if result.dispatch_level_result == Arrival::Unreadable
		));
		assert_eq!(arrived().last_delivered_nonce(), 2);
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
		assert_noop!(confirm((altered, honest.clone())), MessagesError::InvalidMessagesDeliveryProof);
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

#[test]
fn a_corridor_that_was_not_opened_takes_nothing() {
	let (mut here, _) = End::pair();
	here.state.execute_with(|| {
		assert!(!Lanes::is_open(Corridor::HongKongMacao));
		assert!(Lanes::send(Corridor::HongKongMacao, longest_messages().remove(0).to_wire()).is_err());
	});
}
