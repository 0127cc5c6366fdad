use super::*;
use crate::{
	periods::{DueDays, FirstPeriod},
	sheet::quote,
	working_days::{Adjustment, BankYear},
};
use lingnan_types::{
	conditions::{BorneBy, Claim, Cost, CostItem, Effect, Order},
	from_civil,
	loan::AmendmentKind,
	product::RepaymentMethod::{self, *},
	Text,
};
use proptest::prelude::*;

fn day(year: u32, month: u32, day: u32) -> Date {
	from_civil(year, month, day).unwrap()
}

fn plain(method: RepaymentMethod, tenor: u16) -> Conditions {
	Conditions {
		adjustment: Adjustment::Unadjusted,
		..Conditions::plain(100_000_000, tenor, method, Rate::basis_points(345))
	}
}

fn repayment(amount: Amount) -> Entry {
	Entry::Repayment { amount, reference: Text::default() }
}

struct Loan {
	conditions: Conditions,
	started: Date,
	amendments: Vec<Amendment>,
	calendar: Calendar,
	stood: StoodStill,
}

impl Loan {
	fn new(conditions: Conditions, started: Date) -> Self {
		let (calendar, stood) = (Calendar::default(), StoodStill::default());
		Self { conditions, started, amendments: Vec::new(), calendar, stood }
	}

	fn account(&self) -> Account<'_> {
		let Self { conditions, started, amendments, calendar, stood } = self;
		Account { conditions, started: *started, amendments, calendar, stood }
	}

	fn after(&self, entries: &[(Date, Entry)]) -> Books<'_> {
		let mut books = self.account().open().unwrap();
		for (on, entry) in entries {
			books.enter(*on, entry).unwrap();
		}
		books
	}

	fn on(&self, today: Date) -> Books<'_> {
		let mut books = self.account().open().unwrap();
		books.reckon(today).unwrap();
		books
	}
}

const JANUARY: (u32, u32, u32) = (2027, 1, 15);

fn january() -> Date {
	day(JANUARY.0, JANUARY.1, JANUARY.2)
}

#[test]
fn nothing_is_due_before_the_first_day_to_pay() {
	let loan = Loan::new(plain(EqualInstalments, 12), january());
	let due = day(2027, 2, 15);
	assert_eq!(loan.on(due - 1).due(), Owed::default());
	let books = loan.on(due);
	// 31 days of 1,000,000.00 at 3.45 % of 360.
	assert_eq!(books.due().interest, 297_083);
	assert_eq!(books.arrears_since(), None, "it is due today");
	assert_eq!(loan.on(due + 1).arrears_since(), Some(due));
}

/// A year of twelfths is a year, whatever the months are like: 3.45 % of 1,000,000.00 in twelve parts of 2,875.00.
#[test]
fn months_of_a_loan_drawn_on_the_thirty_first_are_twelfths() {
	let mut conditions = plain(InterestOnly, 12);
	conditions.day_count = DayCount::MonthlyTwelfths;
	for date in 28..=31 {
		let loan = Loan::new(conditions.clone(), day(2027, 1, date));
		let schedule = loan.on(day(2027, 1, date)).schedule().unwrap();
		assert_eq!(schedule.iter().map(|line| line.interest).collect::<Vec<_>>(), [287_500; 12], "{date}");
		let sheet = quote(&conditions, Rate::basis_points(345), day(2027, 1, date), &loan.calendar).unwrap();
		assert_eq!(sheet.schedule, schedule);
	}
}

/// LENDING 10: 85,149.91 due and unpaid for 20 days at 5.175 % of 360: 244.81.
#[test]
fn twenty_days_late_at_the_penalty_rate() {
	let mut conditions = plain(Bullet, 1);
	conditions.amount = 8_514_991;
	conditions.pricing = Pricing::Fixed { rate: Rate::basis_points(345) };
	let loan = Loan::new(conditions, january());
	let due = day(2027, 2, 15);
	let interest = loan.on(due).due().interest;
	let mut books = loan.after(&[(due, repayment(interest))]);
	books.reckon(due + 20).unwrap();
	assert_eq!((books.due().principal, books.due().penalty), (8_514_991, 24_481));
}

/// LENDING 1: 100,000.00 for 30 days at 3.45 % raised by 30, 50 and 100 %: 373.75, 431.25 and 575.00.
#[test]
fn the_surcharge_is_a_share_of_the_rate() {
	let due = day(2027, 2, 15);
	let penalty = |surcharge, misused: bool| {
		let mut conditions = plain(Bullet, 1);
		conditions.amount = 10_000_000;
		conditions.late.surcharge = surcharge;
		conditions.late.on_interest = OnUnpaidInterest::Nothing;
		let loan = Loan::new(conditions, january());
		let interest = loan.on(due).due().interest;
		let mut books = loan.after(&[(due, repayment(interest))]);
		if misused {
			books.enter(due, &Entry::Misused).unwrap();
		}
		books.reckon(due + 30).unwrap();
		books.due().penalty
	};
	assert_eq!([penalty(3_000, false), penalty(5_000, false)], [37_375, 43_125]);
	assert_eq!(penalty(5_000, true), 57_500, "of two reasons the heavier alone");
}

/// LENDING 1: interest of 2,875.00 unpaid for 30 days at 5.175 %: 12.40; during the term at the contract's rate.
#[test]
fn unpaid_interest_bears_what_was_agreed() {
	let on_interest = |on_interest, later| {
		let mut conditions = plain(InterestOnly, 12);
		conditions.day_count = DayCount::MonthlyTwelfths;
		conditions.late.on_interest = on_interest;
		let loan = Loan::new(conditions, january());
		loan.on(day(2027, 2, 15) + later).due().penalty
	};
	assert_eq!(on_interest(OnUnpaidInterest::Penalty, 28), 1_157, "28 days");
	assert_eq!(on_interest(OnUnpaidInterest::Nothing, 28), 0);
	assert_eq!(on_interest(OnUnpaidInterest::ContractThenPenalty, 28), 771);
	let mut conditions = plain(Bullet, 1);
	conditions.day_count = DayCount::MonthlyTwelfths;
	let loan = Loan::new(conditions, january());
	let due = day(2027, 2, 15);
	let mut principal_first = loan.conditions.clone();
	principal_first.order.claims = [Claim::Principal, Claim::Costs, Claim::Penalty, Claim::Interest, Claim::Fees];
	let loan = Loan::new(principal_first, january());
	let mut books = loan.after(&[(due, repayment(100_000_000))]);
	books.reckon(due + 30).unwrap();
	assert_eq!((books.due().interest, books.due().penalty), (287_500, 1_240));
}

/// LENDING 3: due 2026-02-15, in Spring Festival, paid 02-24: no arrears, no penalty. Nine days more of interest if that
/// is agreed: 862.50.
#[test]
fn due_in_spring_festival() {
	let off = (15..=23).map(|date| day(2026, 2, date)).collect::<Vec<_>>();
	let worked = [day(2026, 2, 14), day(2026, 2, 28)].to_vec();
	let year = BankYear { year: 2026, off: off.try_into().unwrap(), worked: worked.try_into().unwrap() };
	let calendar = Calendar::new([year]).unwrap();
	let of = |moves_interest| {
		let conditions = Conditions { adjustment: Adjustment::Following, moves_interest, ..plain(Bullet, 1) };
		Loan { calendar: calendar.clone(), ..Loan::new(conditions, day(2026, 1, 15)) }
	};
	let loan = of(false);
	let books = loan.on(day(2026, 2, 24));
	assert_eq!((books.arrears_since(), books.due().penalty, books.due().interest), (None, 0, 297_083));
	assert_eq!(loan.on(day(2026, 2, 25)).arrears_since(), Some(day(2026, 2, 24)));
	let moved = of(true);
	assert_eq!(moved.on(day(2026, 2, 24)).due().interest - 297_083, 86_250);
}

#[test]
fn days_of_grace_that_were_not_kept_count() {
	let loan = Loan::new(Conditions { grace_days: 3, ..plain(Bullet, 1) }, january());
	let due = day(2027, 2, 15);
	// Without a calendar the third day is the last, whatever day of the week it is.
	assert_eq!((loan.on(due + 3).arrears_since(), loan.on(due + 3).due().penalty), (None, 0));
	let late = loan.on(due + 4);
	assert_eq!(late.arrears_since(), Some(due));
	// 4 days of 1,000,000.00 at 5.175 %: 575.00; of 2,970.83 of interest, 1.71.
	assert_eq!(late.due().penalty, 57_671);
}

/// The same twenty days, on eight of which nothing could be recorded.
#[test]
fn days_on_which_nothing_could_be_recorded_bear_no_penalty() {
	let due = day(2027, 2, 15);
	let mut loan = Loan::new(plain(Bullet, 1), january());
	loan.conditions.late.on_interest = OnUnpaidInterest::Nothing;
	assert_eq!(loan.on(due + 20).due().penalty, 287_500);
	assert!(loan.stood.note(due + 5, due + 12));
	assert_eq!(loan.on(due + 20).due().penalty, 172_500);
}

/// LENDING 6: costs 500.00, penalty 140.00, interest 2,875.00, principal 83,000.00; of 3,000.00 paid 500.00 are costs,
/// 2,500.00 interest with penalty.
#[test]
fn a_payment_goes_by_the_law_where_nothing_else_is_agreed() {
	let mut conditions = plain(Bullet, 1);
	(conditions.amount, conditions.day_count) = (8_300_000, DayCount::MonthlyTwelfths);
	conditions.pricing = Pricing::Fixed { rate: Rate::basis_points(4_157) };
	let loan = Loan::new(conditions, january());
	let due = day(2027, 2, 15);
	let costs = Entry::Charge { amount: 50_000, reason: Text::default() };
	let mut books = loan.after(&[(due, costs), (due, repayment(0))]);
	assert_eq!((books.due().costs, books.due().interest), (50_000, 287_526));
	let step = books.enter(due, &repayment(300_000)).unwrap();
	assert_eq!((step.spent.costs, step.spent.interest, step.spent.principal), (50_000, 250_000, 0));
	assert_eq!(books.due().interest, 37_526);
}

/// LENDING 1: 3.45 % for 100 days, then 3.35 % for 81: 9,583.33 + 7,537.50.
#[test]
fn a_rate_is_taken_anew() {
	let floating = Pricing::Floating {
		reference: lingnan_types::ReferenceRateId(0),
		spread: 45,
		floor: Rate(0),
		first: None,
		every: 3,
	};
	let mut conditions = plain(Bullet, 6);
	conditions.pricing = floating;
	let loan = Loan::new(conditions, january());
	let first = (january(), Entry::Repriced { rate: Rate::basis_points(345) });
	let then = (january() + 100, Entry::Repriced { rate: Rate::basis_points(335) });
	let mut books = loan.after(&[first, then]);
	assert_eq!(books.rate(), Rate::basis_points(335));
	books.reckon(day(2027, 7, 15)).unwrap();
	assert_eq!(books.due().interest, 1_712_083);
}

#[test]
fn fees_have_days_of_their_own_and_who_pays_the_schedule_is_never_late() {
	let cost = |amount, after, payee: &str, borne_by| Cost {
		item: CostItem::Guarantee,
		payee: payee.try_into().unwrap(),
		amount,
		after,
		borne_by,
	};
	let mut conditions = plain(EqualInstalments, 3);
	let costs = [
		cost(100, 0, "", BorneBy::Borrower),
		cost(200, 40, "", BorneBy::Borrower),
		cost(400, 40, "", BorneBy::Lender),
		cost(800, 0, "A notary", BorneBy::Borrower),
	];
	conditions.costs = costs.to_vec().try_into().unwrap();
	let loan = Loan::new(conditions.clone(), january());
	let mut books = loan.on(january());
	assert_eq!((books.due().fees, books.payoff()), (100, 100_000_300));
	let schedule = books.schedule().unwrap();
	assert_eq!(schedule.len(), 5, "three instalments, two days of fees");
	let sheet = quote(&conditions, Rate::basis_points(345), january(), &loan.calendar).unwrap();
	assert_eq!((&sheet.schedule, sheet.costs), (&schedule, 1_100));
	for line in &schedule {
		books.enter(line.due, &repayment(line.principal + line.interest + line.fees)).unwrap();
		assert_eq!((books.due().total, books.arrears_since()), (0, None));
	}
	assert_eq!((books.payoff(), books.repaid().fees), (0, 300));
}

/// The last period has two days, of which the agreed ends fall on one weekend: both are paid on the Monday, in one line.
#[test]
fn two_periods_that_end_on_one_working_day_are_one_line() {
	let mut conditions = Conditions::plain(10_000_000, 15, EqualInstalments, Rate::basis_points(345));
	conditions.day_count = DayCount::MonthlyTwelfths;
	conditions.due_days = DueDays::Fixed { every: 1, day: 2, included: true, paid_after: 1 };
	let loan = Loan::new(conditions.clone(), 20_000);
	let schedule = loan.account().open().unwrap().schedule().unwrap();
	let sheet = quote(&conditions, Rate::basis_points(345), 20_000, &loan.calendar).unwrap();
	assert_eq!(sheet.schedule, schedule);
	let last = schedule.last().unwrap();
	assert_eq!((last.number, last.from, last.due), (15, 20_425, 20_458));
	let paid = |of: fn(&Instalment) -> u64| schedule.iter().map(of).sum::<u64>();
	assert_eq!((paid(|one| one.principal), paid(|one| one.interest)), (conditions.amount, sheet.interest));
}

/// LENDING 2, the sheet: 5.32 % simple, 5.46 % compound with the fee; 3.45 and 3.51 without.
#[test]
fn all_costs_in() {
	let mut conditions = plain(EqualInstalments, 12);
	conditions.day_count = DayCount::MonthlyTwelfths;
	let bare = quote(&conditions, Rate::basis_points(345), january(), &Calendar::default()).unwrap();
	assert_eq!((bare.all_in.simple.rounded(), bare.all_in.compound.rounded()), (345, 351));
	let payee = Text::default();
	let fee = Cost { item: CostItem::Arrangement, payee, amount: 1_000_000, after: 0, borne_by: BorneBy::Borrower };
	conditions.costs = vec![fee].try_into().unwrap();
	let sheet = quote(&conditions, Rate::basis_points(345), january(), &Calendar::default()).unwrap();
	assert_eq!((sheet.all_in.simple.rounded(), sheet.all_in.compound.rounded()), (532, 546));
	assert_eq!(sheet.schedule[1].principal + sheet.schedule[1].interest, 8_489_883);
}

#[test]
fn a_call_makes_all_due_at_once() {
	let loan = Loan::new(plain(EqualInstalments, 12), january());
	let before = loan.on(day(2027, 2, 5));
	let books = loan.after(&[(day(2027, 2, 5), Entry::Called)]);
	assert_eq!((books.due().total, books.payoff()), (before.payoff(), before.payoff()));
	assert_eq!(books.schedule().unwrap().len(), 1);
}

#[test]
fn more_than_is_owed_is_refused() {
	let loan = Loan::new(plain(EqualInstalments, 12), january());
	let mut books = loan.on(day(2027, 2, 5));
	let payoff = books.payoff();
	assert_eq!(books.clone().enter(day(2027, 2, 5), &repayment(payoff + 1)), Err(Fault::AboveDebt));
	let forgiven = Entry::Forgiven { amount: payoff, reason: Text::default() };
	books.enter(day(2027, 2, 5), &forgiven).unwrap();
	assert_eq!((books.payoff(), books.repaid().total, books.forgiven().total), (0, 0, payoff));
	assert_eq!(books.schedule().unwrap().len(), 0, "nothing was due, and nothing will be");
}

#[test]
fn a_prepayment_makes_it_shorter_or_lower_as_agreed() {
	let of = |effect| {
		let conditions = Conditions { prepayment: effect, ..plain(EqualInstalments, 12) };
		let loan = Loan::new(conditions, january());
		let schedule = loan.after(&[(day(2027, 1, 25), repayment(50_000_000))]).schedule().unwrap();
		schedule
	};
	let whole = Loan::new(plain(EqualInstalments, 12), january()).on(january()).schedule().unwrap();
	let total = |line: &Instalment| line.principal + line.interest;
	let (shorter, lower) = (of(Effect::Shorter), of(Effect::Lower));
	assert_eq!((whole.len(), lower.len()), (12, 12));
	assert!(shorter.len() <= 7 && total(&shorter[1]) == total(&whole[1]));
	assert!(total(&lower[1]) < total(&whole[1]) * 55 / 100);
}

/// Two months of arrears, rescheduled over twelve months: principal is due anew, interest and penalty stay due.
#[test]
fn a_restructuring_reschedules_principal_and_hides_no_interest() {
	let mut loan = Loan::new(plain(EqualInstalments, 12), january());
	let on = day(2027, 4, 1);
	let before = loan.on(on);
	let (late, accrued, principal) = (before.due(), before.accrued_interest(), before.outstanding_principal());
	drop(before);
	let conditions = Conditions { amount: principal, ..plain(EqualPrincipal, 24) };
	let kind = AmendmentKind::Restructuring;
	loan.amendments.push(Amendment { kind, conditions, reschedules_arrears: true });
	let books = loan.after(&[(on, Entry::Amended { amendment: 0 })]);
	assert_eq!((books.due().interest, books.due().penalty, books.due().principal), (late.interest, late.penalty, 0));
	assert_eq!(books.outstanding_principal(), principal);
	assert_eq!(books.maturity(), day(2029, 4, 1));
	let schedule = books.schedule().unwrap();
	let first = schedule.iter().find(|line| line.due == day(2027, 5, 1)).unwrap();
	assert_eq!(first.interest - accrued, 30 * 345 * (principal as u128) as u64 / 3_600_000);
	let mut gone = loan.account().open().unwrap();
	assert_eq!(gone.enter(on, &Entry::Amended { amendment: 1 }), Err(Fault::NoAmendment));
}

/// Settled on the 20th and due on the 30th: between the days the instalment is no arrears, and stays due on its day.
#[test]
fn a_restructuring_takes_no_principal_that_is_due_in_a_few_days() {
	let due_days = DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 10 };
	let mut loan = Loan::new(Conditions { due_days, ..plain(EqualPrincipal, 12) }, january());
	let on = day(2027, 4, 25);
	let before = loan.on(on);
	let (due, not_due, all) = (before.due().principal, before.principal_not_due(), before.outstanding_principal());
	assert!(due > 0 && due + not_due < all);
	drop(before);
	let conditions = Conditions { amount: due + not_due, ..plain(EqualPrincipal, 24) };
	let kind = AmendmentKind::Restructuring;
	loan.amendments.push(Amendment { kind, conditions, reschedules_arrears: true });
	let mut books = loan.after(&[(on, Entry::Amended { amendment: 0 })]);
	assert_eq!((books.due().principal, books.principal_not_due()), (0, due + not_due), "as it was signed");
	books.reckon(day(2027, 4, 30)).unwrap();
	assert_eq!(books.due().principal, all - due - not_due);
}

/// An extension of a year's loan by a year: what is left goes on, at the same rate.
#[test]
fn an_extension_moves_the_end() {
	let mut loan = Loan::new(plain(InterestOnly, 12), january());
	let on = day(2027, 12, 15);
	let conditions = Conditions { tenor: 13, ..plain(InterestOnly, 12) };
	loan.amendments.push(Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false });
	let paid: Vec<_> = loan
		.on(on)
		.schedule()
		.unwrap()
		.iter()
		.filter(|line| line.due < on)
		.map(|line| (line.due, repayment(line.interest)))
		.collect();
	let mut entries = paid;
	entries.push((on, Entry::Amended { amendment: 0 }));
	let books = loan.after(&entries);
	assert_eq!((books.maturity(), books.outstanding_principal()), (day(2029, 1, 15), 100_000_000));
	assert_eq!(books.schedule().unwrap().last().unwrap().principal, 100_000_000);
}

/// Settled on the 20th, due in all on the 22nd: a holiday that is announced later moves both to the 24th. The loan is repaid then,
/// with the interest of both periods, and its books can be reckoned.
#[test]
fn a_holiday_announced_later_locks_no_loan() {
	for included in [false, true] {
		let due_days = DueDays::Fixed { every: 1, day: 20, included, paid_after: 0 };
		let conditions =
			Conditions { due_days, adjustment: Adjustment::Following, moves_interest: true, ..plain(InterestOnly, 2) };
		let mut loan = Loan::new(conditions, day(2025, 12, 22));
		let before = loan.on(day(2026, 1, 5)).schedule().unwrap();
		assert_eq!(before.len(), 3);
		let off = (15..=23).map(|date| day(2026, 2, date)).collect::<Vec<_>>();
		let year = BankYear { year: 2026, off: off.try_into().unwrap(), worked: Default::default() };
		loan.calendar = Calendar::new([year]).unwrap();
		let mut books = loan.account().open().expect("it was agreed");
		let schedule = books.schedule().unwrap();
		let due: Vec<Date> = schedule.iter().map(|line| line.due).collect();
		assert_eq!(due, [day(2026, 1, 20), day(2026, 2, 24)]);
		let days = day(2026, 2, 24) - day(2025, 12, 22);
		let interest: Amount = schedule.iter().map(|line| line.interest).sum();
		assert!(interest.abs_diff(u64::from(days) * 345_000_000 / 36_000) <= 1, "each day once");
		for line in schedule {
			books.enter(line.due, &repayment(line.principal + line.interest)).unwrap();
		}
		assert_eq!((books.payoff(), books.arrears_since()), (0, None));
	}
}

/// As it was offered it had two settlements, the first without principal; drawn some days later it has one.
#[test]
fn a_loan_drawn_on_a_day_that_leaves_no_settlement_before_its_end_is_repaid_at_its_end() {
	let due_days = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 };
	let conditions = Conditions { due_days, principal_holiday: 1, ..plain(EqualPrincipal, 3) };
	let offered = quote(&conditions, Rate::basis_points(345), day(2027, 3, 10), &Calendar::default()).unwrap();
	assert_eq!(offered.schedule.len(), 2);
	let loan = Loan::new(conditions, day(2027, 3, 20));
	let books = loan.account().open().expect("it was agreed");
	let schedule = books.schedule().unwrap();
	assert_eq!(schedule.iter().map(|line| line.principal).collect::<Vec<_>>(), [100_000_000]);
}

/// 575.00 of penalty are 575.00, by whatever days interest is reckoned from then on.
#[test]
fn another_day_count_leaves_penalty_as_it_was() {
	for day_count in DayCount::ALL {
		let mut conditions = plain(InterestOnly, 12);
		conditions.late.on_interest = OnUnpaidInterest::Penalty;
		let mut loan = Loan::new(conditions.clone(), january());
		let on = day(2027, 5, 1);
		let before = loan.on(on).due();
		assert!(before.penalty > 0);
		let conditions = Conditions { day_count, ..conditions };
		let kind = AmendmentKind::Restructuring;
		loan.amendments.push(Amendment { kind, conditions, reschedules_arrears: true });
		let after = loan.after(&[(on, Entry::Amended { amendment: 0 })]);
		assert_eq!(after.due(), before, "{day_count:?}");
	}
}

/// Money that came before an amendment and is recorded after it, all that was owed or all but the balloon.
#[test]
fn a_payment_of_a_day_before_an_amendment_is_taken() {
	let mut loan = Loan::new(plain(EqualPrincipal, 12), january());
	let on = day(2027, 2, 1);
	let conditions = Conditions { balloon: 50_000_000, ..plain(EqualPrincipal, 12) };
	let kind = AmendmentKind::Restructuring;
	loan.amendments.push(Amendment { kind, conditions, reschedules_arrears: false });
	let amended = (on, Entry::Amended { amendment: 0 });
	let owed = loan.on(on - 1).payoff();
	let mut books = loan.after(&[(on - 1, repayment(owed)), amended.clone()]);
	assert_eq!((books.payoff(), books.schedule().unwrap().len()), (0, 0));
	books.reckon(on + 400).unwrap();
	assert_eq!(books.payoff(), 0);
	let books = loan.after(&[(on - 1, repayment(60_000_000)), amended]);
	let left = books.outstanding_principal();
	let schedule = books.schedule().unwrap();
	assert_eq!(schedule.iter().map(|line| line.principal).sum::<Amount>(), left);
}

fn any_conditions() -> impl Strategy<Value = Conditions> {
	let due_days = prop_oneof![
		(1u8..=3).prop_map(|every| DueDays::Anniversary { every }),
		(prop::sample::select(vec![1u8, 3]), 1u8..=28, any::<bool>())
			.prop_map(|(every, day, included)| DueDays::Fixed { every, day, included, paid_after: included.into() }),
		Just(DueDays::Maturity),
	];
	let method = prop::sample::select(vec![EqualInstalments, EqualPrincipal, Bullet, InterestOnly]);
	(
		1u64..10_000_000_000,
		1u16..=36,
		method,
		0u32..2_400,
		0usize..4,
		due_days,
		any::<[bool; 5]>(),
		0u8..5,
		prop::collection::vec((0u64..1_000_000, 0u16..400), 0..4),
	)
		.prop_map(|(amount, tenor, method, rate, count, due_days, flags, grace_days, fees)| {
			let [long, shorter, by_day, penalty, moves] = flags;
			let costs: Vec<_> = fees
				.into_iter()
				.map(|(amount, after)| Cost {
					item: CostItem::Other,
					payee: Text::default(),
					amount,
					after,
					borne_by: BorneBy::Borrower,
				})
				.collect();
			let mut conditions = Conditions::plain(amount, tenor, method, Rate::basis_points(rate));
			conditions.day_count = DayCount::ALL[count];
			conditions.due_days = due_days;
			conditions.first_period = if long { FirstPeriod::Long } else { FirstPeriod::Short };
			conditions.prepayment = if shorter { Effect::Shorter } else { Effect::Lower };
			conditions.order = Order { by_day, ..Order::LAW };
			conditions.late.on_interest =
				if penalty { OnUnpaidInterest::Penalty } else { OnUnpaidInterest::ContractThenPenalty };
			conditions.moves_interest = moves;
			conditions.grace_days = grace_days;
			conditions.costs = costs.try_into().unwrap();
			conditions
		})
}

fn any_entries() -> impl Strategy<Value = Vec<(Date, u8, u64)>> {
	prop::collection::vec((0u32..1_500, 0u8..8, any::<u64>()), 0..12)
}

/// Entries of any kind, each payment a part of what is owed on its day.
fn entered(loan: &Loan, wanted: Vec<(Date, u8, u64)>) -> Vec<(Date, Entry)> {
	let mut wanted = wanted;
	wanted.sort_by_key(|(on, ..)| *on);
	let mut books = loan.account().open().unwrap();
	let mut entries = Vec::new();
	for (after, kind, part) in wanted {
		let on = loan.started + after;
		books.reckon(on).unwrap();
		let amount = part % (books.payoff() + 1);
		let due = part % (books.due().total + 1);
		let entry = match kind {
			0 => Entry::Called,
			1 => Entry::Charge { amount: part % 1_000, reason: Text::default() },
			2 => Entry::Repriced { rate: Rate::basis_points((part % 2_000) as u32) },
			3 => Entry::Forgiven { amount: due, reason: Text::default() },
			4 => Entry::Misused,
			5 => repayment(amount),
			_ => repayment(due),
		};
		if entry == Entry::Called && books.called.is_some() {
			continue;
		}
		books.enter(on, &entry).unwrap();
		entries.push((on, entry));
	}
	entries
}

proptest! {
	/// Whatever is entered: what was lent is outstanding, repaid or forgiven, to the unit, and parts make up sums.
	#[test]
	fn books_conserve_money(conditions in any_conditions(), wanted in any_entries()) {
		let loan = Loan::new(conditions, 20_000);
		let entries = entered(&loan, wanted);
		let mut books = loan.account().open().unwrap();
		for (on, entry) in &entries {
			books.reckon(*on).unwrap();
			let before = books.all();
			let step = books.enter(*on, entry).unwrap();
			if let Entry::Repayment { amount, .. } | Entry::Forgiven { amount, .. } = entry {
				prop_assert_eq!(step.spent.total, *amount);
				prop_assert_eq!(before.total - books.payoff(), *amount);
			}
			let gone = books.repaid().principal + books.forgiven().principal;
			prop_assert_eq!(books.outstanding_principal() + gone, loan.conditions.amount);
			prop_assert!(books.due().total <= books.payoff());
		}
		let schedule = books.schedule().unwrap();
		prop_assert!(schedule.windows(2).all(|pair| pair[0].due < pair[1].due));
	}

	/// Who pays each line of the schedule on its day is never late, and owes nothing in the end.
	#[test]
	fn who_pays_the_schedule_is_never_late(conditions in any_conditions()) {
		let loan = Loan::new(conditions, 20_000);
		let mut books = loan.account().open().unwrap();
		let schedule = books.schedule().unwrap();
		let sheet = quote(&loan.conditions, first_rate(&loan.conditions.pricing), loan.started, &loan.calendar);
		if let Ok(sheet) = sheet {
			prop_assert_eq!(&sheet.schedule, &schedule);
		}
		for line in schedule {
			let amount = line.principal + line.interest + line.fees;
			books.enter(line.due, &repayment(amount)).unwrap();
			prop_assert_eq!((books.due().total, books.arrears_since()), (0, None));
		}
		books.reckon(loan.started + 3_000).unwrap();
		prop_assert_eq!(books.payoff(), 0);
	}

	/// In one go or day by day: the same books.
	#[test]
	fn reckoning_on_the_way_changes_nothing(
		conditions in any_conditions(), wanted in any_entries(), more in prop::collection::vec(0u32..1_500, 0..6),
	) {
		let loan = Loan::new(conditions, 20_000);
		let entries = entered(&loan, wanted);
		let end = loan.started + 1_500;
		let mut once = loan.after(&entries);
		once.reckon(end).unwrap();
		let mut often = loan.account().open().unwrap();
		let mut days: Vec<Date> = more.into_iter().map(|after| loan.started + after).collect();
		days.sort_unstable();
		for (on, entry) in &entries {
			for day in days.iter().filter(|day| *day <= on) {
				often.reckon(*day).unwrap();
			}
			often.enter(*on, entry).unwrap();
		}
		for day in days {
			often.reckon(day).unwrap();
		}
		often.reckon(end).unwrap();
		prop_assert_eq!(once.all(), often.all());
		prop_assert_eq!(once.schedule().unwrap(), often.schedule().unwrap());
	}
}
