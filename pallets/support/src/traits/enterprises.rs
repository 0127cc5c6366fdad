use crate::{Amount, Currency, Date, Division, EnterpriseStatus, Industry, Jurisdiction, RegistrationNumber};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchError;

/// What products ask about an enterprise.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
pub struct EnterpriseProfile {
	/// What the register says of its standing.
	pub status: EnterpriseStatus,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// Industry by GB/T 4754.
	pub industry: Industry,
	/// Mainland only.
	pub division: Option<Division>,
	/// The day on which it was founded. Days since 1970-01-01.
	pub founded: Date,
	/// Registered capital. Minor units (fen, cents, avos).
	pub registered_capital: Amount,
	/// Currency of the registered capital.
	pub capital_currency: Currency,
}

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
