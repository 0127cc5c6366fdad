use crate::words::words;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A credit grade, best first: `AAA < AA < … < C` in the order of the type.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Grade {
	/// Default probability 0.10 % a year by standard scaling.
	AAA,
	/// 0.25 %.
	AA,
	/// 0.50 %.
	A,
	/// 1 %.
	BBB,
	/// 2 %.
	BB,
	/// 4 %.
	B,
	/// 8 %.
	CCC,
	/// 16 %.
	CC,
	/// More than 16 %.
	C,
}

words!(Grade { AAA, AA, A, BBB, BB, B, CCC, CC, C });

impl Grade {
	/// Place in [`Self::ALL`], 0 for AAA.
	pub fn index(self) -> usize {
		Self::ALL.iter().position(|g| *g == self).unwrap_or(Self::ALL.len() - 1)
	}

	/// At least as good as `worst`.
	pub fn meets(self, worst: Self) -> bool {
		self <= worst
	}

	/// The next better grade, if there is one.
	pub fn better(self) -> Option<Self> {
		self.index().checked_sub(1).and_then(|i| Self::ALL.get(i).copied())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_best_grade_meets_every_demand_and_the_worst_only_its_own() {
		for g in Grade::ALL {
			assert!(Grade::AAA.meets(g));
			assert_eq!(Grade::C.meets(g), g == Grade::C);
		}
		assert_eq!(Grade::AAA.better(), None);
		assert_eq!(Grade::C.better(), Some(Grade::CC));
	}
}
