//! The numbers that the rules of Guangdong, Hong Kong and Macao give, each reckoned by hand from the rule it stands
//! under.

mod calendars;

use calendars::{day, hong_kong, macao, macao_in_lieu, mainland};
use lingnan_lending::{
	amortisation::{Agreement, Change, CostItem, Fee},
	books::Account,
	day_count::{interest, Accrued, DayCount},
	order::{spend, Order, Unpaid},
	periods::{DueDays, FirstPeriod, Timing},
	rate::Rate,
	rates::{penalty_rate, Floating, LateTerms, OnUnpaidInterest, Quote, SurchargeLimits},
	working_days::{Adjustment, Calendar},
	yearly_rate::{all_in, Paid},
};
use lingnan_types::{
	add_months, conditions::Conditions, from_civil, loan::Entry, product::RepaymentMethod, Amount, Date,
};

const MILLION: Amount = 100_000_000;
const LPR_PLUS: Rate = Rate::basis_points(345);
const OVERDUE: SurchargeLimits = SurchargeLimits { least: 3_000, most: 5_000 };
const MISUSE: SurchargeLimits = SurchargeLimits { least: 5_000, most: 10_000 };

fn in_2027(month: u32, day: u32) -> Date {
	from_civil(2027, month, day).unwrap()
}

/// A loan of a million at 3.45 %, interest only.
fn loan(timing: Timing) -> Agreement {
	Agreement {
		amount: MILLION,
		rate: LPR_PLUS,
		day_count: DayCount::Actual360,
		timing,
		method: RepaymentMethod::InterestOnly,
		principal_holiday: 0,
		balloon: 0,
		fees: Default::default(),
	}
}

fn timing(drawn: Date, maturity: Date, due_days: DueDays) -> Timing {
	Timing {
		drawn,
		maturity,
		due_days,
		first: FirstPeriod::Short,
		adjustment: Adjustment::Unadjusted,
		moves_interest: false,
		grace_days: 0,
	}
}

const QUARTERLY: DueDays = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 0 };

/// Daily = yearly / 360.
#[test]
fn fifteen_days_of_a_month() {
	let found = interest(MILLION, Rate::basis_points(400), in_2027(1, 1), in_2027(1, 16), DayCount::MonthlyTwelfths);
	assert_eq!(found, Some(166_667));
}

#[test]
fn a_month_and_fourteen_days_or_forty_five_days() {
	let (from, to) = (in_2027(1, 15), in_2027(3, 1));
	assert_eq!(interest(MILLION, LPR_PLUS, from, in_2027(2, 15), DayCount::MonthlyTwelfths), Some(287_500));
	assert_eq!(interest(MILLION, LPR_PLUS, in_2027(2, 15), to, DayCount::MonthlyTwelfths), Some(134_167));
	assert_eq!(interest(MILLION, LPR_PLUS, from, to, DayCount::MonthlyTwelfths), Some(421_667));
	assert_eq!(interest(MILLION, LPR_PLUS, from, to, DayCount::Actual360), Some(431_250));
}

/// Days add up; fen need not.
#[test]
fn settled_each_quarter_on_the_twentieth() {
	let (drawn, repaid) = (in_2027(1, 15), in_2027(7, 15));
	let schedule = loan(timing(drawn, repaid, QUARTERLY)).schedule(&Calendar::default(), &[]).unwrap();
	let found: Vec<_> = schedule.lines.iter().map(|line| (line.period.to - line.period.from, line.interest)).collect();
	assert_eq!(found, [(65, 622_917), (92, 881_667), (24, 230_000)]);
	let due: Vec<_> = schedule.lines.iter().map(|line| line.period.due).collect();
	assert_eq!(due, [in_2027(3, 20), in_2027(6, 20), repaid]);
	assert_eq!(schedule.total_interest(), 1_734_584);
	assert_eq!(
		(repaid - drawn, interest(MILLION, LPR_PLUS, drawn, repaid, DayCount::Actual360)),
		(181, Some(1_734_583))
	);
}

fn late(surcharge: u32, limits: SurchargeLimits) -> LateTerms {
	LateTerms {
		contract: LPR_PLUS,
		penalty: penalty_rate(LPR_PLUS, surcharge, limits).unwrap(),
		on_interest: OnUnpaidInterest::Penalty,
		day_count: DayCount::Actual360,
		maturity: in_2027(12, 31),
	}
}

#[test]
fn penalties_are_shares_over_the_rate() {
	let (from, to) = (in_2027(3, 1), in_2027(3, 31));
	let on = |terms: LateTerms| terms.on_principal(10_000_000, from, to).unwrap();
	assert_eq!(on(late(3_000, OVERDUE)), 37_375);
	assert_eq!(on(late(5_000, OVERDUE)), 43_125);
	assert_eq!(on(late(10_000, MISUSE)), 57_500);
	assert_eq!(late(5_000, OVERDUE).penalty, Rate(5_175_000));
	assert_eq!(late(5_000, OVERDUE).on_interest(287_500, from, to), Some(1_240));
}

/// 18 % on a loan at 3.45 % is more than the ceiling of 5.175 %: it would be a surcharge of more than four times the
/// rate.
#[test]
fn a_penalty_of_eighteen_per_cent_is_above_the_ceiling() {
	assert!(penalty_rate(LPR_PLUS, 42_174, OVERDUE).is_err());
	assert!(penalty_rate(LPR_PLUS, 42_174, MISUSE).is_err());
}

#[test]
fn the_reference_falls_within_the_term() {
	let drawn = in_2027(1, 15);
	let (anew, repaid) = (drawn + 100, drawn + 181);
	let quotes = [(drawn - 20, 300), (anew - 5, 290)];
	let quotes = quotes.map(|(published, points)| Quote { published, rate: Rate::basis_points(points) });
	let floating = Floating { spread: 45, floor: Rate(0), first: anew, every: 0 };
	let (first, later) = floating.rates(drawn, repaid, &quotes).unwrap();
	assert_eq!((first, later.clone()), (LPR_PLUS, vec![(anew, Rate::basis_points(335))]));

	assert_eq!(interest(MILLION, first, drawn, anew, DayCount::Actual360), Some(958_333));
	assert_eq!(interest(MILLION, later[0].1, anew, repaid, DayCount::Actual360), Some(753_750));
	let changes: Vec<_> = later.into_iter().map(|(on, rate)| (on, Change::Rate(rate))).collect();
	let schedule = loan(timing(drawn, repaid, DueDays::Maturity)).schedule(&Calendar::default(), &changes).unwrap();
	assert_eq!(schedule.total_interest(), 1_712_083);
}

/// Hong Kong's banks print 365 days, 366 in a leap year; for loans see the facility letter: the convention is a term.
#[test]
fn hong_kong_dollars_in_february_of_a_leap_year() {
	let from = from_civil(2028, 2, 1).unwrap();
	let on = |day_count| interest(MILLION, Rate::basis_points(400), from, from + 15, day_count).unwrap();
	assert_eq!(on(DayCount::Actual365), 164_384);
	assert_eq!(on(DayCount::ActualActual), 163_934);
}

/// Twelve equal instalments at 3.45 %, with a fee of 10,000.00 on the first day and without.
#[test]
fn what_it_costs_all_in() {
	let drawn = in_2027(1, 15);
	let mut agreement = Agreement {
		day_count: DayCount::MonthlyTwelfths,
		method: RepaymentMethod::EqualInstalments,
		..loan(timing(drawn, add_months(drawn, 12), DueDays::Anniversary { every: 1 }))
	};
	let schedule = agreement.schedule(&Calendar::default(), &[]).unwrap();
	let instalments: Vec<_> = schedule.lines.iter().map(|line| line.principal + line.interest).collect();
	assert_eq!(instalments, [[8_489_883; 11].as_slice(), &[8_489_871]].concat());

	let paid: Vec<_> = (1..).zip(&instalments).map(|(at, amount)| Paid { at, amount: *amount }).collect();
	let fee = Paid { at: 0, amount: 1_000_000 };
	let with_fee = all_in(MILLION, &[&[fee][..], &paid].concat(), 12).unwrap();
	assert!((with_fee.simple.0 / 12).abs_diff(4_437_308_200) <= 50, "0.44373082 % a month");
	assert_eq!((with_fee.simple.basis_points(), with_fee.compound.basis_points()), (532, 546));
	let without = all_in(MILLION, &paid, 12).unwrap();
	assert_eq!((without.simple.basis_points(), without.compound.basis_points()), (345, 351));

	// The fee is a line of the schedule, with its day.
	agreement.fees = vec![Fee { item: CostItem::Arrangement, due: drawn, amount: 1_000_000 }].try_into().unwrap();
	let payments = agreement.schedule(&Calendar::default(), &[]).unwrap().payments();
	assert_eq!(payments[0], (drawn, 1_000_000));
	assert_eq!(payments.len(), 13);
}

#[test]
fn the_following_working_day() {
	let following = |calendar: Calendar, month, of_month| calendar.adjust(day(month, of_month), Adjustment::Following);
	for (month, of_month, cn, hk, mo) in [
		(2, 15, (2, 24), (2, 16), (2, 16)),
		(2, 28, (2, 28), (3, 2), (3, 2)),
		(4, 3, (4, 3), (4, 8), (4, 6)),
		(10, 1, (10, 8), (10, 2), (10, 5)),
	] {
		assert_eq!(following(mainland(), month, of_month), Ok(day(cn.0, cn.1)), "CN {month}-{of_month}");
		assert_eq!(following(hong_kong(), month, of_month), Ok(day(hk.0, hk.1)), "HK {month}-{of_month}");
		assert_eq!(following(macao(), month, of_month), Ok(day(mo.0, mo.1)), "MO {month}-{of_month}");
	}
	assert_eq!(following(macao_in_lieu(), 4, 3), Ok(day(4, 8)), "if banks take the days in lieu");
	assert_eq!(hong_kong().adjust(day(2, 28), Adjustment::ModifiedFollowing), Ok(day(2, 27)));
	assert_eq!(hong_kong().adjust(day(2, 28), Adjustment::Preceding), Ok(day(2, 27)));
}

#[test]
fn weekends_that_are_worked() {
	let calendar = mainland();
	for (month, of_month) in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)] {
		assert_eq!(calendar.is_working(day(month, of_month)), Ok(true), "{month}-{of_month}");
	}
	assert_eq!(calendar.is_working(day(2, 21)), Ok(false));
}

/// Due on 15 February and paid on the 24th: no arrears, no penalty; interest for the nine days if that was agreed.
#[test]
fn due_in_spring_festival() {
	let (due, paid) = (day(2, 15), day(2, 24));
	let calendar = mainland();
	assert_eq!(calendar.days_past_due(due, 0, paid), Ok(0));
	assert_eq!(calendar.days_past_due(due, 0, paid + 1), Ok(1));

	let due_days = DueDays::Fixed { every: 1, day: 15, included: false, paid_after: 0 };
	let mut timing = Timing { adjustment: Adjustment::Following, ..timing(day(1, 15), due, due_days) };
	let still = loan(timing).schedule(&calendar, &[]).unwrap();
	assert_eq!(still.lines.len(), 1);
	assert_eq!((still.lines[0].period.due, still.lines[0].period.in_time), (paid, paid));
	assert_eq!((still.lines[0].period.agreed, still.lines[0].period.to), (due, due));
	timing.moves_interest = true;
	let moved = loan(timing).schedule(&calendar, &[]).unwrap();
	assert_eq!(moved.lines[0].interest - still.lines[0].interest, 86_250);
}

/// Costs, then interest with penalty, then principal.
#[test]
fn the_order_of_the_law() {
	let debt = Unpaid { due: 1, costs: 50_000, penalty: 14_000, interest: 287_500, fees: 0, principal: 8_300_000 };
	let mut unpaid = [debt];
	assert_eq!(spend(300_000, &mut unpaid, &Order::LAW), 0);
	let [left] = unpaid;
	assert_eq!(debt.costs - left.costs, 50_000);
	assert_eq!(debt.penalty + debt.interest - left.penalty - left.interest, 250_000);
	assert_eq!(left.penalty + left.interest, 51_500);
	assert_eq!(left.principal, debt.principal);
}

/// Due and received on one day, recorded ten days later with that value date; then bounced, known on the twentieth day.
#[test]
fn a_payment_counts_from_its_value_date() {
	const DUE: Amount = 8_514_991;
	let started = in_2027(1, 31);
	let due = add_months(started, 1);
	let mut conditions = Conditions::plain(DUE, 1, RepaymentMethod::Bullet, Rate(0));
	conditions.adjustment = Adjustment::Unadjusted;
	let (calendar, stood) = Default::default();
	let account = Account { conditions: &conditions, started, amendments: &[], calendar: &calendar, stood: &stood };
	let payment = Entry::Repayment { amount: DUE, reference: Default::default() };
	let mut books = account.open().unwrap();
	books.enter(due, &payment).unwrap();
	books.reckon(due + 10).unwrap();
	assert_eq!((books.due().penalty, books.arrears_since()), (0, None));
	let mut bounced = account.open().unwrap();
	bounced.reckon(due + 20).unwrap();
	assert_eq!(bounced.arrears_since(), Some(due));
	assert_eq!(late(5_000, OVERDUE).on_principal(DUE, due, due + 20), Some(24_481));
}

/// 15 of the 31 days of a month are 15 of 360 of a year, and no part of that month's own length.
#[test]
fn broken_periods_do_not_go_by_the_length_of_the_month() {
	let mut accrued = Accrued::new(DayCount::MonthlyTwelfths, in_2027(1, 1));
	accrued.until(in_2027(1, 16), MILLION, Rate::basis_points(400)).unwrap();
	assert_eq!(accrued.rounded(), Some(166_667));
}
