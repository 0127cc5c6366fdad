use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, Consents as _, Paging, Purpose, RegistrationNumber};
use sp_core::H256;

const HASH: H256 = H256::repeat_byte(5);
const OTHER: H256 = H256::repeat_byte(6);
const ID: ConsentId = ConsentId(0);
/// Who controls the other firm.
const RIVAL: u64 = 2;

fn other_firm() -> RegistrationNumber {
	"91420000737944946L".parse().unwrap()
}

fn given() {
	assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
}

fn record(who: u64, hash: H256) -> frame_support::pallet_prelude::DispatchResult {
	ConsentsPallet::record_disclosure(signed(who), ID, hash)
}

fn told() -> Vec<(u32, Option<H256>)> {
	let receipts = ConsentsPallet::receipts(ID, Paging::FIRST).items;
	receipts.into_iter().map(|receipt| (receipt.number, receipt.disclosure)).collect()
}

#[test]
fn it_burns_a_use_and_leaves_a_receipt() {
	test(|| {
		given();
		assert_ok!(record(CONTROLLER, HASH));
		let used = Event::Used {
			consent: ID,
			number: 1,
			enterprise: firm(),
			institution: BANK,
			purpose: Purpose::Assessment,
			indicators: 0,
			at: NOON,
		};
		System::assert_has_event(used.into());
		System::assert_last_event(
			Event::DisclosureRecorded { consent: ID, enterprise: firm(), institution: BANK, hash: HASH }.into(),
		);
		assert_ok!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]));
		assert_eq!(told(), [(1, Some(HASH)), (2, None)]);
		assert_eq!(ConsentsPallet::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 0);
		assert_eq!(
			ConsentsPallet::deletions_owed(BANK, Paging::FIRST).items.len(),
			1,
			"what was learnt is to be deleted"
		);
	});
}

/// The attack: a firm burns, or boasts of, another's consent.
#[test]
fn anothers_consent() {
	test(|| {
		mocks::set_enterprise(&other_firm(), Some(RIVAL));
		given();
		for who in [RIVAL, STRANGER, BANK_KEY] {
			assert_noop!(record(who, HASH), Error::<Test>::NotAuthorized);
		}
		let unknown = ConsentsPallet::record_disclosure(signed(CONTROLLER), ConsentId(1), HASH);
		assert_noop!(unknown, Error::<Test>::NotFound);
		assert_ok!(record(CONTROLLER, HASH));
	});
}

/// The attack: more is handed over than was agreed to.
#[test]
fn used_up() {
	test(|| {
		given();
		assert_ok!(record(CONTROLLER, HASH));
		assert_ok!(record(CONTROLLER, OTHER));
		assert_noop!(record(CONTROLLER, H256::zero()), Error::<Test>::NoConsent);
		assert_noop!(ConsentsPallet::use_consent(&firm(), BANK, Purpose::Assessment, &[]), Error::<Test>::NoConsent);
		assert_eq!(told(), [(1, Some(HASH)), (2, Some(OTHER))]);
	});
}

/// The attack: one document burns two uses, or passes for two.
#[test]
fn recorded_twice() {
	test(|| {
		given();
		assert_ok!(record(CONTROLLER, HASH));
		assert_noop!(record(CONTROLLER, HASH), Error::<Test>::AlreadyRecorded);
		assert_eq!(ConsentsPallet::consents_of(&firm(), Paging::FIRST).items[0].uses_left, 1);
		// Under another consent it is another use.
		given();
		assert_ok!(ConsentsPallet::record_disclosure(signed(CONTROLLER), ConsentId(1), HASH));
	});
}

#[test]
fn a_consent_that_does_not_stand_refuses_by_name() {
	test(|| {
		let terms = ConsentSpec { from: NOON + 10, ..terms() };
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms));
		assert_noop!(record(CONTROLLER, HASH), Error::<Test>::NoConsent);
		set_now(NOON + 10);
		assert_ok!(ConsentsPallet::pause(signed(CONTROLLER), ID));
		assert_noop!(record(CONTROLLER, HASH), Error::<Test>::AlreadyPaused);
		assert_ok!(ConsentsPallet::resume(signed(CONTROLLER), ID));
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(record(CONTROLLER, HASH), Error::<Test>::InstitutionNotActive);
		mocks::set_institution(BANK, BANK_KEY, true);
		assert_ok!(record(CONTROLLER, HASH));
		set_now(NOON + 1_000);
		assert_noop!(record(CONTROLLER, OTHER), Error::<Test>::Expired);
		assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), ID));
		assert_noop!(record(CONTROLLER, OTHER), Error::<Test>::AlreadyRevoked);
	});
}

#[test]
fn the_hash_goes_with_the_statement_of_deletion() {
	test(|| {
		given();
		assert_ok!(record(CONTROLLER, HASH));
		assert_ok!(ConsentsPallet::state_deletion(signed(BANK_KEY), ID, H256::zero()));
		assert_eq!(told(), [(1, None)]);
		assert!(!Disclosures::<Test>::contains_key(ID), "nothing is left of it");
		// What is opened again is to be deleted again.
		assert_ok!(record(CONTROLLER, HASH));
		assert_eq!(told(), [(1, None), (2, Some(HASH))]);
		assert_eq!(ConsentsPallet::deletions_owed(BANK, Paging::FIRST).items.len(), 1);
	});
}
