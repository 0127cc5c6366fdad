//! What is stored. What passes the wire is in `primitives/types` and named here too.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_support::{
	record, AgencyId, Amount, Currency, Date, Division, EnterpriseStatus, Industry, Lei, RegistrationNumber, Text,
	Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use lingnan_types::{
	enterprise::{AmendmentSpec, EnterpriseLine, EnterpriseView, RegistrationSpec},
	guardian::{GuardianAct, Guardians, GuardiansView, NextGuardians, WordView, MAX_GUARDIANS},
	mandate::{Duty, Limit, MandateSpec, OfficerView},
	recovery::{Recovery, Starter},
};

/// Enterprises that one call can register.
pub const MAX_BATCH: u32 = 500;

/// Officers of an enterprise at a time.
pub const MAX_MANDATES: u32 = 16;

/// Words that an enterprise's guardians have given: each one of each kind.
pub const MAX_WORDS: u32 = MAX_GUARDIANS * 5;

/// Of an account's offices so many are noted in the order in which they were given.
pub const FIRST_OFFICES: u32 = 4;

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
	/// A mandate as it is stored.
	#[serde(rename_all = "camelCase")]
	pub struct Mandate {
		/// What the officer may do.
		pub spec: MandateSpec,
		/// Number of the controller's term in which it was given, from 1: it ends with that term.
		pub term: u32,
		/// When it was given. Unix time in seconds.
		pub given_at: Timestamp,
	}
}

record! {
	/// From when until when one side's freeze holds; zeros if it never froze.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Span {
		/// First second of the freeze. Unix time in seconds.
		pub from: Timestamp,
		/// First second at which it no longer holds. Unix time in seconds.
		pub until: Timestamp,
	}
}

impl Span {
	pub fn holds(&self, now: Timestamp) -> bool {
		now < self.until
	}

	/// From when on the same side can freeze again: after as long as its last freeze held, so that freezes follow each
	/// other without end no more than half the time.
	pub fn rested_at(&self) -> Timestamp {
		self.until.saturating_add(self.until.saturating_sub(self.from))
	}
}

record! {
	/// Who stopped an enterprise from binding itself.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Freeze {
		/// The controller did, and it holds until the controller ends it.
		pub by_controller: bool,
		/// The registrar's freeze.
		pub by_registrar: Span,
		/// The guardians' freeze.
		pub by_guardians: Span,
	}
}

impl Freeze {
	pub fn holds(&self, now: Timestamp) -> bool {
		self.by_controller || self.by_registrar.holds(now) || self.by_guardians.holds(now)
	}
}

record! {
	/// An enterprise's guardians as they are stored.
	#[serde(rename_all = "camelCase")]
	pub struct Guardianship<AccountId> {
		/// Those in force.
		pub guardians: Guardians<AccountId>,
		/// From when on they are.
		/// Unix time in seconds.
		pub since: Timestamp,
		/// Those who wait to take their place.
		pub next: Option<NextGuardians<AccountId>>,
		/// Until when the sitting controller's veto stands against them.
		/// Unix time in seconds.
		pub vetoed_until: Timestamp,
		/// Until when nobody else is named, because they refused it.
		/// Unix time in seconds.
		pub kept_until: Timestamp,
	}
}

impl<AccountId> Default for Guardianship<AccountId> {
	fn default() -> Self {
		Self { guardians: Guardians::default(), since: 0, next: None, vetoed_until: 0, kept_until: 0 }
	}
}

record! {
	/// What one guardian agrees to.
	#[serde(rename_all = "camelCase")]
	pub struct Word<AccountId> {
		/// The guardian's account.
		pub guardian: AccountId,
		/// To what.
		pub act: GuardianAct<AccountId>,
		/// When. Unix time in seconds.
		pub at: Timestamp,
		/// Not acted on yet. One that was is kept for its days, so that nobody else pays for the next of its kind.
		pub open: bool,
	}
}
