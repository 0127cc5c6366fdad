use lingnan_support::{RegistrationIssue, RegistrationNumber};
use serde::{de::Error as _, Deserialize, Deserializer};

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
}
