use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	mocks::{self, DAY, OPENING},
	AgencyId, AgencyRight, Enterprises as _,
};
use sp_core::H256;

const EVIDENCE: H256 = H256::repeat_byte(7);

fn start(by: u64, to: u64) -> frame_support::pallet_prelude::DispatchResult {
	Registry::start_recovery(signed(by), firm(), to, EVIDENCE)
}

#[test]
fn a_lost_key_is_replaced_after_notice_and_delay() {
	test(|| {
		controlled();
		assert_ok!(start(REGISTRAR, HEIR));
		let recovery = Recovery {
			to: HEIR,
			by: Starter::Registrar(REGISTRAR_ID),
			evidence: EVIDENCE,
			started_at: OPENING,
			ready_at: OPENING + 14 * DAY,
		};
		System::assert_last_event(Event::RecoveryStarted { enterprise: firm(), recovery: recovery.clone() }.into());
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery, Some(recovery));
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NotDue);
		days_pass(13);
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NotDue);
		assert_eq!(Registry::pays_for_acceptance(&HEIR, &firm()), None);
		days_pass(1);
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NoOffer);
		assert_eq!(Registry::pays_for_acceptance(&HEIR, &firm()), Some(REGISTRAR_ID));
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		System::assert_last_event(Event::ControlAccepted { enterprise: firm(), from: Some(OWNER), to: HEIR }.into());
		assert_eq!(Registry::controller(&firm()), Some(HEIR));
		assert_eq!((System::sufficients(&OWNER), System::sufficients(&HEIR)), (0, 1));
	});
}

/// A registrar would take a firm whose key is not lost at all.
#[test]
fn a_registrar_cannot_take_a_firm_whose_controller_objects() {
	test(|| {
		controlled();
		assert_noop!(Registry::veto_recovery(signed(OWNER), firm()), Error::<Test>::NoRecovery);
		assert_ok!(start(REGISTRAR, STRANGER));
		for other in [REGISTRAR, STRANGER, COURT] {
			assert_noop!(Registry::veto_recovery(signed(other), firm()), Error::<Test>::NotAuthorized);
		}
		days_pass(20);
		assert_ok!(Registry::veto_recovery(signed(OWNER), firm()));
		let until = OPENING + 34 * DAY;
		System::assert_last_event(Event::RecoveryVetoed { enterprise: firm(), to: STRANGER, until }.into());
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NoOffer);
		// Nor wear the controller out.
		assert_noop!(start(REGISTRAR, STRANGER), Error::<Test>::Vetoed);
		days_pass(14);
		assert_ok!(start(REGISTRAR, STRANGER));
	});
}

/// The thief holds the controller's key: he vetoes, hands control to another key of his, and names officers.
#[test]
fn a_thief_cannot_keep_a_firm_from_the_court() {
	test(|| {
		controlled();
		assert_ok!(start(REGISTRAR, HEIR));
		assert_ok!(Registry::veto_recovery(signed(OWNER), firm()));
		assert_ok!(start(COURT, HEIR));
		assert_noop!(Registry::veto_recovery(signed(OWNER), firm()), Error::<Test>::OrderedByCourt);
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), STRANGER));
		assert_ok!(Registry::accept_control(signed(STRANGER), firm()));
		assert_noop!(Registry::veto_recovery(signed(STRANGER), firm()), Error::<Test>::OrderedByCourt);
		let mandate = MandateSpec {
			duties: vec![Duty::Consent].try_into().unwrap(),
			limits: Default::default(),
			until: TODAY + 90,
		};
		assert_ok!(Registry::set_mandate(signed(STRANGER), firm(), OFFICER, mandate));
		assert_ok!(Registry::offer_control(signed(STRANGER), firm(), OWNER));
		days_pass(14);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_eq!(Registry::controller(&firm()), Some(HEIR));
		assert_eq!(Registry::may(&OFFICER, &firm(), lingnan_support::Act::Consent), Ok(false));
		assert_noop!(Registry::accept_control(signed(OWNER), firm()), Error::<Test>::NoOffer);
	});
}

#[test]
fn who_may_begin_one() {
	test(|| {
		assert_ok!(Registry::register(signed(REGISTRAR), registration(SHENZHEN_FIRM)));
		assert_noop!(start(REGISTRAR, HEIR), Error::<Test>::NobodyInControl);
		assert_ok!(Registry::offer_control(signed(REGISTRAR), firm(), OWNER));
		assert_ok!(Registry::accept_control(signed(OWNER), firm()));
		for other in [OTHER_REGISTRAR, TAX_OFFICE, OWNER, HEIR] {
			assert_noop!(start(other, HEIR), Error::<Test>::NotAuthorized);
		}
		assert_noop!(start(REGISTRAR, OWNER), Error::<Test>::AlreadyController);
		// When the agency that registered it is no registrar any more, another steps in.
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[]);
		assert_noop!(start(REGISTRAR, HEIR), Error::<Test>::NotAuthorized);
		assert_ok!(start(OTHER_REGISTRAR, HEIR));
		assert_noop!(start(OTHER_REGISTRAR, HEIR), Error::<Test>::AlreadyRecovering);
		assert_ok!(start(COURT, STRANGER));
		assert_eq!((System::sufficients(&HEIR), System::sufficients(&STRANGER)), (0, 1));
		assert_noop!(start(COURT, HEIR), Error::<Test>::AlreadyRecovering);
		assert_noop!(start(OTHER_REGISTRAR, HEIR), Error::<Test>::AlreadyRecovering);
	});
}

#[test]
fn who_began_it_ends_it() {
	test(|| {
		controlled();
		assert_noop!(Registry::withdraw_recovery(signed(REGISTRAR), firm()), Error::<Test>::NoRecovery);
		assert_ok!(start(COURT, HEIR));
		for other in [REGISTRAR, OWNER, HEIR] {
			assert_noop!(Registry::withdraw_recovery(signed(other), firm()), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Registry::withdraw_recovery(signed(COURT), firm()));
		System::assert_last_event(Event::RecoveryWithdrawn { enterprise: firm(), to: HEIR }.into());
		assert_eq!(System::sufficients(&HEIR), 0);
	});
}

/// An agency that lost its right after it began takes nothing: the councils stop a rogue one in time.
#[test]
fn a_suspended_agencys_recovery_comes_to_nothing() {
	test(|| {
		controlled();
		assert_ok!(start(COURT, STRANGER));
		days_pass(14);
		mocks::set_agency(AgencyId(3), COURT, &[]);
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NotAuthorized);
		mocks::set_agency(AgencyId(3), COURT, &[AgencyRight::Court]);
		assert_ok!(Registry::accept_control(signed(STRANGER), firm()));
	});
}

/// A court that is suspended leaves a recovery behind, which nobody else can withdraw: it does not keep the next court out.
#[test]
fn a_dead_courts_recovery_blocks_every_other() {
	test(|| {
		mocks::set_agency(AgencyId(4), OTHER_COURT, &[AgencyRight::Court]);
		controlled();
		assert_ok!(start(COURT, STRANGER));
		assert_noop!(start(OTHER_COURT, HEIR), Error::<Test>::AlreadyRecovering);
		mocks::set_agency(AgencyId(3), COURT, &[]);
		assert_ok!(start(OTHER_COURT, HEIR));
		assert_eq!((System::sufficients(&STRANGER), System::sufficients(&HEIR)), (0, 1));
		// The first one is gone for good.
		mocks::set_agency(AgencyId(3), COURT, &[AgencyRight::Court]);
		days_pass(14);
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NoOffer);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
	});
}

#[test]
fn a_suspended_registrars_recovery_blocks_the_one_who_steps_in() {
	test(|| {
		controlled();
		assert_ok!(start(REGISTRAR, STRANGER));
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[]);
		assert_ok!(start(OTHER_REGISTRAR, HEIR));
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery.map(|recovery| recovery.to), Some(HEIR));
	});
}

/// The account for which a key was to be replaced is lost itself, and its recovery stands in the way of the next.
#[test]
fn a_recovery_that_nobody_takes_up_blocks_every_other() {
	test(|| {
		controlled();
		assert_ok!(start(COURT, STRANGER));
		let stands = || Registry::enterprise(firm()).unwrap().recovery_stands;
		days_pass(27);
		assert_noop!(start(COURT, HEIR), Error::<Test>::AlreadyRecovering);
		assert!(stands());
		days_pass(1);
		assert!(!stands(), "a view says so before another takes its place");
		assert_ok!(start(REGISTRAR, HEIR));
		assert!(stands());
		// A new one has its own days.
		days_pass(13);
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NotDue);
		assert_ok!(Registry::veto_recovery(signed(OWNER), firm()));
	});
}

#[test]
fn a_recovery_lifts_freezes_and_goes_through_them() {
	test(|| {
		controlled();
		assert_ok!(Registry::freeze(signed(OWNER), firm()));
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		assert_ok!(start(REGISTRAR, HEIR));
		days_pass(14);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_ok!(Registry::offer_control(signed(HEIR), firm(), OWNER));
	});
}

/// The account for which control is recovered gets it by an offer before: the recovery is over, too.
#[test]
fn a_recovery_ends_when_its_account_is_in_control() {
	test(|| {
		controlled();
		assert_ok!(start(REGISTRAR, HEIR));
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery, None);
		assert_eq!(Stakes::<Test>::get(HEIR), 1);
	});
}
