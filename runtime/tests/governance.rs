//! From a motion to a Root act, and every way in which it fails.

mod common;

use codec::Encode;
use common::*;
use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, QueryPreimage},
};
use lingnan_runtime::*;
use sp_runtime::traits::{BlakeTwo256, Hash as _};

const DELAY: BlockNumber = 5;

/// A call that only Root may make, and whose effect can be seen.
fn act() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::set_storage { items: vec![(b"act".to_vec(), b"done".to_vec())] })
}

fn is_done() -> bool {
	sp_io::storage::get(b"act").is_some()
}

/// The motion: whitelist the act's hash, and dispatch it when the delay is over.
fn motion() -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch_all {
		calls: vec![
			RuntimeCall::Whitelist(pallet_whitelist::Call::whitelist_call { call_hash: BlakeTwo256::hash_of(&act()) }),
			RuntimeCall::Scheduler(pallet_scheduler::Call::schedule_after {
				after: DELAY,
				maybe_periodic: None,
				priority: 0,
				call: Box::new(RuntimeCall::Whitelist(
					pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage { call: Box::new(act()) },
				)),
			}),
		],
	})
}

fn propose_and_vote(yes: u8, of: u8) -> sp_core::H256 {
	let length = motion().encoded_size() as u32;
	let threshold = (u32::from(of) * 2).div_ceil(3);
	assert_ok!(AgenciesCouncil::propose(RuntimeOrigin::signed(agency(0)), threshold, Box::new(motion()), length));
	let hash = BlakeTwo256::hash_of(&motion());
	for n in 0..yes {
		assert_ok!(AgenciesCouncil::vote(RuntimeOrigin::signed(agency(n)), hash, 0, true));
	}
	hash
}

fn close(hash: sp_core::H256) -> frame_support::dispatch::DispatchResultWithPostInfo {
	let length = motion().encoded_size() as u32;
	AgenciesCouncil::close(
		RuntimeOrigin::signed(agency(1)),
		hash,
		0,
		frame_support::weights::Weight::from_parts(400_000_000_000, u64::MAX / 4),
		length,
	)
}

fn run_to(block: BlockNumber) {
	while System::block_number() < block {
		System::set_block_number(System::block_number() + 1);
		Scheduler::on_initialize(System::block_number());
	}
}

#[test]
fn two_thirds_of_the_agencies_act_as_root_after_the_delay() {
	council_of(26).execute_with(|| {
		let hash = propose_and_vote(18, 26);
		assert_ok!(close(hash));
		assert!(pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(BlakeTwo256::hash_of(&act())));
		run_to(DELAY);
		assert!(!is_done(), "the delay is not over");
		run_to(DELAY + 3);
		assert!(is_done());
	});
}

#[test]
fn fewer_do_not() {
	council_of(26).execute_with(|| {
		let hash = propose_and_vote(17, 26);
		assert_noop!(close(hash), pallet_collective::Error::<Runtime, frame_support::instances::Instance1>::TooEarly);
		run_to(DELAY + 3);
		assert!(!is_done());
	});
}

#[test]
fn a_motion_with_too_low_a_threshold_passes_and_does_nothing() {
	council_of(26).execute_with(|| {
		let length = motion().encoded_size() as u32;
		assert_ok!(AgenciesCouncil::propose(RuntimeOrigin::signed(agency(0)), 2, Box::new(motion()), length));
		let hash = BlakeTwo256::hash_of(&motion());
		for n in 0..2 {
			assert_ok!(AgenciesCouncil::vote(RuntimeOrigin::signed(agency(n)), hash, 0, true));
		}
		assert_ok!(close(hash));
		assert!(!pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(BlakeTwo256::hash_of(&act())));
		run_to(DELAY + 3);
		assert!(!is_done());
	});
}

#[test]
fn taking_the_hash_off_the_whitelist_stops_the_act() {
	council_of(3).execute_with(|| {
		let hash = propose_and_vote(2, 3);
		assert_ok!(close(hash));
		assert_ok!(Whitelist::remove_whitelisted_call(RuntimeOrigin::root(), BlakeTwo256::hash_of(&act())));
		run_to(DELAY + 3);
		assert!(!is_done());
	});
}

#[test]
fn neither_a_member_nor_the_council_is_root_by_itself() {
	council_of(3).execute_with(|| {
		for origin in [
			RuntimeOrigin::signed(agency(0)),
			pallet_collective::RawOrigin::<AccountId, frame_support::instances::Instance1>::Members(3, 3).into(),
		] {
			assert!(System::set_storage(origin, vec![]).is_err());
		}
	});
}

#[test]
fn a_member_notes_a_preimage_without_coins_and_a_stranger_does_not() {
	council_of(3).execute_with(|| {
		let call = act().encode();
		assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(agency(0)), call.clone()));
		assert_eq!(<Preimage as QueryPreimage>::len(&BlakeTwo256::hash(&call)), Some(call.len() as u32));
		let other = b"another call".to_vec();
		assert!(Preimage::note_preimage(RuntimeOrigin::signed(AccountId::new([9; 32])), other.clone()).is_err());
		assert_eq!(<Preimage as QueryPreimage>::len(&BlakeTwo256::hash(&other)), None);
	});
}
