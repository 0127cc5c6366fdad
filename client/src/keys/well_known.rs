//! Keys that everybody has, such as `//Alice`: good for a rehearsal, and for nothing else.

use super::{from_uri, read_account, Given, Key};
use crate::error::{Error, Result};
use serde_json::Value;
use subxt::utils::AccountId32;

/// What is done with keys that everybody has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WellKnown {
	/// It is a rehearsal, or the user says so.
	Taken,
	Refused,
}

impl WellKnown {
	/// A key, unless everybody has it and that is not what is wanted here.
	pub fn key(self, given: Given) -> Result<Key> {
		match given.well_known && self == Self::Refused {
			true => Err(everybody("--key", "this key")),
			false => Ok(given.key),
		}
	}

	/// The same of an account that something is given to.
	pub fn account(self, text: &str) -> Result<AccountId32> {
		let account = read_account(text)?;
		match text.starts_with("//") && self == Self::Refused {
			true => Err(everybody(text, "the key of this account")),
			false => Ok(account),
		}
	}

	/// The same of the arguments of a call, in which accounts can be written as development paths.
	pub fn ensure_not_in(self, args: &Value) -> Result<()> {
		/// Text that a payment carries is its own.
		const NO_ACCOUNTS: [&str; 2] = ["reason", "reference"];
		match args {
			_ if self == Self::Taken => Ok(()),
			Value::String(text) if text.starts_with("//") && from_uri(text).is_ok() => self.account(text).map(drop),
			Value::Array(items) => items.iter().try_for_each(|item| self.ensure_not_in(item)),
			Value::Object(fields) => fields
				.iter()
				.filter(|(name, _)| !NO_ACCOUNTS.contains(&name.as_str()))
				.try_for_each(|(_, field)| self.ensure_not_in(field)),
			_ => Ok(()),
		}
	}
}

fn everybody(place: &str, what: &str) -> Error {
	Error::input(
		place,
		format!(
			"everybody has {what}, and this chain is no rehearsal (it has no clock admin). Make a key of your own with \
			 `lingnan key new`; who knows what it means can give --well-known-key"
		),
	)
}

#[cfg(test)]
mod tests {
	use super::{
		super::{given, Password},
		*,
	};

	#[test]
	fn a_key_that_everybody_has_signs_nothing_where_it_is_no_rehearsal() {
		let give = |key: &str| given(key, &Password::default()).unwrap();
		for key in ["//Alice", "//agency//tax", "//ownerkey"] {
			let refused = WellKnown::Refused.key(give(key)).map(drop).unwrap_err().to_string();
			assert!(refused.contains("everybody has this key") && refused.contains("lingnan key new"), "{refused}");
			assert!(WellKnown::Taken.key(give(key)).is_ok());
		}
		assert!(WellKnown::Refused.key(give(&format!("0x{}", "05".repeat(32)))).is_ok());
	}

	#[test]
	fn control_is_not_given_to_everybody_where_it_is_no_rehearsal() {
		assert!(WellKnown::Refused.account("//Bob").unwrap_err().to_string().contains("everybody has the key"));
		assert!(WellKnown::Taken.account("//Bob").is_ok());
		let args = |to: &str| serde_json::json!({ "calls": [{ "args": { "enterprise": "CN:1", "to": to } }] });
		assert!(WellKnown::Refused.ensure_not_in(&args("//Bob")).is_err());
		assert!(WellKnown::Taken.ensure_not_in(&args("//Bob")).is_ok());
		assert!(WellKnown::Refused.ensure_not_in(&serde_json::json!({ "reference": "//7781" })).is_ok());
		assert!(WellKnown::Refused.ensure_not_in(&args("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")).is_ok());
	}
}
