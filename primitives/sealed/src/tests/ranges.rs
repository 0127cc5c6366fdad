//! Range proofs, with the crate's own verifier as the oracle: what it accepts passes, alone and among others; what it
//! refuses does not.

use crate::{
	tests::stage::{self, numbers},
	*,
};
use bulletproofs::{BulletproofGens, PedersenGens, RangeProof};
use curve25519_dalek::{ristretto::CompressedRistretto, scalar::Scalar};
use merlin::Transcript;
use proptest::prelude::*;
use std::sync::OnceLock;

pub const WIDTHS: [Bits; 4] = [Bits::Eight, Bits::Sixteen, Bits::ThirtyTwo, Bits::SixtyFour];
pub const VALUES: [usize; 3] = [1, 2, 4];

fn bases() -> &'static BulletproofGens {
	static BASES: OnceLock<BulletproofGens> = OnceLock::new();
	BASES.get_or_init(|| BulletproofGens::new(64, 4))
}

/// A proof by the crate's prover, and what it is about.
#[derive(Clone)]
pub struct Ranged {
	pub claim: Transcript,
	pub bits: Bits,
	pub values: Vec<Commitment>,
	pub proof: Vec<u8>,
}

pub fn claim(of: &[u8]) -> Transcript {
	let mut claim = Transcript::new(b"lingnan test");
	claim.append_message(b"of", of);
	claim
}

impl Ranged {
	pub fn new(bits: Bits, values: &[u64], seed: &[u8]) -> Self {
		let mut draw = numbers(seed);
		let blindings: Vec<Scalar> = values.iter().map(|_| draw()).collect();
		Self::with(claim(seed), bits, values, &blindings)
	}

	pub fn with(claim: Transcript, bits: Bits, values: &[u64], blindings: &[Scalar]) -> Self {
		let (proof, commitments) = RangeProof::prove_multiple_with_rng(
			bases(),
			&PedersenGens::default(),
			&mut claim.clone(),
			values,
			blindings,
			bits.count(),
			&mut rehearsal_rng(b"ranged"),
		)
		.unwrap();
		let values = commitments.iter().map(|one| Commitment::computed(one.decompress().unwrap())).collect();
		Self { claim, bits, values, proof: proof.to_bytes() }
	}

	/// As wide as possible, and as narrow.
	pub fn all() -> &'static [Self] {
		static ALL: OnceLock<Vec<Ranged>> = OnceLock::new();
		ALL.get_or_init(Self::make_all)
	}

	fn make_all() -> Vec<Self> {
		let mut all = vec![];
		for bits in WIDTHS {
			for count in VALUES {
				let most = u64::MAX >> (64 - bits.count());
				let values: Vec<u64> = [most, 0, most / 3, 1].into_iter().take(count).collect();
				all.push(Self::new(bits, &values, &[bits.count() as u8, count as u8]));
			}
		}
		all
	}

	pub fn verify(&self) -> Result<(), Refusal> {
		self.add_to(Batch::new())?.verify()
	}

	pub fn add_to(&self, batch: Batch) -> Result<Batch, Refusal> {
		batch.range(&self.claim, self.bits, &self.values, &self.proof)
	}

	pub fn crate_accepts(&self) -> bool {
		let values: Vec<_> = self.values.iter().map(|one| CompressedRistretto(*one.encoding())).collect();
		RangeProof::from_bytes(&self.proof).is_ok_and(|proof| {
			let rng = &mut rehearsal_rng(b"oracle");
			let claim = &mut self.claim.clone();
			let width = self.bits.count();
			proof.verify_multiple_with_rng(bases(), &PedersenGens::default(), claim, &values, width, rng).is_ok()
		})
	}

	/// What both say.
	fn agreed(&self) -> bool {
		let accepted = self.verify().is_ok();
		assert_eq!(accepted, self.crate_accepts(), "{:?} x {}", self.bits, self.values.len());
		accepted
	}
}

#[test]
fn what_the_crate_accepts_passes() {
	for ranged in Ranged::all() {
		assert_eq!(Some(ranged.proof.len()), range_proof_bytes(ranged.bits, ranged.values.len()));
		assert!(ranged.agreed());
	}
	// Nothing under no blinding is the identity, which the crate takes as a value.
	assert!(Ranged::with(claim(b"nothing"), Bits::Eight, &[0], &[Scalar::ZERO]).agreed());
}

#[test]
fn a_value_out_of_range_is_refused() {
	for (bits, most) in [(Bits::Eight, 255), (Bits::Sixteen, 65_535), (Bits::ThirtyTwo, u64::from(u32::MAX))] {
		assert!(Ranged::new(bits, &[most], b"range").agreed());
		assert!(!Ranged::new(bits, &[most + 1], b"range").agreed());
		assert!(!Ranged::new(bits, &[3, most + 1], b"range").agreed());
	}
}

#[test]
fn the_prover_of_ranges_proves_what_is_in_range() {
	let mut draw = numbers(b"prover");
	for bits in WIDTHS {
		for count in VALUES {
			let values: Vec<_> = [bits.most(), 0, 1, 5].map(|value| (value, draw().to_bytes()))[..count].into();
			let claim = claim(b"prover");
			let (values, proof) = prove_range(&claim, bits, &values, &mut rehearsal_rng(b"prover")).unwrap();
			assert!(Ranged { claim, bits, values, proof }.agreed());
		}
	}
	let refusal = |bits, values: &[(u64, [u8; 32])]| {
		prove_range(&claim(b"prover"), bits, values, &mut rehearsal_rng(b"prover")).unwrap_err()
	};
	assert_eq!(refusal(Bits::Eight, &[(256, [0; 32])]), Unprovable::OutOfRange);
	assert_eq!(refusal(Bits::Eight, &[(1, [255; 32])]), Unprovable::Malformed(Refusal::MalformedBlinding));
	assert_eq!(refusal(Bits::Eight, &[(1, [0; 32]); 3]), Unprovable::Malformed(Refusal::WrongValues));
}

/// Values, widths and claims that the proof is not about.
#[test]
fn a_proof_about_something_else_is_refused() {
	let good = Ranged::new(Bits::Sixteen, &[7, 9], b"good");
	assert!(good.agreed());
	let mut swapped = good.clone();
	swapped.values.swap(0, 1);
	assert!(!swapped.agreed());
	let other = Ranged::new(Bits::Sixteen, &[7, 9], b"other");
	assert!(!Ranged { values: other.values, ..good.clone() }.agreed());
	assert!(!Ranged { claim: claim(b"other"), ..good.clone() }.agreed());
	// As many bits in all.
	let wide = Ranged { bits: Bits::ThirtyTwo, values: good.values[..1].to_vec(), ..good.clone() };
	assert_eq!(wide.proof.len(), range_proof_bytes(wide.bits, 1).unwrap());
	assert!(!wide.agreed());
	let mut narrow = good.clone();
	narrow.values.extend_from_within(..);
	assert!(!Ranged { bits: Bits::Eight, ..narrow }.agreed());

	for count in [0, 3, 5, 8] {
		let values = vec![good.values[0]; count];
		assert_eq!(Ranged { values, ..good.clone() }.verify(), Err(Refusal::WrongValues), "{count}");
		assert_eq!(range_proof_bytes(Bits::Sixteen, count), None);
	}
	for length in [0, 1, 31, 32, good.proof.len() - 64, good.proof.len() - 1] {
		let proof = good.proof[..length].to_vec();
		assert_eq!(Ranged { proof, ..good.clone() }.verify(), Err(Refusal::ProofLength), "{length}");
	}
	let proof = [good.proof.as_slice(), &[0; 64]].concat();
	assert_eq!(Ranged { proof, ..good }.verify(), Err(Refusal::ProofLength));
}

#[test]
fn each_byte_of_a_range_proof_flipped() {
	for good in [Ranged::new(Bits::Eight, &[200], b"flipped"), Ranged::new(Bits::Eight, &[200, 3], b"flipped")] {
		assert!(good.agreed());
		for place in 0..good.proof.len() {
			let mut flipped = good.clone();
			flipped.proof[place] ^= 1 << (place % 8);
			assert!(!flipped.agreed(), "{place}");
		}
	}
}

/// The order of the group, added to a scalar, gives the same scalar in another encoding.
#[test]
fn a_scalar_that_is_not_reduced_is_refused() {
	let good = Ranged::new(Bits::Eight, &[200], b"reduced");
	assert!(good.agreed());
	let mut order = [0u8; 32];
	hex::decode_to_slice("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", &mut order).unwrap();
	let elements = good.proof.len() / 32;
	for element in [4, 5, 6, elements - 2, elements - 1] {
		let mut other = good.clone();
		let mut carry = 0u16;
		for (byte, add) in other.proof[element * 32..][..32].iter_mut().zip(order) {
			carry += u16::from(*byte) + u16::from(add);
			*byte = carry as u8;
			carry >>= 8;
		}
		assert_eq!(other.verify(), Err(Refusal::MalformedProof), "{element}");
		assert!(!other.crate_accepts());
	}
}

/// A prover of grades whose transcript lacks one field of the claim.
#[test]
fn any_label_of_a_grade_left_out() {
	let (firm, claim) = (stage::firm(), stage::claim());
	let proof = stage::proof(&firm, &claim);
	let verify = |proof: &[u8]| Batch::new().grade(&claim, &firm.total, proof)?.verify();
	assert_eq!(verify(&proof), Ok(()));
	let fields: Vec<(&'static [u8], Vec<u8>)> = vec![
		(b"genesis-hash", vec![7; 32]),
		(b"enterprise", claim.enterprise.clone().into()),
		(b"scorecard", 3u64.to_le_bytes().into()),
		(b"grade", 2u64.to_le_bytes().into()),
		(b"cut-off", 550u64.to_le_bytes().into()),
		(b"used", 3u64.to_le_bytes().into()),
		(b"indicator", 0u64.to_le_bytes().into()),
		(b"revision", 1u64.to_le_bytes().into()),
		(b"indicator", 1u64.to_le_bytes().into()),
		(b"revision", 4u64.to_le_bytes().into()),
		(b"indicator", 5u64.to_le_bytes().into()),
		(b"revision", 2u64.to_le_bytes().into()),
		(b"institution", 9u32.to_le_bytes().into()),
		(b"nonce", 6u64.to_le_bytes().into()),
	];
	for left_out in 0..=fields.len() {
		let mut transcript = Transcript::new(DOMAIN);
		for (_, (label, field)) in fields.iter().enumerate().filter(|(n, _)| *n != left_out) {
			transcript.append_message(label, field);
		}
		let made = Ranged::with(transcript, Bits::Sixteen, &[15], &[firm.secret.blinding]);
		let expected = if left_out == fields.len() { Ok(()) } else { Err(Refusal::Failed) };
		assert_eq!(verify(&made.proof), expected, "{left_out}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// Any values, and one changed byte.
	#[test]
	fn batch_and_crate_agree(
		width in 0usize..4,
		count in 0usize..3,
		values in prop::array::uniform4(any::<u64>()),
		shift in 0u32..64,
		place in any::<prop::sample::Index>(),
		change in any::<u8>(),
	) {
		let values = values.map(|value| value >> shift);
		let mut ranged = Ranged::new(WIDTHS[width], &values[..VALUES[count]], b"agree");
		let fit = values[..VALUES[count]].iter().all(|value| *value <= u64::MAX >> (64 - WIDTHS[width].count()));
		prop_assert_eq!(ranged.agreed(), fit);
		let place = place.index(ranged.proof.len());
		ranged.proof[place] ^= change;
		prop_assert_eq!(ranged.agreed(), fit && change == 0);
	}
}
