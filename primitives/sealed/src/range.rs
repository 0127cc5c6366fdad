//! Range proofs in the format of the crate `bulletproofs` 5 (Bünz and others, *Bulletproofs*, 2018), as equations for a
//! batch. The crate verifies one proof at a time and keeps a proof's numbers to itself; its own verifier is what tests
//! compare this one with.

use crate::{
	batch::Equation,
	generators::OF_A_PARTY,
	transcript::{challenge, Elements},
	Commitment, Refusal,
};
use alloc::vec::Vec;
use core::iter::successors;
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;

/// The width of the values of a range proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bits {
	Eight,
	Sixteen,
	ThirtyTwo,
	SixtyFour,
}

impl Bits {
	pub const fn count(self) -> usize {
		match self {
			Self::Eight => 8,
			Self::Sixteen => 16,
			Self::ThirtyTwo => 32,
			Self::SixtyFour => 64,
		}
	}

	/// The greatest value.
	pub const fn most(self) -> u64 {
		u64::MAX >> (64 - self.count())
	}
}

/// Bytes of a range proof of so many values; nothing where there is no such proof.
pub const fn range_proof_bytes(bits: Bits, values: usize) -> Option<usize> {
	match values {
		1 | 2 | 4 => Some((9 + 2 * (bits.count() * values).ilog2() as usize) * 32),
		_ => None,
	}
}

/// The two equations of a proof, with `n` bits in all and `z_i` for `z^j 2^k` at bit `k` of value `j`:
///
/// - bits: `A + x S - e B' - sum (z + a s_i) G_i + sum (z + y^-i (z^2 z_i - b / s_i)) H_i + w (t - a b) B + sum u^2 L +
///   sum u^-2 R`;
/// - value: `x T_1 + x^2 T_2 - t' B' + (delta - t) B + sum z^(2+j) V_j`.
pub(crate) fn equations(
	claim: &Transcript,
	bits: Bits,
	values: &[Commitment],
	proof: &[u8],
) -> Result<[Equation; 2], Refusal> {
	let bytes = range_proof_bytes(bits, values.len()).ok_or(Refusal::WrongValues)?;
	let mut elements = Elements::of(proof, bytes / 32)?;
	let all = bits.count() * values.len();

	let transcript = &mut claim.clone();
	transcript.append_message(b"dom-sep", b"rangeproof v1");
	transcript.append_u64(b"n", bits.count() as u64);
	transcript.append_u64(b"m", values.len() as u64);
	for value in values {
		transcript.append_message(b"V", value.encoding());
	}
	let (a_point, s_point) = (elements.point(transcript, b"A")?, elements.point(transcript, b"S")?);
	let (y, z) = (challenge(transcript, b"y"), challenge(transcript, b"z"));
	let (t_1, t_2) = (elements.point(transcript, b"T_1")?, elements.point(transcript, b"T_2")?);
	let x = challenge(transcript, b"x");
	let t = elements.scalar(transcript, b"t_x")?;
	let t_blinding = elements.scalar(transcript, b"t_x_blinding")?;
	let e_blinding = elements.scalar(transcript, b"e_blinding")?;
	let w = challenge(transcript, b"w");

	transcript.append_message(b"dom-sep", b"ipp v1");
	transcript.append_u64(b"n", all as u64);
	let mut halvings = Vec::new();
	for _ in 0..all.ilog2() {
		let (left, right) = (elements.point(transcript, b"L")?, elements.point(transcript, b"R")?);
		halvings.push((left, right, challenge(transcript, b"u")));
	}
	// Nothing is drawn after these, so the crate's transcript has no labels for them. The batch takes in all bytes.
	let (a, b) = (elements.scalar(transcript, b"a")?, elements.scalar(transcript, b"b")?);

	let mut inverses: Vec<Scalar> = halvings.iter().map(|(_, _, u)| *u).chain([y]).collect();
	if inverses.contains(&Scalar::ZERO) {
		return Err(Refusal::Failed);
	}
	Scalar::batch_invert(&mut inverses);
	let y_inverse = inverses.pop().ok_or(Refusal::Failed)?;

	let mut folded = Equation {
		value: w * (t - a * b),
		blinding: -e_blinding,
		points: Vec::from([(Scalar::ONE, a_point), (x, s_point)]),
		..Equation::default()
	};
	for ((left, right, u), inverse) in halvings.iter().zip(&inverses) {
		folded.points.extend([(u * u, *left), (inverse * inverse, *right)]);
	}
	let s = products(halvings.iter().map(|(_, _, u)| *u), &inverses);
	let (z_square, z_by_value) = (z * z, powers(z).take(values.len()).collect::<Vec<_>>());
	let powers_of_two: Vec<Scalar> = powers(Scalar::from(2u64)).take(bits.count()).collect();
	let weights = z_by_value.iter().flat_map(|of_value| powers_of_two.iter().map(move |of_bit| of_value * of_bit));
	let places = (0..values.len()).flat_map(|party| (0..bits.count()).map(move |bit| party * OF_A_PARTY + bit));
	let parts = places.zip(s.iter().zip(s.iter().rev())).zip(weights.zip(powers(y_inverse)));
	for ((place, (s, inverse)), (weight, y_power)) in parts {
		folded.g.push((place, -z - a * s));
		folded.h.push((place, z + y_power * (z_square * weight - b * inverse)));
	}

	// The sum of all powers of y below `all`, which is a power of two.
	let y_sum: Scalar = successors(Some(y), |power| Some(power * power))
		.take(all.ilog2() as usize)
		.map(|power| Scalar::ONE + power)
		.product();
	let z_sum: Scalar = z_by_value.iter().sum();
	let delta = (z - z_square) * y_sum - z_square * z * Scalar::from(bits.most()) * z_sum;
	let mut worth = Equation { value: delta - t, blinding: -t_blinding, points: Vec::new(), ..Equation::default() };
	worth.points.extend([(x, t_1), (x * x, t_2)]);
	worth.points.extend(values.iter().zip(&z_by_value).map(|(v, power)| (z_square * power, *v.point())));
	Ok([folded, worth])
}

/// 1, and so on.
pub(crate) fn powers(of: Scalar) -> impl Iterator<Item = Scalar> {
	successors(Some(Scalar::ONE), move |last| Some(last * of))
}

/// For each `i` the product over the halvings of `u` where the bit of `i` is 1, and of its inverse where it is 0; the first
/// halving goes by the highest bit. Read backwards, they are the inverses.
fn products(halvings: impl DoubleEndedIterator<Item = Scalar>, inverses: &[Scalar]) -> Vec<Scalar> {
	let mut products = Vec::from([inverses.iter().product::<Scalar>()]);
	for u in halvings.rev() {
		let square = u * u;
		products.extend_from_within(..);
		let half = products.len() / 2;
		products.iter_mut().skip(half).for_each(|product| *product *= square);
	}
	products
}
