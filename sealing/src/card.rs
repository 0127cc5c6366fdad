//! Cards: to which key files for a party are encrypted. They stand on the chain, where the party alone puts them. A card's file,
//! signed with the key that the chain knows the party by, serves where none stands there yet.

use super::envelope::{Envelope, Recipient};
use crate::{
	client::{
		questions::{self, attestation, enterprise, financing},
		Client,
	},
	error::{Error, Result},
	keys::{self, Key},
};
use lingnan_types::{
	card::{CardState, CardView},
	AgencyId, CardHolder, CardVersion, InstitutionId, RegistrationIssue,
};
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
	Agency(AgencyId),
}

impl fmt::Display for Party {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Enterprise(number) => write!(f, "enterprise {number}"),
			Self::Institution(id) => write!(f, "institution {id}"),
			Self::Agency(id) => write!(f, "agency {id}"),
		}
	}
}

impl Party {
	/// As the register of cards names it.
	pub fn holder(&self) -> Result<CardHolder> {
		Ok(match self {
			Self::Enterprise(number) => {
				CardHolder::Enterprise(number.parse().map_err(|e: RegistrationIssue| Error::input(number, e.as_str()))?)
			},
			Self::Institution(id) => CardHolder::Institution(*id),
			Self::Agency(id) => CardHolder::Agency(*id),
		})
	}

	/// Its cards at a block, the newest first.
	pub async fn cards(&self, client: &Client, block: H256) -> Result<Vec<CardView>> {
		questions::card::list(client.at(block), &self.holder()?).await
	}

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
			Self::Agency(id) => {
				let all = attestation::agencies(at).await?;
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

/// Why nothing is encrypted to a key, or what was encrypted to it is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
	/// The party has published no card.
	NoCard,
	/// The key is on none of the party's cards: somebody else's, or forgotten.
	AnothersCard,
	/// The key is on one of the party's cards, and that is not in force.
	NotInForce(CardVersion, CardState),
}

impl Refusal {
	pub const fn name(self) -> &'static str {
		match self {
			Self::NoCard => "NoCard",
			Self::AnothersCard => "AnothersCard",
			Self::NotInForce(_, state) => state.name(),
		}
	}

	/// With what to do about it.
	pub fn error(self, party: &Party) -> Error {
		let reason = match self {
			Self::NoCard => format!("{party} has no card on this chain: it publishes one with `lingnan card publish`"),
			Self::AnothersCard => {
				format!("the key is not that of {party}: its cards are those that `lingnan card show` shows")
			},
			Self::NotInForce(version, state) => {
				let why = match state {
					CardState::InForce => "is in force",
					CardState::Expired => "has expired: it must publish another",
					CardState::Superseded => "was superseded: a later one is there",
					CardState::Withdrawn => "was withdrawn: it must publish another",
					CardState::Destroyed => "is closed: its private key was stated destroyed",
				};
				format!("card {version} of {party} {why}")
			},
		};
		Error::DoesNotHold { name: self.name(), reason }
	}
}

/// The card in force of these, which are one party's.
pub fn in_force(cards: &[CardView]) -> Result<&CardView, Refusal> {
	let newest = cards.first().ok_or(Refusal::NoCard)?;
	let found = cards.iter().find(|card| card.state == CardState::InForce);
	found.ok_or(Refusal::NotInForce(newest.version, newest.state))
}

/// Whether a key is on the card in force of these: its version.
pub fn judge(cards: &[CardView], key_hash: H256) -> Result<CardVersion, Refusal> {
	if cards.is_empty() {
		return Err(Refusal::NoCard);
	}
	let card = cards.iter().find(|card| card.key_hash == key_hash).ok_or(Refusal::AnothersCard)?;
	match card.state {
		CardState::InForce => Ok(card.version),
		state => Err(Refusal::NotInForce(card.version, state)),
	}
}

/// Whether a file was made for the card in force of these. Who keeps or passes on a file asks before it does; who was sent one
/// asks before it relies on it. What was made for a key that no card ever named is not judged while the party has no card.
pub fn judge_file(cards: &[CardView], file: &Envelope, place: &Path) -> Result<Result<(), Refusal>> {
	let (key_hash, version) = file.addressee(place)?;
	if cards.is_empty() && version == 0 {
		return Ok(Ok(()));
	}
	Ok(judge(cards, key_hash).and_then(|of| match version == 0 || version == of {
		true => Ok(()),
		// A version that its key does not have.
		false => Err(Refusal::AnothersCard),
	}))
}

/// To which key a file for a party is encrypted: that of its card on the chain, at the last final block. `--to` names a card's
/// file or a recipient in letters: what the chain has a card of must be the same key, and else the signature of the file is
/// checked, and letters are taken on the user's word.
pub async fn recipient(client: &Client, to: Option<&str>, party: &Party) -> Result<Recipient> {
	let block = client.finalised().await?;
	let cards = party.cards(client, block).await?;
	let Some(to) = to.filter(|to| !to.is_empty()) else {
		let card = in_force(&cards).map_err(|refusal| refusal.error(party))?;
		return Recipient::of_card(card).ok_or_else(|| {
			Error::input(party, format!("its card {} has a suite that this program does not know", card.version))
		});
	};
	let given = match to.parse() {
		Ok(recipient) => recipient,
		Err(_) => card_file(client, to, party, block).await?,
	};
	match judge(&cards, given.key_hash()) {
		Ok(version) => Ok(given.of_version(version)),
		Err(Refusal::NoCard) => Ok(given),
		Err(refusal) => Err(refusal.error(party)),
	}
}

async fn card_file(client: &Client, to: &str, party: &Party, block: H256) -> Result<Recipient> {
	if !Path::new(to).is_file() {
		let reason = to.parse::<Recipient>().err().unwrap_or_default();
		return Err(Error::input("--to", format!("{to:?} is neither a card's file nor a recipient: {reason}")));
	}
	let text = std::fs::read_to_string(to).map_err(|e| Error::input(to, e))?;
	let card: Card = serde_json::from_str(&text).map_err(|e| Error::input(to, format!("this is not a card: {e}")))?;
	let account = party.account(client, block).await?;
	card.check(client.genesis_hash(), party, &account).map_err(|reason| Error::input(to, reason))?;
	Ok(card.statement.recipient)
}

#[cfg(test)]
mod tests {
	use super::{
		super::envelope::{Content, Identity},
		*,
	};

	/// A party's cards with these keys, the newest first, where each stands.
	fn cards(held: &[(&Identity, CardState)]) -> Vec<CardView> {
		let view = |(place, (identity, state)): (usize, &(&Identity, CardState))| {
			let recipient = identity.recipient();
			CardView {
				version: (held.len() - place) as u32,
				suite: recipient.suite().byte(),
				key: (place == 0).then(|| recipient.bytes().to_vec().try_into().unwrap()),
				key_hash: recipient.key_hash(),
				published_at: 0,
				valid_until: 1,
				state: *state,
				withdrawn_at: None,
				destroyed_on: None,
			}
		};
		held.iter().enumerate().map(view).collect()
	}

	/// The attack: a file for a party is made for somebody else's key, or for one that the party gave up.
	#[test]
	fn anothers_card() {
		let [now, before, thief] = [(); 3].map(|()| Identity::new());
		let of = |identity: &Identity, version| {
			let to = identity.recipient().of_version(version);
			Envelope::seal(Content::Openings, &to, &serde_json::json!({ "figure": 7 })).unwrap()
		};
		let party = Party::Institution(InstitutionId(3));
		let judged = |cards: &[CardView], file: &Envelope| {
			let judged = judge_file(cards, file, Path::new("f")).unwrap();
			judged.map_err(|refusal| match refusal.error(&party) {
				Error::DoesNotHold { name, .. } => name,
				other => panic!("{other}"),
			})
		};
		let held = cards(&[(&now, CardState::InForce), (&before, CardState::Superseded)]);
		assert_eq!(judged(&held, &of(&now, 2)), Ok(()));
		assert_eq!(judged(&held, &of(&now, 0)), Ok(()), "its key is that of the card, whatever file named it");
		assert_eq!(judged(&held, &of(&before, 1)), Err("Superseded"));
		assert_eq!(judged(&held, &of(&thief, 0)), Err("AnothersCard"));
		assert_eq!(judged(&held, &of(&thief, 2)), Err("AnothersCard"));
		assert_eq!(judged(&held, &of(&now, 1)), Err("AnothersCard"), "a version that its key does not have");
		for state in [CardState::Expired, CardState::Withdrawn, CardState::Destroyed] {
			let held = cards(&[(&now, state)]);
			assert_eq!(judged(&held, &of(&now, 1)), Err(state.name()));
			assert_eq!(in_force(&held).unwrap_err(), Refusal::NotInForce(1, state));
		}
		assert_eq!(judged(&[], &of(&now, 1)), Err("NoCard"));
		assert_eq!(judged(&[], &of(&now, 0)), Ok(()), "offline, before there is a card");
	}

	#[test]
	fn what_is_encrypted_goes_to_the_card_in_force() {
		let [now, before] = [(); 2].map(|()| Identity::new());
		let held = cards(&[(&now, CardState::InForce), (&before, CardState::Superseded)]);
		let to = Recipient::of_card(in_force(&held).unwrap()).unwrap();
		assert_eq!((to.card(), to.key_hash()), (2, now.recipient().key_hash()));
		assert_eq!(Recipient::of_card(&held[1]), None, "the chain keeps no old key");
		assert_eq!(in_force(&[]).unwrap_err(), Refusal::NoCard);
	}

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
