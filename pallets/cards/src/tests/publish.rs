use super::*;
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, mocks::OPENING};
use sp_runtime::DispatchError;

#[test]
fn each_kind_of_party_publishes_and_rotates_its_own() {
	test(|| {
		let end = after_days(365);
		for (who, holder) in [(AGENCY_KEY, agency()), (BANK_KEY, bank()), (CONTROLLER, firm())] {
			assert_eq!(Register::cards(&holder), []);
			let first = key(Suite::X25519, 1);
			assert_ok!(Register::publish(signed(who), holder.clone(), 1, first.clone(), end));
			System::assert_last_event(
				Event::Published { holder: holder.clone(), version: 1, suite: 1, key: first.clone(), valid_until: end }
					.into(),
			);
			let second = key(Suite::XWing, 1);
			assert_ok!(Register::publish(signed(who), holder.clone(), 2, second.clone(), end));
			assert_eq!(states(&holder), [(2, CardState::InForce), (1, CardState::Superseded)]);
			let shown = Register::cards(&holder);
			assert_eq!([&shown[0].key, &shown[1].key], [&Some(second.clone()), &None], "only the newest is kept whole");
			assert_eq!(shown[1].key_hash.0, sp_io::hashing::blake2_256(first.as_bytes()));
			assert_eq!((shown[0].suite, shown[0].published_at, shown[0].valid_until), (2, OPENING, end));
		}
	});
}

#[test]
fn a_card_expires_at_once_when_its_time_is_over() {
	test(|| {
		published();
		set_now(after_days(365) - 1);
		assert_eq!(states(&bank()), [(1, CardState::InForce)]);
		set_now(after_days(365));
		assert_eq!(states(&bank()), [(1, CardState::Expired)]);
		assert_ok!(Register::publish(signed(BANK_KEY), bank(), 1, key(Suite::X25519, 2), after_days(400)));
		assert_eq!(states(&bank()), [(2, CardState::InForce), (1, CardState::Superseded)]);
	});
}

#[test]
fn what_is_no_card_is_refused_by_name() {
	test(|| {
		let publish = |suite: u8, key: CardKey, end| Register::publish(signed(BANK_KEY), bank(), suite, key, end);
		let (good, end) = (key(Suite::X25519, 1), after_days(365));
		for suite in [0, 3, 255] {
			assert_noop!(publish(suite, good.clone(), end), Error::<Test>::UnknownSuite);
		}
		assert_noop!(publish(2, good.clone(), end), Error::<Test>::InvalidKey);
		assert_noop!(publish(1, key(Suite::XWing, 1), end), Error::<Test>::InvalidKey);
		assert_noop!(publish(1, CardKey::default(), end), Error::<Test>::InvalidKey);
		for bad in [0, OPENING, after_days(u64::from(MOST_DAYS)) + 1, u64::MAX] {
			assert_noop!(publish(1, good.clone(), bad), Error::<Test>::InvalidExpiry);
		}
		assert_ok!(publish(1, good.clone(), after_days(u64::from(MOST_DAYS))));
		assert_noop!(publish(1, good, end), Error::<Test>::AlreadyExists);
	});
}

/// A number is never given twice, whatever became of the card that had it, and the register does not grow without end.
#[test]
fn versions_are_never_reused_and_few_are_remembered() {
	test(|| {
		let publish = |n: u8| Register::publish(signed(BANK_KEY), bank(), 1, key(Suite::X25519, n), after_days(365));
		for n in 1..=MOST_CARDS as u8 {
			assert_ok!(publish(n));
		}
		assert_noop!(publish(17), Error::<Test>::LimitExceeded);
		assert_ok!(Register::state_destruction(signed(BANK_KEY), bank(), 3, mocks::TODAY));
		assert_ok!(publish(17));
		let versions: Vec<u32> = Register::cards(&bank()).into_iter().map(|card| card.version).collect();
		assert_eq!(versions.len(), MOST_CARDS as usize);
		assert_eq!((versions[0], versions.contains(&3)), (17, false));
		assert_noop!(publish(18), Error::<Test>::LimitExceeded);
		assert_ok!(Register::withdraw(signed(BANK_KEY), bank(), 17));
		assert_ok!(Register::state_destruction(signed(BANK_KEY), bank(), 17, mocks::TODAY));
		assert_ok!(publish(18));
		assert_eq!(states(&bank())[0], (18, CardState::InForce), "not 17 again");
	});
}

#[test]
fn who_is_suspended_or_frozen_names_no_key() {
	test(|| {
		mocks::set_frozen(&number());
		mocks::set_institution(BANK, BANK_KEY, false);
		let end = after_days(1);
		let frozen = Register::publish(signed(CONTROLLER), firm(), 1, key(Suite::X25519, 1), end);
		assert_eq!(frozen, Err(DispatchError::Other("frozen")));
		let suspended = Register::publish(signed(BANK_KEY), bank(), 1, key(Suite::X25519, 1), end);
		assert_eq!(suspended, Err(Error::<Test>::NotAuthorized.into()));
	});
}
