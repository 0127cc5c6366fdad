//! Whether defaults are too many for what was predicted: integers only, no `Config`.
//!
//! **Model.** `E` defaults are expected. In a bad year more of them come, in a good year fewer: they come with the rate
//! `Y x E`, where `Y` is the same for all loans, has the mean 1, the standard deviation `v` and a gamma distribution. The
//! number of defaults then has a negative binomial distribution with mean `E` and variance `E + (v E)^2` (Greenwood and
//! Yule 1920; in credit, CreditRisk+, Credit Suisse First Boston 1997, appendix A8). With `v = 0` it is Poisson's.
//!
//! **Where `v` comes from.** In the one-factor model of Vasicek (*Loan portfolio value*, Risk 15, 2002), which Basel's formula uses,
//! two firms of the same probability `p` and asset correlation `r` default together with `BVN(c, c; r)`, `c = N^-1(p)`. By the
//! first term of the tetrachoric series (Pearson 1900) that exceeds `p^2` by `r n(c)^2`, so `v = sqrt(r) n(c) / p`. The table
//! below holds `n(c) / p`.

use lingnan_support::{BasisPoints, WHOLE};

/// Parts of an expected default: basis points of a year's probability in twenty-fourths of a year.
pub const PARTS: u64 = 24 * 10_000;

/// Probabilities of default in basis points, with `n(N^-1(p)) / p` in ten thousandths. Between them lies a straight line,
/// which is above the curve: never less variation than the model's.
const RATIOS: [(BasisPoints, u32); 21] = [
	(1, 39_585),
	(2, 37_892),
	(5, 35_544),
	(10, 33_671),
	(25, 31_044),
	(50, 28_919),
	(100, 26_652),
	(200, 24_209),
	(300, 22_681),
	(400, 21_543),
	(600, 19_854),
	(800, 18_583),
	(1_200, 16_670),
	(1_600, 15_207),
	(2_400, 12_953),
	(3_200, 11_175),
	(4_000, 9_659),
	(5_000, 7_979),
	(7_500, 4_237),
	(9_000, 1_950),
	(10_000, 0),
];

/// More expected defaults than this are counted in bundles: the terms to add stay few, and chance is only taken for larger.
const MOST: u64 = 2_000;

/// More defaults than this are as many as this, where at most [`MOST`] are expected.
const MOST_DEFAULTS: u64 = 20_000;

/// Terms added on one side. What is left out of a tail that long is nothing.
const MOST_TERMS: u32 = 20_000;

/// What the term of the observed number itself stands for: 2^48.
const UNIT: u128 = 1 << 48;

/// Ratios of neighbouring terms carry 32 bits behind the point.
const RATIO_BITS: u32 = 32;

/// What is expected of some loans.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Expected {
	/// Expected defaults, in [`PARTS`].
	pub parts: u64,
	/// Standard deviation of what a year makes of them, in the same unit.
	pub spread: u64,
}

impl Expected {
	/// Of loans with this probability of default within a year that together have seen so many twenty-fourths of a year.
	pub fn of(seen: u64, probability: BasisPoints, correlation: BasisPoints) -> Self {
		let parts = seen.saturating_mul(probability.min(WHOLE).into());
		let spread = u128::from(parts).saturating_mul(variation(probability, correlation).into()) / u128::from(WHOLE);
		Self { parts, spread: u64::try_from(spread).unwrap_or(u64::MAX) }
	}

	/// Together with others: the year is good or bad for all, so deviations add up.
	pub fn and(self, others: Self) -> Self {
		Self { parts: self.parts.saturating_add(others.parts), spread: self.spread.saturating_add(others.spread) }
	}

	/// Standard deviation of the year's factor, in basis points of its mean.
	fn variation(self) -> u64 {
		let variation = u128::from(self.spread).saturating_mul(WHOLE.into()) / u128::from(self.parts).max(1);
		u64::try_from(variation).unwrap_or(u64::MAX).min(100 * u64::from(WHOLE))
	}
}

/// Standard deviation of a year's default rate over its mean, in basis points, for firms of this probability of default
/// whose assets are correlated like this, both in basis points.
pub fn variation(probability: BasisPoints, correlation: BasisPoints) -> u32 {
	let p = probability.min(WHOLE);
	let ratio = RATIOS
		.windows(2)
		.find_map(|pair| {
			let [(low, at_low), (high, at_high)] = pair else { return None };
			if p > *high {
				return None;
			}
			let below = u64::from(p.saturating_sub(*low)).saturating_mul(at_low.abs_diff(*at_high).into());
			Some(u64::from(*at_low).saturating_sub(below / u64::from(high.abs_diff(*low)).max(1)))
		})
		.unwrap_or(0);
	let squared = ratio.saturating_mul(ratio).saturating_mul(correlation.min(WHOLE).into()) / u64::from(WHOLE);
	u32::try_from(squared.isqrt()).unwrap_or(u32::MAX)
}

/// True if so many defaults or more come with a chance of less than `significance` millionths.
pub fn too_many(defaulted: u32, expected: Expected, significance: u32) -> bool {
	let (k, parts, variation) = bundled(defaulted, expected);
	// No more than expected is never too many.
	if k.saturating_mul(PARTS) <= parts {
		return false;
	}
	if parts == 0 {
		return significance > 0;
	}
	let law = Law { parts, variation };
	let tail = law.upwards(k).saturating_add(UNIT);
	law.exceeds(k, tail, significance)
}

/// Defaults, what is expected, and its variation, in bundles where there are very many.
fn bundled(defaulted: u32, expected: Expected) -> (u64, u64, u64) {
	let bundle = (expected.parts / PARTS / MOST).saturating_add(1);
	((u64::from(defaulted) / bundle).min(MOST_DEFAULTS), expected.parts / bundle, expected.variation())
}

/// The negative binomial distribution by the ratios of its neighbouring terms,
/// `t(i + 1) / t(i) = (1 + i v^2) E / ((i + 1) (1 + E v^2))`.
struct Law {
	parts: u64,
	/// Basis points.
	variation: u64,
}

impl Law {
	const SQUARED_WHOLE: u128 = 100_000_000;

	fn over(&self, i: u64) -> u128 {
		let squared = u128::from(self.variation).saturating_mul(self.variation.into());
		let clustered = squared.saturating_mul(i.into()).saturating_add(Self::SQUARED_WHOLE);
		clustered.saturating_mul(self.parts.into())
	}

	fn under(&self, i: u64) -> u128 {
		let squared = u128::from(self.variation).saturating_mul(self.variation.into());
		let spread =
			squared.saturating_mul(self.parts.into()).saturating_add(Self::SQUARED_WHOLE.saturating_mul(PARTS.into()));
		spread.saturating_mul(u128::from(i).saturating_add(1))
	}

	/// `t(i + 1)` from `t(i)`.
	fn next(&self, term: u128, i: u64) -> u128 {
		scale(term, self.over(i), self.under(i))
	}

	/// `t(i - 1)` from `t(i)`.
	fn previous(&self, term: u128, i: u64) -> u128 {
		let i = i.saturating_sub(1);
		scale(term, self.under(i), self.over(i))
	}

	/// Terms above that of `k`, which is [`UNIT`], until they are nothing.
	fn upwards(&self, k: u64) -> u128 {
		let (mut sum, mut term, mut i) = (0u128, UNIT, k);
		for _ in 0..MOST_TERMS {
			term = self.next(term, i);
			if term == 0 {
				break;
			}
			sum = sum.saturating_add(term);
			i = i.saturating_add(1);
		}
		sum
	}

	/// Whether what lies below `k` makes the tail from it a smaller share of the whole than this.
	fn exceeds(&self, k: u64, tail: u128, significance: u32) -> bool {
		let (mut rest, mut term, mut i) = (0u128, UNIT, k);
		while i > 0 && term > 0 {
			term = self.previous(term, i);
			rest = rest.saturating_add(term);
			i = i.saturating_sub(1);
			if is_rarer(tail, rest, significance) {
				return true;
			}
		}
		false
	}
}

/// A term times a ratio. The ratio is rounded down at 2^-32.
fn scale(term: u128, over: u128, under: u128) -> u128 {
	let ratio = (over << RATIO_BITS) / under.max(1);
	term.saturating_mul(ratio) >> RATIO_BITS
}

/// `tail / (tail + rest)` is less than so many millionths. It can only become truer as the rest grows.
fn is_rarer(tail: u128, rest: u128, significance: u32) -> bool {
	const MILLION: u128 = 1_000_000;
	let significance = u128::from(significance).min(MILLION);
	tail.saturating_mul(MILLION.saturating_sub(significance)) < rest.saturating_mul(significance)
}
