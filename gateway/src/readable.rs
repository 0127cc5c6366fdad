//! Which keys of the chain's state can be proved to whom. A proof of reading shows the value of a key; of its neighbours it shows hashes,
//! and how many records the pallet has given out: every record in the maps below is so long that the trie keeps none of them inside
//! another's node (32 bytes).

use crate::methods::Subject;
use codec::{Decode, DecodeAll};
use lingnan_types::{IndicatorId, RegistrationNumber};
use serde_json::{json, Value};
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// Keys that one query can have proved.
pub const MOST_KEYS: usize = 32;

/// How the first part of a map's key is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum First {
	/// A firm's number behind 16 bytes of its hash.
	Firm,
	/// A firm's number likewise, and an indicator's behind 8.
	FirmAndIndicator,
	/// A number of 8 bytes behind 8 of its hash.
	Number,
	/// The same, and an entry's number of 4 bytes behind 8.
	NumberAndEntry,
	/// Any party may read all of it.
	Open,
}

/// An item of the chain's storage.
struct Item {
	pallet: &'static str,
	name: &'static str,
	first: First,
	subject: Subject,
}

const fn item(pallet: &'static str, name: &'static str, first: First, subject: Subject) -> Item {
	Item { pallet, name, first, subject }
}

const ITEMS: &[Item] = &[
	item("AgenciesCouncil", "Members", First::Open, Subject::AnyParty),
	item("Attestations", "Agencies", First::Open, Subject::AnyParty),
	item("Attestations", "Datasets", First::Open, Subject::AnyParty),
	item("Attestations", "Indicators", First::Open, Subject::AnyParty),
	item("Attestations", "Latest", First::FirmAndIndicator, Subject::EnterpriseIndicators),
	item("Attestations", "NextAgency", First::Open, Subject::AnyParty),
	item("Attestations", "NextIndicator", First::Open, Subject::AnyParty),
	item("BusinessClock", "Offset", First::Open, Subject::AnyParty),
	item("BusinessClock", "Standstills", First::Open, Subject::AnyParty),
	item("Calendars", "Years", First::Open, Subject::AnyParty),
	item("Cards", "Cards", First::Open, Subject::AnyParty),
	item("Collateral", "Assets", First::Number, Subject::Asset),
	item("Consents", "Consents", First::Number, Subject::Consent),
	item("CreditScoring", "Champion", First::Open, Subject::AnyParty),
	item("CreditScoring", "Ratings", First::Firm, Subject::Enterprise),
	item("CreditScoring", "Scorecards", First::Open, Subject::AnyParty),
	item("EnterpriseRegistry", "Enterprises", First::Firm, Subject::EnterpriseRecord),
	item("Financing", "Applications", First::Number, Subject::Application),
	item("Financing", "Postings", First::NumberAndEntry, Subject::Loan),
	item("Financing", "Records", First::Number, Subject::Application),
	item("Financing", "Loans", First::Number, Subject::Loan),
	item("Grandpa", "CurrentSetId", First::Open, Subject::AnyParty),
	item("Institutions", "Institutions", First::Open, Subject::AnyParty),
	item("Institutions", "NextInstitution", First::Open, Subject::AnyParty),
	item("InstitutionsCouncil", "Members", First::Open, Subject::AnyParty),
	item("Parameters", "Parameters", First::Open, Subject::AnyParty),
	item("Products", "NextProduct", First::Open, Subject::AnyParty),
	item("Products", "Products", First::Open, Subject::AnyParty),
	item("Timestamp", "Now", First::Open, Subject::AnyParty),
];

/// Names of the items, such as `Attestations.Latest`.
pub fn items() -> impl Iterator<Item = (&'static str, &'static str)> {
	ITEMS.iter().map(|item| (item.pallet, item.name))
}

/// A key in hexadecimal digits.
pub fn bytes(key: &Value) -> Option<Vec<u8>> {
	hex::decode(key.as_str()?.strip_prefix("0x")?).ok()
}

/// Where an item's keys begin.
pub fn prefix(pallet: &str, name: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat()
}

/// Where a pallet's keys begin.
pub fn of_pallet(pallet: &str) -> Vec<u8> {
	twox_128(pallet.as_bytes()).to_vec()
}

/// Of whom a key is, as a question about it would name it. Nothing of one that nobody is shown.
pub fn subject(key: &[u8]) -> Option<(Subject, Vec<Value>)> {
	let found = ITEMS.iter().find(|item| key.starts_with(&prefix(item.pallet, item.name)))?;
	let rest = key.get(32..)?;
	let params = match found.first {
		First::Open => vec![],
		First::Firm => {
			let (firm, rest) = firm(rest)?;
			rest.is_empty().then(|| vec![json!(firm)])?
		},
		First::FirmAndIndicator => {
			let (firm, rest) = firm(rest)?;
			let indicator = u32::decode_all(&mut behind(rest, &twox_64(rest.get(8..)?))?).ok()?;
			vec![json!(firm), json!(IndicatorId(indicator))]
		},
		First::NumberAndEntry => {
			let (first, entry) = rest.split_at_checked(16)?;
			let number = u64::decode_all(&mut behind(first, &twox_64(first.get(8..)?))?).ok()?;
			u32::decode_all(&mut behind(entry, &twox_64(entry.get(8..)?))?).ok()?;
			vec![json!(number)]
		},
		First::Number => {
			let number = u64::decode_all(&mut behind(rest, &twox_64(rest.get(8..)?))?).ok()?;
			vec![json!(number)]
		},
	};
	Some((found.subject, params))
}

/// What stands behind a hash that fits.
fn behind<'k>(part: &'k [u8], hash: &[u8]) -> Option<&'k [u8]> {
	part.strip_prefix(hash)
}

fn firm(part: &[u8]) -> Option<(RegistrationNumber, &[u8])> {
	let mut rest = part.get(16..)?;
	let all = rest;
	let firm = RegistrationNumber::decode(&mut rest).ok()?;
	let written = all.get(..all.len() - rest.len())?;
	part.starts_with(&blake2_128(written)).then_some((firm, rest))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	const FIRM: &str = "CN:91440300708461136T";

	fn of_firm(pallet: &str, name: &str) -> Vec<u8> {
		let firm = FIRM.parse::<RegistrationNumber>().unwrap().encode();
		[prefix(pallet, name), blake2_128(&firm).to_vec(), firm].concat()
	}

	fn of_number(pallet: &str, name: &str, number: u64) -> Vec<u8> {
		let number = number.encode();
		[prefix(pallet, name), twox_64(&number).to_vec(), number].concat()
	}

	#[test]
	fn a_key_says_of_whom_it_is() {
		let indicator = 7u32.encode();
		let latest = [of_firm("Attestations", "Latest"), twox_64(&indicator).to_vec(), indicator].concat();
		assert_eq!(subject(&latest), Some((Subject::EnterpriseIndicators, vec![json!(FIRM), json!(7)])));
		let ratings = of_firm("CreditScoring", "Ratings");
		assert_eq!(subject(&ratings), Some((Subject::Enterprise, vec![json!(FIRM)])));
		assert_eq!(subject(&of_number("Financing", "Loans", 9)), Some((Subject::Loan, vec![json!(9)])));
		let entry = 2u32.encode();
		let posting = [of_number("Financing", "Postings", 9), twox_64(&entry).to_vec(), entry].concat();
		assert_eq!(subject(&posting), Some((Subject::Loan, vec![json!(9)])));
		assert_eq!(subject(&prefix("Grandpa", "CurrentSetId")), Some((Subject::AnyParty, vec![])));
	}

	/// The attack: a key that names one's own number and lies elsewhere, or has something behind it.
	#[test]
	fn a_key_that_is_none_is_nobodys() {
		let mut ratings = of_firm("CreditScoring", "Ratings");
		for bad in [
			of_firm("CreditScoring", "ProofNonces"),
			of_number("Financing", "Exposure", 1),
			prefix("CreditScoring", "Ratings"),
			of_pallet("Financing"),
			vec![],
			[ratings.clone(), vec![0]].concat(),
			of_firm("Attestations", "Latest"),
			of_number("Financing", "Postings", 9),
			[of_number("Financing", "Postings", 9), vec![0; 12]].concat(),
		] {
			assert_eq!(subject(&bad), None, "{}", hex::encode(bad));
		}
		// The hash is another's, the number one's own.
		ratings[40] ^= 1;
		assert_eq!(subject(&ratings), None);
		let mut loan = of_number("Financing", "Loans", 9);
		loan[33] ^= 1;
		assert_eq!(subject(&loan), None);
	}

	/// As polkadot-js writes them.
	#[test]
	fn prefixes_are_the_chain_s() {
		let prefix = hex::encode(prefix("System", "Account"));
		assert_eq!(prefix, "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9");
	}

	#[test]
	fn every_item_stands_in_the_manual() {
		let manual = include_str!("../../docs/gateway.md");
		for (pallet, name) in items() {
			assert!(manual.contains(&format!("`{pallet}.{name}`")), "{pallet}.{name} is not in docs/gateway.md");
		}
	}
}
