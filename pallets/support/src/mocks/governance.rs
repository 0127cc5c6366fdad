//! Councils and who stops.

use super::with;
use crate::*;
use alloc::vec::Vec;
use frame_support::{
	dispatch::RawOrigin,
	traits::{EnsureOrigin, OriginTrait},
	weights::Weight,
};
use std::collections::BTreeSet;

#[derive(Default)]
pub(super) struct Table {
	seats: BTreeSet<u64>,
}

/// A council of five seats.
pub struct MockSeats;

impl MockSeats {
	pub const ALL: usize = 5;
}

impl Seats<u64> for MockSeats {
	fn change(outgoing: Option<&u64>, incoming: Option<&u64>) -> Result<(), NoSeat> {
		with(|t| {
			let mut seats = t.governance.seats.clone();
			if let Some(key) = outgoing {
				seats.remove(key);
			}
			seats.extend(incoming);
			if seats.len() > Self::ALL {
				return Err(NoSeat::Full);
			}
			if seats.is_empty() {
				return Err(NoSeat::Last);
			}
			t.governance.seats = seats;
			Ok(())
		})
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}

	fn seated() -> Option<Vec<u64>> {
		Some(with(|t| t.governance.seats.iter().copied().collect()))
	}
}

/// Who stops in tests: these accounts for a third and for more than half, root for all.
pub struct MockStops;

impl MockStops {
	pub const THIRD: u64 = 1_003;
	pub const MAJORITY: u64 = 1_002;
}

impl<O: OriginTrait<AccountId = u64>> EnsureOrigin<O> for MockStops {
	type Success = StoppedBy;

	fn try_origin(origin: O) -> Result<StoppedBy, O> {
		match origin.as_system_ref() {
			Some(RawOrigin::Root) => Ok(StoppedBy::All),
			Some(RawOrigin::Signed(Self::MAJORITY)) => Ok(StoppedBy::Most),
			Some(RawOrigin::Signed(Self::THIRD)) => Ok(StoppedBy::Few),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(O::root())
	}
}
