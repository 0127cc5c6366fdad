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

/// Guardians of an enterprise at a time.
pub const MAX_GUARDIANS: u32 = 5;

/// Words that an enterprise's guardians have given: each one of each kind.
pub const MAX_WORDS: u32 = MAX_GUARDIANS * 5;

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
		/// What the officer may do.
		pub spec: MandateSpec,
		/// Number of the controller's term in which it was given, from 1: it ends with that term.
		pub term: u32,
		/// When it was given. Unix time in seconds.
		pub given_at: Timestamp,
	}
}

record! {
	/// Who began to replace a key, the weakest first: who stands higher takes the place of who stands lower.
	#[derive(Copy)]
	pub enum Starter {
		/// So many of the enterprise's guardians as it takes.
		Guardians,
		/// The agency that keeps the enterprise's record.
		Registrar(AgencyId),
		/// A court. The sitting controller cannot veto it.
		Court(AgencyId),
	}
}

impl Starter {
	/// The higher, the stronger.
	pub fn rank(self) -> u8 {
		match self {
			Self::Guardians => 0,
			Self::Registrar(_) => 1,
			Self::Court(_) => 2,
		}
	}
}

record! {
	/// A lost or stolen key on its way to be replaced.
	#[serde(rename_all = "camelCase")]
	pub struct Recovery<AccountId> {
		/// The account that is to control the enterprise.
		pub to: AccountId,
		/// Who began it.
		pub by: Starter,
		/// Hash of the documents on which it rests; zeros if guardians named none.
		pub evidence: H256,
		/// When it began. Unix time in seconds.
		pub started_at: Timestamp,
		/// From when on the account can accept control. Unix time in seconds.
		pub ready_at: Timestamp,
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
	/// Accounts that stand by when a key is lost or stolen.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct Guardians<AccountId> {
		/// Each once, not the controller. None at all: the enterprise does without.
		pub accounts: BoundedVec<AccountId, ConstU32<MAX_GUARDIANS>>,
		/// How many of them act together: at least one, at most all; 0 for none at all.
		pub threshold: u8,
	}
}

impl<AccountId> Default for Guardians<AccountId> {
	fn default() -> Self {
		Self { accounts: BoundedVec::default(), threshold: 0 }
	}
}

record! {
	/// Guardians who take the place of those in force.
	#[serde(rename_all = "camelCase")]
	pub struct NextGuardians<AccountId> {
		/// Who they are.
		pub guardians: Guardians<AccountId>,
		/// First second in which they are the guardians. Unix time in seconds.
		pub from: Timestamp,
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
	/// What guardians do together.
	pub enum GuardianAct<AccountId> {
		/// Begin to replace the key that controls the enterprise.
		Recover {
			/// The account that is to be in control.
			to: AccountId,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
		},
		/// End the recovery that they began.
		Abandon,
		/// Stop the enterprise from binding itself, for some days.
		Freeze,
		/// End their freeze.
		Unfreeze,
		/// Refuse the guardians who wait to take their place.
		Stay,
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

/// What guardians agreed to, as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct WordView<AccountId> {
	/// The guardian's account.
	pub guardian: AccountId,
	/// To what.
	pub act: GuardianAct<AccountId>,
	/// First second at which it no longer stands. Unix time in seconds.
	pub until: Timestamp,
}

/// Guardians as people read them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct GuardiansView<AccountId> {
	/// The guardians in force.
	pub accounts: Vec<AccountId>,
	/// How many of them act together.
	pub threshold: u8,
	/// Those who wait to take their place, and from when on they do; an empty list ends guardianship.
	pub next: Option<NextGuardians<AccountId>>,
	/// Until when they can begin no recovery, because the controller vetoed the last.
	/// Unix time in seconds.
	pub vetoed_until: Option<Timestamp>,
	/// Until when no others can be named, because they refused the last.
	/// Unix time in seconds.
	pub kept_until: Option<Timestamp>,
	/// What some of them agree to, and not enough yet.
	pub words: Vec<WordView<AccountId>>,
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
