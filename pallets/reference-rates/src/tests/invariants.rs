use crate::mock::*;
use lingnan_support::{Rate, ReferenceRateId, ReferenceRates};
use proptest::prelude::*;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever is called, in whatever order: what a day was told stays what it is told, as soon as it is a week old or
	/// said to be settled.
	#[test]
	fn what_stood_on_a_day_stays(
		steps in prop::collection::vec((0u8..8, prop::sample::select(vec![AGENCY_KEY, OTHER_KEY, 9]), 0u32..12, 0u64..200_000_000), 1..40)
	) {
		build(vec![lpr("1 year")], vec![]).execute_with(|| {
			let mut told = Vec::new();
			for (call, who, back, rate) in steps {
				let today = lingnan_support::date_of(now());
				let _ = match call {
					0 => Board::define(root(), lpr(&format!("{back} months"))),
					1 => Board::assign(root(), LPR, if back % 2 == 0 { AGENCY } else { OTHER }),
					2 if back == 0 => Board::retire(root(), ReferenceRateId(1)),
					_ => publish(who, today + 2 - back, Rate(rate)),
				};
				Board::do_try_state().unwrap();
				let settled = Board::settled(LPR).min(today);
				told.extend([today - 8, settled].map(|day| (day, Board::last(LPR, day))));
				for (day, last) in &told {
					prop_assert_eq!(Board::last(LPR, *day), *last);
				}
				pass(back % 3);
			}
			Ok(())
		})?;
	}
}
