//! A loan is renewed: a new security contract on the same asset, and the rank.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AssetId, FinancedDocuments, LienId, LoanId, Security, SecurityClaim, SecurityTerm};
use sp_runtime::{DispatchError, DispatchResult};

const OLD: LoanId = LoanId(7);
const NEW: LoanId = LoanId(8);

fn renewal() -> SecurityClaim {
	SecurityClaim { renews: Some(OLD), ..claim(0, BANK, NEW) }
}

/// As a block does: what fails leaves nothing behind.
fn reserved(asset: AssetId) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| Collateral::reserve(asset, &renewal()).map(|_| ()))
}

fn carried(asset: AssetId) -> DispatchResult {
	frame_support::storage::with_storage_layer(|| Collateral::carry(asset, OLD, NEW, &renewal()))
}

fn pledge_again(asset: AssetId, renews: LienId) -> Result<LienId, DispatchError> {
	let id = NextLien::<Test>::get();
	let lien = LienSpec { renews: Some(renews), ..pledge_to(BANK) };
	dispatch(controller(0), Call::pledge { asset, pledgor: firm(0), lien })?;
	Ok(id)
}

fn ranking(asset: AssetId) -> Vec<LienId> {
	Ranking::<Test>::get(asset).into_inner()
}

/// A patent: one pledge at a time, and beside it the one that renews it.
#[test]
fn the_new_loan_takes_over_the_patent_of_the_old() {
	test(|| {
		let id = ready_right();
		let old = bound(id, 0, BANK);
		assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true));
		let new = pledge_again(id, old).unwrap();
		assert_eq!(ranking(id), [old, new]);
		assert_noop!(reserve(id, 0, BANK, NEW), Error::<Test>::AlreadyBound);
		assert_ok!(reserved(id));
		assert_eq!(ranking(id), [old, new], "the old one still secures");
		assert_ok!(carried(id));
		System::assert_has_event(Event::LienRenewed { lien: old, by: new, loan: NEW }.into());
		System::assert_last_event(Event::LienBound { lien: new, loan: NEW }.into());
		assert_eq!(ranking(id), [new]);
		assert_eq!(Liens::<Test>::get(old).unwrap().state, LienState::Released);
		assert_eq!(Liens::<Test>::get(new).unwrap().loan, Some(NEW));
		// The old loan closes.
		assert_ok!(Collateral::discharge(id, OLD));
		assert_eq!(ranking(id), [new]);
		assert!(!Collateral::restore(id, OLD), "its contract is over");
		assert_ok!(Collateral::default(id, NEW));
		assert_eq!(Liens::<Test>::get(new).unwrap().state, LienState::Defaulted);
	});
}

#[test]
fn the_renewed_part_of_a_receivable_is_the_new_loans() {
	test(|| {
		let id = noticed(0);
		confirm(id);
		let old = lent(id, BANK, 600_000, OLD.0);
		let new = pledge_again(id, old).unwrap();
		let term = SecurityTerm { enterprise: &firm(0), until: TODAY + 30, grace_days: 0, renews: Some(OLD) };
		assert_eq!(Collateral::offer_for(id, &term).unwrap().lending_value, 800_000);
		assert_eq!(Collateral::offer(id, &firm(0), TODAY + 30).unwrap().lending_value, 320_000);
		assert_ok!(reserved(id));
		assert_eq!(shown(id).rest, 400_000, "the smaller new part is within the old");
		assert_ok!(carried(id));
		let view = shown(id);
		assert_eq!((view.financed, view.rest, view.status), (vec![NEW], 500_000, DocumentStatus::Financed));
		assert_eq!(Liens::<Test>::get(new).unwrap().loan, Some(NEW));
		// The document's tokens follow: it is financed here as before, and told abroad once.
		assert!(<Collateral as FinancedDocuments>::is_financed(tokens(1).exact));
		assert!(!<Collateral as FinancedDocuments>::is_reserved(tokens(1).exact));
		assert_eq!(lingnan_support::mocks::told_abroad().len(), 2);
	});
}

/// It was reserved before the old loan was settled by the renewal, or in the same call.
#[test]
fn a_renewal_in_one_call_reserves_and_carries() {
	test(|| {
		let id = noticed(0);
		let old = lent(id, BANK, 1_000_000, OLD.0);
		assert_noop!(carried(id), Error::<Test>::AlreadyBound);
		let new = pledge_again(id, old).unwrap();
		assert_ok!(carried(id));
		assert_eq!(ranking(id), [new]);
	});
}

#[test]
fn an_asset_that_only_the_new_loan_has_is_carried_too() {
	test(|| {
		let (id, other) = (noticed(0), noticed(0));
		lent(id, BANK, 500_000, OLD.0);
		let lien = pledged(other, 0, BANK);
		assert_ok!(carried(other));
		assert_eq!(Liens::<Test>::get(lien).unwrap().loan, Some(NEW));
	});
}

/// Between the old lien and the new one another bank's stands: it would rank before the new loan.
fn with_a_third_between() -> (AssetId, LienId, LienId, LienId) {
	let id = noticed(0);
	let old = lent(id, BANK, 500_000, OLD.0);
	let third = pledged(id, 0, OTHER_BANK);
	let new = pledge_again(id, old).unwrap();
	(id, old, third, new)
}

#[test]
fn a_renewal_loses_its_rank_unseen() {
	test(|| {
		let (id, _, third, new) = with_a_third_between();
		assert_noop!(reserved(id), Error::<Test>::RankLost);
		assert_noop!(carried(id), Error::<Test>::RankLost);
		assert_ok!(dispatch(BANK_KEY, Call::accept_rank { lien: new }));
		assert_ok!(carried(id));
		assert_eq!(ranking(id), [third, new]);
	});
}

#[test]
fn a_renewal_keeps_its_rank_where_the_parameter_says_so() {
	test(|| {
		KeepRankOnRenewal::set(true);
		let (id, _, third, new) = with_a_third_between();
		assert_ok!(reserved(id));
		assert_ok!(carried(id));
		assert_eq!(ranking(id), [new, third]);
	});
}

/// The parameter keeps a rank and makes none: who stood before the old lien stands before the new one.
#[test]
fn a_renewal_passes_who_stood_before_the_old_lien() {
	test(|| {
		KeepRankOnRenewal::set(true);
		let id = noticed(0);
		let old = lent(id, BANK, 400_000, OLD.0);
		let third = pledged(id, 0, OTHER_BANK);
		let number = "1".try_into().unwrap();
		let registration = OutsideRegistration { register: Register::CreditReferenceCentre, number, at: OPENING };
		assert_ok!(dispatch(OTHER_BANK_KEY, Call::register_outside { lien: third, registration }));
		let new = pledge_again(id, old).unwrap();
		assert_eq!(ranking(id), [third, old, new]);
		assert_noop!(reserved(id), Error::<Test>::RankLost);
		assert_ok!(dispatch(BANK_KEY, Call::accept_rank { lien: new }));
		assert_ok!(carried(id));
		assert_eq!(ranking(id), [third, new]);
	});
}

/// The new lien is registered outside before the third's: then it ranks first by the register itself.
#[test]
fn a_renewal_that_is_registered_outside_ranks_by_that() {
	test(|| {
		let (id, old, third, new) = with_a_third_between();
		let number = "1".try_into().unwrap();
		let registration = OutsideRegistration { register: Register::CreditReferenceCentre, number, at: OPENING };
		assert_ok!(dispatch(BANK_KEY, Call::register_outside { lien: new, registration }));
		assert_eq!(ranking(id), [new, old, third]);
		assert_ok!(carried(id));
		assert_eq!(ranking(id), [new, third]);
	});
}

/// A second bank calls its pledge a renewal of the first's, or the first one of what it does not hold.
#[test]
fn another_bank_pledges_a_patent_by_calling_it_a_renewal() {
	test(|| {
		let id = ready_right();
		let old = bound(id, 0, BANK);
		assert_ok!(Collateral::agree_to_pledge(signed(controller(1)), id, firm(1), true));
		let pledge = |bank, renews| {
			let lien = LienSpec { renews: Some(renews), ..pledge_to(bank) };
			dispatch(controller(0), Call::pledge { asset: id, pledgor: firm(0), lien })
		};
		assert_noop!(pledge(OTHER_BANK, old), Error::<Test>::NothingToRenew);
		assert_noop!(pledge(BANK, LienId(9)), Error::<Test>::NotFound);
		let elsewhere = lent(noticed(0), BANK, 5, 10);
		assert_noop!(pledge(BANK, elsewhere), Error::<Test>::NothingToRenew);
		let plain = Call::pledge { asset: id, pledgor: firm(0), lien: pledge_to(BANK) };
		assert_noop!(dispatch(controller(0), plain), Error::<Test>::AlreadyPledged);
		assert_ok!(pledge(BANK, old));
		assert_noop!(pledge(BANK, old), Error::<Test>::AlreadyExists);
	});
}

/// A loan in default is not made new.
#[test]
fn a_default_is_hidden_by_a_renewal() {
	test(|| {
		let id = noticed(0);
		let old = lent(id, BANK, 500_000, OLD.0);
		let new = pledge_again(id, old).unwrap();
		assert_ok!(Collateral::default(id, OLD));
		assert_noop!(pledge_again(id, old), Error::<Test>::NothingToRenew);
		assert_noop!(carried(id), Error::<Test>::InDefault);
		assert_eq!(Liens::<Test>::get(new).unwrap().loan, None);
	});
}

/// The default came when the new lien was kept already.
#[test]
fn a_default_after_the_reservation_is_hidden_by_a_renewal() {
	test(|| {
		let id = noticed(0);
		let old = lent(id, BANK, 500_000, OLD.0);
		pledge_again(id, old).unwrap();
		assert_ok!(reserved(id));
		assert_ok!(Collateral::default(id, OLD));
		assert_noop!(carried(id), Error::<Test>::InDefault);
		<Collateral as Security>::release(id, NEW);
		assert_eq!(shown(id).financed, [OLD]);
	});
}

/// Another bank's loan is named as the one that is renewed.
#[test]
fn a_bank_renews_another_banks_loan() {
	test(|| {
		let id = noticed(0);
		lent(id, OTHER_BANK, 500_000, OLD.0);
		pledged(id, 0, BANK);
		assert_noop!(reserved(id), Error::<Test>::NothingToRenew);
	});
}

/// The old loan is repaid by money after all: the new lien stands by itself and secures another.
#[test]
fn a_renewal_that_came_to_nothing_leaves_a_plain_lien() {
	test(|| {
		let id = noticed(0);
		let old = lent(id, BANK, 400_000, OLD.0);
		let new = pledge_again(id, old).unwrap();
		assert_ok!(Collateral::discharge(id, OLD));
		assert_ok!(reserve(id, 0, BANK, LoanId(9)));
		Collateral::bind(id, LoanId(9));
		assert_eq!(Liens::<Test>::get(new).unwrap().loan, Some(LoanId(9)));
		assert_eq!(
			(shown(id).financed, shown(id).rest),
			(vec![OLD, LoanId(9)], 100_000),
			"a part more, and not the old one"
		);
	});
}
