//! An enterprise's signed request for its proof.

use super::Key;
use crate::{
	error::{Error, Result},
	keys::{self, Key as Signer},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use subxt::utils::{AccountId32, H256};

/// Seconds by which a request's time may differ from the server's.
pub const MAX_AGE: u64 = 60;

/// What kind of key signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	#[default]
	Sr25519,
	Ed25519,
}

/// As it is sent: JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
	/// With its place.
	pub enterprise: String,
	/// Seconds since 1970, by the clock and not by business time.
	pub time: u64,
	/// SS58 of the account that controls the enterprise.
	pub account: Option<String>,
	#[serde(default)]
	pub scheme: Scheme,
	/// 64 bytes in hexadecimal.
	pub signature: Option<String>,
}

/// Why a request is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rejection {
	Unsigned,
	WrongSignature,
	Stale,
}

/// What an enterprise asks for: its proof in the dataset of that root.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
	pub genesis: H256,
	pub root: H256,
	pub enterprise: &'a Key,
	/// Seconds since 1970.
	pub time: u64,
}

impl Asked<'_> {
	/// What is signed: lines of text, so that a wallet shows them to anyone who signs. The first tells them from everything
	/// else that a key signs, genesis and root from the requests to other chains and datasets.
	pub fn text(&self) -> String {
		let Self { genesis, root, enterprise, time } = self;
		format!(
			"lingnan anchored dataset, request for a proof, version 1\n\
			 genesis {genesis:?}\nroot {root:?}\nenterprise {enterprise}\ntime {time}"
		)
	}

	pub fn sign(&self, signer: &Signer) -> Request {
		let signature = signer.sign(self.text().as_bytes());
		Request {
			enterprise: self.enterprise.to_string(),
			time: self.time,
			account: Some(keys::account(signer).to_string()),
			scheme: Scheme::Sr25519,
			signature: Some(format!("0x{}", hex::encode(signature.0))),
		}
	}
}

impl Request {
	/// The account that signed this request, if it did and did so just now. Wallets wrap what they sign into `<Bytes>`:
	/// both forms are taken.
	pub fn signer(&self, genesis: H256, root: H256, enterprise: &Key, now: u64) -> Result<AccountId32, Rejection> {
		let (Some(account), Some(signature)) = (&self.account, &self.signature) else {
			return Err(Rejection::Unsigned);
		};
		if self.time.abs_diff(now) > MAX_AGE {
			return Err(Rejection::Stale);
		}
		let account = AccountId32::from_str(account).map_err(|_| Rejection::WrongSignature)?;
		let bytes = hex::decode(signature.trim_start_matches("0x")).ok().and_then(|bytes| bytes.try_into().ok());
		let signature: [u8; 64] = bytes.ok_or(Rejection::WrongSignature)?;
		let plain = Asked { genesis, root, enterprise, time: self.time }.text();
		let wrapped = format!("<Bytes>{plain}</Bytes>");
		let holds = [plain, wrapped].iter().any(|text| self.scheme.verify(&account.0, text.as_bytes(), &signature));
		holds.then_some(account).ok_or(Rejection::WrongSignature)
	}
}

impl Scheme {
	fn verify(self, key: &[u8; 32], text: &[u8], signature: &[u8; 64]) -> bool {
		use subxt_signer::sr25519;
		match self {
			Self::Sr25519 => sr25519::verify(&sr25519::Signature(*signature), text, &sr25519::PublicKey(*key)),
			Self::Ed25519 => ed25519_zebra::VerificationKey::try_from(*key)
				.is_ok_and(|key| key.verify(&ed25519_zebra::Signature::from(*signature), text).is_ok()),
		}
	}
}

/// Seconds since 1970 by this machine's clock.
pub fn clock() -> Result<u64> {
	let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
	now.map(|now| now.as_secs()).map_err(|e| Error::input("this machine's clock", e))
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: u64 = 1_790_000_000;
	const GENESIS: H256 = H256([1; 32]);
	const ROOT: H256 = H256([2; 32]);

	fn firm() -> Key {
		Key::read("CN:91440300708461136T").unwrap()
	}

	fn request() -> Request {
		Asked { genesis: GENESIS, root: ROOT, enterprise: &firm(), time: NOW }.sign(&keys::development("//Alice"))
	}

	#[test]
	fn who_signed_is_told() {
		let alice = keys::account(&keys::development("//Alice"));
		let request = request();
		assert_eq!(request.signer(GENESIS, ROOT, &firm(), NOW), Ok(alice.clone()));
		let json = serde_json::to_string(&request).unwrap();
		assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);

		let wrapped =
			format!("<Bytes>{}</Bytes>", Asked { genesis: GENESIS, root: ROOT, enterprise: &firm(), time: NOW }.text());
		let signature = keys::development("//Alice").sign(wrapped.as_bytes());
		let request = Request { signature: Some(hex::encode(signature.0)), ..request };
		assert_eq!(request.signer(GENESIS, ROOT, &firm(), NOW), Ok(alice));
	}

	#[test]
	fn ed25519_signs_too() {
		let secret = ed25519_zebra::SigningKey::from([5; 32]);
		let account = AccountId32(ed25519_zebra::VerificationKey::from(&secret).into());
		let signature: [u8; 64] = secret
			.sign(Asked { genesis: GENESIS, root: ROOT, enterprise: &firm(), time: NOW }.text().as_bytes())
			.into();
		let request = Request {
			account: Some(account.to_string()),
			scheme: Scheme::Ed25519,
			signature: Some(hex::encode(signature)),
			..request()
		};
		assert_eq!(request.signer(GENESIS, ROOT, &firm(), NOW), Ok(account));
		let request = Request { scheme: Scheme::Sr25519, ..request };
		assert_eq!(request.signer(GENESIS, ROOT, &firm(), NOW), Err(Rejection::WrongSignature));
	}

	#[test]
	fn everything_is_under_the_signature() {
		let other = Key::read("HK:12345678").unwrap();
		for outcome in [
			request().signer(ROOT, ROOT, &firm(), NOW),
			request().signer(GENESIS, GENESIS, &firm(), NOW),
			request().signer(GENESIS, ROOT, &other, NOW),
			Request { time: NOW + 1, ..request() }.signer(GENESIS, ROOT, &firm(), NOW),
			Request { account: Some(keys::account(&keys::development("//Bob")).to_string()), ..request() }.signer(
				GENESIS,
				ROOT,
				&firm(),
				NOW,
			),
			Request { account: Some("nobody".into()), ..request() }.signer(GENESIS, ROOT, &firm(), NOW),
			Request { signature: Some("0x12".into()), ..request() }.signer(GENESIS, ROOT, &firm(), NOW),
		] {
			assert_eq!(outcome, Err(Rejection::WrongSignature));
		}
	}

	#[test]
	fn an_unsigned_and_a_stale_one_are_told_apart() {
		let unsigned = Request { signature: None, ..request() };
		assert_eq!(unsigned.signer(GENESIS, ROOT, &firm(), NOW), Err(Rejection::Unsigned));
		for now in [NOW + MAX_AGE + 1, NOW - MAX_AGE - 1] {
			assert_eq!(request().signer(GENESIS, ROOT, &firm(), now), Err(Rejection::Stale));
		}
		assert!(request().signer(GENESIS, ROOT, &firm(), NOW + MAX_AGE).is_ok());
	}
}
