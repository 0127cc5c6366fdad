//! Keys of a rehearsal, derived from the development phrase that every Substrate tool knows, so that the command-line
//! client, subxt-signer and polkadot-js find the same ones from the same paths.

use super::{
	files::{Account, NetworkFile},
	Page, Problem,
};
use lingnan_runtime::AccountId;
use sp_core::{ed25519, sr25519, Pair};
use std::collections::BTreeMap;

/// The key of a path such as `//agency//customs`.
pub fn well_known<P: Pair>(path: &str) -> Result<P::Public, String> {
	P::from_string(path, None).map(|pair| pair.public()).map_err(|e| format!("no key for {path}: {e:?}"))
}

/// What becomes of an account that the files leave out.
#[derive(Clone, Copy)]
pub enum Missing {
	Refused,
	/// It is the one that everybody can derive.
	Derived,
}

impl From<&NetworkFile> for Missing {
	fn from(file: &NetworkFile) -> Self {
		if file.well_known_keys {
			Self::Derived
		} else {
			Self::Refused
		}
	}
}

/// Gives out accounts, and refuses one that two would share: signers must be told apart.
pub struct Accounts {
	missing: Missing,
	taken: BTreeMap<AccountId, String>,
}

impl Accounts {
	pub fn new(missing: Missing) -> Self {
		Self { missing, taken: BTreeMap::new() }
	}

	/// The account a file gives, or else the one derived from `path`.
	pub fn find(&self, page: &Page, field: &str, given: Option<&Account>, path: &str) -> Result<AccountId, Problem> {
		match given {
			Some(account) => Ok(account.0.clone()),
			None => self.derive::<sr25519::Pair>(page, field, path).map(AccountId::from),
		}
	}

	/// As [`Self::find`], for an account that must not be anybody else's.
	pub fn take(
		&mut self,
		page: &Page,
		field: &str,
		given: Option<&Account>,
		path: &str,
	) -> Result<AccountId, Problem> {
		let account = self.find(page, field, given, path)?;
		if let Some(holder) = self.taken.insert(account.clone(), path.into()) {
			return Err(page.problem(field, format!("the same account as {holder}; each needs its own")));
		}
		Ok(account)
	}

	pub fn aura(&self, page: &Page, field: &str, path: &str) -> Result<sr25519::Public, Problem> {
		self.derive::<sr25519::Pair>(page, field, path)
	}

	pub fn grandpa(&self, page: &Page, field: &str, path: &str) -> Result<ed25519::Public, Problem> {
		self.derive::<ed25519::Pair>(page, field, path)
	}

	fn derive<P: Pair>(&self, page: &Page, field: &str, path: &str) -> Result<P::Public, Problem> {
		match self.missing {
			Missing::Refused => Err(page.problem(field, "missing; only a network with wellKnownKeys may leave it out")),
			Missing::Derived => well_known::<P>(path).map_err(|e| page.problem(field, e)),
		}
	}
}
