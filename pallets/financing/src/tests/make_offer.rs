use crate::{mock::*, *};
use frame_support::assert_ok;

#[test]
fn an_offer_states_every_term() {
	test(|| {
		let id = applied(request());
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		let view = Financing::application(id).unwrap();
		let terms = view.terms.unwrap();
		assert_eq!((terms.application, terms.product, terms.institution), (id, ProductId(0), BANK));
		assert_eq!((terms.amount, terms.rate, terms.penalty_rate), (10_000_000, 1_200, 3_650));
		assert_eq!(view.offered_terms_hash, Some(hash_of(&terms)));
		let terms_hash = hash_of(&terms);
		System::assert_last_event(Event::Offered { application: id, terms, terms_hash }.into());
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = applied(request());
		let refused = |change: fn(&mut OfferSpec), error: Error<Test>| {
			let mut offer = offer();
			change(&mut offer);
			assert_noop!(Financing::make_offer(signed(BANK_KEY), id, offer), error);
		};
		refused(|offer| offer.amount = 10_000_001, Error::OutsideProduct);
		refused(|offer| offer.amount = 999, Error::OutsideProduct);
		refused(|offer| offer.rate = 599, Error::OutsideProduct);
		refused(|offer| offer.rate = 1_201, Error::OutsideProduct);
		refused(|offer| offer.tenor = 0, Error::OutsideProduct);
		refused(|offer| offer.tenor = 37, Error::OutsideProduct);
		refused(|offer| offer.method = RepaymentMethod::InterestOnly, Error::OutsideProduct);
		refused(|offer| offer.penalty_rate = 10_001, Error::LimitExceeded);
		refused(|offer| offer.arrangement_fee = offer.amount + 1, Error::LimitExceeded);
		refused(|offer| offer.valid_until = OPENING, Error::Expired);
		refused(|offer| offer.valid_until = OPENING + 90 * DAY + 1, Error::Expired);
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(Financing::make_offer(signed(who), id, offer()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::make_offer(signed(BANK_KEY), ApplicationId(9), offer()), Error::<Test>::NotFound);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		refused(|_| {}, Error::WrongState);
	});
}
