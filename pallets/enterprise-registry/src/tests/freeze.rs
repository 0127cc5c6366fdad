use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks::{DAY, OPENING},
	Act, Currency, Enterprises as _,
};

const BINDING: [Act; 5] = [
	Act::Apply(Currency::Cny, 1),
	Act::Accept(Currency::Cny, 1),
	Act::Consent,
	Act::Pledge(None, 1),
	Act::Confirm(Currency::Cny, 1),
];

fn frozen() -> bool {
	let refused = BINDING.map(|act| Registry::may(&OWNER, &firm(), act) == Err(Error::<Test>::Frozen.into()));
	assert!(refused.iter().all(|one| *one == refused[0]), "all or none");
	assert_eq!(Registry::may(&OWNER, &firm(), Act::Daily), Ok(true));
	refused[0]
}

/// A thief with the key of a frozen firm binds it to nothing, and hands it to nobody.
#[test]
fn nothing_that_binds_a_frozen_firm_can_be_signed() {
	test(|| {
		controlled();
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		assert!(!frozen());
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		let until = OPENING + 30 * DAY;
		System::assert_last_event(Event::Frozen { enterprise: firm(), by: REGISTRAR, until: Some(until) }.into());
		assert_eq!(Registry::enterprise(firm()).unwrap().frozen_until, Some(until));
		assert!(frozen());
		assert_noop!(Registry::unfreeze(signed(OWNER), firm()), Error::<Test>::NotFrozen);
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::Frozen);
		assert_noop!(Registry::offer_control(signed(OWNER), firm(), STRANGER), Error::<Test>::Frozen);
		let mandate = MandateSpec {
			duties: vec![Duty::Consent].try_into().unwrap(),
			limits: Default::default(),
			until: TODAY + 90,
		};
		assert_noop!(Registry::set_mandate(signed(OWNER), firm(), STRANGER, mandate), Error::<Test>::Frozen);
		// What protects it stays possible.
		assert_ok!(Registry::withdraw_control_offer(signed(OWNER), firm()));
		days_pass(29);
		assert!(frozen());
		days_pass(1);
		assert!(!frozen());
	});
}

#[test]
fn a_registrar_cannot_freeze_a_firm_for_ever() {
	test(|| {
		controlled();
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		assert_noop!(Registry::freeze(signed(REGISTRAR), firm()), Error::<Test>::AlreadyFrozen);
		days_pass(30);
		assert!(!frozen());
		assert_noop!(Registry::freeze(signed(REGISTRAR), firm()), Error::<Test>::FrozenTooOften);
		days_pass(29);
		assert_noop!(Registry::freeze(signed(REGISTRAR), firm()), Error::<Test>::FrozenTooOften);
		days_pass(1);
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		days_pass(2);
		assert_ok!(Registry::unfreeze(signed(REGISTRAR), firm()));
		assert!(!frozen());
		days_pass(2);
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
	});
}

#[test]
fn the_controllers_freeze_holds_until_the_controller_ends_it() {
	test(|| {
		controlled();
		assert_noop!(Registry::unfreeze(signed(OWNER), firm()), Error::<Test>::NotFrozen);
		assert_ok!(Registry::freeze(signed(OWNER), firm()));
		System::assert_last_event(Event::Frozen { enterprise: firm(), by: OWNER, until: None }.into());
		assert_noop!(Registry::freeze(signed(OWNER), firm()), Error::<Test>::AlreadyFrozen);
		assert_noop!(Registry::unfreeze(signed(REGISTRAR), firm()), Error::<Test>::NotFrozen);
		days_pass(1_000);
		assert!(frozen());
		assert!(Registry::enterprise(firm()).unwrap().frozen_by_controller);
		assert_ok!(Registry::unfreeze(signed(OWNER), firm()));
		System::assert_last_event(Event::Unfrozen { enterprise: firm(), by: OWNER }.into());
		assert!(!frozen());
	});
}

#[test]
fn nobody_else_freezes() {
	test(|| {
		controlled();
		for other in [OTHER_REGISTRAR, COURT, TAX_OFFICE, STRANGER] {
			assert_noop!(Registry::freeze(signed(other), firm()), Error::<Test>::NotAuthorized);
			assert_noop!(Registry::unfreeze(signed(other), firm()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Registry::freeze(signed(REGISTRAR), number(HUBEI_FIRM)), Error::<Test>::NotFound);
	});
}
