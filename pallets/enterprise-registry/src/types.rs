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

/// An enterprise as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Enterprise<AccountId> {
	/// Its name in the register, at most 128 bytes of UTF-8.
	pub legal_name: Text<128>,
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
	/// How many accounts were in control so far. What one of them arranged ends with its term.
	pub term: u32,
	/// Number of the agency that registered it.
	pub registrar: AgencyId,
	/// When it was registered. Unix time in seconds.
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
		/// Currency of the amounts.
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
		/// What was entered.
		pub spec: MandateSpec,
		/// It ends when control changes hands after this many.
		/// Number of the term.
		pub term: u32,
		/// When it was given. Unix time in seconds.
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
		/// When it began. Unix time in seconds.
		pub started_at: Timestamp,
		/// From when on the account can accept control. Unix time in seconds.
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
		/// The registrar did, from when until when; zeros if never. Unix time in seconds.
		pub from: Timestamp,
		/// First second at which the registrar's freeze no longer holds. Unix time, 0 if there never was one.
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
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OfficerView<AccountId> {
	/// The officer's account.
	pub officer: AccountId,
	/// What the officer may do.
	pub duties: Vec<Duty>,
	/// The most that one act may be about, for each currency.
	pub limits: Vec<Limit>,
	/// Last day of the mandate. Days since 1970-01-01.
	pub until: Date,
	/// Not over yet, and given by who is in control now.
	pub in_force: bool,
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
	/// The controller froze it, until it ends that.
	pub frozen_by_controller: bool,
	/// Until when the registrar's freeze holds, if it does. Unix time in seconds.
	pub frozen_until: Option<Timestamp>,
	/// Who may act for it besides the controller.
	pub officers: Vec<OfficerView<AccountId>>,
	/// Number of the agency that registered it.
	pub registrar: AgencyId,
	/// When it was registered. Unix time in seconds.
	pub registered_at: Timestamp,
	/// Registration number of the enterprise into which it merged. None: it did not.
	pub successor: Option<RegistrationNumber>,
}
