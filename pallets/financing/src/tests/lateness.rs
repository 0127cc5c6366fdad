//! What lateness costs, and when it begins: surcharges, grace, holidays, fees with days of their own.

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_lending::working_days::{BankYear, Calendar};
use lingnan_support::{
	add_months,
	conditions::{
		Adjustment, BorneBy, Claim, Conditions, Cost, CostItem, Late, OnUnpaidInterest, Order, Pricing, Rate,
	},
	from_civil, mocks, start_of, Date, DayCount, Jurisdiction, Paging,
};

fn day(year: u32, month: u32, day: u32) -> Date {
	from_civil(year, month, day).unwrap()
}

fn go_to(date: Date) {
	set_now(start_of(date) + DAY / 2);
}

/// 3.45 % on the anniversaries, actual days of 360, half as much again on what is late.
fn plain(amount: u64) -> Conditions {
	let rate = Rate::basis_points(345);
	let conditions = Conditions::plain(amount, 12, RepaymentMethod::EqualInstalments, rate);
	let late = Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::Penalty };
	Conditions { adjustment: Adjustment::Unadjusted, late, ..conditions }
}

/// A product that is as cheap as the market, and a loan of it.
fn lent_on(conditions: Conditions) -> LoanId {
	let product = mocks::add_product(BANK, ProductSpec { min_rate: 0, max_amount: 1_000_000_000, ..product() });
	let Conditions { amount, tenor, method, .. } = conditions;
	allow(product, &conditions);
	let id = NextApplication::<Test>::get();
	let request = RequestSpec { amount, tenor, method, ..request() };
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

/// Section 1 of the page on lending: 100,000.00 for 30 days at 3.45 % of 360, raised by 30 and 50 %: 373.75 and 431.25.
#[test]
fn overdue_principal_bears_the_rate_raised_by_its_share() {
	for (surcharge, penalty) in [(3_000, 37_375), (5_000, 43_125)] {
		test(|| {
			let late = Late { surcharge, misuse: 10_000, on_interest: OnUnpaidInterest::Nothing };
			let method = RepaymentMethod::Bullet;
			let loan = lent_on(Conditions { method, tenor: 1, late, ..plain(10_000_000) });
			go_to(add_months(TODAY, 1) + 30);
			assert_eq!(view(loan).due.penalty, penalty);
		});
	}
}

/// Interest 2,875.00 unpaid for 30 days: 12.40 at the penalty rate of 5.175 %, 8.27 at the contract's 3.45 % during the term.
#[test]
fn unpaid_interest_bears_what_the_contract_says() {
	for (on_interest, penalty) in [
		(OnUnpaidInterest::Nothing, 0),
		(OnUnpaidInterest::ContractThenPenalty, 827),
		(OnUnpaidInterest::Penalty, 1_240),
	] {
		test(|| {
			let late = Late { surcharge: 5_000, misuse: 10_000, on_interest };
			let product = ProductSpec {
				min_rate: 0,
				methods: vec![RepaymentMethod::InterestOnly].try_into().unwrap(),
				..product()
			};
			mocks::add_product(BANK, product);
			// March has the days that it takes.
			pass(31);
			let (method, day_count) = (RepaymentMethod::InterestOnly, DayCount::MonthlyTwelfths);
			let conditions = Conditions { method, day_count, late, ..plain(100_000_000) };
			let id = NextApplication::<Test>::get();
			let request = RequestSpec { amount: 100_000_000, method, ..request() };
			assert_ok!(Financing::apply(signed(CONTROLLER), firm(), ProductId(1), request));
			assert_ok!(Financing::make_offer(signed(BANK_KEY), id, on(conditions)));
			assert_ok!(accept(CONTROLLER, id));
			assert_ok!(pay_out(BANK_KEY, id, "P"));
			assert_ok!(confirm(CONTROLLER, id, "P"));
			go_to(add_months(today(), 1) + 30);
			assert_eq!((view(id.loan()).due.interest, view(id.loan()).due.penalty), (287_500, penalty));
		});
	}
}

/// The State Council's list for 2026.
fn mainland() -> Calendar {
	let span = |month, first, last| (first..=last).map(move |one| day(2026, month, one));
	let off = span(1, 1, 3)
		.chain(span(2, 15, 23))
		.chain(span(4, 4, 6))
		.chain(span(5, 1, 5))
		.chain(span(6, 19, 21))
		.chain(span(9, 25, 27))
		.chain(span(10, 1, 7));
	let worked = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)].map(|(month, one)| day(2026, month, one));
	let (off, worked) = (off.collect::<Vec<_>>().try_into().unwrap(), worked.to_vec().try_into().unwrap());
	Calendar::new([BankYear { year: 2026, off, worked }]).unwrap()
}

/// Due on 2026-02-15, in Spring Festival, and paid on 02-24, the first working day: neither arrears nor penalty.
#[test]
fn a_due_day_in_spring_festival_makes_nobody_late() {
	let lent_in_january = || {
		mocks::set_calendar(Jurisdiction::Guangdong, mainland());
		go_to(day(2026, 1, 15));
		lent_on(Conditions { adjustment: Adjustment::Following, ..plain(100_000_000) })
	};
	test(|| {
		let loan = lent_in_january();
		let first = view(loan).schedule[0];
		assert_eq!((first.due, first.in_time, first.provisional), (day(2026, 2, 24), day(2026, 2, 24), false));
		go_to(day(2026, 2, 24));
		let seen = view(loan);
		assert_eq!((seen.arrears_days, seen.due.penalty, seen.due.total), (0, 0, first.principal + first.interest));
		assert_ok!(repay(loan, seen.due.total, "R"));
		go_to(day(2026, 2, 25));
		assert_eq!((view(loan).arrears_since, view(loan).due.total), (None, 0));
	});
	test(|| {
		let loan = lent_in_january();
		go_to(day(2026, 2, 25));
		let seen = view(loan);
		assert_eq!((seen.arrears_since, seen.arrears_days), (Some(day(2026, 2, 24)), 1));
		assert!(seen.due.penalty > 0);
	});
	// Nine days on 1,000,000.00 at 3.45 %, if they agreed on them: 862.50.
	test(|| {
		mocks::set_calendar(Jurisdiction::Guangdong, mainland());
		go_to(day(2026, 1, 15));
		let moved = |moves_interest| {
			let adjustment = Adjustment::Following;
			let conditions = Conditions { adjustment, moves_interest, ..plain(100_000_000) };
			allow(ProductId(1), &conditions);
			Financing::quote(ProductId(1), &conditions, today()).unwrap().schedule[0].interest
		};
		mocks::add_product(BANK, ProductSpec { min_rate: 0, ..product() });
		assert_eq!(moved(true) - moved(false), 86_250);
	});
}

/// A calendar that nobody entered moves no day, and says so.
#[test]
fn a_year_that_is_not_announced_yet_is_provisional() {
	test(|| {
		mocks::set_calendar(Jurisdiction::Guangdong, mainland());
		go_to(day(2026, 11, 15));
		let loan = lent_on(Conditions { adjustment: Adjustment::Following, ..plain(100_000_000) });
		let provisional: Vec<_> = view(loan).schedule.iter().map(|line| line.provisional).collect();
		assert_eq!(provisional[..2], [false, true]);
	});
}

#[test]
fn within_the_days_of_grace_nothing_is_late_and_after_them_all_days_count() {
	test(|| {
		let loan = lent_on(Conditions { grace_days: 5, ..plain(100_000_000) });
		let due = add_months(TODAY, 1);
		go_to(due + 5);
		let seen = view(loan);
		assert_eq!((seen.arrears_days, seen.due.penalty), (0, 0));
		go_to(due + 6);
		let late = view(loan);
		assert_eq!((late.arrears_since, late.arrears_days), (Some(due), 6));
		// 5.175 % of 360 on all that was due, for six days.
		let expected = (u128::from(seen.due.total) * 5_175 * 6 + 18_000_000) / 36_000_000;
		assert_eq!(u128::from(late.due.penalty), expected);
	});
}

fn cost(amount: u64, payee: &str, after: u16) -> Cost {
	let (item, borne_by) = (CostItem::Arrangement, BorneBy::Borrower);
	Cost { item, payee: reference(payee), amount, after, borne_by }
}

/// Fees are lines of the schedule with due days of their own: who pays the schedule is never late.
#[test]
fn who_pays_the_schedule_is_never_late() {
	test(|| {
		let costs = vec![cost(50_000, "", 0), cost(70_000, "A valuer", 0), cost(30_000, "", 45)].try_into().unwrap();
		let loan = lent_on(Conditions { costs, ..plain(100_000_000) });
		let schedule = view(loan).schedule;
		let fees: Vec<_> = schedule.iter().filter(|line| line.fees > 0).map(|line| (line.due, line.fees)).collect();
		assert_eq!(fees, [(TODAY, 50_000), (TODAY + 45, 30_000)], "the valuer's is paid elsewhere");
		for line in schedule {
			go_to(line.due);
			let due = view(loan).due;
			assert_eq!((due.penalty, due.total), (0, line.principal + line.interest + line.fees));
			assert_eq!(view(loan).arrears_since, None);
			assert_ok!(repay(loan, due.total, &format!("R{}", line.number)));
		}
		assert_eq!(view(loan).state, LoanState::Closed);
	});
	test(|| {
		let loan = lent_on(Conditions { costs: vec![cost(50_000, "", 0)].try_into().unwrap(), ..plain(100_000_000) });
		go_to(TODAY + 1);
		let seen = view(loan);
		assert_eq!((seen.arrears_since, seen.due.fees, seen.due.penalty), (Some(TODAY), 50_000, 0));
	});
}

/// The agreed order, and the law's where nothing else is agreed.
#[test]
fn a_payment_is_spent_in_the_agreed_order() {
	let spent = |order| {
		let mut spent = Owed::default();
		test(|| {
			let loan = lent_on(Conditions { order, ..plain(100_000_000) });
			go_to(add_months(TODAY, 1) + 30);
			assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, 50_000, reference("letter")));
			assert_ok!(repay(loan, 300_000, "R"));
			spent = Financing::statement(loan, Paging::FIRST).unwrap().items[1].spent;
		});
		spent
	};
	let law = spent(Order::LAW);
	assert_eq!((law.costs, law.principal, law.total), (50_000, 0, 300_000));
	assert!(law.penalty > 0 && law.interest > 0);
	let claims = [Claim::Principal, Claim::Interest, Claim::Fees, Claim::Costs, Claim::Penalty];
	assert_eq!(spent(Order { claims, by_day: false }), Owed::of(0, 0, 0, 0, 300_000));
}

/// 85,149.91 due and received on D and recorded on D+10 with value date D: nothing is late. It bounces on D+20: overdue since D, and
/// 244.81 at 5.175 % of 360.
#[test]
fn a_payment_recorded_late_was_in_time_until_it_bounced() {
	test(|| {
		let amount = (100_295_000..100_297_000).find(|amount| {
			let conditions = Conditions { day_count: DayCount::MonthlyTwelfths, ..plain(*amount) };
			let rate = Rate::basis_points(345);
			let quote = lingnan_lending::sheet::quote(&conditions, rate, TODAY, &Calendar::default()).unwrap();
			quote.schedule[0].principal + quote.schedule[0].interest == 8_514_991
		});
		let conditions = Conditions { day_count: DayCount::MonthlyTwelfths, ..plain(amount.unwrap()) };
		assert_eq!(conditions.pricing, Pricing::Fixed { rate: Rate(3_450_000) });
		let loan = lent_on(conditions);
		let due = add_months(TODAY, 1);
		go_to(due + 10);
		assert_ok!(repay_on(loan, 8_514_991, "R", due));
		let seen = view(loan);
		assert_eq!((seen.repaid.penalty, seen.due.total, seen.arrears_days), (0, 0, 0));
		go_to(due + 20);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		let seen = view(loan);
		assert_eq!((seen.arrears_since, seen.due.penalty), (Some(due), 24_481));
	});
}
