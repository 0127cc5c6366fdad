use crate::Date;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

crate::record! {
	/// How often something was done on the last day on which it was done.
	#[derive(Copy, Default)]
	pub struct DailyCount {
		/// That day, in days since 1970-01-01.
		pub day: Date,
		/// How many times.
		pub count: u32,
	}
}

impl DailyCount {
	/// With one more on this day; nothing if it was done `most` times already.
	pub fn one_more(self, today: Date, most: u32) -> Option<Self> {
		let done = if self.day == today { self.count } else { 0 };
		(done < most).then_some(Self { day: today, count: done.saturating_add(1) })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_day_has_so_many_and_the_next_as_many_again() {
		let mut counted = DailyCount::default();
		for day in [20_000, 20_001, 20_003] {
			for _ in 0..5 {
				counted = counted.one_more(day, 5).unwrap();
			}
			assert_eq!(counted.one_more(day, 5), None);
		}
	}
}
