//! Lets business time pass on a rehearsal network.

use crate::{calls::business_clock::Advance, Error, Result};

/// The longest step that business time takes at once, in days.
pub const LONGEST_STEP: u64 = 366;

/// Seconds of a day.
pub const DAY: u64 = 86_400;

/// How far business time can run ahead of the clock in all, in days: 50 such steps.
pub const FURTHEST: u64 = 50 * LONGEST_STEP;

/// The clock admin's call that lets days pass.
pub fn advance(days: u64) -> Advance {
	Advance { seconds: days * DAY }
}

/// Days in steps that the clock takes.
pub fn steps(days: u64) -> impl Iterator<Item = u64> {
	(0..days.div_ceil(LONGEST_STEP)).map(move |i| LONGEST_STEP.min(days - i * LONGEST_STEP))
}

/// Refuses what the clock could not take in the end, before the first step. `ahead`: the seconds by which it runs ahead.
pub fn ensure_room(days: u64, ahead: u64) -> Result<()> {
	let left = (FURTHEST * DAY).saturating_sub(ahead) / DAY;
	match days <= left {
		true => Ok(()),
		false => Err(Error::usage(format!(
			"--days {days}: business time runs {} days ahead and can run {FURTHEST} days ahead at most, so at most \
			 {left} more can pass. For more, start a new rehearsal network.",
			ahead.div_ceil(DAY)
		))),
	}
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

	#[test]
	fn more_days_than_the_clock_takes_are_refused_before_the_first_step() {
		assert!(ensure_room(18_300, 0).is_ok() && ensure_room(1, 18_299 * DAY).is_ok());
		for (days, ahead, left) in [(18_301, 0, "18300 more"), (2, 18_299 * DAY, "1 more"), (1, u64::MAX, "0 more")] {
			let refused = ensure_room(days, ahead).unwrap_err();
			assert_eq!(refused.exit_code(), 2);
			assert!(refused.to_string().contains(left), "{refused}");
		}
	}
}
