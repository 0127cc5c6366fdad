use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::Enterprises as _;
use lingnan_support::Paging;

#[test]
fn control_changes_hands_in_two_steps() {
	test(|| {
		assert_ok!(Registry::register(signed(REGISTRAR), registration(SHENZHEN_FIRM)));
		assert_ok!(Registry::offer_control(signed(REGISTRAR), firm(), OWNER));
		System::assert_last_event(Event::ControlOffered { enterprise: firm(), to: OWNER }.into());
		assert_eq!(Registry::controller(&firm()), None);
		assert_eq!(Registry::enterprise(firm()).unwrap().control_offered_to, Some(OWNER));
		// It can sign, and has no role yet.
		assert_eq!((System::sufficients(&OWNER), Registry::controlled_by(&OWNER, 9)), (1, vec![]));

		assert_ok!(Registry::accept_control(signed(OWNER), firm()));
		System::assert_last_event(Event::ControlAccepted { enterprise: firm(), from: None, to: OWNER }.into());
		assert_eq!(Registry::controller(&firm()), Some(OWNER));
		assert_eq!(Registry::enterprises_of(&OWNER, Paging::FIRST).items, [firm()]);
		assert_eq!(System::sufficients(&OWNER), 1);
	});
}

#[test]
fn the_controller_hands_on_and_the_registrar_no_longer_can() {
	test(|| {
		controlled();
		assert_noop!(Registry::offer_control(signed(REGISTRAR), firm(), HEIR), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		assert_eq!(Registry::controller(&firm()), Some(OWNER));
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		System::assert_last_event(Event::ControlAccepted { enterprise: firm(), from: Some(OWNER), to: HEIR }.into());
		assert_eq!(Registry::enterprises_of(&OWNER, Paging::FIRST).items, []);
		assert_eq!(Registry::controlled_by(&HEIR, 9), [firm()]);
		assert_eq!((System::sufficients(&OWNER), System::sufficients(&HEIR)), (0, 1));
	});
}

#[test]
fn only_the_registrar_of_record_makes_the_first_offer() {
	test(|| {
		assert_ok!(Registry::register(signed(REGISTRAR), registration(SHENZHEN_FIRM)));
		for who in [OTHER_REGISTRAR, TAX_OFFICE, STRANGER] {
			assert_noop!(Registry::offer_control(signed(who), firm(), STRANGER), Error::<Test>::NotAuthorized);
		}
		let unknown = number(HUBEI_FIRM);
		assert_noop!(Registry::offer_control(signed(REGISTRAR), unknown, OWNER), Error::<Test>::NotFound);
	});
}

#[test]
fn only_the_account_that_was_offered_it_accepts() {
	test(|| {
		controlled();
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NoOffer);
		assert_noop!(Registry::accept_control(signed(HEIR), number(HUBEI_FIRM)), Error::<Test>::NotFound);
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		for who in [STRANGER, OWNER, REGISTRAR] {
			assert_noop!(Registry::accept_control(signed(who), firm()), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn a_second_offer_takes_the_place_of_the_first() {
	test(|| {
		controlled();
		assert_noop!(Registry::offer_control(signed(OWNER), firm(), OWNER), Error::<Test>::AlreadyController);
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), STRANGER));
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		assert_eq!(System::sufficients(&STRANGER), 0);
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
	});
}

#[test]
fn an_offer_is_withdrawn_by_either_side() {
	for by in [OWNER, HEIR] {
		test(|| {
			controlled();
			assert_noop!(Registry::withdraw_control_offer(signed(by), firm()), Error::<Test>::NoOffer);
			assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
			for who in [STRANGER, REGISTRAR] {
				assert_noop!(Registry::withdraw_control_offer(signed(who), firm()), Error::<Test>::NotAuthorized);
			}
			assert_ok!(Registry::withdraw_control_offer(signed(by), firm()));
			System::assert_last_event(Event::ControlOfferWithdrawn { enterprise: firm(), to: HEIR }.into());
			assert_eq!(System::sufficients(&HEIR), 0);
			assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NoOffer);
		});
	}
	test(|| {
		assert_noop!(Registry::withdraw_control_offer(signed(OWNER), firm()), Error::<Test>::NotFound);
	});
}

#[test]
fn one_account_can_control_several() {
	test(|| {
		controlled();
		assert_ok!(Registry::register(signed(REGISTRAR), registration(HUBEI_FIRM)));
		assert_ok!(Registry::offer_control(signed(REGISTRAR), number(HUBEI_FIRM), OWNER));
		assert_ok!(Registry::accept_control(signed(OWNER), number(HUBEI_FIRM)));
		assert_eq!(Registry::enterprises_of(&OWNER, Paging::FIRST).items, [number(HUBEI_FIRM), firm()]);
		assert_eq!(Stakes::<Test>::get(OWNER), 2);
		assert_eq!(Registry::controlled_by(&OWNER, 1).len(), 1);
	});
}

/// The registrar pays for the one transaction that ends an offer. What would fail could be sent for ever.
#[test]
fn the_registrar_pays_for_an_answer_and_for_nothing_that_fails() {
	test(|| {
		controlled();
		// For accepting it, and for refusing it.
		let pays = |who: u64| (Registry::pays_for_acceptance(&who, &firm()), Registry::pays_for_refusal(&who, &firm()));
		assert_eq!(pays(HEIR), (None, None));
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		assert_eq!(pays(HEIR), (Some(REGISTRAR_ID), Some(REGISTRAR_ID)));
		for other in [OWNER, STRANGER, REGISTRAR] {
			assert_eq!(pays(other), (None, None));
		}
		assert_ok!(Registry::freeze(signed(OWNER), firm()));
		assert_eq!(pays(HEIR), (None, Some(REGISTRAR_ID)));
		assert_ok!(Registry::unfreeze(signed(OWNER), firm()));
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_eq!(pays(HEIR), (None, None));
	});
}
