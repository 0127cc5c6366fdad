//! What commitments tell by subtraction: nothing, unless blindings were used twice.
//!
//! Two commitments under one blinding differ by their values times the base, and one without blinding is its value times the
//! base. So each difference of two commitments of an indicator, over all attestations of all firms and revisions, and each
//! commitment itself, is compared with the multiples of the base by small numbers and by the figures themselves.

use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT as BASE,
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
	traits::Identity,
};
use std::collections::HashMap;

/// Multiples of the base up to this number of times, either way: points, bins, counts.
const SMALL: i64 = 1_000;

/// The commitments of one attestation, as the chain stores them.
pub struct Commitments {
	/// Whose it is, for messages.
	pub name: String,
	/// One for each bin but the last.
	pub stored: Vec<[u8; 32]>,
}

impl Commitments {
	/// Those of all bins: the last is the base less the others.
	fn all(&self) -> Vec<RistrettoPoint> {
		let read = |bytes: &[u8; 32]| CompressedRistretto(*bytes).decompress().expect("it is a point");
		let mut points: Vec<_> = self.stored.iter().map(read).collect();
		points.push(BASE - points.iter().sum::<RistrettoPoint>());
		points
	}
}

fn times_base(number: i64) -> RistrettoPoint {
	let point = BASE * Scalar::from(number.unsigned_abs());
	if number < 0 {
		-point
	} else {
		point
	}
}

/// Multiples of the base that are recognised.
pub struct Known(HashMap<[u8; 32], i64>);

impl Known {
	/// Small numbers, and these figures, either way.
	pub fn of(figures: &[i64]) -> Self {
		let small = (-SMALL..=SMALL).scan(times_base(-SMALL - 1), |point, number| {
			*point += BASE;
			Some((number, *point))
		});
		let figures = figures.iter().flat_map(|figure| [*figure, -figure]).map(|figure| (figure, times_base(figure)));
		Self(small.chain(figures).map(|(number, point)| (point.compress().to_bytes(), number)).collect())
	}

	/// The pairs of commitments, all of one indicator, that differ by a known number of times the base. None, if no blinding
	/// was used twice.
	pub fn telling(&self, of: &[Commitments]) -> Vec<String> {
		let mut points = vec![("nothing".to_string(), RistrettoPoint::identity())];
		for one in of {
			let by_bin = (0..).zip(one.all()).map(|(bin, point): (u8, _)| (format!("{}, bin {bin}", one.name), point));
			points.extend(by_bin);
		}
		let mut telling = Vec::new();
		for (place, (name, point)) in points.iter().enumerate() {
			for (other, before) in &points[..place] {
				if let Some(number) = self.0.get(&(point - before).compress().to_bytes()) {
					telling.push(format!("{name} is {number} times the base more than {other}"));
				}
			}
		}
		telling
	}
}

/// The same, where it is asked once.
pub fn telling(of: &[Commitments], figures: &[i64]) -> Vec<String> {
	Known::of(figures).telling(of)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// With H as any point whose ratio to the base nobody knows.
	fn sealed(name: &str, bin: usize, blindings: [u64; 3]) -> Commitments {
		let h = RistrettoPoint::from_uniform_bytes(&[7; 64]);
		let commit =
			|(place, blinding): (usize, u64)| BASE * Scalar::from(u64::from(place == bin)) + h * Scalar::from(blinding);
		let stored = blindings.into_iter().enumerate().map(commit).map(|point| point.compress().to_bytes()).collect();
		Commitments { name: name.into(), stored }
	}

	#[test]
	fn a_blinding_that_was_used_twice_tells_the_bin() {
		let good = [sealed("a", 0, [11, 1_200, 1_300]), sealed("b", 1, [21_000, 22_500, 23_700])];
		assert_eq!(Known::of(&[7_318_264_905_173]).telling(&good), Vec::<String>::new());
		let again = [sealed("a", 0, [11, 1_200, 1_300]), sealed("b", 1, [11, 22_500, 23_700])];
		assert_eq!(Known::of(&[]).telling(&again), ["b, bin 0 is -1 times the base more than a, bin 0"]);
		// The same bin under the same blinding: a revision that says the same.
		let same = [sealed("a", 2, [11, 1_200, 1_300]), sealed("b", 2, [500, 1_200, 9_000])];
		assert_eq!(Known::of(&[]).telling(&same), ["b, bin 1 is 0 times the base more than a, bin 1"]);
	}

	#[test]
	fn a_commitment_without_blinding_tells_itself_and_a_figure_is_recognised() {
		let bare = [sealed("a", 0, [0, 1_200, 1_300])];
		assert_eq!(Known::of(&[]).telling(&bare), ["a, bin 0 is 1 times the base more than nothing"]);
		let figure = -7_318_264_905_173;
		let points = [times_base(figure), RistrettoPoint::from_uniform_bytes(&[9; 64])];
		let stored = points.iter().map(|point| point.compress().to_bytes()).collect();
		let said = Known::of(&[figure]).telling(&[Commitments { name: "a".into(), stored }]);
		assert_eq!(said, [format!("a, bin 0 is {figure} times the base more than nothing")]);
	}
}
