#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{Consent, ConsentSpec, DeletionStatement, Disclosure, Receipt, WeightInfo, MAX_OPEN, MAX_USES};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		ConsentId, DailyCount, Enterprises, InstitutionId, Institutions, OnConsentRevoked, Purpose, RegistrationNumber,
		Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		/// Told of every revocation.
		type OnRevoked: OnConsentRevoked;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next consent gets.
	#[pallet::storage]
	pub type NextConsent<T> = StorageValue<_, ConsentId, ValueQuery>;

	/// Every consent that was given, by number.
	#[pallet::storage]
	pub type Consents<T> = StorageMap<_, Twox64Concat, ConsentId, Consent>;

	/// Every consent that an enterprise ever gave.
	#[pallet::storage]
	pub type GivenBy<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, ConsentId, (), OptionQuery>;

	/// Every consent that an institution was ever given.
	#[pallet::storage]
	pub type GivenTo<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ConsentId, (), OptionQuery>;

	/// How many consents an enterprise gave on the last day on which it did.
	#[pallet::storage]
	pub type GivenToday<T> = StorageMap<_, Blake2_128Concat, RegistrationNumber, DailyCount, ValueQuery>;

	/// Those between an enterprise and an institution that may still be used, oldest first.
	/// By number.
	#[pallet::storage]
	pub type Open<T> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		RegistrationNumber,
		Twox64Concat,
		InstitutionId,
		BoundedVec<ConsentId, ConstU32<MAX_OPEN>>,
		ValueQuery,
	>;

	/// Each use of each consent, counted from 1.
	#[pallet::storage]
	pub type Receipts<T> = StorageDoubleMap<_, Twox64Concat, ConsentId, Twox64Concat, u32, Receipt, OptionQuery>;

	/// What an enterprise opened under a consent, first to last, until the institution states that it deleted it.
	/// At most as many as the consent has uses.
	#[pallet::storage]
	pub type Disclosures<T> =
		StorageMap<_, Twox64Concat, ConsentId, BoundedVec<Disclosure, ConstU32<MAX_USES>>, ValueQuery>;

	/// Consents under which an institution learnt something and has not stated its deletion.
	#[pallet::storage]
	pub type Owed<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, ConsentId, (), OptionQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An enterprise gave a consent.
		Given {
			/// Number of the consent.
			consent: ConsentId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// What the enterprise consents to.
			terms: ConsentSpec,
			/// When it was given. Unix time in seconds.
			given_at: Timestamp,
		},
		/// It is not to be used for the time being.
		Paused {
			/// Number of the consent.
			consent: ConsentId,
		},
		/// It can be used again.
		Resumed {
			/// Number of the consent.
			consent: ConsentId,
		},
		/// It can never be used again.
		Revoked {
			/// Number of the consent.
			consent: ConsentId,
		},
		/// An institution used it. `number` counts its uses from 1.
		Used {
			/// Number of the consent.
			consent: ConsentId,
			/// Which use of the consent it was, counted from 1.
			number: u32,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the institution.
			institution: InstitutionId,
			/// What it was given for.
			purpose: Purpose,
			/// How many indicators were asked for; 0 of a disclosure, which says itself what it opens.
			indicators: u32,
			/// When it was used. Unix time in seconds.
			at: Timestamp,
		},
		/// The institution stated that it deleted what it learnt.
		DeletionStated {
			/// Number of the consent.
			consent: ConsentId,
			/// Number of the institution.
			institution: InstitutionId,
			/// What the institution stated.
			statement: DeletionStatement,
		},
		/// An enterprise is to open something to an institution off the chain. The use that it burned was told before.
		DisclosureRecorded {
			/// Number of the consent.
			consent: ConsentId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the institution.
			institution: InstitutionId,
			/// Hash of what is opened.
			hash: H256,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No enterprise or no consent of this number is known. Check the number.
		NotFound,
		/// Only who acts for the enterprise gives, pauses, resumes and revokes its consents and records what is opened under
		/// them: its controller, or an officer whose duty covers it. Only the institution named in a consent states a deletion.
		/// Sign with that key.
		NotAuthorized,
		/// The institution is unknown or suspended. Choose another.
		InstitutionNotActive,
		/// The period is empty, or over already. Let `until` lie after `from` and after now; in place of a consent whose window
		/// is over give another.
		Expired,
		/// Uses must be 1 to 1,000 and the days of retention 1 to 3,660. Choose numbers in these ranges.
		LimitExceeded,
		/// Sixteen consents to this institution are open. Revoke one that is not needed.
		TooManyOpen,
		/// The enterprise gave 256 consents today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// The scope names no indicator, or one twice. Name each once, or consent to all.
		InvalidScope,
		/// The consent is paused already.
		AlreadyPaused,
		/// The consent is not paused, so there is nothing to resume.
		NotPaused,
		/// The consent was revoked. That is final: give a new one.
		AlreadyRevoked,
		/// Nothing was read under this consent since the last statement, so there is nothing to delete.
		NothingToDelete,
		/// No consent of this enterprise allows this institution this use now. Ask the enterprise for one
		/// (`consents.give`) with this purpose, these indicators and uses left.
		NoConsent,
		/// This disclosure is recorded under this consent already. Hand it over: nothing more is to be recorded.
		AlreadyRecorded,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Let one institution use what agencies attest about an enterprise.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// The terms never change afterwards. `from` and `until` are Unix seconds, `until` is the first second after the
		/// window; `uses` 1 to 1,000; `retention_days` 1 to 3,660, counted from the last use. At most 16 consents to
		/// one institution are open at a time, and an enterprise gives 256 a day at most.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `InstitutionNotActive`, `Expired`, `LimitExceeded`, `InvalidScope`, `TooManyOpen`,
		/// `TooManyToday`.
		///
		/// ## Events
		/// `Given`.
		#[pallet::call_index(0)]
		// The count of the day is not in what was measured.
		#[pallet::weight(T::WeightInfo::give().saturating_add(T::DbWeight::get().reads_writes(1, 1)))]
		pub fn give(origin: OriginFor<T>, enterprise: RegistrationNumber, consent: ConsentSpec) -> DispatchResult {
			Self::do_give(ensure_signed(origin)?, enterprise, consent)
		}

		/// Stop the use of a consent for the time being.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// At any time, whatever the enterprise's status.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyPaused`, `AlreadyRevoked`.
		///
		/// ## Events
		/// `Paused`.
		#[pallet::call_index(1)]
		pub fn pause(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			Self::do_pause(ensure_signed(origin)?, consent)
		}

		/// Allow the use of a paused consent again.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// The window goes on running while a consent is paused.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotPaused`, `AlreadyRevoked`.
		///
		/// ## Events
		/// `Resumed`.
		#[pallet::call_index(2)]
		pub fn resume(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			Self::do_resume(ensure_signed(origin)?, consent)
		}

		/// End a consent for good.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// At any time, whatever the enterprise's status. What was learnt before is still to be deleted when its
		/// retention time ends.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyRevoked`.
		///
		/// ## Events
		/// `Revoked`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::revoke().saturating_add(T::OnRevoked::weight()))]
		pub fn revoke(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			Self::do_revoke(ensure_signed(origin)?, consent)
		}

		/// State that what was learnt under a consent is deleted.
		///
		/// ## Origin
		/// Signed by the institution named in the consent, suspended or not: its duty stays.
		///
		/// ## Details
		/// `evidence`: hash of the record of deletion that the institution keeps. Early is fine; late is recorded as such.
		/// A use after a statement calls for another.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NothingToDelete`.
		///
		/// ## Events
		/// `DeletionStated`.
		#[pallet::call_index(4)]
		// That what was disclosed is forgotten is not in what was measured.
		#[pallet::weight(T::WeightInfo::state_deletion().saturating_add(T::DbWeight::get().writes(1)))]
		pub fn state_deletion(origin: OriginFor<T>, consent: ConsentId, evidence: H256) -> DispatchResult {
			Self::do_state_deletion(ensure_signed(origin)?, consent, evidence)
		}

		/// Record that something is opened to the institution of a consent.
		///
		/// ## Origin
		/// Signed by who acts for the enterprise that gave the consent, whatever the enterprise's status.
		///
		/// ## Details
		/// Burns a use, whatever the consent's purpose, and leaves a receipt. `hash`: of what is opened off the chain (BLAKE2b-256
		/// of the signed disclosure). Record it first and hand it over after: the institution refuses what is not recorded. The
		/// hash is forgotten when the institution states that it deleted what it learnt.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyRevoked`, `AlreadyPaused`, `Expired`, `NoConsent` (not begun, or used up),
		/// `InstitutionNotActive`, `AlreadyRecorded`.
		///
		/// ## Events
		/// `Used`, `DisclosureRecorded`.
		#[pallet::call_index(5)]
		pub fn record_disclosure(origin: OriginFor<T>, consent: ConsentId, hash: H256) -> DispatchResult {
			Self::do_record_disclosure(ensure_signed(origin)?, consent, hash)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
