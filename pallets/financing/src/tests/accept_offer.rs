use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;

fn hash(id: u64) -> H256 {
	Financing::application(id).unwrap().offered_terms_hash.unwrap()
}

#[test]
fn exactly_the_terms_shown_are_accepted() {
	test(|| {
		let id = offered(request(), offer());
		let shown = hash(id);
		// Whoever signed other terms signed nothing: each single term is in the hash.
		let terms = Financing::application(id).unwrap().terms.unwrap();
		let changes: [fn(&mut Terms); 6] = [
			|terms| terms.amount += 1,
			|terms| terms.rate += 1,
			|terms| terms.tenor += 1,
			|terms| terms.penalty_rate += 1,
			|terms| terms.arrangement_fee += 1,
			|terms| terms.security.try_push(1).unwrap(),
		];
		for change in changes {
			let mut other = terms.clone();
			change(&mut other);
			assert_noop!(Financing::accept_offer(signed(CONTROLLER), id, other.hash()), Error::<Test>::TermsMismatch);
		}
		assert_ok!(Financing::accept_offer(signed(CONTROLLER), id, shown));
		System::assert_last_event(Event::OfferAccepted { application: id, terms_hash: shown }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Accepted);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = applied(request());
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), id, H256::zero()), Error::<Test>::WrongState);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(Financing::accept_offer(signed(who), id, hash(id)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), 9, hash(id)), Error::<Test>::NotFound);
		set_now(OPENING + 10 * DAY);
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), id, hash(id)), Error::<Test>::Expired);
		set_now(OPENING + 10 * DAY - 1);
		assert_ok!(Financing::accept_offer(signed(CONTROLLER), id, hash(id)));
	});
}

#[test]
fn an_offer_can_be_refused() {
	test(|| {
		let id = applied(request());
		assert_noop!(Financing::refuse_offer(signed(CONTROLLER), id), Error::<Test>::WrongState);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(Financing::refuse_offer(signed(who), id), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::refuse_offer(signed(CONTROLLER), 9), Error::<Test>::NotFound);
		assert_ok!(Financing::refuse_offer(signed(CONTROLLER), id));
		System::assert_last_event(Event::OfferRefused { application: id }.into());
		assert_eq!(Financing::inbox(BANK).len(), 0);
	});
}
