use super::*;
use crate::{
	periods::{tests::any_timing, FirstPeriod},
	schedule::Plan,
	working_days::Adjustment,
};
use lingnan_types::{add_months, BasisPoints};
use proptest::prelude::*;
use RepaymentMethod::*;

const METHODS: [RepaymentMethod; 4] = RepaymentMethod::ALL;
const START: Date = 20_833;

/// A loan of the amount over so many months, each settled on its day.
fn monthly(method: RepaymentMethod, amount: Amount, rate: BasisPoints, months: u32) -> Agreement {
	Agreement {
		amount,
		rate: Rate::basis_points(rate),
		day_count: DayCount::MonthlyTwelfths,
		timing: Timing {
			drawn: START,
			maturity: add_months(START, months),
			due_days: DueDays::Anniversary { every: 1 },
			first: FirstPeriod::Short,
			adjustment: Adjustment::Unadjusted,
			moves_interest: false,
			grace_days: 0,
		},
		method,
		principal_holiday: 0,
		balloon: 0,
		fees: Default::default(),
	}
}

fn lines(agreement: &Agreement, changes: &[(Date, Change)]) -> Vec<Line> {
	agreement.schedule(&Calendar::default(), changes).unwrap().lines
}

fn parts(lines: &[Line]) -> Vec<(Amount, Amount)> {
	lines.iter().map(|line| (line.principal, line.interest)).collect()
}

fn totals(lines: &[Line]) -> Vec<Amount> {
	lines.iter().map(|line| line.principal + line.interest).collect()
}

fn month(n: u32) -> Date {
	add_months(START, n)
}

fn prepaid(amount: Amount, effect: Effect) -> Change {
	Change::Prepayment { amount, effect }
}

/// 120,000.00 at 12 %, 1 % a month: two months of interest alone, then a third of what is above the balloon each.
#[test]
fn a_principal_holiday_and_a_balloon() {
	let agreement =
		Agreement { principal_holiday: 2, balloon: 3_000_000, ..monthly(EqualPrincipal, 12_000_000, 1_200, 5) };
	let expected =
		[(0, 120_000), (0, 120_000), (3_000_000, 120_000), (3_000_000, 90_000), (3_000_000 + 3_000_000, 60_000)];
	assert_eq!(parts(&lines(&agreement, &[])), expected);

	// Equal instalments: 90,000.00 in three at 1 % is 30,601.99 each, and 300.00 of interest on the balloon.
	let agreement = Agreement { method: EqualInstalments, ..agreement };
	assert_eq!(totals(&lines(&agreement, &[])), [120_000, 120_000, 3_090_199, 3_090_199, 3_090_199 + 3_000_000]);
}

/// 120,000.00 at 12 % over a year in equal instalments of 10,661.86 (textbook: 8.884879 % of the amount). 50,000.00
/// prepaid on the day of the third: shorter, the same instalment ends in the seventh month; lower, nine instalments
/// repay what is left.
#[test]
fn shorter_or_lower() {
	let agreement = monthly(EqualInstalments, 12_000_000, 1_200, 12);
	let before = lines(&agreement, &[]);
	assert_eq!(totals(&before)[..11], [1_066_186; 11]);
	let left = before[2].left;

	let shorter = lines(&agreement, &[(month(3), prepaid(5_000_000, Effect::Shorter))]);
	assert_eq!(shorter[..3], before[..3]);
	assert_eq!(shorter.len(), 7);
	assert_eq!(totals(&shorter)[3..6], [1_066_186; 3]);
	assert!(totals(&shorter)[6] <= 1_066_186);

	let lower = lines(&agreement, &[(month(3), prepaid(5_000_000, Effect::Lower))]);
	assert_eq!(lower[..3], before[..3]);
	assert_eq!(lower.len(), 12);
	let level = crate::schedule::equal_instalment(left - 5_000_000, 1_200, 9);
	assert_eq!(totals(&lower)[3..11], [level; 8]);
}

/// 60,000.00 at 12 % in six equal parts of principal. 25,000.00 prepaid after the first: of 25,000.00 left, shorter
/// takes three parts, lower five of 5,000.00.
#[test]
fn shorter_or_lower_with_equal_principal() {
	let agreement = monthly(EqualPrincipal, 6_000_000, 1_200, 6);
	let principal = |effect| -> Vec<_> {
		lines(&agreement, &[(month(1), prepaid(2_500_000, effect))]).iter().map(|line| line.principal).collect()
	};
	assert_eq!(principal(Effect::Shorter), [1_000_000, 1_000_000, 1_000_000, 500_000]);
	assert_eq!(principal(Effect::Lower), [1_000_000, 500_000, 500_000, 500_000, 500_000, 500_000]);
}

/// What is prepaid before the first instalment, or while interest alone is paid, shortens the loan too.
#[test]
fn prepaid_before_there_was_an_instalment_it_is_shorter_all_the_same() {
	for principal_holiday in [0, 3] {
		let agreement = Agreement { principal_holiday, ..monthly(EqualInstalments, 12_000_000, 1_200, 12) };
		let level = *totals(&lines(&agreement, &[])).get(usize::from(principal_holiday)).unwrap();
		let found = lines(&agreement, &[(START, prepaid(6_000_000, Effect::Shorter))]);
		assert!(found.len() < 9, "{}", found.len());
		assert_eq!(totals(&found)[usize::from(principal_holiday)], level);
	}
}

/// Interest of the month in which something is prepaid is that of its days: 10 of 30 on all, the rest on half.
#[test]
fn interest_of_a_prepayment_goes_by_its_days() {
	let agreement = Agreement { day_count: DayCount::Actual360, ..monthly(InterestOnly, 12_000_000, 1_200, 2) };
	let found = lines(&agreement, &[(START + 10, prepaid(6_000_000, Effect::Lower))]);
	let days = u64::from(month(1) - START);
	assert_eq!(found[0].interest, 40_000 + 2_000 * (days - 10));
	assert_eq!(found.last().unwrap().principal, 6_000_000);
}

#[test]
fn prepaid_in_full_leaves_the_interest_accrued() {
	let agreement = monthly(EqualInstalments, 12_000_000, 1_200, 12);
	let found = lines(&agreement, &[(month(1) + 10, prepaid(lines(&agreement, &[])[0].left, Effect::Shorter))]);
	assert_eq!(found.len(), 2);
	assert_eq!((found[1].principal, found[1].left), (0, 0));
	assert!(found[1].interest > 0);
}

/// From 3.45 % to 3.35 % after six of twelve instalments: the rest is what a loan of six at the new rate would be.
#[test]
fn a_rate_taken_anew_reckons_the_instalments_that_are_left() {
	let agreement = monthly(EqualInstalments, 100_000_000, 345, 12);
	let found = lines(&agreement, &[(month(6), Change::Rate(Rate::basis_points(335)))]);
	assert_eq!(found[..6], lines(&agreement, &[])[..6]);
	let rest = Plan { method: EqualInstalments, amount: found[5].left, rate: 335, tenor: 6 }.schedule(month(6));
	assert_eq!(parts(&found[6..]), rest.iter().map(|line| (line.principal, line.interest)).collect::<Vec<_>>());
}

#[test]
fn fees_are_lines_with_days_of_their_own() {
	let fee = |item, due, amount| Fee { item, due, amount };
	let fees = vec![fee(CostItem::Guarantee, month(6), 300), fee(CostItem::Arrangement, START, 100)];
	let agreement = Agreement { fees: fees.try_into().unwrap(), ..monthly(Bullet, 1_000_000, 0, 12) };
	let schedule = agreement.schedule(&Calendar::default(), &[]).unwrap();
	assert_eq!(schedule.payments(), [(START, 100), (month(6), 300), (month(12), 1_000_000)]);
	assert_eq!(schedule.fees[0].item, CostItem::Arrangement);
}

#[test]
fn what_cannot_be_agreed_is_refused() {
	let agreement = monthly(EqualInstalments, 1_000, 1_200, 3);
	let refused = |agreement: &Agreement, changes: &[(Date, Change)]| {
		agreement.schedule(&Calendar::default(), changes).unwrap_err()
	};
	let change = |change: fn(&mut Agreement)| {
		let mut changed = agreement.clone();
		change(&mut changed);
		refused(&changed, &[])
	};
	assert_eq!(change(|one| one.amount = 0), Fault::Amount);
	assert_eq!(change(|one| one.amount = MAX_AMOUNT + 1), Fault::Amount);
	assert_eq!(change(|one| one.balloon = 1_000), Fault::Amount);
	assert_eq!(change(|one| one.principal_holiday = 3), Fault::PrincipalHoliday);
	assert_eq!(change(|one| one.rate = Rate(MAX_RATE.0 + 1)), Fault::TooHigh);
	for method in [Bullet, InterestOnly] {
		let other = Agreement { method, balloon: 1, ..agreement.clone() };
		assert_eq!(refused(&other, &[]), Fault::Method);
	}
	let rate = |on| (on, Change::Rate(Rate(0)));
	assert_eq!(refused(&agreement, &[(month(1), prepaid(1_001, Effect::Lower))]), Fault::PrepaidTooMuch);
	assert_eq!(refused(&agreement, &[rate(START - 1)]), Fault::ChangeOutOfOrder);
	assert_eq!(refused(&agreement, &[rate(month(1) + 5), rate(month(1) + 4)]), Fault::ChangeOutOfOrder);
	assert_eq!(refused(&agreement, &[rate(month(3))]), Fault::ChangeOutOfOrder, "it is over by then");
}

/// Terms of any kind, and changes while the loan runs.
fn any_agreement() -> impl Strategy<Value = Agreement> {
	let day_count = prop::sample::select(DayCount::ALL.to_vec());
	let terms = (1..=MAX_AMOUNT, 0u32..40, 0u64..=2 * Rate::WHOLE, day_count, any_timing());
	(terms, prop::sample::select(METHODS.to_vec()), 0u16..9, 0u64..=9_999).prop_map(
		|((amount, shift, rate, day_count, timing), method, principal_holiday, balloon)| {
			let amount = (amount >> shift).max(1);
			let amortises = matches!(method, EqualInstalments | EqualPrincipal);
			let periods = timing.periods(&Calendar::default()).map_or(1, |periods| periods.len()) as u16;
			Agreement {
				amount,
				rate: Rate(rate),
				day_count,
				timing,
				method,
				principal_holiday: if amortises { principal_holiday % periods } else { 0 },
				balloon: if amortises { (amount / 10_000 * balloon).min(amount - 1) } else { 0 },
				fees: Default::default(),
			}
		},
	)
}

proptest! {
	/// Monthly twelfths on the day of drawing: the schedule that the chain has today.
	#[test]
	fn it_is_the_plan_of_today(
		which in 0usize..4, amount in 1..=MAX_AMOUNT, rate in 0u32..=10_000, tenor in 1u16..=360,
	) {
		let plan = Plan { method: METHODS[which], amount, rate, tenor }.schedule(START);
		let found = lines(&monthly(METHODS[which], amount, rate, tenor.into()), &[]);
		// A loan that rounding repays before its end has lines of nothing in the plan, and none here.
		let expected: Vec<_> = plan.iter().map(|one| (one.due, one.principal, one.interest)).collect();
		let found: Vec<_> = found.iter().map(|one| (one.period.due, one.principal, one.interest)).collect();
		prop_assert_eq!(&found[..], &expected[..found.len()]);
		prop_assert!(expected[found.len()..].iter().all(|(_, principal, interest)| (*principal, *interest) == (0, 0)));
	}

	/// Principal parts and prepayments make up the amount to the unit, whatever was agreed and whatever changed.
	#[test]
	fn principal_is_neither_lost_nor_made(
		agreement in any_agreement(),
		changes in prop::collection::vec((0u32..3_000, 0u64..=10_000, any::<bool>(), any::<bool>()), 0..5),
	) {
		let mut list: Vec<_> = changes.into_iter().map(|(on, share, lower, rate)| {
			let effect = if lower { Effect::Lower } else { Effect::Shorter };
			let change = if rate { Change::Rate(Rate(share * 10_000)) } else { prepaid(agreement.amount / 20_000 * share, effect) };
			(agreement.timing.drawn + on, change)
		}).collect();
		list.sort_by_key(|(on, _)| *on);
		let schedule = match agreement.schedule(&Calendar::default(), &list) {
			Ok(schedule) => schedule,
			Err(Fault::ChangeOutOfOrder | Fault::PrepaidTooMuch) => {
				list.clear();
				agreement.schedule(&Calendar::default(), &[]).unwrap()
			},
			Err(fault) => panic!("{fault:?}"),
		};
		let ahead: u64 = list.iter().map(|(_, change)| match change {
			Change::Prepayment { amount, .. } => *amount,
			Change::Rate(_) => 0,
		}).sum();
		let lines = &schedule.lines;
		prop_assert_eq!(lines.iter().map(|line| line.principal).sum::<u64>() + ahead, agreement.amount);
		prop_assert_eq!(lines.last().unwrap().left, 0);
		prop_assert!(lines.windows(2).all(|pair| pair[0].period.due < pair[1].period.due));
		let holiday = usize::from(agreement.principal_holiday).min(lines.len() - 1);
		prop_assert!(lines[..holiday].iter().all(|line| line.principal == 0));
	}

	/// All instalments but the last are equal, the last is not greater but for the balloon, and one unit less would not
	/// do: it would leave too much, or not cover the interest of a period.
	#[test]
	fn instalments_are_equal_and_least(agreement in any_agreement()) {
		let agreement = Agreement { method: EqualInstalments, principal_holiday: 0, ..agreement };
		let lines = lines(&agreement, &[]);
		let totals = totals(&lines);
		let level = totals[0];
		// Where all but the balloon is repaid early, or interest of one long period is all of an instalment, none is
		// the measure.
		let kept_low = lines.iter().any(|line| line.principal == 0 || (1..=agreement.balloon).contains(&line.left));
		if lines.len() > 1 && !kept_low {
			prop_assert!(*totals.last().unwrap() <= level + agreement.balloon);
			prop_assert!(totals[..totals.len() - 1].iter().all(|total| *total == level));
			let mut left = agreement.amount;
			let mut covered = true;
			let enough = lines.iter().enumerate().any(|(place, line)| {
				let Line { period: Period { from, to, .. }, .. } = line;
				let mut accrued = Accrued::of(agreement.day_count, agreement.timing.drawn, *from);
				accrued.until(*to, left, agreement.rate).unwrap();
				let of_period = accrued.rounded().unwrap();
				let last = place + 1 == lines.len();
				covered &= of_period < level;
				left = (left + of_period).saturating_sub(level - 1);
				last && covered && left <= agreement.balloon
			});
			prop_assert!(!enough, "{} would do", level - 1);
		}
	}

	#[test]
	fn no_numbers_panic(
		amount: u64, rate: u64, balloon: u64, principal_holiday: u16, timing in any_timing(), drawn: u32, on: u32, prepaid: u64,
	) {
		for drawn in [timing.drawn, drawn] {
			let timing = Timing { drawn, maturity: drawn.saturating_add(timing.maturity - timing.drawn), ..timing };
			for method in METHODS {
				let agreement = Agreement {
					amount, rate: Rate(rate), day_count: DayCount::ActualActual, timing, method, principal_holiday, balloon,
					fees: Default::default(),
				};
				let small = Agreement {
					amount: amount % MAX_AMOUNT, rate: Rate(rate % MAX_RATE.0), balloon: balloon % 100, principal_holiday: 0,
					..agreement.clone()
				};
				for agreement in [agreement, small] {
					let changes = [
						(drawn.saturating_add(on % 400), Change::Prepayment { amount: prepaid, effect: Effect::Shorter }),
						(drawn.saturating_add(on % 400), Change::Rate(Rate(rate))),
					];
					let _ = agreement.schedule(&Calendar::default(), &changes);
					let _ = agreement.schedule(&Calendar::default(), &changes[1..]);
				}
			}
		}
	}
}
