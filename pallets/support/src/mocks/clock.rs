use crate::{Date, Timestamp, SECONDS_PER_DAY};
use core::{cell::Cell, time::Duration};
use frame_support::traits::UnixTime;
use std::thread_local;

/// Midnight of 2 January 2020 in China, when every test begins.
pub const OPENING: Timestamp = 1_577_894_400;
/// The day that begins then.
pub const TODAY: Date = 18_263;
pub const DAY: u64 = SECONDS_PER_DAY;

thread_local! {
	static NOW: Cell<Timestamp> = const { Cell::new(OPENING) };
}

/// Stands at [`OPENING`] until a test sets it.
pub struct MockClock;
impl UnixTime for MockClock {
	fn now() -> Duration {
		Duration::from_secs(now())
	}
}

pub fn now() -> Timestamp {
	NOW.get()
}

pub fn set_now(seconds: Timestamp) {
	NOW.set(seconds);
}
