//! The class of a loan: what its days past due demand at least, what a bank may say, and when one bad loan takes the
//! debtor's others with it. Contractual default is another matter, with its own days.

use lingnan_types::{
	add_months, Amount, BasisPoints, ClassRule, Date, Jurisdiction, LoanClass, OverdueFor, MAX_AMOUNT, WHOLE,
};

/// Mainland China: overdue at all, special mention at least; over 90 days substandard, over 270 doubtful, over 360 a loss;
/// over a tenth of a debtor's debt at one bank non-performing, all of it (CBIRC and PBoC Order 2023 No. 1).
pub const MAINLAND: ClassRule = ClassRule {
	special_mention: OverdueFor::Days(0),
	substandard: OverdueFor::Days(90),
	doubtful: Some(OverdueFor::Days(270)),
	loss: Some(OverdueFor::Days(360)),
	spread: Some(1_000),
	isolated_delays: false,
};

/// Hong Kong: overdue for three months or less, special mention, but for isolated delays (HKMA guideline 5.7.1). Six
/// months for doubtful is not verified, and no number of months makes a loss: governed data.
pub const HONG_KONG: ClassRule = ClassRule {
	special_mention: OverdueFor::Days(0),
	substandard: OverdueFor::Months(3),
	doubtful: Some(OverdueFor::Months(6)),
	loss: None,
	spread: None,
	isolated_delays: true,
};

/// Macao groups overdue credit by time (Aviso 18/93-AMCM); the months are not verified: governed data.
pub const MACAO: ClassRule = ClassRule {
	special_mention: OverdueFor::Days(0),
	substandard: OverdueFor::Months(3),
	doubtful: Some(OverdueFor::Months(12)),
	loss: Some(OverdueFor::Months(18)),
	spread: None,
	isolated_delays: false,
};

/// What a network begins with, until its governance enters another.
pub const fn rule_of(place: Jurisdiction) -> ClassRule {
	match place {
		Jurisdiction::Guangdong => MAINLAND,
		Jurisdiction::HongKong => HONG_KONG,
		Jurisdiction::Macao => MACAO,
	}
}

/// The first day of a class, for what was due on `due`. The day on which something is due is not a day past due.
pub fn begins(due: Date, after: OverdueFor) -> Date {
	let last = match after {
		OverdueFor::Days(days) => due.saturating_add(days.into()),
		OverdueFor::Months(months) => add_months(due, months.into()),
	};
	last.saturating_add(1)
}

/// What the days past due alone demand on a day, if the oldest due and unpaid was due on `due_since`.
pub fn least_by_days(rule: &ClassRule, due_since: Option<Date>, today: Date) -> LoanClass {
	let Some(due) = due_since else { return LoanClass::Normal };
	let steps = [
		(rule.loss, LoanClass::Loss),
		(rule.doubtful, LoanClass::Doubtful),
		(Some(rule.substandard), LoanClass::Substandard),
		(Some(rule.special_mention), LoanClass::SpecialMention),
	];
	let reached = |(after, _): &(Option<OverdueFor>, LoanClass)| after.is_some_and(|after| begins(due, after) <= today);
	steps.into_iter().find(reached).map_or(LoanClass::Normal, |(_, class)| class)
}

/// Whether a rule can be one: each class begins on the day of the better one before it or later, whatever the day on which
/// something was due, and the share is a share.
pub fn is_sound(rule: &ClassRule) -> bool {
	// The longest that so many months can be, and the shortest.
	let bounds = |after: OverdueFor| match after {
		OverdueFor::Days(days) => (u32::from(days), u32::from(days)),
		OverdueFor::Months(months) => {
			let months = u32::from(months);
			(months.saturating_mul(28), months.saturating_mul(31))
		},
	};
	let in_order = |one: OverdueFor, next: OverdueFor| match (one, next) {
		(OverdueFor::Days(one), OverdueFor::Days(next)) => one <= next,
		(OverdueFor::Months(one), OverdueFor::Months(next)) => one <= next,
		_ => bounds(one).1 <= bounds(next).0,
	};
	let steps = [Some(rule.special_mention), Some(rule.substandard), rule.doubtful, rule.loss];
	let mut last = None;
	for step in steps.into_iter().flatten() {
		if last.is_some_and(|last| !in_order(last, step)) {
			return false;
		}
		last = Some(step);
	}
	rule.spread.is_none_or(|share| share <= WHOLE)
}

/// Whether a bank may give this class when the days past due demand another: as severe at least; or better, where the
/// place knows isolated delays, the bank says that this is one, and no more than special mention is demanded.
pub fn may_judge(rule: &ClassRule, demanded: LoanClass, class: LoanClass, isolated: bool) -> bool {
	class >= demanded || (isolated && rule.isolated_delays && demanded <= LoanClass::SpecialMention)
}

/// The class that counts: the bank's last judgement while the rule allows it, otherwise what the rule demands.
pub fn in_force(rule: &ClassRule, demanded: LoanClass, judged: Option<(LoanClass, bool)>) -> LoanClass {
	match judged {
		Some((class, isolated)) if may_judge(rule, demanded, class, isolated) => class,
		_ => demanded,
	}
}

/// Whether so much of what a debtor owes to one bank is non-performing that all of it is substandard at least: more than
/// `share` of the principal. Each loan with its class and the principal owed, in minor units of one currency.
pub fn spreads(share: Option<BasisPoints>, loans: impl IntoIterator<Item = (LoanClass, Amount)>) -> bool {
	let Some(share) = share else { return false };
	let (mut bad, mut all) = (0u128, 0u128);
	for (class, owed) in loans {
		// Sums of thousands of the greatest amount fit, times the whole.
		let owed = u128::from(owed.min(MAX_AMOUNT));
		all = all.saturating_add(owed);
		if class.is_non_performing() {
			bad = bad.saturating_add(owed);
		}
	}
	bad.saturating_mul(WHOLE.into()) > all.saturating_mul(share.into())
}

/// A loan's class when the debtor's other loans count too.
pub fn with_others(class: LoanClass, spread: bool) -> LoanClass {
	if spread {
		class.max(LoanClass::Substandard)
	} else {
		class
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::from_civil;
	use proptest::prelude::*;
	use LoanClass::*;

	fn day(year: u32, month: u32, day: u32) -> Date {
		from_civil(year, month, day).unwrap()
	}

	#[test]
	fn the_five_grades_of_the_mainland_begin_on_their_days() {
		let due = day(2027, 1, 31);
		let on = |date| least_by_days(&MAINLAND, Some(due), date);
		assert_eq!(on(due), Normal, "to the end of the day it can be paid");
		assert_eq!(on(day(2027, 2, 1)), SpecialMention);
		assert_eq!(on(day(2027, 5, 1)), SpecialMention, "day 90");
		assert_eq!(on(day(2027, 5, 2)), Substandard, "day 91");
		assert_eq!((on(day(2027, 10, 28)), on(day(2027, 10, 29))), (Substandard, Doubtful));
		assert_eq!((on(day(2028, 1, 26)), on(day(2028, 1, 27))), (Doubtful, Loss));
		assert_eq!(least_by_days(&MAINLAND, None, day(2030, 1, 1)), Normal, "nothing is overdue");
	}

	#[test]
	fn hong_kong_counts_months() {
		let due = day(2027, 1, 31);
		let on = |date| least_by_days(&HONG_KONG, Some(due), date);
		assert_eq!(on(day(2027, 2, 1)), SpecialMention);
		assert_eq!(on(day(2027, 4, 30)), SpecialMention, "three months, to the month's last day");
		assert_eq!(on(day(2027, 5, 1)), Substandard);
		assert_eq!((on(day(2027, 7, 31)), on(day(2027, 8, 1))), (Substandard, Doubtful));
		assert_eq!(on(day(2040, 1, 1)), Doubtful, "a loss is judged");
	}

	#[test]
	fn a_tenth_stays_and_a_fen_more_takes_all() {
		let debts = |bad: Amount| [(Substandard, bad), (Normal, 100_000_000 - bad)];
		assert!(!spreads(MAINLAND.spread, debts(10_000_000)), "100,000.00 of 1,000,000.00");
		assert!(spreads(MAINLAND.spread, debts(10_000_001)), "100,000.01");
		assert!(!spreads(HONG_KONG.spread, debts(100_000_000)));
		assert!(!spreads(MAINLAND.spread, []), "who owes nothing has no bad debt");
		assert_eq!(
			(with_others(Normal, true), with_others(Loss, true), with_others(Normal, false)),
			(Substandard, Loss, Normal)
		);
	}

	#[test]
	fn a_bank_may_be_more_severe_and_never_less() {
		assert!(may_judge(&MAINLAND, SpecialMention, Loss, false));
		assert!(!may_judge(&MAINLAND, SpecialMention, Normal, false));
		assert!(!may_judge(&MAINLAND, SpecialMention, Normal, true), "the mainland knows no isolated delays");
		assert!(may_judge(&HONG_KONG, SpecialMention, Normal, true));
		assert!(!may_judge(&HONG_KONG, SpecialMention, Normal, false));
		assert!(!may_judge(&HONG_KONG, Substandard, SpecialMention, true), "over three months is no isolated delay");
		assert_eq!(in_force(&HONG_KONG, SpecialMention, Some((Normal, true))), Normal);
		assert_eq!(in_force(&HONG_KONG, Substandard, Some((Normal, true))), Substandard, "it ends by itself");
		assert_eq!(in_force(&MAINLAND, Normal, Some((Doubtful, false))), Doubtful);
		assert_eq!(in_force(&MAINLAND, Doubtful, None), Doubtful);
	}

	#[test]
	fn a_rule_whose_classes_do_not_follow_each_other_is_none() {
		for rule in [MAINLAND, HONG_KONG, MACAO] {
			assert!(is_sound(&rule));
		}
		assert!(!is_sound(&ClassRule { doubtful: Some(OverdueFor::Days(89)), ..MAINLAND }));
		assert!(!is_sound(&ClassRule { loss: Some(OverdueFor::Months(5)), ..HONG_KONG }));
		assert!(
			!is_sound(&ClassRule { doubtful: Some(OverdueFor::Days(92)), ..HONG_KONG }),
			"three months can be 93 days"
		);
		assert!(!is_sound(&ClassRule { doubtful: None, loss: Some(OverdueFor::Days(9)), ..MAINLAND }));
		assert!(!is_sound(&ClassRule { spread: Some(WHOLE + 1), ..MAINLAND }));
	}

	fn after() -> impl Strategy<Value = OverdueFor> {
		prop_oneof![(0u16..500).prop_map(OverdueFor::Days), (0u8..24).prop_map(OverdueFor::Months)]
	}

	proptest! {
		// Few rules made at random are sound.
		#![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

		/// By time alone a loan never gets better.
		#[test]
		fn a_day_more_is_never_a_better_class(
			special_mention in after(), substandard in after(), doubtful in prop::option::of(after()),
			loss in prop::option::of(after()), due in 18_000u32..30_000, late in 0u32..1_000,
		) {
			let rule = ClassRule { special_mention, substandard, doubtful, loss, spread: None, isolated_delays: false };
			prop_assume!(is_sound(&rule));
			let on = |days| least_by_days(&rule, Some(due), due + days);
			prop_assert!(on(late) <= on(late + 1));
			let steps = [Some(special_mention), Some(substandard), doubtful, loss];
			let begun: Vec<Date> = steps.into_iter().flatten().map(|step| begins(due, step)).collect();
			prop_assert!(begun.is_sorted(), "{begun:?}");
		}

		/// What counts is never better than what the rule demands, but for an isolated delay.
		#[test]
		fn nothing_counts_that_is_better_than_the_rule(demanded in 0usize..5, judged in 0usize..5, isolated: bool) {
			let (demanded, judged) = (LoanClass::ALL[demanded], LoanClass::ALL[judged]);
			let class = in_force(&MAINLAND, demanded, Some((judged, isolated)));
			prop_assert!(class >= demanded && class >= judged.min(demanded));
			let class = in_force(&HONG_KONG, demanded, Some((judged, isolated)));
			prop_assert!(class >= demanded || (isolated && demanded == SpecialMention && class == Normal));
		}
	}
}
