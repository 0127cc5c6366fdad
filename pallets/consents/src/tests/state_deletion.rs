use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, Consents as _, Page, Paging, Purpose, SECONDS_PER_DAY};
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
			assert_eq!(
				ConsentsPallet::overdue_deletions(BANK, Paging::FIRST).items,
				if late { vec![ConsentId(0)] } else { vec![] }
			);
			assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE));
			let statement = DeletionStatement { at: NOON + after, evidence: EVIDENCE, late };
			System::assert_last_event(
				Event::DeletionStated { consent: ConsentId(0), institution: BANK, statement }.into(),
			);
			assert_eq!(ConsentsPallet::consents_of(&firm(), Paging::FIRST).items[0].deletion, Some(statement));
			assert_eq!(ConsentsPallet::overdue_deletions(BANK, Paging::FIRST).items, Vec::<ConsentId>::new());
		});
	}
}

#[test]
fn an_overdue_one_is_visible_even_when_the_consent_is_over() {
	test(|| {
		used_once();
		assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(0)));
		set_now(NOON + RETENTION + 1);
		assert_eq!(ConsentsPallet::overdue_deletions(BANK, Paging::FIRST).items, [ConsentId(0)]);
		assert!(ConsentsPallet::consents_of(&firm(), Paging::FIRST).items[0].deletion_overdue);
		assert_eq!(ConsentsPallet::overdue_deletions(OTHER_BANK, Paging::FIRST).items, Vec::<ConsentId>::new());
	});
}

/// An answer that grows without end can no longer be given.
#[test]
fn a_firm_gives_consents_without_end() {
	externalities().execute_with(|| {
		used_once();
		let one = Consents::<Test>::get(ConsentId(0)).unwrap();
		for id in (1..1_500).map(ConsentId) {
			Consents::<Test>::insert(id, one.clone());
			GivenBy::<Test>::insert(firm(), id, ());
			Owed::<Test>::insert(BANK, id, ());
		}
		set_now(NOON + RETENTION + 1);
		let walked = |page: &dyn Fn(Paging) -> Page<ConsentId>| {
			let first = page(Paging::FIRST);
			assert_eq!(first.items.len(), 1_000, "an answer has its bound");
			let second = page(Paging::after(first.next.expect("it says that there is more")));
			assert_eq!((second.items.len(), second.next), (500, None));
			let mut all = [first.items, second.items].concat();
			all.sort_unstable();
			all
		};
		let all: Vec<_> = (0..1_500).map(ConsentId).collect();
		assert_eq!(walked(&|page| ConsentsPallet::overdue_deletions(BANK, page)), all);
		assert_eq!(walked(&|page| ConsentsPallet::consents_of(&firm(), page).then(|consent| Some(consent.id))), all);
		// So many are looked at, overdue or not.
		for id in (0..1_499).map(ConsentId) {
			Consents::<Test>::mutate(id, |consent| consent.as_mut().unwrap().last_used = Some(NOON + RETENTION));
		}
		let first = ConsentsPallet::overdue_deletions(BANK, Paging::FIRST);
		let rest = ConsentsPallet::overdue_deletions(BANK, Paging::after(first.next.expect("there is more")));
		assert_eq!([first.items, rest.items].concat(), [ConsentId(1_499)]);
	});
}

#[test]
fn only_the_institution_states_it_even_a_suspended_one() {
	test(|| {
		used_once();
		for who in [CONTROLLER, STRANGER, 40] {
			assert_noop!(
				ConsentsPallet::state_deletion(signed(who), ConsentId(0), EVIDENCE),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(1), EVIDENCE), Error::<Test>::NotFound);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE));
	});
}

#[test]
fn what_was_not_learnt_is_not_deleted_and_what_is_learnt_again_is_owed_again() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		let nothing = Error::<Test>::NothingToDelete;
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE), nothing);
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE));
		let nothing = Error::<Test>::NothingToDelete;
		assert_noop!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE), nothing);
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		set_now(NOON + RETENTION + 1);
		assert_eq!(ConsentsPallet::overdue_deletions(BANK, Paging::FIRST).items, [ConsentId(0)]);
	});
}

#[test]
fn an_institution_sees_what_it_was_given_and_what_it_owes() {
	test(|| {
		used_once();
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		let ids = |page: Page<ConsentView>| page.items.iter().map(|consent| consent.id).collect::<Vec<_>>();
		assert_eq!(ids(ConsentsPallet::consents_to(BANK, Paging::FIRST)), [ConsentId(0), ConsentId(1)]);
		let owed = ConsentsPallet::deletions_owed(BANK, Paging::FIRST).items;
		assert_eq!(
			owed.iter().map(|consent| (consent.id, consent.deletion_overdue)).collect::<Vec<_>>(),
			[(ConsentId(0), false)]
		);
		set_now(NOON + RETENTION + 1);
		assert!(ConsentsPallet::deletions_owed(BANK, Paging::FIRST).items[0].deletion_overdue);
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), ConsentId(0), EVIDENCE));
		assert!(ids(ConsentsPallet::deletions_owed(BANK, Paging::FIRST)).is_empty());
		assert_eq!(
			ids(ConsentsPallet::consents_to(BANK, Paging::FIRST)),
			[ConsentId(0), ConsentId(1)],
			"what was deleted was given"
		);
		assert!(ids(ConsentsPallet::consents_to(OTHER_BANK, Paging::FIRST)).is_empty());
	});
}
