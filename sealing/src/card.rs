//! A visiting card: a party says, signed with the key that the chain knows it by, what is to be encrypted to it.

use super::envelope::Recipient;
use crate::{
	client::{
		questions::{enterprise, financing},
		Client,
	},
	error::{Error, Result},
	keys::{self, Key},
};
use lingnan_types::{InstitutionId, RegistrationIssue};
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path};
use subxt::utils::H256;
use subxt_signer::sr25519::{verify, PublicKey, Signature};

const FORMAT: &str = "lingnan-card-1";

/// Who a card belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Party {
	Enterprise(String),
	Institution(InstitutionId),
}

impl fmt::Display for Party {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Enterprise(number) => write!(f, "enterprise {number}"),
			Self::Institution(id) => write!(f, "institution {id}"),
		}
	}
}

impl Party {
	/// The account by which the chain knows it, at a block.
	pub async fn account(&self, client: &Client, block: H256) -> Result<String> {
		let unknown = || Error::NotFound(format!("there is no {self} on this chain"));
		let at = client.at(block);
		let account = match self {
			Self::Enterprise(number) => {
				let number = number.parse().map_err(|e: RegistrationIssue| Error::input(number, e.as_str()))?;
				enterprise::get(at, &number).await?.ok_or_else(unknown)?.controller
			},
			Self::Institution(id) => {
				let all = financing::institutions(at).await?;
				Some(all.into_iter().find(|one| one.id == *id).ok_or_else(unknown)?.key)
			},
		};
		let nobody = || Error::NotFound(format!("nobody controls {self}: its registrar must offer it control"));
		account.map(|account| account.to_string()).ok_or_else(nobody)
	}

	/// Refuses a key that the chain does not know it by, at a block.
	pub async fn ensure_signs(&self, client: &Client, block: H256, key: &Key) -> Result<()> {
		let account = self.account(client, block).await?;
		match account == keys::account(key).to_string() {
			true => Ok(()),
			false => {
				Err(Error::input("--key", format!("{account} speaks for {self} on this chain: sign with its key")))
			},
		}
	}
}

/// Signed by a key, for one purpose, on one chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signed {
	account: String,
	#[serde(with = "crate::files::digits")]
	signature: Vec<u8>,
}

impl Signed {
	/// Signs a document, wrapped as wallets wrap what is no transaction.
	pub fn new(document: &impl Serialize, key: &Key) -> Result<Self> {
		let signature = key.sign(&wrapped(document)?).0.to_vec();
		Ok(Self { account: keys::account(key).to_string(), signature })
	}

	/// Who signed the document; nothing if the signature does not fit.
	pub fn account_of(&self, document: &impl Serialize) -> Option<&str> {
		let signature = <[u8; 64]>::try_from(self.signature.as_slice()).ok()?;
		let account = keys::read_account(&self.account).ok()?;
		let good = verify(&Signature(signature), wrapped(document).ok()?, &PublicKey(account.0));
		good.then_some(self.account.as_str())
	}
}

/// The document's JSON is its own canonical form: fields stand in the order of the type.
fn wrapped(document: &impl Serialize) -> Result<Vec<u8>> {
	let json = serde_json::to_vec(document).map_err(|e| Error::input("the document", e))?;
	Ok([&b"<Bytes>"[..], &json, b"</Bytes>"].concat())
}

/// What a card says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Statement {
	format: String,
	genesis: H256,
	party: Party,
	recipient: Recipient,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Card {
	statement: Statement,
	signed: Signed,
}

impl Card {
	pub fn new(genesis: H256, party: Party, recipient: Recipient, key: &Key) -> Result<Self> {
		let statement = Statement { format: FORMAT.into(), genesis, party, recipient };
		let signed = Signed::new(&statement, key)?;
		Ok(Self { statement, signed })
	}

	pub fn recipient(&self) -> &Recipient {
		&self.statement.recipient
	}

	/// Whether it is this party's, on this chain, and signed by the account that the chain knows it by.
	fn check(&self, genesis: H256, party: &Party, account: &str) -> Result<(), String> {
		let Statement { format, genesis: of, party: whose, .. } = &self.statement;
		if format != FORMAT {
			return Err(format!("its format is {format:?}; this program reads {FORMAT:?}"));
		}
		if *of != genesis {
			return Err(String::from("the card is for another chain: ask for one made on this chain"));
		}
		if whose != party {
			return Err(format!("the card is that of {whose}, not of {party}"));
		}
		match self.signed.account_of(&self.statement) {
			None => Err(String::from("the signature does not fit: ask for the card again")),
			Some(signer) if signer != account => {
				Err(format!("{signer} signed the card, but {account} speaks for {party} now: ask for a new card"))
			},
			Some(_) => Ok(()),
		}
	}
}

/// The recipient that `--to` names: a card's file, checked against the chain at its last final block, or a recipient in
/// letters, taken on the user's word.
pub async fn recipient(client: &Client, to: &str, party: &Party) -> Result<Recipient> {
	if let Ok(recipient) = to.parse() {
		return Ok(recipient);
	}
	if !Path::new(to).is_file() {
		let reason = to.parse::<Recipient>().err().unwrap_or_default();
		return Err(Error::input("--to", format!("{to:?} is neither a card's file nor a recipient: {reason}")));
	}
	let text = std::fs::read_to_string(to).map_err(|e| Error::input(to, e))?;
	let card: Card = serde_json::from_str(&text).map_err(|e| Error::input(to, format!("this is not a card: {e}")))?;
	let account = party.account(client, client.finalised().await?).await?;
	card.check(client.genesis_hash(), party, &account).map_err(|reason| Error::input(to, reason))?;
	Ok(card.statement.recipient)
}

#[cfg(test)]
mod tests {
	use super::{super::envelope::Identity, *};

	#[test]
	fn a_card_binds_its_party_chain_key_and_signer() {
		let (chain, key) = (H256([7; 32]), keys::development("//firm"));
		let (firm, account) = (Party::Enterprise("CN:91440300708461136T".into()), keys::account(&key).to_string());
		let card = Card::new(chain, firm.clone(), Identity::new().recipient(), &key).unwrap();
		let text = serde_json::to_string(&card).unwrap();
		assert_eq!(serde_json::from_str::<Card>(&text).unwrap().check(chain, &firm, &account), Ok(()));

		let says = |card: &Card, chain, party: &Party, account: &str| card.check(chain, party, account).unwrap_err();
		assert!(says(&card, H256([8; 32]), &firm, &account).contains("another chain"));
		assert!(says(&card, chain, &Party::Institution(InstitutionId(1)), &account).contains("not of institution 1"));
		let other = keys::account(&keys::development("//other")).to_string();
		assert!(says(&card, chain, &firm, &other).contains("ask for a new card"));

		let mut swapped = card.clone();
		swapped.statement.recipient = Identity::new().recipient();
		assert!(says(&swapped, chain, &firm, &account).contains("does not fit"));
		let mut claimed = card.clone();
		claimed.signed.account = other.clone();
		assert!(says(&claimed, chain, &firm, &other).contains("does not fit"));
		let mut renamed = card;
		renamed.statement.party = Party::Institution(InstitutionId(1));
		assert!(says(&renamed, chain, &Party::Institution(InstitutionId(1)), &account).contains("does not fit"));
	}
}
