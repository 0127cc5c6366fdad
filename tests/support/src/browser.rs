//! A browser at the other end of web push, written after RFC 8291 with another library's curve than the sender's.

use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use hmac::{Hmac, Mac};
use p256::{
	elliptic_curve::{
		sec1::{FromEncodedPoint, ToEncodedPoint},
		PrimeField,
	},
	AffinePoint, EncodedPoint, ProjectivePoint, Scalar,
};
use ring::aead::{Aad, LessSafeKey, Nonce, UnboundKey, AES_128_GCM};
use sha2::Sha256;

/// A browser that subscribed, with its two secrets.
pub struct Browser {
	pub secret: [u8; 32],
	pub auth: [u8; 16],
}

fn hash(key: &[u8], parts: &[&[u8]]) -> Option<[u8; 32]> {
	let mut code = Hmac::<Sha256>::new_from_slice(key).ok()?;
	parts.iter().for_each(|part| code.update(part));
	Some(code.finalize().into_bytes().into())
}

impl Browser {
	fn scalar(&self) -> Scalar {
		Option::from(Scalar::from_repr(self.secret.into())).expect("a secret below the curve's order")
	}

	/// Its public key.
	pub fn point(&self) -> [u8; 65] {
		let public = ProjectivePoint::GENERATOR * self.scalar();
		public.to_affine().to_encoded_point(false).as_bytes().try_into().expect("a point has 65 bytes")
	}

	/// `p256dh` and `auth`, as a browser gives them.
	pub fn keys(&self) -> (String, String) {
		(URL_SAFE_NO_PAD.encode(self.point()), URL_SAFE_NO_PAD.encode(self.auth))
	}

	/// What a body says; nothing if it was not encrypted for it.
	pub fn open(&self, body: &[u8]) -> Option<Vec<u8>> {
		let (salt, rest) = body.split_at_checked(16)?;
		let (size, rest) = rest.split_at_checked(4)?;
		let (length, rest) = rest.split_first()?;
		let (sender, sealed) = rest.split_at_checked(usize::from(*length))?;
		let size = u32::from_be_bytes(size.try_into().ok()?);
		if sealed.len() > usize::try_from(size).ok()? {
			return None;
		}
		let theirs = AffinePoint::from_encoded_point(&EncodedPoint::from_bytes(sender).ok()?);
		let shared = ProjectivePoint::from(Option::<AffinePoint>::from(theirs)?) * self.scalar();
		let shared = shared.to_affine().to_encoded_point(false);
		let first = hash(&self.auth, &[shared.x()?])?;
		let material = hash(&first, &[b"WebPush: info\0", &self.point(), sender, b"\x01"])?;
		let second = hash(salt, &[&material])?;
		let key = hash(&second, &[b"Content-Encoding: aes128gcm\0\x01"])?;
		let nonce = hash(&second, &[b"Content-Encoding: nonce\0\x01"])?;
		let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).ok()?);
		let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).ok()?;
		let mut text = sealed.to_vec();
		let text = key.open_in_place(nonce, Aad::empty(), &mut text).ok()?;
		// The last record ends in 2, and nothing follows but padding.
		let end = text.iter().rposition(|byte| *byte != 0)?;
		(text[end] == 2).then(|| text[..end].to_vec())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bytes(text: &str) -> Vec<u8> {
		URL_SAFE_NO_PAD.decode(text).expect("it is base64url")
	}

	/// RFC 8291, section 5 and appendix A.
	#[test]
	fn it_opens_the_example_of_the_standard() {
		let browser = Browser {
			secret: bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94").try_into().expect("32 bytes"),
			auth: bytes("BTBZMqHH6r4Tts7J_aSIgg").try_into().expect("16 bytes"),
		};
		let public = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
		assert_eq!(browser.point().to_vec(), bytes(public));
		let body = concat!(
			"DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz",
			"AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
		);
		assert_eq!(browser.open(&bytes(body)).expect("it opens"), b"When I grow up, I want to be a watermelon");
	}
}
