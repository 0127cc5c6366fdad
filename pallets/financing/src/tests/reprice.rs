//! Rates that follow a reference.

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	add_months,
	conditions::{Adjustment, Conditions, Pricing, Rate},
	mocks, Currency, Paging, ReferenceRateId,
};

const LPR: ReferenceRateId = ReferenceRateId(0);

fn publish(day: u32, points: u32) {
	mocks::set_quote(LPR, Currency::Cny, day, Rate::basis_points(points));
}

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

fn follows(first: Option<u32>, every: u8) -> Pricing {
	Pricing::Floating { reference: LPR, spread: 45, floor: Rate::basis_points(330), first, every }
}

/// 1,000,000.00 for half a year, actual days of 360, at the LPR and 45 points.
fn lent_on(pricing: Pricing) -> LoanId {
	let product = mocks::add_product(BANK, ProductSpec { min_rate: 0, ..product() });
	let plain = Conditions::plain(100_000_000, 6, RepaymentMethod::Bullet, Rate(0));
	let conditions = Conditions { pricing, adjustment: Adjustment::Unadjusted, ..plain };
	allow(product, &conditions);
	let id = NextApplication::<Test>::get();
	let request = RequestSpec { amount: 100_000_000, tenor: 6, method: RepaymentMethod::Bullet, ..request() };
	assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request));
	assert_ok!(Financing::make_offer(signed(BANK_KEY), id, on(conditions)));
	assert_ok!(accept(CONTROLLER, id));
	assert_ok!(pay_out(BANK_KEY, id, "P"));
	assert_ok!(confirm(CONTROLLER, id, "P"));
	id.loan()
}

fn view(loan: LoanId) -> LoanView {
	Financing::loan(loan).unwrap()
}

fn rates(loan: LoanId) -> Vec<(u32, u64)> {
	let lines = Financing::statement(loan, Paging::FIRST).unwrap().items;
	let rate = |line: &StatementLine| match line.entry.entry {
		Entry::Repriced { rate } => Some((line.entry.value_date, rate.0)),
		_ => None,
	};
	lines.iter().filter_map(rate).collect()
}

/// Section 1 of the page on lending: 3.00 % + 45 points for 100 days and 2.90 % + 45 for 81: 9,583.33 + 7,537.50 = 17,120.83.
#[test]
fn a_rate_that_follows_the_lpr_is_taken_anew_on_its_day() {
	test(|| {
		let start = lingnan_support::from_civil(2027, 1, 15).unwrap();
		go_to(start);
		publish(start - 30, 300);
		let loan = lent_on(follows(Some(start + 100), 0));
		publish(start + 60, 290);
		go_to(start + 99);
		assert_eq!((rates(loan), view(loan).rate), (vec![(start, 3_450_000)], Rate(3_450_000)));
		// Nobody called: it is shown as it will be entered.
		go_to(start + 181);
		let seen = view(loan);
		assert_eq!((seen.due.interest, seen.payoff), (1_712_083, 101_712_083));
		assert_eq!(rates(loan), [(start, 3_450_000), (start + 100, 3_350_000)]);
		assert_eq!(Loans::<Test>::get(loan).unwrap().postings, 1);
		// A repayment enters it before anything else.
		assert_ok!(repay(loan, seen.payoff, "ALL"));
		assert_eq!(view(loan).state, LoanState::Closed);
		System::assert_has_event(Event::Repriced { loan, posting: 1, value_date: start + 100 }.into());
		assert_eq!(Loans::<Test>::get(loan).unwrap().postings, 3);
	});
}

/// Attack: a renewed loan waits for a lower quote of the same day before anybody calls. Its first rate is taken as it begins, as
/// that of any loan.
#[test]
fn a_renewed_loan_waits_for_a_better_first_rate() {
	test(|| {
		publish(TODAY, 300);
		let old = lent_on(follows(None, 1));
		let product = Loans::<Test>::get(old).unwrap().product;
		let Terms { conditions, .. } = view(old).terms;
		let request = RequestSpec {
			amount: 100_000_000,
			tenor: 6,
			method: RepaymentMethod::Bullet,
			renews: Some(old),
			use_of_funds: UseOfFunds::Refinancing,
			..request()
		};
		let application = NextApplication::<Test>::get();
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), application, on(conditions)));
		assert_ok!(accept(CONTROLLER, application));
		assert_ok!(dispatch(BANK_KEY, Call::renew { application }));
		publish(TODAY, 290);
		assert_eq!(rates(application.loan()), [(TODAY, 3_450_000)]);
		let loan = application.loan();
		System::assert_has_event(Event::Repriced { loan, posting: 0, value_date: TODAY }.into());
	});
}

#[test]
fn anybody_has_a_rate_taken_once() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 1));
		let reprice = || dispatch(STRANGER, Call::reprice { loan });
		assert_noop!(reprice(), Error::<Test>::NotRepriced);
		publish(TODAY + 20, 320);
		go_to(lingnan_support::add_months(TODAY, 2));
		let before = view(loan);
		assert_ok!(reprice());
		let after = view(loan);
		assert_eq!((before.rate, before.payoff), (after.rate, after.payoff));
		assert_eq!((after.rate, after.postings), (Rate::basis_points(365), 3));
		assert_noop!(reprice(), Error::<Test>::NotRepriced);
		assert_noop!(dispatch(STRANGER, Call::reprice { loan: LoanId(9) }), Error::<Test>::NotFound);
		let payoff = view(loan).payoff;
		assert_ok!(repay(loan, payoff, "ALL"));
		assert_noop!(reprice(), Error::<Test>::WrongState);
	});
}

#[test]
fn the_rate_is_never_below_its_floor() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 1));
		publish(TODAY + 20, 200);
		go_to(lingnan_support::add_months(TODAY, 1));
		assert_eq!(view(loan).rate, Rate::basis_points(330));
	});
}

/// What is quoted after the day counts from the next one on.
#[test]
fn a_quote_of_tomorrow_is_not_in_todays_rate() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 1));
		let day = lingnan_support::add_months(TODAY, 1);
		publish(day + 1, 310);
		go_to(day + 5);
		assert_eq!(view(loan).rate, Rate::basis_points(345));
		assert_ok!(dispatch(STRANGER, Call::reprice { loan }));
		assert_eq!(rates(loan), [(TODAY, 3_450_000), (day, 3_450_000)]);
	});
}

/// A payment with an earlier value date than a rate that was taken: the books are those of the right order.
#[test]
fn a_payment_of_before_counts_at_the_rate_of_before() {
	let known = |late: bool| {
		let mut seen = None;
		test(|| {
			publish(TODAY, 300);
			let loan = lent_on(follows(None, 1));
			publish(TODAY + 10, 400);
			let day = lingnan_support::add_months(TODAY, 1);
			go_to(day - 5);
			if !late {
				assert_ok!(repay(loan, 20_000_000, "R"));
			}
			go_to(day + 5);
			assert_ok!(dispatch(STRANGER, Call::reprice { loan }));
			if late {
				assert_ok!(repay_on(loan, 20_000_000, "R", day - 5));
			}
			let view = view(loan);
			seen = Some((view.payoff, view.due, view.repaid, view.outstanding_principal));
		});
		seen
	};
	assert_eq!(known(true), known(false));
}

/// A bank that waits until a reference falls pays for its calls like everybody: a hundred months are entered at once.
#[test]
fn rates_that_nobody_took_are_entered_together() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 1));
		pass(31 * 100);
		assert_ok!(dispatch(STRANGER, Call::note_arrears { loan }));
		assert!(Loans::<Test>::get(loan).unwrap().postings > 100);
	});
}

/// Somebody has the rate taken on its day, before the agency published that day's quote: it waits for it.
#[test]
fn whoever_comes_before_the_quote_does_not_fix_the_rate_of_before() {
	test(|| {
		mocks::set_quote(LPR, Currency::Cny, TODAY, Rate::basis_points(300));
		let loan = lent_on(follows(None, 3));
		let day = add_months(TODAY, 3);
		go_to(day);
		mocks::set_settled(LPR, day - 1);
		assert_noop!(dispatch(STRANGER, Call::reprice { loan }), Error::<Test>::NotRepriced);
		mocks::set_quote(LPR, Currency::Cny, day, Rate::basis_points(290));
		mocks::set_settled(LPR, day);
		assert_ok!(dispatch(STRANGER, Call::reprice { loan }));
		assert_eq!(view(loan).rate, Rate::basis_points(335));
	});
}

/// The rate stays as agreed until its next day: that the reference has risen since makes an extension no dearer.
#[test]
fn a_loan_is_extended_though_its_reference_has_risen() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 6));
		let old = Financing::loan(loan).unwrap();
		publish(TODAY + 20, 320);
		go_to(TODAY + 60);
		let plain = Conditions::plain(100_000_000, 6, RepaymentMethod::Bullet, Rate(0));
		let conditions = Conditions { pricing: follows(None, 6), adjustment: Adjustment::Unadjusted, ..plain };
		let amendment = Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false };
		let valid_until = now() + 10 * DAY;
		assert_ok!(dispatch(BANK_KEY, Call::propose_amendment { loan, amendment, valid_until }));
		let amendment_hash = view(loan).proposed.unwrap().amendment_hash;
		assert_ok!(dispatch(CONTROLLER, Call::accept_amendment { loan, amendment_hash }));
		assert_eq!(view(loan).rate, old.rate);
	});
}

/// On a day of repricing other terms are agreed: their rate holds, not the one that was taken a minute before.
#[test]
fn terms_that_follow_otherwise_are_priced_on_their_own_day() {
	test(|| {
		publish(TODAY, 300);
		let loan = lent_on(follows(None, 1));
		go_to(add_months(TODAY, 1));
		publish(add_months(TODAY, 1), 300);
		assert_ok!(dispatch(STRANGER, Call::reprice { loan }));
		let plain = Conditions::plain(100_000_000, 6, RepaymentMethod::Bullet, Rate(0));
		let pricing =
			Pricing::Floating { reference: LPR, spread: 10, floor: Rate::basis_points(100), first: None, every: 6 };
		let conditions = Conditions { pricing, adjustment: Adjustment::Unadjusted, ..plain };
		let amendment = Amendment { kind: AmendmentKind::Restructuring, conditions, reschedules_arrears: false };
		let valid_until = now() + 10 * DAY;
		assert_ok!(dispatch(BANK_KEY, Call::propose_amendment { loan, amendment, valid_until }));
		let amendment_hash = view(loan).proposed.unwrap().amendment_hash;
		assert_ok!(dispatch(CONTROLLER, Call::accept_amendment { loan, amendment_hash }));
		assert_eq!(view(loan).rate, Rate::basis_points(310));
	});
}
