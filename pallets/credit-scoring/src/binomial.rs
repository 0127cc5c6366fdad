//! Whether loans default more often than their grade says: an exact one-sided binomial test in integers.
//!
//! If each of `n` loans defaults with probability `p`, independently, `k` or more default with the probability of the upper tail
//! of the binomial distribution. When that is less than one minus the confidence, the grade's probability is refuted.

use lingnan_support::{BasisPoints, WHOLE};

/// What the term of `k` itself stands for while terms are compared: 2^48.
const UNIT: u128 = 1 << 48;

/// Terms on either side of `k` that are looked at. Beyond them, for up to four million loans, lies less than a
/// millionth of the whole.
const MOST_TERMS: u32 = 20_000;

/// True if `defaulted` out of `loans` refutes `probability` at this confidence, that is if
/// `P(X >= defaulted) < 1 - confidence` for `X` binomial with `loans` and `probability`.
///
/// Terms are taken relative to that of `defaulted`, upwards and downwards by the ratio of neighbours,
/// `t(i + 1) / t(i) = (n - i) p / ((i + 1) (1 - p))`, each rounded down at 2^-48.
pub fn refutes(loans: u32, defaulted: u32, probability: BasisPoints, confidence: BasisPoints) -> bool {
	let significance = u128::from(WHOLE.saturating_sub(confidence));
	let (n, k) = (u128::from(loans), u128::from(defaulted.min(loans)));
	let p = u128::from(probability.min(WHOLE));
	let q = u128::from(WHOLE).saturating_sub(p);
	// No more than expected refutes nothing; where none is possible, one refutes.
	if k.saturating_mul(WHOLE.into()) <= n.saturating_mul(p) {
		return false;
	}
	if p == 0 {
		return significance > 0;
	}

	let (mut tail, mut term, mut i) = (UNIT, UNIT, k);
	for _ in 0..MOST_TERMS {
		term =
			term.saturating_mul(n.saturating_sub(i).saturating_mul(p)) / i.saturating_add(1).saturating_mul(q).max(1);
		if term == 0 {
			break;
		}
		tail = tail.saturating_add(term);
		i = i.saturating_add(1);
	}

	let (mut rest, mut term, mut i) = (0u128, UNIT, k);
	let whole = u128::from(WHOLE);
	for _ in 0..MOST_TERMS {
		if i == 0 {
			break;
		}
		let below = n.saturating_sub(i).saturating_add(1).saturating_mul(p);
		term = term.saturating_mul(i.saturating_mul(q)) / below.max(1);
		if term == 0 {
			break;
		}
		rest = rest.saturating_add(term);
		i = i.saturating_sub(1);
		// tail / (tail + rest) < significance can only become truer from here on.
		if tail.saturating_mul(whole.saturating_sub(significance)) < rest.saturating_mul(significance) {
			return true;
		}
	}
	false
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Upper tails from tables of the binomial distribution:
	/// n 10, p 0.05: P(X >= 3) = 0.01150, P(X >= 4) = 0.00103;
	/// n 100, p 0.01: P(X >= 4) = 0.01837, P(X >= 5) = 0.00343;
	/// n 20, p 0.5: P(X >= 15) = 0.02069, P(X >= 16) = 0.00591;
	/// n 1, p 0.001: P(X >= 1) = 0.001.
	#[test]
	fn tabled_tails_are_met() {
		for (n, k, p, confidence, expected) in [
			(10, 3, 500, 9_900, false),
			(10, 3, 500, 9_884, true),
			(10, 4, 500, 9_900, true),
			(10, 4, 500, 9_990, false),
			(100, 4, 100, 9_900, false),
			(100, 5, 100, 9_900, true),
			(100, 5, 100, 9_966, false),
			(100, 5, 100, 9_965, true),
			(20, 15, 5_000, 9_900, false),
			(20, 16, 5_000, 9_900, true),
			(1, 1, 10, 9_990, false),
			(1, 1, 10, 9_900, true),
		] {
			assert_eq!(refutes(n, k, p, confidence), expected, "{k} of {n} at {p} bp, confidence {confidence}");
		}
	}

	#[test]
	fn the_ends_are_decided() {
		assert!(!refutes(0, 0, 100, 9_900));
		assert!(!refutes(10, 10, 10_000, 9_900), "certain default is no surprise");
		assert!(refutes(10, 1, 0, 9_900), "impossible default is");
		assert!(!refutes(10, 0, 0, 9_900));
		assert!(!refutes(10, 10, 100, 10_000), "certainty is never reached");
		assert!(refutes(1_000_000, 11_000, 1_000_000 / 100 / 100, 9_900));
		assert!(!refutes(1_000_000, 10_010, 100, 9_900));
		assert!(refutes(u32::MAX, u32::MAX, 1, 9_999));
	}

	/// The same in floating point, by logarithms: an independent way.
	fn tail(n: u32, k: u32, p: f64) -> f64 {
		let ln_factorial = |m: u32| (1..=m).map(|i| f64::from(i).ln()).sum::<f64>();
		(k..=n)
			.map(|i| {
				let ways = ln_factorial(n) - ln_factorial(i) - ln_factorial(n - i);
				(ways + f64::from(i) * p.ln() + f64::from(n - i) * (1.0 - p).ln()).exp()
			})
			.sum()
	}

	proptest! {
		#[test]
		fn it_agrees_with_floating_point(n in 1u32..300, k in 0u32..300, p in 1u32..9_999, confidence in 9_000u32..9_999) {
			let k = k.min(n);
			let by_float = tail(n, k, f64::from(p) / 10_000.0);
			let significance = 1.0 - f64::from(confidence) / 10_000.0;
			prop_assume!((by_float - significance).abs() > 1e-7);
			prop_assert_eq!(refutes(n, k, p, confidence), by_float < significance);
		}

		#[test]
		fn one_more_default_never_makes_it_better(n in 1u32..100_000, k in 0u32..100_000, p in 0u32..10_000) {
			let k = k.min(n - 1);
			prop_assert!(!refutes(n, k, p, 9_900) || refutes(n, k + 1, p, 9_900));
		}

		#[test]
		fn no_input_overflows(n: u32, k: u32, p: u32, confidence: u32) {
			refutes(n, k, p, confidence);
		}
	}
}
