//! Lets business time pass on a rehearsal network.

use crate::calls::business_clock::Advance;

/// The longest step that business time takes at once, in days.
pub const LONGEST_STEP: u64 = 366;

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// The clock admin's call that lets days pass.
pub fn advance(days: u64) -> Advance {
	Advance { seconds: days * DAY }
}

/// Days in steps that the clock takes.
pub fn steps(days: u64) -> impl Iterator<Item = u64> {
	(0..days.div_ceil(LONGEST_STEP)).map(move |i| LONGEST_STEP.min(days - i * LONGEST_STEP))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn long_times_pass_in_steps() {
		assert_eq!(steps(0).count(), 0);
		assert_eq!(steps(30).collect::<Vec<_>>(), [30]);
		assert_eq!(steps(1_000).collect::<Vec<_>>(), [366, 366, 268]);
	}
}
