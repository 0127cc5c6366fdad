//! Registration numbers.

use crate::refused::Refused;
use alloc::string::String;
use lingnan_types::{RegistrationIssue, RegistrationNumber};

/// As people write it: `CN:91440300708461136T`. Every published rule must hold.
pub fn read_number(text: String) -> Result<RegistrationNumber, Refused> {
	let number: RegistrationNumber = text.parse().map_err(refused)?;
	number.check().map_err(refused)?;
	Ok(number)
}

fn refused(issue: RegistrationIssue) -> Refused {
	match issue {
		RegistrationIssue::Malformed => Refused::NumberMalformed,
		RegistrationIssue::OrganisationCodeCheck => Refused::NumberOrganisationCheck,
		RegistrationIssue::OuterCheck => Refused::NumberOuterCheck,
		RegistrationIssue::UnknownPlace => Refused::NumberUnknownPlace,
	}
}
