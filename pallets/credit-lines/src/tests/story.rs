//! A line from the offer to its end, with the fee that both sides reckon for what was not drawn.

use super::*;
use lingnan_lending::{
	commitment::{commitment, Drawn},
	working_days::Calendar,
};
use lingnan_support::{mocks::TODAY, Lines as _};

#[test]
fn two_drawdowns_a_repayment_and_what_was_kept_ready_costs() {
	test(|| {
		let line = in_force(|_| {});
		let mut drawn = vec![];
		let mut at = |on: u32| drawn.push(Drawn { on, amount: shown(line).drawn });

		pass(30);
		assert_ok!(drawdown(40_000_000, |one| one.until = TODAY + 130, |one| CreditLines::draw(line, one)));
		at(TODAY + 30);
		pass(30);
		assert_ok!(drawdown(50_000_000, |one| one.until = TODAY + 160, |one| CreditLines::draw(line, one)));
		at(TODAY + 60);
		assert_eq!(stands(line), (90_000_000, 10_000_000));
		pass(60);
		CreditLines::repaid(line, 40_000_000);
		at(TODAY + 120);
		assert_ok!(drawdown(50_000_000, |one| one.until = TODAY + 250, |one| CreditLines::draw(line, one)));
		at(TODAY + 120);
		pass(140);
		CreditLines::repaid(line, 100_000_000);
		at(TODAY + 260);
		assert_ok!(CreditLines::cancel(signed(CONTROLLER), line));

		let LineView { spec, accepted_on, cancelled_on, .. } = shown(line);
		let LineSpec { limit, commitment_fee, .. } = spec;
		let (from, to) = (accepted_on.unwrap(), cancelled_on.unwrap());
		let fees = commitment(limit, &commitment_fee, from, to, &drawn, &Calendar::default()).unwrap();
		// 30 days on 1,000,000.00, 30 on 600,000.00, 60 on 100,000.00 and none after, x 0.25 % / 360: 375.00 in all.
		assert_eq!(fees.iter().map(|fee| fee.amount).sum::<u64>(), 37_500);
		assert!(fees.len() == 3 && fees[2].amount == 0, "settled on 20 March and 20 June, and at the end: {fees:?}");
	});
}
