//! What happens by itself: seats are handed over, blocks counted, silence named.
use lingnan_support::Paging;

use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Get};

#[test]
fn an_unchanged_set_is_not_announced_again() {
	test(|| {
		for _ in 0..4 {
			next_session(&[1, 2, 3]);
		}
		assert_eq!(Changes::get(), 0);
		assert_eq!(pallet_session::Validators::<Test>::get(), [1, 2, 3]);
	});
}

#[test]
fn new_keys_count_from_the_session_after_the_next() {
	test(|| {
		assert_ok!(Session::set_keys(signed(1), keys(11), possession(1, 11)));
		next_session(&[1, 2, 3]);
		assert_eq!(Seats::<Test>::get(1)[0].aura, keys(1).aura);
		next_session(&[1, 2, 3]);
		assert_eq!(Seats::<Test>::get(2)[0].aura, keys(11).aura);
		assert_eq!(Changes::get(), 1);
	});
}

#[test]
fn blocks_are_entered_with_their_author() {
	test(|| {
		for author in [1, 2, 1] {
			make_block(author);
		}
		let record = Records::<Test>::get(1).unwrap();
		assert_eq!((record.blocks, record.last_block), (2, Some(4)));
		next_session(&[2]);
		let record = Records::<Test>::get(1).unwrap();
		assert_eq!((record.blocks, record.last_session, record.missed), (0, 2, 0));
		let view = Seated::validators(Paging::FIRST).items;
		assert_eq!(view.iter().map(|v| v.account).collect::<Vec<_>>(), [1, 2, 3]);
		assert!(view.iter().all(|v| v.seated && v.has_keys));
		assert_eq!(view[0].last_session, 2);
	});
}

#[test]
fn who_makes_no_block_in_a_session_is_named_each_time() {
	test(|| {
		next_session(&[1, 2]);
		System::assert_has_event(Event::SessionMissed { who: 3, session: 0, in_a_row: 1 }.into());
		next_session(&[1, 2]);
		System::assert_has_event(Event::SessionMissed { who: 3, session: 1, in_a_row: 2 }.into());
		next_session(&[1, 2, 3]);
		assert_eq!(Records::<Test>::get(3).unwrap().missed, 0);
	});
}

#[test]
fn who_purges_its_keys_loses_the_seat_and_the_last_with_keys_stays() {
	with_validators(&[1, 2]).execute_with(|| {
		assert_ok!(Session::purge_keys(signed(2)));
		next_session(&[1]);
		next_session(&[1]);
		assert_eq!(Told::get(), [1]);
		// Nobody is left to follow: those seated go on with what keys there are.
		Seated::do_try_state().unwrap();
	});
}

#[test]
fn seats_are_remembered_and_forgotten() {
	test(|| {
		for _ in 0..6 {
			next_session(&[1, 2, 3]);
		}
		assert_eq!(Session::current_index(), 6);
		let mut kept: Vec<_> = Seats::<Test>::iter_keys().collect();
		kept.sort_unstable();
		assert_eq!(kept, [3, 4, 5, 6]);
	});
}

#[test]
fn a_session_has_the_length_of_the_genesis_but_never_too_short_a_one() {
	test(|| {
		assert_eq!(<SessionBlocks<Test> as Get<u64>>::get(), 10);
		SessionLength::<Test>::put(7);
		assert_eq!(<SessionBlocks<Test> as Get<u64>>::get(), 7);
		SessionLength::<Test>::put(0);
		assert_eq!(<SessionBlocks<Test> as Get<u64>>::get(), 5);
	});
}
