//! Days on which nothing could be done.

use super::with;
use crate::*;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Table {
	stood_still: BTreeMap<Deadline, StoodStill>,
}

/// The calendar, on which nothing is stopped until a test says so.
pub struct MockStandstill;

impl Standstill for MockStandstill {
	fn of(deadline: Deadline) -> StoodStill {
		with(|t| t.standstill.stood_still.get(&deadline).cloned().unwrap_or_default())
	}
}

/// Stops what a deadline asks for, from one day to another.
pub fn stand_still(deadline: Deadline, first: Date, last: Date) {
	with(|t| t.standstill.stood_still.entry(deadline).or_default().note(first, last));
}
