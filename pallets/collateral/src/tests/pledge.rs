use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, AssetId, EnterpriseStatus, InstitutionId, LienId, MAX_AMOUNT};

fn refused(asset: AssetId, by: u32, error: Error<Test>) {
	assert_noop!(Collateral::pledge(signed(controller(by)), asset, firm(by), pledge_to(BANK)), error);
}

fn update(id: AssetId, change: impl FnOnce(&mut RightUpdate)) {
	let mut update = RightUpdate {
		status: RightStatus::Granted,
		expires: TODAY + 3_650,
		fee_paid_until: TODAY + 100,
		invalidation_pending: false,
	};
	change(&mut update);
	assert_ok!(Collateral::update_right(signed(IP_OFFICE), id, update));
}

#[test]
fn a_pledge_exists_from_its_registration() {
	test(|| {
		let id = ready_right();
		assert_ok!(Collateral::pledge(signed(controller(0)), id, firm(0), pledge_to(BANK)));
		let record = Liens::<Test>::get(LienId(0)).unwrap();
		assert_eq!((record.institution, record.state, record.loan), (BANK, LienState::Live, None));
		System::assert_last_event(Event::LienRegistered { lien: LienId(0), record, rank: 1 }.into());
		assert_eq!(Collateral::asset_view(id).unwrap().liens[0].rank, 1);
	});
}

/// One test for each of the eight grounds on which the pledge of a right is refused.
mod grounds {
	use super::*;

	#[test]
	fn first_the_pledgor_is_not_the_owner_of_record() {
		test(|| refused(ready_right(), 2, Error::NotOwner));
	}

	#[test]
	fn second_the_right_is_not_granted_lapsed_or_invalidated() {
		test(|| {
			let id = ready_right();
			for status in [RightStatus::Pending, RightStatus::Lapsed, RightStatus::Invalidated] {
				update(id, |update| update.status = status);
				refused(id, 0, Error::NotInForce);
			}
			update(id, |update| update.expires = TODAY - 1);
			refused(id, 0, Error::NotInForce);
		});
	}

	#[test]
	fn third_the_annual_fee_is_unpaid() {
		test(|| {
			let id = ready_right();
			update(id, |update| update.fee_paid_until = TODAY - 1);
			refused(id, 0, Error::FeeUnpaid);
			update(id, |update| update.fee_paid_until = TODAY);
			pledged(id, 0, BANK);
		});
	}

	#[test]
	fn fourth_a_dispute_or_preservation_stands() {
		test(|| {
			let id = ready_right();
			for encumbrance in [Encumbrance::Dispute, Encumbrance::Preservation] {
				assert_ok!(Collateral::set_encumbrance(signed(COURT), id, encumbrance));
				refused(id, 0, Error::Encumbered);
			}
			assert_ok!(Collateral::set_encumbrance(signed(COURT), id, Encumbrance::None));
			pledged(id, 0, BANK);
		});
	}

	#[test]
	fn fifth_the_term_runs_past_the_rights() {
		test(|| {
			let id = ready_right();
			update(id, |update| update.expires = TODAY + 364);
			refused(id, 0, Error::TermBeyondRight);
			update(id, |update| update.expires = TODAY + 365);
			pledged(id, 0, BANK);
		});
	}

	#[test]
	fn sixth_a_co_owner_has_not_agreed() {
		test(|| {
			let id = ready_right();
			assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), false));
			refused(id, 0, Error::CoOwnerNotAgreed);
		});
	}

	#[test]
	fn seventh_it_is_pledged_already() {
		test(|| {
			let id = ready_right();
			let lien = pledged(id, 0, OTHER_BANK);
			assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true));
			refused(id, 0, Error::AlreadyPledged);
			assert_ok!(Collateral::release(signed(OTHER_BANK_KEY), lien));
			pledged(id, 0, BANK);
		});
	}

	#[test]
	fn eighth_invalidation_is_pending_without_the_lenders_informed_consent() {
		test(|| {
			let id = ready_right();
			update(id, |update| update.invalidation_pending = true);
			refused(id, 0, Error::InvalidationPending);
			assert_ok!(Collateral::acknowledge_invalidation(signed(OTHER_BANK_KEY), id));
			refused(id, 0, Error::InvalidationPending);
			assert_ok!(Collateral::acknowledge_invalidation(signed(BANK_KEY), id));
			pledged(id, 0, BANK);
		});
	}
}

#[test]
fn an_agreement_holds_for_one_pledge() {
	test(|| {
		let id = ready_right();
		let lien = pledged(id, 0, BANK);
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		refused(id, 0, Error::CoOwnerNotAgreed);
	});
}

#[test]
fn receivables_rank_by_order_of_registration_pledge_and_assignment_in_one_list() {
	test(|| {
		let id = noticed(0);
		let first = pledged(id, 0, BANK);
		let assignment = LienSpec { kind: LienKind::Assignment, ..pledge_to(OTHER_BANK) };
		assert_ok!(Collateral::pledge(signed(controller(0)), id, firm(0), assignment));
		let third = pledged(id, 0, BANK);
		assert_eq!(Ranking::<Test>::get(id).into_inner(), [first, LienId(1), third]);
		for _ in 3..MAX_LIENS {
			pledged(id, 0, BANK);
		}
		refused(id, 0, Error::TooManyLiens);
	});
}

#[test]
fn a_receivable_is_refused_on_its_own_grounds() {
	test(|| {
		let id = noticed(0);
		refused(id, 1, Error::NotOwner);
		set_today(TODAY + 81);
		refused(id, 0, Error::PastDue);
		set_today(TODAY);
		lent(id, BANK, 1_000_000, 7);
		refused(id, 0, Error::AlreadyFinanced);
		let cancelled = noticed(1);
		assert_ok!(Collateral::cancel_receivable(signed(controller(1)), cancelled));
		refused(cancelled, 1, Error::Cancelled);
	});
}

#[test]
fn what_else_is_refused() {
	test(|| {
		let id = ready_right();
		let pledge = |who, pledgor, change: fn(&mut LienSpec)| {
			let mut spec = pledge_to(BANK);
			change(&mut spec);
			Collateral::pledge(signed(who), id, pledgor, spec)
		};
		let owner = controller(0);
		assert_noop!(pledge(controller(1), firm(0), |_| {}), Error::<Test>::NotAuthorized);
		assert_noop!(pledge(owner, firm(99), |_| {}), Error::<Test>::NotFound);
		refused(AssetId(9), 0, Error::NotFound);
		assert_noop!(
			pledge(owner, firm(0), |spec| spec.institution = InstitutionId(5)),
			Error::<Test>::InstitutionNotActive
		);
		assert_noop!(
			pledge(owner, firm(0), |spec| spec.institution = InstitutionId(77)),
			Error::<Test>::InstitutionNotActive
		);
		assert_noop!(pledge(owner, firm(0), |spec| spec.secured_amount = 0), Error::<Test>::LimitExceeded);
		assert_noop!(pledge(owner, firm(0), |spec| spec.secured_amount = MAX_AMOUNT + 1), Error::<Test>::LimitExceeded);
		assert_noop!(pledge(owner, firm(0), |spec| spec.until = TODAY - 1), Error::<Test>::InvalidDate);
		assert_noop!(pledge(owner, firm(0), |spec| spec.kind = LienKind::Assignment), Error::<Test>::WrongKind);
		mocks::set_enterprise_status(&firm(0), EnterpriseStatus::SeriouslyIllegal);
		refused(id, 0, Error::EnterpriseNotActive);
	});
}
