//! Blindings that are derived from a secret and not stored, so that an opening which an enterprise lost can be made again.

use crate::{Opening, Refusal, MAX_BINS};
use core::fmt;
use curve25519_dalek::scalar::Scalar;
use hmac::{Hmac, Mac};
use sha2::Sha512;

/// What all blindings of an agency come from: 32 bytes of the operating system's randomness. It stays with the agency;
/// whoever has it can open every attestation that was sealed with it.
#[derive(Clone)]
pub struct BlindingSecret([u8; 32]);

/// Which attestation is sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occasion<'a> {
	/// Hash of the chain's block 0: a secret that serves on two chains does not give both the same blindings.
	pub genesis_hash: [u8; 32],
	/// The registration number as people write it, with its place: `CN:91440300708461136T`.
	pub enterprise: &'a str,
	pub indicator: u32,
	/// Last day of the period that the figure is about, days since 1970.
	pub period_end: u32,
	/// The revision that the attestation will have: a correction has other blindings, or it would open both by subtraction.
	/// 0 in an anchored dataset, whose leaves get their revision when they are brought.
	pub revision: u32,
}

impl BlindingSecret {
	pub fn new(secret: [u8; 32]) -> Self {
		Self(secret)
	}

	/// The opening of this attestation with the value in this bin, the same each time. Each blinding but the last is
	/// HMAC-SHA-512 (RFC 2104, FIPS 180-4) of the occasion, the sealed bin and the blinding's own, read as a number of 512
	/// bits, little-endian, modulo the group's order; the last is what makes their sum 0.
	///
	/// The sealed bin is part of it so that two values under one revision, which an agency makes when a transaction never
	/// got into a block and it seals anew, have nothing in common. To open what lies on the chain without knowing the
	/// bin, try each: there are 8 at most.
	pub fn opening(&self, of: &Occasion, bin: u8, bins: usize) -> Result<Opening, Refusal> {
		if !(2..=MAX_BINS).contains(&bins) {
			return Err(Refusal::WrongBins);
		}
		let derived = (0u8..).take(bins - 1).map(|of_bin| {
			let bytes = self.derive(b"lingnan blinding v1", of, &[bin, of_bin])?;
			Ok(Scalar::from_bytes_mod_order_wide(&bytes))
		});
		Opening::balanced(bin, derived.collect::<Result<_, _>>()?)
	}

	/// What the figure's fingerprint is salted with: the first 32 bytes of HMAC-SHA-512 of the occasion and the figure, in the
	/// indicator's unit. The figure is part of it for the same reason as the bin: whoever learns one salt must not be able to
	/// try figures on the fingerprint of another.
	pub fn salt(&self, of: &Occasion, value: i64) -> Result<[u8; 32], Refusal> {
		let bytes = self.derive(b"lingnan salt v1", of, &value.to_le_bytes())?;
		bytes.first_chunk().copied().ok_or(Refusal::MalformedBlinding)
	}

	/// The secret of one dataset that is anchored as a whole, from which its leaves' blindings and salts come in place of the
	/// agency's own: who serves the dataset holds it, and can open no other attestation. The first 32 bytes of HMAC-SHA-512 of
	/// chain, indicator, period and the nonce of this building of the dataset.
	pub fn dataset(&self, of: &Occasion, nonce: &[u8; 16]) -> Result<[u8; 32], Refusal> {
		let bytes = self.derive(b"lingnan dataset v1", &Occasion { enterprise: "", revision: 0, ..*of }, nonce)?;
		bytes.first_chunk().copied().ok_or(Refusal::MalformedBlinding)
	}

	/// Each part has a fixed length or stands after its length, so that no two occasions make one text.
	fn derive(&self, domain: &[u8], of: &Occasion, sealed: &[u8]) -> Result<[u8; 64], Refusal> {
		let mut mac = Hmac::<Sha512>::new_from_slice(&self.0).map_err(|_| Refusal::MalformedBlinding)?;
		for text in [domain, of.enterprise.as_bytes()] {
			mac.update(&(text.len() as u64).to_le_bytes());
			mac.update(text);
		}
		mac.update(&of.genesis_hash);
		for number in [of.indicator, of.period_end, of.revision] {
			mac.update(&number.to_le_bytes());
		}
		mac.update(sealed);
		Ok(mac.finalize().into_bytes().into())
	}
}

/// Says nothing of the secret.
impl fmt::Debug for BlindingSecret {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("BlindingSecret")
	}
}
