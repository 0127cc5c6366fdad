use super::*;
use lingnan_support::mocks::TODAY;
use proptest::prelude::*;

proptest! {
	/// Whatever is judged when, and whatever is overdue since when: what counts is never better than the rule of the
	/// mainland demands, and never better than what the bank itself said last while that is allowed.
	#[test]
	fn nothing_counts_that_is_better_than_the_days(
		steps in prop::collection::vec((0u32..60, 0usize..5, prop::option::of(0u32..400), any::<bool>()), 1..30),
	) {
		test(|| {
			lend(LOAN, BANK, 100);
			let mut today = TODAY;
			for (days, class, overdue, isolated) in steps {
				today += days;
				set_today(today);
				change(LOAN, |facts| facts.due_since = overdue.map(|days| today.saturating_sub(days)));
				let class = LoanClass::ALL[class];
				let taken = Classification::classify(signed(BANK_KEY), LOAN, class, false, isolated, REASON).is_ok();
				Classification::do_try_state().unwrap();
				let shown = view(LOAN);
				assert!(shown.class >= shown.by_days);
				assert_eq!(taken, !isolated && class >= shown.by_days);
				if taken {
					assert_eq!((shown.class, shown.judgements[0].on, shown.judgement_due), (class, today, false));
				}
				assert!(shown.judgements.len() <= MOST_JUDGEMENTS as usize);
			}
		});
	}
}
