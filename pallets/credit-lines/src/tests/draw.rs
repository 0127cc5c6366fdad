use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	application::UseOfFunds, conditions::Rate, mocks::TODAY, product::RepaymentMethod, Currency, Drawdown, Lines as _,
};

fn refused(line: LineId, change: impl FnOnce(&mut Drawdown), error: Error<Test>) {
	drawdown(10_000_000, change, |one| {
		let told = CreditLines::check(line, one);
		assert_noop!(CreditLines::draw(line, one), error);
		assert_eq!(told, CreditLines::draw(line, one), "who asks first is told the same");
	});
}

#[test]
fn a_drawdown_keeps_every_condition_of_its_line() {
	test(|| {
		let line = in_force(|_| {});
		refused(line, |one| one.institution = RIVAL, Error::OtherParties);
		refused(line, |one| one.currency = Currency::Hkd, Error::OtherCurrency);
		refused(line, |one| one.rate = Some(Rate(4_500_001)), Error::RateTooHigh);
		refused(line, |one| one.tenor = 7, Error::TenorTooLong);
		refused(line, |one| one.method = RepaymentMethod::EqualPrincipal, Error::MethodNotAgreed);
		refused(line, |one| one.use_of_funds = UseOfFunds::Premises, Error::UseNotAgreed);
		refused(line, |one| one.until = TODAY + 391, Error::BeyondTerm);
		refused(line, |one| one.amount = LIMIT + 1, Error::BeyondLimit);
		refused(LineId(9), |_| {}, Error::NotFound);
		let last = |one: &mut Drawdown| {
			one.amount = LIMIT;
			one.until = TODAY + 390;
			one.rate = Some(Rate::basis_points(450));
			one.tenor = 6;
		};
		assert_ok!(drawdown(1, last, |one| CreditLines::draw(line, one)));
		System::assert_last_event(Event::Drawn { line }.into());
		assert_eq!(stands(line), (LIMIT, 0));
		// An application does not know its rate yet.
		let bare = in_force(|spec| {
			spec.conditions.methods.clear();
			spec.conditions.use_of_funds.clear();
		});
		let any = |one: &mut Drawdown| {
			one.rate = None;
			one.method = RepaymentMethod::EqualPrincipal;
			one.use_of_funds = UseOfFunds::Research;
		};
		assert_ok!(drawdown(1, any, |one| CreditLines::check(bare, one)));
		assert_eq!(stands(bare), (0, LIMIT), "asking changes nothing");
	});
}

#[test]
fn another_firm_draws_on_a_line_that_is_not_its_own() {
	test(|| {
		let line = in_force(|_| {});
		let other = other_firm();
		drawdown(
			1,
			|_| {},
			|one| {
				let stolen = Drawdown { enterprise: &other, ..*one };
				assert_noop!(CreditLines::draw(line, &stolen), Error::<Test>::OtherParties);
			},
		);
	});
}

/// Each of two applications fits for itself; the second to be accepted finds the room gone.
#[test]
fn two_drawdowns_race_for_the_same_room() {
	test(|| {
		let line = in_force(|_| {});
		drawdown(
			60_000_000,
			|_| {},
			|one| {
				assert_ok!(CreditLines::check(line, one));
				assert_ok!(CreditLines::check(line, one));
				assert_ok!(CreditLines::draw(line, one));
				assert_noop!(CreditLines::draw(line, one), Error::<Test>::BeyondLimit);
			},
		);
	});
}

#[test]
fn an_offer_a_line_that_is_over_and_one_that_revolves_not_are_drawn_no_further() {
	test(|| {
		let offer = offered(|_| {});
		refused(offer, |_| {}, Error::NotInForce);
		let line = in_force(|_| {});
		pass(14);
		refused(offer, |_| {}, Error::NotInForce);
		pass(346);
		assert_ok!(drawdown(1, |one| one.until = TODAY + 390, |one| CreditLines::draw(line, one)));
		pass(1);
		assert_eq!(shown(line).state, LineState::Expired, "without anybody doing anything");
		refused(line, |one| one.until = TODAY + 390, Error::Expired);
	});
}

#[test]
fn a_line_that_revolves_is_drawn_again_and_one_that_does_not_is_not() {
	test(|| {
		for (revolving, left) in [(true, LIMIT), (false, 0)] {
			let line = in_force(|spec| spec.revolving = revolving);
			assert_ok!(drawdown(LIMIT, |_| {}, |one| CreditLines::draw(line, one)));
			CreditLines::repaid(line, LIMIT);
			System::assert_last_event(Event::Returned { line }.into());
			assert_eq!(stands(line), (0, left));
			// A repayment that bounced is drawn as before it.
			CreditLines::redrawn(line, LIMIT);
			assert_eq!(stands(line), (LIMIT, 0));
			// What was never paid out was never drawn.
			CreditLines::release(line, LIMIT);
			assert_eq!(stands(line), (0, LIMIT));
		}
	});
}

/// A repayment bounces after its room was drawn again: the debt is what it is, and nothing more is drawn.
#[test]
fn a_bounced_repayment_leaves_more_drawn_than_the_limit() {
	test(|| {
		let line = in_force(|_| {});
		assert_ok!(drawdown(LIMIT, |_| {}, |one| CreditLines::draw(line, one)));
		CreditLines::repaid(line, LIMIT);
		assert_ok!(drawdown(LIMIT, |_| {}, |one| CreditLines::draw(line, one)));
		CreditLines::redrawn(line, LIMIT);
		assert_eq!(stands(line), (2 * LIMIT, 0));
		refused(line, |_| {}, Error::BeyondLimit);
	});
}
