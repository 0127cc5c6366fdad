//! The lists of a chain by whose numbers calls and questions go. People give a number, a name, or a code of a network's own
//! files.

use crate::{
	keys,
	questions::{attestation, financing, Ask},
	Error, Result,
};
use lingnan_types::{AgencyId, IndicatorId, InstitutionId};
use std::{fmt::Display, str::FromStr};
use subxt::utils::AccountId32;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	Agency,
	Indicator,
	Institution,
}

impl Kind {
	/// One of the list.
	pub fn one(self) -> &'static str {
		match self {
			Self::Agency => "agency",
			Self::Indicator => "indicator",
			Self::Institution => "institution",
		}
	}

	/// All of it, as the command and a network's files call it.
	pub fn all(self) -> &'static str {
		match self {
			Self::Agency => "agencies",
			Self::Indicator => "indicators",
			Self::Institution => "institutions",
		}
	}
}

/// A number of such a list.
pub trait Listed: Copy + Eq + Display + FromStr {
	/// Of which list.
	const KIND: Kind;

	fn of(number: u32) -> Self;
}

macro_rules! listed {
	($($id:ident of $kind:ident),+) => { $(
		impl Listed for $id {
			const KIND: Kind = Kind::$kind;

			fn of(number: u32) -> Self {
				Self(number)
			}
		}
	)+ };
}

listed!(AgencyId of Agency, IndicatorId of Indicator, InstitutionId of Institution);

/// What a list of a chain has.
#[derive(Clone, Debug)]
pub struct Register<Id> {
	/// Codes and names, of a network's own file.
	codes: Vec<(String, String)>,
	/// Numbers and names.
	there: Vec<(Id, String)>,
	/// Numbers and the accounts that sign for them.
	signers: Vec<(Id, AccountId32)>,
}

impl<Id: Listed> Register<Id> {
	/// As a block has it.
	pub async fn of(ask: impl Into<Ask<'_>>) -> Result<Self> {
		let ask = ask.into();
		let known = |id: u32, name: &str, key| ((Id::of(id), name.to_string()), (Id::of(id), key));
		let (there, signers) = match Id::KIND {
			Kind::Agency => attestation::agencies(ask)
				.await?
				.into_iter()
				.map(|one| known(one.id.0, one.name.as_str(), one.key))
				.unzip(),
			Kind::Institution => {
				let all = financing::institutions(ask).await?.into_iter();
				all.map(|one| known(one.id.0, one.name.as_str(), one.key)).unzip()
			},
			Kind::Indicator => {
				let all = attestation::indicators(ask).await?.into_iter();
				(all.map(|one| (Id::of(one.id.0), one.name.as_str().to_string())).collect(), Vec::new())
			},
		};
		Ok(Self { signers, ..Self::new(there) })
	}

	/// Of these numbers and names.
	pub fn new(there: Vec<(Id, String)>) -> Self {
		Self { codes: Vec::new(), there, signers: Vec::new() }
	}

	/// The same, which knows the codes of a network's own file, with their names.
	pub fn with_codes(self, codes: Vec<(String, String)>) -> Self {
		Self { codes, ..self }
	}

	/// Which list it is.
	pub fn kind(&self) -> Kind {
		Id::KIND
	}

	/// Whether it knows codes of a network's own file.
	pub fn has_codes(&self) -> bool {
		!self.codes.is_empty()
	}

	/// The number on this chain of what is given by its number, its name or its code. A number is taken as it is.
	pub fn number(&self, given: &str) -> Result<Id, String> {
		let given = given.trim();
		let named = |name: &str| self.there.iter().find(|(_, one)| one.eq_ignore_ascii_case(name)).map(|(id, _)| *id);
		let by_code = self.codes.iter().find(|(code, _)| code == given).map(|(_, name)| name);
		let found =
			given.parse().ok().or_else(|| named(given)).or_else(|| named(by_code?)).or_else(|| self.rehearsed(given));
		let (one, all) = (Id::KIND.one(), Id::KIND.all());
		found.ok_or_else(|| match by_code {
			Some(name) => {
				format!("{given} is {name:?}, and this chain has none of that name: see `lingnan show {all}`")
			},
			None => format!(
				"no {one} of this chain is called {given:?}: give its number or its whole name (`lingnan show {all}`){}",
				self.near(given)
			),
		})
	}

	/// The code as a rehearsal network's keys have it: whose key is `//institution//ccb` is called `ccb`.
	fn rehearsed(&self, code: &str) -> Option<Id> {
		let key = keys::from_uri(&format!("//{}//{code}", Id::KIND.one())).ok()?;
		let account = keys::account(&key);
		self.signers.iter().find(|(_, signer)| *signer == account).map(|(id, _)| *id)
	}

	/// Those that may be meant: whose name has the text in it, or all if they are few.
	fn near(&self, given: &str) -> String {
		const FEW: usize = 6;
		let given = given.to_lowercase();
		let has = |(_, name): &&(Id, String)| !given.is_empty() && name.to_lowercase().contains(&given);
		let mut near: Vec<_> = self.there.iter().filter(has).collect();
		if near.is_empty() && self.there.len() <= FEW {
			near.extend(&self.there);
		}
		let shown: Vec<String> = near.iter().take(FEW).map(|(id, name)| format!("{id} ({name})")).collect();
		if shown.is_empty() {
			String::new()
		} else {
			format!(". Perhaps {}", shown.join(", or "))
		}
	}

	/// Whether the chain has one of that name.
	pub fn has(&self, name: &str) -> bool {
		self.there.iter().any(|(_, one)| one == name)
	}

	/// The name of a number; the number with what it is where the chain has none.
	pub fn name(&self, id: Id) -> String {
		let found = self.there.iter().find(|(one, _)| *one == id);
		found.map_or_else(|| format!("{} {id}", Id::KIND.one()), |(_, name)| name.clone())
	}

	/// Refuses a number that the list does not have.
	pub fn ensure(&self, id: Id) -> Result<()> {
		match self.there.iter().any(|(one, _)| *one == id) {
			true => Ok(()),
			false => Err(Error::NotFound(format!(
				"there is no {} {id}: see `lingnan show {}`",
				Id::KIND.one(),
				Id::KIND.all()
			))),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn banks() -> Register<InstitutionId> {
		let names = ["China Construction Bank", "Bank of China", "Rural Bank of Shunde"];
		Register::new((0..).map(InstitutionId).zip(names.map(String::from)).collect())
	}

	#[test]
	fn a_number_a_name_and_a_code_are_the_same() {
		let banks = banks().with_codes(vec![("ccb".into(), "China Construction Bank".into())]);
		for given in ["0", " 0 ", "China Construction Bank", "china construction bank", "ccb"] {
			assert_eq!(banks.number(given), Ok(InstitutionId(0)), "{given}");
		}
		assert_eq!(banks.number("77"), Ok(InstitutionId(77)), "the chain says whether there is one");
		assert!(banks.ensure(InstitutionId(2)).is_ok());
		let refused = banks.ensure(InstitutionId(77)).unwrap_err();
		assert_eq!(refused.to_string(), "there is no institution 77: see `lingnan show institutions`");
		let name = |id| banks.name(InstitutionId(id));
		assert_eq!((name(1).as_str(), name(77).as_str()), ("Bank of China", "institution 77"));
	}

	#[test]
	fn on_a_rehearsal_network_the_codes_of_its_keys_are_known() {
		let signer = |code: &str| keys::account(&keys::institution(code));
		let banks =
			Register { signers: vec![(InstitutionId(0), signer("ccb")), (InstitutionId(1), signer("boc"))], ..banks() };
		assert_eq!((banks.number("ccb"), banks.number("boc")), (Ok(InstitutionId(0)), Ok(InstitutionId(1))));
		assert!(banks.number("icbc").is_err() && banks.number("a b//c///").is_err());
	}

	#[test]
	fn what_is_not_there_is_answered_with_what_to_give_and_where_to_find_it() {
		let told = banks().number("ccb").unwrap_err();
		for part in ["ccb", "number or its whole name", "`lingnan show institutions`", "0 (China Construction Bank)"] {
			assert!(told.contains(part), "{part} in {told}");
		}
		// A part of a name is never taken for it: the wrong bank would be given the consent.
		let told = banks().number("shunde").unwrap_err();
		assert!(told.contains("2 (Rural Bank of Shunde)") && !told.contains("0 ("), "{told}");
		let elsewhere = banks().with_codes(vec![("icbc".into(), "Industrial and Commercial Bank".into())]);
		let told = elsewhere.number("icbc").unwrap_err();
		assert!(told.contains("Industrial and Commercial Bank") && told.contains("none of that name"), "{told}");
	}
}
