use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Consents as _, Purpose, SECONDS_PER_DAY};
use sp_core::H256;

const EVIDENCE: H256 = H256::repeat_byte(7);
const RETENTION: u64 = 10 * SECONDS_PER_DAY;

fn used_once() {
	assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
	assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
}

#[test]
fn on_time_and_late_are_both_recorded() {
	for (after, late) in [(0, false), (RETENTION, false), (RETENTION + 1, true)] {
		test(|| {
			used_once();
			set_now(NOON + after);
			assert_eq!(ConsentsPallet::overdue_deletions(BANK), if late { vec![0] } else { vec![] });
			assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), 0, EVIDENCE));
			let statement = DeletionStatement { at: NOON + after, evidence: EVIDENCE, late };
			System::assert_last_event(Event::DeletionStated { consent: 0, institution: BANK, statement }.into());
			assert_eq!(ConsentsPallet::consents_of(&firm())[0].deletion, Some(statement));
			assert_eq!(ConsentsPallet::overdue_deletions(BANK), Vec::<u64>::new());
		});
	}
}

#[test]
fn an_overdue_one_is_visible_even_when_the_consent_is_over() {
	test(|| {
		used_once();
		assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), 0));
		set_now(NOON + RETENTION + 1);
		assert_eq!(ConsentsPallet::overdue_deletions(BANK), [0]);
		assert!(ConsentsPallet::consents_of(&firm())[0].deletion_overdue);
		assert_eq!(ConsentsPallet::overdue_deletions(OTHER_BANK), Vec::<u64>::new());
	});
}

/// An answer that grows without end can no longer be given.
#[test]
fn a_firm_gives_consents_without_end() {
	externalities().execute_with(|| {
		used_once();
		let one = Consents::<Test>::get(0).unwrap();
		for id in 1..1_500 {
			Consents::<Test>::insert(id, one.clone());
			GivenBy::<Test>::insert(firm(), id, ());
			Owed::<Test>::insert(BANK, id, ());
		}
		set_now(NOON + RETENTION + 1);
		let oldest: Vec<u64> = (0..1_000).collect();
		assert_eq!(ConsentsPallet::overdue_deletions(BANK), oldest);
		let given: Vec<_> = ConsentsPallet::consents_of(&firm()).iter().map(|consent| consent.id).collect();
		assert_eq!(given, oldest);
	});
}

#[test]
fn only_the_institution_states_it_even_a_suspended_one() {
	test(|| {
		used_once();
		for who in [CONTROLLER, STRANGER, 40] {
			assert_noop!(ConsentsPallet::state_deletion(signed(who), 0, EVIDENCE), Error::<Test>::NotAuthorized);
		}
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), 1, EVIDENCE), Error::<Test>::NotFound);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), 0, EVIDENCE));
	});
}

#[test]
fn what_was_not_learnt_is_not_deleted_and_what_is_learnt_again_is_owed_again() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		let nothing = Error::<Test>::NothingToDelete;
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), 0, EVIDENCE), nothing);
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), 0, EVIDENCE));
		let nothing = Error::<Test>::NothingToDelete;
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), 0, EVIDENCE), nothing);
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		set_now(NOON + RETENTION + 1);
		assert_eq!(ConsentsPallet::overdue_deletions(BANK), [0]);
	});
}
