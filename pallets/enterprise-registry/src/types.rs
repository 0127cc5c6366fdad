use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, AgencyId, Amount, Currency, Date, Division, EnterpriseStatus, Industry, Jurisdiction, Lei,
	RegistrationNumber, Text, Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Enterprises that one call can register.
pub const MAX_BATCH: u32 = 500;

/// Officers of an enterprise at a time.
pub const MAX_MANDATES: u32 = 16;

/// Of an account's offices so many are noted in the order in which they were given.
pub const FIRST_OFFICES: u32 = 4;

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
	/// How many accounts were in control so far. What one of them arranged ends with its term.
	pub term: u32,
	pub registrar: AgencyId,
	pub registered_at: Timestamp,
	/// Into which enterprise it merged.
	pub successor: Option<RegistrationNumber>,
}

record! {
	/// What an officer may do in an enterprise's name.
	#[derive(Copy)]
	pub enum Duty {
		/// Apply for loans.
		Apply,
		/// Accept offers.
		Accept,
		/// Give consents.
		Consent,
		/// Pledge, and enter what can be pledged.
		Pledge,
		/// Confirm that money arrived.
		Confirm,
	}
}

record! {
	/// The most that one act may be about.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Limit {
		pub currency: Currency,
		/// Minor units, 1 to 10^15.
		pub amount: Amount,
	}
}

record! {
	/// What an officer may do, up to how much, until when.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct MandateSpec {
		/// At least one, each once.
		pub duties: BoundedVec<Duty, ConstU32<5>>,
		/// For each currency in which the officer may act, once. Consents need none.
		#[serde(default)]
		pub limits: BoundedVec<Limit, ConstU32<4>>,
		/// Its last day, in days since 1970.
		pub until: Date,
	}
}

record! {
	/// A mandate as it is stored.
	#[serde(rename_all = "camelCase")]
	pub struct Mandate {
		pub spec: MandateSpec,
		/// It ends when control changes hands after this many.
		pub term: u32,
		pub given_at: Timestamp,
	}
}

record! {
	/// A lost or stolen key on its way to be replaced.
	#[serde(rename_all = "camelCase")]
	pub struct Recovery<AccountId> {
		/// The account that is to control the enterprise.
		pub to: AccountId,
		/// The one that began it.
		pub agency: AgencyId,
		/// Ordered by a court: the sitting controller cannot veto it.
		pub by_court: bool,
		/// Hash of the documents on which it rests.
		pub evidence: H256,
		pub started_at: Timestamp,
		/// From when on the account can accept control.
		pub ready_at: Timestamp,
	}
}

record! {
	/// Who stopped an enterprise from binding itself.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Freeze {
		/// The controller did, and it holds until the controller ends it.
		pub by_controller: bool,
		/// The registrar did, from when until when; zeros if never.
		pub from: Timestamp,
		pub until: Timestamp,
	}
}

impl Freeze {
	pub fn holds(&self, now: Timestamp) -> bool {
		self.by_controller || now < self.until
	}
}

/// An officer as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfficerView<AccountId> {
	pub officer: AccountId,
	pub duties: Vec<Duty>,
	pub limits: Vec<Limit>,
	pub until: Date,
	/// Not over yet, and given by who is in control now.
	pub in_force: bool,
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
	/// A key on its way to be replaced.
	pub recovery: Option<Recovery<AccountId>>,
	pub frozen_by_controller: bool,
	/// Until when the registrar's freeze holds, if it does.
	pub frozen_until: Option<Timestamp>,
	pub officers: Vec<OfficerView<AccountId>>,
	pub registrar: AgencyId,
	pub registered_at: Timestamp,
	pub successor: Option<RegistrationNumber>,
}
