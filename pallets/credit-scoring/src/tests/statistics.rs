//! The test of too many defaults, against tables and another way to reckon.

use crate::statistics::*;
use proptest::prelude::*;

fn expect(defaults: f64, variation: f64) -> Expected {
	let parts = (defaults * PARTS as f64) as u64;
	Expected { parts, spread: (parts as f64 * variation) as u64 }
}

/// Upper tails of Poisson's distribution, from tables: mean 1: P(X >= 4) = 0.018988, P(X >= 5) = 0.003660;
/// mean 5: P(X >= 12) = 0.005453, P(X >= 13) = 0.002019; mean 10: P(X >= 20) = 0.003454.
#[test]
fn without_correlation_it_is_poissons_table() {
	for (mean, k, tail) in [(1.0, 4, 18_988), (1.0, 5, 3_660), (5.0, 12, 5_453), (5.0, 13, 2_019), (10.0, 20, 3_454)] {
		assert!(too_many(k, expect(mean, 0.0), tail + 2), "{k} at {mean}");
		assert!(!too_many(k, expect(mean, 0.0), tail - 2), "{k} at {mean}");
	}
}

#[test]
fn the_ends_are_decided() {
	assert!(!too_many(0, Expected::default(), 1_000));
	assert!(too_many(1, Expected::default(), 1_000), "what is impossible is too much");
	assert!(!too_many(1, Expected::default(), 0), "certainty is never reached");
	assert!(!too_many(5, expect(5.0, 0.3), 500_000), "no more than expected");
	assert!(too_many(u32::MAX, expect(1.0, 0.3), 1));
	assert!(!too_many(u32::MAX, Expected { parts: u64::MAX, spread: u64::MAX }, 1_000));
}

/// Asset correlation 2 %: at 1 % Basel's formula gives joint defaults for a standard deviation of 0.3872 of the mean, at
/// 4 % of 0.3093, at 16 % of 0.2161. One term of the series and a straight line between nodes come within a tenth.
#[test]
fn variation_follows_vasicek() {
	for (p, exact) in [(100, 3_872.0), (400, 3_093.0), (1_600, 2_161.0)] {
		let ours = f64::from(variation(p, 200));
		assert!((ours / exact - 1.0).abs() < 0.1, "{p}: {ours}");
	}
	assert_eq!(variation(200, 0), 0);
	assert_eq!(variation(10_000, 200), 0);
	assert!((1..10_000).all(|p| variation(p, 200) >= variation(p + 1, 200)));
}

#[test]
fn correlation_asks_for_more() {
	// Ten expected: twenty are too many for chance alone, and not for a bad year.
	assert!(too_many(22, expect(10.0, 0.0), 2_000));
	assert!(!too_many(22, expect(10.0, 0.25), 2_000));
	assert!(too_many(30, expect(10.0, 0.25), 2_000));
}

/// The chance of so many or more.
fn by_float(k: u32, mean: f64, v: f64) -> f64 {
	let mut term = if v == 0.0 { (-mean).exp() } else { (1.0 + mean * v * v).powf(-1.0 / (v * v)) };
	let mut below = 0.0;
	for i in 0..k {
		below += term;
		let i = f64::from(i);
		term *= (1.0 + i * v * v) * mean / ((i + 1.0) * (1.0 + mean * v * v));
	}
	1.0 - below
}

proptest! {
	#[test]
	fn it_agrees_with_floating_point(k in 0u32..120, hundredths in 1u32..6_000, v in 0u32..60, significance in 500u32..50_000) {
		let (mean, v) = (f64::from(hundredths) / 100.0, f64::from(v) / 100.0);
		let expected = expect(mean, v);
		let many = by_float(k, mean, v);
		let share = f64::from(significance) / 1e6;
		if (many / share - 1.0).abs() > 0.01 {
			prop_assert_eq!(too_many(k, expected, significance), many < share && f64::from(k) > mean);
		}
	}

	#[test]
	fn one_more_default_never_makes_it_better(k in 0u32..3_000, parts in 0u64..1_000_000_000, v in 0u64..10_000) {
		let expected = Expected { parts, spread: parts * v / 10_000 };
		prop_assert!(!too_many(k, expected, 2_000) || too_many(k + 1, expected, 2_000));
	}

	#[test]
	fn no_input_overflows(k: u32, parts: u64, spread: u64, significance: u32) {
		too_many(k, Expected { parts, spread }, significance);
	}
}
