//! Rates a year, fine enough for a penalty that is a share of the contract's rate.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{record, BasisPoints, WHOLE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::numbers::half_up;

record! {
	/// A rate a year, in hundred-millionths of the whole: 3.45 % is 3,450,000, a basis point 10,000. Basis points do
	/// not do: the penalty of 3.45 % raised by half is 517.5 of them.
	#[derive(Copy, Default, PartialOrd, Ord)]
	pub struct Rate(pub u64);
}

impl Rate {
	/// 100 % a year.
	pub const WHOLE: u64 = 100_000_000;

	/// Units in a basis point.
	pub const BASIS_POINT: u64 = 10_000;

	/// So many basis points a year.
	pub const fn basis_points(points: BasisPoints) -> Self {
		Self((points as u64).saturating_mul(Self::BASIS_POINT))
	}

	/// Raised by a share of itself: rate x (1 + share / 10,000), rounded half up to the unit. None beyond the type's
	/// end.
	pub fn raised_by(self, share: BasisPoints) -> Option<Self> {
		let factor = u128::from(WHOLE).checked_add(share.into())?;
		half_up(u128::from(self.0).checked_mul(factor)?, WHOLE.into()).map(Self)
	}

	/// With a spread of so many basis points, above or below; a rate below nothing is nothing. None beyond the type's
	/// end.
	pub fn with_spread(self, spread: i32) -> Option<Self> {
		let points = Self::basis_points(spread.unsigned_abs()).0;
		if spread < 0 {
			Some(Self(self.0.saturating_sub(points)))
		} else {
			self.0.checked_add(points).map(Self)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn half_as_much_again_is_exact() {
		assert_eq!(Rate::basis_points(345).raised_by(5_000), Some(Rate(5_175_000)));
		assert_eq!(Rate(1).raised_by(5_000), Some(Rate(2)), "a half goes up");
		assert_eq!(Rate(u64::MAX).raised_by(1), None);
	}

	#[test]
	fn a_spread_goes_both_ways_and_not_below_nothing() {
		assert_eq!(Rate::basis_points(300).with_spread(45), Some(Rate::basis_points(345)));
		assert_eq!(Rate::basis_points(300).with_spread(-45), Some(Rate::basis_points(255)));
		assert_eq!(Rate::basis_points(300).with_spread(-301), Some(Rate(0)));
		assert_eq!(Rate(u64::MAX).with_spread(1), None);
	}
}
