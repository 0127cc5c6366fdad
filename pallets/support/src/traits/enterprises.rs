use crate::{Amount, Currency, Date, Division, Industry, Jurisdiction, RegistrationNumber};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What the register says of an enterprise's standing. Only `Active` may apply or pledge; every status keeps its duties.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum EnterpriseStatus {
	Active,
	/// On the list of abnormal operations.
	Abnormal,
	/// On the list of seriously illegal and dishonest enterprises.
	SeriouslyIllegal,
	/// Licence revoked.
	Revoked,
	Deregistered,
}

/// What products ask about an enterprise.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct EnterpriseProfile {
	pub status: EnterpriseStatus,
	pub jurisdiction: Jurisdiction,
	pub industry: Industry,
	/// Mainland only.
	pub division: Option<Division>,
	pub founded: Date,
	pub registered_capital: Amount,
	pub capital_currency: Currency,
}

/// Answered by `enterprise-registry`.
pub trait Enterprises<AccountId> {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile>;
	/// The account that acts for the enterprise, once it has accepted control.
	fn controller(enterprise: &RegistrationNumber) -> Option<AccountId>;

	fn is_active(enterprise: &RegistrationNumber) -> bool {
		Self::profile(enterprise).is_some_and(|p| p.status == EnterpriseStatus::Active)
	}
}
