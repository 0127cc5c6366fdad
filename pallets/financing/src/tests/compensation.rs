use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Currency, MAX_AMOUNT};
use sp_runtime::DispatchError::BadOrigin;

const CNY: Currency = Currency::CNY;

fn defaulted() -> u64 {
	let loan = lent(request(), offer());
	pass(200);
	assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
	loan
}

#[test]
fn the_fund_pays_its_share_until_its_budget_is_spent() {
	test(|| {
		assert_ok!(Financing::set_compensation(root(), CNY, 3_000, 5_000_000));
		System::assert_last_event(Event::CompensationSet { currency: CNY, share: 3_000, budget: 5_000_000 }.into());
		let first = defaulted();
		System::assert_last_event(Event::Compensated { loan: first, institution: BANK, amount: 3_000_000 }.into());
		let second = defaulted();
		assert_eq!(Financing::loan(second).unwrap().compensated, 2_000_000, "what was left");
		let third = defaulted();
		assert_eq!(Financing::loan(third).unwrap().compensated, 0);
		assert_eq!(Funds::<Test>::get(CNY).unwrap().paid, 5_000_000);
		assert_noop!(Financing::set_compensation(root(), CNY, 3_000, 4_999_999), Error::<Test>::LimitExceeded);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(Financing::set_compensation(signed(BANK_KEY), CNY, 1, 1), BadOrigin);
		assert_noop!(Financing::set_compensation(root(), CNY, 10_001, 1), Error::<Test>::LimitExceeded);
		assert_noop!(Financing::set_compensation(root(), CNY, 1, MAX_AMOUNT + 1), Error::<Test>::LimitExceeded);
		let loan = defaulted();
		assert_eq!(Financing::loan(loan).unwrap().compensated, 0, "there is no fund");
	});
}
