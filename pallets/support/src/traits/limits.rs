use crate::{Amount, Currency, InstitutionId, RegistrationNumber};

/// Answered by `financing`: what more may be lent, minor units.
pub trait Limits {
	/// To an enterprise by all institutions together.
	fn headroom(enterprise: &RegistrationNumber, currency: Currency) -> Amount;
	/// To an enterprise by one institution, as that resolved.
	fn headroom_at(institution: InstitutionId, enterprise: &RegistrationNumber, currency: Currency) -> Amount;
}
