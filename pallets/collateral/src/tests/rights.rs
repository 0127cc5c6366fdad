use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, AssetKind, Paging, Text};

fn refused(change: impl FnOnce(&mut RightSpec), error: Error<Test>) {
	let mut right = right();
	change(&mut right);
	assert_noop!(Collateral::register_right(signed(IP_OFFICE), right), error);
}

fn update() -> RightUpdate {
	RightUpdate {
		status: RightStatus::Granted,
		expires: TODAY + 3_650,
		fee_paid_until: TODAY + 100,
		invalidation_pending: false,
	}
}

#[test]
fn the_ip_office_enters_a_right_to_its_owners() {
	test(|| {
		assert_ok!(Collateral::register_right(signed(IP_OFFICE), right()));
		System::assert_last_event(Event::RightRegistered { asset: AssetId(0), right: right() }.into());
		for owner in 0..2 {
			assert_eq!(Collateral::assets_of(&firm(owner), Paging::FIRST).items, [AssetId(0)]);
		}
		let view = Collateral::asset_view(AssetId(0)).unwrap().right.unwrap();
		assert_eq!((view.status, view.fee), (RightStatus::Granted, FeeWatch::Paid));
		let pending = RightSpec {
			granted: false,
			kind: AssetKind::Trademark,
			number: RightNumber::Registration("T-1".try_into().unwrap()),
			..right()
		};
		let id = registered(pending);
		assert_eq!(Collateral::asset_view(id).unwrap().right.unwrap().status, RightStatus::Pending);
	});
}

#[test]
fn every_field_has_its_rule() {
	test(|| {
		for who in [COURT, CUSTOMS, controller(0), STRANGER] {
			assert_noop!(Collateral::register_right(signed(who), right()), Error::<Test>::NotAuthorized);
		}
		let registration = || RightNumber::Registration("T-1".try_into().unwrap());
		refused(|right| right.kind = AssetKind::TradeReceivable, Error::WrongKind);
		refused(|right| right.kind = AssetKind::Design, Error::WrongKind);
		refused(|right| right.kind = AssetKind::Trademark, Error::WrongKind);
		refused(|right| right.number = registration(), Error::WrongKind);
		refused(
			|right| right.number = RightNumber::Patent(lingnan_support::PatentNumber(*b"2017106018624")),
			Error::InvalidNumber,
		);
		refused(
			|right| {
				right.kind = AssetKind::Trademark;
				right.number = RightNumber::Registration(Text::default());
			},
			Error::InvalidNumber,
		);
		refused(|right| right.title = Text::default(), Error::InvalidName);
		refused(|right| right.owners.clear(), Error::InvalidOwners);
		refused(|right| right.owners[1] = firm(0), Error::InvalidOwners);
		refused(|right| right.owners[1] = firm(99), Error::InvalidOwners);
		refused(|right| right.expires = TODAY - 1, Error::InvalidDate);
		registered(right());
		refused(|_| {}, Error::AlreadyExists);
	});
}

#[test]
fn the_office_changes_it_and_watches_the_fee() {
	test(|| {
		let id = registered(right());
		for (paid_until, watch) in [
			(TODAY + 61, FeeWatch::Paid),
			(TODAY + 60, FeeWatch::DueSoon),
			(TODAY, FeeWatch::DueSoon),
			(TODAY - 1, FeeWatch::Overdue),
		] {
			let update = RightUpdate { fee_paid_until: paid_until, ..update() };
			assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, update.clone()));
			System::assert_last_event(Event::RightUpdated { asset: id, update }.into());
			assert_eq!(Collateral::asset_view(id).unwrap().right.unwrap().fee, watch, "{paid_until}");
		}
		assert_noop!(Collateral::update_right(signed(COURT), id, update()), Error::<Test>::NotAuthorized);
		assert_noop!(Collateral::update_right(signed(IP_OFFICE), AssetId(9), update()), Error::<Test>::NotFound);
		let receivable = noticed(0);
		assert_noop!(Collateral::update_right(signed(IP_OFFICE), receivable, update()), Error::<Test>::WrongKind);
	});
}

#[test]
fn owners_change_unless_it_is_pledged() {
	test(|| {
		let id = ready_right();
		let owners: Owners = vec![firm(2)].try_into().unwrap();
		let transfer = |who, asset, owners: &Owners| Collateral::transfer_right(signed(who), asset, owners.clone());
		assert_noop!(transfer(COURT, id, &owners), Error::<Test>::NotAuthorized);
		assert_noop!(transfer(IP_OFFICE, AssetId(9), &owners), Error::<Test>::NotFound);
		assert_noop!(transfer(IP_OFFICE, id, &Owners::default()), Error::<Test>::InvalidOwners);
		assert_ok!(transfer(IP_OFFICE, id, &owners));
		System::assert_last_event(Event::RightTransferred { asset: id, owners }.into());
		assert_eq!(Collateral::assets_of(&firm(0), Paging::FIRST).items, Vec::<AssetId>::new());
		assert_eq!(Collateral::assets_of(&firm(2), Paging::FIRST).items, [id]);
		assert!(Collateral::asset_view(id).unwrap().right.unwrap().agreed.is_empty());
		pledged(id, 2, BANK);
		let back: Owners = vec![firm(0)].try_into().unwrap();
		assert_noop!(transfer(IP_OFFICE, id, &back), Error::<Test>::Pledged);
	});
}

#[test]
fn courts_and_the_office_enter_and_lift_what_stands_against_it() {
	test(|| {
		let id = registered(right());
		for who in [COURT, IP_OFFICE] {
			for encumbrance in [Encumbrance::Dispute, Encumbrance::Preservation, Encumbrance::None] {
				assert_ok!(Collateral::set_encumbrance(signed(who), id, encumbrance));
				System::assert_last_event(Event::EncumbranceSet { asset: id, encumbrance }.into());
			}
		}
		let dispute = Encumbrance::Dispute;
		assert_noop!(Collateral::set_encumbrance(signed(CUSTOMS), id, dispute), Error::<Test>::NotAuthorized);
		assert_noop!(Collateral::set_encumbrance(signed(COURT), AssetId(9), dispute), Error::<Test>::NotFound);
		let receivable = noticed(0);
		assert_noop!(Collateral::set_encumbrance(signed(COURT), receivable, dispute), Error::<Test>::WrongKind);
	});
}

#[test]
fn each_co_owner_agrees_for_itself() {
	test(|| {
		let id = registered(right());
		let agree = |who, asset, owner| Collateral::agree_to_pledge(signed(who), asset, owner, true);
		assert_noop!(agree(controller(0), id, firm(1)), Error::<Test>::NotAuthorized);
		assert_noop!(agree(controller(2), id, firm(2)), Error::<Test>::NotOwner);
		assert_noop!(agree(controller(1), AssetId(9), firm(1)), Error::<Test>::NotFound);
		assert_ok!(agree(controller(1), id, firm(1)));
		System::assert_last_event(Event::PledgeAgreed { asset: id, owner: firm(1), agreed: true }.into());
		assert_eq!(Collateral::asset_view(id).unwrap().right.unwrap().agreed, [firm(1)]);
		assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), false));
		assert!(Collateral::asset_view(id).unwrap().right.unwrap().agreed.is_empty());
	});
}

#[test]
fn a_lender_acknowledges_what_is_pending_and_no_more() {
	test(|| {
		let id = registered(right());
		let acknowledge = |who| Collateral::acknowledge_invalidation(signed(who), id);
		assert_noop!(acknowledge(BANK_KEY), Error::<Test>::NothingPending);
		let pending = RightUpdate { invalidation_pending: true, ..update() };
		assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, pending));
		for who in [STRANGER, controller(0), 50] {
			assert_noop!(acknowledge(who), Error::<Test>::NotAuthorized);
		}
		assert_ok!(acknowledge(BANK_KEY));
		System::assert_last_event(Event::InvalidationAcknowledged { asset: id, institution: BANK }.into());
		assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, update()));
		assert!(!Acknowledged::<Test>::contains_key(id, BANK), "it held for that proceeding only");
		mocks::set_institution(BANK, BANK_KEY, true);
	});
}

/// Trusted with one fen, an officer gives its firm's part of a patent for a pledge of any amount.
#[test]
fn an_officer_with_a_limit_of_one_fen_agrees_to_any_pledge() {
	test(|| {
		let id = registered(right());
		for limit in [1, lingnan_support::MAX_AMOUNT] {
			lingnan_support::mocks::set_officer(&firm(1), STRANGER, limit);
			let agree = Collateral::agree_to_pledge(signed(STRANGER), id, firm(1), true);
			assert_noop!(agree, sp_runtime::DispatchError::Other("beyond the mandate"));
		}
		assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true));
		// To take it back binds to nothing.
		assert_ok!(Collateral::agree_to_pledge(signed(STRANGER), id, firm(1), false));
	});
}
