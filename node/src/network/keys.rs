//! Keys of a rehearsal, derived from the development phrase that every Substrate tool knows, so that the command-line
//! client, subxt-signer and polkadot-js find the same ones from the same paths.

use super::{files::Account, Page, Problem};
use lingnan_runtime::AccountId;
use sp_core::{ed25519, sr25519, Pair};
use std::collections::BTreeMap;

/// The key of a path such as `//agency//customs`.
pub fn well_known<P: Pair>(path: &str) -> Result<P::Public, String> {
	P::from_string(path, None).map(|pair| pair.public()).map_err(|e| format!("no key for {path}: {e:?}"))
}

/// Gives out accounts, and refuses one that two would share: signers must be told apart.
pub struct Accounts {
	well_known: bool,
	taken: BTreeMap<AccountId, String>,
}

impl Accounts {
	pub fn new(well_known: bool) -> Self {
		Self { well_known, taken: BTreeMap::new() }
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
		if !self.well_known {
			return Err(page.problem(field, "missing; only a network with wellKnownKeys may leave it out"));
		}
		well_known::<P>(path).map_err(|e| page.problem(field, e))
	}
}
