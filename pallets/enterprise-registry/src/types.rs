use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::{
	AgencyId, Amount, Currency, Date, Division, EnterpriseStatus, Industry, Jurisdiction, Lei, RegistrationNumber,
	Text, Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Enterprises that one call can register.
pub const MAX_BATCH: u32 = 500;

/// What a registrar enters of an enterprise.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegistrationSpec {
	pub number: RegistrationNumber,
	pub legal_name: Text<128>,
	/// GB/T 4754.
	pub industry: Industry,
	/// GB/T 2260, mainland only. Left out, it is the one inside the number.
	#[serde(default)]
	pub division: Option<Division>,
	/// Days since 1970.
	pub founded: Date,
	/// Minor units, at most 10^15.
	pub registered_capital: Amount,
	pub capital_currency: Currency,
	/// ISO 17442.
	#[serde(default)]
	pub lei: Option<Lei>,
	/// The registrar stands for a code whose last check character does not hold while the organisation code's does.
	#[serde(default)]
	pub accept_outer_check_mismatch: bool,
}

/// What a registrar can correct. The number, the date of founding and the currency stay.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendmentSpec {
	pub legal_name: Text<128>,
	pub industry: Industry,
	#[serde(default)]
	pub division: Option<Division>,
	pub registered_capital: Amount,
}

/// An enterprise as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Enterprise<AccountId> {
	pub legal_name: Text<128>,
	pub industry: Industry,
	pub division: Option<Division>,
	pub founded: Date,
	pub registered_capital: Amount,
	pub capital_currency: Currency,
	pub lei: Option<Lei>,
	/// The number's last check character does not hold, and the registrar accepted it.
	pub outer_check_mismatch: bool,
	pub status: EnterpriseStatus,
	pub controller: Option<AccountId>,
	pub registrar: AgencyId,
	pub registered_at: Timestamp,
	/// Into which enterprise it merged.
	pub successor: Option<RegistrationNumber>,
}

/// An enterprise as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnterpriseView<AccountId> {
	pub number: RegistrationNumber,
	pub legal_name: Text<128>,
	pub jurisdiction: Jurisdiction,
	pub industry: Industry,
	pub division: Option<Division>,
	pub founded: Date,
	pub registered_capital: Amount,
	pub capital_currency: Currency,
	pub lei: Option<Lei>,
	pub outer_check_mismatch: bool,
	pub status: EnterpriseStatus,
	pub controller: Option<AccountId>,
	pub control_offered_to: Option<AccountId>,
	pub registrar: AgencyId,
	pub registered_at: Timestamp,
	pub successor: Option<RegistrationNumber>,
}
