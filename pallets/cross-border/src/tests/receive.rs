use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{longest_messages, CorridorInbox, CorridorMessage};

fn revocation() -> CorridorMessage {
	CorridorMessage::PassportRevoked { number: 1, enterprise: visitor() }
}

#[test]
fn a_replayed_message() {
	test(|| {
		assert_ok!(CrossBorder::receive(TO_HONG_KONG, 1, revocation()));
		assert_ok!(CrossBorder::receive(TO_HONG_KONG, 2, revocation()));
		for nonce in [0, 1, 2] {
			let replayed = CrossBorder::receive(TO_HONG_KONG, nonce, revocation());
			assert_eq!(replayed, Err(Error::<Test>::Replayed.into()));
		}
		// Each corridor counts for itself.
		assert_ok!(CrossBorder::receive(TO_MACAO, 1, revocation()));
		assert_eq!(LastReceived::<Test>::get(TO_HONG_KONG), 2);
	});
}

#[test]
fn each_arrival_is_an_event_and_a_refusal_changes_nothing_else() {
	test(|| {
		assert_ok!(CrossBorder::receive(TO_HONG_KONG, 1, revocation()));
		let received = Event::Received { corridor: TO_HONG_KONG, nonce: 1, message: revocation() };
		System::assert_last_event(received.into());
		let late = CorridorMessage::Passport(lingnan_support::Passport { valid_until: 0, ..passport(1) });
		let reason = Error::<Test>::Expired.into();
		assert_eq!(CrossBorder::receive(TO_HONG_KONG, 2, late.clone()), Err(reason));
		let refused = Event::Refused { corridor: TO_HONG_KONG, nonce: 2, message: late, reason };
		System::assert_last_event(refused.into());
		assert_eq!(LastReceived::<Test>::get(TO_HONG_KONG), 2);
		assert_eq!(Visitors::<Test>::iter().count(), 0);
	});
}

#[test]
fn every_message_has_a_weight() {
	test(|| {
		for message in longest_messages() {
			assert!(CrossBorder::receive_weight(&message).ref_time() > 0);
		}
	});
}

#[test]
fn deliveries_only_ever_advance() {
	test(|| {
		CrossBorder::delivered(TO_MACAO, 1..=4);
		System::assert_last_event(Event::Delivered { corridor: TO_MACAO, last: 4 }.into());
		CrossBorder::delivered(TO_MACAO, 2..=3);
		assert_eq!(LastDelivered::<Test>::get(TO_MACAO), 4);
	});
}
