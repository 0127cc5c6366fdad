//! Enterprises, as the register knows them.

use crate::{
	guardian::GuardiansView, mandate::OfficerView, recovery::Recovery, words::words, AgencyId, Amount, Currency, Date,
	Division, Industry, Jurisdiction, Lei, RegistrationNumber, Text, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

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
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum EnterpriseStatus {
	/// In good standing.
	Active,
	/// On the list of abnormal operations.
	Abnormal,
	/// On the list of seriously illegal and dishonest enterprises.
	SeriouslyIllegal,
	/// Licence revoked.
	Revoked,
	/// Struck off the register.
	Deregistered,
}

words!(EnterpriseStatus { Active, Abnormal, SeriouslyIllegal, Revoked, Deregistered });

/// What a registrar enters of an enterprise.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegistrationSpec {
	/// Registration number.
	pub number: RegistrationNumber,
	/// Its name in the register, at most 128 bytes of UTF-8.
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
	/// Currency of the registered capital.
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
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendmentSpec {
	/// Its name in the register, at most 128 bytes of UTF-8.
	pub legal_name: Text<128>,
	/// Industry by GB/T 4754.
	pub industry: Industry,
	/// Administrative division by GB/T 2260. Mainland only.
	#[serde(default)]
	pub division: Option<Division>,
	/// Registered capital. Minor units (fen, cents, avos).
	pub registered_capital: Amount,
}

/// An enterprise as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct EnterpriseView<AccountId> {
	/// Registration number.
	pub number: RegistrationNumber,
	/// Its name in the register, at most 128 bytes of UTF-8.
	pub legal_name: Text<128>,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// Industry by GB/T 4754.
	pub industry: Industry,
	/// Administrative division by GB/T 2260. Mainland only.
	pub division: Option<Division>,
	/// The day on which it was founded. Days since 1970-01-01.
	pub founded: Date,
	/// Registered capital. Minor units (fen, cents, avos).
	pub registered_capital: Amount,
	/// Currency of the registered capital.
	pub capital_currency: Currency,
	/// Legal Entity Identifier, ISO 17442.
	pub lei: Option<Lei>,
	/// The number's last check character does not hold, and the registrar accepted it.
	pub outer_check_mismatch: bool,
	/// What the register says of its standing.
	pub status: EnterpriseStatus,
	/// The account that acts for it. None until control was accepted.
	pub controller: Option<AccountId>,
	/// The account to which control was offered. None: no offer is open.
	pub control_offered_to: Option<AccountId>,
	/// A key on its way to be replaced.
	pub recovery: Option<Recovery<AccountId>>,
	/// That recovery stands in the way of another: who began it may still do so, and the account has not let its days to accept
	/// pass.
	pub recovery_stands: bool,
	/// The controller froze it, until it ends that.
	pub frozen_by_controller: bool,
	/// Until when the registrar's freeze holds, if it does. Unix time in seconds.
	pub frozen_until: Option<Timestamp>,
	/// Until when the guardians' freeze holds, if it does.
	/// Unix time in seconds.
	pub frozen_by_guardians_until: Option<Timestamp>,
	/// None if nobody was named.
	pub guardians: Option<GuardiansView<AccountId>>,
	/// Who may act for it besides the controller.
	pub officers: Vec<OfficerView<AccountId>>,
	/// Number of the agency that registered it.
	pub registrar: AgencyId,
	/// When it was registered. Unix time in seconds.
	pub registered_at: Timestamp,
	/// Registration number of the enterprise into which it merged. None: it did not.
	pub successor: Option<RegistrationNumber>,
}

/// An enterprise on the list of all.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct EnterpriseLine {
	/// Registration number.
	pub number: RegistrationNumber,
	/// Its name in the register, at most 128 bytes of UTF-8.
	pub legal_name: Text<128>,
	/// Industry by GB/T 4754.
	pub industry: Industry,
	/// Administrative division by GB/T 2260. Mainland only.
	pub division: Option<Division>,
	/// The day on which it was founded. Days since 1970-01-01.
	pub founded: Date,
	/// What the register says of its standing.
	pub status: EnterpriseStatus,
	/// When it was registered. Unix time in seconds.
	pub registered_at: Timestamp,
}
