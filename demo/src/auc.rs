//! The area under the ROC curve, in whole numbers: the share of pairs of a paid and a defaulted loan in which the paid
//! one had more points, a tie counting one half (Hanley and McNeil 1982, the Mann-Whitney statistic).

use std::collections::BTreeMap;

/// Counts over all pairs of a paid and a defaulted loan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
	/// Pairs in which the paid loan had more points.
	pub concordant: u64,
	pub tied: u64,
	pub pairs: u64,
}

impl Area {
	/// From points and whether the loan defaulted.
	pub fn of(loans: impl IntoIterator<Item = (u16, bool)>) -> Self {
		let mut at: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
		for (points, defaulted) in loans {
			let (paid, bad) = at.entry(points).or_default();
			*(if defaulted { bad } else { paid }) += 1;
		}
		let (mut area, mut paid_all, mut bad_below) = (Self::default(), 0, 0);
		for (paid, bad) in at.values() {
			area.concordant += paid * bad_below;
			area.tied += paid * bad;
			paid_all += paid;
			bad_below += bad;
		}
		area.pairs = paid_all * bad_below;
		area
	}

	/// `(2 x concordant + tied) / (2 x pairs)` with six decimals, rounded half up; 0 without pairs.
	pub fn decimal(self) -> String {
		let halves = u128::from(self.pairs) * 2;
		let won = u128::from(self.concordant) * 2 + u128::from(self.tied);
		let millionths = (won * 2_000_000 + halves).checked_div(halves * 2).unwrap_or_default();
		format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_perfect_a_useless_and_a_wrong_card() {
		let perfect = Area::of([(600, false), (590, false), (500, true)]);
		assert_eq!((perfect, perfect.decimal()), (Area { concordant: 2, tied: 0, pairs: 2 }, "1.000000".into()));
		let useless = Area::of([(600, false), (600, true)]);
		assert_eq!((useless, useless.decimal()), (Area { concordant: 0, tied: 1, pairs: 1 }, "0.500000".into()));
		assert_eq!(Area::of([(1, false), (2, true)]).decimal(), "0.000000");
		assert_eq!(Area::of([(1, false)]).decimal(), "0.000000");
	}

	#[test]
	fn six_decimals_are_rounded_half_up() {
		assert_eq!(Area { concordant: 186_408, tied: 11_897, pairs: 247_080 }.decimal(), "0.778519");
		assert_eq!(Area { concordant: 1, tied: 0, pairs: 3 }.decimal(), "0.333333");
		assert_eq!(Area { concordant: 2, tied: 0, pairs: 3 }.decimal(), "0.666667");
	}

	proptest! {
		/// Counting by points agrees with comparing every pair.
		#[test]
		fn counting_is_comparing(loans in proptest::collection::vec((0u16..20, any::<bool>()), 0..80)) {
			let mut plain = Area::default();
			for (good, _) in loans.iter().filter(|l| !l.1) {
				for (bad, _) in loans.iter().filter(|l| l.1) {
					plain.pairs += 1;
					plain.concordant += u64::from(good > bad);
					plain.tied += u64::from(good == bad);
				}
			}
			prop_assert_eq!(Area::of(loans), plain);
		}
	}
}
