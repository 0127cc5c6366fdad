use crate::{mock::*, *};
use frame_support::assert_ok;

#[test]
fn only_ever_more_severe_and_still_to_be_repaid() {
	test(|| {
		let loan = lent(request(), offer());
		let write_off = |who, share| Financing::write_off(signed(who), loan, share);
		assert_noop!(write_off(BANK_KEY, 5_000), Error::<Test>::WrongState);
		set_now(OPENING + 200 * DAY);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		for who in [CONTROLLER, OTHER_BANK_KEY] {
			assert_noop!(write_off(who, 5_000), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::write_off(signed(BANK_KEY), LoanId(9), 1), Error::<Test>::NotFound);
		assert_noop!(write_off(BANK_KEY, 0), Error::<Test>::NotMoreSevere);
		assert_noop!(write_off(BANK_KEY, 10_001), Error::<Test>::LimitExceeded);
		assert_ok!(write_off(BANK_KEY, 5_000));
		System::assert_last_event(Event::WrittenOff { loan, share: 5_000 }.into());
		for share in [5_000, 4_999] {
			assert_noop!(write_off(BANK_KEY, share), Error::<Test>::NotMoreSevere);
		}
		assert_ok!(write_off(BANK_KEY, 10_000));
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert!(payoff > 10_000_000);
		assert_ok!(repay(loan, payoff, "R"));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Closed);
	});
}
