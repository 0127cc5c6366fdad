//! A question as it is signed. The JSON text that was signed is what is sent, so that there is nothing to be written anew and
//! nothing to differ.

use lingnan_client::keys::{self, Key};
use lingnan_types::{CardHolder, Corridor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{fmt, str::FromStr};
use subxt::utils::{AccountId32, H256};

/// Bytes of a query's text at most.
pub const LONGEST: usize = 8_192;

/// What is asked, by whom, of which node, at which block.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Query {
	/// Who asks: `{"Institution": 3}`, `{"Agency": 0}`, `{"Enterprise": "CN:…"}`, a program that the gateway's operator named,
	/// `{"Relayer": "GuangdongHongKong"}`, `"Indexer"` or `"Monitor"`, or `"Account"`, about itself.
	pub r#as: Party,
	/// The node's method.
	pub method: String,
	/// Its parameters before the block and, if its list goes on, the page behind them.
	pub params: Vec<Value>,
	/// Peer id of the node behind the gateway that is asked.
	pub node: String,
	/// Hash of a final block, which answers.
	pub block: H256,
	/// 16 bytes that the account has not used while the block is recent: `0x` and 32 hexadecimal digits.
	pub nonce: Nonce,
}

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Party {
	/// A party of the chain.
	Holder(CardHolder),
	/// A program that the gateway's operator named.
	Machine(Role),
	/// No party: the account that signs, about itself alone.
	Own(Own),
}

/// Who asks without being a party: an account that looks for what it speaks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Own {
	Account,
}

/// What a program does that the gateway's operator named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Role {
	/// It carries messages of a corridor.
	Relayer(Corridor),
	/// It builds a member's own database.
	Indexer,
	/// It watches a member's node.
	Monitor,
}

impl From<CardHolder> for Party {
	fn from(holder: CardHolder) -> Self {
		Self::Holder(holder)
	}
}

impl fmt::Display for Party {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Holder(holder) => fmt::Display::fmt(holder, f),
			Self::Machine(role) => fmt::Display::fmt(role, f),
			Self::Own(Own::Account) => f.write_str("account"),
		}
	}
}

impl fmt::Display for Role {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Relayer(corridor) => write!(f, "relayer:{corridor}"),
			Self::Indexer => f.write_str("indexer"),
			Self::Monitor => f.write_str("monitor"),
		}
	}
}

impl FromStr for Role {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match (text, text.strip_prefix("relayer:")) {
			("indexer", _) => Ok(Self::Indexer),
			("monitor", _) => Ok(Self::Monitor),
			(_, Some(corridor)) => {
				corridor.parse().map(Self::Relayer).map_err(|e: lingnan_types::UnknownWord| e.to_string())
			},
			_ => Err("write indexer, monitor, or relayer: and a corridor, such as relayer:GuangdongHongKong".into()),
		}
	}
}

/// Sixteen bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Nonce(pub [u8; 16]);

impl Nonce {
	/// By chance.
	pub fn new() -> Result<Self, getrandom::Error> {
		let mut bytes = [0; 16];
		getrandom::fill(&mut bytes).map(|()| Self(bytes))
	}
}

impl From<Nonce> for String {
	fn from(nonce: Nonce) -> Self {
		format!("0x{}", hex::encode(nonce.0))
	}
}

impl TryFrom<String> for Nonce {
	type Error = &'static str;

	fn try_from(text: String) -> Result<Self, Self::Error> {
		let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
		let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
		bytes.map(Self).ok_or("a nonce is 0x and 32 hexadecimal digits")
	}
}

/// What kind of key signed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	#[default]
	Sr25519,
	Ed25519,
}

/// As it is sent: the one parameter of the gateway's method `query`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedQuery {
	/// The JSON text of a [`Query`], exactly as it was signed.
	pub query: String,
	/// The account that signed: SS58, or `0x` and 64 hexadecimal digits.
	pub account: String,
	#[serde(default)]
	pub scheme: Scheme,
	/// 64 bytes: `0x` and 128 hexadecimal digits.
	pub signature: String,
}

/// The bytes that are signed. Wallets wrap what is no transaction in the same way, so that no signature of a query is one of a
/// transaction; the first words tell it from everything else that a key signs.
pub fn signed_bytes(text: &str) -> Vec<u8> {
	format!("<Bytes>lingnan query 1 {text}</Bytes>").into_bytes()
}

impl SignedQuery {
	pub fn sign(query: &Query, key: &Key) -> Result<Self, serde_json::Error> {
		let query = serde_json::to_string(query)?;
		let signature = key.sign(&signed_bytes(&query));
		Ok(Self {
			account: keys::account(key).to_string(),
			scheme: Scheme::Sr25519,
			signature: format!("0x{}", hex::encode(signature.0)),
			query,
		})
	}

	/// The account that signed the text; nothing if the signature does not fit.
	pub fn signer(&self) -> Option<AccountId32> {
		let account = match self.account.strip_prefix("0x") {
			Some(digits) => AccountId32(hex::decode(digits).ok()?.try_into().ok()?),
			None => AccountId32::from_str(&self.account).ok()?,
		};
		let signature: [u8; 64] = hex::decode(self.signature.strip_prefix("0x")?).ok()?.try_into().ok()?;
		self.scheme.verify(&account.0, &signed_bytes(&self.query), &signature).then_some(account)
	}
}

impl Scheme {
	fn verify(self, key: &[u8; 32], text: &[u8], signature: &[u8; 64]) -> bool {
		use subxt_signer::sr25519::{self, PublicKey, Signature};
		match self {
			Self::Sr25519 => sr25519::verify(&Signature(*signature), text, &PublicKey(*key)),
			Self::Ed25519 => ed25519_zebra::VerificationKey::try_from(*key)
				.is_ok_and(|key| key.verify(&ed25519_zebra::Signature::from(*signature), text).is_ok()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::InstitutionId;
	use serde_json::json;

	fn query() -> Query {
		Query {
			r#as: CardHolder::Institution(InstitutionId(3)).into(),
			method: "attestation_list".into(),
			params: vec![json!("CN:91440300708461136T")],
			node: "12D3KooWTest".into(),
			block: H256([7; 32]),
			nonce: Nonce([1; 16]),
		}
	}

	/// What a client of another language must sign, to the byte.
	#[test]
	fn the_signed_bytes_are_those_of_the_manual() {
		let text = serde_json::to_string(&query()).unwrap();
		let block = "07".repeat(32);
		let said = format!(
			r#"<Bytes>lingnan query 1 {{"as":{{"Institution":3}},"method":"attestation_list","params":["CN:91440300708461136T"],"node":"12D3KooWTest","block":"0x{block}","nonce":"0x{}"}}</Bytes>"#,
			"01".repeat(16)
		);
		assert_eq!(String::from_utf8(signed_bytes(&text)).unwrap(), said);
		assert!(include_str!("../../docs/gateway.md").contains("<Bytes>lingnan query 1 "));
	}

	#[test]
	fn who_asks_is_written_in_one_way() {
		for (party, text) in [
			(Party::Machine(Role::Relayer(Corridor::GuangdongMacao)), r#"{"Relayer":"GuangdongMacao"}"#),
			(Party::Machine(Role::Indexer), r#""Indexer""#),
			(Party::Machine(Role::Monitor), r#""Monitor""#),
			(CardHolder::Institution(InstitutionId(3)).into(), r#"{"Institution":3}"#),
			(Party::Own(Own::Account), r#""Account""#),
		] {
			assert_eq!(serde_json::to_string(&party).unwrap(), text);
			assert_eq!(serde_json::from_str::<Party>(text).unwrap(), party);
			if let Party::Machine(role) = party {
				assert_eq!(role.to_string().parse(), Ok(role));
			}
		}
		for bad in [r#"{"Institution":3,"Agency":0}"#, r#""Relayer""#, r#"{"Relayer":"Nowhere"}"#, "3"] {
			assert!(serde_json::from_str::<Party>(bad).is_err(), "{bad}");
		}
	}

	#[test]
	fn who_signed_is_told_and_every_change_is_seen() {
		let key = keys::development("//Alice");
		let signed = SignedQuery::sign(&query(), &key).unwrap();
		assert_eq!(signed.signer(), Some(keys::account(&key)));
		assert_eq!(serde_json::from_str::<Query>(&signed.query).unwrap(), query());
		let other = SignedQuery { query: signed.query.replace('3', "4"), ..signed.clone() };
		let claimed = SignedQuery { account: keys::account(&keys::development("//Bob")).to_string(), ..signed.clone() };
		let scheme = SignedQuery { scheme: Scheme::Ed25519, ..signed.clone() };
		let cut = SignedQuery { signature: "0x12".into(), ..signed.clone() };
		let bare = SignedQuery { signature: signed.signature[2..].into(), ..signed };
		for bad in [other, claimed, scheme, cut, bare] {
			assert_eq!(bad.signer(), None, "{bad:?}");
		}
	}

	#[test]
	fn ed25519_signs_too() {
		let secret = ed25519_zebra::SigningKey::from([5; 32]);
		let account = AccountId32(ed25519_zebra::VerificationKey::from(&secret).into());
		let query = serde_json::to_string(&query()).unwrap();
		let signature: [u8; 64] = secret.sign(&signed_bytes(&query)).into();
		let (scheme, signature) = (Scheme::Ed25519, format!("0x{}", hex::encode(signature)));
		let signed = SignedQuery { query, account: format!("0x{}", hex::encode(account.0)), scheme, signature };
		assert_eq!(signed.signer(), Some(account));
	}

	#[test]
	fn a_field_that_nobody_knows_or_that_is_there_twice_is_no_query() {
		let text = serde_json::to_string(&query()).unwrap();
		for bad in [
			text.replacen('{', r#"{"also":1,"#, 1),
			text.replacen('{', r#"{"method":"financing_loan","#, 1),
			text.replace("0101", "01"),
			text.replace("Institution", "Nobody"),
		] {
			assert!(serde_json::from_str::<Query>(&bad).is_err(), "{bad}");
		}
	}
}
