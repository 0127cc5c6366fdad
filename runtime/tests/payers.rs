//! Whose allowance a transaction uses: a firm's, whoever acts for it; a sponsor's; a registrar's for who answers to it.

use crate::{common::*, fees::*};
use configs::allowances::Party;
use frame_support::assert_ok;
use lingnan_runtime::*;
use lingnan_support::{AgencyId, InstitutionId};
use pallet_enterprise_registry::{Duty, MandateSpec};
use pallet_origin_restriction::{RestrictedEntity as _, Usages};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave, Eve};

/// To give consents.
fn mandate() -> MandateSpec {
	MandateSpec { duties: vec![Duty::Consent].try_into().unwrap(), limits: Default::default(), until: 30_000 }
}

/// Who controls two firms may do what two may: when the one's allowance is used up, the other's is used.
#[test]
fn an_account_with_two_firms_uses_both_allowances() {
	chain().execute_with(|| {
		begin_block(2);
		let registrar = || RuntimeOrigin::signed(Alice.to_account_id());
		assert_ok!(EnterpriseRegistry::register(registrar(), firm(1)));
		assert_ok!(EnterpriseRegistry::offer_control(registrar(), number(1), Dave.to_account_id()));
		assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(Dave.to_account_id()), number(1)));
		allow_enterprises(most(100), 0);
		for nonce in 0..2 {
			assert_ok!(apply(signed(Dave, remark(100), nonce, 0)));
		}
		assert_eq!(apply(signed(Dave, remark(100), 2, 0)), Err(PAYMENT));
		assert!(used(&daves()) > 0 && used(&Party::Enterprise(number(1))) > 0);
		assert_eq!(u128::from(Sponsorship::view(&Dave.to_account_id()).max), 2 * most(100) / 1_000);
	});
}

/// A firm offered control to five fresh accounts one after another, and had five allowances more.
#[test]
fn offers_of_control_to_fresh_accounts_bring_no_allowance() {
	chain().execute_with(|| {
		begin_block(2);
		allow_enterprises(10 * constants::MILLIUNIT, 0);
		assert_ok!(apply(signed(Dave, offer(0, Eve), 0, 0)));
		assert_eq!(Party::of(&Eve.to_account_id()), None);
		assert_eq!(validate(signed(Eve, remark(0), 0, 0)).unwrap_err(), PAYMENT);
		let view = Sponsorship::view(&Eve.to_account_id());
		assert_eq!((view.party, view.max), (None, 0));
	});
}

/// Nor does handing the firm on from one fresh account to the next: what the firm used stays used.
#[test]
fn an_allowance_belongs_to_the_firm_whatever_account_controls_it() {
	chain().execute_with(|| {
		begin_block(2);
		allow_enterprises(20 * constants::MILLIUNIT, 0);
		let mut worked = 0;
		for (from, to) in [(Dave, Eve), (Eve, Sr25519Keyring::Ferdie), (Sr25519Keyring::Ferdie, Dave)] {
			let mut nonce = *System::account_nonce(from.to_account_id());
			for _ in 0..2 {
				let before = used(&daves());
				assert_ok!(apply(signed(from, remark(100), nonce, 0)));
				worked += used(&daves()) - before;
				nonce += 1;
			}
			let before = used(&daves());
			assert_ok!(apply(signed(from, offer(0, to), nonce, 0)));
			worked += used(&daves()) - before;
			assert_ok!(apply(signed(to, accept(0), *System::account_nonce(to.to_account_id()), 0)));
		}
		assert_eq!(used(&daves()), worked);
		assert!(worked > 6 * constants::MILLIUNIT / 10, "{worked}");
	});
}

/// The account to which control is offered is a stranger: the registrar pays for its answer, and for nothing else.
#[test]
fn the_registrar_pays_for_the_acceptance_and_for_nothing_else() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(apply(signed(Dave, offer(0, Eve), 0, 0)));
		let before = (used(&Party::Agency(AgencyId(0))), used(&daves()));
		let batch = RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![accept(0), remark(1_000)] });
		for other in [remark(0), accept(1), batch] {
			assert_eq!(apply(signed(Eve, other, 0, 0)), Err(PAYMENT));
		}
		assert_eq!(apply(signed(Sr25519Keyring::Ferdie, accept(0), 0, 0)), Err(PAYMENT));
		assert_ok!(apply(signed(Eve, accept(0), 0, 0)));
		assert!(used(&Party::Agency(AgencyId(0))) > before.0);
		assert_eq!(used(&daves()), before.1);
		assert_eq!(Party::of(&Eve.to_account_id()), Some(daves()));
		assert_eq!(Party::of(&Dave.to_account_id()), None);
		assert_ok!(apply(signed(Eve, remark(0), 1, 0)));
		assert!(used(&daves()) > before.1);
	});
}

/// A call that the chain stops fails each time that it is sent: nobody pays for that.
#[test]
fn the_registrar_does_not_pay_while_acceptance_is_paused() {
	chain().execute_with(|| {
		begin_block(2);
		assert_ok!(apply(signed(Dave, offer(0, Eve), 0, 0)));
		let word = |text: &str| frame_support::BoundedVec::truncate_from(text.as_bytes().to_vec());
		let name = (word("EnterpriseRegistry"), word("accept_control"));
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), name));
		assert_eq!(apply(signed(Eve, accept(0), 0, 0)), Err(PAYMENT));
	});
}

/// A guardian is a stranger. The registrar pays for one word of each kind, and for nothing else.
#[test]
fn a_guardian_has_no_allowance_and_speaks_for_nothing() {
	use pallet_enterprise_registry::{Call, GuardianAct, Guardians};
	chain().execute_with(|| {
		begin_block(2);
		let accounts = vec![Eve.to_account_id(), Sr25519Keyring::Ferdie.to_account_id()].try_into().unwrap();
		let guardians = Guardians { accounts, threshold: 2 };
		assert_ok!(EnterpriseRegistry::name_guardians(
			RuntimeOrigin::signed(Dave.to_account_id()),
			number(0),
			guardians
		));
		let word = |to| {
			let act = GuardianAct::Recover { to: AccountId::new([to; 32]), evidence: Default::default() };
			RuntimeCall::EnterpriseRegistry(Call::act_as_guardian { enterprise: number(0), act })
		};
		assert_eq!(apply(signed(Eve, word(1), 0, 0)), Err(PAYMENT), "it is no guardian yet");
		pallet_timestamp::Now::<Runtime>::put((OPENING + 14 * 86_400) * 1_000);
		assert_eq!(Party::of(&Eve.to_account_id()), None);
		let batch = RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![word(1)] });
		for other in [remark(0), batch] {
			assert_eq!(apply(signed(Eve, other, 0, 0)), Err(PAYMENT));
		}
		let before = (used(&Party::Agency(AgencyId(0))), used(&daves()));
		// Each that waits is judged by the state of now: two share a tag, so that the pool has room for one.
		let tag = |call, nonce| {
			let tags = validate(signed(Eve, call, nonce, 0)).unwrap().provides;
			tags.into_iter().find(|tag| tag.starts_with(b"answer"))
		};
		assert!(tag(word(1), 0).is_some());
		assert_eq!(tag(word(1), 0), tag(word(2), 1));
		assert_ok!(apply(signed(Eve, word(1), 0, 0)));
		assert!(used(&Party::Agency(AgencyId(0))) > before.0);
		assert_eq!(used(&daves()), before.1);
		for to in [1, 2] {
			assert_eq!(apply(signed(Eve, word(to), 1, 0)), Err(PAYMENT), "one is paid in those days");
		}
		assert_ok!(apply(signed(Sr25519Keyring::Ferdie, word(1), 0, 0)));
		assert!(pallet_enterprise_registry::Recoveries::<Runtime>::contains_key(number(0)));
	});
}

/// Officers act on the firm's allowance, and sponsor nobody with it.
#[test]
fn officers_share_the_firms_allowance() {
	chain().execute_with(|| {
		begin_block(2);
		let dave = || RuntimeOrigin::signed(Dave.to_account_id());
		assert_ok!(EnterpriseRegistry::set_mandate(dave(), number(0), Eve.to_account_id(), mandate()));
		assert_ok!(apply(signed(Eve, remark(100), 0, 0)));
		let taken = used(&daves());
		assert!(taken > 0);
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert!(used(&daves()) > taken);
		assert!(Sponsorship::sponsor(RuntimeOrigin::signed(Eve.to_account_id()), AccountId::new([1; 32]), 1).is_err());

		// An office is given without being asked for: it takes nobody's own allowance away.
		assert_ok!(EnterpriseRegistry::set_mandate(dave(), number(0), Bob.to_account_id(), mandate()));
		assert_eq!(Party::of(&Bob.to_account_id()), Some(Party::Institution(InstitutionId(0))));

		assert_ok!(EnterpriseRegistry::revoke_mandate(dave(), number(0), Eve.to_account_id()));
		assert_eq!(apply(signed(Eve, remark(100), 1, 0)), Err(PAYMENT));
	});
}

/// So that its controller could neither end the mandate nor dispute a payment that was never made.
#[test]
fn an_officer_keeps_its_firms_allowance_used_up() {
	chain().execute_with(|| {
		begin_block(2);
		let dave = RuntimeOrigin::signed(Dave.to_account_id());
		assert_ok!(EnterpriseRegistry::set_mandate(dave, number(0), Eve.to_account_id(), mandate()));
		let most = daves().allowance().max / 4 * 3;
		Usages::<Runtime>::insert(daves(), pallet_origin_restriction::Usage { used: most, at_block: 2 });
		assert_eq!(apply(signed(Eve, remark(100), 0, 0)), Err(PAYMENT));
		let officer = Eve.to_account_id();
		let end = pallet_enterprise_registry::Call::revoke_mandate { enterprise: number(0), officer };
		assert_ok!(apply(signed(Dave, RuntimeCall::EnterpriseRegistry(end), 0, 0)));
	});
}

/// A stranger makes somebody an officer of four firms whose allowances are used up. They take the place of his own firm, and
/// he has nothing to refuse them with.
#[test]
fn strangers_offices_are_refused_at_the_registrars_cost() {
	chain().execute_with(|| {
		begin_block(2);
		let registrar = || RuntimeOrigin::signed(Alice.to_account_id());
		let squatter = AccountId::new([9; 32]);
		let appoint = |by: &AccountId, n| {
			let by = RuntimeOrigin::signed(by.clone());
			assert_ok!(EnterpriseRegistry::set_mandate(by, number(n), Eve.to_account_id(), mandate()));
		};
		for n in 1..=4 {
			assert_ok!(EnterpriseRegistry::register(registrar(), firm(n)));
			assert_ok!(EnterpriseRegistry::offer_control(registrar(), number(n), squatter.clone()));
			assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(squatter.clone()), number(n)));
			appoint(&squatter, n);
			let party = Party::Enterprise(number(n));
			let spent = pallet_origin_restriction::Usage { used: party.allowance().max, at_block: 2 };
			Usages::<Runtime>::insert(party, spent);
		}
		appoint(&Dave.to_account_id(), 0);
		assert_eq!(apply(signed(Eve, remark(100), 0, 0)), Err(PAYMENT));

		let refuse = |n| {
			let officer = Eve.to_account_id();
			RuntimeCall::EnterpriseRegistry(pallet_enterprise_registry::Call::revoke_mandate {
				enterprise: number(n),
				officer,
			})
		};
		let before = used(&Party::Agency(AgencyId(0)));
		assert_ok!(apply(signed(Eve, refuse(1), 0, 0)));
		assert!(used(&Party::Agency(AgencyId(0))) > before);
		assert_eq!(apply(signed(Eve, refuse(1), 1, 0)), Err(PAYMENT), "it is refused already");
		appoint(&Dave.to_account_id(), 0);
		assert_ok!(apply(signed(Eve, remark(100), 1, 0)));
		assert!(used(&daves()) > 0);
	});
}

/// A squatter gives a stranger's account much, and uses its own allowance up, so that the account cannot end it.
#[test]
fn a_squatter_without_an_allowance_keeps_the_real_sponsor_out() {
	chain().execute_with(|| {
		begin_block(2);
		let sponsor = |by: Sr25519Keyring| {
			Sponsorship::sponsor(RuntimeOrigin::signed(by.to_account_id()), Eve.to_account_id(), constants::UNIT)
		};
		assert_ok!(sponsor(Dave));
		assert_eq!(sponsor(Bob), Err(pallet_allowances::Error::<Runtime>::AlreadySponsored.into()));
		let spent = pallet_origin_restriction::Usage { used: daves().allowance().max, at_block: 2 };
		Usages::<Runtime>::insert(daves(), spent);
		assert_eq!(apply(signed(Eve, remark(100), 0, 0)), Err(PAYMENT));
		assert_ok!(sponsor(Bob));
		assert_ok!(apply(signed(Eve, remark(100), 0, 0)));
	});
}

#[test]
fn a_sponsor_pays_with_its_own_allowance_up_to_the_budget() {
	chain().execute_with(|| {
		begin_block(2);
		let budget = 2 * most(100) + most(100) / 2;
		assert_ok!(Sponsorship::sponsor(RuntimeOrigin::signed(Bob.to_account_id()), Eve.to_account_id(), budget));
		assert_ok!(apply(signed(Eve, remark(100), 0, 0)));
		let taken = used(&Party::Institution(InstitutionId(0)));
		assert!(taken > 0);
		let left = || pallet_allowances::Sponsorships::<Runtime>::get(Eve.to_account_id()).map(|found| found.left);
		assert_eq!(left(), Some(budget - taken));
		assert_ok!(apply(signed(Eve, remark(100), 1, 0)));
		assert_eq!(apply(signed(Eve, remark(100), 2, 0)), Err(PAYMENT), "the budget is used up");

		assert_ok!(Sponsorship::sponsor(RuntimeOrigin::signed(Bob.to_account_id()), Eve.to_account_id(), budget));
		let at_block = System::block_number();
		let spent =
			pallet_origin_restriction::Usage { used: Party::Institution(InstitutionId(0)).allowance().max, at_block };
		Usages::<Runtime>::insert(Party::Institution(InstitutionId(0)), spent);
		assert_eq!(apply(signed(Eve, remark(100), 2, 0)), Err(LATER), "a sponsor cannot give more than it has");
	});
}

#[test]
fn a_party_uses_its_own_allowance_before_its_sponsors() {
	chain().execute_with(|| {
		begin_block(2);
		let cost = cost(100);
		allow_enterprises(most(100) + cost / 2, 0);
		assert_ok!(Sponsorship::sponsor(
			RuntimeOrigin::signed(Alice.to_account_id()),
			Dave.to_account_id(),
			constants::UNIT
		));
		assert_ok!(apply(signed(Dave, remark(100), 0, 0)));
		assert_eq!(used(&Party::Agency(AgencyId(0))), 0);
		assert_ok!(apply(signed(Dave, remark(100), 1, 0)));
		assert!(used(&Party::Agency(AgencyId(0))) > 0);
	});
}

/// Agencies, institutions and who controls an enterprise: nobody else.
#[test]
fn a_stranger_sponsors_nobody() {
	chain().execute_with(|| {
		let sponsor = |who: Sr25519Keyring, whom| {
			Sponsorship::sponsor(RuntimeOrigin::signed(who.to_account_id()), AccountId::new([whom; 32]), 1)
		};
		assert!(sponsor(Eve, 0).is_err());
		for whom in 0..configs::allowances::SPONSORED_BY_ENTERPRISE as u8 {
			assert_ok!(sponsor(Dave, whom));
		}
		let limit = pallet_allowances::Error::<Runtime>::LimitExceeded;
		assert_eq!(sponsor(Dave, 99), Err(limit.into()));
		assert_ok!(sponsor(Alice, 100));
		assert_ok!(sponsor(Bob, 101));
	});
}
