use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, pallet_prelude::DispatchResult};
use lingnan_support::{
	mocks::{self, DAY, OPENING},
	Act, Enterprises as _,
};
use sp_core::H256;

type Call = crate::Call<Test>;

fn agree(by: u64, act: GuardianAct<u64>) -> DispatchResult {
	Registry::act_as_guardian(signed(by), firm(), act)
}

/// Two guardians, one after the other.
fn together(act: GuardianAct<u64>) {
	assert_ok!(agree(GUARDIANS[0], act.clone()));
	assert_ok!(agree(GUARDIANS[1], act));
}

fn recover(to: u64) -> GuardianAct<u64> {
	GuardianAct::Recover { to, evidence: H256::zero() }
}

fn name(by: u64, accounts: &[u64]) -> DispatchResult {
	Registry::name_guardians(signed(by), firm(), two_of(accounts))
}

fn nobody() -> Guardians<u64> {
	Guardians::default()
}

fn in_force() -> Vec<u64> {
	Registry::enterprise(firm()).unwrap().guardians.map(|known| known.accounts).unwrap_or_default()
}

/// By whoever is in control.
fn refused_in_a_freeze() -> bool {
	let controller = Registry::controller(&firm()).unwrap();
	Registry::may(&controller, &firm(), Act::Consent) == Err(Error::<Test>::Frozen.into())
}

#[test]
fn guardians_are_in_force_after_the_days_of_a_recovery() {
	test(|| {
		controlled();
		assert_ok!(name(OWNER, &GUARDIANS));
		let from = OPENING + 14 * DAY;
		let event = Event::GuardiansNamed { enterprise: firm(), guardians: two_of(&GUARDIANS), from };
		System::assert_last_event(event.into());
		let view = Registry::enterprise(firm()).unwrap().guardians.unwrap();
		assert_eq!((view.accounts.len(), view.threshold), (0, 0));
		assert_eq!(view.next, Some(NextGuardians { guardians: two_of(&GUARDIANS), from }));
		days_pass(13);
		assert_noop!(agree(GUARDIANS[0], GuardianAct::Freeze), Error::<Test>::NotAuthorized);
		days_pass(1);
		let view = Registry::enterprise(firm()).unwrap().guardians.unwrap();
		assert_eq!((view.accounts, view.threshold, view.next), (GUARDIANS.to_vec(), 2, None));
		assert_ok!(agree(GUARDIANS[0], GuardianAct::Freeze));
	});
}

/// The owner lost the key, and nobody at the registrar's answers.
#[test]
fn two_of_three_replace_a_lost_key() {
	test(|| {
		guarded(100);
		let now = mocks::now();
		assert_ok!(agree(GUARDIANS[2], recover(HEIR)));
		let agreed = Event::GuardianAgreed { enterprise: firm(), guardian: GUARDIANS[2], act: recover(HEIR) };
		System::assert_last_event(agreed.into());
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery, None);
		let words = Registry::enterprise(firm()).unwrap().guardians.unwrap().words;
		assert_eq!(words, [WordView { guardian: GUARDIANS[2], act: recover(HEIR), until: now + 14 * DAY }]);
		assert_ok!(agree(GUARDIANS[0], recover(HEIR)));
		let recovery = Recovery {
			to: HEIR,
			by: Starter::Guardians,
			evidence: H256::zero(),
			started_at: now,
			ready_at: now + 14 * DAY,
		};
		System::assert_last_event(Event::RecoveryStarted { enterprise: firm(), recovery }.into());
		assert!(Registry::enterprise(firm()).unwrap().guardians.unwrap().words.is_empty());
		days_pass(13);
		assert_noop!(Registry::accept_control(signed(HEIR), firm()), Error::<Test>::NotDue);
		days_pass(1);
		assert_eq!(Registry::pays_for_acceptance(&HEIR, &firm()), Some(REGISTRAR_ID));
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_eq!(Registry::controller(&firm()), Some(HEIR));
		// They go on for the owner's new key.
		assert_eq!(in_force(), GUARDIANS);
	});
}

#[test]
fn who_can_be_named_and_by_whom() {
	test(|| {
		controlled();
		let set = |accounts: &[u64], threshold: u8| {
			let accounts = accounts.to_vec().try_into().unwrap();
			Registry::name_guardians(signed(OWNER), firm(), Guardians { accounts, threshold })
		};
		for (accounts, threshold) in
			[(&[21, 21][..], 1), (&[21, OWNER], 1), (&[21, 22], 3), (&[21, 22], 0), (&[], 1), (&[1, 2, 3, 4, 1], 2)]
		{
			assert_noop!(set(accounts, threshold), Error::<Test>::InvalidGuardians);
		}
		assert_noop!(set(&[], 0), Error::<Test>::GuardiansUnchanged);
		for other in [REGISTRAR, COURT, STRANGER, GUARDIANS[0]] {
			assert_noop!(name(other, &GUARDIANS), Error::<Test>::NotAuthorized);
		}
		assert_ok!(set(&[1, 2, 3, 4, 5], 5));
		assert_ok!(set(&[21], 1));
		assert_eq!((System::sufficients(&3), System::sufficients(&21)), (0, 1));
	});
}

/// A thief with the key exchanges the guardians, to be safe from them.
#[test]
fn a_thief_cannot_exchange_the_guardians() {
	test(|| {
		guarded(0);
		assert_ok!(name(OWNER, &ACCOMPLICES));
		// Nor by handing control to another key of his, nor by naming nobody.
		assert_ok!(Registry::offer_control(signed(OWNER), firm(), STRANGER));
		assert_ok!(Registry::accept_control(signed(STRANGER), firm()));
		assert_eq!(in_force(), GUARDIANS);
		days_pass(14);
		assert_eq!(in_force(), GUARDIANS, "what the former key arranged is over");
		assert_ok!(Registry::name_guardians(signed(STRANGER), firm(), nobody()));
		days_pass(13);
		together(GuardianAct::Freeze);
		assert!(refused_in_a_freeze());
		days_pass(1);
		assert_eq!(in_force(), GUARDIANS);
		assert_noop!(name(STRANGER, &ACCOMPLICES), Error::<Test>::Frozen);
		for accomplice in ACCOMPLICES {
			assert_noop!(agree(accomplice, GuardianAct::Unfreeze), Error::<Test>::NotAuthorized);
			assert_eq!(System::sufficients(&accomplice), 0);
		}
	});
}

/// He names others again and again, until they have no word left for which somebody pays.
#[test]
fn a_thief_names_others_in_each_block_until_the_guardians_are_silent() {
	test(|| {
		guarded(0);
		assert_noop!(agree(GUARDIANS[0], GuardianAct::Stay), Error::<Test>::GuardiansUnchanged);
		for _ in 0..4 {
			assert_ok!(name(OWNER, &ACCOMPLICES));
			let stay = Call::act_as_guardian { enterprise: firm(), act: GuardianAct::Stay };
			for guardian in [GUARDIANS[0], GUARDIANS[1]] {
				assert_eq!(Registry::pays_for(&guardian, &stay), Some(REGISTRAR_ID));
				assert_ok!(agree(guardian, GuardianAct::Stay));
			}
			System::assert_last_event(Event::GuardiansStay { enterprise: firm() }.into());
			assert_noop!(name(OWNER, &ACCOMPLICES), Error::<Test>::GuardiansKept);
			days_pass(13);
			assert_noop!(name(OWNER, &ACCOMPLICES), Error::<Test>::GuardiansKept);
			days_pass(1);
		}
		assert_eq!(in_force(), GUARDIANS);
	});
}

/// The key's thief lets others wait for their office while a recovery or a freeze runs.
#[test]
fn no_guardians_change_while_a_key_is_replaced() {
	let stops: [fn(); 4] = [
		|| {
			assert_ok!(Registry::start_recovery(signed(REGISTRAR), firm(), HEIR, H256::zero()));
		},
		|| together(recover(HEIR)),
		|| {
			assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		},
		|| {
			assert_ok!(Registry::freeze(signed(OWNER), firm()));
		},
	];
	for stop in stops {
		test(|| {
			guarded(0);
			assert_ok!(name(OWNER, &ACCOMPLICES));
			days_pass(13);
			stop();
			System::assert_has_event(Event::GuardiansStay { enterprise: firm() }.into());
			assert!(name(OWNER, &ACCOMPLICES).is_err());
			days_pass(2);
			assert_eq!(in_force(), GUARDIANS);
		});
	}
}

/// Guardians who were bought take a firm whose key is not lost.
#[test]
fn guardians_cannot_take_a_firm_whose_controller_objects() {
	test(|| {
		guarded(0);
		together(recover(GUARDIANS[0]));
		days_pass(20);
		assert_ok!(Registry::veto_recovery(signed(OWNER), firm()));
		let until = OPENING + (14 + 20 + 14) * DAY;
		System::assert_last_event(Event::RecoveryVetoed { enterprise: firm(), to: GUARDIANS[0], until }.into());
		assert_eq!(Registry::enterprise(firm()).unwrap().guardians.unwrap().vetoed_until, Some(until));
		assert_noop!(agree(GUARDIANS[0], recover(GUARDIANS[0])), Error::<Test>::Vetoed);
		assert_noop!(Registry::accept_control(signed(GUARDIANS[0]), firm()), Error::<Test>::NoOffer);
		days_pass(14);
		together(recover(GUARDIANS[0]));
	});
}

/// They keep the registrar out by recoveries that the owner must veto.
#[test]
fn bought_guardians_keep_the_registrar_out() {
	test(|| {
		guarded(0);
		together(recover(STRANGER));
		assert_ok!(Registry::veto_recovery(signed(OWNER), firm()));
		assert_ok!(Registry::start_recovery(signed(REGISTRAR), firm(), HEIR, H256::zero()));
		assert_noop!(agree(GUARDIANS[0], recover(STRANGER)), Error::<Test>::Vetoed);
		days_pass(14);
		assert_noop!(agree(GUARDIANS[0], recover(STRANGER)), Error::<Test>::AlreadyRecovering);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		// Which is how a firm gets rid of them, whatever they refuse.
		System::assert_has_event(Event::GuardiansEnded { enterprise: firm() }.into());
		assert!(in_force().is_empty());
		assert_eq!(GUARDIANS.map(|one| System::sufficients(&one)), [0; 3]);
		assert!(Words::<Test>::get(firm()).is_empty());
	});
}

#[test]
fn an_agencys_order_takes_the_place_of_what_guardians_began() {
	for agency in [REGISTRAR, COURT] {
		test(|| {
			guarded(0);
			together(recover(STRANGER));
			assert_ok!(Registry::start_recovery(signed(agency), firm(), HEIR, H256::zero()));
			assert_noop!(agree(GUARDIANS[0], GuardianAct::Abandon), Error::<Test>::NoRecovery);
			assert_eq!((System::sufficients(&STRANGER), System::sufficients(&HEIR)), (0, 1));
		});
	}
}

/// The patient thief's guardians are in force when a court gives the firm back.
#[test]
fn a_thiefs_guardians_outlive_the_court_order() {
	test(|| {
		guarded(0);
		assert_ok!(name(OWNER, &ACCOMPLICES));
		days_pass(14);
		assert_eq!(in_force(), ACCOMPLICES);
		assert_ok!(Registry::start_recovery(signed(COURT), firm(), HEIR, H256::zero()));
		days_pass(14);
		assert_ok!(Registry::accept_control(signed(HEIR), firm()));
		assert_noop!(agree(ACCOMPLICES[0], GuardianAct::Freeze), Error::<Test>::NotAuthorized);
		assert!(in_force().is_empty());
	});
}

/// The thief offers the heir what the court gives it, on the last day or before.
#[test]
fn a_thief_keeps_its_guardians_by_offering_control_to_the_heir() {
	for days in [14, 3] {
		test(|| {
			guarded(0);
			assert_ok!(name(OWNER, &ACCOMPLICES));
			days_pass(14);
			assert_ok!(Registry::start_recovery(signed(COURT), firm(), HEIR, H256::zero()));
			days_pass(days);
			assert_ok!(Registry::offer_control(signed(OWNER), firm(), HEIR));
			assert_ok!(Registry::accept_control(signed(HEIR), firm()));
			assert!(in_force().is_empty(), "{days} days");
		});
	}
}

/// What guardians began is worth nothing once others are in their place.
#[test]
fn dismissed_guardians_recovery_comes_to_nothing() {
	test(|| {
		guarded(0);
		together(recover(STRANGER));
		days_pass(28);
		// Nobody took it up in time: it stands in nobody's way.
		assert_ok!(name(OWNER, &ACCOMPLICES));
		days_pass(14);
		assert_noop!(Registry::accept_control(signed(STRANGER), firm()), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn guardians_end_what_they_began() {
	test(|| {
		guarded(0);
		assert_noop!(agree(GUARDIANS[0], GuardianAct::Abandon), Error::<Test>::NoRecovery);
		together(recover(STRANGER));
		for other in [REGISTRAR, COURT, OWNER, GUARDIANS[0]] {
			assert_noop!(Registry::withdraw_recovery(signed(other), firm()), Error::<Test>::NotAuthorized);
		}
		together(GuardianAct::Abandon);
		System::assert_last_event(Event::RecoveryWithdrawn { enterprise: firm(), to: STRANGER }.into());
		together(recover(HEIR));
	});
}

/// The thief's key is frozen by whoever notices first, and he cannot end it.
#[test]
fn a_thief_cannot_end_the_guardians_freeze() {
	test(|| {
		guarded(0);
		let until = mocks::now() + 30 * DAY;
		assert_ok!(agree(GUARDIANS[0], GuardianAct::Freeze));
		assert!(!refused_in_a_freeze());
		assert_ok!(agree(GUARDIANS[1], GuardianAct::Freeze));
		System::assert_last_event(Event::Frozen { enterprise: firm(), by: GUARDIANS[1], until: Some(until) }.into());
		assert_eq!(Registry::enterprise(firm()).unwrap().frozen_by_guardians_until, Some(until));
		for other in [OWNER, REGISTRAR] {
			assert_noop!(Registry::unfreeze(signed(other), firm()), Error::<Test>::NotFrozen);
		}
		assert!(refused_in_a_freeze());
		assert_noop!(Registry::offer_control(signed(OWNER), firm(), STRANGER), Error::<Test>::Frozen);
		days_pass(30);
		assert!(!refused_in_a_freeze());
	});
}

#[test]
fn guardians_cannot_freeze_a_firm_for_ever() {
	test(|| {
		guarded(0);
		together(GuardianAct::Freeze);
		assert_noop!(agree(GUARDIANS[0], GuardianAct::Freeze), Error::<Test>::AlreadyFrozen);
		days_pass(59);
		assert_noop!(agree(GUARDIANS[0], GuardianAct::Freeze), Error::<Test>::FrozenTooOften);
		// Nor is the registrar's used up by theirs.
		assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
		assert_ok!(Registry::unfreeze(signed(REGISTRAR), firm()));
		days_pass(1);
		together(GuardianAct::Freeze);
		assert_noop!(agree(OWNER, GuardianAct::Unfreeze), Error::<Test>::NotAuthorized);
		together(GuardianAct::Unfreeze);
		assert!(!refused_in_a_freeze());
	});
}

/// A guardian agreed to something long ago; another one joins it with that on a later day.
#[test]
fn a_guardians_old_word_is_kept_in_the_drawer() {
	test(|| {
		guarded(0);
		assert_ok!(agree(GUARDIANS[0], recover(STRANGER)));
		assert_noop!(agree(GUARDIANS[0], recover(STRANGER)), Error::<Test>::AlreadySaid);
		days_pass(14);
		assert_ok!(agree(GUARDIANS[1], recover(STRANGER)));
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery, None);
		// Who thinks again takes the word back by another.
		assert_ok!(agree(GUARDIANS[1], recover(HEIR)));
		assert_ok!(agree(GUARDIANS[0], recover(STRANGER)));
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery, None);
		assert_ok!(agree(GUARDIANS[2], recover(HEIR)));
		assert_eq!(Registry::enterprise(firm()).unwrap().recovery.map(|recovery| recovery.to), Some(HEIR));
	});
}

/// A firm and its friends let the registrar work for them without end.
#[test]
fn guardians_spend_the_registrars_allowance() {
	test(|| {
		guarded(0);
		let call = |act| Call::act_as_guardian { enterprise: firm(), act };
		let pays = |who: u64, act| Registry::pays_for(&who, &call(act));
		for other in [OWNER, STRANGER, REGISTRAR] {
			assert_eq!(pays(other, GuardianAct::Freeze), None);
		}
		for act in [GuardianAct::Unfreeze, GuardianAct::Abandon, GuardianAct::Stay] {
			assert_eq!(pays(GUARDIANS[0], act), None, "it would fail");
		}
		let mut paid = 0;
		for n in 0..50 {
			for act in [GuardianAct::Freeze, GuardianAct::Unfreeze, recover(n), GuardianAct::Abandon] {
				for guardian in [GUARDIANS[0], GUARDIANS[1]] {
					paid += usize::from(pays(guardian, act.clone()).is_some());
					let _ = agree(guardian, act.clone());
				}
			}
		}
		assert_eq!(paid, 2 * 4, "one word of each kind");
		days_pass(14);
		assert_eq!(pays(GUARDIANS[0], recover(HEIR)), Some(REGISTRAR_ID));
	});
}

/// To name somebody makes nobody a party, and gives nobody a firm.
#[test]
fn a_guardian_is_nobody_else() {
	test(|| {
		guarded(0);
		assert_eq!(GUARDIANS.map(|one| System::sufficients(&one)), [1; 3]);
		for guardian in GUARDIANS {
			assert!(
				Registry::controlled_by(&guardian, 9).is_empty() && Registry::offices_of(&guardian, 9).0.is_empty()
			);
			assert_eq!(Registry::may(&guardian, &firm(), Act::Daily), Ok(false));
			assert_noop!(Registry::freeze(signed(guardian), firm()), Error::<Test>::NotAuthorized);
		}
	});
}

/// Somebody who was made an officer unasked cannot pay to refuse it.
#[test]
fn the_registrar_pays_for_the_refusal_of_an_office() {
	test(|| {
		controlled();
		let refuse = |officer| Call::revoke_mandate { enterprise: firm(), officer };
		assert_eq!(Registry::pays_for(&OFFICER, &refuse(OFFICER)), None);
		let duties = vec![Duty::Consent].try_into().unwrap();
		let mandate = MandateSpec { duties, limits: Default::default(), until: TODAY + 90 };
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate));
		assert_eq!(Registry::pays_for(&OFFICER, &refuse(OFFICER)), Some(REGISTRAR_ID));
		for other in [OWNER, STRANGER] {
			assert_eq!(Registry::pays_for(&other, &refuse(OFFICER)), None);
		}
		assert_ok!(Registry::revoke_mandate(signed(OFFICER), firm(), OFFICER));
		assert_eq!(Registry::pays_for(&OFFICER, &refuse(OFFICER)), None);
	});
}
