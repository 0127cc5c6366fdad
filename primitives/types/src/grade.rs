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
#[serde(rename_all = "UPPERCASE")]
pub enum Grade {
	/// Default probability 0.10 % a year by standard scaling.
	Aaa,
	/// 0.25 %.
	Aa,
	/// 0.50 %.
	A,
	/// 1 %.
	Bbb,
	/// 2 %.
	Bb,
	/// 4 %.
	B,
	/// 8 %.
	Ccc,
	/// 16 %.
	Cc,
	/// More than 16 %.
	C,
}

words!(Grade {
	Aaa = "AAA",
	Aa = "AA",
	A = "A",
	Bbb = "BBB",
	Bb = "BB",
	B = "B",
	Ccc = "CCC",
	Cc = "CC",
	C = "C",
});

impl core::fmt::Debug for Grade {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(self.name())
	}
}

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
			assert!(Grade::Aaa.meets(g));
			assert_eq!(Grade::C.meets(g), g == Grade::C);
		}
		assert_eq!(Grade::Aaa.better(), None);
		assert_eq!(Grade::C.better(), Some(Grade::Cc));
	}
}
