//! A line from the offer to its end, with the fee that is levied for what was not drawn.

use super::*;
use lingnan_support::{mocks::TODAY, Lines as _};

#[test]
fn two_drawdowns_a_repayment_and_what_was_kept_ready_costs() {
	test(|| {
		let line = in_force(|_| {});
		pass(30);
		assert_ok!(drawdown(40_000_000, |one| one.until = TODAY + 130, |one| CreditLines::draw(line, one)));
		pass(30);
		assert_ok!(drawdown(50_000_000, |one| one.until = TODAY + 160, |one| CreditLines::draw(line, one)));
		assert_eq!(stands(line), (90_000_000, 10_000_000));
		pass(60);
		CreditLines::repaid(line, 40_000_000);
		assert_ok!(drawdown(50_000_000, |one| one.until = TODAY + 250, |one| CreditLines::draw(line, one)));
		pass(140);
		CreditLines::repaid(line, 100_000_000);
		assert_ok!(CreditLines::cancel(signed(CONTROLLER), line));

		assert_ok!(CreditLines::levy(signed(STRANGER), line));
		let fees = shown(line).levied;
		// 30 days on 1,000,000.00, 30 on 600,000.00, 60 on 100,000.00 and none after, x 0.25 % / 360: 375.00 in all.
		assert_eq!(fees.iter().map(|fee| fee.amount).sum::<u64>(), 37_500);
		assert!(fees.len() == 3 && fees[2].amount == 0, "settled on 20 March and 20 June, and at the end: {fees:?}");
	});
}
