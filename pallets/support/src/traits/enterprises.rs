use crate::{Amount, Currency, EnterpriseStatus, RegistrationNumber};
use sp_runtime::DispatchError;

pub use lingnan_types::enterprise::EnterpriseProfile;

/// What an account would do for an enterprise. What binds it is named with the amount that it is about; a freeze stops
/// that, and an officer does it only within a mandate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
	/// Ask for so much.
	Apply(Currency, Amount),
	/// Accept terms on so much.
	Accept(Currency, Amount),
	/// Let an institution use what is known of the enterprise.
	Consent,
	/// Secure so much with what the enterprise owns. The currency is not known of every asset.
	Pledge(Option<Currency>, Amount),
	/// Confirm that so much arrived.
	Confirm(Currency, Amount),
	/// What binds it to nothing: to take back, refuse, dispute, look. Any officer may, and no freeze stops it.
	Daily,
}

/// Answered by `enterprise-registry`.
pub trait Enterprises<AccountId> {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile>;

	/// Whether it is in the register, whatever stands there of it.
	fn exists(enterprise: &RegistrationNumber) -> bool {
		Self::profile(enterprise).is_some()
	}

	/// The account that acts for the enterprise, once it has accepted control.
	fn controller(enterprise: &RegistrationNumber) -> Option<AccountId>;

	/// Whether this account acts for the enterprise; an error if it does, but may not do this now.
	fn may(who: &AccountId, enterprise: &RegistrationNumber, _: Act) -> Result<bool, DispatchError>
	where
		AccountId: PartialEq,
	{
		Ok(Self::controller(enterprise).as_ref() == Some(who))
	}

	fn is_active(enterprise: &RegistrationNumber) -> bool {
		Self::profile(enterprise).is_some_and(|p| p.status == EnterpriseStatus::Active)
	}
}
