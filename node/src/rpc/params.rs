use lingnan_runtime::AccountId;
use lingnan_support::{CardHolder, RegistrationIssue, RegistrationNumber};
use serde::{de::Error as _, Deserialize, Deserializer};
use sp_core::crypto::Ss58Codec;

/// A registration number as a parameter: one whose check characters cannot be right is refused at the door. A wrong
/// last character alone is let in, because such codes were issued and registrars accepted some.
pub struct Enterprise(pub RegistrationNumber);

impl<'de> Deserialize<'de> for Enterprise {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let number = RegistrationNumber::deserialize(d)?;
		match number.check() {
			Ok(()) | Err(RegistrationIssue::OuterCheck) => Ok(Self(number)),
			Err(issue) => Err(D::Error::custom(format!("{number}: {}", issue.as_str()))),
		}
	}
}

/// A party as a parameter, whose cards are asked for: a firm's number is checked as above.
pub struct Holder(pub CardHolder);

impl<'de> Deserialize<'de> for Holder {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let holder = CardHolder::deserialize(d)?;
		match &holder {
			CardHolder::Enterprise(number) => match number.check() {
				Ok(()) | Err(RegistrationIssue::OuterCheck) => Ok(Self(holder)),
				Err(issue) => Err(D::Error::custom(format!("{number}: {}", issue.as_str()))),
			},
			CardHolder::Agency(_) | CardHolder::Institution(_) => Ok(Self(holder)),
		}
	}
}

/// An account as a parameter: its SS58 address, of whatever prefix, or its public key. What is neither is answered with what an
/// account looks like.
pub struct Account(pub AccountId);

impl<'de> Deserialize<'de> for Account {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		let text = String::deserialize(d)?;
		let digits = text.strip_prefix("0x").and_then(|digits| <[u8; 32]>::try_from(hex::decode(digits).ok()?).ok());
		let address = || AccountId::from_ss58check(&text).ok();
		digits.map(AccountId::from).or_else(address).map(Self).ok_or_else(|| {
			D::Error::custom(format!(
				"{text:?} is not an account: write its SS58 address, such as \
				 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY, or 0x and the 64 hexadecimal digits of its public key"
			))
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_number_that_cannot_be_right_is_refused_and_one_that_was_issued_is_not() {
		let read = |s: &str| serde_json::from_value::<Enterprise>(s.into());
		assert!(read("CN:91440300708461136T").is_ok());
		assert!(read("91350211M0000XUF46").is_ok());
		for (bad, why) in [
			("CN:91440300708461137T", "the 17th"),
			("CN:9144030070846113", "wrong length"),
			("HK:1234", "wrong length"),
			("TW:12345678", "CN:, HK: or MO:"),
		] {
			let message = read(bad).err().map(|e| e.to_string()).unwrap_or_default();
			assert!(message.contains(why), "{bad}: {message}");
		}
	}

	#[test]
	fn what_is_no_account_is_answered_with_what_one_looks_like() {
		let read = |s: &str| serde_json::from_value::<Account>(s.into()).map(|account| account.0);
		let alice = read("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY").unwrap();
		assert_eq!(read("0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d").unwrap(), alice);
		for bad in ["", "nobody", "0x12", "0xé", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX", "//Alice"] {
			let message = read(bad).map(drop).unwrap_err().to_string();
			assert!(message.contains("5Grwva") && message.contains("0x and the 64"), "{bad}: {message}");
		}
	}
}
