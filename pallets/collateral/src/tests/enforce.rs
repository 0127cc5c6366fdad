use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Security, MAX_AMOUNT};

fn enforce(who: u64, lien: u64, buyer: Option<u32>, proceeds: u64) -> sp_runtime::DispatchResult {
	dispatch(who, Call::enforce { lien, buyer: buyer.map(firm), proceeds })
}

#[test]
fn a_buyer_gets_it_the_surplus_is_recorded_and_junior_liens_fall() {
	test(|| {
		let id = noticed(0);
		let lien = bound(id, 0, BANK);
		let right = ready_right();
		let on_right = bound(right, 0, BANK);
		assert_ok!(Collateral::default(id, 7));
		assert_ok!(Collateral::default(right, 7));
		System::assert_last_event(Event::LienDefaulted { lien: on_right, loan: 7 }.into());

		assert_ok!(enforce(BANK_KEY, lien, Some(2), 700_000));
		System::assert_last_event(
			Event::LienEnforced { lien, buyer: Some(firm(2)), proceeds: 700_000, surplus: 200_000 }.into(),
		);
		assert_eq!(Collateral::assets_of(&firm(2)), [id]);
		let state = Liens::<Test>::get(lien).unwrap().state;
		assert_eq!(state, LienState::Enforced { proceeds: 700_000, surplus: 200_000 });

		assert_ok!(enforce(BANK_KEY, on_right, None, 100_000));
		let view = Collateral::asset_view(right).unwrap();
		assert_eq!((view.holder, view.security), (Some(BANK), Err(Refusal::NotOwner)));
		assert_eq!(Collateral::assets_of(&firm(0)), Vec::<u64>::new());
		assert_eq!(Collateral::assets_of(&firm(1)), Vec::<u64>::new());
	});
}

#[test]
fn junior_liens_are_extinguished() {
	test(|| {
		let id = noticed(0);
		let senior = pledged(id, 0, BANK);
		let junior = pledged(id, 0, OTHER_BANK);
		assert_ok!(Collateral::bind(id, &firm(0), BANK, 7));
		assert_ok!(Collateral::default(id, 7));
		assert_ok!(enforce(BANK_KEY, senior, None, 0));
		System::assert_has_event(Event::LienExtinguished { lien: junior }.into());
		assert_eq!(Liens::<Test>::get(junior).unwrap().state, LienState::Extinguished);
		assert!(Ranking::<Test>::get(id).is_empty());
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = noticed(0);
		let lien = bound(id, 0, BANK);
		assert_noop!(enforce(BANK_KEY, lien, None, 1), Error::<Test>::NotDefaulted);
		assert_ok!(Collateral::default(id, 7));
		assert_noop!(enforce(OTHER_BANK_KEY, lien, None, 1), Error::<Test>::NotAuthorized);
		assert_noop!(enforce(BANK_KEY, 9, None, 1), Error::<Test>::NotFound);
		assert_noop!(enforce(BANK_KEY, lien, Some(99), 1), Error::<Test>::NotFound);
		assert_noop!(enforce(BANK_KEY, lien, None, MAX_AMOUNT + 1), Error::<Test>::LimitExceeded);
		let next = ready_right();
		let senior = bound(next, 0, BANK);
		assert_ok!(Collateral::release(signed(BANK_KEY), senior));
		assert_noop!(enforce(BANK_KEY, senior, None, 1), Error::<Test>::NotLive);
	});
}

#[test]
fn only_the_first_rank_enforces() {
	test(|| {
		let id = noticed(0);
		let lien = bound(id, 0, BANK);
		Ranking::<Test>::mutate(id, |ranking| ranking.try_insert(0, 77).unwrap());
		assert_ok!(Collateral::default(id, 7));
		assert_noop!(enforce(BANK_KEY, lien, None, 1), Error::<Test>::NotFirstRank);
		Ranking::<Test>::mutate(id, |ranking| {
			ranking.remove(0);
		});
	});
}
