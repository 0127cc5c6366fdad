use crate::{Deadline, StoodStill};

/// Answered by `business-clock`: on which days a call that a deadline asks for could not be made by anybody.
pub trait Standstill {
	fn of(deadline: Deadline) -> StoodStill;
}

/// Nothing is ever stopped.
impl Standstill for () {
	fn of(_: Deadline) -> StoodStill {
		StoodStill::default()
	}
}
